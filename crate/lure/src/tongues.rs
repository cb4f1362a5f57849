//! Which languages are spoken around a place in a message.

use crate::{token::Token, vocabulary::Vocabulary};

/// How many words on both sides show which language is spoken.
const AROUND: usize = 8;

/// Sixteen counts of sixteen bits, one a language.
type Counts = [u64; 4];

/// The languages of a message's words, added up from its beginning; made when they are first asked for.
#[derive(Debug, Default)]
pub struct Tongues {
    /// Before each token, and after the last one: how many words each language knows. The place of English, which
    /// never stands against another language, counts the words of any.
    known: Vec<Counts>,
    /// The same, of the words that are not English.
    telling: Vec<Counts>,
}

impl Tongues {
    /// Whether the words from `from` to `to` are meant in this language. English phrases always are; another
    /// language needs a word that is not English as well, and must not be clearly less at home around them than some
    /// other language ("la photo de classe" is French, though Spanish knows half of the words). The same holds for
    /// what takes another phrase back: a word that Tagalog borrowed does not hide an English threat.
    pub fn speak(
        &mut self,
        vocabulary: &Vocabulary<'_>,
        tokens: &[Token],
        (from, to): (usize, usize),
        language: u8,
    ) -> bool {
        if language == 0 {
            return true;
        }
        if self.known.is_empty() {
            self.count(vocabulary, tokens);
        }
        let (from, to) = (from.saturating_sub(AROUND), (to + AROUND).min(tokens.len()));
        let known = between(&self.known, from, to);
        let (here, any) = (of(known, language), of(known, 0));
        let telling = of(between(&self.telling, from, to), language) > 0;
        (telling || here == any) && at_most(known, here * 10 / 7)
    }

    fn count(&mut self, vocabulary: &Vocabulary<'_>, tokens: &[Token]) {
        let (mut known, mut telling) = ([0; 4], [0; 4]);
        self.known.reserve(tokens.len() + 1);
        self.telling.reserve(tokens.len() + 1);
        for token in tokens {
            self.known.push(known);
            self.telling.push(telling);
            let languages = vocabulary.languages(token.symbol);
            if languages == 0 {
                continue;
            }
            add(&mut known, languages | 1);
            if languages & 1 == 0 {
                add(&mut telling, languages);
            }
        }
        self.known.push(known);
        self.telling.push(telling);
    }
}

fn between(sums: &[Counts], from: usize, to: usize) -> Counts {
    let at = |place| sums.get(place).copied().unwrap_or_default();
    let (from, mut counts) = (at(from), at(to));
    // What was counted up to the end is never less than what was counted up to the beginning: no place borrows.
    counts.iter_mut().zip(from).for_each(|(count, from)| *count = count.wrapping_sub(from));
    counts
}

/// The count of one language.
fn of(counts: Counts, language: u8) -> u64 {
    let four = counts.get(usize::from(language / 4)).copied().unwrap_or(0);
    four >> (language % 4 * 16) & 0xFFFF
}

/// Whether no language but English has a count above `most`: all sixteen at once. Counts are far below the highest bit.
fn at_most([first, rest @ ..]: Counts, most: u64) -> bool {
    const HIGHEST: u64 = 0x8000_8000_8000_8000;
    let limit = ((most & 0x7FFF) * 0x0001_0001_0001_0001) | HIGHEST;
    // A greater count borrows the highest bit of its own place.
    let is_below = |counts: u64| (limit - counts) & HIGHEST == HIGHEST;
    is_below(first & !0xFFFF) && rest.into_iter().all(is_below)
}

fn add(counts: &mut Counts, languages: u16) {
    for (place, count) in counts.iter_mut().enumerate() {
        *count += ones(languages >> (place * 4) & 15);
    }
}

/// Four bits as four numbers of one or nothing, sixteen bits each, the lowest first.
const fn ones(bits: u16) -> u64 {
    // A copy in each number, of which the bit of its own place is kept; what is left is brought down to one.
    let kept = (bits as u64 * 0x0001_0001_0001_0001) & 0x0008_0004_0002_0001;
    (kept + 0x7FFF_7FFF_7FFF_7FFF) >> 15 & 0x0001_0001_0001_0001
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bit_has_its_place() {
        for bits in 0..16 {
            let bit = |place: u16| u64::from(bits >> place & 1);
            assert_eq!(ones(bits), bit(0) | bit(1) << 16 | bit(2) << 32 | bit(3) << 48, "{bits}");
        }
    }

    #[test]
    fn english_stands_against_no_other_language() {
        let counts = |one: u64, other: u64| [9 | one << 16, 0, other << 48, 0];
        for (counts, most, expected) in
            [(counts(2, 3), 3, true), (counts(2, 4), 3, false), (counts(4, 0), 3, false)]
        {
            assert_eq!(at_most(counts, most), expected, "{counts:?} {most}");
        }
    }
}
