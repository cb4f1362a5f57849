//! Checks a package as hostile input: whoever hands it over may have made it to deceive, or to break this check.
//!
//! Nothing is unpacked, nothing inflated, no name is used as a path. All faults are named, as far as they can be told
//! apart; a package holds only if there is none.

use std::{collections::BTreeMap, fmt};

use crate::{Digest, package::names};

mod bag;
mod fault;
mod records;
mod zip;

pub use fault::Fault;

/// What a check found.
#[derive(Clone, Debug)]
pub struct Report {
    faults: Vec<Fault>,
    contents: Contents,
}

/// What is in a package. Only worth something if there are no faults.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The one folder that everything lies in.
    pub base: String,
    /// Number of records.
    pub records: u64,
    /// Number of pictures.
    pub pictures: u64,
    /// Records that the log knows and the package leaves out.
    pub left_out: u64,
    /// Records that were deleted.
    pub deleted: u64,
    /// When the first and the last record were saved, local time by the device's clock.
    pub saved: Option<(String, String)>,
    /// SHA-256 of the manifest.
    pub manifest: Option<Digest>,
    /// SHA-256 of the device's key, if the package is signed.
    pub key: Option<Digest>,
}

impl Report {
    /// Whether every file, name, order, hash, chain link and signature holds.
    pub fn holds(&self) -> bool {
        self.faults.is_empty()
    }

    /// What is wrong.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// What is in it, if it holds.
    pub fn contents(&self) -> Option<&Contents> {
        self.holds().then_some(&self.contents)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.faults.iter().try_for_each(|fault| writeln!(f, "{fault}"))
    }
}

/// The files of a package by their path within its folder.
type Files<'a> = BTreeMap<&'a str, &'a [u8]>;

/// Checks a whole package.
pub fn verify(bytes: &[u8]) -> Report {
    let mut faults = Vec::new();
    let mut contents = Contents::default();
    let entries = zip::read(bytes, &mut faults);
    let Some(base) = entries.first().and_then(|entry| entry.name.split_once('/')).map(|(base, _)| base)
    else {
        faults.push(Fault::Empty);
        return Report { faults, contents };
    };
    contents.base = base.to_owned();
    let mut files = Files::new();
    for entry in &entries {
        match entry.name.split_once('/') {
            // Of two entries with one name, already a fault, the first is looked at.
            Some((folder, path)) if folder == base => {
                files.entry(path).or_insert(entry.bytes);
            }
            _ => faults.push(Fault::OutsideFolder { name: entry.name.clone() }),
        }
    }
    let info = bag::check(&files, base, &mut contents, &mut faults);
    bag::signature(&files, info.as_ref(), &mut contents, &mut faults);
    let last_day = records::check(&files, &mut contents, &mut faults);
    if let Some(manifest) = files.get(names::MANIFEST) {
        let expected = names::base(last_day.as_deref().unwrap_or("undated"), manifest);
        if expected != base {
            faults.push(Fault::Folder { found: base.to_owned(), expected });
        }
    }
    Report { faults, contents }
}
