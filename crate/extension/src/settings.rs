//! The settings: what a person chose, what a policy fixed, and what holds.
//!
//! Pure. A value that is missing or malformed falls back to the more careful choice, alone: one bad key never drops
//! the others, and never weakens protection.

use std::collections::BTreeSet;

use breakwater_evidence::Age;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use self::value::{set, switch};
use crate::{protocol::InForce, retention::Retention, sensitivity::Sensitivity, signs};

pub(crate) mod value;

/// What a person can choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// The age band. Whoever has not said is treated as under 18.
    pub age: Age,
    /// Two-letter country code, lower case, or `anywhere`; nothing means "guess from the browser's language and time zone".
    pub country: Option<String>,
    /// Language tag of a catalogue; nothing means the browser's own.
    pub language: Option<String>,
    /// Whether pictures are masked in captures. Cannot be off under 18.
    pub mask: bool,
    /// Whether captures are allowed at all (a policy may say no).
    pub capture: bool,
    /// Whether the toolbar button shows a plain face. The person's own: no policy sets, locks or resets it.
    pub discreet: bool,
    /// Hosts on which nothing is watched.
    pub off: BTreeSet<String>,
    /// How long a contact is remembered without contact.
    pub retention: Retention,
    /// How easily Breakwater speaks up.
    pub sensitivity: Sensitivity,
    /// The sign by which the person knows our notes from a copy ([`signs::SIGNS`]). Their own: no policy sets, locks or resets it.
    pub sign: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            age: Age::Unknown,
            country: None,
            language: None,
            mask: true,
            capture: true,
            discreet: false,
            off: BTreeSet::new(),
            retention: Retention::Year,
            sensitivity: Sensitivity::Standard,
            sign: None,
        }
    }
}

impl Settings {
    /// Whether a capture must mask pictures: as chosen by a known adult, always for everybody else.
    #[must_use]
    pub fn must_mask(&self) -> bool {
        self.age != Age::Adult || self.mask
    }

    /// The sign that was chosen, as it is shown.
    #[must_use]
    pub fn sign(&self) -> Option<&'static str> {
        signs::drawn(self.sign.as_deref()?)
    }

    /// Whether a host is watched.
    #[must_use]
    pub fn watches(&self, host: &str) -> bool {
        !self.off.contains(host)
    }
}

/// Letters of an unknown key's name that are shown; a name may be as long as an administrator's worst day.
const LONGEST_NAME: usize = 80;

/// Settles what holds: the defaults, over them what the person chose, over them what a policy fixes.
///
/// `own` is what storage gave back, `policy` what managed storage gave back; either may be anything at all. Where the
/// two disagree in what protects the person, the more careful one holds.
#[must_use]
pub fn settle(own: &Value, policy: &Value) -> InForce {
    let nothing = Map::new();
    let own = own.as_object().unwrap_or(&nothing);
    let policy = policy.as_object().unwrap_or(&nothing);
    let lock_all = policy.get(LOCK_ALL).and_then(switch) == Some(true);

    let said = said(own);
    let mut settings = if lock_all { own_in(&said) } else { said.clone() };
    let (mut locked, mut ignored) = (Vec::new(), Vec::new());
    for (key, value) in policy {
        match fix(&mut settings, key, value) {
            Some(Some(name)) => locked.push(name.to_owned()),
            Some(None) => {}
            None => ignored.push(key.chars().take(LONGEST_NAME).collect()),
        }
    }
    if lock_all {
        locked = MANAGED.iter().map(|(name, _)| (*name).to_owned()).collect();
    }
    // Nobody grows up by policy: who said under 18 stays so, and only who said 18 or over can have pictures shown.
    if said.age == Age::Under18 {
        settings.age = Age::Under18;
    }
    if said.age != Age::Adult {
        settings.mask = true;
        if locked.iter().any(|name| name == "age") {
            locked.push("mask".to_owned());
        }
    }
    settings.mask = settings.must_mask();
    settings.sensitivity = settings.sensitivity.max(said.sensitivity);
    // Nobody remembers people for longer because of a policy.
    settings.retention = settings.retention.min(said.retention);
    locked.sort();
    locked.dedup();
    ignored.sort();
    InForce { settings, locked, ignored }
}

