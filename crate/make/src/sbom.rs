//! What the extension is made of, as a CycloneDX 1.6 document: the crates that can be compiled into it (cargo unites the
//! features of the whole workspace, so a few that our own tools switch on are named too), and the npm packages that
//! only build and test it. No date and no serial number: the same lock files give the same bytes.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    process::Command,
};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::{Error, files};

/// The crate that ships.
const ROOT: &str = "breakwater-extension";

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    license: Option<String>,
    source: Option<String>,
    repository: Option<String>,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    pkg: String,
    dep_kinds: Vec<DependencyKind>,
}

#[derive(Deserialize)]
struct DependencyKind {
    /// `null` for an ordinary dependency.
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// Writes the document.
///
/// # Errors
/// When cargo or a lock file cannot be read, or the document cannot be written.
pub fn write(project: &Path, out: &Path) -> Result<(), Error> {
    let lock: Lock = files::read_toml(&project.join("Cargo.lock"))?;
    let npm = files::read_json(&project.join("package-lock.json"))?;
    let mut document = document(&metadata(project)?, &lock, &npm)
        .ok_or_else(|| Error::file(project.join("Cargo.toml"), format!("cargo knows no {ROOT}")))?;
    document.sort_all_objects();
    files::write_json(out, &document)
}

/// What cargo says of the dependencies on the target that ships.
fn metadata(project: &Path) -> Result<Metadata, Error> {
    let manifest = project.join("Cargo.toml");
    let output = Command::new("cargo")
        .args(["metadata", "--format-version=1", "--locked", "--filter-platform=wasm32-unknown-unknown"])
        .arg("--manifest-path")
        .arg(&manifest)
        .output()
        .map_err(Error::io("cargo metadata"))?;
    if !output.status.success() {
        return Err(Error::file(manifest, String::from_utf8_lossy(&output.stderr)));
    }
    serde_json::from_slice(&output.stdout).map_err(|error| Error::file(manifest, error.to_string()))
}

fn document(metadata: &Metadata, lock: &Lock, npm: &Value) -> Option<Value> {
    let packages: BTreeMap<_, _> =
        metadata.packages.iter().map(|package| (package.id.as_str(), package)).collect();
    let nodes: BTreeMap<_, _> = metadata.resolve.nodes.iter().map(|node| (node.id.as_str(), node)).collect();
    let root = metadata.packages.iter().find(|package| package.name == ROOT)?;

    let mut reached = BTreeSet::from([root.id.as_str()]);
    let mut open = vec![root.id.as_str()];
    let mut dependencies = BTreeMap::new();
    while let Some(id) = open.pop() {
        let package = packages.get(id)?;
        let ordinary: Vec<_> = nodes
            .get(id)
            .into_iter()
            .flat_map(|node| &node.deps)
            .filter(|dependency| dependency.dep_kinds.iter().any(|kind| kind.kind.is_none()))
            .map(|dependency| dependency.pkg.as_str())
            .collect();
        let on: BTreeSet<_> =
            ordinary.iter().filter_map(|id| packages.get(id)).map(|package| package.url()).collect();
        dependencies.insert(package.url(), on);
        open.extend(ordinary.into_iter().filter(|id| reached.insert(id)));
    }

    let checksum = |package: &Package| {
        lock.package
            .iter()
            .find(|locked| locked.name == package.name && locked.version == package.version)
            .and_then(|locked| locked.checksum.clone())
    };
    let mut components: Vec<_> = reached
        .iter()
        .filter(|id| **id != root.id)
        .filter_map(|id| packages.get(id))
        .map(|package| package.component(checksum(package)))
        .collect();
    components.extend(tools(npm));
    components.sort_by_key(|component| component["bom-ref"].to_string());
    let dependencies: Vec<_> =
        dependencies.into_iter().map(|(url, on)| json!({ "ref": url, "dependsOn": on })).collect();
    Some(json!({
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": { "component": {
            "type": "application",
            "bom-ref": root.url(),
            "name": "breakwater",
            "version": root.version,
            "purl": root.url(),
        } },
        "components": components,
        "dependencies": dependencies,
    }))
}

impl Package {
    fn url(&self) -> String {
        format!("pkg:cargo/{}@{}", self.name, self.version)
    }

    fn component(&self, checksum: Option<String>) -> Value {
        let mut component = json!({
            "type": "library",
            "bom-ref": self.url(),
            "name": self.name,
            "version": self.version,
            "purl": self.url(),
            "scope": "required",
        });
        if let Some(license) = &self.license {
            // Some older crates still write "MIT/Apache-2.0", which SPDX spells with OR.
            set(&mut component, "licenses", json!([{ "expression": license.replace('/', " OR ") }]));
        }
        if let Some(checksum) = checksum {
            set(&mut component, "hashes", json!([{ "alg": "SHA-256", "content": checksum }]));
        }
        if let Some(repository) = self.repository.as_ref().filter(|_| self.source.is_some()) {
            set(&mut component, "externalReferences", json!([{ "type": "vcs", "url": repository }]));
        }
        component
    }
}

