//! Which rows of a page are new.
//!
//! A page shows a window on a conversation: rows arrive at the end, old ones load at the top, a virtualised list
//! drops both. We keep no text, only a short keyed mark for each of the last rows that were judged, and lay the marks
//! over what the page shows now.

use serde::{Deserialize, Serialize};

/// How many marks are kept for a contact: 64 × 8 bytes.
const KEPT: usize = 64;
/// Share of overlapping rows that must agree; an edited or withdrawn message must not look like a new conversation.
const AGREEMENT: (usize, usize) = (4, 5);

/// The mark of a judged row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Keyed hash of kind and text. Without the side, which may become clearer later.
    pub hash: u32,
    /// Seconds since 1970 at which we saw it arrive; 0 for history that was there before us.
    pub at: u32,
}

/// The rows that were judged.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judged {
    last: Vec<Mark>,
    total: u32,
}

/// What to do with the rows of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing that was not judged before.
    Nothing,
    /// Judge the rows from this index on, on top of what was judged.
    Append(usize),
    /// The page shows all that was ever judged: judge it afresh, so that sides that have become clear count.
    Replay,
}

impl Judged {
    /// Compares what the page shows (`rows`: one hash each, top to bottom) with what was judged.
    ///
    /// `at_end`: whether the page shows the end of the conversation. Rows that cannot be placed are new only there;
    /// further up they are history that the person scrolled to.
    #[must_use]
    pub fn step(&self, rows: &[u32], at_end: bool) -> Step {
        if rows.is_empty() {
            return Step::Nothing;
        }
        if self.last.is_empty() {
            return Step::Replay;
        }
        let Some(offset) = self.place(rows) else {
            return if at_end { Step::Append(0) } else { Step::Nothing };
        };
        let end = usize::try_from(offset + signed(self.last.len())).unwrap_or(0);
        let everything_is_shown = offset >= 0 && self.last.len() == self.total as usize && end <= rows.len();
        if everything_is_shown {
            Step::Replay
        } else if end < rows.len() {
            Step::Append(end)
        } else {
            Step::Nothing
        }
    }

    /// Where the first kept mark stands among `rows`; negative if it has scrolled out at the top.
    fn place(&self, rows: &[u32]) -> Option<isize> {
        let mut best: Option<(isize, isize)> = None;
        for offset in 1 - signed(self.last.len())..signed(rows.len()) {
            let pairs = self.last.iter().enumerate().filter_map(|(index, mark)| {
                let row = usize::try_from(offset + signed(index)).ok()?;
                Some(rows.get(row)? == &mark.hash)
            });
            let (same, all) = pairs.fold((0, 0), |(same, all), equal| (same + usize::from(equal), all + 1));
            let agree = same > 0 && same * AGREEMENT.1 >= all * AGREEMENT.0;
            let score = 2 * signed(same) - signed(all);
            // On a tie the later place wins: "ok" said twice is the newer "ok".
            if agree && best.is_none_or(|(most, _)| score >= most) {
                best = Some((score, offset));
            }
        }
        best.map(|(_, offset)| offset)
    }

    /// How many rows were judged since the last replay.
    #[must_use]
    pub fn total(&self) -> u32 {
        self.total
    }

    /// Whether `rows` end where the judged ones end.
    #[must_use]
    pub fn ends_with(&self, rows: &[u32]) -> bool {
        self.last.iter().rev().zip(rows.iter().rev()).all(|(mark, row)| mark.hash == *row)
    }

    /// Notes that the rows from `from` on were judged. `at` is when they arrived, 0 for history.
    pub fn append(&mut self, rows: &[u32], from: usize, at: u32) {
        let new = rows.iter().skip(from).map(|&hash| Mark { hash, at });
        self.last.extend(new);
        self.total =
            self.total.saturating_add(u32::try_from(rows.len().saturating_sub(from)).unwrap_or(u32::MAX));
        let surplus = self.last.len().saturating_sub(KEPT);
        self.last.drain(..surplus);
    }

