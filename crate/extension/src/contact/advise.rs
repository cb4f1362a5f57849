//! Few, true warnings: whether a level that was reached is also shown.
//!
//! Attention falls after the second warning (research: Anderson et al. 2015), so a contact gets at most one notice a
//! day and every dismissal raises the bar. A threat is never held back. Someone the person knows is left alone, but a
//! threat is a threat from anyone.

use breakwater_lure::Level;
use serde::{Deserialize, Serialize};

/// A day, in seconds.
const DAY: u32 = 24 * 60 * 60;
/// How many more different signals a dismissed warning needs for each dismissal before it speaks again.
const MORE_SIGNALS: u32 = 2;

/// What was shown of a contact, and what the person made of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Shown {
    /// The panel that stands on the page, if one does.
    open: Option<Level>,
    /// When the last notice was first shown, in seconds since 1970.
    notice_at: u32,
    /// How often a panel was closed.
    dismissals: u32,
    /// The strongest level that was closed.
    dismissed: Level,
    /// How many different signals had been seen then.
    dismissed_with: u32,
}

impl Shown {
    /// Decides what stands on the page now.
    ///
    /// `signals` counts the different signals seen so far, `known` is the person's own word, `now` is in seconds
    /// since 1970.
    pub fn settle(&mut self, level: Level, signals: u32, known: bool, now: u32) -> Option<Level> {
        let allowed = match level {
            Level::Calm => false,
            Level::Notice if known => false,
            Level::Warning if known => false,
            Level::Notice => self.notice_is_due(signals, now),
            Level::Warning => self.dismissed < Level::Warning || signals >= self.bar(),
            Level::Threat => self.dismissed < Level::Threat || signals > self.dismissed_with,
        };
        if !allowed {
            self.open = None;
            return None;
        }
        if level == Level::Notice && self.open != Some(Level::Notice) {
            self.notice_at = now;
        }
        self.open = Some(level);
        self.open
    }

    /// The person closed the panel while `signals` different signals had been seen.
    pub fn dismiss(&mut self, signals: u32) {
        if let Some(open) = self.open.take() {
            self.dismissals = self.dismissals.saturating_add(1);
            self.dismissed = self.dismissed.max(open);
            self.dismissed_with = signals;
        }
    }

    /// The page was left: what stood on it is gone, and opening the chat again shows a notice only on another day.
    pub fn leave(&mut self) {
        self.open = None;
    }

    /// How many different signals are needed after what was dismissed.
    fn bar(&self) -> u32 {
        self.dismissed_with.saturating_add(self.dismissals.saturating_mul(MORE_SIGNALS))
    }

