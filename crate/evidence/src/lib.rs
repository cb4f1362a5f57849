//! Evidence: what one act of saving keeps, and how anyone can check it later.
//!
//! - A [`Capture`] is what the browser saw; with a [`Moment`], random bytes and the [`Head`] of the log it becomes a
//!   [`Sealed`] record: named files, each with its SHA-256, and one line of the chained log.
//! - [`save`](fn@save) writes it, reads it back, hashes it again and compares. Only that yields a [`Receipt`], and only a
//!   receipt holds the words "saved and checked".
//! - A picture enters a record only as a [`Picture`], which only a passed pixel check ([`check_masked`]) or an
//!   adult's own choice can make.
//!
//! This crate knows no browser, clock, randomness or storage: they come in as arguments and traits. It keeps facts;
//! the detector's opinion stands in a file of its own ([`Opinion`]) and may be left out of a package.

mod canonical;
mod capture;
mod change;
mod digest;
mod hex;
#[cfg(feature = "package")]
mod life;
#[cfg(feature = "locker")]
mod locker;
mod log;
mod mask;
mod memory;
mod moment;
mod note;
#[cfg(feature = "package")]
mod package;
mod picture;
mod pixels;
mod record;
mod save;
mod slices;
mod text;
#[cfg(feature = "verify")]
mod verify;

pub use canonical::{CanonicalError, from_canonical, to_canonical};
pub use capture::Capture;
pub use change::{Forgetful, NotChanged, add_note, delete, note_event};
pub use digest::{BadDigest, Digest};
#[cfg(feature = "package")]
pub use life::kept;
#[cfg(feature = "locker")]
pub use locker::{
    CipherFailed, Crypto, Damaged, DeviceLock, Keyring, LockError, PublicKey, RandomFailed, SealingError,
    Unlocked, Vault, VaultError, Wrapping,
};
pub use log::{Event, Head, LogError, LogLine, read_log, read_log_as_it_is};
pub use mask::{MaskReport, MaskedElement, MediaKind, PageRect, Unverified, UnverifiedReason};
pub use memory::{Memory, Taken};
pub use moment::{ClockJump, Moment, When};
pub use note::{Note, Told};
#[cfg(feature = "package")]
pub use package::{
    Choice, DeviceKey, Library, MissingWord, NoKey, NoPress, PackError, Plan, Press, TooLarge, Wording,
};
pub use picture::{Age, NotAPng, Picture, UnmaskedByChoice};
pub use pixels::{Image, Masked, Rect, Unmasked, Verified, check_masked, check_report, check_shot};
pub use record::{
    ContactFacts, Found, Identifiers, Kind, Message, Opinion, PageView, PictureFile, Reason, Record,
    Redaction, RedactionMode, SCHEMA, State, Tool,
};
pub use save::{Entry, NotSaved, Receipt, SealError, Sealed, Store, save, seal};
pub use slices::Slices;
pub use text::{Cut, Words};
#[cfg(feature = "verify")]
pub use verify::{Contents, Fault, Report, verify};
