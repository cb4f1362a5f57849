//! What a list of records shows, kept in one sealed file so that a locker of thousands opens at once.
//!
//! The list is a convenience and proves nothing: what counts are the records. It is made anew from them when it is
//! missing, damaged or behind.

use serde::{Deserialize, Serialize};

use crate::{Kind, Record, State, Words};

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {
    /// Number of the record.
    pub seq: u64,
    /// Its id.
    pub id: String,
    /// When it was saved, local time by the device's clock.
    pub local: String,
    /// Name or handle of the contact.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub contact: Option<String>,
    /// Address of the page, shortened.
    pub address: String,
    /// How much was taken.
    pub kind: Kind,
    /// Whether everything is there.
    pub state: State,
    /// Number of pictures.
    pub pictures: u64,
    /// Number of messages.
    pub messages: u64,
}

/// Longest text of a line, in bytes.
const SHORT: usize = 200;

impl Summary {
    /// The line for a record.
    pub fn of(record: &Record) -> Self {
        let contact = record.contact.name.as_ref().or(record.contact.handle.as_ref());
        let short = |words: &Words| Words::new(&words.text, SHORT).text;
        Self {
            seq: record.seq,
            id: record.id.clone(),
            local: record.when.local.clone(),
            contact: contact.map(short),
            address: short(&record.page.url),
            kind: record.kind,
            state: record.state,
            pictures: record.files.len() as u64,
            messages: record.messages.len() as u64,
        }
    }
}

/// The list, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Index {
    /// Number of the last log line that it takes account of.
    pub through: u64,
    /// The lines.
    pub records: Vec<Summary>,
}

impl Index {
    /// Takes in a record, in its place; one that is there already is replaced.
    pub fn insert(&mut self, record: &Record) {
        let summary = Summary::of(record);
        match self.records.binary_search_by_key(&summary.seq, |known| known.seq) {
            Ok(at) => {
                if let Some(known) = self.records.get_mut(at) {
                    *known = summary;
                }
            }
            Err(at) => self.records.insert(at, summary),
        }
        self.through = self.through.max(record.seq);
    }

    /// Takes out a record.
    pub fn remove(&mut self, id: &str) {
        self.records.retain(|known| known.id != id);
    }
}
