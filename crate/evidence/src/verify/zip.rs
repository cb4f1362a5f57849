//! Reads a ZIP without trusting it, and then writes it again: any byte that differs from what we would have written
//! is a fault.

use std::collections::HashMap;

use super::Fault;
use crate::package::zip::{CENTRAL, END, LOCAL, Zip};

/// One file.
pub(super) struct Entry<'a> {
    pub(super) name: String,
    pub(super) bytes: &'a [u8],
}

/// Length of the end record without a comment.
const END_LENGTH: usize = 22;
/// Longest comment an end record can have.
const LONGEST_COMMENT: usize = 0xffff;

/// Reads all files that can be read.
pub(super) fn read<'a>(bytes: &'a [u8], faults: &mut Vec<Fault>) -> Vec<Entry<'a>> {
    let Some(end) = find_end(bytes) else {
        faults.push(Fault::NotAZip);
        return Vec::new();
    };
    let after = bytes.len() - end - END_LENGTH;
    if after > 0 {
        faults.push(Fault::AfterEnd { bytes: after });
    }
    let entries = read_directory(bytes, end, faults);
    check_names(&entries, faults);
    // With a fault so far, the bytes differ of course; what is different has been named already.
    if faults.is_empty()
        && let Some(fault) = compare(bytes, &entries)
    {
        faults.push(fault);
    }
    entries
}

fn find_end(bytes: &[u8]) -> Option<usize> {
    let last = bytes.len().checked_sub(END_LENGTH)?;
    (last.saturating_sub(LONGEST_COMMENT)..=last).rev().find(|at| Fields(bytes).u32(*at) == Some(END))
}

fn read_directory<'a>(bytes: &'a [u8], end: usize, faults: &mut Vec<Fault>) -> Vec<Entry<'a>> {
    let fields = Fields(bytes);
    let mut entries = Vec::new();
    let (Some(count), Some(start)) = (fields.u16(end + 10), fields.u32(end + 16)) else { return entries };
    let mut at = start as usize;
    for _ in 0..count {
        let Some(header) = Central::read(fields, at) else {
            faults.push(Fault::NotAZip);
            break;
        };
        at = header.next;
        entries.extend(header.entry(fields, faults));
    }
    entries
}

/// An entry of the directory at the end.
struct Central {
    name: String,
    method: u16,
    crc: u32,
    packed: u64,
    unpacked: u64,
    mode: u32,
    local: usize,
    next: usize,
}

impl Central {
    fn read(fields: Fields<'_>, at: usize) -> Option<Self> {
        if fields.u32(at)? != CENTRAL {
            return None;
        }
        let lengths = [fields.u16(at + 28)?, fields.u16(at + 30)?, fields.u16(at + 32)?].map(usize::from);
        let [name_length, extra, comment] = lengths;
        let name = fields.slice(at + 46, name_length)?;
        Some(Self {
            name: String::from_utf8_lossy(name).into_owned(),
            method: fields.u16(at + 10)?,
            crc: fields.u32(at + 16)?,
            packed: fields.u32(at + 20)?.into(),
            unpacked: fields.u32(at + 24)?.into(),
            mode: fields.u32(at + 38)? >> 16,
            local: fields.u32(at + 42)? as usize,
            next: at + 46 + name_length + extra + comment,
        })
    }

    /// The file itself, if its bytes can be had without inflating anything.
    fn entry<'a>(self, fields: Fields<'a>, faults: &mut Vec<Fault>) -> Option<Entry<'a>> {
        let Self { name, packed, unpacked, mode, .. } = self;
        const FILE: u32 = 0o100_000;
        const TYPE: u32 = 0o170_000;
        if mode & TYPE != FILE && mode & TYPE != 0 {
            faults.push(Fault::NotAFile { name: name.clone(), mode });
        }
        if self.method != 0 || packed != unpacked {
            faults.push(Fault::Compressed { name, packed, unpacked });
            return None;
        }
        let Some((local_name, start)) = local_header(fields, self.local) else {
            faults.push(Fault::OutOfBounds { name });
            return None;
        };
        if local_name != name.as_bytes() || !local_fits(fields, self.local, self.crc, packed) {
            faults.push(Fault::TwoHeaders { name: name.clone() });
        }
        let Some(bytes) = fields.slice(start, packed as usize) else {
            faults.push(Fault::OutOfBounds { name });
            return None;
        };
        if crate::package::zip::checksum(bytes) != self.crc {
            faults.push(Fault::Checksum { name: name.clone() });
        }
        Some(Entry { name, bytes })
    }
}

