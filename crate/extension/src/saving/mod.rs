//! Saving evidence: a module of its own, loaded when someone saves, so that the watching one stays small.

mod capture;
mod whole;

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
    settings::Settings,
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
    let ToSaving::Save { tab, whole } = api::from_js(&message)?;
    let saved = if whole { whole::take(tab, &settings().await?).await? } else { save(tab).await? };
    api::to_js(&saved)
}

async fn save(tab: i32) -> Result<Saved, Failure> {
    Ok(capture::take(tab, &settings().await?).await)
}

async fn settings() -> Result<Settings, Failure> {
    Ok(in_force::settings().await?.settings)
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
    tell_outcome(tab, &outcome).await
}

/// Says on the toolbar button what came of saving.
async fn tell_outcome(tab: i32, outcome: &Saved) -> Result<(), Failure> {
    let words = Words::load(settings().await?.language.as_deref()).await?;
    let mark = if matches!(outcome, Saved::Checked { .. }) { "✓" } else { "!" };
    api::badge(tab, mark, api::TEAL, &saved::line(&words, outcome)).await
}
