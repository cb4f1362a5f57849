//! The names of a package's files. All of them are made here, from digits and letters: nothing of a page gets into
//! a name. Packing writes them, verifying expects them.

use crate::{Digest, Record, record};

/// Declares the bag: RFC 8493, section 2.1.1.
pub(crate) const BAGIT: &str = "bagit.txt";
/// Facts about the bag.
pub(crate) const INFO: &str = "bag-info.txt";
/// Hashes of everything under `data/`.
pub(crate) const MANIFEST: &str = "manifest-sha256.txt";
/// Hashes of everything else.
pub(crate) const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";
/// Signature over the tag manifest. The one file that the tag manifest can't hold the hash of.
pub(crate) const SIGNATURE: &str = "signature.der";
/// Public key of the device.
pub(crate) const KEY: &str = "device-key.pem";
/// For people.
pub(crate) const REPORT: &str = "report.html";
/// The same on paper, where it could be set.
pub(crate) const PAPER: &str = "report.pdf";
/// How to check the package with stock tools.
pub(crate) const VERIFY: &str = "VERIFY.txt";
/// What the package does and does not prove.
pub(crate) const LIMITS: &str = "LIMITS.txt";
/// Form for a certificate after FRE 902(14).
pub(crate) const CERTIFICATE: &str = "CERTIFICATE-902-template.txt";
/// The chained log.
pub(crate) const LOG: &str = "data/log.jsonl";
/// The folder of all records.
pub(crate) const RECORDS: &str = "data/records/";

/// What every `bagit.txt` of ours says.
pub(crate) const BAGIT_TEXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The one folder that everything lies in: the day of the last record and the start of the manifest's hash.
pub(crate) fn base(last_day: &str, manifest: &[u8]) -> String {
    format!("breakwater-{last_day}-{}", Digest::of(manifest).short())
}

/// The day out of a record's local time, `2026-11-22`; texts of another form give nothing.
pub(crate) fn day(record: &Record) -> Option<&str> {
    let day = record.when.local.get(..10)?;
    let well = |(index, byte): (usize, u8)| {
        if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
    };
    day.bytes().enumerate().all(well).then_some(day)
}

/// Where a record's file lies in the package.
pub(crate) fn of_record(folder: &str, file: &str) -> String {
    format!("{RECORDS}{folder}/{file}")
}

/// Where a record's file lies in the locker.
pub(crate) fn in_locker(folder: &str, file: &str) -> String {
    format!("records/{folder}/{file}")
}

/// File of the note that a log line reports.
pub(crate) fn note(seq: u64) -> String {
    record::note_file(seq)
}

/// File of the facts.
pub(crate) const RECORD: &str = "record.json";
/// File of the detector's opinion.
pub(crate) const OPINION: &str = "opinion.json";

/// Folder of a record that the log speaks of.
pub(crate) fn folder(seq: u64, id: &str) -> String {
    record::folder(seq, id)
}
