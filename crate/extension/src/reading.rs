//! Reads a page, with the words beside the module: they grow with every language, the module must not.

use breakwater_reader::{Reading, Snapshot};

use crate::browser::{Failure, api};

/// Who said what in a snapshot.
///
/// # Errors
/// When the package is broken.
pub async fn read(snapshot: &Snapshot) -> Result<Reading, Failure> {
    if !breakwater_reader::ready() && !breakwater_reader::learn(&api::own_file("reader.words").await?) {
        return Err(Failure::Core("reader.words is of another version".into()));
    }
    Ok(breakwater_reader::read(snapshot))
}