fn set(component: &mut Value, name: &str, value: Value) {
    if let Some(component) = component.as_object_mut() {
        component.insert(name.to_owned(), value);
    }
}

/// The npm packages: none of them ships.
fn tools(npm: &Value) -> Vec<Value> {
    let packages = npm.get("packages").and_then(Value::as_object);
    let named = packages.into_iter().flatten().filter_map(|(place, package)| {
        let (_, name) = place.rsplit_once("node_modules/")?;
        let version = package.get("version")?.as_str()?;
        let url = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let mut component = json!({
            "type": "library",
            "bom-ref": url,
            "name": name,
            "version": version,
            "purl": url,
            "scope": "excluded",
        });
        if let Some(license) = package.get("license").and_then(Value::as_str) {
            set(&mut component, "licenses", json!([{ "expression": license }]));
        }
        Some((url, component))
    });
    // A package may lie in several places of the tree.
    named.collect::<BTreeMap<_, _>>().into_values().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn metadata() -> Metadata {
        let package = |name: &str| json!({ "id": name, "name": name, "version": "1.0.0", "license": "MIT/Apache-2.0", "source": "registry" });
        let on = |name: &str, kind: Value| json!({ "pkg": name, "dep_kinds": [{ "kind": kind }] });
        serde_json::from_value(json!({
            "packages": [package(ROOT), package("ships"), package("below"), package("tests"), package("builds")],
            "resolve": { "nodes": [
                { "id": ROOT, "deps": [on("ships", json!(null)), on("tests", json!("dev")), on("builds", json!("build"))] },
                { "id": "ships", "deps": [on("below", json!(null))] },
                { "id": "below", "deps": [on("ships", json!(null))] },
                { "id": "tests", "deps": [] },
                { "id": "builds", "deps": [] },
            ] },
        }))
        .unwrap()
    }

    #[test]
    fn what_is_compiled_in_is_required_and_what_only_builds_is_not_named_so() {
        let lock = Lock {
            package: vec![Locked {
                name: "ships".into(),
                version: "1.0.0".into(),
                checksum: Some("ab".into()),
            }],
        };
        let npm = json!({ "packages": {
            "": { "name": "breakwater" },
            "node_modules/@a/b": { "version": "2.0.0", "license": "MIT" },
            "node_modules/c/node_modules/@a/b": { "version": "2.0.0" },
        } });
        let document = document(&metadata(), &lock, &npm).unwrap();
        let components = document["components"].as_array().unwrap();
        let scopes: Vec<_> = components
            .iter()
            .map(|one| (one["purl"].as_str().unwrap(), one["scope"].as_str().unwrap()))
            .collect();
        assert_eq!(
            scopes,
            [
                ("pkg:cargo/below@1.0.0", "required"),
                ("pkg:cargo/ships@1.0.0", "required"),
                ("pkg:npm/%40a/b@2.0.0", "excluded"),
            ]
        );
        assert_eq!(components[1]["hashes"][0]["content"], "ab");
        assert_eq!(components[1]["licenses"][0]["expression"], "MIT OR Apache-2.0");
    }

    #[test]
    fn every_reference_is_to_something_in_the_document() {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let lock: Lock = files::read_toml(&project.join("Cargo.lock")).unwrap();
        let npm = files::read_json(&project.join("package-lock.json")).unwrap();
        let document = document(&super::metadata(&project).unwrap(), &lock, &npm).unwrap();
        let mut known: BTreeSet<_> = BTreeSet::from(
            [&document["metadata"]["component"]["bom-ref"]].map(|name| name.as_str().unwrap()),
        );
        for component in document["components"].as_array().unwrap() {
            assert!(known.insert(component["bom-ref"].as_str().unwrap()), "twice: {component}");
            let third_party = component.get("externalReferences").is_some();
            let crate_of_others = third_party && component["scope"] == "required";
            assert!(!crate_of_others || component.get("hashes").is_some(), "no hash: {component}");
        }
        for dependency in document["dependencies"].as_array().unwrap() {
            assert!(known.contains(dependency["ref"].as_str().unwrap()), "{dependency}");
            for on in dependency["dependsOn"].as_array().unwrap() {
                assert!(known.contains(on.as_str().unwrap()), "{on}");
            }
        }
    }
}
