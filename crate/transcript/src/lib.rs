//! Who said what: the plain types that the reader yields, the lure engine takes and a record keeps.
//!
//! This crate holds shapes and their JSON forms only. It must not judge, read a page or know a browser.

mod contact;
mod row;

pub use contact::{Contact, Fact};
pub use row::{Kind, Row, Side};
