//! The signal pack: everything the data files say, compiled, versioned and checked on load.
//!
//! The pack holds no code and trusts nothing: whatever the bytes say, loading ends in a pack or a [`PackError`],
//! and matching never reads outside it.

use serde::{Deserialize, Serialize};

use crate::{folding::Folding, learned::Learned};

/// The first bytes of every pack.
const MAGIC: &[u8; 4] = b"BWSP";
/// The layout that this version of the engine reads.
pub const LAYOUT: u8 = 3;

/// Why a pack could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The bytes are not a signal pack at all.
    #[error("not a signal pack; build the engine again")]
    NotAPack,
    /// The pack was made for another version of the engine.
    #[error("the signal pack has layout {found}, this engine reads layout {expected}; build both together")]
    WrongLayout {
        /// The layout that the pack says it has.
        found: u8,
        /// The layout that this engine reads.
        expected: u8,
    },
    /// The bytes changed after the pack was made.
    #[error("the signal pack is damaged (its check sum differs); install it again")]
    Damaged,
    /// The parts of the pack do not fit together.
    #[error("the signal pack contradicts itself: {0}")]
    Inconsistent(&'static str),
}

/// The part that a family of moves plays in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// How a stranger opens.
    Approach,
    /// A question that fills in a profile of the person.
    Profile,
    /// Flattery and fast closeness.
    Charm,
    /// Talk that turns to bodies or wishes.
    Sexual,
    /// A pull towards another place, a picture or a camera: ordinary by itself.
    Pull,
    /// A pull that is hardly ever ordinary from a stranger.
    Capture,
    /// Keep it secret, delete it.
    Secrecy,
    /// Pushing on after a hesitation.
    Pressure,
    /// Another trick that needs no courtship: an offer, a code, a friend in need.
    Hook,
    /// "I have it": the means of a threat.
    Evidence,
    /// What will happen with it: the threat.
    Exposure,
    /// Money, pictures or obedience asked for.
    Demand,
    /// How the asking is pressed: a time limit, a way to pay, a lower price, a promise to delete.
    Terms,
    /// What comes afterwards: a helper who wants a fee.
    Aftermath,
    /// Someone tells what another did.
    Story,
    /// Someone warns or advises.
    Advice,
    /// It is meant as a joke.
    Joke,
    /// The two share a life outside the chat.
    SharedLife,
}

impl Role {
    /// Whether the family only gives meaning to others and is never shown.
    pub const fn is_guard(self) -> bool {
        matches!(self, Self::Story | Self::Advice | Self::Joke | Self::SharedLife)
    }

    /// Whether the family belongs to threat and demand (S6 and S7) and so can make a `threat`.
    pub const fn is_force(self) -> bool {
        matches!(self, Self::Evidence | Self::Exposure | Self::Demand | Self::Terms)
    }
}

/// Where in the run of a lure a signal belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The first contact.
    Approach,
    /// Getting close and finding out.
    Rapport,
    /// The talk turns sexual.
    Sexualise,
    /// To another place.
    Move,
    /// Towards a picture or a camera.
    CapturePush,
    /// What will happen.
    Threat,
    /// What is wanted.
    Demand,
    /// Again, whatever was paid.
    Repeat,
    /// A second trick on someone already hurt.
    Aftermath,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Self; 9] = [
        Self::Approach,
        Self::Rapport,
        Self::Sexualise,
        Self::Move,
        Self::CapturePush,
        Self::Threat,
        Self::Demand,
        Self::Repeat,
        Self::Aftermath,
    ];

    /// The name used in files and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approach => "approach",
            Self::Rapport => "rapport",
            Self::Sexualise => "sexualise",
            Self::Move => "move",
            Self::CapturePush => "capture-push",
            Self::Threat => "threat",
            Self::Demand => "demand",
            Self::Repeat => "repeat",
            Self::Aftermath => "aftermath",
        }
    }
}

/// One family of moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// The id of the signal, stable in files and messages.
    pub id: String,
    /// The part it plays.
    pub role: Role,
    /// Where it belongs in the run.
    pub stage: Stage,
    /// Weight in hundredths of a point.
    pub weight: u16,
    /// One sentence that says to the person what was seen.
    pub reason: String,
    /// Which kinds of row are themselves a weak sign of this move, one bit a kind (see [`event_bit`]).
    pub events: u16,
    /// The short name that outlives the pack; made from the id on assembling, because every judgement needs it.
    #[serde(skip)]
    pub key: u16,
}

