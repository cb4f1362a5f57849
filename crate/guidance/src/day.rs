//! A calendar day, as written in the data: `2026-11-22`. No clock: "today" is always an argument.

use std::{fmt, str::FromStr};

use serde::Serialize;
use thiserror::Error;

/// A day of the Gregorian calendar. Ordered from early to late.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct Day {
    year: u16,
    month: u8,
    day: u8,
}

/// The text is not a day that exists, written `YYYY-MM-DD`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("\"{0}\" is not a day; write it as 2026-11-22")]
pub struct BadDay(String);

impl Day {
    /// The day with this year, month (1–12) and day of the month (1–31).
    ///
    /// # Errors
    /// [`BadDay`] when the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Result<Self, BadDay> {
        let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
        let longest = match month {
            4 | 6 | 9 | 11 => 30,
            2 if leap => 29,
            2 => 28,
            _ => 31,
        };
        if (1..=12).contains(&month) && (1..=longest).contains(&day) && (1000..=9999).contains(&year) {
            Ok(Self { year, month, day })
        } else {
            Err(BadDay(format!("{year:04}-{month:02}-{day:02}")))
        }
    }

    /// Year, four digits.
    #[must_use]
    pub fn year(self) -> u16 {
        self.year
    }

    /// Month, 1–12.
    #[must_use]
    pub fn month(self) -> u8 {
        self.month
    }

    /// Day of the month, 1–31.
    #[must_use]
    pub fn day(self) -> u8 {
        self.day
    }

    /// Whether more than a year has gone by from this day to `today`. The anniversary itself is not yet over a year.
    #[must_use]
    pub fn is_over_a_year_before(self, today: Self) -> bool {
        (self.year + 1, self.month, self.day) < (today.year, today.month, today.day)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> Self {
        day.to_string()
    }
}

impl FromStr for Day {
    type Err = BadDay;

    fn from_str(text: &str) -> Result<Self, BadDay> {
        let bad = || BadDay(text.to_owned());
        let mut parts = text.split('-');
        let (Some(year), Some(month), Some(day), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(bad());
        };
        if (year.len(), month.len(), day.len()) != (4, 2, 2)
            || !text.bytes().all(|b| b.is_ascii_digit() || b == b'-')
        {
            return Err(bad());
        }
        let year = year.parse().map_err(|_| bad())?;
        let month = month.parse().map_err(|_| bad())?;
        let day = day.parse().map_err(|_| bad())?;
        Self::new(year, month, day).map_err(|_| bad())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn reads_and_writes_itself() {
        for text in ["2026-11-22", "2024-02-29", "2000-02-29"] {
            assert_eq!(day(text).to_string(), text);
        }
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in [
            "2026-13-01",
            "2026-02-29",
            "1900-02-29",
            "2026-2-1",
            "22-11-2026",
            "2026-11-22x",
            "",
            "+026-01-01",
        ] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_year_is_over_the_day_after_the_anniversary() {
        let checked = day("2025-11-22");
        assert!(!checked.is_over_a_year_before(day("2026-11-22")));
        assert!(checked.is_over_a_year_before(day("2026-11-23")));
        assert!(!checked.is_over_a_year_before(day("2025-01-01")), "a check in the future is not old");
    }
}
