//! JSON for Chrome, Edge and Chromium.

use serde_json::{Value, json};

use super::{
    Made, Target, json as text,
    policy::{Key, Kind},
    settings,
};

/// The schema that ships inside the extension. Chrome loads no extension whose schema it does not understand, and it
/// understands a dialect of draft 3: one `type` each, no top-level `additionalProperties`.
pub fn schema(keys: &[Key]) -> Made {
    let properties: serde_json::Map<_, _> =
        keys.iter().map(|key| (key.name.clone(), property(key))).collect();
    ("managed_schema.json".into(), text(json!({ "type": "object", "properties": properties })))
}

fn property(key: &Key) -> Value {
    let mut property = json!({ "title": key.title, "description": key.text });
    let form = match key.kind {
        Kind::Switch => json!({ "type": "boolean" }),
        Kind::Choice => json!({ "type": "string", "enum": key.choices.keys().collect::<Vec<_>>() }),
        Kind::Text => json!({ "type": "string" }),
        Kind::Hosts => json!({ "type": "array", "items": { "type": "string" } }),
    };
    if let (Some(property), Value::Object(form)) = (property.as_object_mut(), form) {
        property.extend(form);
    }
    property
}

/// What is pasted into the Google Admin console under "Policy for extensions".
pub fn google_admin(keys: &[Key]) -> Made {
    let mut values = settings(keys);
    for value in values.as_object_mut().into_iter().flat_map(|values| values.values_mut()) {
        *value = json!({ "Value": value.take() });
    }
    ("google-admin/extension-policy.json".into(), text(values))
}

/// A file for the browser's folder of managed policies on Linux.
pub fn linux(keys: &[Key], target: &Target) -> Made {
    let policy = json!({
        "3rdparty": { "extensions": { &target.id: settings(keys) } },
        "ExtensionSettings": { &target.id: target.install_json() },
    });
    (format!("linux/breakwater-{}.json", target.slug), text(policy))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::kit::policy;

    /// What Chromium's `components/policy/core/common/schema.cc` knows.
    const KNOWN: [&str; 12] = [
        "type",
        "properties",
        "items",
        "enum",
        "title",
        "description",
        "additionalProperties",
        "patternProperties",
        "required",
        "minimum",
        "maximum",
        "pattern",
    ];

    fn understood(schema: &Value, top: bool) {
        let schema = schema.as_object().unwrap();
        assert!(schema.keys().all(|key| KNOWN.contains(&key.as_str())), "{schema:?}");
        assert!(!(top && schema.contains_key("additionalProperties")));
        let kind = schema["type"].as_str().expect("exactly one type");
        assert!(["array", "boolean", "integer", "number", "object", "string"].contains(&kind));
        assert_eq!(kind == "object", schema.contains_key("properties"));
        assert_eq!(kind == "array", schema.contains_key("items"));
        if let Some(values) = schema.get("enum") {
            assert!(kind == "string" && values.as_array().unwrap().iter().all(Value::is_string));
        }
        for inner in
            schema.get("properties").and_then(Value::as_object).into_iter().flat_map(|all| all.values())
        {
            understood(inner, false);
        }
        if let Some(items) = schema.get("items") {
            understood(items, false);
        }
    }

    #[test]
    fn chrome_understands_the_schema() {
        let keys =
            policy::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/policy.toml")).unwrap();
        let schema: Value = serde_json::from_str(&schema(&keys).1).unwrap();
        assert_eq!(schema["type"], "object");
        understood(&schema, true);
    }
}