/// The bit of [`Family::events`] for a kind of row.
pub const fn event_bit(kind: breakwater_transcript::Kind) -> u16 {
    use breakwater_transcript::Kind;
    match kind {
        Kind::Image => 1,
        Kind::Video => 2,
        Kind::Call => 4,
        Kind::Link => 8,
        Kind::File => 16,
        Kind::Voice => 32,
        Kind::Text | Kind::Sticker | Kind::System => 0,
    }
}

/// The bit of [`Family::events`] for what the learned part makes of a message: 0 threat, 1 lure.
pub const fn learned_bit(head: usize) -> u16 {
    if head == 0 { 64 } else { 128 }
}

/// How much a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strength {
    /// Not a signal itself: a notion ("your people") that counts together with others.
    Notion,
    /// It cancels hits of its family that it touches.
    Unless,
    /// Half a signal.
    Hint,
    /// A whole one.
    Phrase,
}

/// Notions that together, in any order within some words, are a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// The family, by place.
    pub family: u8,
    /// How much it says.
    pub strength: Strength,
    /// The notions, one bit each.
    pub notions: u64,
    /// All of them must stand within so many tokens.
    pub within: u8,
}

/// One element of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A symbol.
    Word {
        /// The symbol.
        symbol: u32,
        /// Whether it may be missing.
        optional: bool,
    },
    /// Any member of a class.
    Class {
        /// The place of the class.
        class: u32,
        /// Whether it may be missing.
        optional: bool,
    },
    /// Up to so many words of any kind, within the sentence.
    Gap(u32),
    /// The start of a sentence.
    Start,
    /// The end of a sentence.
    End,
}

impl Element {
    /// As a number in memory.
    pub const fn code(self) -> u32 {
        match self {
            Self::Word { symbol, optional: false } => symbol << 3,
            Self::Word { symbol, optional: true } => symbol << 3 | 1,
            Self::Class { class, optional: false } => class << 3 | 2,
            Self::Class { class, optional: true } => class << 3 | 3,
            Self::Gap(most) => most << 3 | 4,
            Self::Start => 5,
            Self::End => 6,
        }
    }

    /// Back from the number. Every number means something.
    pub const fn decode(code: u32) -> Self {
        let value = code >> 3;
        match code & 7 {
            0 => Self::Word { symbol: value, optional: false },
            1 => Self::Word { symbol: value, optional: true },
            2 => Self::Class { class: value, optional: false },
            3 => Self::Class { class: value, optional: true },
            4 => Self::Gap(value),
            5 => Self::Start,
            _ => Self::End,
        }
    }
}

/// The symbols that are not words of the vocabulary. The vocabulary begins behind them.
pub mod symbol {
    /// A word that the vocabulary does not have.
    pub const NONE: u16 = 0;
    /// A number.
    pub const NUMBER: u16 = 1;
    /// A sum of money with its currency sign.
    pub const MONEY: u16 = 2;
    /// A web address.
    pub const ADDRESS: u16 = 3;
    /// An @name.
    pub const HANDLE: u16 = 4;
    /// A mail address.
    pub const MAIL: u16 = 5;
    /// A number long enough to be a phone's.
    pub const PHONE: u16 = 6;
    /// The first word of the vocabulary.
    pub const FIRST_WORD: u16 = 8;

    /// The builtin slot of that name.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn builtin(name: &str) -> Option<u16> {
        Some(match name {
            "num" => NUMBER,
            "money" => MONEY,
            "url" => ADDRESS,
            "handle" => HANDLE,
            "email" => MAIL,
            "phone" => PHONE,
            _ => return None,
        })
    }
}

