//! The words that any phrase knows, and how a written word finds its symbol.

use crate::pack::{PackError, symbol};

/// The vocabulary, ready for look-ups.
#[derive(Debug, Default)]
pub struct Vocabulary {
    /// All words, one a line.
    text: String,
    /// Where each word begins and how long it is.
    places: Vec<(u32, u8)>,
    /// Open-addressed table of places, plus one; 0 is free.
    table: Vec<u16>,
    /// For each first two letters (hashed), the lengths of the stems that begin so, one bit a length.
    stems: Vec<u32>,
    /// Short words that may be stuck to the front of another.
    clitics: Vec<String>,
}

/// Words longer than this are never looked up.
pub const LONGEST: usize = 40;
const STEM_SLOTS: usize = 1024;

impl Vocabulary {
    /// Makes the table. `text` has one word a line.
    pub fn new(text: String, clitics: Vec<String>) -> Result<Self, PackError> {
        let mut places = Vec::new();
        let mut at = 0_u32;
        for word in text.lines() {
            let length =
                u8::try_from(word.len()).map_err(|_| PackError::Inconsistent("a word is too long"))?;
            places.push((at, length));
            at += u32::from(length) + 1;
        }
        if places.len() >= usize::from(u16::MAX - symbol::FIRST_WORD) {
            return Err(PackError::Inconsistent("too many words"));
        }
        let slots = (places.len() * 2).next_power_of_two().max(16);
        let mut this = Self { text, places, table: vec![0; slots], stems: vec![0; STEM_SLOTS], clitics };
        for place in 0..this.places.len() {
            let Some(word) = this.word(place) else { continue };
            let mut slot = hash(word.as_bytes()) & (slots - 1);
            while this.table.get(slot).is_some_and(|taken| *taken != 0) {
                slot = (slot + 1) & (slots - 1);
            }
            let stem = word.strip_suffix('*').map(|stem| (stem_slot(stem.as_bytes()), stem.len()));
            if let (Some(entry), Ok(value)) = (this.table.get_mut(slot), u16::try_from(place + 1)) {
                *entry = value;
            }
            if let Some((slot, length)) = stem
                && let Some(lengths) = this.stems.get_mut(slot)
            {
                *lengths |= 1 << length.min(31);
            }
        }
        Ok(this)
    }

    /// How many symbols there are, builtin ones included.
    pub fn symbols(&self) -> usize {
        self.places.len() + usize::from(symbol::FIRST_WORD)
    }

    /// The symbols of all stems, ascending.
    pub fn stems(&self) -> impl Iterator<Item = u16> {
        (0..self.places.len()).filter_map(|place| {
            let stem = self.word(place)?.ends_with('*');
            u16::try_from(place).ok().filter(|_| stem).map(|place| place + symbol::FIRST_WORD)
        })
    }

    fn word(&self, place: usize) -> Option<&str> {
        let &(at, length) = self.places.get(place)?;
        let at = usize::try_from(at).ok()?;
        self.text.get(at..at + usize::from(length))
    }

    /// The symbol of exactly this folded word; a stem when `stem` is set.
    fn exact(&self, word: &str, stem: bool) -> Option<u16> {
        let mask = self.table.len().checked_sub(1)?;
        let mut slot = if stem { hash_stem(word.as_bytes()) } else { hash(word.as_bytes()) } & mask;
        loop {
            let place = usize::from(*self.table.get(slot)?).checked_sub(1)?;
            let known = self.word(place)?;
            let same = if stem { known.strip_suffix('*') == Some(word) } else { known == word };
            if same {
                return u16::try_from(place).ok().map(|place| place + symbol::FIRST_WORD);
            }
            slot = (slot + 1) & mask;
        }
    }

    /// The symbol of a folded word as it stands: the word itself, or the longest stem that it begins with.
    pub fn plain(&self, word: &str) -> Option<u16> {
        if word.len() > LONGEST * 3 {
            return None;
        }
        self.exact(word, false).or_else(|| self.stem(word))
    }

    /// The symbol of exactly this word, no stem.
    pub fn whole(&self, word: &str) -> Option<u16> {
        if word.len() > LONGEST * 3 { None } else { self.exact(word, false) }
    }

    fn stem(&self, word: &str) -> Option<u16> {
        let mut lengths = *self.stems.get(stem_slot(word.as_bytes()))?;
        if let Ok(length) = u32::try_from(word.len())
            && length < 31
        {
            lengths &= (1 << (length + 1)) - 1;
        }
        while lengths != 0 {
            let length = 31 - lengths.leading_zeros();
            lengths &= !(1 << length);
            if let Some(stem) = usize::try_from(length).ok().and_then(|length| word.get(..length))
                && let Some(found) = self.exact(stem, true)
            {
                return Some(found);
            }
        }
        None
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
        for clitic in &self.clitics {
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

fn hash(bytes: &[u8]) -> usize {
    finish(bytes.iter().fold(0, mix))
}

/// The hash that `stem` has with its star.
fn hash_stem(stem: &[u8]) -> usize {
    finish(mix(stem.iter().fold(0, mix), &b'*'))
}

fn mix(sum: u32, byte: &u8) -> u32 {
    (sum.rotate_left(5) ^ u32::from(*byte)).wrapping_mul(0x9E37_79B9)
}

fn finish(sum: u32) -> usize {
    usize::try_from(sum ^ (sum >> 15)).unwrap_or(0)
}

fn stem_slot(word: &[u8]) -> usize {
    hash(word.get(..2).unwrap_or(word)) & (STEM_SLOTS - 1)
}
