//! A package that was changed in any way is refused, and the change is named.
//!
//! How many bytes are flipped, and how long the fuzz loop runs, can be raised: `BREAKWATER_FUZZ_SECONDS=60`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test"
)]

mod common;

use std::{
    env,
    time::{Duration, Instant},
};

use breakwater_evidence::{Choice, Fault, Report, verify};
use common::Locker;
use proptest::prelude::*;

/// The files of a package, taken apart the simple way, to be put together again wrongly.
#[derive(Clone, Debug, PartialEq)]
struct File {
    name: String,
    bytes: Vec<u8>,
    mode: u32,
    /// Method and claimed size, if not stored.
    packed: Option<(u16, u32)>,
}

fn small() -> Vec<u8> {
    let mut locker = Locker::new();
    locker.save(common::capture(), 0xa1, 0);
    locker.pack(&Choice::default())
}

fn u16_at(bytes: &[u8], at: usize) -> usize {
    u16::from_le_bytes(bytes[at..at + 2].try_into().unwrap()).into()
}

fn u32_at(bytes: &[u8], at: usize) -> usize {
    u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize
}

/// Name, start and end of each file's bytes.
fn places(zip: &[u8]) -> Vec<(String, usize, usize)> {
    let mut at = 0;
    let mut places = Vec::new();
    while zip[at..].starts_with(b"PK\x03\x04") {
        let start = at + 30 + u16_at(zip, at + 26) + u16_at(zip, at + 28);
        let end = start + u32_at(zip, at + 18);
        places.push((String::from_utf8(zip[at + 30..start].to_vec()).unwrap(), start, end));
        at = end;
    }
    places
}

fn unpack(zip: &[u8]) -> Vec<File> {
    let file = |(name, start, end): (String, usize, usize)| File {
        name,
        bytes: zip[start..end].to_vec(),
        mode: 0o100_644,
        packed: None,
    };
    places(zip).into_iter().map(file).collect()
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(
            crc ^ u32::from(*byte),
            |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 },
        )
    })
}

/// Writes a ZIP of our form from whatever files.
fn pack(files: &[File]) -> Vec<u8> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for File { name, bytes, mode, packed } in files {
        let (method, size) = packed.unwrap_or((0, bytes.len() as u32));
        let mut common = vec![10, 0, 0, 0];
        common.extend(method.to_le_bytes());
        common.extend([0, 0, 0x21, 0]);
        common.extend(crc(bytes).to_le_bytes());
        common.extend((bytes.len() as u32).to_le_bytes());
        common.extend(size.to_le_bytes());
        common.extend((name.len() as u16).to_le_bytes());
        common.extend([0, 0]);
        directory.extend([b"PK\x01\x02\x1e\x03".as_slice(), &common, &[0; 6]].concat());
        directory.extend((mode << 16).to_le_bytes());
        directory.extend((zip.len() as u32).to_le_bytes());
        directory.extend(name.as_bytes());
        zip.extend([b"PK\x03\x04".as_slice(), &common, name.as_bytes(), bytes].concat());
    }
    let (count, start) = ((files.len() as u16).to_le_bytes(), (zip.len() as u32).to_le_bytes());
    let size = (directory.len() as u32).to_le_bytes();
    [
        zip,
        directory,
        b"PK\x05\x06\0\0\0\0".to_vec(),
        count.to_vec(),
        count.to_vec(),
        size.to_vec(),
        start.to_vec(),
        vec![0, 0],
    ]
    .concat()
}

fn refused(zip: &[u8]) -> Report {
    let report = verify(zip);
    assert!(!report.holds());
    assert!(report.contents().is_none());
    report
}

fn tampered(change: impl FnOnce(&mut Vec<File>)) -> Report {
    let mut files = unpack(&small());
    change(&mut files);
    refused(&pack(&files))
}

fn file<'a>(files: &'a mut [File], end: &str) -> &'a mut File {
    files.iter_mut().find(|file| file.name.ends_with(end)).unwrap()
}

#[test]
fn put_together_unchanged_it_holds() {
    let zip = small();
    assert_eq!(pack(&unpack(&zip)), zip);
    assert!(verify(&zip).holds());
}

