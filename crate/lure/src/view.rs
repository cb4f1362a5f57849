//! A pack's tables as the engine reads them.

use crate::{
    folding::Folding,
    layout::{Rows, Shorts},
    pack::Directory,
    vocabulary::Vocabulary,
};

/// A pack's tables, for the time of one message.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// What letters become.
    pub folding: Folding<'a>,
    /// The words.
    pub vocabulary: Vocabulary<'a>,
    /// For each symbol: see [`Section::Symbols`](crate::sections::Section::Symbols).
    pub symbols: Rows<'a>,
    /// For each class: see [`Section::Classes`](crate::sections::Section::Classes).
    pub classes: Rows<'a>,
    /// See [`Section::ClassAhead`](crate::sections::Section::ClassAhead).
    pub ahead: &'a [u8],
    /// The classes that may be a bare start of a sentence.
    pub starts: Shorts<'a>,
    /// The classes that may be a bare end of a sentence.
    pub ends: Shorts<'a>,
    /// For each phrase: see [`Section::Phrases`](crate::sections::Section::Phrases).
    pub phrases: Rows<'a>,
    /// For each phrase: see [`Section::PhraseHeads`](crate::sections::Section::PhraseHeads).
    pub heads: Shorts<'a>,
    /// The directory.
    pub directory: &'a Directory,
}

/// The mark of a class from which something is looked for.
pub const ANCHOR: u8 = 128;

impl View<'_> {
    /// Whether something is looked for from a class.
    #[inline]
    pub fn is_anchor(&self, class: u16) -> bool {
        self.ahead.get(usize::from(class)).is_some_and(|ahead| ahead & ANCHOR != 0)
    }

    /// The most tokens that can follow a member of a class in a phrase.
    #[inline]
    pub fn ahead(&self, class: u16) -> u8 {
        self.ahead.get(usize::from(class)).map_or(0, |ahead| ahead & !ANCHOR)
    }
}
