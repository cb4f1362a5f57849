//! Binds the pure crates to the browser: messages, storage, captures and our own pages.
//!
//! | module | knows | must not |
//! |---|---|---|
//! | [`protocol`] | what the parts say to each other | do anything |
//! | [`settings`] | what a person chose, what a policy fixed | read storage |
//! | [`kept`] | what is written of the settings | drop what it can't read |
//! | [`portable`] | the settings as a file | make anything less careful |
//! | [`checkup`] | what works in this browser, in sentences | name a site, contact or record |
//! | [`retention`] | how long a contact is remembered | take away what was saved |
//! | [`refusal`] | why there is no picture or no record, and the words for it | ask the browser |
//! | `statement` | what the records suggest for a statement | accuse an unknown side |
//! | [`contact`] | what is kept of a contact, what is new on a page, what is shown | keep text |
//! | `browser` | `chrome.*`, IndexedDB, the word catalogue, who speaks | decide |
//! | `background` | answers content scripts and pages | trust a sender unchecked |
//! | `saving` | takes captures | say "saved" without a receipt |
//! | `locker` | the sealed locker in the browser's database, its keys, clocks and randomness | give out what is locked |
//! | `pages` | popup, settings, first steps, self-check, locker, check and statement | hold words of their own |
//! | `handover` | the press for a package's PDF, and the lock on its file | know what it prints and locks |
//!
//! The last six exist on `wasm32` only; the rest is tested natively. Five wasm modules come of it (features):
//! `background`, `saving`, `pages` (popup, settings, first steps and self-check), `records` (locker, check and
//! statement) and `handover`, which the locker loads when a package is made. A popup needs no lure engine, and a worker that only watches no camera.

// Each of the three modules uses a part of what they share; what none of them uses is found when clippy looks at all.
#![cfg_attr(not(all(feature = "background", feature = "saving", feature = "pages")), allow(dead_code))]

pub mod checkup;
pub mod contact;
pub mod heard;
mod hex;
pub mod json;
pub mod kept;
pub mod portable;
pub mod protocol;
pub mod refusal;
pub mod retention;
pub mod sensitivity;
pub mod settings;
pub mod signs;
#[cfg(feature = "records")]
pub mod statement;

#[cfg(all(target_arch = "wasm32", feature = "background"))]
mod background;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(all(target_arch = "wasm32", feature = "handover"))]
mod handover;
#[cfg(target_arch = "wasm32")]
mod in_force;
#[cfg(all(target_arch = "wasm32", any(feature = "records", feature = "saving")))]
mod locker;
#[cfg(all(target_arch = "wasm32", any(feature = "pages", feature = "records")))]
mod pages;
#[cfg(target_arch = "wasm32")]
mod panics;
#[cfg(all(target_arch = "wasm32", any(feature = "background", feature = "saving")))]
mod reading;
#[cfg(target_arch = "wasm32")]
mod saved;
#[cfg(all(target_arch = "wasm32", feature = "saving"))]
mod saving;
