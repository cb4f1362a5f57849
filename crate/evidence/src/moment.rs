//! The time of a capture: what the device's clock said, in which zone, and whether the clock moved.

use serde::{Deserialize, Serialize};

/// A reading of the device's clocks. The caller takes it; this crate has no clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moment {
    /// Milliseconds since 1970-01-01T00:00:00Z (`Date.now()`).
    pub utc_ms: i64,
    /// What local time adds to UTC, in minutes, east positive (`-new Date().getTimezoneOffset()`).
    pub offset_minutes: i32,
    /// IANA name of the zone (`Intl.DateTimeFormat().resolvedOptions().timeZone`).
    pub zone: String,
    /// Which run of the browser `monotonic_ms` belongs to: random per start, empty if not known.
    pub run: String,
    /// Milliseconds of a clock that never goes back, within one `run` (`performance.timeOrigin` fixed at the first
    /// reading, plus `performance.now()`).
    pub monotonic_ms: u64,
}

/// How far the two clocks may drift apart before we call it a jump. Sleep and coarse timers stay below it.
const DRIFT_MS: i64 = 120_000;

/// Farthest offset of any zone ever used, with room: 24 hours.
const MOST_OFFSET: i32 = 24 * 60;

impl Moment {
    /// Local hours and minutes, for a sentence: `14:03`.
    pub fn hours_minutes(&self) -> String {
        let minutes = self.local_ms().div_euclid(60_000).rem_euclid(24 * 60);
        format!("{:02}:{:02}", minutes / 60, minutes % 60)
    }

    /// UTC to the millisecond: `2026-11-22T14:03:00.123Z`.
    pub fn utc(&self) -> String {
        format!("{}Z", civil(self.utc_ms))
    }

    /// Local time with its offset: `2026-11-22T15:03:00.123+01:00`.
    pub fn local(&self) -> String {
        let offset = self.offset();
        let sign = if offset < 0 { '-' } else { '+' };
        let (hours, minutes) = (offset.abs() / 60, offset.abs() % 60);
        format!("{}{sign}{hours:02}:{minutes:02}", civil(self.local_ms()))
    }

    fn offset(&self) -> i32 {
        self.offset_minutes.clamp(-MOST_OFFSET, MOST_OFFSET)
    }

    fn local_ms(&self) -> i64 {
        self.utc_ms.saturating_add(i64::from(self.offset()) * 60_000)
    }

    /// Whether the clock was set between `earlier` and now, as far as the device can tell.
    pub fn jump_since(&self, earlier: &Self) -> ClockJump {
        let wall = self.utc_ms.saturating_sub(earlier.utc_ms);
        if wall < 0 {
            return ClockJump::Back;
        }
        if self.run.is_empty() || self.run != earlier.run {
            return ClockJump::NotKnown;
        }
        let steady =
            i64::try_from(self.monotonic_ms.saturating_sub(earlier.monotonic_ms)).unwrap_or(i64::MAX);
        // The steady clock stops while some systems sleep, so only a wall clock that lags behind it, or both in
        // disagreement with it going backwards, can be told from sleep: a leap ahead stays "not known".
        match wall.saturating_sub(steady) {
            difference if difference < -DRIFT_MS => ClockJump::Back,
            difference if difference > DRIFT_MS => ClockJump::AheadOrAsleep,
            _ => ClockJump::None,
        }
    }
}

/// What two readings of the clocks say about the clock having been set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ClockJump {
    /// There is no earlier reading.
    First,
    /// Both clocks went on together.
    None,
    /// The wall clock went back, or lost time.
    Back,
    /// The wall clock gained time; the device may also have slept.
    AheadOrAsleep,
    /// The browser was started anew since; the wall clock did not go back.
    NotKnown,
}

/// When a record was made, as it stands in the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct When {
    /// UTC, by the device's clock.
    pub utc: String,
    /// Local time with its offset.
    pub local: String,
    /// IANA name of the zone.
    pub zone: String,
    /// Which run of the browser the steady clock belongs to.
    pub run: String,
    /// The steady clock, milliseconds.
    pub monotonic_ms: u64,
    /// Whether the clock was set since the line before in the log.
    pub clock_jump: ClockJump,
}

/// Date and time of day of a number of milliseconds since 1970, in the proleptic Gregorian calendar.
///
/// Days to civil date after H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`.
fn civil(ms: i64) -> String {
    let (days, of_day) = (ms.div_euclid(86_400_000), ms.rem_euclid(86_400_000));
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second, milli) =
        (of_day / 3_600_000, of_day / 60_000 % 60, of_day / 1_000 % 60, of_day % 1_000);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(utc_ms: i64, monotonic_ms: u64, run: &str) -> Moment {
        Moment { utc_ms, offset_minutes: 60, zone: "Europe/Berlin".into(), run: run.into(), monotonic_ms }
    }

    #[test]
    fn dates_of_the_calendar() {
        for (ms, date) in [
            (0, "1970-01-01T00:00:00.000"),
            (951_782_400_000, "2000-02-29T00:00:00.000"),
            (1_795_356_180_123, "2026-11-22T14:03:00.123"),
            (-1, "1969-12-31T23:59:59.999"),
            (4_107_542_400_000, "2100-03-01T00:00:00.000"),
        ] {
            assert_eq!(civil(ms), date);
        }
    }

    #[test]
    fn local_time_and_offset() {
        let mut moment = at(1_795_356_180_123, 0, "a");
        assert_eq!(moment.utc(), "2026-11-22T14:03:00.123Z");
        assert_eq!(moment.local(), "2026-11-22T15:03:00.123+01:00");
        assert_eq!(moment.hours_minutes(), "15:03");
        moment.offset_minutes = -210;
        assert_eq!(moment.local(), "2026-11-22T10:33:00.123-03:30");
        moment.utc_ms = i64::MAX;
        moment.offset_minutes = i32::MAX;
        let _ = (moment.utc(), moment.local(), moment.hours_minutes());
    }

    #[test]
    fn a_clock_that_was_set() {
        let first = at(1_000_000, 5_000, "a");
        assert_eq!(at(1_060_000, 65_000, "a").jump_since(&first), ClockJump::None);
        assert_eq!(at(999_999, 65_000, "a").jump_since(&first), ClockJump::Back);
        assert_eq!(at(1_000_001, 605_000, "a").jump_since(&first), ClockJump::Back);
        assert_eq!(at(9_000_000, 65_000, "a").jump_since(&first), ClockJump::AheadOrAsleep);
        assert_eq!(at(9_000_000, 65_000, "b").jump_since(&first), ClockJump::NotKnown);
    }
}
