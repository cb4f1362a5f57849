//! The kits for schools, under `managed/`: the keys of `data/policy.toml` in every format that a browser's
//! administrator uses, each with force-install and pinning.
//!
//! | module | makes | format described by |
//! |---|---|---|
//! | `chromium` | `managed_schema.json`, Google Admin and Linux JSON | Chrome: manifest for storage areas; policy list |
//! | `firefox` | `policies.json`, native manifest | Mozilla: policy-templates; native manifests |
//! | `admx` | group policy templates and their English words | Microsoft: Group Policy ADMX syntax |
//! | `registry` | `.reg` files that set and that remove, a script for Edge | Microsoft: .reg files |
//! | `intune` | custom configurations for Microsoft Graph | Microsoft: windows10CustomConfiguration; Policy CSP |
//! | `mobileconfig` | macOS configuration profiles | Apple: Configuration Profile Reference |
//! | `keys` | the table of keys for readers | |

mod admx;
mod chromium;
mod firefox;
mod intune;
mod keys;
mod mobileconfig;
mod policy;
mod registry;
mod target;
mod xml;

use std::path::Path;

use crate::{Error, files};
use policy::Key;
use target::Target;

/// The ids under which the stores know us. A store gives its id with the first upload.
#[derive(Clone, Debug, Default)]
pub struct Ids {
    /// In the Chrome Web Store.
    pub chrome: Option<String>,
    /// In Edge Add-ons.
    pub edge: Option<String>,
}

/// A file of the kits: its path below `managed/`, and its text.
type Made = (String, String);

/// Writes every file of the kits below `out`.
///
/// # Errors
/// When the keys are malformed, an id is not one, or a file cannot be written.
pub fn write(project: &Path, out: &Path, ids: &Ids) -> Result<(), Error> {
    for (path, text) in make(project, ids)? {
        files::write(&out.join(path), &text)?;
    }
    Ok(())
}

fn make(project: &Path, ids: &Ids) -> Result<Vec<Made>, Error> {
    let keys = policy::load(&project.join("data/policy.toml"))?;
    let targets = target::all(project, ids)?;
    let mut made = vec![chromium::schema(&keys), keys::table(&keys)];
    for target in &targets {
        made.extend(registry::files(&keys, target));
        made.extend(admx::files(&keys, target)?);
        made.push(mobileconfig::file(&keys, target)?);
        if target.is_chromium() {
            made.push(chromium::linux(&keys, target));
        } else {
            made.push(firefox::policies(&keys, target));
            made.push(firefox::native_manifest(&keys, target));
        }
        made.push(intune::file(&keys, target)?);
    }
    made.push(chromium::google_admin(&keys));
    made.sort();
    Ok(made)
}

/// What the kits set: name and value of each key that has one.
fn settings(keys: &[Key]) -> serde_json::Value {
    let set = keys.iter().filter_map(|key| Some((key.name.clone(), key.kit.clone()?)));
    serde_json::Value::Object(set.collect())
}

/// Readable JSON whose order does not hang on which features serde_json was built with.
fn json(mut value: serde_json::Value) -> String {
    value.sort_all_objects();
    format!("{value:#}\n")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn project() -> &'static Path {
        Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
    }

    #[test]
    fn what_is_in_managed_is_what_is_generated() {
        let managed = project().join("managed");
        let made = make(project(), &Ids::default()).unwrap();
        for (path, text) in &made {
            let there = std::fs::read_to_string(managed.join(path)).unwrap_or_default();
            assert!(
                there == *text,
                "managed/{path} is not what data/policy.toml makes: cargo run -p breakwater-make -- managed"
            );
        }
        let made: BTreeSet<_> = made.into_iter().map(|(path, _)| managed.join(path)).collect();
        let mut folders = vec![managed.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let known = made.contains(&path) || path == managed.join("README.md");
                    assert!(known, "{} is not generated any more: remove it", path.display());
                }
            }
        }
    }

    #[test]
    fn real_ids_replace_every_placeholder() {
        let ids = Ids { chrome: Some("a".repeat(32)), edge: Some("p".repeat(32)) };
        for (path, text) in make(project(), &ids).unwrap() {
            assert!(!text.contains(target::CHROME_PLACEHOLDER), "{path}");
            assert!(!text.contains(target::EDGE_PLACEHOLDER), "{path}");
        }
        for wrong in ["", "abc", "A".repeat(32).as_str(), "z".repeat(32).as_str()] {
            let ids = Ids { chrome: Some(wrong.into()), edge: None };
            assert!(make(project(), &ids).is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_kit_installs_pins_and_sets_the_same() {
        let keys = policy::load(&project().join("data/policy.toml")).unwrap();
        let set: Vec<_> = keys.iter().filter(|key| key.kit.is_some()).map(|key| key.name.as_str()).collect();
        for (path, text) in make(project(), &Ids::default()).unwrap() {
            let describes = ["README.md", "KEYS.md", "managed_schema.json"].contains(&path.as_str());
            if describes || path.contains("remove") || path.ends_with(".adml") {
                continue;
            }
            for key in &set {
                assert!(text.contains(key), "{path} does not set {key}");
            }
            // Google's console and a native manifest carry settings only; install is a switch elsewhere.
            let settings_only = path.starts_with("google-admin/") || path.contains("native-manifest");
            assert_eq!(text.contains("force_installed"), !settings_only, "{path}");
            let pins = ["force_pinned", "force_shown", "navbar"].iter().any(|pin| text.contains(pin));
            assert_eq!(pins, !settings_only, "{path}");
        }
    }
}
