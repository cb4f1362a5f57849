//! Popup, settings, first steps, locker, check and statement: what they show, and what their buttons ask of the background.
//!
//! All words come from the catalogue. Text from a page goes into text nodes only.

#[cfg(feature = "records")]
mod check;
#[cfg(feature = "pages")]
mod choices;
mod dom;
#[cfg(feature = "records")]
mod locker;
#[cfg(feature = "pages")]
mod options;
#[cfg(feature = "pages")]
mod popup;
#[cfg(feature = "records")]
mod report;
#[cfg(feature = "pages")]
mod sites;
#[cfg(feature = "records")]
mod unlock;
#[cfg(feature = "pages")]
mod welcome;
#[cfg(feature = "pages")]
mod whole;
#[cfg(feature = "pages")]
mod works;

use wasm_bindgen::prelude::*;

use crate::browser::Failure;
#[cfg(feature = "pages")]
use crate::{
    browser::api,
    in_force,
    protocol::{FromPage, InForce},
    settings::Settings,
};

/// Runs the popup.
///
/// # Errors
/// When the page or the background does not answer; the help link works all the same.
#[cfg(feature = "pages")]
#[wasm_bindgen]
pub async fn popup() -> Result<(), JsError> {
    popup::run().await.map_err(|failure| shown(&failure))
}

/// Runs the settings page.
///
/// # Errors
/// When the page or the background does not answer.
#[cfg(feature = "pages")]
#[wasm_bindgen]
pub async fn options() -> Result<(), JsError> {
    options::run().await.map_err(|failure| shown(&failure))
}

/// Runs the first steps.
///
/// # Errors
/// When the page or the storage does not answer; the way to help works all the same.
#[cfg(feature = "pages")]
#[wasm_bindgen]
pub async fn welcome() -> Result<(), JsError> {
    welcome::run().await.map_err(|failure| shown(&failure))
}

/// Runs the page that says what works here.
///
/// # Errors
/// When the page or the storage does not answer; the way to help works all the same.
#[cfg(feature = "pages")]
#[wasm_bindgen]
pub async fn works() -> Result<(), JsError> {
    works::run().await.map_err(|failure| shown(&failure))
}

/// Puts the parents' page into the language of the settings.
///
/// # Errors
/// When the storage does not answer; the page stands in the source language then.
#[cfg(feature = "pages")]
#[wasm_bindgen]
pub async fn parents() -> Result<(), JsError> {
    let filled = async {
        let language = in_force::settings().await?.settings.language;
        dom::fill(&crate::browser::words::Words::load(language.as_deref()).await?)
    };
    filled.await.map_err(|failure: Failure| shown(&failure))
}

/// Runs the locker. `handover` loads what is needed only when a package is made.
///
/// # Errors
/// When the page or the storage does not answer.
#[cfg(feature = "records")]
#[wasm_bindgen]
pub async fn locker(handover: locker::Handover) -> Result<(), JsError> {
    locker::run(handover).await.map_err(|failure| shown(&failure))
}

/// Runs the page that checks a package.
///
/// # Errors
/// When the page or the storage does not answer.
#[cfg(feature = "records")]
#[wasm_bindgen]
pub async fn check() -> Result<(), JsError> {
    check::run().await.map_err(|failure| shown(&failure))
}

/// Runs the page that drafts a statement.
///
/// # Errors
/// When the page or the storage does not answer.
#[cfg(feature = "records")]
#[wasm_bindgen]
pub async fn report() -> Result<(), JsError> {
    report::run().await.map_err(|failure| shown(&failure))
}

fn shown(failure: &Failure) -> JsError {
    JsError::new(&failure.to_string())
}

/// Keeps settings, and lets everything that depends on them look again.
#[cfg(feature = "pages")]
async fn keep_settings(settings: &Settings) -> Result<InForce, Failure> {
    in_force::keep(settings).await?;
    // A background that is down works the rest out when it starts again.
    let _: Result<serde::de::IgnoredAny, _> = api::ask(&FromPage::SettingsChanged).await;
    api::look_again_everywhere().await?;
    in_force::settings().await
}
