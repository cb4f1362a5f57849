//! The settings: what a person chose, what a policy fixed, and what holds.
//!
//! Pure. A value that is missing or malformed falls back to the more careful choice, alone: one bad key never drops
//! the others, and never weakens protection.

use std::collections::BTreeSet;

use breakwater_evidence::Age;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::protocol::InForce;

/// What a person can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The age band. Whoever has not said is treated as under 18.
    pub age: Age,
    /// Two-letter country code, lower case; nothing means "guess from the browser's language and time zone".
    pub country: Option<String>,
    /// Language tag of a catalogue; nothing means the browser's own.
    pub language: Option<String>,
    /// Whether pictures are masked in captures. Cannot be off under 18.
    pub mask: bool,
    /// Whether captures are allowed at all (a policy may say no).
    pub capture: bool,
    /// Hosts on which nothing is watched.
    pub off: BTreeSet<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            age: Age::Unknown,
            country: None,
            language: None,
            mask: true,
            capture: true,
            off: BTreeSet::new(),
        }
    }
}

impl Settings {
    /// Whether a capture must mask pictures: as chosen by a known adult, always for everybody else.
    #[must_use]
    pub fn must_mask(&self) -> bool {
        self.age != Age::Adult || self.mask
    }

    /// Whether a host is watched.
    #[must_use]
    pub fn watches(&self, host: &str) -> bool {
        !self.off.contains(host)
    }
}

/// Longest list and longest text that a policy value may have; more is a mistake, and passed over.
const LONGEST: usize = 500;

/// Settles what holds: the defaults, over them what the person chose, over them what a policy fixes.
///
/// `own` is what storage gave back, `policy` what managed storage gave back; either may be anything at all.
#[must_use]
pub fn settle(own: &Value, policy: &Value) -> InForce {
    let mut ignored = Vec::new();
    let mut settings = Settings::default();
    if let Some(own) = own.as_object() {
        // What the person chose was written by us: a bad value is an old or broken file, not worth a line of theirs.
        let _ = apply(&mut settings, own, &mut Vec::new());
    }
    let mut locked = match policy.as_object() {
        Some(policy) => {
            let renamed = policy.iter().filter_map(|(key, value)| {
                let name = own_name(key);
                if name.is_none() && key != LOCK_ALL {
                    ignored.push(key.clone());
                }
                Some((name?.to_owned(), value.clone()))
            });
            let renamed: Map<_, _> = renamed.collect();
            let mut locked = apply(&mut settings, &renamed, &mut ignored);
            if policy.get(LOCK_ALL) == Some(&Value::Bool(true)) {
                locked = NAMES.iter().map(|(name, _)| (*name).to_owned()).collect();
            }
            locked
        }
        None => Vec::new(),
    };
    if settings.must_mask() {
        settings.mask = true;
    }
    locked.sort();
    locked.dedup();
    ignored.sort();
    InForce { settings, locked, ignored }
}

const LOCK_ALL: &str = "lockSettings";

/// Our name of each setting, and its name in `managed_schema.json`.
const NAMES: [(&str, &str); 6] = [
    ("age", "ageMode"),
    ("capture", "captureAllowed"),
    ("country", "country"),
    ("language", "language"),
    ("mask", "captureMaskMedia"),
    ("off", "disabledSites"),
];

fn own_name(policy: &str) -> Option<&'static str> {
    NAMES.iter().find(|(_, managed)| *managed == policy).map(|(own, _)| *own)
}

/// Applies every value that can be read; gives back the names that took effect, and adds the others to `ignored`.
fn apply(settings: &mut Settings, values: &Map<String, Value>, ignored: &mut Vec<String>) -> Vec<String> {
    let mut taken = Vec::new();
    for (name, value) in values {
        if set(settings, name, value).is_some() {
            taken.push(name.clone());
        } else {
            let managed =
                NAMES.iter().find(|(own, _)| own == name).map_or(name.as_str(), |(_, managed)| managed);
            ignored.push(managed.to_owned());
        }
    }
    taken
}

fn set(settings: &mut Settings, name: &str, value: &Value) -> Option<()> {
    match name {
        "age" => settings.age = Age::deserialize(value).ok()?,
        "capture" => settings.capture = value.as_bool()?,
        "country" => settings.country = optional(value, |code| code.len() == 2 && lower_letters(code))?,
        "language" => {
            let tag = |tag: &str| {
                (2..=8).contains(&tag.len())
                    && tag.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c))
            };
            settings.language = optional(value, tag)?;
        }
        "mask" => settings.mask = value.as_bool()?,
        "off" => {
            let hosts = value.as_array().filter(|hosts| hosts.len() <= LONGEST)?;
            settings.off = hosts
                .iter()
                .map(|host| host.as_str().filter(|host| host.len() <= LONGEST).map(str::to_owned))
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

fn lower_letters(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_chosen_is_the_careful_choice() {
        let in_force = settle(&Value::Null, &Value::Null);
        assert_eq!(in_force.settings, Settings::default());
        assert!(in_force.settings.must_mask() && in_force.locked.is_empty());
    }

    #[test]
    fn what_is_kept_is_what_was_chosen() {
        let chosen = Settings {
            age: Age::Adult,
            country: Some("gb".into()),
            mask: false,
            off: BTreeSet::from(["example.org".into()]),
            ..Settings::default()
        };
        let kept = serde_json::to_value(&chosen).unwrap();
        assert_eq!(settle(&kept, &json!({})).settings, chosen);
    }

    #[test]
    fn masking_cannot_be_off_under_18() {
        let in_force = settle(&json!({"mask": false}), &json!({"captureMaskMedia": false}));
        assert!(in_force.settings.mask && in_force.settings.must_mask());
    }

    #[test]
    fn a_policy_wins_and_is_shown() {
        let in_force = settle(&json!({"age": "adult"}), &json!({"ageMode": "under18"}));
        assert_eq!(in_force.settings.age, Age::Under18);
        assert_eq!(in_force.locked, ["age"]);
    }

    #[test]
    fn a_bad_policy_value_is_passed_over_alone() {
        let policy = json!({"ageMode": 7, "country": "gb", "upload": "https://example.org", "disabledSites": ["a", 1]});
        let in_force = settle(&Value::Null, &policy);
        assert_eq!(in_force.settings.country.as_deref(), Some("gb"));
        assert_eq!(in_force.settings.age, Age::Unknown);
        assert_eq!(in_force.ignored, ["ageMode", "disabledSites", "upload"]);
    }

    #[test]
    fn every_value_of_every_key_may_be_nonsense() {
        let nonsense = [
            json!(null),
            json!(1e300),
            json!("x".repeat(100_000)),
            json!([[]]),
            json!({"a": {}}),
            json!(false),
        ];
        for (_, key) in NAMES {
            for value in &nonsense {
                let settings = settle(&Value::Null, &json!({ key: value })).settings;
                assert!(settings.must_mask(), "{key} = {value}");
            }
        }
    }

    #[test]
    fn the_schema_names_what_we_read() {
        let schema: Value =
            serde_json::from_str(include_str!("../../../managed/managed_schema.json")).unwrap();
        let mut described: Vec<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        let mut read: Vec<_> = NAMES.iter().map(|(_, managed)| (*managed).to_owned()).collect();
        read.push(LOCK_ALL.into());
        read.sort();
        described.sort();
        assert_eq!(described, read);
    }
}
