//! The one word catalogue. A language the person chose goes before the browser's.

use std::collections::HashMap;

use futures_util::future::join3;

use super::{Failure, api};

/// Which texts: the watching worker needs few, and reads them on every cold start.
const WHICH: &str = if cfg!(feature = "background") { "watching" } else { "all" };

/// The language that is complete by definition.
const SOURCE_LANGUAGE: &str = "en";
/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 4] = ["ar", "fa", "he", "ur"];

/// All words of one language, with the source language behind them.
pub struct Words {
    language: String,
    messages: HashMap<String, String>,
}

impl Words {
    /// Loads the catalogue for a language; words it lacks are taken from the source language.
    ///
    /// # Errors
    /// When not even the source language can be read, which means that the package is broken.
    pub async fn load(chosen: Option<&str>) -> Result<Self, Failure> {
        let wanted = chosen.map_or_else(api::language, str::to_owned).replace('-', "_");
        let short = wanted.split('_').next().unwrap_or(SOURCE_LANGUAGE).to_owned();
        // Side by side, the one that may be missing too: a cold worker waits for the slowest, not for the sum.
        let (source, exact, general) =
            join3(read(SOURCE_LANGUAGE), translated(&wanted), translated(&short)).await;
        let mut messages = source?;
        let found = exact.map(|words| (wanted, words)).or_else(|| general.map(|words| (short, words)));
        let Some((language, words)) = found else {
            return Ok(Self { language: SOURCE_LANGUAGE.into(), messages });
        };
        messages.extend(words);
        Ok(Self { language: language.replace('_', "-"), messages })
    }

    /// The text under a key, its `{name}` places filled from `places`.
    ///
    /// A missing key gives the key itself: ugly, visible, and a test finds it.
    pub fn say(&self, key: &str, places: &[(&str, &str)]) -> String {
        let Some(message) = self.messages.get(key) else { return key.to_owned() };
        places.iter().fold(message.clone(), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
    }

    /// The text under a key as it stands, places and all.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.messages.get(key).map(String::as_str)
    }

    /// Every key that starts with `prefix`, with its text.
    #[cfg(feature = "records")]
    pub fn starting_with(&self, prefix: &str) -> impl Iterator<Item = (&String, &String)> {
        self.messages.iter().filter(move |(key, _)| key.starts_with(prefix))
    }

    /// Whether the catalogue has a text under this key.
    pub fn has(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }

    /// The language of the words, as a tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether the words run from right to left.
    pub fn rtl(&self) -> bool {
        let short = self.language.split('-').next().unwrap_or_default();
        RIGHT_TO_LEFT.contains(&short)
    }
}

/// The words of a language other than the source's, if the package has them.
async fn translated(language: &str) -> Option<HashMap<String, String>> {
    if language == SOURCE_LANGUAGE { None } else { read(language).await.ok() }
}

async fn read(language: &str) -> Result<HashMap<String, String>, Failure> {
    let text = api::own_file(&format!("words/{language}/{WHICH}.json")).await?;
    Ok(serde_json::from_str(&text)?)
}
