//! A message as tokens: what a reader sees, whatever was done to hide it.
//!
//! Every token knows which characters of the original text it stands for. Nothing here judges.

use crate::{
    elements::symbol,
    folding::{Folded, Folding},
    glyphs::{Glyph, is_apostrophe, is_currency, is_stop, is_wordy, number_length, trim},
    token::Token,
    vocabulary::{LONGEST, Vocabulary},
};

/// Of a message longer than this, the first [`HEAD`] and the last [`TAIL`] characters are read.
pub const MOST_CHARACTERS: usize = HEAD + TAIL;
/// Characters read from the front of a long message.
pub const HEAD: usize = 6000;
/// Characters read from the end of a long message.
pub const TAIL: usize = 2000;

/// A message, read.
#[derive(Debug, Default)]
pub struct Reading {
    /// The tokens in order.
    pub tokens: Vec<Token>,
    /// The message was longer than is read: its middle was left out.
    pub truncated: bool,
}

/// Reads messages.
pub struct Reader<'a> {
    folding: Folding<'a>,
    vocabulary: Vocabulary<'a>,
    tokens: Vec<Token>,
    /// A sentence has ended since the last token.
    hard: bool,
    word: String,
}

impl<'a> Reader<'a> {
    /// Reads `text` whole (or head and tail, when it is very long).
    pub fn read(folding: Folding<'a>, vocabulary: Vocabulary<'a>, text: &str) -> Reading {
        let tokens = Vec::with_capacity((text.len() / 4).clamp(4, 64));
        let mut this =
            Self { folding, vocabulary, tokens, hard: false, word: String::with_capacity(LONGEST) };
        // Counting characters is only needed when there can be too many.
        let count = if text.len() > MOST_CHARACTERS { text.chars().count() } else { 0 };
        let truncated = count > MOST_CHARACTERS;
        if truncated {
            this.part(text.chars().take(HEAD), 0);
            this.hard = true;
            let skip = count - TAIL;
            this.part(text.chars().skip(skip), u32::try_from(skip).unwrap_or(u32::MAX));
        } else {
            this.part(text.chars(), 0);
        }
        this.join_letters();
        if let Some(first) = this.tokens.first_mut() {
            first.flags |= Token::FIRST;
        }
        Reading { tokens: this.tokens, truncated }
    }

    fn part(&mut self, letters: impl Iterator<Item = char>, first: u32) {
        let mut chunk: Vec<Glyph> = Vec::with_capacity(24);
        let mut at = first;
        for letter in letters {
            if letter.is_whitespace() || letter == '\0' {
                self.chunk(&chunk);
                chunk.clear();
                if letter == '\n' || letter == '\u{2029}' {
                    self.hard = true;
                }
            } else {
                match self.folding.fold(letter) {
                    Folded::Dropped => {}
                    Folded::One(' ') => {
                        self.chunk(&chunk);
                        chunk.clear();
                    }
                    Folded::One(letter) => chunk.push(Glyph { letter, at }),
                    Folded::Many(letters) => {
                        chunk.extend(letters.chars().map(|letter| Glyph { letter, at }));
                    }
                }
            }
            at = at.saturating_add(1);
        }
        self.chunk(&chunk);
    }

    /// A run of signs without white space.
    fn chunk(&mut self, chunk: &[Glyph]) {
        if chunk.is_empty() {
            return;
        }
        if chunk.iter().all(|glyph| glyph.letter.is_alphabetic()) {
            self.word(chunk);
            return;
        }
        let (body, ended) = trim(chunk);
        self.hard |= chunk.first().is_some_and(|glyph| matches!(glyph.letter, '¿' | '¡'));
        if !body.is_empty() {
            self.body(body);
        }
        self.hard |= ended;
    }

    /// A chunk without the punctuation around it.
    fn body(&mut self, body: &[Glyph]) {
        if body.iter().any(|glyph| matches!(glyph.letter, '.' | '@' | ':')) && self.address(body) {
            return;
        }
        if body.iter().all(|glyph| is_wordy(glyph.letter)) {
            self.word(body);
            return;
        }
        if self.disguised(body) {
            return;
        }
        self.pieces(body);
    }

