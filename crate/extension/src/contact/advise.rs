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

    #[test]
    fn a_clock_set_back_does_not_silence() {
        let mut shown = Shown::default();
        shown.settle(Level::Notice, 2, false, NOON);
        shown.leave();
        assert_eq!(shown.settle(Level::Notice, 2, false, NOON - 9 * DAY), Some(Level::Notice));
    }
}
