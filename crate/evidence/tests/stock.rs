//! Tools that no one here wrote agree that a package is whole, and that a changed one is not.
//!
//! `sha256sum` and `unzip` must be there. `openssl`, `bagit.py`, `qpdf` and `pdftotext` are asked where they are installed; with
//! `BREAKWATER_STOCK_TOOLS=all` they must be, too. `BAGIT` may name the bagit script.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test"
)]

mod common;

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use breakwater_evidence::Choice;
use common::Locker;

struct Unpacked {
    outside: PathBuf,
    zip: PathBuf,
    bag: PathBuf,
}

impl Drop for Unpacked {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.outside);
    }
}

fn unpacked(test: &str) -> Unpacked {
    let outside = env::temp_dir().join(format!("breakwater-{test}-{}", std::process::id()));
    fs::create_dir_all(&outside).unwrap();
    let zip = outside.join("package.zip");
    fs::write(&zip, Locker::filled().pack_printed(&Choice::default()).0).unwrap();
    assert!(run(&outside, "unzip", &["-q", "package.zip"]));
    let bag = fs::read_dir(&outside)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .find(|path| path.is_dir())
        .unwrap();
    Unpacked { outside, zip, bag }
}

fn run(folder: &Path, tool: &str, arguments: &[&str]) -> bool {
    let status = Command::new(tool)
        .args(arguments)
        .current_dir(folder)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    status.unwrap_or_else(|error| panic!("{tool}: {error}")).success()
}

/// Whether a tool that need not be there is there.
fn has(tool: &str) -> bool {
    let there = Command::new(tool).arg("--help").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok();
    let needed = env::var("BREAKWATER_STOCK_TOOLS").is_ok_and(|value| value == "all");
    assert!(there || !needed, "{tool} is not installed");
    if !there {
        println!("not checked with {tool}: it is not installed");
    }
    there
}

#[test]
fn unzip_and_sha256sum() {
    let package = unpacked("sums");
    assert!(run(&package.outside, "unzip", &["-t", package.zip.to_str().unwrap()]));
    for list in ["manifest-sha256.txt", "tagmanifest-sha256.txt"] {
        assert!(run(&package.bag, "sha256sum", &["--strict", "-c", list]), "{list}");
    }
    fs::write(package.bag.join("report.html"), "another").unwrap();
    assert!(!run(&package.bag, "sha256sum", &["--strict", "-c", "tagmanifest-sha256.txt"]));
}

#[test]
fn bagit() {
    let tool = env::var("BAGIT").unwrap_or_else(|_| "bagit.py".into());
    if has(&tool) {
        let package = unpacked("bag");
        let bag = package.bag.to_str().unwrap();
        assert!(run(&package.outside, &tool, &["--validate", bag]));
        fs::write(package.bag.join("data/extra.txt"), "x").unwrap();
        assert!(!run(&package.outside, &tool, &["--validate", bag]));
    }
}

#[test]
fn qpdf() {
    if has("qpdf") {
        let package = unpacked("pdf");
        assert!(run(&package.bag, "qpdf", &["--check", "report.pdf"]));
    }
}

#[test]
fn pdftotext() {
    if has("pdftotext") {
        let package = unpacked("pdf-text");
        assert!(run(&package.bag, "pdftotext", &["-layout", "report.pdf", "../report.txt"]));
        let text = fs::read_to_string(package.outside.join("report.txt")).unwrap();
        for part in
            ["Evidence package", "Alex R.", "@alex.example", "hi, do I know you?", "REF 1", "Page 1 of 3"]
        {
            assert!(text.contains(part), "{part} is not in: {text}");
        }
    }
}

#[test]
fn openssl() {
    if has("openssl") {
        let package = unpacked("signature");
        let check = [
            "dgst",
            "-sha256",
            "-verify",
            "device-key.pem",
            "-signature",
            "signature.der",
            "tagmanifest-sha256.txt",
        ];
        assert!(run(&package.bag, "openssl", &check));
        let list = package.bag.join("tagmanifest-sha256.txt");
        fs::write(&list, [fs::read(&list).unwrap(), b"\n".to_vec()].concat()).unwrap();
        assert!(!run(&package.bag, "openssl", &check));
    }
}
