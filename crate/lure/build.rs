//! Compiles `data/signals` into the pack that the engine carries. A malformed file or a failing example stops the
//! build with its file and line.

#![allow(dead_code, unused_imports, unreachable_pub, missing_docs, clippy::all)]

#[path = "src/chart.rs"]
mod chart;
#[path = "src/compile/mod.rs"]
mod compile;
#[path = "src/elements.rs"]
mod elements;
#[path = "src/family.rs"]
mod family;
#[path = "src/folding.rs"]
mod folding;
#[path = "src/glyphs.rs"]
mod glyphs;
#[path = "src/hits.rs"]
mod hits;
#[path = "src/layout.rs"]
mod layout;
#[path = "src/leads.rs"]
mod leads;
#[path = "src/learned.rs"]
mod learned;
#[path = "src/matching.rs"]
mod matching;
#[path = "src/noted.rs"]
mod noted;
#[path = "src/pack.rs"]
mod pack;
#[path = "src/records.rs"]
mod records;
#[path = "src/scan.rs"]
mod scan;
#[path = "src/search.rs"]
mod search;
#[path = "src/sections.rs"]
mod sections;
#[path = "src/spans.rs"]
mod spans;
#[path = "src/token.rs"]
mod token;
#[path = "src/tokens.rs"]
mod tokens;
#[path = "src/tongues.rs"]
mod tongues;
#[path = "src/view.rs"]
mod view;
#[path = "src/vocabulary.rs"]
mod vocabulary;

use std::{env, fs, path::PathBuf, process::ExitCode};

fn main() -> ExitCode {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let folder = root.join("../../data/signals");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rerun-if-changed={}", root.join("src").display());
    println!("cargo::rerun-if-env-changed=BREAKWATER_LANGUAGES");
    let only: Vec<String> = env::var("BREAKWATER_LANGUAGES")
        .map(|list| list.split(',').filter(|code| !code.is_empty()).map(str::to_string).collect())
        .unwrap_or_default();
    let pack = match compile::compile(&folder, &only) {
        Ok(pack) => pack,
        Err(faults) => {
            for fault in faults {
                println!("cargo::error={fault}");
            }
            return ExitCode::FAILURE;
        }
    };
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("signals.pack");
    match fs::write(&out, pack.bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo::error=could not write {}: {error}", out.display());
            ExitCode::FAILURE
        }
    }
}
