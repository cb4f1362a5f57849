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

/// Keeps what the person chose.
///
/// # Errors
/// When the storage refuses.
pub async fn keep(chosen: &Settings) -> Result<(), Failure> {
    api::keep(SETTINGS, chosen).await
}
