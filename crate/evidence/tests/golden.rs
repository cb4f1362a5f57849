//! The report as it stands. After a wanted change: `BREAKWATER_BLESS=1 cargo test -p breakwater-evidence --test golden`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test"
)]

mod common;

use std::{env, fs, path::Path};

use breakwater_evidence::Choice;
use common::Locker;

#[test]
fn report() {
    let zip = Locker::filled().pack(&Choice { opinions: true, ..Choice::default() });
    // One element a line, so that a change can be read.
    let report = common::text_of(&zip, "report.html").replace("><", ">\n<");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/report.html");
    if env::var_os("BREAKWATER_BLESS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &report).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap();
    for (number, (now, then)) in (1..).zip(report.lines().zip(golden.lines())) {
        assert_eq!(now, then, "line {number} of {}", path.display());
    }
    assert_eq!(report.lines().count(), golden.lines().count());
}
