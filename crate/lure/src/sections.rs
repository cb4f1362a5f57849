//! What a pack consists of.

/// What the sections of a pack are, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The [`crate::pack::Directory`].
    Directory,
    /// See [`crate::folding::Folding`].
    FoldPages,
    /// See [`crate::folding::Folding`].
    FoldLows,
    /// See [`crate::folding::Folding`].
    FoldTargets,
    /// See [`crate::vocabulary::Vocabulary`].
    WordBlocks,
    /// See [`crate::vocabulary::Vocabulary`].
    WordShared,
    /// See [`crate::vocabulary::Vocabulary`].
    WordOwn,
    /// See [`crate::vocabulary::Vocabulary`].
    WordLetters,
    /// See [`crate::vocabulary::Vocabulary`].
    WordStems,
    /// See [`crate::vocabulary::Vocabulary`].
    WordLanguages,
    /// Where the records of the symbols are.
    SymbolStarts,
    /// For each symbol: the classes that it stands in by itself, then what is looked for from it.
    Symbols,
    /// For each class, how many tokens can follow a member of it in a phrase; [`crate::view::ANCHOR`] is set where something is
    /// looked for from the class.
    ClassAhead,
    /// Where the records of the classes are.
    ClassStarts,
    /// For each class: what is looked for from it.
    Classes,
    /// The classes that may be a bare start of a sentence, ascending.
    ClassIsStart,
    /// The classes that may be a bare end of a sentence, ascending.
    ClassIsEnd,
    /// Where the records of the phrases are.
    PhraseStarts,
    /// For each phrase: its elements.
    Phrases,
    /// For each phrase: its family; then its strength times sixteen and its language.
    PhraseHeads,
    /// What was learned besides the rules; empty when there is nothing.
    Learned,
}

/// How many sections there are.
pub const SECTIONS: usize = 21;
/// The sections in order.
#[cfg_attr(not(feature = "compile"), allow(dead_code))]
pub const ALL: [Section; SECTIONS] = [
    Section::Directory,
    Section::FoldPages,
    Section::FoldLows,
    Section::FoldTargets,
    Section::WordBlocks,
    Section::WordShared,
    Section::WordOwn,
    Section::WordLetters,
    Section::WordStems,
    Section::WordLanguages,
    Section::SymbolStarts,
    Section::Symbols,
    Section::ClassAhead,
    Section::ClassStarts,
    Section::Classes,
    Section::ClassIsStart,
    Section::ClassIsEnd,
    Section::PhraseStarts,
    Section::Phrases,
    Section::PhraseHeads,
    Section::Learned,
];