    fn notice_is_due(&self, signals: u32, now: u32) -> bool {
        if self.open == Some(Level::Notice) {
            return true;
        }
        // A clock that went backwards counts as "a day has passed": one notice too many beats none at all.
        let a_day_on = self.notice_at == 0 || now < self.notice_at || now - self.notice_at >= DAY;
        a_day_on && (self.dismissals == 0 || signals >= self.bar())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: u32 = 1_800_000_000;

    #[test]
    fn a_notice_stays_until_it_is_closed_and_comes_once_a_day() {
        let mut shown = Shown::default();
        assert_eq!(shown.settle(Level::Notice, 2, false, NOON), Some(Level::Notice));
        assert_eq!(shown.settle(Level::Notice, 2, false, NOON + 60), Some(Level::Notice));
        shown.leave();
        assert_eq!(shown.settle(Level::Notice, 3, false, NOON + 120), None);
        assert_eq!(shown.settle(Level::Notice, 3, false, NOON + DAY), Some(Level::Notice));
    }

    #[test]
    fn closing_raises_the_bar() {
        let mut shown = Shown::default();
        shown.settle(Level::Notice, 2, false, NOON);
        shown.dismiss(2);
        assert_eq!(shown.settle(Level::Notice, 3, false, NOON + 2 * DAY), None);
        assert_eq!(shown.settle(Level::Notice, 4, false, NOON + 2 * DAY), Some(Level::Notice));
        shown.dismiss(4);
        assert_eq!(shown.settle(Level::Notice, 7, false, NOON + 9 * DAY), None);
    }

    #[test]
    fn a_closed_notice_does_not_hold_back_a_warning() {
        let mut shown = Shown::default();
        shown.settle(Level::Notice, 2, false, NOON);
        shown.dismiss(2);
        assert_eq!(shown.settle(Level::Warning, 3, false, NOON + 1), Some(Level::Warning));
        shown.dismiss(3);
        assert_eq!(shown.settle(Level::Warning, 4, false, NOON + 2), None);
        assert_eq!(shown.settle(Level::Warning, 7, false, NOON + 3), Some(Level::Warning));
    }

    #[test]
    fn a_threat_comes_back_with_every_new_signal() {
        let mut shown = Shown::default();
        assert_eq!(shown.settle(Level::Threat, 4, false, NOON), Some(Level::Threat));
        shown.dismiss(4);
        assert_eq!(shown.settle(Level::Threat, 4, false, NOON + 1), None);
        assert_eq!(shown.settle(Level::Threat, 5, false, NOON + 2), Some(Level::Threat));
    }

    #[test]
    fn someone_known_is_left_alone_but_a_threat_is_a_threat() {
        let mut shown = Shown::default();
        assert_eq!(shown.settle(Level::Warning, 5, true, NOON), None);
        assert_eq!(shown.settle(Level::Threat, 6, true, NOON), Some(Level::Threat));
    }

    /// Looks at a chat every hour for `days`, leaves it after each look, and gives the hours at which something came
    /// that had not stood there before. `at` says what was seen by an hour and whether what stands there is closed.
    fn simulate(days: u32, at: impl Fn(u32) -> (Level, u32, bool)) -> Vec<(u32, Level)> {
        let mut shown = Shown::default();
        let mut came = Vec::new();
        for hour in 0..days * 24 {
            let (level, signals, close) = at(hour);
            if let Some(level) = shown.settle(level, signals, false, NOON + hour * 3600) {
                came.push((hour, level));
            }
            if close {
                shown.dismiss(signals);
            }
            shown.leave();
        }
        came
    }

    #[test]
    fn thirty_days_of_a_notice_are_at_most_one_a_day() {
        // A new signal every five hours, the chat opened anew every hour, never closed with a word.
        let came = simulate(30, |hour| (Level::Notice, 2 + hour / 5, false));
        assert_eq!(came.len(), 30);
        assert!(came.windows(2).all(|two| two[1].0 - two[0].0 >= 24), "{came:?}");
    }

    #[test]
    fn thirty_days_of_closing_make_it_rarer_every_time() {
        let came = simulate(30, |hour| (Level::Notice, 2 + hour / 24, true));
        let waits: Vec<u32> = came.windows(2).map(|two| two[1].0 - two[0].0).collect();
        assert!(waits.len() >= 3, "{came:?}");
        assert!(
            waits.windows(2).all(|two| two[0] < two[1]),
            "each one waits for more than the one before: {waits:?}"
        );
    }

    #[test]
    fn thirty_days_of_the_same_closed_warning_are_one() {
        assert_eq!(simulate(30, |_| (Level::Warning, 4, true)), [(0, Level::Warning)]);
    }

    #[test]
    fn thirty_days_of_threats_are_never_held_back() {
        // Something new every hour, closed every time, after a week of notices that were closed as well.
        let came = simulate(30, |hour| match hour {
            0..168 => (Level::Notice, 2, true),
            _ => (Level::Threat, hour, true),
        });
        let threats = came.iter().filter(|(_, level)| *level == Level::Threat).count();
        assert_eq!(threats, 23 * 24);
    }

    #[test]
    fn a_threat_that_was_not_closed_comes_back_with_every_look() {
        assert_eq!(simulate(2, |_| (Level::Threat, 5, false)).len(), 48);
    }

    #[test]
    fn a_clock_set_back_does_not_silence() {
        let mut shown = Shown::default();
        shown.settle(Level::Notice, 2, false, NOON);
        shown.leave();
        assert_eq!(shown.settle(Level::Notice, 2, false, NOON - 9 * DAY), Some(Level::Notice));
    }
}
