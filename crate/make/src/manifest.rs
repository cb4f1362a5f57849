//! The one manifest, plus a browser's small patch, plus the hosts from `data/sites`.

use std::path::Path;

use serde_json::{Value, json};

use crate::{
    Browser, Error, files,
    sites::{self, Site},
};

/// Builds the manifest for `browser`.
pub fn make(project: &Path, browser: Browser, known: &[Site], test_hosts: bool) -> Result<Value, Error> {
    let base = project.join("manifest.json");
    let mut manifest = files::read_json(&base)?;
    let patch = match browser {
        Browser::Chrome => "extension/manifest/chrome.json",
        Browser::Firefox => "extension/manifest/firefox.json",
    };
    merge(&mut manifest, files::read_json(&project.join(patch))?);

    let patterns = json!(sites::patterns(known, test_hosts));
    let slots = [("/host_permissions", &patterns), ("/content_scripts/0/matches", &patterns)];
    for (slot, value) in slots {
        let place = manifest.pointer_mut(slot).ok_or_else(|| Error::file(&base, format!("no {slot}")))?;
        *place = value.clone();
    }
    Ok(manifest)
}

/// JSON merge patch (RFC 7396): objects are merged, `null` removes, everything else replaces.
fn merge(target: &mut Value, patch: Value) {
    let Value::Object(patch) = patch else {
        *target = patch;
        return;
    };
    if !target.is_object() {
        *target = json!({});
    }
    let Some(object) = target.as_object_mut() else { return };
    for (key, value) in patch {
        if value.is_null() {
            object.remove(&key);
        } else {
            merge(object.entry(key).or_insert(Value::Null), value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_patch_merges_adds_and_removes() {
        let mut target = json!({"background": {"type": "module"}, "gone": 1});
        merge(&mut target, json!({"background": {"scripts": ["a.js"]}, "gone": null, "new": {"a": 1}}));
        assert_eq!(target, json!({"background": {"type": "module", "scripts": ["a.js"]}, "new": {"a": 1}}));
    }

    fn project() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
    }

    fn shipped(browser: Browser, test_hosts: bool) -> Value {
        let sites = sites::load(&project().join("data/sites")).unwrap();
        make(project(), browser, &sites, test_hosts).unwrap()
    }

    #[test]
    fn nothing_is_exposed_to_pages_and_no_broad_host_is_required() {
        for browser in [Browser::Chrome, Browser::Firefox] {
            let manifest = shipped(browser, false);
            assert_eq!(manifest.get("web_accessible_resources"), None);
            assert_eq!(manifest.get("externally_connectable"), None);
            let hosts = manifest["host_permissions"].as_array().unwrap();
            assert!(hosts.len() > 40);
            for host in hosts.iter().map(|host| host.as_str().unwrap()) {
                assert!(host.starts_with("https://") && !host.contains("//*"), "{host}");
            }
            assert!(!manifest.to_string().contains("<all_urls>"));
        }
    }

    /// Every text file of ours below some folders, in one.
    fn code() -> String {
        let mut all = String::new();
        let mut folders = ["crate/extension/src", "extension"].map(|folder| project().join(folder)).to_vec();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if ["rs", "ts"].iter().any(|ending| path.extension().is_some_and(|own| own == *ending))
                {
                    all.push_str(&std::fs::read_to_string(path).unwrap());
                }
            }
        }
        all
    }

    /// What the code calls that a permission is there for, in TypeScript or in Rust's bindings.
    const CALLS: [(&str, &[&str]); 5] = [
        ("activeTab", &["captureVisibleTab"]),
        ("contextMenus", &["chrome.contextMenus.create"]),
        ("https://*/*", &["\"permissions\"], js_name = request"]),
        (
            "scripting",
            &["js_name = insertCSS", "js_name = executeScript", "chrome.scripting.registerContentScripts"],
        ),
        ("storage", &["\"storage\", \"local\"", "\"storage\", \"session\"", "\"storage\", \"managed\""]),
    ];

    #[test]
    fn every_permission_is_used_and_explained() {
        let code = code();
        let page = |path: &str| std::fs::read_to_string(project().join(path)).unwrap();
        let explained = ["docs/permissions.md", "stores/permissions.md"].map(|path| (path, page(path)));
        for browser in [Browser::Chrome, Browser::Firefox] {
            let manifest = shipped(browser, false);
            let asked = |key: &str| manifest[key].as_array().cloned().unwrap_or_default();
            let asked =
                [asked("permissions"), asked("optional_permissions"), asked("optional_host_permissions")];
            let mut asked: Vec<_> =
                asked.concat().iter().map(|name| name.as_str().unwrap_or_default().to_owned()).collect();
            asked.sort();
            assert_eq!(
                asked,
                CALLS.map(|(name, _)| name),
                "a permission came or went: say here what it is for"
            );
            for (name, calls) in CALLS {
                assert!(
                    calls.iter().all(|call| code.contains(call)),
                    "{name} is not used as it was: {calls:?}"
                );
                let named = if name.contains("://") { "optional" } else { name };
                for (path, text) in &explained {
                    let row = text.lines().find(|line| line.starts_with('|') && line.contains(named));
                    assert!(row.is_some(), "{path} does not explain {name}");
                }
            }
        }
    }

    #[test]
    fn only_test_builds_have_loopback_hosts() {
        assert!(!shipped(Browser::Chrome, false).to_string().contains("127.0.0.1"));
        assert!(shipped(Browser::Chrome, true).to_string().contains("http://127.0.0.1/*"));
    }
}
