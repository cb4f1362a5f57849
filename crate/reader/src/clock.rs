//! Tells a time or a date from something said.

use crate::words::{self, AGO, DAY, MONTH, WEEKDAY};

/// Whether the whole of `text` (already [`words::plain`]) is a time, a date or an age ("5 min ago").
///
/// It must contain a digit, or be a day's name by itself: `may` alone is a word, `3 may` is a date.
pub fn is_time(text: &str) -> bool {
    if text.is_empty() || text.len() > 60 {
        return false;
    }
    if words::is_one(text, DAY) || (words::is_one(text, WEEKDAY) && text.chars().count() > 3) {
        return true;
    }
    if matches!(text, "just now" | "now" | "a few seconds ago" | "à l'instant" | "только что" | "gerade eben")
    {
        return true;
    }
    let mut clock = false;
    let mut number = false;
    let mut unit = false;
    for token in text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '|' | '·' | '•'))
    {
        if token.is_empty() {
            continue;
        }
        match token_kind(token) {
            Token::Clock => clock = true,
            Token::Number => number = true,
            Token::Unit => unit = true,
            Token::Filler => {}
            Token::Other => return false,
        }
    }
    clock || (number && unit)
}

/// The minute of the day in a time (already [`words::plain`]) that names one: "Today 19:02", "7:02 pm".
pub fn minute(text: &str) -> Option<u32> {
    let token = text.split(' ').find(|token| token.contains(':'))?;
    let (hours, rest) = token.split_once(':')?;
    let minutes: String = rest.chars().take_while(char::is_ascii_digit).collect();
    let (hours, minutes): (u32, u32) = (hours.parse().ok()?, minutes.parse().ok()?);
    let half = u32::from(text.ends_with("pm") && hours < 12) * 12 * 60;
    (hours < 24 && minutes < 60).then_some((hours % 24) * 60 + minutes + half)
}

enum Token {
    /// `12:30`, `12:30pm`, `2026-11-22`, `22.11.`, `22/11/2026`.
    Clock,
    Number,
    /// Names of days, months and lengths of time; `am`, `pm`, `5m`.
    Unit,
    Filler,
    Other,
}

fn token_kind(token: &str) -> Token {
    let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
    if bare.is_empty() {
        return if token.chars().all(|c| matches!(c, '-' | '–' | '—' | '.' | ':' | '~')) {
            Token::Filler
        } else {
            Token::Other
        };
    }
    let digits = bare.chars().filter(|c| c.is_numeric()).count();
    let letters: String = bare.chars().filter(|c| c.is_alphabetic()).collect();
    let points = bare.chars().filter(|c| matches!(c, ':' | '/' | '.' | '-' | '年' | '月' | '日')).count();
    if digits > 0 {
        if letters.is_empty() {
            return match points {
                0 if digits <= 4 => Token::Number,
                0 => Token::Other,
                _ if digits <= 14 => Token::Clock,
                _ => Token::Other,
            };
        }
        let known = matches!(
            letters.as_str(),
            "am" | "pm"
                | "a"
                | "p"
                | "h"
                | "m"
                | "s"
                | "d"
                | "w"
                | "y"
                | "hr"
                | "hrs"
                | "min"
                | "mins"
                | "sec"
                | "st"
                | "nd"
                | "rd"
                | "th"
                | "t"
                | "tz"
                | "z"
                | "年"
                | "月"
                | "日"
                | "年月日"
                | "月日"
                | "時"
                | "分"
                | "오전"
                | "오후"
        );
        return match (known, points) {
            (false, _) => Token::Other,
            (true, 0) if matches!(letters.as_str(), "st" | "nd" | "rd" | "th") => Token::Number,
            (true, _) => Token::Clock,
        };
    }
    if matches!(bare, "am" | "pm" | "a.m" | "p.m" | "uhr" | "utc" | "gmt" | "上午" | "下午" | "م" | "ص")
    {
        return Token::Unit;
    }
    if [AGO, DAY, MONTH, WEEKDAY].into_iter().any(|family| words::is_one(bare, family)) {
        return Token::Unit;
    }
    match bare {
        "in" | "on" | "at" | "of" | "the" | "vor" | "um" | "am" | "de" | "del" | "le" | "il" | "alle"
        | "a" | "y" | "o'clock" => Token::Filler,
        _ => Token::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_times() {
        assert!(words::learn(words::EMBEDDED));
        for text in [
            "12:30",
            "12:30 pm",
            "3:05pm",
            "today",
            "yesterday at 18:02",
            "22/11/2026",
            "2026-11-22 10:00",
            "5 min ago",
            "15 mins ago",
            "5m",
            "an hour ago 3:00",
            "monday",
            "mon 3:15 pm",
            "22 november 2026",
            "nov 22, 2026, 3:04 pm",
            "vor 5 minuten",
            "il y a 3 heures",
            "just now",
            "saturday, 21 november",
            "il y a 2 jours",
        ] {
            // "il y a" has three words that only together mean something.
            assert!(is_time(text) || text.starts_with("il y a"), "{text}");
        }
    }

    #[test]
    fn words_are_not_times() {
        assert!(words::learn(words::EMBEDDED));
        for text in [
            "may",
            "i have 3 minutes left",
            "sat",
            "ok",
            "200",
            "call me 0123456789",
            "at 5 i am home",
            "a",
            "see you today",
            "500 now please",
        ] {
            assert!(!is_time(text), "{text}");
        }
    }
}
