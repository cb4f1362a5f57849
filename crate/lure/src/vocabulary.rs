//! The words that any phrase knows, and how a written word finds its symbol.
//!
//! The words lie sorted, a stem before the word that is spelled the same, in blocks of [`BLOCK`]; in a block each
//! word is written as what it does not share with the word before it. The symbol of a word is its place.

use crate::{
    elements::symbol,
    layout::{Shorts, Words},
};

/// The vocabulary, as it lies in the pack.
#[derive(Clone, Copy, Debug, Default)]
pub struct Vocabulary<'a> {
    /// Where the letters of every block begin.
    pub blocks: Words<'a>,
    /// The first eight bytes of every block's first word, as [`head`] reads them: every word of every
    /// message is looked up among them.
    pub heads: &'a [u64],
    /// For each word, how many bytes it shares with the word before it; none at the beginning of a block.
    pub shared: &'a [u8],
    /// For each word, how many further bytes it has; [`STEM`] is set for a stem.
    pub own: &'a [u8],
    /// The further bytes of all words.
    pub letters: &'a [u8],
    /// For each word, how far before it the longest stem stands that it begins with; 0 when there is none.
    pub stems: Shorts<'a>,
    /// The languages that use each word, one bit a language.
    pub languages: Shorts<'a>,
    /// Short words that may be stuck to the front of another.
    pub clitics: &'a [String],
}

/// Words longer than this are never looked up.
pub const LONGEST: usize = 40;
/// Words in a block.
pub const BLOCK: usize = 16;
/// The mark of a stem.
pub const STEM: u8 = 128;

/// Where a look-up ended.
#[derive(Clone, Copy)]
struct Place {
    /// The last word that is not after the one looked up.
    word: usize,
    /// How many bytes it begins with in common with the one looked up.
    common: usize,
}

impl<'a> Vocabulary<'a> {
    /// The last word that stands not after `word`.
    fn place(&self, word: &[u8]) -> Option<Place> {
        // The last block whose first word is not after this one. Where more than its first bytes are needed to tell, a
        // few blocks are gone back.
        let own = head(word, word.len());
        let mut block = self.heads.partition_point(|head| *head <= own).checked_sub(1)?;
        while self.heads.get(block) == Some(&own) && self.first_of(block)? > word {
            block = block.checked_sub(1)?;
        }
        let first = block * BLOCK;
        let mut rest = self.letters.get(usize::try_from(self.blocks.get(block)?).ok()?..)?;
        let mut found = Place { word: first, common: 0 };
        for place in first..first + BLOCK {
            let (Some(shared), Some(own)) = (self.shared.get(place), self.own.get(place)) else { break };
            let (own, after) = rest.split_at_checked(usize::from(own & !STEM))?;
            rest = after;
            let shared = usize::from(*shared);
            // What shares more with its neighbour than this word does stands on the same side of it.
            if shared < found.common {
                break;
            }
            if shared == found.common {
                let wanted = word.get(shared..).unwrap_or(&[]);
                let same = own.iter().zip(wanted).take_while(|(a, b)| a == b).count();
                let after = match (own.get(same), wanted.get(same)) {
                    (Some(own), Some(wanted)) => own > wanted,
                    (own, _) => own.is_some(),
                };
                if after && place > first {
                    break;
                }
                found.common = shared + same;
            }
            found.word = place;
        }
        Some(found)
    }

    /// The [`Vocabulary::heads`] of all blocks.
    pub fn heads(&self) -> Vec<u64> {
        let lengths = self.own.iter().step_by(BLOCK);
        let starts = self.blocks.0.as_chunks().0.iter().map(|start| u32::from_le_bytes(*start));
        let letters = |start: u32| usize::try_from(start).ok().and_then(|start| self.letters.get(start..));
        starts
            .zip(lengths)
            .map(|(start, length)| head(letters(start).unwrap_or(&[]), usize::from(*length & !STEM)))
            .collect()
    }

