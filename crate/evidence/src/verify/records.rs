//! The records: each one fits the log, its folder, its files and its notes.

use std::collections::BTreeSet;

use super::{Contents, Fault, Files};
use crate::{
    Digest, Note, Opinion, Record, SCHEMA, from_canonical,
    life::{Life, lives},
    package::names,
    picture::png_size,
    read_log,
};

/// Checks log and records; gives back the day of the last record.
pub(super) fn check(files: &Files<'_>, contents: &mut Contents, faults: &mut Vec<Fault>) -> Option<String> {
    let log = match read_log(files.get(names::LOG)?) {
        Ok(log) => log,
        Err(error) => {
            faults.push(Fault::Log(error.to_string()));
            return None;
        }
    };
    let (lives, strays) = lives(&log);
    faults.extend(strays.into_iter().map(Fault::LogLine));
    if log.last().is_some_and(|line| !line.event.changes_content()) {
        faults.push(Fault::Log("it goes on after the last change of the locker".into()));
    }
    let mut expected = BTreeSet::from([names::LOG.to_owned()]);
    let mut last_day = None;
    for life in &lives {
        let folder = names::folder(life.captured.seq, life.id);
        let inside = format!("{}{folder}/", names::RECORDS);
        let there = files.range(inside.as_str()..).next().is_some_and(|(path, _)| path.starts_with(&inside));
        match (there, life.deleted) {
            (true, Some(_)) => {
                faults.push(record_fault(&inside, "the log says that this record was deleted"));
            }
            (true, None) => {
                let mut check = Check { files, folder, faults, expected: &mut expected };
                if let Some(record) = check.record(life) {
                    last_day = names::day(&record).map(str::to_owned);
                    contents.take(&record);
                }
            }
            (false, Some(_)) => contents.deleted += 1,
            (false, None) => contents.left_out += 1,
        }
    }
    if contents.records == 0 {
        faults.push(Fault::Missing { path: names::RECORDS.to_owned() });
    }
    let strangers = files.keys().filter(|path| path.starts_with("data/") && !expected.contains(**path));
    faults.extend(strangers.map(|path| record_fault(path, "no record and no log line speaks of this file")));
    last_day
}

impl Contents {
    fn take(&mut self, record: &Record) {
        self.records += 1;
        self.pictures += record.files.len() as u64;
        let local = record.when.local.clone();
        self.saved = Some(match self.saved.take() {
            Some((first, _)) => (first, local),
            None => (local.clone(), local),
        });
    }
}

fn record_fault(path: &str, what: impl Into<String>) -> Fault {
    Fault::Record { path: path.to_owned(), what: what.into() }
}

/// The check of one record.
struct Check<'a, 'f> {
    files: &'a Files<'f>,
    folder: String,
    faults: &'a mut Vec<Fault>,
    expected: &'a mut BTreeSet<String>,
}

impl Check<'_, '_> {
    fn record(&mut self, life: &Life<'_>) -> Option<Record> {
        let (record, sha256) = self.json::<Record>(names::RECORD)?;
        let path = names::of_record(&self.folder, names::RECORD);
        let line = life.captured;
        let facts = [
            (record.schema == SCHEMA, "it is of a form that this version does not know"),
            (line.sha256 == Some(sha256), "its SHA-256 is not the one in the log"),
            (record.id == life.id && record.seq == line.seq, "its number or id is not the one in the log"),
            (record.prev == line.prev, "it does not follow from the log line before"),
            (record.when.utc == line.utc, "its time is not the one in the log"),
            (record.when.clock_jump == line.clock_jump, "what it says of the clock is not what the log says"),
            (record.folder() == self.folder, "it lies in another record's folder"),
        ];
        let wrong = facts.into_iter().filter(|(holds, _)| !holds).map(|(_, what)| record_fault(&path, what));
        self.faults.extend(wrong);
        for file in &record.files {
            self.picture(file);
        }
        self.notes(life, sha256);
        self.opinion(sha256);
        Some(record)
    }

    fn picture(&mut self, file: &crate::PictureFile) {
        let path = names::of_record(&self.folder, &file.path);
        let Some(bytes) = self.files.get(path.as_str()) else {
            return self.faults.push(Fault::Missing { path });
        };
        let facts = [
            (Digest::of(bytes) == file.sha256, "its SHA-256 is not the one in its record"),
            (bytes.len() as u64 == file.bytes, "its length is not the one in its record"),
            (png_size(bytes) == Some((file.width, file.height)), "it is no PNG of the size in its record"),
        ];
        let wrong = facts.into_iter().filter(|(holds, _)| !holds).map(|(_, what)| record_fault(&path, what));
        self.faults.extend(wrong);
        self.expected.insert(path);
    }

    fn notes(&mut self, life: &Life<'_>, record: Digest) {
        for line in &life.notes {
            let file = names::note(line.seq);
            let Some((note, sha256)) = self.json::<Note>(&file) else { continue };
            if line.sha256 != Some(sha256) || note.record != record || note.utc != line.utc {
                self.faults.push(record_fault(
                    &names::of_record(&self.folder, &file),
                    "it is not the note in the log",
                ));
            }
        }
    }

    fn opinion(&mut self, record: Digest) {
        let path = names::of_record(&self.folder, names::OPINION);
        if !self.files.contains_key(path.as_str()) {
            return;
        }
        if let Some((opinion, _)) = self.json::<Opinion>(names::OPINION)
            && opinion.record != record
        {
            self.faults.push(record_fault(&path, "it is about another record"));
        }
    }

    fn json<T: serde::Serialize + serde::de::DeserializeOwned>(&mut self, file: &str) -> Option<(T, Digest)> {
        let path = names::of_record(&self.folder, file);
        let Some(bytes) = self.files.get(path.as_str()) else {
            self.faults.push(Fault::Missing { path });
            return None;
        };
        self.expected.insert(path.clone());
        match from_canonical(bytes) {
            Ok(value) => Some((value, Digest::of(bytes))),
            Err(error) => {
                self.faults.push(record_fault(&path, error.to_string()));
                None
            }
        }
    }
}
