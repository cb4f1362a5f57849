//! Who speaks. A content script stands in a hostile page; our own pages do not. Nobody else is heard.

use serde::Deserialize;
use wasm_bindgen::JsValue;

use super::{Failure, api};

/// A sender that was checked.
#[derive(Debug)]
pub enum Speaker {
    /// Our script in the top frame of a page.
    Content(Page),
    /// One of our own pages.
    Own,
}

/// The page a content script stands in, as the browser (not the page) tells.
#[derive(Clone, Debug)]
pub struct Page {
    /// The browser's number for the tab.
    pub tab: i32,
    /// Host name.
    pub host: String,
    /// Path of the address.
    pub path: String,
    /// Whether the window is private: nothing of it is stored.
    pub private: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Sender {
    url: Option<String>,
    frame_id: Option<i32>,
    tab: Option<api::Tab>,
}

/// Checks a `runtime.MessageSender`. That the message comes from this extension was checked before.
///
/// # Errors
/// A sender that is neither our script in a top frame nor one of our pages.
pub fn check(sender: JsValue) -> Result<Speaker, Failure> {
    let sender: Sender = api::from_js(&sender)?;
    let url = sender.url.unwrap_or_default();
    if url.starts_with(&api::address("")) {
        return Ok(Speaker::Own);
    }
    let refused = || Failure::Sender(url.clone());
    let tab = sender.tab.filter(|_| sender.frame_id == Some(0)).ok_or_else(refused)?;
    let address = web_sys::Url::new(&url).map_err(|_| refused())?;
    if !matches!(address.protocol().as_str(), "https:" | "http:") {
        return Err(refused());
    }
    Ok(Speaker::Content(Page {
        tab: tab.id.ok_or_else(refused)?,
        host: address.hostname(),
        path: address.pathname(),
        private: tab.incognito,
    }))
}
