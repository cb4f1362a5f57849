//! What goes into a package, taken from the locker record by record, with the hash of each file. Pictures are looked at and left
//! where they rest.

use std::collections::BTreeMap;

use breakwater_paper::Document;

use super::{Choice, Library, PackError, Press, names};
use crate::{
    Digest, LogError, LogLine, Note, Opinion, Record, Store, from_canonical,
    life::{Life, lives},
    read_log_as_it_is,
};

/// A record on its way out.
pub(crate) struct Packed {
    pub(crate) record: Record,
    pub(crate) sha256: Digest,
    pub(crate) notes: Vec<Note>,
    pub(crate) opinion: Option<Opinion>,
}

/// One file of the package.
pub enum Content {
    /// In memory.
    Ready(Vec<u8>),
    /// A picture: in the locker, under this name, with this hash.
    Stored { name: String, sha256: Digest, bytes: u64 },
}

impl Content {
    /// Bytes of the file.
    pub fn size(&self) -> u64 {
        match self {
            Self::Ready(bytes) => bytes.len() as u64,
            Self::Stored { bytes, .. } => *bytes,
        }
    }
}

/// The files so far.
#[derive(Default)]
pub struct Draft {
    /// By their path in the package.
    pub files: BTreeMap<String, Content>,
    sums: BTreeMap<String, Digest>,
}

impl Draft {
    /// Puts a file in.
    pub fn put(&mut self, path: &str, bytes: Vec<u8>) {
        self.sums.insert(path.to_owned(), Digest::of(&bytes));
        self.files.insert(path.to_owned(), Content::Ready(bytes));
    }

    /// Path and hash of each file.
    pub fn hashes(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.sums.iter().map(|(path, sum)| (path.as_str(), *sum))
    }

    /// Bytes and number of the files under `data/`.
    pub fn payload(&self) -> (u64, u64) {
        let payload = || self.files.iter().filter(|(path, _)| path.starts_with("data/"));
        (payload().map(|(_, content)| content.size()).sum(), payload().count() as u64)
    }

    /// The log up to the last line that changed what the locker holds. Later lines tell of looking and of exports;
    /// with them, no two packages of the same records would be the same.
    ///
    /// One that does not hold keeps nobody's records back: it goes out as it rests, with why it does not hold.
    pub async fn log<S: Library>(
        &mut self,
        store: &S,
    ) -> Result<(Vec<LogLine>, Option<LogError>), PackError<S::Error>> {
        let entries = store.read_all("log/").await.map_err(PackError::Store)?;
        let text: Vec<u8> =
            entries.iter().flat_map(|entry| entry.bytes.iter().copied().chain([b'\n'])).collect();
        let (mut lines, broken) = read_log_as_it_is(&text);
        if broken.is_some() {
            self.put(names::LOG, text);
            return Ok((lines, broken));
        }
        let keep = lines.iter().rposition(|line| line.event.changes_content()).map_or(0, |last| last + 1);
        lines.truncate(keep);
        let kept =
            entries.iter().take(keep).flat_map(|entry| entry.bytes.iter().copied().chain([b'\n'])).collect();
        self.put(names::LOG, kept);
        Ok((lines, None))
    }

    /// The chosen records, in the order of the log, with their notes; and the folders of those that can't be read.
    pub async fn records<S: Store>(
        &mut self,
        store: &S,
        log: &[LogLine],
        choice: &Choice,
    ) -> Result<(Vec<Packed>, Vec<String>), PackError<S::Error>> {
        let (mut lives, _) = lives(log);
        lives.retain(|life| life.deleted.is_none());
        if let Some(ids) = &choice.records {
            if let Some(unknown) = ids.iter().find(|id| !lives.iter().any(|life| life.id == id.as_str())) {
                return Err(PackError::NoRecord(unknown.clone()));
            }
            lives.retain(|life| ids.iter().any(|id| life.id == id));
        }
        let (mut packed, mut left_out, mut fault) = (Vec::new(), Vec::new(), None);
        for life in &lives {
            match self.record(store, life, choice.opinions).await {
                Ok(record) => packed.push(record),
                Err(error) => {
                    let folder = names::folder(life.captured.seq, life.id);
                    self.forget(&folder);
                    left_out.push(folder);
                    fault.get_or_insert(error);
                }
            }
        }
        match fault {
            // A package of nothing helps no one: what is wrong does.
            Some(fault) if packed.is_empty() => Err(fault),
            _ => Ok((packed, left_out)),
        }
    }

