//! Signal files to a signal pack. Runs at build time and in `breakwater signals`; never in the extension.
//!
//! The format is described in `data/signals/README.md`. Whatever is wrong with a file is reported with its path
//! and line; every family's own examples are run against the finished pack.

mod families;
mod files;
mod letters;
mod lower;
mod phrase;
mod regexes;
mod words;
mod write;

use std::path::Path;

use crate::{
    learned::Learned,
    pack::Pack,
    scan::{Found, Scanner},
};
use files::Language;
pub use regexes::regexes;

/// What is wrong with the data, and where.
#[derive(Debug, Clone, thiserror::Error, PartialEq, Eq)]
#[error("{file}:{line}: {what}")]
pub struct Fault {
    /// The file, as it was found.
    pub file: String,
    /// The line, from 1; 0 when it concerns the file as a whole.
    pub line: usize,
    /// What is wrong and what to do.
    pub what: String,
}

/// Reads `folder` (one folder a language, and `look-alikes.toml`) and makes the pack.
///
/// `only` names the languages to take; all when it is empty. English is always taken, because it defines the
/// families. Gives back every fault found, not only the first.
pub fn compile(folder: &Path, only: &[String]) -> Result<Pack, Vec<Fault>> {
    let mut faults = Vec::new();
    let languages = files::read(folder, only, &mut faults);
    let folding = letters::folding(folder, &mut faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    let learned = learned(folder, &mut faults);
    let Some(pack) = lower::lower(&languages, &folding, &learned, &mut faults) else { return Err(faults) };
    check_examples(&pack, &languages, &mut faults);
    if faults.is_empty() { Ok(pack) } else { Err(faults) }
}

/// What `breakwater train` wrote, if it is there and can be read.
fn learned(folder: &Path, faults: &mut Vec<Fault>) -> Vec<u8> {
    let path = folder.join("learned.bin");
    let fault = |what: String| Fault { file: path.display().to_string(), line: 0, what };
    match std::fs::read(&path) {
        Ok(bytes) => match postcard::from_bytes::<Learned<'_>>(&bytes) {
            Ok(learned) if !learned.is_empty() => return bytes,
            _ => faults.push(fault("not a learned model of this version; run `breakwater train`".into())),
        },
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
        Err(error) => faults.push(fault(error.to_string())),
    }
    Vec::new()
}

/// Runs every example of every file.
fn check_examples(pack: &Pack, languages: &[Language], faults: &mut Vec<Fault>) {
    let scanner = match Scanner::new(pack.clone()) {
        Ok(scanner) => scanner,
        Err(error) => {
            faults.push(Fault { file: "the pack".into(), line: 0, what: error.to_string() });
            return;
        }
    };
    for (language, number) in languages.iter().zip(0_u8..) {
        for file in &language.families {
            let examples = file.matches.iter().map(|text| (text, true));
            for (example, wanted) in examples.chain(file.clear.iter().map(|text| (text, false))) {
                // What a third language makes of an example is not this file's fault; English is always there.
                let counts = |found: &&Found| wanted || found.language == 0 || found.language == number;
                let found = found_in(&scanner, &example.text);
                let ids: Vec<&str> =
                    found.iter().filter(counts).filter_map(|found| scanner.id(found.family)).collect();
                if ids.iter().any(|id| *id == file.id) != wanted {
                    let what = if wanted {
                        format!(
                            "`{}` must be found in «{}», but is not (found: {ids:?})",
                            file.id, example.text
                        )
                    } else {
                        format!("`{}` must not be found in «{}»", file.id, example.text)
                    };
                    faults.push(Fault { file: file.path.clone(), line: example.line, what });
                }
            }
        }
    }
}

/// What is found in an example; ` / ` stands between messages sent one after the other.
fn found_in(scanner: &Scanner, example: &str) -> Vec<Found> {
    let mut carried = Vec::new();
    let mut all = Vec::new();
    for message in example.split(" / ") {
        let scan = scanner.scan(&carried, message);
        all.extend(scan.found);
        carried.extend(scan.tokens.iter().map(|token| (token.symbol, token.flags)));
    }
    all
}