    /// Starts afresh with all `rows`, keeping the arrival of those that were known. Gives back each row's arrival.
    pub fn replay(&mut self, rows: &[u32], at: u32) -> Vec<u32> {
        let placed = self.place(rows).unwrap_or(0);
        let first_time = self.last.is_empty();
        let arrivals: Vec<u32> = (0..rows.len())
            .map(|row| {
                let known = usize::try_from(signed(row) - placed).ok().and_then(|index| self.last.get(index));
                match known {
                    Some(mark) => mark.at,
                    // Above what was known, or all of it at the first look: history.
                    None if first_time || signed(row) < placed => 0,
                    None => at,
                }
            })
            .collect();
        let marks = rows.iter().zip(&arrivals).map(|(&hash, &at)| Mark { hash, at });
        self.last = marks.skip(rows.len().saturating_sub(KEPT)).collect();
        self.total = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        arrivals
    }
}

/// A length as a signed number; no page has 2^63 rows.
fn signed(length: usize) -> isize {
    isize::try_from(length).unwrap_or(isize::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(rows: &[u32]) -> Judged {
        let mut judged = Judged::default();
        judged.replay(rows, 100);
        judged
    }

    #[test]
    fn the_first_look_judges_everything_as_history() {
        let mut judged = Judged::default();
        assert_eq!(judged.step(&[1, 2], true), Step::Replay);
        assert_eq!(judged.replay(&[1, 2], 100), [0, 0]);
        assert_eq!(judged.replay(&[1, 2, 3], 160), [0, 0, 160]);
    }

    #[test]
    fn the_same_page_again_is_replayed_to_the_same_end() {
        let mut twice = judged(&[1, 2, 3]);
        assert_eq!(twice.step(&[1, 2, 3], true), Step::Replay);
        twice.replay(&[1, 2, 3], 999);
        assert_eq!(twice, judged(&[1, 2, 3]));
    }

    #[test]
    fn a_long_conversation_is_appended_to() {
        let rows: Vec<u32> = (0..200).collect();
        let mut judged = judged(&rows);
        assert_eq!(judged.step(&rows, true), Step::Nothing);
        let more: Vec<u32> = (150..203).collect();
        assert_eq!(judged.step(&more, true), Step::Append(50));
        judged.append(&more, 50, 100);
        assert_eq!(judged.step(&more, true), Step::Nothing);
        assert_eq!(judged.total, 203);
    }

    #[test]
    fn scrolling_up_judges_nothing() {
        let rows: Vec<u32> = (100..300).collect();
        let judged = judged(&rows);
        assert_eq!(judged.step(&(0..50).collect::<Vec<_>>(), false), Step::Nothing);
    }

    #[test]
    fn a_withdrawn_message_is_not_a_new_conversation() {
        let rows: Vec<u32> = (0..100).collect();
        let judged = judged(&rows);
        let mut edited: Vec<u32> = (40..102).collect();
        edited[10] = 9999;
        assert_eq!(judged.step(&edited, true), Step::Append(60));
    }

    #[test]
    fn after_a_jump_to_the_end_the_rows_are_new() {
        let judged = judged(&(0..200).collect::<Vec<_>>());
        assert_eq!(judged.step(&[900, 901], true), Step::Append(0));
    }

    #[test]
    fn the_same_word_again_is_new() {
        let mut judged = judged(&(0..100).map(|_| 7).collect::<Vec<_>>());
        let rows = vec![7; 101];
        // Nothing tells which of a hundred equal rows is new; the end of the page is taken for the end.
        assert_eq!(judged.step(&rows, true), Step::Nothing);
        judged.append(&[8], 0, 1);
        let mut longer = vec![7; 40];
        longer.extend([8, 8]);
        assert_eq!(judged.step(&longer, true), Step::Append(41));
    }

    #[test]
    fn older_rows_that_load_at_the_top_are_history() {
        let mut judged = judged(&[5, 6]);
        judged.replay(&[5, 6, 7], 50);
        assert_eq!(judged.step(&[3, 4, 5, 6, 7], false), Step::Replay);
        assert_eq!(judged.replay(&[3, 4, 5, 6, 7], 60), [0, 0, 0, 0, 50]);
    }
}
