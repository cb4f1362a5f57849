//! `breakwater guide check`: what a release asks of the guidance data.

#![allow(clippy::unwrap_used, reason = "a test")]

use std::process::{Command, Output};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/guidance");

fn check(stale: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_breakwater");
    Command::new(program).args(["guide", "--data", DATA, "check"]).args(stale).output().unwrap()
}

#[test]
fn the_shipped_data_is_whole() {
    let output = check(&[]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// As `./build.sh package` asks on the day of a release.
#[test]
fn what_is_old_fails_a_release_and_is_named() {
    let output = check(&["--stale", "2099-01-01"]);
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    for file in ["gb.toml: ", "platforms/discord.toml: ", "after.toml: "] {
        assert!(said.lines().any(|line| line.starts_with(file)), "{file} in {said}");
    }
}

#[test]
fn what_was_checked_on_a_day_to_come_fails_as_well() {
    assert!(!check(&["--stale", "2020-01-01"]).status.success());
}

#[test]
fn a_day_that_is_none_is_refused() {
    assert!(!check(&["--stale", "2026-02-30"]).status.success());
}
