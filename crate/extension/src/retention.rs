//! How long a contact that nobody writes with any more is remembered.
//!
//! Pure. Only the memory of contacts ever goes by itself. What a person has saved may be needed after years, so no setting, no
//! policy and no time takes it away: they delete it themselves, in the locker.

use serde::{Deserialize, Serialize};

/// A day, in seconds.
const DAY: u32 = 24 * 60 * 60;

/// Days without contact after which a contact is forgotten, the fewest first.
///
/// There is no "for ever": what is kept of people has an end (GDPR, article 5(1)(e); COPPA, 16 CFR 312.10).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Retention {
    /// A month.
    #[serde(rename = "30")]
    Month,
    /// A quarter of a year.
    #[serde(rename = "90")]
    Quarter,
    /// Half a year.
    #[serde(rename = "180")]
    HalfYear,
    /// A year: a lure can rest for months and come back, and whom the person knows often writes once a year.
    #[default]
    #[serde(rename = "365")]
    Year,
}

impl Retention {
    /// Its number of days, as it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Month => "30",
            Self::Quarter => "90",
            Self::HalfYear => "180",
            Self::Year => "365",
        }
    }

    /// The one that is written so; nothing if none is.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        [Self::Month, Self::Quarter, Self::HalfYear, Self::Year].into_iter().find(|one| one.name() == name)
    }

    /// Whether a contact that was last seen at `last_seen` is forgotten at `now`, both in seconds since 1970. A clock that went
    /// backwards forgets nobody.
    #[must_use]
    pub fn is_over(self, last_seen: u32, now: u32) -> bool {
        let days: u32 = match self {
            Self::Month => 30,
            Self::Quarter => 90,
            Self::HalfYear => 180,
            Self::Year => 365,
        };
        now.saturating_sub(last_seen) > days * DAY
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const NOW: u32 = 1_800_000_000;

    #[test]
    fn a_contact_is_forgotten_a_day_too_late_rather_than_too_early() {
        for (retention, days) in [(Retention::Month, 30), (Retention::Year, 365)] {
            assert!(!retention.is_over(NOW - days * DAY, NOW));
            assert!(retention.is_over(NOW - (days + 1) * DAY, NOW));
        }
    }

    #[test]
    fn a_clock_that_went_backwards_forgets_nobody() {
        assert!(!Retention::Month.is_over(NOW, NOW - 400 * DAY));
    }

    #[test]
    fn what_is_written_comes_back_and_nothing_else_does() {
        for one in [Retention::Month, Retention::Quarter, Retention::HalfYear, Retention::Year] {
            assert_eq!(json!(one), one.name());
            assert_eq!(Retention::named(one.name()), Some(one));
        }
        assert!(["", "0", "31", "for ever"].into_iter().all(|name| Retention::named(name).is_none()));
    }
}
