//! `data/words/<language>/<room>.toml`: every text a person sees, one file a room, into what the browser reads: its own
//! `messages.json` for the manifest, `all.json` for our pages, `watching.json` for a worker that starts anew.
//!
//! A text may hold `{name}` places.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Value, json};

use crate::{Error, files};

/// The language that every other one is checked against.
pub const SOURCE_LANGUAGE: &str = "en";
/// Accented, longer, bracketed English: a test finds every text that does not come from the catalogue.
/// `en_AU` lends its name, because browsers refuse folders that are not locales of theirs; test builds only.
pub const PSEUDO_LANGUAGE: &str = "en_AU";

/// Rooms that are drawn into static pages at build time and never looked up in a browser.
const DRAWN: &str = "help";

/// All texts of one language.
#[derive(Clone, Debug)]
pub struct Catalogue(BTreeMap<String, String>);

/// Reads every room of one language.
pub fn load(folder: &Path) -> Result<Catalogue, Error> {
    let mut texts = BTreeMap::new();
    for path in files::toml_files(folder)? {
        let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default();
        if name.split('_').next() == Some(DRAWN) {
            continue;
        }
        let room: toml::Table = files::read_toml(&path)?;
        if !room.keys().is_sorted() {
            return Err(Error::file(&path, "keys must be sorted"));
        }
        for (key, value) in room {
            let Some(text) = value.as_str() else {
                return Err(Error::file(&path, format!("{key} is not a text")));
            };
            if !key.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_') {
                return Err(Error::file(&path, format!("{key}: use a-z, 0-9 and _ only")));
            }
            if text.trim().is_empty() || text.contains('$') {
                return Err(Error::file(&path, format!("{key}: empty, or holds a $")));
            }
            places(text).map_err(|message| Error::file(&path, format!("{key}: {message}")))?;
            if texts.insert(key.clone(), text.to_owned()).is_some() {
                return Err(Error::file(&path, format!("{key} stands in two rooms")));
            }
        }
    }
    Ok(Catalogue(texts))
}

/// The reason of every signal, under `reason_<id>`: they stand with the signals, and are translated with the words.
pub fn reasons() -> Result<BTreeMap<String, String>, Error> {
    let engine = breakwater_lure::Engine::new()
        .map_err(|error| Error::file("data/signals", format!("the compiled pack does not load: {error}")))?;
    Ok(engine
        .reasons()
        .map(|(id, reason)| (format!("reason_{}", id.replace('-', "_")), reason.to_owned()))
        .collect())
}

impl Catalogue {
    /// A catalogue of these texts.
    #[cfg(test)]
    pub fn of(texts: BTreeMap<String, String>) -> Self {
        Self(texts)
    }

    /// The same with more texts.
    pub fn with(mut self, more: BTreeMap<String, String>) -> Self {
        self.0.extend(more);
        self
    }

    /// The text under a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    /// Whether there is no text at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What a language calls itself, for the list of languages.
    pub fn own_name<'a>(&'a self, language: &'a str) -> &'a str {
        self.get("language_name").unwrap_or(language)
    }

    /// Checks a translation: no text that the source language lacks, and the same places in each.
    pub fn must_fit(&self, source: &Self, folder: &Path) -> Result<(), Error> {
        for (key, text) in &self.0 {
            let Some(original) = source.get(key) else {
                return Err(Error::file(folder, format!("{key} is unknown to the source language")));
            };
            let sorted = |text| {
                let mut places = places(text).unwrap_or_default();
                places.sort();
                places
            };
            if sorted(text) != sorted(original) {
                return Err(Error::file(folder, format!("{key} has other places than the source language")));
            }
        }
        Ok(())
    }

    /// What the manifest asks for, in the browsers' form.
    pub fn messages(&self) -> Value {
        self.starting(&["manifest_"]).map(|(key, text)| (key.clone(), json!({ "message": text }))).collect()
    }

    /// Every text.
    pub fn all(&self) -> Value {
        self.starting(&[""]).map(|(key, text)| (key.clone(), json!(text))).collect()
    }

    /// What the background says itself, in panel and toolbar button: it is read on every cold start.
    pub fn watching(&self) -> Value {
        self.starting(&["panel_", "popup_level_", "reason_"])
            .map(|(key, text)| (key.clone(), json!(text)))
            .collect()
    }

    fn starting(&self, prefixes: &'static [&'static str]) -> impl Iterator<Item = (&String, &String)> {
        self.0.iter().filter(|(key, _)| prefixes.iter().any(|prefix| key.starts_with(prefix)))
    }

    /// The same texts, accented and bracketed, places untouched.
    pub fn pseudo(&self) -> Self {
        Self(self.0.iter().map(|(key, text)| (key.clone(), pseudo(text))).collect())
    }
}

/// The `{name}` places of a text, in order, each once.
fn places(text: &str) -> Result<Vec<String>, String> {
    let mut found: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once('{') {
        let (name, tail) = after.split_once('}').ok_or("a { without its }")?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
            return Err(format!("{{{name}}} is not a place: use a-z and _"));
        }
        if !found.iter().any(|known| known == name) {
            found.push(name.to_owned());
        }
        rest = tail;
    }
    Ok(found)
}

/// `Save evidence` → `⟦Šåṽé éṽîðéñçé⟧`; what stands in `{}` stays.
fn pseudo(text: &str) -> String {
    let mut inside = false;
    let accented: String = text
        .chars()
        .map(|c| {
            inside = (inside || c == '{') && c != '}';
            if inside { c } else { accent(c) }
        })
        .collect();
    format!("⟦{accented}⟧")
}

fn accent(c: char) -> char {
    const PLAIN: &str = "aceinosuyACEINOSUY";
    const ACCENTED: &str = "åçéîñöšûýÅÇÉÎÑÖŠÛÝ";
    PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == c).map_or(c, |(_, accented)| accented)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_broken_place_is_refused() {
        assert!(places("{open").is_err());
        assert!(places("{Two Words}").is_err());
    }

    #[test]
    fn pseudo_text_keeps_its_places() {
        assert_eq!(pseudo("Save {count} now"), "⟦Šåvé {count} ñöw⟧");
    }

    #[test]
    fn the_shipped_words_load() {
        let words = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/words"));
        for language in files::folders(words).unwrap() {
            load(&words.join(language)).unwrap();
        }
    }
}
