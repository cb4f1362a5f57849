//! A document of headings, paragraphs, tables and pictures, and (feature `pdf`) its setting on A4.
//!
//! Whoever has something to say makes a [`Document`]; what it looks like is decided by who draws it. So a report says
//! the same on a page of HTML and on paper. Knows no browser, clock or randomness: the same document gives the same
//! bytes.

mod document;
#[cfg(feature = "pdf")]
mod pdf;

pub use document::{Block, Column, Document, Fact, Paging, Role, Run, Text, Width, is_unseen};
#[cfg(feature = "pdf")]
pub use pdf::{NoPdf, Press};
