//! Colours: which are the same, which are a mix of two others, and which is the most frequent.

use std::collections::HashMap;

/// How far a channel may be off and still be the same colour; canvas colour conversion moves it by 1 or 2.
const TOLERANCE: i32 = 6;

/// An opaque colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Colour([i32; 3]);

impl Colour {
    /// Alpha is passed over: a screenshot is opaque.
    pub(super) fn of(&[red, green, blue, _]: &[u8; 4]) -> Self {
        Self([red, green, blue].map(i32::from))
    }

    pub(super) fn near(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(a, b)| (a - b).abs() <= TOLERANCE)
    }

    /// Whether this colour is a mix of the two others, as anti-aliasing makes it.
    pub(super) fn between(&self, a: &Self, b: &Self) -> bool {
        // The share of `b` is read off the channel in which the two differ most; the others must follow it.
        let channels = || self.0.iter().zip(a.0).zip(b.0).map(|((own, a), b)| (*own, a, b));
        let Some((own, from, to)) = channels().max_by_key(|(_, a, b)| (a - b).abs()) else { return false };
        if from == to {
            return false;
        }
        channels().all(|(other, a, b)| {
            let expected = a + (b - a) * (own - from) / (to - from);
            (other - expected).abs() <= TOLERANCE
        }) && (own - from) * (own - to) <= 0
    }
}

/// How often each colour occurs.
#[derive(Default)]
pub(super) struct Tally {
    counts: HashMap<Colour, u64>,
    /// The colour of the last pixel: flat areas are long runs, and a run costs one look-up.
    run: Option<(Colour, u64)>,
    pub(super) total: u64,
}

impl Tally {
    pub(super) fn add(&mut self, colour: Colour) {
        self.total += 1;
        match &mut self.run {
            Some((last, count)) if *last == colour => *count += 1,
            run => {
                if let Some((last, count)) = run.replace((colour, 1)) {
                    *self.counts.entry(last).or_default() += count;
                }
            }
        }
    }

    /// The most frequent colour; of two equally frequent ones the darker, so that the answer is always the same.
    pub(super) fn most(&mut self) -> Option<Colour> {
        if let Some((last, count)) = self.run.take() {
            *self.counts.entry(last).or_default() += count;
        }
        let (colour, _) =
            self.counts.iter().max_by_key(|(colour, count)| (**count, std::cmp::Reverse(colour.0)))?;
        Some(*colour)
    }
}
