//! Times by which something is demanded: "in 10 minutes", "you have 2 hours", "by 6pm", "before midnight".

use super::token::Word;
use crate::{Found, What};

/// Units of time and how they are written in a finding.
const UNITS: [(&str, &str); 22] = [
    ("second", "second"),
    ("seconds", "second"),
    ("sec", "second"),
    ("secs", "second"),
    ("s", "second"),
    ("minute", "minute"),
    ("minutes", "minute"),
    ("min", "minute"),
    ("mins", "minute"),
    ("m", "minute"),
    ("hour", "hour"),
    ("hours", "hour"),
    ("hr", "hour"),
    ("hrs", "hour"),
    ("h", "hour"),
    ("day", "day"),
    ("days", "day"),
    ("week", "week"),
    ("weeks", "week"),
    ("minuten", "minute"),
    ("minutos", "minute"),
    ("horas", "hour"),
];

/// Numbers that people write out.
const NUMBERS: [(&str, &str); 16] = [
    ("a", "1"),
    ("an", "1"),
    ("one", "1"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("eight", "8"),
    ("ten", "10"),
    ("twelve", "12"),
    ("fifteen", "15"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("sixty", "60"),
    ("half", "0.5"),
];

/// Words in front that make a span of time a deadline.
const BEFORE: [&str; 8] = ["in", "within", "have", "got", "gave", "give", "only", "next"];

/// Words behind that make it one: "10 minutes left", "24 hours to pay".
const BEHIND: [&str; 7] = ["left", "remaining", "or", "to", "max", "until", "otherwise"];

/// Words that make it none: what was, how long something took or takes.
const NOT: [&str; 19] = [
    "ago", "away", "back", "earlier", "later", "long", "old", "walk", "drive", "every", "per", "late",
    "lasted", "took", "takes", "for", "after", "since", "past",
];

/// Points in time behind "by", "before" and "until".
const POINTS: [&str; 17] = [
    "midnight",
    "noon",
    "tonight",
    "tomorrow",
    "today",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "morning",
    "evening",
    "lunchtime",
    "bedtime",
    "weekend",
];

/// Every deadline.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Found> {
    let small: Vec<String> = words.iter().map(Word::small).collect();
    let at = |index: usize| small.get(index).map_or("", String::as_str);
    let mut found = Vec::new();
    let mut skip = 0;
    for (index, word) in words.iter().enumerate() {
        if index < skip {
            continue;
        }
        let hit = span_of_time(&at, index)
            .filter(|(taken, _)| is_demanded(words, &at, index, index + taken - 1))
            .or_else(|| point_in_time(&at, index));
        if let Some((taken, value)) = hit {
            let end = words.get(index + taken - 1).map_or(word.span.1, |last| last.span.1);
            found.push(Found::new(What::Deadline, value, (word.span.0, end)));
            skip = index + taken;
        }
    }
    found
}

/// "10 minutes", "10min", "half an hour": how many words, and the span.
fn span_of_time<'a>(at: &impl Fn(usize) -> &'a str, index: usize) -> Option<(usize, String)> {
    let unit = |word: &str| UNITS.iter().find(|(known, _)| *known == word).map(|(_, unit)| *unit);
    let first = at(index);
    // Glued: "10min", "24h", "30mins".
    let digits = first.find(|c: char| !c.is_ascii_digit()).unwrap_or(first.len());
    if let Some((number, name)) = first.split_at_checked(digits)
        && (1..=4).contains(&number.len())
        && let Some(unit) = unit(name)
    {
        return Some((1, format!("{number} {unit}")));
    }
    let number = number(first)?;
    if first == "half" && matches!(at(index + 1), "a" | "an") {
        return Some((3, format!("{number} {}", unit(at(index + 2))?)));
    }
    // A bare letter is a unit only when it is glued to its number.
    let name = Some(at(index + 1)).filter(|name| name.len() > 1)?;
    Some((2, format!("{number} {}", unit(name)?)))
}

fn number(word: &str) -> Option<String> {
    if (1..=4).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_digit()) {
        return Some(word.to_owned());
    }
    NUMBERS.iter().find(|(known, _)| *known == word).map(|(_, number)| (*number).to_owned())
}

/// Whether the words around the span make it a demand.
fn is_demanded<'a>(words: &[Word<'_>], at: &impl Fn(usize) -> &'a str, first: usize, last: usize) -> bool {
    let before: Vec<&str> = (1..=2).filter_map(|back| first.checked_sub(back)).map(at).collect();
    let ends = words.get(last).is_some_and(|word| word.ends);
    let behind = if ends { "" } else { at(last + 1) };
    let none = NOT.contains(&behind) || before.first().is_some_and(|word| NOT.contains(word));
    !none
        && (BEHIND.contains(&behind)
            || before.iter().enumerate().any(|(n, word)| {
                BEFORE.contains(word)
                    && (n == 0
                        || matches!(
                            before.first(),
                            Some(
                                &("the"
                                    | "only"
                                    | "you"
                                    | "u"
                                    | "just"
                                    | "about"
                                    | "him"
                                    | "her"
                                    | "me"
                                    | "them"
                                    | "us")
                            )
                        ))
            }))
}

/// "by 6pm", "before midnight", "until friday": how many words, and the point.
fn point_in_time<'a>(at: &impl Fn(usize) -> &'a str, index: usize) -> Option<(usize, String)> {
    if !matches!(at(index), "by" | "before" | "until" | "till" | "til") {
        return None;
    }
    let skipped = usize::from(matches!(at(index + 1), "the" | "this" | "next" | "end"));
    let point = at(index + 1 + skipped);
    if POINTS.contains(&point) {
        return Some((2 + skipped, point.to_owned()));
    }
    clock(point, at(index + 2)).map(|(taken, value)| (1 + taken, value))
}

/// "6pm", "6 pm", "18:00", "6:30pm".
fn clock(word: &str, next: &str) -> Option<(usize, String)> {
    let half = |text: &str| matches!(text, "am" | "pm" | "a.m" | "p.m");
    let time = |text: &str| {
        let (hour, minute) = text.split_once([':', '.']).unwrap_or((text, "00"));
        let hour: u8 = hour.parse().ok()?;
        let minute: u8 = (minute.len() == 2).then(|| minute.parse().ok()).flatten()?;
        (hour < 24 && minute < 60).then_some(())
    };
    let front = word.strip_suffix("am").or_else(|| word.strip_suffix("pm"));
    match front {
        Some(front) if time(front).is_some() => Some((1, word.to_owned())),
        _ if half(next) && time(word).is_some() => Some((2, format!("{word} {next}"))),
        _ if word.contains(':') && time(word).is_some() => Some((1, word.to_owned())),
        _ => None,
    }
}
