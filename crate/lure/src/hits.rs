//! Phrases that were found, and what they make of each other.

use crate::family::{Strength, Together};

/// How many words away an "unless" phrase still cancels: "send me a pic of the *homework*".
const UNLESS_REACH: usize = 3;

/// A phrase found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The family, by place.
    pub family: u8,
    /// How much the phrase says.
    pub strength: Strength,
    /// The language of the phrase, by place; English is 0.
    pub language: u8,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

impl Hit {
    /// Its place among others: by the first token, then by family. An `i64`, as in every list that is sorted: a sort of its own
    /// for every kind of thing costs the extension 5 KB of code each.
    pub fn order(&self) -> i64 {
        i64::try_from(self.from).unwrap_or(i64::MAX >> 8) << 8 | i64::from(self.family)
    }

    /// Whether the two overlap in one family, strength and language: one of them is enough.
    fn is_same(&self, other: &Self) -> bool {
        self.family == other.family
            && self.strength == other.strength
            && self.language == other.language
            && self.from < other.to
            && other.from < self.to
    }
}

/// Whether [`add`] would change anything.
pub fn is_new(hits: &[Hit], new: Hit) -> bool {
    hits.iter().find(|hit| hit.is_same(&new)).is_none_or(|hit| new.to - new.from > hit.to - hit.from)
}

/// Adds a hit unless the same is there already; of two that overlap in one family and strength, the longer stays.
pub fn add(hits: &mut Vec<Hit>, new: Hit) {
    for hit in hits.iter_mut() {
        if hit.is_same(&new) {
            if new.to - new.from > hit.to - hit.from {
                *hit = new;
            }
            return;
        }
    }
    if hits.len() < 256 {
        hits.push(new);
    }
}

/// Turns notions that stand together into hits of their families, and takes the notions out.
pub fn join(together: &[Together], old: usize, hits: &mut Vec<Hit>) {
    if hits.iter().all(|hit| hit.strength != Strength::Notion) {
        return;
    }
    let mut notions: Vec<Hit> = hits.extract_if(.., |hit| hit.strength == Strength::Notion).collect();
    notions.sort_by_cached_key(|hit| hit.order() >> 8);
    let all = notions.iter().fold(0_u64, |mask, hit| mask | 1 << (hit.family & 63));
    for signal in together.iter().filter(|signal| all & signal.notions == signal.notions) {
        for (place, first) in notions.iter().enumerate() {
            if signal.notions >> (first.family & 63) & 1 == 0 {
                continue;
            }
            let limit = first.from + usize::from(signal.within);
            let mut mask = 0_u64;
            let mut to = 0;
            for hit in notions.get(place..).unwrap_or(&[]) {
                let bit = 1 << (hit.family & 63);
                if hit.from >= limit || mask == signal.notions {
                    break;
                }
                if signal.notions & bit != 0 && mask & bit == 0 && hit.to <= limit {
                    mask |= bit;
                    to = to.max(hit.to);
                }
            }
            if mask == signal.notions && to > old {
                let Together { family, strength, .. } = *signal;
                add(hits, Hit { family, strength, language: first.language, from: first.from, to });
                break;
            }
        }
    }
}

/// Takes away what "unless" phrases cancel (of the same language, or where one of the two is English, which is at
/// home everywhere), the "unless" hits themselves, and hints where the whole signal is there.
pub fn settle(hits: &mut Vec<Hit>) {
    let cancelled: Vec<Hit> = hits.iter().filter(|hit| hit.strength == Strength::Unless).copied().collect();
    hits.retain(|hit| {
        hit.strength != Strength::Unless
            && !cancelled.iter().any(|by| {
                by.family == hit.family
                    && (by.language == hit.language || by.language == 0 || hit.language == 0)
                    && by.from <= hit.to + UNLESS_REACH
                    && hit.from <= by.to + UNLESS_REACH
            })
    });
    let whole: Vec<u8> =
        hits.iter().filter(|hit| hit.strength == Strength::Phrase).map(|hit| hit.family).collect();
    hits.retain(|hit| hit.strength == Strength::Phrase || !whole.contains(&hit.family));
}
