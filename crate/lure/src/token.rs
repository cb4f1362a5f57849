//! One word, number or sign of a message, and where it stood.

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Token {
    /// Its symbol; [`NONE`](crate::elements::symbol::NONE) when no phrase knows the word.
    pub symbol: u16,
    /// First character in the original text.
    pub from: u32,
    /// One past the last character.
    pub to: u32,
    /// See the constants below.
    pub flags: u8,
    /// The letter, when the token is a single one: material for spaced-out words.
    pub letter: Option<char>,
}

impl Token {
    /// A sentence ends before this token.
    pub const HARD: u8 = 1;
    /// The token is a picture sign, which phrases may step over.
    pub const EMOJI: u8 = 2;
    /// The first token of a message.
    pub const FIRST: u8 = 4;

    /// A token carried over from an earlier message.
    pub const fn carried(symbol: u16, flags: u8) -> Self {
        Self { symbol, from: 0, to: 0, flags, letter: None }
    }

    /// Whether a flag is set.
    pub const fn is(self, flag: u8) -> bool {
        self.flags & flag != 0
    }
}
