//! The records of words and classes: what is looked for from each, and where it can begin.

use crate::layout::Reader;

/// Picture signs may stand between words, so a phrase can begin a little earlier than its elements say.
const SIGNS: u8 = 2;
/// The most tokens that a phrase can reach over: a longer window in a pack is a damaged one.
const LONGEST_REACH: u8 = 120;

/// A place from which something is looked for: at this token, and so many tokens before it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Anchor {
    /// The token.
    pub place: u16,
    /// 0 when it was the word that led here; one more than its class when it was a class of the word.
    pub via: u16,
    /// The fewest tokens before it.
    pub least: u8,
    /// The most tokens before it.
    pub most: u8,
}

impl Anchor {
    /// The same, so many tokens further before.
    pub const fn before(self, (least, most): (u8, u8)) -> Self {
        Self { least: self.least.saturating_add(least), most: self.most.saturating_add(most), ..self }
    }

    /// Where it can begin, the latest place first; `signs` when there are picture signs to step over.
    pub fn starts(self, signs: bool) -> impl Iterator<Item = usize> {
        let most = self.most.min(LONGEST_REACH) + if signs && self.most > 0 { SIGNS } else { 0 };
        let first = self.place.saturating_sub(u16::from(most));
        let last = self.place.checked_sub(u16::from(self.least));
        last.into_iter().flat_map(move |last| (first..=last).rev()).map(usize::from)
    }

    /// The token.
    pub fn place(self) -> usize {
        usize::from(self.place)
    }

    /// In the order in which phrases are tried.
    pub fn order(self) -> i64 {
        i64::from(self.place) << 16 | i64::from(self.via)
    }
}

/// Reads a run as far as its elements: least and most tokens before the anchor, elements. The classes that it is a
/// member of stand behind.
pub fn run<'a>(record: &mut Reader<'a>) -> Option<((u8, u8), Reader<'a>)> {
    let shape = record.byte()?;
    let (reach, length) = match (shape >> 6, shape & 63) {
        (_, 63) => ((record.byte()?, record.byte()?), record.number()?),
        (least, length) => ((least, least), u16::from(length)),
    };
    Some((reach, record.take(length)?))
}

/// Reads a phrase: steps from the one before, least and most tokens before the anchor.
pub fn phrase_of(record: &mut Reader<'_>) -> Option<(u16, (u8, u8))> {
    let (step, least) = (record.number()?, record.byte()?);
    Some((step, if least == 255 { (record.byte()?, record.byte()?) } else { (least, least) }))
}
