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
    /// The database is of a later version: we would not know what we change.
    #[error("what is kept here was written by a newer Breakwater; update it, nothing was changed")]
    Newer,
    /// The locker's keys do not do their part, so that nothing can be sealed or opened.
    #[error("the locker's keys: {0}")]
    Keys(String),
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
        let text = error.to_string();
        // The name of the one error that `open` gives for it (Indexed Database API 3.0, section 4.3).
        if text.contains("VersionError") { Self::Newer } else { Self::Storage(text) }
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Form(error.to_string())
    }
}
