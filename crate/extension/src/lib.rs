//! Binds the pure crates to the browser: messages, storage, captures and our own pages.
//!
//! | module | knows | must not |
//! |---|---|---|
//! | [`protocol`] | what the parts say to each other | do anything |
//! | [`settings`] | what a person chose, what a policy fixed | read storage |
//! | [`contact`] | what is kept of a contact, what is new on a page, what is shown | keep text |
//! | `browser` | `chrome.*`, IndexedDB, the word catalogue | decide |
//! | `background` | answers content scripts and pages, takes captures | trust a sender unchecked |
//! | `pages` | popup, settings and locker | hold words of their own |
//!
//! The last three exist on `wasm32` only; the rest is tested natively.

pub mod contact;
pub mod protocol;
pub mod settings;

#[cfg(target_arch = "wasm32")]
mod background;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod pages;
