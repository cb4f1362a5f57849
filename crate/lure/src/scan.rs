//! One message, with what is carried over from the ones before, against the whole pack.

use std::sync::Mutex;

use crate::{
    chart::Room,
    family::{Families, Family, Strength, learned_bit},
    hits,
    leads::Leads,
    learned::{HEADS, Learned},
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
    /// The notions that end in this message, one bit each.
    pub notions: u64,
    /// The tokens of this message only.
    pub tokens: Vec<Token>,
    /// A part of the message was not read, or the budget ran out.
    pub truncated: bool,
}

/// A pack, and what was learned besides.
#[derive(Debug)]
pub struct Scanner {
    pack: Pack,
    learned: Learned<'static>,
    /// The keys of the families with their places, ascending.
    order: Vec<(u16, u8)>,
    /// For each family, its place in what the learned part looks at.
    columns: Vec<Option<usize>>,
    /// The families that say what the learned part finds.
    speakers: [Option<u8>; HEADS],
    /// What was read of the pack so far, and room for what is found.
    kept: Mutex<(Leads, Room)>,
}

impl Scanner {
    /// Makes a pack ready for scanning.
    ///
    /// # Errors
    /// When the learned part in it is of another version.
    pub fn new(pack: Pack) -> Result<Self, PackError> {
        let learned = match pack.section(crate::sections::Section::Learned) {
            [] => Learned::default(),
            bytes => postcard::from_bytes::<Learned<'_>>(bytes)
                .map_err(|_| PackError::Inconsistent("the learned part is of another version"))?
                .into_owned(),
        };
        if !learned.is_empty() && learned.notions != pack.directory().notions {
            return Err(PackError::Inconsistent(
                "the learned part knows other notions; run `breakwater train` (docs/model-card.md)",
            ));
        }
        Ok(Self {
            pack,
            learned,
            order: Vec::new(),
            columns: Vec::new(),
            speakers: [None; HEADS],
            kept: Mutex::default(),
        })
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
        self.place_families();
    }

    /// Finds the families' places in what the learned part looks at; with nothing learned, those that training gives them.
    fn place_families(&mut self) {
        let known = if self.learned.is_empty() { self.to_learn() } else { self.learned.families.clone() };
        let column = |family: &Family| known.iter().position(|key| *key == family.key);
        self.columns = self.families().iter().map(column).collect();
        self.order = self.families().iter().zip(0..).map(|(family, place)| (family.key, place)).collect();
        self.order.sort_by_cached_key(|(key, _)| i64::from(*key));
        self.speakers = std::array::from_fn(|head| {
            let speaks = |family: &Family| family.events & learned_bit(head) != 0;
            u8::try_from(self.families().iter().position(speaks)?).ok()
        });
    }

    /// The place of the family that says what the learned part makes of a question.
    pub fn speaker(&self, head: usize) -> Option<u8> {
        self.speakers.get(head).copied().flatten()
    }

    /// The families, found by their keys.
    pub fn by_key(&self) -> Families<'_> {
        Families::new(self.families(), &self.order)
    }

    /// The keys of the families that there is something to learn from, in their order.
    pub fn to_learn(&self) -> Vec<u16> {
        let rules = self.families().iter().filter(|family| !family.is_learned());
        rules.map(|family| family.key).collect()
    }

    /// A mark of the names of the notions.
    #[cfg(feature = "compile")]
    pub fn notions(&self) -> u32 {
        self.pack.directory().notions
    }

    /// The place of a family in what the learned part looks at.
    pub fn column(&self, family: u8) -> Option<usize> {
        self.columns.get(usize::from(family)).copied().flatten()
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

    /// The learned part.
    #[allow(clippy::missing_const_for_fn)]
    pub fn learned(&self) -> &Learned<'static> {
        &self.learned
    }

    /// Takes another learned part.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn learn(&mut self, learned: Learned<'static>) {
        self.learned = learned;
        self.place_families();
    }

    /// Scans `text` after the tokens carried over from earlier messages: their symbols and flags.
    pub fn scan(&self, carried: &[(u16, u8)], text: &str) -> Scan {
        let pack = self.pack.view();
        let reading = Reader::read(pack.folding, pack.vocabulary, text);
        // Where two threads read at once, one of them reads the pack for itself.
        let mut kept = self.kept.try_lock();
        let mut own = None;
        let (leads, room) = match &mut kept {
            Ok(kept) => &mut **kept,
            Err(_) => own.get_or_insert_default(),
        };
        let mut hits = Vec::new();
        let old = carried.len();
        let finished = if old == 0 {
            matching::find(pack, (leads, room), &reading.tokens, 0, &mut hits)
        } else {
            let before = carried.iter().map(|(symbol, flags)| Token::carried(*symbol, *flags));
            let all: Vec<Token> = before.chain(reading.tokens.iter().copied()).collect();
            matching::find(pack, (leads, room), &all, old, &mut hits)
        };
        drop(kept);
        let notions = hits.iter().filter(|hit| hit.strength == Strength::Notion && hit.to > old);
        let notions = notions.fold(0_u64, |mask, hit| mask | 1 << (hit.family & 63));
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
        Scan { found, notions, tokens: reading.tokens, truncated: reading.truncated || !finished }
    }
}
