//! Texts from a page: kept as they are, up to a length that is stated, and never trusted.

use serde::{Deserialize, Serialize};

use crate::Digest;

/// Words from a page. Longer ones are cut, and then the length and hash of the whole stay.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The words as the page gave them, up to the limit.
    pub text: String,
    /// What was cut off, if anything was.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cut: Option<Cut>,
}

/// What is known of words that were too long to keep.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cut {
    /// Length of the whole, in bytes of UTF-8.
    pub bytes: u64,
    /// SHA-256 of the whole, in UTF-8.
    pub sha256: Digest,
}

impl Words {
    /// Keeps `text` up to `limit` bytes, cut between characters.
    pub fn new(text: &str, limit: usize) -> Self {
        if text.len() <= limit {
            return Self { text: text.to_owned(), cut: None };
        }
        let kept = text.get(..text.floor_char_boundary(limit)).unwrap_or_default();
        Self {
            text: kept.to_owned(),
            cut: Some(Cut { bytes: text.len() as u64, sha256: Digest::of(text.as_bytes()) }),
        }
    }
}

/// An address without the user name and password it may carry: those are secrets, and prove nothing.
pub(crate) fn without_credentials(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once("://") else { return url.to_owned() };
    let end = rest.find(['/', '?', '#', '\\']).unwrap_or(rest.len());
    let Some((authority, tail)) = rest.split_at_checked(end) else { return url.to_owned() };
    match authority.rsplit_once('@') {
        Some((_, host)) => format!("{scheme}://{host}{tail}"),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_words_are_cut_between_characters_and_say_so() {
        assert_eq!(Words::new("abc", 3), Words { text: "abc".into(), cut: None });
        let cut = Words::new("aé!", 2);
        assert_eq!(cut.text, "a");
        assert_eq!(cut.cut, Some(Cut { bytes: 4, sha256: Digest::of("aé!".as_bytes()) }));
    }

    #[test]
    fn credentials_do_not_stay() {
        for (url, kept) in [
            ("https://sam:pw@chat.example/a?b=c@d#e", "https://chat.example/a?b=c@d#e"),
            ("https://a@b@chat.example", "https://chat.example"),
            ("https://chat.example/@handle", "https://chat.example/@handle"),
            ("about:blank", "about:blank"),
        ] {
            assert_eq!(without_credentials(url), kept);
        }
    }
}