#[test]
fn every_flipped_byte_is_named() {
    let zip = small();
    let places = places(&zip);
    // Every byte of an optimised build; without optimisation every 31st.
    let step = if cfg!(debug_assertions) { 31 } else { 1 };
    for at in (0..zip.len()).step_by(step) {
        for flip in [0x01, 0x20, 0xff] {
            let mut bad = zip.clone();
            bad[at] ^= flip;
            let text = refused(&bad).to_string();
            if let Some((name, ..)) = places.iter().find(|(_, start, end)| (*start..*end).contains(&at)) {
                let path = name.split_once('/').unwrap().1;
                assert!(text.contains(path), "byte {at} of {path}: {text}");
            } else {
                assert!(!text.is_empty(), "byte {at}");
            }
        }
    }
}

#[test]
fn every_dropped_doubled_renamed_or_moved_entry_is_named() {
    let files = unpack(&small());
    for at in 0..files.len() {
        let path = files[at].name.split_once('/').unwrap().1;
        let dropped = tampered(|files| drop(files.remove(at))).to_string();
        assert!(dropped.contains(path), "{dropped}");
        let doubled = tampered(|files| files.insert(at, files[at].clone())).to_string();
        assert!(doubled.contains(path), "{doubled}");
        let mut other = files[at].clone();
        other.bytes.push(b' ');
        let doubled = tampered(|files| files.insert(at + 1, other)).to_string();
        assert!(doubled.contains(path), "{doubled}");
        // Behind its neighbour's name, so that the order still holds.
        let renamed = tampered(|files| files[at].name.push('0')).to_string();
        assert!(renamed.contains(path), "{renamed}");
        let mut twin = files[at].clone();
        twin.name = twin.name.to_uppercase();
        let twin = tampered(|files| files.push(twin)).to_string();
        assert!(twin.contains(&path.to_uppercase()), "{twin}");
        let linked = tampered(|files| files[at].mode = 0o120_777).to_string();
        assert!(linked.contains(path), "{linked}");
        let emptied = tampered(|files| files[at].bytes.clear()).to_string();
        assert!(emptied.contains(path), "{emptied}");
        if at > 0 {
            let moved = tampered(|files| files.swap(at, at - 1));
            assert!(moved.faults().iter().any(|fault| matches!(fault, Fault::Order { .. })), "{moved}");
        }
    }
}

#[test]
fn names_that_lead_elsewhere() {
    for (name, why) in [
        ("../evil.html", "climbs"),
        ("breakwater/../../evil.html", "climbs"),
        ("/etc/cron.d/evil", "root"),
        ("C:/evil.exe", "holds \\ or :"),
        ("a\\..\\evil.exe", "holds \\ or :"),
        ("./report.html", "climbs"),
        ("data//record.json", "empty"),
        ("data/", "folder"),
        ("report\u{202e}lmth.html", "characters"),
        ("report.html\0.png", "characters"),
    ] {
        let mut renamed = String::new();
        let report = tampered(|files| {
            let last = files.last().unwrap();
            let base = last.name.split_once('/').unwrap().0.to_owned();
            renamed = if name.starts_with(['/', '.', 'C', 'a', 'b']) {
                name.into()
            } else {
                format!("{base}/{name}")
            };
            let added = File { name: renamed.clone(), ..last.clone() };
            files.push(added);
        });
        let named = report.faults().iter().any(
            |fault| matches!(fault, Fault::Name { name, why: told } if *name == renamed && told.contains(why)),
        );
        assert!(named, "{name}: {report}");
        assert!(!report.to_string().contains(['\u{202e}', '\0']), "shown escaped");
    }
}

#[test]
fn case_twins_links_and_folders() {
    let twin = tampered(|files| {
        let mut twin = file(files, "report.html").clone();
        twin.name = twin.name.replace("report", "REPORT");
        files.insert(0, twin);
    });
    assert!(twin.faults().iter().any(|fault| matches!(fault, Fault::CaseTwin { .. })), "{twin}");
    for mode in [0o120_777, 0o040_755, 0o060_644, 0o010_644] {
        let report = tampered(|files| file(files, "report.html").mode = mode);
        assert!(
            report.faults().iter().any(
                |fault| matches!(fault, Fault::NotAFile { name, mode: told } if name.ends_with("report.html") && *told == mode)
            ),
            "{report}"
        );
    }
    // Another mode of a plain file is no danger, and still not what was written.
    let report = tampered(|files| file(files, "report.html").mode = 0o100_755);
    assert!(
        matches!(report.faults(), [Fault::Form { near, .. }] if near.ends_with("report.html")),
        "{report}"
    );
}

