//! Reads and checks the data: `data/guidance/*.toml` and `data/words/<lang>/*.toml`.
//!
//! No file is opened here: names and texts come in, and every fault goes out with its file and line, all of them at
//! once, so that one build shows the whole list.

mod after;
mod check;
mod country;
mod doors;
mod fault;
mod platform;
mod words;

use std::collections::{BTreeMap, BTreeSet};

pub use check::{Staleness, stale};
pub use fault::{Fault, Problem};
pub use words::words;

use crate::{Country, Guidance, Platform};

/// A data file: its path as the person who mends it knows it, and its text.
#[derive(Clone, Copy, Debug)]
pub struct File<'a> {
    /// Path, used for the country's code and in faults.
    pub path: &'a str,
    /// Whole text.
    pub text: &'a str,
}

impl File<'_> {
    /// Name of the folder it lies in.
    fn folder(&self) -> &str {
        self.path.rsplit(['/', '\\']).nth(1).unwrap_or_default()
    }

    /// File name without folder and `.toml`.
    #[must_use]
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit(['/', '\\']).next().unwrap_or(self.path);
        name.strip_suffix(".toml").unwrap_or(name)
    }
}

/// Reads the files of `data/guidance/`: one for each country, `anywhere.toml`, `doors.toml`, `after.toml`, and the platforms (known
/// by their folder, `platforms/`).
///
/// # Errors
/// Every fault in every file, each with file and line.
pub fn guidance(files: &[File<'_>]) -> Result<Guidance, Vec<Fault>> {
    let mut faults = Vec::new();
    let (platform_files, files): (Vec<&File<'_>>, Vec<&File<'_>>) =
        files.iter().partition(|file| file.folder() == "platforms");
    let doors = single(&files, "doors", &mut faults).map(|file| doors::read(file, &mut faults));
    let after = single(&files, "after", &mut faults).map(|file| after::read(file, &mut faults));
    let country_files = files.into_iter().filter(|file| !matches!(file.stem(), "doors" | "after"));
    let mut platforms: Vec<Platform> =
        platform_files.iter().filter_map(|file| platform::read(file, &mut faults)).collect();
    platforms.sort_by(|a, b| a.name.cmp(&b.name));
    let country_files: Vec<&File<'_>> = country_files.collect();
    let drafts: BTreeMap<&str, country::Draft<'_>> = country_files
        .iter()
        .filter_map(|file| Some((file.stem(), country::read(file, &mut faults)?)))
        .collect();
    let Some(anywhere) = drafts.get("anywhere") else {
        if !country_files.iter().any(|file| file.stem() == "anywhere") {
            faults.push(Fault::whole("data/guidance/anywhere.toml", Problem::NoSuchFile));
        }
        return Err(faults);
    };
    let countries: Vec<Country> = drafts.values().map(|draft| draft.join(anywhere, &mut faults)).collect();
    for (draft, country) in drafts.values().zip(&countries) {
        check::essentials(draft, country, &mut faults);
    }
    no_place_twice(drafts.values(), &mut faults);
    match (doors, after) {
        (Some(doors), Some(after)) if faults.is_empty() => {
            Ok(Guidance { countries, doors, after, platforms })
        }
        _ => Err(faults),
    }
}

/// The one file with this stem; a fault when it is missing.
fn single<'a>(files: &[&'a File<'a>], stem: &str, faults: &mut Vec<Fault>) -> Option<&'a File<'a>> {
    let found = files.iter().copied().find(|file| file.stem() == stem);
    if found.is_none() {
        faults.push(Fault::whole(&format!("data/guidance/{stem}.toml"), Problem::NoSuchFile));
    }
    found
}

/// A zone or region that two countries claim would make the choice depend on the order of files.
fn no_place_twice<'a>(drafts: impl Iterator<Item = &'a country::Draft<'a>>, faults: &mut Vec<Fault>) {
    let (mut zones, mut regions) = (BTreeSet::new(), BTreeSet::new());
    for draft in drafts {
        let zones = draft.zones.iter().filter(|zone| !zones.insert(zone.get_ref().as_str()));
        let regions = draft.regions.iter().filter(|region| !regions.insert(region.get_ref().as_str()));
        for place in zones.chain(regions) {
            faults.push(draft.fault(place.span(), Problem::PlaceTwice(place.get_ref().clone())));
        }
    }
}
