//! The bag: every file on a list, every list complete, every hash right, and the signature over all of it.

use super::{Contents, Fault, Files};
use crate::{
    Digest,
    package::{
        bag::{Info, is_tag_file, read_manifest},
        names, signature,
    },
};

/// Checks lists and `bag-info.txt`, and gives back what it says.
pub(super) fn check(
    files: &Files<'_>,
    base: &str,
    contents: &mut Contents,
    faults: &mut Vec<Fault>,
) -> Option<Info> {
    let always = [names::REPORT, names::LIMITS, names::CERTIFICATE, names::VERIFY, names::LOG];
    faults.extend(always.iter().filter(|path| !files.contains_key(**path)).map(|path| missing(path)));
    match files.get(names::BAGIT) {
        None => faults.push(missing(names::BAGIT)),
        Some(text) if *text != names::BAGIT_TEXT.as_bytes() => faults.push(unreadable(names::BAGIT, None)),
        Some(_) => {}
    }
    contents.manifest = files.get(names::MANIFEST).map(|bytes| Digest::of(bytes));
    list(files, names::MANIFEST, faults, |path| path.starts_with("data/"));
    list(files, names::TAG_MANIFEST, faults, is_tag_file);
    let text = text(files, names::INFO, faults)?;
    let Some(info) = Info::read(text) else {
        faults.push(unreadable(names::INFO, None));
        return None;
    };
    let payload = || files.iter().filter(|(path, _)| path.starts_with("data/"));
    let size: u64 = payload().map(|(_, bytes)| bytes.len() as u64).sum();
    if (info.bytes, info.count) != (size, payload().count() as u64) {
        faults.push(Fault::Info { what: "number or size of files" });
    }
    if info.base != base {
        faults.push(Fault::Info { what: "folder" });
    }
    Some(info)
}

/// Checks one list of hashes against the files that it is to hold.
fn list(files: &Files<'_>, list: &'static str, faults: &mut Vec<Fault>, belongs: impl Fn(&str) -> bool) {
    let Some(text) = text(files, list, faults) else { return };
    let listed = match read_manifest(text) {
        Ok(listed) => listed,
        Err(line) => return faults.push(unreadable(list, Some(line.0))),
    };
    for (path, hash) in &listed {
        match files.get(path) {
            None => faults.push(missing(path)),
            Some(bytes) if Digest::of(bytes) != *hash => {
                faults.push(Fault::Changed { path: (*path).to_owned(), list });
            }
            Some(_) if !belongs(path) => faults.push(unreadable(list, None)),
            Some(_) => {}
        }
    }
    let is_listed = |path: &str| listed.binary_search_by(|(known, _)| (*known).cmp(path)).is_ok();
    let extra = files.keys().filter(|path| belongs(path) && !is_listed(path));
    faults.extend(extra.map(|path| Fault::Extra { path: (*path).to_owned() }));
}

/// Checks the signature that `bag-info.txt` says there is.
pub(super) fn signature(
    files: &Files<'_>,
    info: Option<&Info>,
    contents: &mut Contents,
    faults: &mut Vec<Fault>,
) {
    let Some(expected) = info.and_then(|info| info.key) else {
        // Without a key in `bag-info.txt` there is none, and its file and the signature would be additions.
        for path in [names::SIGNATURE, names::KEY] {
            if info.is_some() && files.contains_key(path) {
                faults.push(Fault::Extra { path: path.to_owned() });
            }
        }
        return;
    };
    let Some(key) = text(files, names::KEY, faults) else { return };
    let Some(point) = signature::read_pem(key) else { return faults.push(unreadable(names::KEY, None)) };
    if signature::fingerprint(&point) != expected {
        return faults.push(Fault::OtherKey);
    }
    let Some(signed) = files.get(names::TAG_MANIFEST) else { return };
    match files.get(names::SIGNATURE) {
        None => faults.push(missing(names::SIGNATURE)),
        Some(der) if signature::holds(&point, signed, der) => contents.key = Some(expected),
        Some(_) => faults.push(Fault::Signature),
    }
}

fn text<'a>(files: &Files<'a>, path: &str, faults: &mut Vec<Fault>) -> Option<&'a str> {
    let Some(bytes) = files.get(path) else {
        faults.push(missing(path));
        return None;
    };
    let text = std::str::from_utf8(bytes).ok();
    if text.is_none() {
        faults.push(unreadable(path, None));
    }
    text
}

fn missing(path: &str) -> Fault {
    Fault::Missing { path: path.to_owned() }
}

fn unreadable(path: &str, line: Option<usize>) -> Fault {
    Fault::Unreadable { path: path.to_owned(), line }
}