#[test]
fn ratio_bombs_are_not_inflated() {
    for (method, size) in [(8, 4_000_000_000), (8, 10), (0, 4_000_000_000), (12, 1)] {
        let report = tampered(|files| file(files, "record.json").packed = Some((method, size)));
        assert!(
            report.faults().iter().any(
                |fault| matches!(fault, Fault::Compressed { name, .. } if name.ends_with("record.json"))
            ),
            "{report}"
        );
    }
}

#[test]
fn a_changed_file_with_its_lists_made_to_fit_breaks_the_signature() {
    // Whoever has no key can make everything fit but the signature.
    let report = tampered(|files| {
        let sum = |bytes: &[u8]| breakwater_evidence::Digest::of(bytes).to_string();
        let report = file(files, "report.html");
        let before = sum(&report.bytes);
        report.bytes.extend(b"<!-- -->");
        let after = sum(&report.bytes);
        let list = file(files, "tagmanifest-sha256.txt");
        list.bytes = String::from_utf8(list.bytes.clone()).unwrap().replace(&before, &after).into_bytes();
    });
    assert_eq!(report.faults(), [Fault::Signature]);
}

#[test]
fn bytes_around_the_zip() {
    let zip = small();
    assert!(matches!(refused(&[zip.clone(), vec![0; 3]].concat()).faults(), [Fault::AfterEnd { bytes: 3 }]));
    refused(&[b"#!/bin/sh\n".to_vec(), zip.clone()].concat());
    for end in [0, 1, 21, 22, zip.len() / 2, zip.len() - 1] {
        refused(&zip[..end]);
    }
    // A ZIP in the comment of a ZIP: the last one counts, and the rest belongs to nothing.
    refused(&[zip.clone(), zip].concat());
}

#[test]
fn numbers_that_overflow() {
    let zip = small();
    let end = zip.len() - 22;
    let directory = u32_at(&zip, end + 16);
    for at in [
        end + 10,
        end + 12,
        end + 16,
        end + 20,
        directory + 20,
        directory + 24,
        directory + 28,
        directory + 42,
        18,
        26,
    ] {
        let mut bad = zip.clone();
        bad[at..at + 2].fill(0xff);
        refused(&bad);
        bad[at..(at + 4).min(zip.len())].fill(0xff);
        refused(&bad);
    }
}

#[test]
fn fuzz() {
    let seconds = env::var("BREAKWATER_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(2);
    let until = Instant::now() + Duration::from_secs(seconds);
    let zip = small();
    let mut random = Xorshift(0x9e37_79b9_7f4a_7c15);
    while Instant::now() < until {
        let mut bad = zip.clone();
        for _ in 0..=random.below(6) {
            if bad.is_empty() {
                break;
            }
            let at = random.below(bad.len());
            match random.below(6) {
                0 => bad[at] = random.below(256) as u8,
                1 => drop(bad.remove(at)),
                2 => bad.insert(at, random.below(256) as u8),
                3 => bad.truncate(at.max(1)),
                4 => {
                    let length = random.below(200).min(bad.len() - at);
                    let copy = bad[at..at + length].to_vec();
                    let to = random.below(bad.len());
                    bad.splice(to..to, copy);
                }
                // Where the structure is: the directory and its end.
                _ => {
                    let back = random.below(bad.len().min(1_200));
                    let Some(at) = bad.len().checked_sub(1 + back) else { continue };
                    bad[at] = [0, 1, 0x7f, 0x80, 0xff][random.below(5)];
                }
            }
        }
        assert_eq!(verify(&bad).holds(), bad == zip);
    }
}

/// Numbers that are the same in every run (Marsaglia, "Xorshift RNGs").
struct Xorshift(u64);

impl Xorshift {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        // Nothing is below 0: an emptied package gives place 0, where the next change starts it anew.
        (self.0 % limit.max(1) as u64) as usize
    }
}

proptest! {
    #[test]
    fn bytes_that_are_no_package(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(!verify(&bytes).holds());
    }
}