    /// Web addresses, mail addresses and @names.
    fn address(&mut self, body: &[Glyph]) -> bool {
        let text: String = body.iter().take(256).map(|glyph| glyph.letter).collect();
        if let Some(name) = text.strip_prefix('@') {
            if name.chars().count() >= 3 && name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c)) {
                self.push(symbol::HANDLE, body);
                return true;
            }
            return false;
        }
        let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let certain = rest.is_some() || text.starts_with("www.");
        let rest = rest.unwrap_or(&text);
        let rest = rest.strip_prefix("www.").unwrap_or(rest);
        let host = rest.split(['/', '?', '#', ':']).next().unwrap_or(rest);
        if let Some((name, domain)) = host.split_once('@') {
            if !name.is_empty() && domain.contains('.') {
                self.push(symbol::MAIL, body);
                return true;
            }
            return false;
        }
        const ENDINGS: [&str; 32] = [
            "com", "net", "org", "me", "ly", "io", "co", "gg", "link", "xyz", "ru", "uk", "app", "site",
            "online", "info", "tk", "de", "fr", "es", "it", "nl", "pl", "se", "br", "id", "ph", "in", "chat",
            "live", "cam", "top",
        ];
        let ending = host.rsplit_once('.').filter(|(name, _)| !name.is_empty()).map(|(_, ending)| ending);
        let known = ending.is_some_and(|ending| ENDINGS.contains(&ending));
        if certain
            || (known && (rest.len() > host.len() || host.len() > 5 || self.vocabulary.whole(host).is_some()))
        {
            let found = self.vocabulary.whole(host).unwrap_or(symbol::ADDRESS);
            self.push(found, body);
            return true;
        }
        false
    }

    /// Words with signs put between or in place of their letters: `n*des`, `p!c`, `n.u.d.e.s`, `nu-des`.
    fn disguised(&mut self, body: &[Glyph]) -> bool {
        if body.len() > LONGEST || !body.iter().any(|glyph| glyph.letter.is_alphabetic()) {
            return false;
        }
        let text: String =
            body.iter().map(|glyph| glyph.letter).filter(|letter| !is_apostrophe(*letter)).collect();
        let found = if text.contains('*') {
            self.vocabulary.starred(&text)
        } else if text.contains(['@', '$', '!', '|', '+'])
            && text.chars().all(|c| c.is_alphanumeric() || "@$!|+".contains(c))
        {
            self.vocabulary.find(&text)
        } else {
            None
        };
        let found = found.or_else(|| self.interrupted(&text));
        if let Some(found) = found {
            self.push(found, body);
        }
        found.is_some()
    }

    /// `n.u.d.e.s`, `nu-des`: the parts mean nothing, the whole does.
    fn interrupted(&self, text: &str) -> Option<u16> {
        const BETWEEN: [char; 8] = ['.', '-', '_', '*', '/', '·', '•', '~'];
        if !text.contains(BETWEEN) {
            return None;
        }
        let mut known = 0;
        let mut parts = 0;
        for part in text.split(BETWEEN).filter(|part| !part.is_empty()) {
            parts += 1;
            if part.chars().count() > 1 && self.vocabulary.plain(part).is_some() {
                known += 1;
            }
        }
        let joined: String = text.chars().filter(|letter| !BETWEEN.contains(letter)).collect();
        if known == parts || !joined.chars().all(char::is_alphanumeric) {
            return None;
        }
        if joined.chars().count() >= 4 { self.vocabulary.find(&joined) } else { None }
    }

    /// Words, numbers, sums and signs one after the other.
    fn pieces(&mut self, body: &[Glyph]) {
        let mut rest = body;
        while let Some(first) = rest.first() {
            let letter = first.letter;
            if letter.is_numeric()
                || (is_currency(letter) && rest.get(1).is_some_and(|next| next.letter.is_numeric()))
            {
                let length = number_length(rest);
                let (number, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                rest = self.number(number, after);
            } else if is_wordy(letter) {
                let length = rest.iter().take_while(|glyph| is_wordy(glyph.letter)).count();
                let (word, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                self.word(word);
                rest = after;
            } else {
                self.sign(*first, rest.get(1).map(|next| next.letter));
                rest = rest.get(1..).unwrap_or(&[]);
            }
        }
    }

    /// A number with what is stuck to it. Gives back what is left.
    fn number<'g>(&mut self, number: &[Glyph], after: &'g [Glyph]) -> &'g [Glyph] {
        let digits = number.iter().filter(|glyph| glyph.letter.is_numeric()).count();
        let mut money = number.iter().any(|glyph| is_currency(glyph.letter));
        let mut rest = after;
        let mut all: Vec<Glyph> = number.to_vec();
        if let Some(next) = rest.first()
            && is_currency(next.letter)
        {
            money = true;
            all.push(*next);
            rest = rest.get(1..).unwrap_or(&[]);
        }
        // "5k" is a number; "24h" is a number and a word.
        if let Some(next) = rest.first()
            && matches!(next.letter, 'k' | '%')
            && !rest.get(1).is_some_and(|glyph| is_wordy(glyph.letter))
        {
            all.push(*next);
            rest = rest.get(1..).unwrap_or(&[]);
        }
        let found = if money {
            symbol::MONEY
        } else if digits >= 8 {
            symbol::PHONE
        } else {
            symbol::NUMBER
        };
        self.push(found, &all);
        rest
    }

    /// A word of letters, digits and apostrophes.
    fn word(&mut self, glyphs: &[Glyph]) {
        self.word.clear();
        let mut digits = 0_usize;
        let mut letters = 0_usize;
        for glyph in glyphs {
            if is_apostrophe(glyph.letter) {
                continue;
            }
            if glyph.letter.is_numeric() {
                digits += 1;
            } else {
                letters += 1;
            }
            if letters + digits <= LONGEST * 2 {
                self.word.push(glyph.letter);
            }
        }
        if letters == 0 {
            let _ = self.number(glyphs, &[]);
            return;
        }
        let word = std::mem::take(&mut self.word);
        if letters + digits > LONGEST * 2 {
            self.push(symbol::NONE, glyphs);
        } else if digits == 0 {
            let found = self.vocabulary.find(&word).unwrap_or(symbol::NONE);
            self.push(found, glyphs);
            if letters == 1 {
                let letter = word.chars().next();
                if let Some(token) = self.tokens.last_mut() {
                    token.letter = letter;
                }
            }
        } else {
            self.mixed(&word, glyphs, digits);
        }
        self.word = word;
    }

    /// A word with digits in it: `n00ds`, `24h`, `gr8`, `2nite`.
    fn mixed(&mut self, word: &str, glyphs: &[Glyph], digits: usize) {
        let leading = glyphs.iter().take_while(|glyph| glyph.letter.is_numeric()).count();
        let unit = glyphs.len() - leading <= 4 && leading == digits;
        let found = self.vocabulary.plain(word).or_else(|| {
            // "24h" is a number with its unit before it is anything else.
            if unit && leading >= 2 { None } else { self.vocabulary.find(word) }
        });
        if let Some(found) = found {
            self.push(found, glyphs);
        } else if let (true, Some((number, after))) =
            (leading > 0 && leading == digits, glyphs.split_at_checked(leading))
        {
            let rest = self.number(number, after);
            if !rest.is_empty() {
                self.word(rest);
            }
        } else {
            self.push(symbol::NONE, glyphs);
        }
    }

    /// Punctuation and picture signs.
    fn sign(&mut self, glyph: Glyph, next: Option<char>) {
        let letter = glyph.letter;
        if letter == '.' && next == Some('.') {
            return;
        }
        if is_stop(letter) {
            self.hard = true;
        } else if !letter.is_ascii() || is_currency(letter) {
            let mut buffer = [0; 4];
            if let Some(found) = self.vocabulary.whole(letter.encode_utf8(&mut buffer)) {
                self.push(found, &[glyph]);
                if !is_currency(letter)
                    && let Some(token) = self.tokens.last_mut()
                {
                    token.flags |= Token::EMOJI;
                }
            }
        }
    }

    fn push(&mut self, symbol: u16, glyphs: &[Glyph]) {
        let (Some(first), Some(last)) = (glyphs.first(), glyphs.last()) else { return };
        let flags = if self.hard { Token::HARD } else { 0 };
        self.hard = false;
        self.tokens.push(Token {
            symbol,
            from: first.at,
            to: last.at.saturating_add(1),
            flags,
            letter: None,
        });
    }

    /// `n u d e s`: four or more single letters in a row that make a word.
    fn join_letters(&mut self) {
        let mut run = 0;
        let found = self.tokens.iter().any(|token| {
            run = if token.letter.is_some() { run + 1 } else { 0 };
            run >= 4
        });
        if !found {
            return;
        }
        let old = std::mem::take(&mut self.tokens);
        let mut rest = old.as_slice();
        while let Some(first) = rest.first() {
            let letters = rest.iter().take(16).map_while(|token| token.letter).collect::<Vec<_>>();
            let joined = (4..=letters.len()).rev().find_map(|length| {
                let word: String = letters.iter().take(length).collect();
                self.vocabulary.whole(&word).map(|symbol| (length, symbol))
            });
            let (length, token) = match joined {
                Some((length, symbol)) => {
                    let to = rest.get(length - 1).map_or(first.to, |last| last.to);
                    (length, Token { symbol, to, letter: None, ..*first })
                }
                None => (1, *first),
            };
            self.tokens.push(token);
            rest = rest.get(length..).unwrap_or(&[]);
        }
    }
}
