//! The background: answers content scripts and our own pages. One core, made at the first question.
//!
//! All of it may be killed between any two messages, so what must last is written before the answer is given.

mod core;
mod look;
mod panel;

use wasm_bindgen::prelude::*;

use crate::{
    browser::{
        Failure, api, seconds,
        sender::{self, Page, Speaker},
        store,
    },
    in_force,
    protocol::{FromContent, FromPage, Welcome},
};

/// Answers a message. The entry point has checked that it comes from this extension.
///
/// # Errors
/// A sender that may not ask, a message that is none of ours, or a browser that refuses.
#[wasm_bindgen]
pub async fn answer(message: JsValue, sender: JsValue) -> Result<JsValue, JsError> {
    let reply = match sender::check(sender) {
        Ok(Speaker::Content(page)) => from_content(message, page).await,
        Ok(Speaker::Own) => from_page(message).await,
        Err(refusal) => Err(refusal),
    };
    reply.map_err(|failure| JsError::new(&failure.to_string()))
}

async fn from_content(message: JsValue, page: Page) -> Result<JsValue, Failure> {
    let settings = in_force::settings().await?.settings;
    match api::from_js(&message)? {
        FromContent::Hello => {
            let watch = settings.watches(&page.host);
            if watch {
                look::arrived(&page).await?;
            }
            // For most hosts there is none, and the page is read without.
            let adapter = api::own_file(&format!("sites/{}.json", page.host)).await.ok();
            api::to_js(&Welcome { watch, adapter })
        }
        FromContent::Snapshot(snapshot) => api::to_js(&look::at(&page, &snapshot, &settings).await?),
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
        // Getting help never depends on this core (extension/background/help.ts).
        FromContent::OpenHelp | FromContent::OpenSteps | FromContent::Undress => {
            Err(Failure::Form("the entry point does this".into()))
        }
    }
}

/// Our own pages may change things; content scripts may not.
async fn from_page(message: JsValue) -> Result<JsValue, Failure> {
    match api::from_js(&message)? {
        FromPage::Trust { tab, known } => look::known(tab, known).await?,
        FromPage::Forget { tab } => look::forgotten(tab).await?,
        FromPage::SettingsChanged => {
            core::forget_words();
            core::remember_help_page().await?;
        }
        FromPage::Ready => {
            core::engine().await?;
        }
    }
    Ok(JsValue::NULL)
}

/// Forgets the contacts that nobody has written with for as long as the settings say. Not when the setting changes: a slip is
/// put right before the next start.
async fn forget_old() -> Result<(), Failure> {
    let retention = in_force::settings().await?.settings.retention;
    let now = seconds();
    store::forget_contacts(|last_seen| retention.is_over(last_seen, now)).await
}

/// A tab was closed, or went to another page: what stood on it is gone.
#[wasm_bindgen]
pub async fn left(tab: i32) {
    // Nothing was seen there, or the session is over: either way nothing is left to drop.
    let _ = look::left(tab).await;
}

/// After an install, an update, a start or a change of the policy: the policy is heard, and the help page of this place is
/// worked out, so that opening it needs neither the core nor storage's slower half.
///
/// # Errors
/// When the settings cannot be read.
#[wasm_bindgen]
pub async fn prepare(policy_changed: bool) -> Result<(), JsError> {
    let prepared = async {
        in_force::hear_policy(policy_changed).await?;
        core::forget_words();
        core::remember_help_page().await?;
        // A browser that keeps no database has nothing to forget; another one is asked again at its next start.
        let _ = forget_old().await;
        if policy_changed { api::look_again_everywhere().await } else { Ok(()) }
    };
    prepared.await.map_err(|failure: Failure| JsError::new(&failure.to_string()))
}
