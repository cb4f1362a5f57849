//! What can go wrong between us and the browser.

use wasm_bindgen::JsValue;

/// A call to the browser, or a message from it, failed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The browser refused or broke off.
    #[error("the browser refused: {0}")]
    Browser(String),
    /// A message or a stored value has a form that we do not know.
    #[error("could not understand what came in: {0}")]
    Form(String),
    /// The storage failed.
    #[error("storage: {0}")]
    Storage(String),
    /// The sender may not ask this.
    #[error("not allowed from {0}")]
    Sender(String),
    /// The core could not be set up.
    #[error("the core could not start: {0}")]
    Core(String),
}

impl From<JsValue> for Failure {
    fn from(value: JsValue) -> Self {
        let message = js_sys::Reflect::get(&value, &"message".into()).ok().and_then(|m| m.as_string());
        Self::Browser(message.or_else(|| value.as_string()).unwrap_or_else(|| format!("{value:?}")))
    }
}

impl From<idb::Error> for Failure {
    fn from(error: idb::Error) -> Self {
        Self::Storage(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Form(error.to_string())
    }
}
