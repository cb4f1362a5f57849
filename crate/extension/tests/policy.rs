//! Whatever a policy says: it is never less safe than none, and whatever it does is shown.
//!
//! The managed values are an administrator's, and per-user manifests (Firefox) let anybody be one.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use breakwater_evidence::Age;
use breakwater_extension::settings::{Settings, settle};
use serde_json::{Value, json};

/// Values that an administrator could type, mistype, or paste: right and wrong for each key, missing, huge.
fn values() -> Vec<Value> {
    let mut deep = json!([]);
    for _ in 0..100 {
        deep = json!([deep]);
    }
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(-1),
        json!(1e300),
        json!(u64::MAX),
        json!(""),
        json!("high"),
        json!("low"),
        json!("standard"),
        json!("under18"),
        json!("adult"),
        json!("Adult"),
        json!("unknown"),
        json!("gb"),
        json!("GB"),
        json!("zz"),
        json!("en"),
        json!("30"),
        json!("365"),
        json!("false"),
        json!("*"),
        json!("https://example.org/"),
        json!("\u{202e}\0"),
        json!("x".repeat(100_000)),
        json!([]),
        json!(["example.org"]),
        json!(["*"]),
        json!(["https://example.org/"]),
        json!(["Example.org"]),
        json!(["example.org", 1]),
        json!(vec!["example.org"; 501]),
        json!(["x".repeat(100_000)]),
        json!({}),
        json!({"Value": true}),
        json!({"a": {"b": [1]}}),
        deep,
    ]
}

/// Names that no key may ever have the power of.
const POWERS: [&str; 12] = [
    "evidenceUploadUrl",
    "exportAutomatically",
    "forwardTo",
    "helpHidden",
    "helpLines",
    "hideManaged",
    "lockerKey",
    "panicDisabled",
    "readLocker",
    "reportTo",
    "unlockEvidence",
    "webhook",
];

/// The keys that there are, and those that must never be.
fn keys() -> Vec<String> {
    let schema = include_str!("../../../managed/managed_schema.json");
    let schema: Value = serde_json::from_str(schema).unwrap();
    let described = schema["properties"].as_object().unwrap().keys().cloned();
    described.chain(POWERS.map(str::to_owned)).collect()
}

/// Every key with every value, each also beside a valid one.
fn policies() -> Vec<Value> {
    let mut all = vec![json!({}), json!(null), json!([]), json!("policy"), json!(7)];
    for key in keys() {
        for value in values() {
            all.push(json!({ &key: value }));
            for (beside, valid) in [("ageMode", "adult"), ("ageMode", "under18"), ("country", "gb")] {
                if key != beside {
                    all.push(json!({ &key: value, beside: valid }));
                }
            }
            if key != "lockSettings" {
                all.push(json!({ &key: value, "lockSettings": true }));
            }
        }
    }
    all
}

/// What a person may have chosen, and what a broken file may say.
fn choices() -> [Value; 6] {
    [
        json!(null),
        json!({"age": "under18", "mask": false}),
        json!({"age": "unknown", "mask": false, "capture": "no"}),
        json!({"age": "adult", "discreet": true, "mask": true, "off": ["web.whatsapp.com"]}),
        json!({"age": "adult", "retention": "30", "sensitivity": "high", "sign": "star"}),
        json!({"age": 5, "off": "everything", "mask": {}}),
    ]
}

#[test]
fn no_policy_is_less_safe_than_none() {
    for own in choices() {
        let without = settle(&own, &Value::Null).settings;
        for policy in policies() {
            let in_force = settle(&own, &policy);
            // Written out, so that a new setting does not compile before somebody has asked what a policy may do to it.
            let Settings {
                age,
                country: _,
                discreet,
                language: _,
                mask,
                capture,
                off,
                retention,
                sensitivity,
                sign,
            } = &in_force.settings;
            let said = |key: &str, value: &[Value]| value.contains(&policy[key]);
            assert!(*mask && in_force.settings.must_mask(), "{policy}");
            assert_eq!((discreet, sign), (&without.discreet, &without.sign), "{policy}");
            assert!(*sensitivity >= without.sensitivity, "{policy}");
            assert!(*retention <= without.retention, "{policy}");
            assert!(*age != Age::Adult || without.age == Age::Adult || said("ageMode", &[json!("adult")]));
            assert!(*age != Age::Adult || without.age != Age::Under18, "{policy}");
            assert!(*capture || said("captureAllowed", &[json!(false), json!(0)]), "{policy}");
            let may_be_off = |host: &String| {
                without.off.contains(host) || said("disabledSites", &[json!(["example.org"])])
            };
            assert!(off.iter().all(may_be_off), "{policy}");
        }
    }
}

#[test]
fn a_bad_value_takes_nothing_else_with_it_and_is_listed() {
    for key in keys() {
        for value in values() {
            let alone = settle(&Value::Null, &json!({ &key: value }));
            let taken = alone.ignored.is_empty();
            assert!(taken || alone.ignored == [key.as_str()], "{key}");
            assert!(taken || alone.settings == Settings::default(), "{key}");
            assert!(taken || alone.locked.is_empty(), "{key}");
            if key != "country" {
                let beside = settle(&Value::Null, &json!({ &key: value, "country": "gb" }));
                assert_eq!(beside.settings.country.as_deref(), Some("gb"), "{key}");
                assert!(beside.locked.contains(&"country".to_owned()), "{key}");
                assert_eq!(beside.ignored, alone.ignored, "{key}");
            }
        }
    }
}

#[test]
fn no_key_has_a_power_that_none_may_have() {
    for own in choices() {
        for power in POWERS {
            for value in values() {
                let with = settle(&own, &json!({ power: value }));
                assert_eq!(with.settings, settle(&own, &Value::Null).settings);
                assert_eq!(with.ignored, [power]);
            }
        }
    }
}

#[test]
fn whatever_a_policy_changes_is_shown() {
    for own in choices() {
        let without = settle(&own, &Value::Null).settings;
        for policy in policies() {
            let in_force = settle(&own, &policy);
            assert!(in_force.settings == without || !in_force.locked.is_empty(), "{policy}");
        }
    }
}

#[test]
fn a_huge_policy_is_read_to_its_end() {
    let mut policy: serde_json::Map<_, _> = (0..10_000).map(|n| (format!("{n:0200}"), json!([n]))).collect();
    policy.insert("ageMode".into(), json!("under18"));
    let in_force = settle(&Value::Null, &Value::Object(policy));
    assert_eq!(in_force.settings.age, Age::Under18);
    assert_eq!(in_force.ignored.len(), 10_000);
    assert!(in_force.ignored.iter().all(|name| name.len() == 80));
}
