//! What to do and whom to call.
//!
//! A country's file in `data/guidance` becomes a [`Country`]: lines, each with its source, the day it was checked and
//! how sure we are. [`place`] chooses the country from what the browser says anyway; [`render`] draws the static help
//! pages at build time, so that the panic button needs no script, no wasm, no storage and no network.
//!
//! This crate must not know a browser, a clock or a file system: text comes in, and so does the day. It judges no
//! conversation and promises no outcome.
//!
//! [`report`] drafts a plain statement from what a person saved and answered; with the feature `identify`, names, numbers
//! and accounts in a text are found for it.

mod country;
mod day;
mod door;
mod hours;
#[cfg(feature = "identify")]
pub mod identify;
#[cfg(feature = "load")]
pub mod load;
mod number;
pub mod place;
mod platform;
#[cfg(feature = "render")]
pub mod render;
pub mod report;
mod web;
mod what;
mod words;

pub use country::{Contact, Country, Kind, Line, Missing, Sure, Who};
pub use day::{BadDay, Day};
pub use door::{After, Door, Guidance, Step};
pub use hours::{BadHours, Hours, Span, Weekday};
pub use number::{BadNumber, Number};
pub use platform::{HelpPage, Platform};
pub use web::{BadAddress, WebAddress};
pub use what::{Found, What};
pub use words::{MissingWord, Words};