/// Name and start of the bytes, out of the header before them.
fn local_header(fields: Fields<'_>, at: usize) -> Option<(&[u8], usize)> {
    if fields.u32(at)? != LOCAL {
        return None;
    }
    let (name, extra) = (usize::from(fields.u16(at + 26)?), usize::from(fields.u16(at + 28)?));
    Some((fields.slice(at + 30, name)?, at + 30 + name + extra))
}

fn local_fits(fields: Fields<'_>, at: usize, crc: u32, size: u64) -> bool {
    fields.u16(at + 8) == Some(0)
        && fields.u32(at + 14) == Some(crc)
        && fields.u32(at + 18).map(u64::from) == Some(size)
        && fields.u32(at + 22).map(u64::from) == Some(size)
}

fn check_names(entries: &[Entry<'_>], faults: &mut Vec<Fault>) {
    let mut seen: HashMap<String, &str> = HashMap::new();
    let mut last = "";
    for Entry { name, .. } in entries {
        if let Some(why) = name_fault(name) {
            faults.push(Fault::Name { name: name.clone(), why });
        }
        match seen.insert(name.to_lowercase(), name) {
            Some(other) if other == name => faults.push(Fault::Double { name: name.clone() }),
            Some(other) => faults.push(Fault::CaseTwin { name: name.clone(), other: other.to_owned() }),
            None if name.as_str() < last => faults.push(Fault::Order { name: name.clone() }),
            None => {}
        }
        last = name;
    }
}

/// What is wrong with a name, whoever reads it on whatever system.
fn name_fault(name: &str) -> Option<&'static str> {
    let known = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '-' | '_' | '.');
    if name.starts_with('/') {
        Some("it starts at the root of the disk")
    } else if name.contains('\\') || name.contains(':') {
        Some("it holds \\ or :")
    } else if name.split('/').any(|part| matches!(part, "." | "..")) {
        Some("it climbs out of its folder")
    } else if name.ends_with('/') {
        Some("it is a folder")
    } else if name.split('/').any(str::is_empty) {
        Some("a part of it is empty")
    } else if !name.chars().all(known) {
        Some("it holds characters that no package uses")
    } else {
        None
    }
}

/// Writes the ZIP again and finds the first byte that differs.
fn compare(bytes: &[u8], entries: &[Entry<'_>]) -> Option<Fault> {
    let mut zip = Zip::default();
    let mut at = 0;
    let differs = |at: usize, expected: &[u8]| {
        let found = bytes.get(at..).unwrap_or_default();
        let same = expected.iter().zip(found).take_while(|(a, b)| a == b).count();
        (same < expected.len()).then_some(at + same)
    };
    for entry in entries {
        let header = zip.header(&entry.name, entry.bytes).ok()?;
        // The bytes of the file itself lie where its own header says; equal offsets are what is compared here.
        if let Some(offset) = differs(at, &header).or_else(|| differs(at + header.len(), entry.bytes)) {
            return Some(Fault::Form { offset, near: entry.name.clone() });
        }
        at += header.len() + entry.bytes.len();
    }
    let end = zip.finish().ok()?;
    let offset = differs(at, &end).or((at + end.len() != bytes.len()).then_some(at + end.len()))?;
    Some(Fault::Form { offset, near: near(entries, offset - at) })
}

/// Which entry a byte of the directory belongs to.
fn near(entries: &[Entry<'_>], mut offset: usize) -> String {
    for entry in entries {
        match offset.checked_sub(46 + entry.name.len()) {
            Some(rest) => offset = rest,
            None => return entry.name.clone(),
        }
    }
    "the end of the ZIP".to_owned()
}

/// Little-endian fields of a file, none of them trusted to be there.
#[derive(Clone, Copy)]
struct Fields<'a>(&'a [u8]);

impl<'a> Fields<'a> {
    fn slice(self, at: usize, length: usize) -> Option<&'a [u8]> {
        self.0.get(at..at.checked_add(length)?)
    }

    fn u16(self, at: usize) -> Option<u16> {
        self.0.get(at..)?.first_chunk().map(|bytes| u16::from_le_bytes(*bytes))
    }

    fn u32(self, at: usize) -> Option<u32> {
        self.0.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes))
    }
}
