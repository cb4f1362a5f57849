//! The words of one language: flat keys to texts with `{name}` placeholders, from `data/words/<lang>/<room>.toml`.

use std::collections::BTreeMap;

use thiserror::Error;

/// Every text of one language that guidance may show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    language: String,
    texts: BTreeMap<String, String>,
}

/// A text that is asked for and not there, or that has a hole nobody fills.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum MissingWord {
    /// No text under this key.
    #[error("language \"{language}\" has no text \"{key}\"; add it to a file in data/words/{language}/")]
    Key {
        /// BCP 47 tag of the language.
        language: String,
        /// The key asked for.
        key: String,
    },
    /// The text has a placeholder that got no value, or a lone brace.
    #[error("text \"{key}\" of language \"{language}\" has a placeholder that nobody fills: {text}")]
    Placeholder {
        /// BCP 47 tag of the language.
        language: String,
        /// The key asked for.
        key: String,
        /// The text after filling.
        text: String,
    },
}

/// Languages written from right to left, by primary subtag, among those browsers ship an interface for.
const RIGHT_TO_LEFT: [&str; 10] = ["ar", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur"];

impl Words {
    /// The words of `language` (a BCP 47 tag such as `en` or `pt-BR`).
    #[must_use]
    pub fn new(language: impl Into<String>, texts: BTreeMap<String, String>) -> Self {
        Self { language: language.into(), texts }
    }

    /// BCP 47 tag of the language.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language
    }

    /// `rtl` or `ltr`, for the `dir` attribute.
    #[must_use]
    pub fn direction(&self) -> &'static str {
        let primary = self.language.split('-').next().unwrap_or_default();
        if RIGHT_TO_LEFT.contains(&primary) { "rtl" } else { "ltr" }
    }

    /// The text under `key`, as it stands.
    ///
    /// # Errors
    /// [`MissingWord::Key`] when there is none.
    pub fn get(&self, key: &str) -> Result<&str, MissingWord> {
        self.texts
            .get(key)
            .map(String::as_str)
            .ok_or_else(|| MissingWord::Key { language: self.language.clone(), key: key.to_owned() })
    }

    /// The text whose key is these parts joined: `["door", "made-to", "lead"]` is `door_made_to_lead`.
    ///
    /// # Errors
    /// [`MissingWord::Key`] when there is none.
    pub fn say(&self, parts: &[&str]) -> Result<&str, MissingWord> {
        self.get(&parts.join("_").replace('-', "_"))
    }

    /// The text under `key` with each `{name}` replaced. Values are put in as they are and not searched again.
    ///
    /// # Errors
    /// [`MissingWord`] when the text is missing or a placeholder has no value.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> Result<String, MissingWord> {
        let text = self.get(key)?;
        let hole = || MissingWord::Placeholder {
            language: self.language.clone(),
            key: key.to_owned(),
            text: text.to_owned(),
        };
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (name, behind) = after.split_once('}').ok_or_else(hole)?;
            let (_, value) = values.iter().find(|(known, _)| *known == name).ok_or_else(hole)?;
            filled.push_str(before);
            filled.push_str(value);
            rest = behind;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// Every key and text, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(key, text)| (key.as_str(), text.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(language: &str, key: &str, text: &str) -> Words {
        Words::new(language, BTreeMap::from([(key.to_owned(), text.to_owned())]))
    }

    #[test]
    fn fills_placeholders_once() {
        let words = words("en", "hours", "{from} to {to}");
        assert_eq!(words.fill("hours", &[("from", "{to}"), ("to", "9")]).unwrap(), "{to} to 9");
    }

    #[test]
    fn joins_a_key_from_ids() {
        assert_eq!(words("en", "door_made_to_lead", "text").say(&["door", "made-to", "lead"]), Ok("text"));
    }

    #[test]
    fn says_which_text_is_missing_or_has_a_hole() {
        let words = words("en", "hours", "{from} to {to}");
        assert!(words.get("other").unwrap_err().to_string().contains("\"other\""));
        assert!(matches!(words.fill("hours", &[("from", "8")]), Err(MissingWord::Placeholder { .. })));
    }

    #[test]
    fn knows_the_direction_of_writing() {
        assert_eq!(words("ar-XB", "a", "a").direction(), "rtl");
        assert_eq!(words("en", "a", "a").direction(), "ltr");
        assert_eq!(words("arn", "a", "a").direction(), "ltr", "only whole subtags count");
    }
}
