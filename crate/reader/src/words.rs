//! The words by which a page says what its parts are, and how they are looked for.
//!
//! Everything here is about labels, buttons and small print. What people say to one another is not judged here.

use std::sync::OnceLock;

/// Words that say the same thing. They are data: they grow with every language, and the module that reads with them
/// must not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family(usize);

include!(concat!(env!("OUT_DIR"), "/words.rs"));

/// What was learnt, the same for every page and until the end.
static KNOWN: OnceLock<Vec<String>> = OnceLock::new();

/// Takes in the words, in the form of [`EMBEDDED`]; false if they are of another version. The first ones stay.
pub fn learn(text: &str) -> bool {
    let families: Vec<String> = text.split("\n\n").map(str::to_owned).collect();
    families.len() == FAMILIES && KNOWN.get_or_init(|| families).len() == FAMILIES
}

/// Whether there are words to read with.
pub fn ready() -> bool {
    KNOWN.get().is_some()
}

impl Family {
    fn words(self) -> impl Iterator<Item = &'static str> {
        KNOWN.get().and_then(|families| families.get(self.0)).map_or("", String::as_str).lines()
    }
}

/// Lower case, straight quotes, single spaces, no marks that cannot be seen.
pub fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if is_mark(c) => {}
            '’' | '‘' | 'ʼ' => out.push('\''),
            '“' | '”' => out.push('"'),
            _ if c.is_whitespace() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            _ => out.extend(c.to_lowercase()),
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// A character that steers text and is not seen: bidi marks and overrides, zero-width spaces, soft hyphens.
///
/// Joiners and variation selectors are left alone, because emoji are made with them.
pub fn is_mark(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'
        | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

/// Whether a word of the family stands in `text` (already [`plain`]) as a word of its own.
pub fn any_in(text: &str, family: Family) -> bool {
    family.words().any(|word| stands_in(text, word))
}

/// Whether `text` (already [`plain`]) is a word of the family, punctuation at its ends aside.
pub fn is_one(text: &str, family: Family) -> bool {
    let bare = text.trim_matches(|c: char| !c.is_alphanumeric());
    family.words().any(|word| word == bare)
}

fn stands_in(text: &str, word: &str) -> bool {
    // Scripts without spaces have no word boundaries to ask for.
    let spaceless = word.chars().any(|c| ('\u{0E00}'..='\u{0EFF}').contains(&c) || c >= '\u{2E80}');
    text.match_indices(word).any(|(at, _)| {
        let before = text.get(..at).and_then(|head| head.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|tail| tail.chars().next());
        spaceless || !(before.is_some_and(char::is_alphanumeric) || after.is_some_and(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_whole_only() {
        assert!(learn(EMBEDDED));
        assert!(any_in("type a message…", MESSAGE_FIELD));
        assert!(!any_in("researching", NOT_MESSAGE_FIELD));
        assert!(any_in("输入消息", MESSAGE_FIELD));
    }

    #[test]
    fn plain_text_has_no_tricks_left() {
        assert_eq!(plain("\u{202E}You’ve\u{200B}  SAID:\n"), "you've said:");
    }

    #[test]
    fn punctuation_at_the_ends_does_not_count() {
        assert!(learn(EMBEDDED));
        assert!(is_one("you:", YOU));
        assert!(!is_one("you know", YOU));
    }
}
