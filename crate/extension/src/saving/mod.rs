//! Saving evidence: a module of its own, loaded when someone saves, so that the watching one stays small.

mod capture;

use wasm_bindgen::prelude::*;

use crate::{
    browser::{
        Failure, api,
        sender::{self, Speaker},
        words::Words,
    },
    in_force,
    protocol::{Saved, ToSaving},
    saved,
};

/// Answers a request to save. Only our own pages may ask; the entry point has checked that it is this extension.
///
/// # Errors
/// A sender that may not ask, or settings that cannot be read: then it is not known whether pictures must be masked.
#[wasm_bindgen]
pub async fn answer(message: JsValue, sender: JsValue) -> Result<JsValue, JsError> {
    let reply = match sender::check(sender) {
        Ok(Speaker::Own) => asked(message).await,
        Ok(Speaker::Content(page)) => Err(Failure::Sender(page.host)),
        Err(refusal) => Err(refusal),
    };
    reply.map_err(|failure| JsError::new(&failure.to_string()))
}

async fn asked(message: JsValue) -> Result<JsValue, Failure> {
    let ToSaving::Save { tab } = api::from_js(&message)?;
    api::to_js(&save(tab).await?)
}

async fn save(tab: i32) -> Result<Saved, Failure> {
    Ok(capture::take(tab, &in_force::settings().await?.settings).await)
}

/// The "save evidence" key: as the popup's button, for the tab in front. What came of it stands on the toolbar button.
///
/// # Errors
/// When settings or words cannot be read.
#[wasm_bindgen]
pub async fn save_by_key(tab: i32) -> Result<(), JsError> {
    let outcome = save_and_say(tab).await;
    outcome.map_err(|failure| JsError::new(&failure.to_string()))
}

async fn save_and_say(tab: i32) -> Result<(), Failure> {
    let outcome = save(tab).await?;
    let language = in_force::settings().await?.settings.language;
    let words = Words::load(language.as_deref()).await?;
    let mark = if matches!(outcome, Saved::Checked { .. }) { "✓" } else { "!" };
    api::badge(tab, mark, api::TEAL, &saved::line(&words, &outcome)).await
}
