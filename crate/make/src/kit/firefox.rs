//! JSON for Firefox, which has no schema of ours: the extension checks every value itself.

use serde_json::json;

use super::{Made, Target, json as text, policy::Key, settings};

/// `policies.json`: installs, pins and sets.
pub fn policies(keys: &[Key], target: &Target) -> Made {
    let policies = json!({ "policies": {
        "3rdparty": { "Extensions": { &target.id: settings(keys) } },
        "ExtensionSettings": { &target.id: target.install_json() },
    } });
    ("firefox/policies.json".into(), text(policies))
}

/// A native manifest for managed storage: sets only, for where `policies.json` belongs to somebody else.
pub fn native_manifest(keys: &[Key], target: &Target) -> Made {
    let manifest = json!({
        "name": target.id,
        "description": "Breakwater: settings of your organisation",
        "type": "storage",
        "data": settings(keys),
    });
    (format!("firefox/native-manifest/{}.json", target.id), text(manifest))
}
