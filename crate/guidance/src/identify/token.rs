//! A text as its words: runs without white space, with the quotes, brackets and full stops around them taken off.

/// One word, and where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// The word without the punctuation around it.
    pub text: &'a str,
    /// First byte and the byte behind the last one, in the whole text.
    pub span: (usize, usize),
    /// Whether a sentence ends between this word and the next one.
    pub ends: bool,
}

impl Word<'_> {
    /// The word in small letters, typographic apostrophes straightened.
    pub fn small(&self) -> String {
        self.text.to_lowercase().replace('’', "'")
    }
}

/// Characters that stand around a word and don't belong to it.
fn around(c: char) -> bool {
    matches!(
        c,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | '('
            | ')'
            | '['
            | ']'
            | '{'
            | '}'
            | '"'
            | '\''
            | '“'
            | '”'
            | '‘'
            | '’'
            | '«'
            | '»'
            | '<'
            | '>'
            | '*'
            | '…'
            | '`'
            | '|'
    )
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut rest = text;
    let mut at = 0;
    while !rest.is_empty() {
        let gap = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let (_, from) = rest.split_at_checked(gap).unwrap_or((rest, ""));
        at += gap;
        let length = from.find(char::is_whitespace).unwrap_or(from.len());
        let (raw, behind) = from.split_at_checked(length).unwrap_or((from, ""));
        let inner = raw.trim_start_matches(around);
        let start = at + raw.len() - inner.len();
        let inner = inner.trim_end_matches(around);
        if !inner.is_empty() {
            words.push(Word {
                text: inner,
                span: (start, start + inner.len()),
                ends: raw.ends_with(['.', '!', '?', '…', ';']),
            });
        }
        at += length;
        rest = behind;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_off_what_stands_around() {
        let text = "Pay „now“ (please): é, 5.";
        let found: Vec<_> = words(text).iter().map(|word| word.text).collect();
        assert_eq!(found, ["Pay", "„now", "please", "é", "5"]);
        for word in words(text) {
            assert_eq!(text.get(word.span.0..word.span.1), Some(word.text));
        }
    }
}
