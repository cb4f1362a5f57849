//! Bank accounts: `iban_validate` knows each country's form and the check digits.

use iban::Iban;

use super::token::Word;
use crate::{Found, What};

/// The longest IBAN has 34 characters; groups of one make the most words.
const MOST_WORDS: usize = 12;

/// Every IBAN, written in one piece or in groups.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut skip = 0;
    for (at, first) in words.iter().enumerate() {
        if at < skip || !starts(first.text) {
            continue;
        }
        let mut joined = String::new();
        let mut best = None;
        for (n, word) in words.iter().skip(at).take(MOST_WORDS).enumerate() {
            if joined.len() + word.text.len() > 34
                || !word.text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            {
                break;
            }
            joined.extend(word.text.chars().filter(|c| *c != '-').map(|c| c.to_ascii_uppercase()));
            if joined.len() >= 15 && joined.parse::<Iban>().is_ok() {
                best = Some((n, joined.clone(), word.span.1));
            }
        }
        if let Some((n, value, end)) = best {
            found.push(Found::new(What::Iban, value, (first.span.0, end)));
            skip = at + n + 1;
        }
    }
    debug_assert!(found.iter().all(|found| text.get(found.span.0..found.span.1).is_some()));
    found
}

/// Two letters and two digits.
fn starts(word: &str) -> bool {
    let mut bytes = word.bytes();
    let mut next = |test: fn(&u8) -> bool| bytes.next().is_some_and(|b| test(&b));
    next(u8::is_ascii_alphabetic)
        && next(u8::is_ascii_alphabetic)
        && next(u8::is_ascii_digit)
        && next(u8::is_ascii_digit)
}
