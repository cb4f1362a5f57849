//! The words of one language, from one flat TOML file a room.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{
    File,
    fault::{Fault, Problem},
};
use crate::Words;

#[derive(Deserialize)]
#[serde(transparent)]
struct RawRoom(BTreeMap<Spanned<String>, Spanned<String>>);

/// Reads the rooms (`data/words/<language>/*.toml`) of one language into one set of words.
///
/// # Errors
/// Every fault: not TOML, keys out of order, a key in two rooms.
pub fn words(language: &str, files: &[File<'_>]) -> Result<Words, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut texts = BTreeMap::new();
    for file in files {
        let room: RawRoom = match toml::from_str(file.text) {
            Ok(room) => room,
            Err(error) => {
                faults.push(Fault::shape(file.path, file.text, &error));
                continue;
            }
        };
        let mut by_place: Vec<_> = room.0.into_iter().collect();
        by_place.sort_by_key(|(key, _)| key.span().start);
        let mut last = String::new();
        for (key, text) in by_place {
            let span = key.span();
            let key = key.into_inner();
            if key < last {
                faults.push(Fault::at(file.path, file.text, span.clone(), Problem::Unsorted(key.clone())));
            }
            if texts.insert(key.clone(), text.into_inner()).is_some() {
                faults.push(Fault::at(file.path, file.text, span, Problem::KeyTwice(key.clone())));
            }
            last = key;
        }
    }
    if faults.is_empty() { Ok(Words::new(language, texts)) } else { Err(faults) }
}