    /// Takes back what was put in of a record.
    fn forget(&mut self, folder: &str) {
        let of_it = names::of_record(folder, "");
        self.files.retain(|path, _| !path.starts_with(&of_it));
        self.sums.retain(|path, _| !path.starts_with(&of_it));
    }

    async fn record<S: Store>(
        &mut self,
        store: &S,
        life: &Life<'_>,
        opinions: bool,
    ) -> Result<Packed, PackError<S::Error>> {
        let folder = names::folder(life.captured.seq, life.id);
        let (record, sha256) =
            self.json::<S, Record>(store, &folder, names::RECORD, life.captured.sha256).await?;
        let mut notes = Vec::new();
        for line in &life.notes {
            let (note, _) = self.json::<S, Note>(store, &folder, &names::note(line.seq), line.sha256).await?;
            notes.push(note);
        }
        let opinion_name = names::in_locker(&folder, names::OPINION);
        // One that was not chosen is not read: were it damaged, it would keep back the facts.
        let opinion = if opinions && store.read(&opinion_name).await.map_err(PackError::Store)?.is_some() {
            Some(self.json::<S, Opinion>(store, &folder, names::OPINION, None).await?.0)
        } else {
            None
        };
        for file in &record.files {
            let name = names::in_locker(&folder, &file.path);
            // The manifest is made before the pictures are written: one that does not open must not be in it.
            read(store, &name, Some(file.sha256)).await?;
            let path = names::of_record(&folder, &file.path);
            self.sums.insert(path.clone(), file.sha256);
            self.files.insert(path, Content::Stored { name, sha256: file.sha256, bytes: file.bytes });
        }
        Ok(Packed { record, sha256, notes, opinion })
    }

    /// Sets the report as a PDF, with the pictures as they rest in the locker; or says why that can't be done.
    pub async fn print<S: Store, P: Press>(
        &self,
        store: &S,
        mut press: P,
        report: &Document,
    ) -> Result<Result<Vec<u8>, String>, PackError<S::Error>> {
        // First, so that no picture is read in vain.
        let pictures = self.files.values().filter(|content| matches!(content, Content::Stored { .. }));
        if pictures.map(Content::size).sum::<u64>() > press.most() {
            return Ok(Err(breakwater_paper::TOO_LARGE.to_owned()));
        }
        for (path, content) in &self.files {
            if let Content::Stored { name, sha256, .. } = content {
                let png = read(store, name, Some(*sha256)).await?;
                if let Err(why) = press.picture(path, png).await {
                    return Ok(Err(why.to_string()));
                }
            }
        }
        Ok(press.print(report).await.map_err(|why| why.to_string()))
    }

    /// Reads a JSON file of a record, checks it against the log's hash, and takes it into the package.
    async fn json<S: Store, T: serde::Serialize + serde::de::DeserializeOwned>(
        &mut self,
        store: &S,
        folder: &str,
        file: &str,
        sha256: Option<Digest>,
    ) -> Result<(T, Digest), PackError<S::Error>> {
        let name = names::in_locker(folder, file);
        let bytes = read(store, &name, sha256).await?;
        let value = from_canonical(&bytes).map_err(|error| PackError::Unreadable { name, error })?;
        let sum = Digest::of(&bytes);
        self.put(&names::of_record(folder, file), bytes);
        Ok((value, sum))
    }
}

/// A file of the locker, if it is there and still has this hash.
pub async fn read<S: Store>(
    store: &S,
    name: &str,
    sha256: Option<Digest>,
) -> Result<Vec<u8>, PackError<S::Error>> {
    let bytes = store.read(name).await.map_err(PackError::Store)?;
    let bytes = bytes.ok_or_else(|| PackError::Missing { name: name.to_owned() })?;
    match sha256 {
        Some(sum) if Digest::of(&bytes) != sum => Err(PackError::Changed { name: name.to_owned() }),
        _ => Ok(bytes),
    }
}
