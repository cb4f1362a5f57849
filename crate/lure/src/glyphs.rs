//! Letters and signs of a message: which belong to words, numbers and sums, and which end a sentence.

/// A visible letter or sign with its place.
#[derive(Clone, Copy)]
pub struct Glyph {
    /// What it is read as.
    pub letter: char,
    /// The character of the original text.
    pub at: u32,
}

/// How many signs of the number that begins here belong to it.
pub fn number_length(glyphs: &[Glyph]) -> usize {
    let mut length = 0;
    for (place, glyph) in glyphs.iter().enumerate() {
        let next_is_digit = glyphs.get(place + 1).is_some_and(|next| next.letter.is_numeric());
        let inner = matches!(glyph.letter, '.' | ',' | ':' | '/' | '-' | '\'') && place > 0 && next_is_digit;
        if glyph.letter.is_numeric() || inner || (place == 0 && is_currency(glyph.letter)) {
            length = place + 1;
        } else {
            break;
        }
    }
    length.max(1)
}

/// The chunk without punctuation around it, and whether a sentence ends with it.
pub fn trim(chunk: &[Glyph]) -> (&[Glyph], bool) {
    let is_edge = |glyph: &Glyph| {
        glyph.letter.is_ascii_punctuation() && !matches!(glyph.letter, '$' | '@' | '#' | '+' | '*')
            || is_stop(glyph.letter)
            || matches!(glyph.letter, '“' | '”' | '«' | '»' | '„' | '‘' | '’')
    };
    let mut body = chunk;
    while let Some((first, rest)) = body.split_first()
        && is_edge(first)
    {
        body = rest;
    }
    let mut stops = 0;
    let mut dots = 0;
    while let Some((last, rest)) = body.split_last()
        && is_edge(last)
    {
        if last.letter == '.' {
            dots += 1;
        } else if is_stop(last.letter) {
            stops += 1;
        }
        body = rest;
    }
    // "…" and "..." are a pause in chats, a single full stop is an end.
    (body, stops > 0 || dots == 1)
}

/// Letters, digits and the apostrophes inside words.
pub fn is_wordy(letter: char) -> bool {
    letter.is_alphanumeric() || is_apostrophe(letter)
}

pub fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '’' | '`' | '´' | 'ʼ' | '‘')
}

pub fn is_stop(letter: char) -> bool {
    matches!(letter, '.' | '!' | '?' | ';' | '؟' | '।' | '॥' | '۔' | '؛' | '。' | '！' | '？')
}

pub fn is_currency(letter: char) -> bool {
    matches!(letter, '$' | '€' | '£' | '¥' | '₹' | '₦' | '₱' | '₺' | '₽' | '₩' | '₵' | '฿' | '₫' | '₪' | '₴')
}
