//! The settings as a file: to keep, or to take to another computer. Never evidence, never a contact.
//!
//! Pure. Whoever hands somebody a file may mean them harm, so what comes in is read like a page: sizes first, each entry
//! alone, and nothing in it makes pictures less hidden or takes a way to help or evidence. That is done by hand.

use breakwater_evidence::Age;
use serde::Serialize;
use serde_json::{Map, Value};

use crate::settings::{Settings, value::set};

/// Most bytes of a file: five hundred of the longest host names, twice.
pub const LARGEST: usize = 256 * 1024;
/// Letters of a name that are shown.
const LONGEST_NAME: usize = 80;
/// Names of what was passed over that are shown.
const MOST_NAMES: usize = 20;

const KIND: &str = "settings";
const VERSION: u64 = 1;
/// What travels. Whether saving is allowed is a policy's to say, and has no switch by which it could be brought back. A
/// sign that somebody else has chosen would tell nothing.
const CARRIED: [&str; 8] =
    ["age", "country", "discreet", "language", "mask", "off", "retention", "sensitivity"];

#[derive(Serialize)]
struct File {
    breakwater: &'static str,
    version: u64,
    settings: Map<String, Value>,
}

/// Why nothing of a file was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// More than [`LARGEST`] bytes.
    #[error("the file is larger than a settings file can be")]
    TooLarge,
    /// Not JSON, or not an object with our name in it.
    #[error("the file is not one that Breakwater wrote")]
    NotOurs,
    /// Written by a later version, whose entries may mean something else.
    #[error("the file was written by a newer Breakwater")]
    Newer,
}

impl Fault {
    /// The catalogue's key for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::TooLarge => "options_file_too_large",
            Self::NotOurs => "options_file_not_ours",
            Self::Newer => "options_file_newer",
        }
    }
}

/// What a file brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Brought {
    /// The settings with everything that could be taken.
    pub settings: Settings,
    /// Names of entries that were passed over: not known, or with a value that is none.
    pub passed_over: Vec<String>,
    /// Names of settings that stay as they are, because a file may not make them less careful.
    pub by_hand: Vec<&'static str>,
}

/// The settings as a file.
///
/// # Errors
/// Never, as far as we know: every setting has a form in JSON.
pub fn write(settings: &Settings) -> Result<String, serde_json::Error> {
    let mut all = match serde_json::to_value(settings)? {
        Value::Object(all) => all,
        _ => Map::new(),
    };
    all.retain(|name, _| CARRIED.contains(&name.as_str()));
    serde_json::to_string_pretty(&File { breakwater: KIND, version: VERSION, settings: all })
}

/// Reads a file over the settings there are.
///
/// # Errors
/// Nothing of the file was taken, and why.
pub fn read(bytes: &[u8], before: &Settings) -> Result<Brought, Fault> {
    if bytes.len() > LARGEST {
        return Err(Fault::TooLarge);
    }
    let file: Value = serde_json::from_slice(bytes).map_err(|_| Fault::NotOurs)?;
    if file.get("breakwater").and_then(Value::as_str) != Some(KIND) {
        return Err(Fault::NotOurs);
    }
    let version = file.get("version").and_then(Value::as_u64).ok_or(Fault::NotOurs)?;
    if version > VERSION {
        return Err(Fault::Newer);
    }
    let entries = file.get("settings").and_then(Value::as_object).ok_or(Fault::NotOurs)?;
    let mut settings = before.clone();
    let mut passed_over = Vec::new();
    for (name, value) in entries {
        let taken = CARRIED.contains(&name.as_str()) && set(&mut settings, name, value).is_some();
        if !taken && passed_over.len() < MOST_NAMES {
            passed_over.push(name.chars().take(LONGEST_NAME).collect());
        }
    }
    let by_hand = keep_careful(&mut settings, before);
    Ok(Brought { settings, passed_over, by_hand })
}

