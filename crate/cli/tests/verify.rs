//! `breakwater verify`: exit statuses and what it says.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// A package written by version 0.1.0. It must hold in every later version.
const PACKAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../evidence/tests/golden/package-1.zip");

fn verify(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_breakwater")).arg("verify").args(arguments).output().unwrap()
}

/// The package with one byte changed, in a file that goes away again.
struct Changed(PathBuf);

impl Changed {
    fn new(test: &str, at: usize) -> Self {
        let path = env::temp_dir().join(format!("breakwater-verify-{test}-{}.zip", std::process::id()));
        let mut bytes = fs::read(PACKAGE).unwrap();
        bytes[at] ^= 1;
        fs::write(&path, bytes).unwrap();
        Self(path)
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Changed {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

#[test]
fn a_package_that_holds() {
    let output = verify(&[PACKAGE]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(0), "{text}");
    assert!(text.contains(" holds") && text.contains("fingerprint") && text.contains("signed by"), "{text}");
}

#[test]
fn a_changed_one_is_named() {
    let bytes = fs::read(PACKAGE).unwrap();
    let at = bytes.windows(16).position(|part| part == b"hey, saw we go t").unwrap();
    let changed = Changed::new("changed", at);
    let output = verify(&[changed.path()]);
    let text = String::from_utf8(output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(text.contains("record.json") && text.contains("was changed"), "{text}");
    assert!(!text.contains(" holds"), "{text}");
    let quiet = verify(&["--quiet", changed.path()]);
    assert_eq!((quiet.status.code(), quiet.stdout.len()), (Some(1), 0));
}

#[test]
fn what_is_no_package_and_what_is_not_there() {
    let output = verify(&[concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")]);
    assert_eq!(output.status.code(), Some(1));
    let nowhere = Path::new(env!("CARGO_MANIFEST_DIR")).join("no-such.zip");
    let output = verify(&[nowhere.to_str().unwrap()]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8(output.stderr).unwrap().contains("no-such.zip"));
}
