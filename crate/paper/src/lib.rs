//! A document of headings, paragraphs, tables and pictures, and (feature `pdf`) its setting on A4.
//!
//! Whoever has something to say makes a [`Document`]; what it looks like is decided by who draws it. So a report says
//! the same on a page of HTML and on paper. Knows no browser, clock or randomness: the same document gives the same
//! bytes.

mod document;
#[cfg(feature = "pdf")]
mod pdf;

/// Bytes of the pictures of one document that may be set: about ninety screens of a busy chat. Setting takes seven to eight times as
/// much memory (`tests/bench/locker.mjs`: 13 MB of pictures, 140 MB), and all of an export may take 150 MB.
pub const MOST_BYTES: u64 = 12_000_000;

/// What is said of a document that has more pictures or pages than one PDF should have.
pub const TOO_LARGE: &str = "too much for one PDF; export fewer records at a time, or print the HTML";

pub use document::{Block, Column, Document, Fact, Paging, Role, Run, Text, Width, is_unseen};
#[cfg(feature = "pdf")]
pub use pdf::{NoPdf, Press};