/// Takes back what would hide pictures less, or say less, than before; gives the names of those settings.
fn keep_careful(settings: &mut Settings, before: &Settings) -> Vec<&'static str> {
    let mut by_hand = Vec::new();
    if settings.age == Age::Adult && before.age != Age::Adult {
        settings.age = before.age;
        by_hand.push("age");
    }
    if before.must_mask() && !settings.must_mask() {
        by_hand.push("mask");
    }
    settings.mask |= before.must_mask();
    if settings.sensitivity < before.sensitivity {
        settings.sensitivity = before.sensitivity;
        by_hand.push("sensitivity");
    }
    by_hand
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::json;

    use super::*;
    use crate::retention::Retention;
    use crate::sensitivity::Sensitivity;

    fn file(settings: &Value) -> Vec<u8> {
        json!({"breakwater": "settings", "version": 1, "settings": settings}).to_string().into_bytes()
    }

    #[test]
    fn what_is_written_comes_back() {
        let settings = Settings {
            age: Age::Under18,
            country: Some("gb".into()),
            discreet: true,
            language: Some("en".into()),
            off: BTreeSet::from(["example.org".into()]),
            retention: Retention::Month,
            sensitivity: Sensitivity::High,
            ..Settings::default()
        };
        let brought = read(write(&settings).unwrap().as_bytes(), &Settings::default()).unwrap();
        assert_eq!(brought.settings, settings);
        assert!(brought.passed_over.is_empty() && brought.by_hand.is_empty());
    }

    #[test]
    fn a_file_hides_pictures_and_never_shows_them() {
        let young = [Age::Under18, Age::Unknown].map(|age| Settings { age, ..Settings::default() });
        for before in young {
            let brought = read(&file(&json!({"age": "adult", "mask": false})), &before).unwrap();
            assert_eq!(brought.settings.age, before.age);
            assert!(brought.settings.mask && brought.by_hand.contains(&"age"));
        }
        let adult = Settings { age: Age::Adult, ..Settings::default() };
        let brought = read(&file(&json!({"mask": false})), &adult).unwrap();
        assert_eq!((brought.settings, brought.by_hand), (adult.clone(), vec!["mask"]));
        let shows = Settings { mask: false, ..adult };
        assert!(!read(&file(&json!({"mask": false})), &shows).unwrap().settings.must_mask());
        assert!(read(&file(&json!({"mask": true})), &shows).unwrap().settings.must_mask());
        assert!(read(&file(&json!({"age": "under18"})), &shows).unwrap().settings.must_mask());
    }

    #[test]
    fn a_file_makes_nothing_quieter_and_chooses_no_sign() {
        let brought =
            read(&file(&json!({"sensitivity": "low", "sign": "star"})), &Settings::default()).unwrap();
        assert_eq!(brought.settings, Settings::default());
        assert_eq!((brought.by_hand, brought.passed_over), (vec!["sensitivity"], vec!["sign".to_owned()]));
        let louder = read(&file(&json!({"sensitivity": "high"})), &Settings::default()).unwrap();
        assert_eq!(louder.settings.sensitivity, Sensitivity::High);
    }

    #[test]
    fn a_file_cannot_switch_saving_off() {
        let brought = read(&file(&json!({"capture": false})), &Settings::default()).unwrap();
        assert_eq!(brought.settings, Settings::default());
        assert_eq!(brought.passed_over, ["capture"]);
        assert!(!write(&Settings::default()).unwrap().contains("capture"));
    }

    #[test]
    fn a_bad_entry_is_passed_over_alone_and_named() {
        let entries = json!({"age": 7, "country": "gb", "off": ["a", 1], "locker": "open", "\u{202e}x": {}});
        let brought = read(&file(&entries), &Settings::default()).unwrap();
        assert_eq!(brought.settings, Settings { country: Some("gb".into()), ..Settings::default() });
        let mut names = brought.passed_over;
        names.sort();
        assert_eq!(names, ["age", "locker", "off", "\u{202e}x"]);
    }

    #[test]
    fn what_is_not_ours_changes_nothing() {
        let ours = |version: Value| json!({"breakwater": "settings", "version": version, "settings": {}});
        let cases = [
            (b"".to_vec(), Fault::NotOurs),
            (b"\xff\xfe\0".to_vec(), Fault::NotOurs),
            (b"[]".to_vec(), Fault::NotOurs),
            (b"[".repeat(100_000), Fault::NotOurs),
            (json!({"settings": {}}).to_string().into_bytes(), Fault::NotOurs),
            (json!({"breakwater": "settings", "version": 1}).to_string().into_bytes(), Fault::NotOurs),
            (ours(json!("1")).to_string().into_bytes(), Fault::NotOurs),
            (ours(json!(2)).to_string().into_bytes(), Fault::Newer),
            (vec![b' '; LARGEST + 1], Fault::TooLarge),
        ];
        for (bytes, fault) in cases {
            assert_eq!(read(&bytes, &Settings::default()), Err(fault));
        }
    }

    #[test]
    fn ten_thousand_unknown_names_do_not_fill_a_page() {
        let entries: Map<_, _> = (0..10_000).map(|n| (format!("{n:0>9}"), json!(n))).collect();
        let brought = read(&file(&Value::Object(entries)), &Settings::default()).unwrap();
        assert_eq!(brought.passed_over.len(), MOST_NAMES);
    }
}