/// The defaults, and what is the person's own whoever manages the browser.
fn own_in(said: &Settings) -> Settings {
    Settings { discreet: said.discreet, sign: said.sign.clone(), ..Settings::default() }
}

/// What the person chose, over the defaults.
fn said(own: &Map<String, Value>) -> Settings {
    let mut settings = Settings::default();
    for (name, value) in own {
        // It was written by us: a bad value is an old or broken file, not worth a line of theirs.
        let _ = set(&mut settings, name, value);
    }
    settings
}

/// What to keep when the settings in force are changed to `changed`: what a policy has locked stays as the person last
/// chose it, so that a policy leaves nothing behind when it goes.
#[must_use]
pub fn chosen(own: &Value, policy: &Value, changed: &Settings) -> Settings {
    let locked = settle(own, policy).locked;
    let mut kept = own.as_object().map(said).unwrap_or_default();
    for name in NAMES.iter().filter(|name| !locked.iter().any(|locked| locked == *name)) {
        match *name {
            "age" => kept.age = changed.age,
            "capture" => kept.capture = changed.capture,
            "country" => kept.country.clone_from(&changed.country),
            "discreet" => kept.discreet = changed.discreet,
            "language" => kept.language.clone_from(&changed.language),
            "mask" => kept.mask = changed.mask,
            "off" => kept.off.clone_from(&changed.off),
            "retention" => kept.retention = changed.retention,
            "sensitivity" => kept.sensitivity = changed.sensitivity,
            "sign" => kept.sign.clone_from(&changed.sign),
            _ => {}
        }
    }
    kept
}

const LOCK_ALL: &str = "lockSettings";

/// Our name of each setting.
pub const NAMES: [&str; 10] =
    ["age", "capture", "country", "discreet", "language", "mask", "off", "retention", "sensitivity", "sign"];

/// The settings that a policy can fix, each with its name in `data/policy.toml`.
pub const MANAGED: [(&str, &str); 8] = [
    ("age", "ageMode"),
    ("capture", "captureAllowed"),
    ("country", "country"),
    ("language", "language"),
    ("mask", "captureMaskMedia"),
    ("off", "disabledSites"),
    ("retention", "retentionDays"),
    ("sensitivity", "sensitivity"),
];

