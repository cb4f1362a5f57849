//! A phone number as people write it, and the form that a phone dials.

use std::{fmt, str::FromStr};

use serde::Serialize;
use thiserror::Error;

/// A phone or text number, kept in the spelling of its source ("0345 6000 459").
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(into = "String")]
pub struct Number {
    shown: String,
    dialled: String,
}

/// Why a number can't ship.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadNumber {
    /// Something other than digits, one leading `+`, and single spaces, hyphens or dots between digits.
    #[error("\"{0}\" is not a phone number; use digits with single spaces or hyphens, and + only in front")]
    Malformed(String),
    /// Fewer than 2 or more than 15 digits (the longest that ITU-T E.164 allows).
    #[error("\"{0}\" has {1} digits; a number has 2 to 15")]
    Length(String, usize),
    /// A number that no one answers: all digits alike, a run of digits, or a number kept for films.
    #[error("\"{0}\" looks made up")]
    LooksDead(String),
}

impl Number {
    /// The form for a `tel:` or `sms:` link: digits, with a `+` in front where the source has one.
    #[must_use]
    pub fn dialled(&self) -> &str {
        &self.dialled
    }

    /// The spelling to show.
    #[must_use]
    pub fn shown(&self) -> &str {
        &self.shown
    }
}

impl FromStr for Number {
    type Err = BadNumber;

    fn from_str(text: &str) -> Result<Self, BadNumber> {
        let malformed = || BadNumber::Malformed(text.to_owned());
        let (plus, rest) = match text.strip_prefix('+') {
            Some(rest) => ("+", rest),
            None => ("", text),
        };
        let mut digits = String::new();
        let mut separated = true;
        for symbol in rest.chars() {
            match symbol {
                '0'..='9' => {
                    digits.push(symbol);
                    separated = false;
                }
                ' ' | '-' | '.' if !separated => separated = true,
                _ => return Err(malformed()),
            }
        }
        if separated && !digits.is_empty() {
            return Err(malformed());
        }
        if !(2..=15).contains(&digits.len()) {
            return Err(BadNumber::Length(text.to_owned(), digits.len()));
        }
        if looks_dead(&digits) {
            return Err(BadNumber::LooksDead(text.to_owned()));
        }
        Ok(Self { shown: text.to_owned(), dialled: format!("{plus}{digits}") })
    }
}

/// Short codes such as 111 or 999 are real, so only longer numbers are judged.
fn looks_dead(digits: &str) -> bool {
    if digits.len() < 7 {
        return false;
    }
    let alike = digits.bytes().zip(digits.bytes().skip(1)).all(|(a, b)| a == b);
    // 555-0100 to 555-0199 are set aside for films and books in North America.
    let film = digits.len() >= 7 && digits.chars().rev().skip(2).take(5).eq("10555".chars());
    alike || film || digits.contains("1234567") || digits.contains("0000000")
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl From<Number> for String {
    fn from(number: Number) -> Self {
        number.shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_spelling_and_dials_the_digits() {
        let number: Number = "0345 6000 459".parse().unwrap();
        assert_eq!((number.shown(), number.dialled()), ("0345 6000 459", "03456000459"));
        let number: Number = "+32 2 475 44 99".parse().unwrap();
        assert_eq!(number.dialled(), "+3224754499");
        for short in ["112", "999", "988", "17", "116 123", "1-800-843-5678"] {
            assert!(short.parse::<Number>().is_ok(), "{short}");
        }
    }

    #[test]
    fn refuses_malformed_numbers() {
        for bad in [
            "",
            "1-800-THE-LOST",
            "0800  1111",
            "0800 1111 ",
            " 999",
            "0800-",
            "(0)800 1111",
            "12+34",
            "+",
            "９９９",
        ] {
            assert!(bad.parse::<Number>().is_err(), "{bad:?}");
        }
        assert!(matches!("9".parse::<Number>(), Err(BadNumber::Length(..))));
        assert!(matches!("1234 5678 9012 3456".parse::<Number>(), Err(BadNumber::Length(..))));
    }

    #[test]
    fn refuses_numbers_that_look_made_up() {
        for bad in ["0000 0000", "1234567", "202-555-0123", "+1 202 555 0199", "11111111"] {
            assert!(matches!(bad.parse::<Number>(), Err(BadNumber::LooksDead(_))), "{bad}");
        }
        assert!("202-555-0223".parse::<Number>().is_ok());
    }
}
