//! Writes a package of made-up records: `pack OUT.zip`. For the tests with stock tools, and to look at one.

use std::{env, error::Error, fs};

#[path = "../tests/common/mod.rs"]
mod common;

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::args().nth(1).ok_or("OUT.zip")?;
    let opinions = env::args().nth(2).is_some();
    let choice = breakwater_evidence::Choice { opinions, ..Default::default() };
    Ok(fs::write(out, common::Locker::filled().pack_printed(&choice).0)?)
}
