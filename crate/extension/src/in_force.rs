//! The settings in force, out of storage and policy.

use serde_json::Value;
use wasm_bindgen::JsValue;

use crate::{
    browser::{Failure, api},
    heard::{self, Keep},
    kept,
    protocol::InForce,
    settings::{self, Settings},
};

const SETTINGS: &str = "settings";
const HEARD: &str = "policy";
/// What is kept of it: the policy itself, and whether the browser missed it at its last start.
const POLICY: &str = "policy";
const MISSED: &str = "missed";

/// What holds now.
///
/// # Errors
/// When not even the browser's simplest storage answers.
pub async fn settings() -> Result<InForce, Failure> {
    Ok(settings::settle(&api::kept(SETTINGS).await?, &policy().await?))
}

/// What the person chose, whatever a policy says.
///
/// # Errors
/// When not even the browser's simplest storage answers.
pub async fn chosen() -> Result<Settings, Failure> {
    Ok(settings::settle(&api::kept(SETTINGS).await?, &Value::Null).settings)
}

/// Keeps what the person chose; what a policy has locked stays as they last chose it.
///
/// # Errors
/// When the storage refuses.
pub async fn keep(changed: &Settings) -> Result<(), Failure> {
    let own = api::kept(SETTINGS).await?;
    let chosen = settings::chosen(&own, &policy().await?, changed);
    api::keep(SETTINGS, &kept::over(&own, &chosen)?).await
}

/// The policy that holds: what the browser says now, or what it said last where it says nothing (yet).
async fn policy() -> Result<Value, Failure> {
    let now = api::policy().await;
    if now.as_object().is_some_and(|policy| !policy.is_empty()) {
        return Ok(now);
    }
    let Value::Object(kept) = api::kept(HEARD).await? else { return Ok(now) };
    Ok(kept.into_iter().find_map(|(name, value)| (name == POLICY).then_some(value)).unwrap_or(now))
}

/// Hears the policy at a start of the browser, or when the browser says that it `changed`. As the browser gave it: what is
/// in it is looked at when it is needed, and a writer for it here would weigh more than all of this.
///
/// # Errors
/// When the storage refuses.
pub async fn hear_policy(changed: bool) -> Result<(), Failure> {
    let now = api::policy_as_given().await;
    let before = api::kept_as_given(HEARD).await?;
    let (last, missed) = (api::field(&before, POLICY), api::field(&before, MISSED));
    let keep = if changed {
        Keep::Now
    } else {
        heard::at_start(!api::is_empty(&now), last.is_some(), missed.is_some())
    };
    let policy = match keep {
        Keep::Now => now,
        Keep::Last => last.unwrap_or(JsValue::NULL),
        Keep::Nothing => JsValue::NULL,
    };
    // Nothing at all where it was not: `null` is no field.
    let missed = if keep == Keep::Last { JsValue::TRUE } else { JsValue::NULL };
    api::keep_as_given(HEARD, &api::object(&[(POLICY, &policy), (MISSED, &missed)])?).await
}
