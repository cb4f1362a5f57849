//! When a line is open, read from a short notation: `24/7`, `daily 09:00-23:00`, `mon-fri 10:00-16:00`, several spans
//! joined with `; `. Times are the country's own.

use std::{fmt, str::FromStr};

use serde::Serialize;
use thiserror::Error;

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// All seven, from Monday.
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// The three letters used in the data and in the keys of words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }

    fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|day| day.key() == text)
    }
}

/// One stretch of opening hours on one run of days.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Span {
    /// First and last day (equal for a single day).
    pub days: (Weekday, Weekday),
    /// Opening time, `HH:MM`, in the country's own time.
    pub from: String,
    /// Closing time, `HH:MM`; `24:00` is midnight. Earlier than `from` when it closes after midnight.
    pub to: String,
}

/// When a line is open.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub enum Hours {
    /// Day and night, every day.
    Always,
    /// At certain hours only.
    At(Vec<Span>),
}

/// The text is not opening hours in our notation.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error(
    "\"{0}\" is not opening hours; write 24/7, daily 09:00-23:00 or mon-fri 10:00-16:00; sat 10:00-14:00"
)]
pub struct BadHours(String);

impl FromStr for Hours {
    type Err = BadHours;

    fn from_str(text: &str) -> Result<Self, BadHours> {
        if text == "24/7" {
            return Ok(Self::Always);
        }
        let spans: Option<Vec<Span>> = text.split("; ").map(read_span).collect();
        spans.map(Self::At).ok_or_else(|| BadHours(text.to_owned()))
    }
}

fn read_span(text: &str) -> Option<Span> {
    let (days, times) = text.split_once(' ')?;
    let days = match days.split_once('-') {
        _ if days == "daily" => (Weekday::Mon, Weekday::Sun),
        Some((first, last)) => (Weekday::read(first)?, Weekday::read(last)?),
        None => (Weekday::read(days)?, Weekday::read(days)?),
    };
    let (from, to) = times.split_once('-')?;
    (is_time(from) && is_time(to) && from != to && days.0 <= days.1).then(|| Span {
        days,
        from: from.to_owned(),
        to: to.to_owned(),
    })
}

fn is_time(text: &str) -> bool {
    let Some((hour, minute)) = text.split_once(':') else { return false };
    let number = |part: &str| (part.len() == 2).then(|| part.parse::<u8>().ok()).flatten();
    match (number(hour), number(minute)) {
        (Some(24), Some(0)) => true,
        (Some(hour), Some(minute)) => hour < 24 && minute < 60,
        _ => false,
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Always => f.write_str("24/7"),
            Self::At(spans) => {
                for (n, span) in spans.iter().enumerate() {
                    let between = if n == 0 { "" } else { "; " };
                    let (first, last) = span.days;
                    let days = match (first, last) {
                        (Weekday::Mon, Weekday::Sun) => "daily".to_owned(),
                        _ if first == last => first.key().to_owned(),
                        _ => format!("{}-{}", first.key(), last.key()),
                    };
                    write!(f, "{between}{days} {}-{}", span.from, span.to)?;
                }
                Ok(())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_itself() {
        for text in [
            "24/7",
            "daily 09:00-23:00",
            "mon-fri 10:00-16:00",
            "mon-fri 08:00-20:00; sat-sun 09:00-17:00",
            "wed 14:00-24:00",
            "fri 18:00-02:00",
        ] {
            assert_eq!(text.parse::<Hours>().map(|hours| hours.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn refuses_what_is_no_hours() {
        for text in [
            "",
            "always",
            "9-5",
            "mon-fri 9:00-17:00",
            "fri-mon 09:00-17:00",
            "daily 25:00-26:00",
            "daily 09:00-09:00",
            "daily 24:30-25:00",
            "mon-fri",
            "mon-fri 10:00-16:00;sat 10:00-14:00",
        ] {
            assert!(text.parse::<Hours>().is_err(), "{text:?}");
        }
    }
}
