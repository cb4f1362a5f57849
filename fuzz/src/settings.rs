//! Whatever storage and a policy say: never less safe than nothing, and what a policy changes is shown.

use breakwater_evidence::Age;
use breakwater_extension::settings::{chosen, settle};
use serde_json::Value;

pub fn run(data: &[u8]) {
    let Ok((own, policy)) = serde_json::from_slice::<(Value, Value)>(data) else { return };
    let without = settle(&own, &Value::Null).settings;
    let in_force = settle(&own, &policy);
    let settings = &in_force.settings;
    assert!(settings.mask || settings.age == Age::Adult && without.age == Age::Adult && !without.mask);
    assert!(settings.age != Age::Adult || without.age != Age::Under18, "grown up by policy");
    assert!(*settings == without || !in_force.locked.is_empty(), "changed and not shown");
    assert!(in_force.ignored.iter().all(|name| name.chars().count() <= 80));
    // What the person chose is kept, whatever the policy says meanwhile.
    let kept = chosen(&own, &policy, settings);
    let locked = |name: &str| in_force.locked.iter().any(|locked| locked == name);
    assert!(!locked("age") || kept.age == without.age);
    let stored = serde_json::to_value(&kept).expect("settings are JSON");
    assert_eq!(settle(&stored, &Value::Null).settings.age, kept.age);
}
