//! One shape for each letter, however it is disguised.
//!
//! A character is folded to the letters that a reader takes it for: compatibility forms (full-width, mathematical,
//! enclosed), accents, case, and look-alikes of other alphabets all become the plain lower-case letter; marks that
//! nobody sees become nothing. The table is made at build time and travels in the pack. It folds one character at a
//! time, so that every match can be led back to the characters of the original text.

use serde::{Deserialize, Serialize};

/// A target that stands for "nothing": the character is dropped.
const DROPPED: u32 = 0;
/// Targets from here on are places in `long`.
const LONG: u32 = 0x0020_0000;

/// The folding table, as it travels in the pack.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Folding {
    /// The characters that change, as steps from one to the next (they compress well that way).
    steps: Vec<u32>,
    /// What each becomes: nothing, one character, or a place in `long`.
    targets: Vec<u32>,
    /// Targets of more than one character.
    long: Vec<String>,
    /// The characters that change, ascending. Made from `steps` on load.
    #[serde(skip)]
    keys: Vec<u32>,
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

impl Folding {
    /// A table from pairs of a character and what it becomes. Only the build calls this.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn from_pairs(pairs: &std::collections::BTreeMap<char, String>) -> Self {
        let mut table = Self::default();
        let mut last = 0;
        for (&from, to) in pairs {
            table.steps.push(u32::from(from) - last);
            last = u32::from(from);
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
            table.targets.push(target);
        }
        table.unpack();
        table
    }

    /// Makes the keys from the steps; needed once after loading.
    pub fn unpack(&mut self) {
        let mut last = 0_u32;
        self.keys = self
            .steps
            .iter()
            .map(|step| {
                last = last.saturating_add(*step);
                last
            })
            .collect();
    }

    /// What `letter` becomes.
    pub fn fold(&self, letter: char) -> Folded<'_> {
        if letter.is_ascii() {
            return Folded::One(letter.to_ascii_lowercase());
        }
        let Ok(place) = self.keys.binary_search(&u32::from(letter)) else {
            return Folded::One(letter);
        };
        match self.targets.get(place) {
            Some(&DROPPED) | None => Folded::Dropped,
            Some(&target) if target >= LONG => self
                .long
                .get(usize::try_from(target - LONG).unwrap_or(usize::MAX))
                .map_or(Folded::Dropped, |text| Folded::Many(text)),
            Some(&target) => char::from_u32(target).map_or(Folded::Dropped, Folded::One),
        }
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
