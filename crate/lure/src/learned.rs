//! What rules do not say: trees over the notions and signals of a conversation so far.
//!
//! A rule names the two or three things that must stand together. Trees weigh all of them at once: which notions the message
//! holds, which the contact came back to lately, which the person took up, which signals there were. They see no word, only
//! what the words were found to be about, so what was learned in one language holds in all. Whole numbers only: the same
//! answer on every machine. `breakwater train` grows them; the model card is `docs/model-card.md`.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What is told apart: a threat, a lure.
pub const HEADS: usize = 2;
/// Places of notions, and of families, in a [`Sight`].
pub const PLACES: usize = 64;
/// Steps of a leaf's value in one unit (a natural logarithm of odds).
#[cfg_attr(not(feature = "compile"), allow(dead_code))]
pub const UNIT: i32 = 1024;
/// Bytes of a node: two for the feature, one for what it must be over, one for how far away the right branch is. In a leaf
/// the feature is [`LEAF`] and the other two are its value.
pub const NODE: usize = 4;
/// See [`NODE`].
pub const LEAF: u16 = u16::MAX;

/// What a feature is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aspect {
    /// A notion in this message: 0 or 1.
    Notion,
    /// A notion in the contact's messages, faded: up to 20.
    NotionLately,
    /// A notion in any message of the person: 0 or 1.
    NotionOfPerson,
    /// A signal in this message: 1 for half of one, 2.
    Signal,
    /// A signal so far, in halves: up to 6.
    SignalSoFar,
    /// A signal in any message of the person: 0 or 1.
    SignalOfPerson,
    /// At place 0 how many notions are in this message, at place 1 how many kinds of signal there were so far.
    Count,
}

impl Aspect {
    /// How many there are.
    pub const ALL: usize = 7;

    /// The number of the feature at a place.
    pub const fn at(self, place: usize) -> usize {
        self as usize * PLACES + place
    }

    /// Whether a feature is the person's: more of it may only calm.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub const fn is_of_person(feature: usize) -> bool {
        let aspect = feature / PLACES;
        aspect == Self::NotionOfPerson as usize || aspect == Self::SignalOfPerson as usize
    }
}

/// How many features there are.
pub const FEATURES: usize = Aspect::ALL * PLACES;

/// What the trees look at: one small number for each feature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sight(Vec<u8>);

impl Default for Sight {
    fn default() -> Self {
        Self(vec![0; FEATURES])
    }
}

impl Sight {
    /// Sets a feature; a place out of range is left alone.
    pub fn set(&mut self, aspect: Aspect, place: usize, value: u8) {
        if let Some(old) = self.0.get_mut(aspect.at(place)).filter(|_| place < PLACES) {
            *old = value;
        }
    }

    /// What a feature is; nothing for one that does not exist.
    pub fn get(&self, feature: usize) -> u8 {
        self.0.get(feature).copied().unwrap_or(0)
    }
}

/// How strongly a head must speak for half a signal, and for a whole one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bars {
    /// Half a signal.
    pub half: i32,
    /// A whole one.
    pub whole: i32,
}

impl Bars {
    /// What is a whole one where the rules saw much already.
    pub const fn middle(self) -> i32 {
        i32::midpoint(self.half, self.whole)
    }
}

/// The trees of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head<'a> {
    /// What no tree changes.
    pub base: i32,
    /// When it speaks.
    pub bars: Bars,
    /// Where each tree begins, in nodes.
    pub roots: Vec<u16>,
    /// See [`NODE`]; the left branch of a node follows it.
    #[serde(borrow)]
    pub nodes: Cow<'a, [u8]>,
}

impl Head<'_> {
    /// How much speaks for it, in [`UNIT`]s; 0 is even.
    pub fn score(&self, sight: &Sight) -> i32 {
        self.roots.iter().fold(self.base, |sum, root| {
            sum.saturating_add(self.leaf(usize::from(*root), sight).unwrap_or(0))
        })
    }

    /// The value of the leaf that a tree leads to; none in a damaged tree. Every step goes forward, so it ends.
    fn leaf(&self, root: usize, sight: &Sight) -> Option<i32> {
        let (nodes, _) = self.nodes.as_chunks::<NODE>();
        let mut at = root;
        loop {
            let [low, high, over, right] = *nodes.get(at)?;
            let feature = u16::from_le_bytes([low, high]);
            if feature == LEAF {
                return Some(i32::from(i16::from_le_bytes([over, right])));
            }
            at += if sight.get(usize::from(feature)) > over { usize::from(right).max(1) } else { 1 };
        }
    }
}

/// The learned part as it travels in the pack. Empty: there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Learned<'a> {
    /// The keys of the families that it knows, by their places in what the trees look at.
    pub families: Vec<u16>,
    /// A mark of the names of the notions, in their order: with other notions it would see what is not there.
    pub notions: u32,
    /// One head for each question; none when nothing was learned.
    #[serde(borrow)]
    pub heads: Vec<Head<'a>>,
}

/// A mark of the names of the notions.
#[cfg_attr(not(feature = "compile"), allow(dead_code))]
pub fn mark<'n>(notions: impl Iterator<Item = &'n str>) -> u32 {
    let add = |sum: u32, byte: u8| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    notions.fold(0x811c_9dc5, |sum, name| name.bytes().fold(add(sum, b' '), add))
}

impl Learned<'_> {
    /// Whether there is anything learned.
    pub fn is_empty(&self) -> bool {
        self.heads.len() != HEADS
    }

    /// The same, free of the bytes that it was read from.
    pub fn into_owned(self) -> Learned<'static> {
        let own = |head: Head<'_>| Head { nodes: Cow::Owned(head.nodes.into_owned()), ..head };
        Learned { heads: self.heads.into_iter().map(own).collect(), ..self }
    }

    /// For storage, as [`crate::compile`] reads it back.
    ///
    /// # Errors
    /// Never in practice: plain numbers have no way to fail.
    #[cfg(feature = "compile")]
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(value: i16) -> [u8; NODE] {
        let [low, high] = value.to_le_bytes();
        [0xFF, 0xFF, low, high]
    }

    fn over(feature: usize, over: u8, right: u8) -> [u8; NODE] {
        let [low, high] = u16::try_from(feature).unwrap().to_le_bytes();
        [low, high, over, right]
    }

    #[test]
    fn a_tree_leads_left_unless_its_feature_is_over() {
        let feature = Aspect::NotionLately.at(3);
        let nodes = [over(feature, 4, 2), leaf(-10), leaf(25)].concat();
        let head = Head { base: 1, roots: vec![0, 0], nodes: nodes.into(), ..Head::default() };
        let mut sight = Sight::default();
        assert_eq!(head.score(&sight), -19);
        sight.set(Aspect::NotionLately, 3, 4);
        assert_eq!(head.score(&sight), -19);
        sight.set(Aspect::NotionLately, 3, 5);
        assert_eq!(head.score(&sight), 51);
    }

    #[test]
    fn a_damaged_tree_says_nothing_and_ends() {
        for nodes in [vec![], vec![1], over(0, 0, 0).to_vec(), over(0, 0, 200).to_vec()] {
            let head = Head { base: 7, roots: vec![0, 9], nodes: nodes.into(), ..Head::default() };
            assert_eq!(head.score(&Sight::default()), 7);
        }
    }

    #[test]
    fn a_place_out_of_range_is_no_other_feature() {
        let mut sight = Sight::default();
        sight.set(Aspect::Notion, PLACES, 1);
        assert_eq!(sight, Sight::default());
    }
}
