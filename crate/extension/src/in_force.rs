//! The settings in force, out of storage and policy.

use crate::{
    browser::{Failure, api},
    heard::{Heard, says_something},
    protocol::InForce,
    settings::{self, Settings},
};

const SETTINGS: &str = "settings";
const HEARD: &str = "policy";

/// What holds now.
///
/// # Errors
/// When not even the browser's simplest storage answers.
pub async fn settings() -> Result<InForce, Failure> {
    Ok(settings::settle(&api::kept(SETTINGS).await?, &policy().await?))
}

/// Keeps what the person chose; what a policy has locked stays as they last chose it.
///
/// # Errors
/// When the storage refuses.
pub async fn keep(changed: &Settings) -> Result<(), Failure> {
    let chosen = settings::chosen(&api::kept(SETTINGS).await?, &policy().await?, changed);
    api::keep(SETTINGS, &chosen).await
}

/// The policy that holds: what the browser says now, or what it said last where it says nothing (yet).
async fn policy() -> Result<serde_json::Value, Failure> {
    let now = api::policy().await;
    if says_something(&now) {
        return Ok(now);
    }
    Ok(Heard::read(api::kept(HEARD).await?).in_force(now))
}

/// Hears the policy at a start of the browser.
///
/// # Errors
/// When the storage refuses.
pub async fn hear_policy() -> Result<(), Failure> {
    let before = Heard::read(api::kept(HEARD).await?);
    let now = before.clone().at_start(api::policy().await);
    if now == before { Ok(()) } else { api::keep(HEARD, &now).await }
}

/// Hears that the policy changed.
///
/// # Errors
/// When the storage refuses.
pub async fn policy_changed() -> Result<(), Failure> {
    api::keep(HEARD, &Heard::changed(api::policy().await)).await
}
