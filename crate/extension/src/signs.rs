//! The signs by which a person knows our notes from a copy that a page has drawn.
//!
//! Pure.

/// What there is to choose from, by name: unlike each other, and of the kind that computers without coloured emoji can draw, too.
pub const SIGNS: [(&str, &str); 12] = [
    ("anchor", "⚓\u{fe0e}"),
    ("cloud", "☁\u{fe0e}"),
    ("clover", "☘\u{fe0e}"),
    ("flower", "✿\u{fe0e}"),
    ("horse", "♞\u{fe0e}"),
    ("note", "♫\u{fe0e}"),
    ("plane", "✈\u{fe0e}"),
    ("scissors", "✂\u{fe0e}"),
    ("snow", "❄\u{fe0e}"),
    ("star", "★\u{fe0e}"),
    ("sun", "☀\u{fe0e}"),
    ("umbrella", "☂\u{fe0e}"),
];

/// A sign as it is shown; nothing if none has this name.
#[must_use]
pub fn drawn(name: &str) -> Option<&'static str> {
    SIGNS.iter().find(|(known, _)| *known == name).map(|(_, sign)| *sign)
}
