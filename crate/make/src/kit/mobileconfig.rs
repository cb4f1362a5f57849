//! Configuration profiles for macOS. Browsers there read their own preference domain, and Chromium reads an extension's
//! settings from a domain of the extension's own.

use serde_json::{Value, json};

use super::{Made, Target, policy::Key, settings};
use crate::Error;

/// The profile for one browser.
///
/// # Errors
/// When the property list cannot be written.
pub fn file(keys: &[Key], target: &Target) -> Result<Made, Error> {
    let path = format!("macos/breakwater-{}.mobileconfig", target.slug);
    let install = json!({ &target.id: target.install_json() });
    let [outer, first, second] = target.uuids;
    let payloads = if target.is_chromium() {
        vec![
            payload(target, target.domain, "install", first, json!({ "ExtensionSettings": install })),
            payload(
                target,
                &format!("{}.extensions.{}", target.domain, target.id),
                "settings",
                second,
                settings(keys),
            ),
        ]
    } else {
        let policies = json!({
            "EnterprisePoliciesEnabled": true,
            "ExtensionSettings": install,
            "3rdparty": { "Extensions": { &target.id: settings(keys) } },
        });
        vec![payload(target, target.domain, "policies", first, policies)]
    };
    let mut profile = json!({
        "PayloadContent": payloads,
        "PayloadDescription": "Installs Breakwater, keeps it in the toolbar, locks its settings. Removing the profile removes all of it.",
        "PayloadDisplayName": format!("Breakwater ({})", target.name),
        "PayloadIdentifier": identifier(target),
        "PayloadRemovalDisallowed": false,
        "PayloadScope": "System",
        "PayloadType": "Configuration",
        "PayloadUUID": outer,
        "PayloadVersion": 1,
    });
    profile.sort_all_objects();
    let mut bytes = Vec::new();
    plist::to_writer_xml(&mut bytes, &profile).map_err(|error| Error::file(&path, error.to_string()))?;
    let mut text = String::from_utf8(bytes).map_err(|error| Error::file(&path, error.to_string()))?;
    text.push('\n');
    Ok((path, text))
}

fn identifier(target: &Target) -> String {
    format!("example.breakwater.{}", target.slug)
}

fn payload(target: &Target, domain: &str, part: &str, uuid: &str, mut content: Value) -> Value {
    if let Some(content) = content.as_object_mut() {
        content.insert("PayloadDisplayName".into(), format!("Breakwater ({}): {part}", target.name).into());
        content.insert("PayloadIdentifier".into(), format!("{}.{part}", identifier(target)).into());
        content.insert("PayloadType".into(), domain.into());
        content.insert("PayloadUUID".into(), uuid.into());
        content.insert("PayloadVersion".into(), 1.into());
    }
    content
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeSet, path::Path};

    use super::*;
    use crate::kit::{Ids, policy, target};

    #[test]
    fn a_profile_reads_back_with_what_apple_requires() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let keys = policy::load(&project.join("data/policy.toml")).unwrap();
        let mut uuids = BTreeSet::new();
        for target in target::all(&project, &Ids::default()).unwrap() {
            let (path, text) = file(&keys, &target).unwrap();
            let profile = plist::Value::from_reader_xml(text.as_bytes()).unwrap();
            let profile = profile.as_dictionary().unwrap();
            assert_eq!(profile["PayloadType"].as_string(), Some("Configuration"));
            let payloads = profile["PayloadContent"].as_array().unwrap();
            for part in payloads.iter().map(|part| part.as_dictionary().unwrap()).chain([profile]) {
                for key in ["PayloadDisplayName", "PayloadIdentifier", "PayloadType"] {
                    assert!(part[key].as_string().is_some_and(|text| !text.is_empty()), "{path}: {key}");
                }
                assert_eq!(part["PayloadVersion"].as_signed_integer(), Some(1));
                let uuid = part["PayloadUUID"].as_string().unwrap().to_owned();
                assert_eq!(uuid.len(), 36, "{path}");
                assert!(uuids.insert(uuid), "{path}: a UUID twice");
            }
        }
    }
}
