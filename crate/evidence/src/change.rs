//! What happens to records after they were made: opened, noted, exported, deleted. Each is a line of the log, written
//! and read back like a record.

use std::{error::Error, future::Future};

use crate::{
    CanonicalError, Digest, Entry, Event, Head, Moment, NotSaved, Note, Record, Store, Told, record,
    save::{log_name, write_checked},
    to_canonical,
};

/// A store that can give files up.
pub trait Forgetful: Store {
    /// Writes `entries` and takes `names` away, all of it or nothing. Names that are not there are no error.
    fn replace(&self, entries: &[Entry], names: &[String]) -> impl Future<Output = Result<(), Self::Error>>;
}

/// Why a change was not made.
#[derive(Debug, thiserror::Error)]
pub enum NotChanged<E: Error> {
    /// It was not written, or did not come back as written.
    #[error(transparent)]
    NotSaved(#[from] NotSaved<E>),
    /// The line has no written form.
    #[error("the log line can't be written: {0}")]
    Canonical(#[from] CanonicalError),
    /// The file is still there.
    #[error("{name} could not be deleted")]
    StillThere {
        /// Which file.
        name: String,
    },
}

/// Adds a line to the log for something that changes no record: opened, exported, unlocked, a wrong passphrase. It may
/// be about a record, a hash, both or neither; see [`Event`].
///
/// # Errors
/// The line was not written, or not read back unchanged.
pub async fn note_event<S: Store>(
    store: &S,
    head: &Head,
    event: Event,
    (id, sha256): (Option<&str>, Option<Digest>),
    now: &Moment,
) -> Result<Head, NotChanged<S::Error>> {
    let (line, next) = head.append(event, id.map(str::to_owned), sha256, now)?;
    write_checked(store, &[Entry { name: log_name(next.seq), bytes: line }]).await?;
    Ok(next)
}

/// Adds a note to a record. `sha256` is that of its `record.json`.
///
/// # Errors
/// Note or line were not written, or not read back unchanged.
pub async fn add_note<S: Store>(
    store: &S,
    head: &Head,
    record: &Record,
    sha256: Digest,
    (text, told): (String, Vec<Told>),
    now: &Moment,
) -> Result<Head, NotChanged<S::Error>> {
    let note = to_canonical(&Note { record: sha256, utc: now.utc(), text, told })?;
    let (line, next) = head.append(Event::Noted, Some(record.id.clone()), Some(Digest::of(&note)), now)?;
    let name = format!("records/{}/{}", record.folder(), record::note_file(next.seq));
    let entries = [Entry { name, bytes: note }, Entry { name: log_name(next.seq), bytes: line }];
    write_checked(store, &entries).await?;
    Ok(next)
}

/// Deletes a record with all its files. Its line in the log stays, and one that says when it was deleted.
///
/// `files` are the names of everything in the record's folder. What a browser keeps of deleted data until it tidies
/// up, no extension can erase; whoever offers this says so.
///
/// # Errors
/// The line was not written, or a file is still there.
pub async fn delete<S: Forgetful>(
    store: &S,
    head: &Head,
    (id, sha256): (&str, Digest),
    files: &[String],
    now: &Moment,
) -> Result<Head, NotChanged<S::Error>> {
    let (line, next) = head.append(Event::Deleted, Some(id.to_owned()), Some(sha256), now)?;
    let entry = Entry { name: log_name(next.seq), bytes: line };
    store.replace(std::slice::from_ref(&entry), files).await.map_err(NotSaved::Write)?;
    crate::save::check_written(store, &[entry]).await?;
    for name in files {
        let left =
            store.read(name).await.map_err(|error| NotSaved::ReadBack { name: name.clone(), error })?;
        if left.is_some() {
            return Err(NotChanged::StillThere { name: name.clone() });
        }
    }
    Ok(next)
}
