//! One setting, read from a value that a person's file, our storage or a policy holds.
//!
//! A value that is none of the setting's own changes nothing.

use breakwater_evidence::Age;
use serde::Deserialize;
use serde_json::Value;

use super::Settings;
use crate::{retention::Retention, sensitivity::Sensitivity, signs};

/// Most hosts in a list; more is a mistake, and passed over.
const MOST_HOSTS: usize = 500;

/// Sets one setting by its name; nothing if there is no such setting, or the value is none of its own.
pub(crate) fn set(settings: &mut Settings, name: &str, value: &Value) -> Option<()> {
    match name {
        "age" => settings.age = Age::deserialize(value).ok()?,
        "capture" => settings.capture = switch(value)?,
        "country" => settings.country = optional(value, is_place)?,
        "language" => {
            let tag = |tag: &str| {
                (2..=8).contains(&tag.len())
                    && tag.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
            };
            settings.language = optional(value, tag)?;
        }
        "discreet" => settings.discreet = switch(value)?,
        "mask" => settings.mask = switch(value)?,
        "retention" => settings.retention = Retention::deserialize(value).ok()?,
        "sensitivity" => settings.sensitivity = Sensitivity::deserialize(value).ok()?,
        "sign" => settings.sign = optional(value, |name| signs::drawn(name).is_some())?,
        "off" => {
            let hosts = value.as_array().filter(|hosts| hosts.len() <= MOST_HOSTS)?;
            settings.off = hosts
                .iter()
                .map(|host| host.as_str().filter(|host| is_host(host)).map(str::to_owned))
                .collect::<Option<_>>()?;
        }
        _ => return None,
    }
    Some(())
}

/// `null` and the empty text mean "not chosen".
#[expect(clippy::option_option, reason = "outer: could it be read; inner: is it chosen")]
fn optional(value: &Value, allowed: impl Fn(&str) -> bool) -> Option<Option<String>> {
    match value {
        Value::Null => Some(None),
        Value::String(text) if text.is_empty() => Some(None),
        Value::String(text) if allowed(text) => Some(Some(text.clone())),
        _ => None,
    }
}

/// A yes or no. Windows' registry has numbers only, and Firefox hands them on as they are (`WindowsGPOParser`).
pub(super) fn switch(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(on) => Some(*on),
        Value::Number(number) => match number.as_u64()? {
            0 => Some(false),
            1 => Some(true),
            _ => None,
        },
        _ => None,
    }
}

/// A plain host name as the site table has it: an address, a pattern or a capital letter would match nothing.
pub(crate) fn is_host(text: &str) -> bool {
    (1..=253).contains(&text.len())
        && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-".contains(&b))
}

/// The code of a country's help page, or of the page for anywhere.
fn is_place(code: &str) -> bool {
    code == "anywhere" || (code.len() == 2 && lower_letters(code))
}

fn lower_letters(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase())
}
