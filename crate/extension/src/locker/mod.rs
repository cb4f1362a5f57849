//! The locker in the browser's database, as `crate/evidence` wants it, with its keys, clocks and randomness.
//!
//! [`Files`] is what rests on the disk: sealed, but for the log. [`Keys`] open it and make a sealed vault over it,
//! which is what everything from a page goes through.

use breakwater_evidence::{Digest, Entry, Forgetful, Head, Moment, Store};

use crate::browser::{Failure, api, store};

mod device;
mod keys;
pub mod older;
#[cfg(feature = "records")]
mod signer;

pub use keys::Keys;
#[cfg(feature = "records")]
pub use keys::Sealed;
#[cfg(feature = "records")]
pub use signer::Signer;

/// The locker's files as they rest in the browser's database.
pub struct Files;

fn pairs(entries: &[Entry]) -> Vec<(&str, &[u8])> {
    entries.iter().map(|entry| (entry.name.as_str(), entry.bytes.as_slice())).collect()
}

impl Store for Files {
    type Error = Failure;

    async fn add(&self, entries: &[Entry]) -> Result<(), Failure> {
        store::add_files(&pairs(entries)).await
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        store::file(name).await
    }
}

impl Forgetful for Files {
    async fn replace(&self, entries: &[Entry], names: &[String]) -> Result<(), Failure> {
        store::replace_files(&pairs(entries), names).await
    }
}

#[cfg(feature = "records")]
impl breakwater_evidence::Library for Files {
    async fn read_all(&self, prefix: &str) -> Result<Vec<Entry>, Failure> {
        let files = store::files(prefix).await?;
        Ok(files.into_iter().map(|(name, bytes)| Entry { name, bytes }).collect())
    }
}

/// Adds a line to the log for something that changes no record. `about` is a record's id, and a hash; see
/// [`Event`](breakwater_evidence::Event).
///
/// # Errors
/// When the line was not written, or not read back unchanged.
#[cfg(feature = "records")]
pub async fn log(
    event: breakwater_evidence::Event,
    about: (Option<&str>, Option<Digest>),
) -> Result<(), Failure> {
    let now = moment();
    let noted = breakwater_evidence::note_event(&Files, &head().await?, event, about, &now).await;
    noted.map_err(|error| Failure::Storage(error.to_string()))?;
    remember_moment(&now).await
}

/// Erases the locker with its log and all keys that belong to it.
///
/// # Errors
/// When the storage does not do it: then everything is still there.
#[cfg(feature = "records")]
pub async fn erase() -> Result<(), Failure> {
    store::clear_locker(&[keys::KEYRING, keys::LOCK, signer::SIGNING, older::ALL_SEALED]).await?;
    api::drop_remembered(LAST_MOMENT).await
}

const LAST_MOMENT: &str = "moment";

/// The end of the log, from what rests in the locker: a killed worker cannot leave a wrong one behind.
///
/// # Errors
/// When the storage does not answer, or holds a log line under a name that is none.
pub async fn head() -> Result<Head, Failure> {
    let Some(name) = store::last_name("log/").await? else { return Ok(Head::EMPTY) };
    let line = store::file(&name).await?.ok_or_else(|| Failure::Storage(format!("{name} is gone")))?;
    let number = name.strip_prefix("log/").and_then(|name| name.strip_suffix(".json"));
    let seq = number.and_then(|number| number.parse().ok());
    let seq = seq.ok_or_else(|| Failure::Form(format!("{name} is no log line")))?;
    let moment = api::remembered(LAST_MOMENT).await?;
    Ok(Head { seq, last: Digest::of(&line), moment })
}

/// Remembers when the last line of the log was written, so that the next one can tell whether the clock was set.
///
/// # Errors
/// When the browser's memory refuses.
pub async fn remember_moment(moment: &Moment) -> Result<(), Failure> {
    api::remember(LAST_MOMENT, moment).await
}

/// What the clocks say. `run` is one life of this background or page: its steady clock starts anew with it.
pub fn moment() -> Moment {
    thread_local! {
        static RUN: String = random().map(u128::from_be_bytes).map(|run| format!("{run:032x}")).unwrap_or_default();
    }
    let date = js_sys::Date::new_0();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "whole milliseconds and minutes, far inside their types"
    )]
    Moment {
        utc_ms: date.get_time() as i64,
        offset_minutes: -date.get_timezone_offset() as i32,
        zone: api::zone(),
        run: RUN.with(Clone::clone),
        monotonic_ms: api::steady_ms() as u64,
    }
}

/// 128 random bits.
///
/// # Errors
/// When the browser has none.
pub fn random() -> Result<[u8; 16], Failure> {
    let mut bytes = [0; 16];
    api::random(&mut bytes)?;
    Ok(bytes)
}
