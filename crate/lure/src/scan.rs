//! One message, with what is carried over from the ones before, against the whole pack.

use std::sync::Mutex;

use crate::{
    family::{Family, Strength},
    folding::Folding,
    hits,
    leads::Leads,
    learned::Learned,
    matching,
    pack::{Pack, PackError},
    token::Token,
    tokens::Reader,
};

/// A family found in a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Found {
    /// The family, by place.
    pub family: u8,
    /// A whole signal or half of one.
    pub strength: Strength,
    /// The language of the phrase, by place.
    pub language: u8,
    /// First character in the message.
    pub from: u32,
    /// One past the last character.
    pub to: u32,
}

/// What a message says.
#[derive(Debug, Default)]
pub struct Scan {
    /// The families found, in the order of their first words.
    pub found: Vec<Found>,
    /// The tokens of this message only.
    pub tokens: Vec<Token>,
    /// A part of the message was not read, or the budget ran out.
    pub truncated: bool,
}

/// A pack, and what was learned besides.
#[derive(Debug)]
pub struct Scanner {
    pack: Pack,
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    learned: Learned,
    /// What was read of the pack so far.
    leads: Mutex<Leads>,
}

impl Scanner {
    /// Makes a pack ready for scanning.
    ///
    /// # Errors
    /// When the learned part in it is of another version.
    pub fn new(pack: Pack) -> Result<Self, PackError> {
        #[cfg(feature = "compile")]
        let learned = match pack.section(crate::sections::Section::Learned) {
            [] => Learned::default(),
            bytes => postcard::from_bytes(bytes)
                .map_err(|_| PackError::Inconsistent("the learned part is of another version"))?,
        };
        // No learned part ships (docs/model-card.md): its code stays out of the extension.
        #[cfg(not(feature = "compile"))]
        let learned = Learned::default();
        Ok(Self { pack, learned, leads: Mutex::default() })
    }

    /// The families, in the order of their places.
    pub fn families(&self) -> &[Family] {
        &self.pack.directory().families
    }

    /// Gives every family its key.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn name_families(&mut self, key: impl Fn(&str) -> u16) {
        for family in self.pack.families_mut() {
            family.key = key(&family.id);
        }
    }

    /// The id of a family.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn id(&self, family: u8) -> Option<&str> {
        self.families().get(usize::from(family)).map(|family| family.id.as_str())
    }

    /// The languages in the pack.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn languages(&self) -> &[String] {
        &self.pack.directory().languages
    }

    /// The learned part, and the letters it reads.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn learned(&self) -> (&Learned, Folding<'_>) {
        (&self.learned, self.pack.view().folding)
    }

    /// Takes another learned part.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn learn(&mut self, learned: Learned) {
        self.learned = learned;
    }

    /// Scans `text` after the tokens carried over from earlier messages.
    pub fn scan(&self, carried: &[Token], text: &str) -> Scan {
        let pack = self.pack.view();
        let reading = Reader::read(pack.folding, pack.vocabulary, text);
        // Where two threads read at once, one of them reads the pack for itself.
        let mut leads = self.leads.try_lock().map(|mut kept| std::mem::take(&mut *kept)).unwrap_or_default();
        let mut hits = Vec::new();
        let old = carried.len();
        let finished = if old == 0 {
            matching::find(pack, &mut leads, &reading.tokens, 0, &mut hits)
        } else {
            let all: Vec<Token> = carried.iter().chain(&reading.tokens).copied().collect();
            matching::find(pack, &mut leads, &all, old, &mut hits)
        };
        if let Ok(mut kept) = self.leads.try_lock() {
            *kept = leads;
        }
        hits::join(&pack.directory.together, old, &mut hits);
        hits::settle(&mut hits);
        let mut found: Vec<Found> = Vec::with_capacity(hits.len());
        hits.sort_by_cached_key(hits::Hit::order);
        for hit in hits {
            if found.iter().any(|known| known.family == hit.family) {
                continue;
            }
            // Words in earlier messages have no place in this one.
            let first = reading.tokens.get(hit.from.saturating_sub(old));
            let last = hit.to.checked_sub(old + 1).and_then(|last| reading.tokens.get(last));
            let (Some(first), Some(last)) = (first, last) else { continue };
            found.push(Found {
                family: hit.family,
                strength: hit.strength,
                language: hit.language,
                from: first.from,
                to: last.to.max(first.from),
            });
        }
        Scan { found, tokens: reading.tokens, truncated: reading.truncated || !finished }
    }
}