/// Fixes what one policy key says: the setting's name if there is one, or nothing if the key or value is not one of ours.
#[expect(clippy::option_option, reason = "outer: could it be read; inner: which setting it fixes")]
fn fix(settings: &mut Settings, key: &str, value: &Value) -> Option<Option<&'static str>> {
    if key == LOCK_ALL {
        return switch(value).map(|_| None);
    }
    let (name, _) = MANAGED.iter().find(|(_, managed)| *managed == key)?;
    let allowed = match *name {
        // A policy can hide pictures, never show them: that is an adult's own choice.
        "mask" => switch(value) == Some(true),
        // Nor can a policy make Breakwater say less than it does by itself.
        "sensitivity" => Sensitivity::deserialize(value).is_ok_and(|chosen| chosen >= Sensitivity::Standard),
        // "Not said" is the person's own state, not a band.
        "age" => Age::deserialize(value).ok() != Some(Age::Unknown),
        _ => !value.is_null(),
    };
    if !allowed {
        return None;
    }
    set(settings, name, value).map(|()| Some(*name))
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
    fn a_place_is_a_country_or_anywhere() {
        for (said, kept) in
            [("anywhere", Some("anywhere")), ("gb", Some("gb")), ("GB", None), ("somewhere", None)]
        {
            let in_force = settle(&json!({"country": said}), &Value::Null);
            assert_eq!(in_force.settings.country.as_deref(), kept, "{said}");
        }
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
    fn a_policy_hides_pictures_and_never_shows_them() {
        let adult = json!({"age": "adult", "mask": false});
        assert!(!settle(&adult, &json!({})).settings.must_mask());
        assert!(settle(&adult, &json!({"captureMaskMedia": true})).settings.must_mask());
        let told = settle(&Value::Null, &json!({"ageMode": "adult", "captureMaskMedia": false}));
        assert!(told.settings.must_mask());
        assert_eq!(told.ignored, ["captureMaskMedia"]);
    }

    #[test]
    fn nobody_grows_up_by_policy() {
        for policy in [json!({"ageMode": "adult"}), json!({"ageMode": "adult", "lockSettings": true})] {
            let in_force = settle(&json!({"age": "under18", "mask": false}), &policy);
            assert_eq!(in_force.settings.age, Age::Under18);
            assert!(in_force.settings.must_mask());
        }
    }

    #[test]
    fn pictures_are_shown_only_to_who_said_that_they_are_adult() {
        for own in [json!({"mask": false}), json!({"age": "unknown", "mask": false})] {
            let in_force = settle(&own, &json!({"ageMode": "adult"}));
            assert!(in_force.settings.must_mask());
            assert_eq!(in_force.locked, ["age", "mask"]);
        }
    }

    #[test]
    fn a_policy_leaves_nothing_behind() {
        let own = json!({"age": "under18", "country": "ie", "off": []});
        let policy = json!({"ageMode": "adult", "country": "gb", "disabledSites": ["web.whatsapp.com"]});
        let mut changed = settle(&own, &policy).settings;
        changed.language = Some("en".into());
        let kept = chosen(&own, &policy, &changed);
        let expected = Settings {
            age: Age::Under18,
            country: Some("ie".into()),
            language: Some("en".into()),
            ..Settings::default()
        };
        assert_eq!(kept, expected);
        assert_eq!(chosen(&own, &Value::Null, &changed), changed);
    }

    #[test]
    fn a_policy_shortens_the_memory_of_contacts_and_never_lengthens_it() {
        let retention = |own: &Value, policy: &Value| settle(own, policy).settings.retention;
        assert_eq!(retention(&Value::Null, &json!({"retentionDays": "90"})), Retention::Quarter);
        let short = json!({"retention": "30"});
        for policy in
            [json!({"retentionDays": "180"}), json!({"lockSettings": true}), json!({"retentionDays": "0"})]
        {
            assert_eq!(retention(&short, &policy), Retention::Month, "{policy}");
        }
    }

    #[test]
    fn locked_settings_drop_what_was_switched_off_before() {
        let own = json!({"age": "adult", "discreet": true, "mask": false, "off": ["web.whatsapp.com"], "language": "en"});
        let in_force = settle(&own, &json!({"lockSettings": true}));
        assert_eq!(in_force.settings, Settings { discreet: true, ..Settings::default() });
        assert_eq!(
            in_force.locked,
            ["age", "capture", "country", "language", "mask", "off", "retention", "sensitivity"]
        );
        assert!(settle(&own, &json!({"lockSettings": false})).locked.is_empty());
    }

    #[test]
    fn a_registry_number_is_a_switch() {
        let in_force = settle(&Value::Null, &json!({"captureAllowed": 0, "lockSettings": 1}));
        assert!(
            !in_force.settings.capture
                && in_force.locked.len() == MANAGED.len()
                && in_force.ignored.is_empty()
        );
        assert_eq!(settle(&Value::Null, &json!({"captureAllowed": 2})).ignored, ["captureAllowed"]);
    }

    #[test]
    fn every_setting_can_be_chosen_and_read_back() {
        let kept = serde_json::to_value(Settings::default()).unwrap();
        let mut fields: Vec<_> = kept.as_object().unwrap().keys().map(String::as_str).collect();
        fields.sort_unstable();
        assert_eq!(fields, NAMES);
        for (name, value) in kept.as_object().unwrap() {
            assert!(set(&mut Settings::default(), name, value).is_some(), "{name}");
        }
        let changed = Settings { discreet: true, ..Settings::default() };
        assert_eq!(chosen(&Value::Null, &json!({"lockSettings": true}), &changed), changed);
    }

    #[test]
    fn the_schema_names_what_we_read() {
        let schema: Value =
            serde_json::from_str(include_str!("../../../managed/managed_schema.json")).unwrap();
        let mut described: Vec<_> = schema["properties"].as_object().unwrap().keys().cloned().collect();
        let mut read: Vec<_> = MANAGED.iter().map(|(_, managed)| (*managed).to_owned()).collect();
        read.push(LOCK_ALL.into());
        read.sort();
        described.sort();
        assert_eq!(described, read);
    }
}
