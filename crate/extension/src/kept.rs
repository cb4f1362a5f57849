//! What is written of the settings: what is there already, and over it what the person changed.
//!
//! Pure. An older Breakwater may meet what a newer one wrote, after a downgrade or in a profile that two computers share.
//! What it can't read holds as its careful default for as long, and stays as it is until the person changes that setting.

use serde_json::Value;

use crate::settings::{Settings, settle};

/// What to write so that `chosen` holds, where storage gave back `own`.
///
/// # Errors
/// Never, as far as we know: every setting has a form in JSON.
pub fn over(own: &Value, chosen: &Settings) -> Result<Value, serde_json::Error> {
    let before = serde_json::to_value(settle(own, &Value::Null).settings)?;
    let after = serde_json::to_value(chosen)?;
    let mut kept = own.as_object().cloned().unwrap_or_default();
    for (name, value) in after.as_object().into_iter().flatten() {
        if before.get(name) != Some(value) || !kept.contains_key(name) {
            kept.insert(name.clone(), value.clone());
        }
    }
    Ok(Value::Object(kept))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use breakwater_evidence::Age;
    use serde_json::json;

    use super::*;

    /// What each earlier Breakwater wrote, the first one first: a new setting is a new line here.
    fn earlier() -> [Value; 4] {
        [
            json!({"age": "adult", "country": "gb", "language": "en", "mask": false, "capture": true, "off": ["example.org"]}),
            json!({"age": "adult", "country": "gb", "language": "en", "mask": false, "capture": true, "discreet": false,
                "off": ["example.org"]}),
            json!({"age": "adult", "country": "gb", "language": "en", "mask": false, "capture": true, "discreet": false,
                "off": ["example.org"], "sensitivity": "standard", "sign": null}),
            json!({"age": "adult", "country": "gb", "language": "en", "mask": false, "capture": true, "discreet": false,
                "off": ["example.org"], "retention": "365", "sensitivity": "standard", "sign": null}),
        ]
    }

    #[test]
    fn an_upgrade_keeps_what_was_chosen() {
        let chosen = Settings {
            age: Age::Adult,
            country: Some("gb".into()),
            language: Some("en".into()),
            mask: false,
            off: BTreeSet::from(["example.org".into()]),
            ..Settings::default()
        };
        for own in earlier() {
            assert_eq!(settle(&own, &Value::Null).settings, chosen);
            let moved = Settings { country: Some("ie".into()), ..chosen.clone() };
            assert_eq!(settle(&over(&own, &moved).unwrap(), &Value::Null).settings, moved);
        }
        let [.., last] = earlier();
        assert_eq!(over(&last, &chosen).unwrap(), last, "the last line is not what is written now");
    }

    #[test]
    fn a_downgrade_takes_nothing_away() {
        let newer = json!({"age": "13-15", "mask": false, "country": "gb", "keepFor": {"months": 6}});
        let before = settle(&newer, &Value::Null).settings;
        assert!(before.must_mask() && before.age == Age::Unknown);
        let kept = over(&newer, &Settings { discreet: true, ..before }).unwrap();
        assert_eq!((&kept["age"], &kept["keepFor"]), (&newer["age"], &newer["keepFor"]));
        assert_eq!((&kept["discreet"], &kept["country"]), (&json!(true), &json!("gb")));
    }

    #[test]
    fn a_choice_goes_over_what_could_not_be_read() {
        let newer = json!({"age": "13-15"});
        let kept = over(&newer, &Settings { age: Age::Under18, ..Settings::default() }).unwrap();
        assert_eq!(settle(&kept, &Value::Null).settings.age, Age::Under18);
    }

    #[test]
    fn what_was_never_settings_is_written_anew() {
        for own in [Value::Null, json!([1]), json!("x")] {
            let kept = over(&own, &Settings::default()).unwrap();
            assert_eq!(kept, serde_json::to_value(Settings::default()).unwrap());
        }
    }
}
