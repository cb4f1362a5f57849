//! The words of a package, in the language it is made in. They come from the caller's catalogue.

/// A catalogue of texts: `data/words/<language>/evidence.toml`, under their keys.
pub trait Wording {
    /// The text under a key.
    fn text(&self, key: &str) -> Option<&str>;
    /// Language tag of the texts.
    fn language(&self) -> &str;
    /// Whether they are written from right to left.
    fn right_to_left(&self) -> bool;
}

/// A text that the catalogue does not have.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the catalogue has no text {0}; add it to data/words")]
pub struct MissingWord(pub String);

/// The catalogue with its lookups.
#[derive(Clone, Copy)]
pub(crate) struct Say<'a>(pub(crate) &'a dyn Wording);

impl<'a> Say<'a> {
    /// The text under `evidence_` and `key`.
    pub(crate) fn get(self, key: &str) -> Result<&'a str, MissingWord> {
        let key = format!("evidence_{}", key.replace('-', "_"));
        self.0.text(&key).ok_or(MissingWord(key))
    }

    /// The same with `{name}` places filled. Values are put in as they are and not searched again.
    pub(crate) fn fill(self, key: &str, values: &[(&str, &str)]) -> Result<String, MissingWord> {
        let mut filled = String::new();
        let mut rest = self.get(key)?;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            let value = values.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
            filled.push_str(before);
            filled
                .push_str(value.ok_or_else(|| MissingWord(format!("evidence_{key}: value for {{{name}}}")))?);
            rest = tail;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// The text for a value with a name of its own, such as a reason: `reason` and `page-changed`.
    pub(crate) fn of<T: serde::Serialize>(self, room: &str, value: T) -> Result<&'a str, MissingWord> {
        let name = serde_json::to_value(value).ok();
        let name = name.as_ref().and_then(|name| name.as_str()).unwrap_or("unknown");
        self.get(&format!("{room}_{name}"))
    }
}
