//! One shape for each letter, however it is disguised.
//!
//! A character is folded to the letters that a reader takes it for: compatibility forms (full-width, mathematical,
//! enclosed), accents, case, and look-alikes of other alphabets all become the plain lower-case letter; marks that
//! nobody sees become nothing. The table is made at build time and travels in the pack. It folds one character at a
//! time, so that every match can be led back to the characters of the original text.

use crate::layout::{Shorts, Words};

/// A target that stands for "nothing": the character is dropped.
const DROPPED: u32 = 0;
/// Targets from here on are places in `long`.
const LONG: u32 = 0x0020_0000;

/// The folding table, as it lies in the pack. The characters that change are kept by pages of 256.
#[derive(Clone, Copy, Debug, Default)]
pub struct Folding<'a> {
    /// For each page, the place of its first character in `lows`; and one past the last page.
    pub pages: Shorts<'a>,
    /// The low byte of each character that changes, ascending within a page.
    pub lows: &'a [u8],
    /// What each becomes: nothing, one character, or a place in `long`.
    pub targets: Words<'a>,
    /// Targets of more than one character.
    pub long: &'a [String],
}

/// The folding table while a pack is made.
#[cfg_attr(not(feature = "compile"), allow(dead_code))]
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub pages: Vec<u8>,
    pub lows: Vec<u8>,
    pub targets: Vec<u8>,
    pub long: Vec<String>,
}

/// What one character becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded<'a> {
    /// Nothing: nobody sees it.
    Dropped,
    /// One character, most often the same.
    One(char),
    /// Several, as "ﬃ" becomes "ffi".
    Many(&'a str),
}

#[cfg_attr(not(feature = "compile"), allow(dead_code))]
impl Table {
    /// A table from pairs of a character and what it becomes. Only the build calls this.
    pub fn from_pairs(pairs: &std::collections::BTreeMap<char, String>) -> Self {
        let mut table = Self::default();
        let mut pages = 0;
        for (&from, to) in pairs {
            let first = table.lows.len();
            while pages <= u32::from(from) >> 8 {
                table.page(first);
                pages += 1;
            }
            table.lows.push(u8::try_from(u32::from(from) & 255).unwrap_or(0));
            let mut letters = to.chars();
            let target = match (letters.next(), letters.next()) {
                (None, _) => DROPPED,
                (Some(one), None) => u32::from(one),
                _ => {
                    let place = table.long.iter().position(|known| known == to).unwrap_or_else(|| {
                        table.long.push(to.clone());
                        table.long.len() - 1
                    });
                    LONG + u32::try_from(place).unwrap_or(0)
                }
            };
            table.targets.extend(target.to_le_bytes());
        }
        table.page(table.lows.len());
        table
    }

    fn page(&mut self, first: usize) {
        self.pages.extend(u16::try_from(first).unwrap_or(u16::MAX).to_le_bytes());
    }

    /// As it is used.
    pub fn view(&self) -> Folding<'_> {
        Folding {
            pages: Shorts(&self.pages),
            lows: &self.lows,
            targets: Words(&self.targets),
            long: &self.long,
        }
    }
}

impl<'a> Folding<'a> {
    /// What `letter` becomes.
    pub fn fold(&self, letter: char) -> Folded<'a> {
        if letter.is_ascii() {
            return Folded::One(letter.to_ascii_lowercase());
        }
        match self.target(u32::from(letter)) {
            None => Folded::One(letter),
            Some(DROPPED) => Folded::Dropped,
            Some(target) if target >= LONG => self
                .long
                .get(usize::try_from(target - LONG).unwrap_or(usize::MAX))
                .map_or(Folded::Dropped, |text| Folded::Many(text)),
            Some(target) => char::from_u32(target).map_or(Folded::Dropped, Folded::One),
        }
    }

    fn target(&self, letter: u32) -> Option<u32> {
        let page = usize::try_from(letter >> 8).ok()?;
        let from = usize::from(self.pages.get(page)?);
        let to = usize::from(self.pages.get(page + 1)?);
        let low = u8::try_from(letter & 255).ok()?;
        let place = self.lows.get(from..to)?.binary_search(&low).ok()?;
        self.targets.get(from + place)
    }

    /// A whole text, folded. For words in data files and for tests.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn fold_text(&self, text: &str) -> String {
        let mut folded = String::new();
        for letter in text.chars() {
            match self.fold(letter) {
                Folded::Dropped => {}
                Folded::One(one) => folded.push(one),
                Folded::Many(many) => folded.push_str(many),
            }
        }
        folded
    }
}