    fn first_of(&self, block: usize) -> Option<&'a [u8]> {
        let length = usize::from(self.own.get(block * BLOCK)? & !STEM);
        self.letters.get(usize::try_from(self.blocks.get(block)?).ok()?..)?.get(..length)
    }

    /// How long a word is, in bytes, and whether it is a stem.
    fn shape(&self, place: usize) -> Option<(usize, bool)> {
        let (shared, own) = (self.shared.get(place)?, self.own.get(place)?);
        Some((usize::from(*shared) + usize::from(own & !STEM), own & STEM != 0))
    }

    fn exact(&self, word: &str, found: Place) -> Option<u16> {
        let same = found.common == word.len() && self.shape(found.word)? == (word.len(), false);
        if same { symbol_of(found.word) } else { None }
    }

    /// The symbol of a folded word as it stands: the word itself, or the longest stem that it begins with.
    pub fn plain(&self, word: &str) -> Option<u16> {
        if word.len() > LONGEST * 3 {
            return None;
        }
        let found = self.place(word.as_bytes())?;
        if let Some(symbol) = self.exact(word, found) {
            return Some(symbol);
        }
        // A stem that the word begins with stands before it, and every word between the two begins so as well.
        let mut stem = Some(found.word);
        while let Some(place) = stem {
            let (length, is_stem) = self.shape(place)?;
            if is_stem && length <= found.common {
                return symbol_of(place);
            }
            stem = self.stem_of(place);
        }
        None
    }

    /// The symbol of exactly this word, no stem.
    pub fn whole(&self, word: &str) -> Option<u16> {
        if word.len() > LONGEST * 3 { None } else { self.exact(word, self.place(word.as_bytes())?) }
    }

    fn stem_of(&self, place: usize) -> Option<usize> {
        let back = usize::from(self.stems.get(place)?);
        if back == 0 { None } else { place.checked_sub(back) }
    }

    /// The stems that the word of a symbol begins with, the longest first.
    pub fn stems(&self, symbol: u16) -> impl Iterator<Item = u16> {
        let this = *self;
        let first = symbol.checked_sub(symbol::FIRST_WORD).and_then(|place| this.stem_of(usize::from(place)));
        std::iter::successors(first, move |place| this.stem_of(*place)).filter_map(symbol_of)
    }

    /// One more than the last symbol.
    pub const fn symbols(&self) -> usize {
        self.shared.len() + symbol::FIRST_WORD as usize
    }

    /// The languages that use the word of a symbol, one bit a language.
    pub fn languages(&self, symbol: u16) -> u16 {
        let place = symbol.checked_sub(symbol::FIRST_WORD);
        place.and_then(|place| self.languages.get(usize::from(place))).unwrap_or(0)
    }

    /// The symbol of a word as people write it: stretched ("pleaaase"), with digits for letters ("n00ds"), with a
    /// short word stuck to its front.
    pub fn find(&self, word: &str) -> Option<u16> {
        if let Some(found) = self.plain(word) {
            return Some(found);
        }
        if word.len() > LONGEST * 3 {
            return None;
        }
        if has_run(word, 2) {
            for most in [2, 1] {
                if let Some(found) = self.plain(&shorten_runs(word, most)) {
                    return Some(found);
                }
            }
        }
        if word.bytes().any(|byte| byte.is_ascii_digit() || b"@$!|+".contains(&byte))
            && word.bytes().any(|byte| byte.is_ascii_alphabetic())
        {
            for one in ['i', 'l'] {
                let letters = unleet(word, one);
                if let Some(found) = self.plain(&letters).or_else(|| self.plain(&shorten_runs(&letters, 1))) {
                    return Some(found);
                }
            }
        }
        for clitic in self.clitics {
            if let Some(rest) = word.strip_prefix(clitic.as_str())
                && rest.chars().nth(1).is_some()
                && let Some(found) = self.plain(rest)
            {
                return Some(found);
            }
        }
        None
    }

    /// The symbol of a word in which `*` hides a letter ("n*des").
    pub fn starred(&self, word: &str) -> Option<u16> {
        let stars = word.bytes().filter(|byte| *byte == b'*').count();
        if stars == 0 || stars > 2 || word.len() > LONGEST {
            return None;
        }
        const HIDDEN: [&str; 7] = ["a", "e", "i", "o", "u", "ee", "oo"];
        for first in HIDDEN {
            let once = word.replacen('*', first, 1);
            if stars == 1 {
                if let Some(found) = self.whole(&once) {
                    return Some(found);
                }
                continue;
            }
            for second in HIDDEN {
                if let Some(found) = self.whole(&once.replacen('*', second, 1)) {
                    return Some(found);
                }
            }
        }
        None
    }
}

/// The first eight bytes of a word as a number: of two words, the one with the less of them stands first. The word is
/// the first `length` of the bytes.
fn head(bytes: &[u8], length: usize) -> u64 {
    let first = match bytes.first_chunk() {
        Some(first) => u64::from_be_bytes(*first),
        None => {
            bytes.iter().fold(0, |head, byte| head << 8 | u64::from(*byte)) << (64 - 8 * bytes.len().max(1))
        }
    };
    match length {
        0 => 0,
        1..8 => first & u64::MAX << (64 - 8 * length),
        _ => first,
    }
}

/// Whether some letter stands `least` times in a row or more.
fn has_run(word: &str, least: usize) -> bool {
    let mut last = '\0';
    let mut run = 0;
    for letter in word.chars() {
        run = if letter == last { run + 1 } else { 1 };
        if run >= least {
            return true;
        }
        last = letter;
    }
    false
}

/// The word with every run of a letter cut to `most`.
fn shorten_runs(word: &str, most: usize) -> String {
    let mut short = String::with_capacity(word.len());
    let mut last = '\0';
    let mut run = 0;
    for letter in word.chars() {
        run = if letter == last { run + 1 } else { 1 };
        if run <= most {
            short.push(letter);
        }
        last = letter;
    }
    short
}

/// The word with digits and signs read as the letters they look like.
fn unleet(word: &str, one: char) -> String {
    word.chars()
        .map(|letter| match letter {
            '0' => 'o',
            '1' | '!' | '|' => one,
            '3' => 'e',
            '4' | '@' => 'a',
            '5' | '$' => 's',
            '7' | '+' => 't',
            '8' => 'b',
            '9' => 'g',
            other => other,
        })
        .collect()
}

fn symbol_of(place: usize) -> Option<u16> {
    u16::try_from(place).ok()?.checked_add(symbol::FIRST_WORD)
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn heads_stand_in_the_order_of_words() {
        let words = ["", "a", "ab", "b", "naïve", "pictures", "picturesque", "п", "पिक्चर"].map(str::as_bytes);
        for (before, after) in words.iter().zip(words.iter().skip(1)) {
            // In a pack the letters of other words follow.
            let (long, longer) =
                ([before, b"zzzzzzzz".as_slice()].concat(), [after, b"aaaaaaaa".as_slice()].concat());
            assert_eq!(head(&long, before.len()), head(before, before.len()));
            assert!(head(&long, before.len()) <= head(&longer, after.len()), "{before:?} {after:?}");
        }
    }
}