/// What the bytes of a pack hold.
///
/// Everything is laid out for size: words, classes and phrases are numbered in the order of their first use, so that
/// most references are to "the next new one" and compress to almost nothing. The matcher unfolds it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pack {
    /// The folding table.
    pub folding: Folding,
    /// The vocabulary: folded words, one a line; a final `*` marks a word that stands for all that begin so.
    pub words: String,
    /// The languages that use the words, one bit each, and for how many words in a row.
    pub word_languages: Vec<(u16, u16)>,
    /// For each stem, the words that begin with it: how many, then the symbols as steps.
    pub stem_words: Vec<u16>,
    /// The classes: see the stream module.
    pub classes: Vec<u16>,
    /// How many classes there are.
    pub class_count: u16,
    /// The phrases: for each, the number of its elements, the place of the one to look from, then the elements.
    pub phrases: Vec<u16>,
    /// What the phrases say, and for how many in a row.
    pub phrase_heads: Vec<(Head, u16)>,
    /// The families.
    pub families: Vec<Family>,
    /// Signals made of notions.
    pub together: Vec<Together>,
    /// Short words that may be stuck to the front of another (Arabic "and", "the").
    pub clitics: Vec<String>,
    /// The languages in the pack, English first.
    pub languages: Vec<String>,
    /// What was learned besides the rules; empty when there is nothing.
    pub learned: Learned,
}

/// What a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its family, by place; the number of the notion for [`Strength::Notion`].
    pub family: u8,
    /// How much it says.
    pub strength: Strength,
    /// Its language, by place in [`Pack::languages`]; English is 0.
    pub language: u8,
}

/// How numbers refer to things that are numbered in the order of their first use: 0 is the next new one, anything
/// else counts back from it.
#[derive(Clone, Copy, Debug)]
pub struct Backwards {
    next: u16,
}

impl Backwards {
    /// Nothing used yet; the first new one will be `next`.
    pub const fn new(next: u16) -> Self {
        Self { next }
    }

    /// The number that stands for `item`.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn write(&mut self, item: u16) -> u16 {
        if item >= self.next {
            self.next = item.saturating_add(1);
            0
        } else {
            self.next - item
        }
    }

    /// Whether `item` is the next new one.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub const fn is_next(self, item: u16) -> bool {
        item == self.next
    }

    /// The item that a number stands for.
    pub fn read(&mut self, number: u16) -> u16 {
        let item = self.next.saturating_sub(number);
        if number == 0 {
            self.next = self.next.saturating_add(1);
        }
        item
    }

    /// Counts `many` new ones.
    pub fn skip(&mut self, many: u16) {
        self.next = self.next.saturating_add(many);
    }
}

impl Pack {
    /// The pack as bytes, with its head and its check sum.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        let body = postcard::to_allocvec(self)?;
        let mut bytes = Vec::with_capacity(body.len() + 13);
        bytes.extend_from_slice(MAGIC);
        bytes.push(LAYOUT);
        bytes.extend_from_slice(&checksum(&body).to_le_bytes());
        bytes.extend_from_slice(&body);
        Ok(bytes)
    }

    /// One line on what is in the pack.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn summary(&self) -> String {
        format!(
            "{} languages, {} families, {} phrases, {} words, {} bytes",
            self.languages.len(),
            self.families.len(),
            self.phrase_heads.iter().map(|(_, count)| usize::from(*count)).sum::<usize>(),
            self.words.lines().count(),
            self.to_bytes().map_or(0, |bytes| bytes.len()),
        )
    }

    /// Reads a pack and checks head and check sum.
    pub fn from_bytes(bytes: &[u8]) -> Result<(Self, u32), PackError> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(PackError::NotAPack)?;
        let (&layout, rest) = rest.split_first().ok_or(PackError::NotAPack)?;
        if layout != LAYOUT {
            return Err(PackError::WrongLayout { found: layout, expected: LAYOUT });
        }
        let (sum, body) = rest.split_first_chunk::<4>().ok_or(PackError::Damaged)?;
        let sum = u32::from_le_bytes(*sum);
        if checksum(body) != sum {
            return Err(PackError::Damaged);
        }
        let mut pack: Self = postcard::from_bytes(body).map_err(|_| PackError::Damaged)?;
        pack.folding.unpack();
        Ok((pack, sum))
    }
}

/// Eight bytes a step, because this runs on every cold start: it guards against damage, not against an attacker
/// (who would have to change the extension's own package).
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        sum = (sum ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    for byte in rest {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    let low = u32::try_from(sum & 0xFFFF_FFFF).unwrap_or(0);
    let high = u32::try_from(sum >> 32).unwrap_or(0);
    low ^ high
}
