//! Laying out the vocabulary: sorted, each word as what it does not share with the one before it.

use std::collections::{BTreeMap, HashMap};

use super::lower::Single;
use crate::{
    elements::symbol,
    vocabulary::{BLOCK, STEM},
};

/// The tables of [`crate::vocabulary::Vocabulary`], and the symbols of the words.
#[derive(Default)]
pub struct Words {
    pub blocks: Vec<u8>,
    pub shared: Vec<u8>,
    pub own: Vec<u8>,
    pub letters: Vec<u8>,
    pub stems: Vec<u8>,
    pub languages: Vec<u8>,
    symbols: HashMap<Single, u16>,
}

impl Words {
    /// Lays out words with their languages, one bit each.
    pub fn new(used: BTreeMap<Single, u16>) -> Result<Self, String> {
        let mut sorted: Vec<(String, bool, u16)> = used
            .into_iter()
            .filter_map(|(single, languages)| match single {
                // `false` sorts before `true`: the stem before the word.
                Single::Stem(stem) => Some((stem, false, languages)),
                Single::Exact(word) => Some((word, true, languages)),
                Single::Builtin(_) => None,
            })
            .collect();
        sorted.sort();
        let mut this = Self::default();
        // The stems that the word at hand begins with, the longest last: place, letters, languages.
        let mut open: Vec<(usize, &str, u16)> = Vec::new();
        let mut before: &[u8] = &[];
        for (place, (word, exact, own_languages)) in sorted.iter().enumerate() {
            if place % BLOCK == 0 {
                before = &[];
                this.blocks.extend(u32::try_from(this.letters.len()).unwrap_or(u32::MAX).to_le_bytes());
            }
            let shared = before.iter().zip(word.as_bytes()).take_while(|(a, b)| a == b).count();
            let own = word.as_bytes().get(shared..).unwrap_or(&[]);
            let (Ok(common), Ok(length)) = (u8::try_from(shared), u8::try_from(own.len())) else {
                return Err(format!("`{word}` is too long"));
            };
            if length >= STEM {
                return Err(format!("`{word}` is too long"));
            }
            this.shared.push(common);
            this.own.push(if *exact { length } else { length | STEM });
            this.letters.extend_from_slice(own);
            before = word.as_bytes();

            open.retain(|(_, stem, _)| word.starts_with(stem));
            let back = open.last().map_or(0, |(stem, ..)| place - stem);
            let back = u16::try_from(back).map_err(|_| format!("too many words begin as `{word}` does"))?;
            this.stems.extend(back.to_le_bytes());
            // A word belongs to every language that has a stem which it begins with.
            let languages = open.last().map_or(0, |(.., languages)| *languages) | own_languages;
            this.languages.extend(languages.to_le_bytes());
            if !exact {
                open.push((place, word, languages));
            }
            let symbol = u16::try_from(place).ok().and_then(|place| place.checked_add(symbol::FIRST_WORD));
            let symbol = symbol.ok_or_else(|| "too many words for this layout".to_string())?;
            let single = if *exact { Single::Exact(word.clone()) } else { Single::Stem(word.clone()) };
            this.symbols.insert(single, symbol);
        }
        Ok(this)
    }

    /// How many words there are.
    pub fn len(&self) -> usize {
        self.shared.len()
    }

    /// The symbol of a word.
    pub fn symbol(&self, single: &Single) -> u16 {
        match single {
            Single::Builtin(symbol) => *symbol,
            word => self.symbols.get(word).copied().unwrap_or(symbol::NONE),
        }
    }
}
