//! What rules do not say: a linear model over hashed words and letters of the contact's messages.
//!
//! Each message is a bag of word, word-pair and letter features, hashed to [`BITS`] bits, scaled by its own length,
//! so that a message's score is one sum. The state keeps only the faded sum of those scores: no text, constant size,
//! and the same whatever way the messages were batched. `breakwater train` makes the weights; the model card is
//! `docs/model-card.md`.

#![cfg_attr(not(feature = "compile"), allow(dead_code))]

use serde::{Deserialize, Serialize};

use crate::folding::{Folded, Folding};

/// Bits of a feature's hash.
const BITS: u32 = 14;
/// Weights of one head.
pub const FEATURES: usize = 1 << BITS;
/// What is told apart: a threat, a lure.
pub const HEADS: usize = 2;
/// What is left of a score with each further message of the contact.
pub const FADE: f32 = 0.85;
/// Words of a message that are looked at, and letters of a word.
const WORDS: u32 = 80;
const LETTERS: usize = 16;

/// What a signal of the rules counts as a feature; words share [`features`]' scale.
pub const SIGNAL: f32 = 0.5;

/// The weights, as they travel in the pack. Empty: there is no learned part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Learned {
    /// One signed byte a weight, one head after the other.
    pub weights: Vec<u8>,
    /// What one step of a weight is worth, for each head.
    pub scale: [f32; HEADS],
    /// The score of nothing at all.
    pub bias: [f32; HEADS],
    /// The judgement at which there is half a signal, and a whole one, for each head.
    pub bars: [(f32, f32); HEADS],
}

/// The feature that stands for a signal of the rules.
pub fn signal_feature(key: u16) -> u16 {
    let hash = u32::from(key).wrapping_add(1).wrapping_mul(0x85EB_CA6B);
    u16::try_from((hash ^ hash >> 13) & ((1 << BITS) - 1)).unwrap_or(0)
}

/// Gathers features of one message.
#[derive(Default)]
struct Bag {
    word: Vec<char>,
    before: u32,
    words: u32,
    found: Vec<u16>,
}

const SEED: u32 = 0x811c_9dc5;

fn mix(sum: u32, letter: char) -> u32 {
    (sum ^ u32::from(letter)).wrapping_mul(0x0100_0193)
}

impl Bag {
    fn add(&mut self, hash: u32) {
        let mixed = (hash ^ (hash >> 15)).wrapping_mul(0x2c1b_3c6d);
        self.found.push(u16::try_from(mixed >> (32 - BITS)).unwrap_or(0));
    }

    fn letter(&mut self, letter: char) {
        let letter = if letter.is_numeric() { '0' } else { letter };
        let stretched =
            self.word.ends_with(&[letter, letter]) || letter == '0' && self.word.last() == Some(&'0');
        if !stretched && self.word.len() < LETTERS {
            self.word.push(letter);
        }
    }

    fn end(&mut self) {
        if self.word.is_empty() {
            return;
        }
        self.words += 1;
        if self.words <= WORDS {
            let word = self.word.iter().fold(SEED, |sum, letter| mix(sum, *letter));
            self.add(word);
            self.add((self.before.rotate_left(7) ^ word).wrapping_mul(0x9E37_79B9));
            self.before = word;
            self.word.insert(0, ' ');
            self.word.push(' ');
            for length in [4, 5] {
                for place in 0..=self.word.len().saturating_sub(length) {
                    let part = self.word.get(place..place + length).unwrap_or(&[]);
                    if !part.is_empty() {
                        let hash = part.iter().fold(SEED ^ 0x5555, |sum, letter| mix(sum, *letter));
                        self.add(hash);
                    }
                }
            }
        }
        self.word.clear();
    }
}

/// The features of a message and what each counts.
pub fn features(folding: &Folding, text: &str) -> (Vec<u16>, f32) {
    let mut bag = Bag::default();
    for letter in text.chars().take(1500) {
        let mut take = |letter: char| {
            if letter.is_alphanumeric() || matches!(letter, '€' | '$' | '£') {
                bag.letter(letter);
            } else if !matches!(letter, '\'' | '’') {
                bag.end();
            }
        };
        match folding.fold(letter) {
            Folded::Dropped => {}
            Folded::One(one) => take(one),
            Folded::Many(many) => many.chars().for_each(take),
        }
    }
    bag.end();
    // Counts of features are far below the precision of f32.
    #[allow(clippy::cast_precision_loss)]
    let each = 1.0 / (bag.found.len() as f32 + 4.0).sqrt();
    (bag.found, each)
}

/// The sums of a conversation after one more message.
pub fn fade(sums: [f32; HEADS], score: [f32; HEADS]) -> [f32; HEADS] {
    std::array::from_fn(|head| {
        let (sum, new) = (sums.get(head).copied().unwrap_or(0.0), score.get(head).copied().unwrap_or(0.0));
        sum * FADE + new
    })
}

impl Learned {
    /// Whether there is anything learned.
    pub fn is_empty(&self) -> bool {
        self.weights.len() != FEATURES * HEADS
    }

    /// For storage, as [`crate::compile`] reads it back.
    ///
    /// # Errors
    /// Never in practice: plain numbers have no way to fail.
    #[cfg(feature = "compile")]
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_allocvec(self)
    }

    /// The scores of one message in which these signals were found.
    pub fn score(&self, folding: &Folding, text: &str, signals: &[u16]) -> [f32; HEADS] {
        let (found, each) = features(folding, text);
        std::array::from_fn(|head| {
            let weight = |feature: u16| {
                let weight = self.weights.get(head * FEATURES + usize::from(feature)).copied().unwrap_or(0);
                f32::from(weight.cast_signed())
            };
            let words: f32 = found.iter().map(|feature| weight(*feature)).sum();
            let signals: f32 = signals.iter().map(|key| weight(signal_feature(*key))).sum();
            (words * each + signals * SIGNAL) * self.scale.get(head).copied().unwrap_or(0.0)
        })
    }

    /// The judgement over faded sums: 0 is even.
    pub fn margin(&self, sums: [f32; HEADS], head: usize) -> f32 {
        sums.get(head).copied().unwrap_or(0.0) + self.bias.get(head).copied().unwrap_or(0.0)
    }
}
