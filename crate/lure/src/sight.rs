//! What the learned part looks at, message by message.
//!
//! Of the person's messages only "ever" is kept, and it may only calm: nothing that a person writes fades, so nothing that
//! they add can raise what follows.

use breakwater_transcript::Kind;

use crate::{
    engine::Engine,
    family::{Family, Role, Strength},
    learned::{Aspect, HEADS, PLACES, Sight},
    scan::Found,
    state::State,
};

/// What a notion counts when it is said, in the state; with each further message of the contact four fifths are left.
const SAID: u8 = 16;
/// What the trees see of that.
const STEP: u8 = 4;
/// Halves of a signal after which more say nothing new.
const MOST: u8 = 6;

/// The places of the bits that are set.
fn places(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let place = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        usize::try_from(place).ok().filter(|place| *place < PLACES)
    })
}

impl State {
    /// One more message of the contact: what was said before fades.
    fn hear(&mut self, notions: u64) {
        let places = PLACES - usize::try_from(notions.leading_zeros()).unwrap_or(0);
        self.lately.resize(self.lately.len().max(places), 0);
        for (place, heard) in self.lately.iter_mut().enumerate() {
            *heard = *heard / 5 * 4 + *heard % 5 * 4 / 5;
            if notions >> place & 1 == 1 {
                *heard = heard.saturating_add(SAID);
            }
        }
    }
}

impl Engine {
    /// What is to be seen at a message of the contact; nothing when it says nothing (a bare link, half a signal by itself), and
    /// until the rules saw anything at all: most chats are over before that.
    pub(crate) fn sight(
        &self,
        state: &mut State,
        notions: u64,
        found: &[Found],
        kind: Kind,
    ) -> Option<Sight> {
        state.hear(notions);
        let seen = || !found.is_empty() || state.memos.iter().any(|memo| memo.first > 0);
        let says = notions != 0
            || matches!(kind, Kind::Image | Kind::Video | Kind::Call)
            || found.iter().any(|found| found.strength == Strength::Phrase);
        if !says || !seen() {
            return None;
        }
        // Nothing learned: somebody is about to learn.
        let is_asked = |head| self.is_asked(head, state, found);
        if !self.scanner.learned().is_empty() && !(0..HEADS).any(is_asked) {
            return None;
        }
        let mut sight = Sight::default();
        for place in places(notions) {
            sight.set(Aspect::Notion, place, 1);
        }
        for place in places(state.persons) {
            sight.set(Aspect::NotionOfPerson, place, 1);
        }
        for (place, heard) in state.lately.iter().enumerate() {
            sight.set(Aspect::NotionLately, place, heard / STEP);
        }
        let families = self.scanner.by_key();
        let mut kinds = 0_u8;
        for memo in &state.memos {
            let place = families.place(memo.key);
            let Some(column) = place.and_then(|place| self.scanner.column(place)) else { continue };
            let so_far = memo.whole.saturating_mul(2).saturating_add(memo.half).min(MOST);
            kinds += u8::from(so_far > 0);
            sight.set(Aspect::SignalSoFar, column, so_far);
            sight.set(Aspect::SignalOfPerson, column, u8::from(memo.mine > 0));
        }
        for found in found {
            let Some(column) = self.scanner.column(found.family) else { continue };
            let now = if found.strength == Strength::Phrase { 2 } else { 1 };
            let before = sight.get(Aspect::SignalSoFar.at(column));
            kinds += u8::from(before == 0);
            sight.set(Aspect::Signal, column, now);
            sight.set(Aspect::SignalSoFar, column, before.saturating_add(now).min(MOST));
        }
        sight.set(Aspect::Count, 0, u8::try_from(notions.count_ones()).unwrap_or(u8::MAX));
        sight.set(Aspect::Count, 1, kinds);
        Some(sight)
    }

    /// Adds what the learned part makes of the message and the ones before.
    pub(crate) fn learned(&self, state: &mut State, sight: &Sight, found: &mut Vec<Found>, letters: u32) {
        let learned = self.scanner.learned();
        for (head, trees) in learned.heads.iter().take(HEADS).enumerate() {
            if !self.is_asked(head, state, found) {
                continue;
            }
            let score = trees.score(sight);
            if score >= trees.bars.half
                && let Some(family) = self.scanner.speaker(head)
            {
                let bars = trees.bars;
                let bar = if head == 0 && self.threatened(state, found) { bars.middle() } else { bars.whole };
                let whole = score >= bar;
                if let Some(spoke) = state.spoke.get_mut(head).filter(|_| whole) {
                    *spoke = state.theirs.saturating_add(1);
                }
                let strength = if whole { Strength::Phrase } else { Strength::Hint };
                found.push(Found { family, strength, language: 0, from: 0, to: letters });
            }
        }
    }

    /// Whether a question is open. What was said not long ago is not said again; and what was learned alone accuses nobody of a
    /// threat: the rules must have seen something of one just now.
    fn is_asked(&self, head: usize, state: &State, found: &[Found]) -> bool {
        // Counted in rows of the contact: more words of the person must not bring the question back sooner.
        let spoke = state.spoke.get(head).copied().unwrap_or(0);
        let rests = spoke > 0 && spoke.saturating_add(RESTS) > state.theirs;
        self.scanner.speaker(head).is_some() && !rests && (head > 0 || self.forced(state, found))
    }

    /// Whether the rules saw a part of a threat in this message or the few before it.
    fn forced(&self, state: &State, found: &[Found]) -> bool {
        let is_force = |family: &Family| family.role.is_force() && !family.is_learned();
        let recent = state.messages.saturating_sub(FORCE_LASTS);
        let families = self.scanner.by_key();
        found.iter().any(|found| self.family(found).is_some_and(|(family, _)| is_force(family)))
            || state.memos.iter().any(|memo| {
                memo.first > 0 && memo.last >= recent && families.get(memo.key).is_some_and(is_force)
            })
    }

    /// Whether the rules saw a plain threat to show something: what was learned has less to add to that.
    fn threatened(&self, state: &State, found: &[Found]) -> bool {
        let shows = |family: &Family| family.role == Role::Exposure && !family.is_learned();
        let families = self.scanner.by_key();
        let now = |found: &Found| {
            found.strength == Strength::Phrase && self.family(found).is_some_and(|(family, _)| shows(family))
        };
        found.iter().any(now)
            || state.memos.iter().any(|memo| memo.whole > 0 && families.get(memo.key).is_some_and(shows))
    }
}

/// Rows of the contact in which the learned part does not repeat itself.
const RESTS: u32 = 8;

/// Messages after a part of a threat in which the learned part may see one.
const FORCE_LASTS: u32 = 3;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_said_fades_and_never_runs_over() {
        let mut state = State::new();
        state.hear(0b10);
        assert_eq!(state.lately, [0, 16]);
        state.hear(0);
        assert_eq!(state.lately, [0, 12]);
        for _ in 0..200 {
            state.hear(1 << 63 | 0b10);
        }
        assert_eq!(state.lately.len(), PLACES);
        assert!(state.lately.iter().all(|heard| heard / STEP <= 20), "{:?}", state.lately);
        for _ in 0..40 {
            state.hear(0);
        }
        assert!(state.lately.iter().all(|heard| *heard == 0));
    }
}
