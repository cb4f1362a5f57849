//! The background: answers content scripts and our own pages. One core, made at the first question.
//!
//! All of it may be killed between any two messages, so what must last is written before the answer is given.

mod capture;
mod core;
mod look;
mod pages;
mod panel;
mod sender;

use wasm_bindgen::prelude::*;

use crate::{
    browser::{Failure, api},
    protocol::{FromContent, Welcome},
};
use sender::{Page, Speaker};

#[wasm_bindgen]
extern "C" {
    /// Tells the entry point that this instance is poisoned; it rejects what is waiting and asks a new instance.
    #[wasm_bindgen(js_namespace = globalThis, js_name = breakwaterPanicked)]
    fn panicked(message: &str);
}

/// Runs once for each instance: a panic is reported, and the next call gets a new instance of the same module.
#[wasm_bindgen(start)]
pub fn start() {
    std::panic::set_hook(Box::new(|info| {
        wasm_bindgen::handler::schedule_reinit();
        panicked(&info.to_string());
    }));
}

/// Answers a message. The entry point has checked that it comes from this extension.
///
/// # Errors
/// A sender that may not ask, a message that is none of ours, or a browser that refuses.
#[wasm_bindgen]
pub async fn answer(message: JsValue, sender: JsValue) -> Result<JsValue, JsError> {
    let reply = match sender::check(sender) {
        Ok(Speaker::Content(page)) => from_content(message, page).await,
        Ok(Speaker::Own) => pages::answer(message).await,
        Err(refusal) => Err(refusal),
    };
    reply.map_err(|failure| JsError::new(&failure.to_string()))
}

async fn from_content(message: JsValue, page: Page) -> Result<JsValue, Failure> {
    let settings = core::settings().await?.settings;
    let watch = settings.watches(&page.host);
    match api::from_js(message)? {
        FromContent::Hello => {
            if watch {
                look::arrived(&page).await?;
            }
            api::to_js(&Welcome { watch })
        }
        FromContent::Snapshot { snapshot } => api::to_js(&look::at(&page, &snapshot, watch).await?),
        FromContent::Dismiss => {
            look::dismissed(&page).await?;
            Ok(JsValue::NULL)
        }
        FromContent::KnowContact => {
            look::asked_known(&page).await?;
            let _ = api::open_popup().await;
            Ok(JsValue::NULL)
        }
        FromContent::AskSave => {
            // Most browsers want a click on the toolbar; the panel says so in any case.
            let _ = api::open_popup().await;
            Ok(JsValue::NULL)
        }
        FromContent::OpenHelp => {
            api::open(&api::address(&core::help_page().await)).await?;
            Ok(JsValue::NULL)
        }
    }
}

/// The "save evidence" key: as the popup's button, for the tab in front. Its outcome shows on the toolbar button.
///
/// # Errors
/// When the browser does not say which tab is meant.
#[wasm_bindgen]
pub async fn save(tab: i32) -> Result<(), JsError> {
    let outcome = pages::save(tab).await.map_err(|failure| JsError::new(&failure.to_string()))?;
    let words = core::words().await.map_err(|failure| JsError::new(&failure.to_string()))?;
    let line = crate::pages::saved_line(&words, &outcome);
    let mark = if matches!(outcome, crate::protocol::Saved::Checked { .. }) { "✓" } else { "!" };
    // The badge is the only surface we have here; a browser that refuses it has nothing to show it on.
    let _ = api::badge(tab, mark, core::TEAL, &line).await;
    Ok(())
}

/// A tab was closed, or went to another page: what stood on it is gone.
#[wasm_bindgen]
pub async fn left(tab: i32) {
    // Nothing was seen there, or the session is over: either way nothing is left to drop.
    let _ = look::left(tab).await;
}

/// After an install, an update or a start: the help page of this place is worked out, so that opening it needs
/// neither the core nor storage's slower half.
///
/// # Errors
/// When the settings cannot be read.
#[wasm_bindgen]
pub async fn prepare() -> Result<(), JsError> {
    core::remember_help_page().await.map_err(|failure| JsError::new(&failure.to_string()))
}

/// Panics, for the test that nothing is lost by it. Exists in test builds only.
#[cfg(feature = "drill")]
#[wasm_bindgen]
pub fn drill() {
    #[expect(clippy::panic, reason = "this is the drill")]
    {
        panic!("drill");
    }
}
