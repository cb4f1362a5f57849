//! The settings in force, out of storage and policy.

use crate::{
    browser::{Failure, api},
    protocol::InForce,
    settings::{self, Settings},
};

const SETTINGS: &str = "settings";

/// What holds now.
///
/// # Errors
/// When not even the browser's simplest storage answers.
pub async fn settings() -> Result<InForce, Failure> {
    Ok(settings::settle(&api::kept(SETTINGS).await?, &api::policy().await))
}

/// Keeps what the person chose; what a policy has locked stays as they last chose it.
///
/// # Errors
/// When the storage refuses.
pub async fn keep(changed: &Settings) -> Result<(), Failure> {
    let chosen = settings::chosen(&api::kept(SETTINGS).await?, &api::policy().await, changed);
    api::keep(SETTINGS, &chosen).await
}
