//! What the font can set, what stands in for what it can't, and the shaping of letters into glyphs.

use std::{cell::RefCell, ops::Range, rc::Rc};

use krilla::{
    surface::Location,
    text::{Glyph, GlyphId},
};
use rustybuzz::{Direction, Face, Script, ShapePlan, UnicodeBuffer, shape_with_plan, ttf_parser};

use super::NoPdf;
use crate::{Run, Text, is_unseen};

/// Marks on one letter that are set as marks; further ones would climb over other lines.
const MOST_MARKS: u8 = 4;

/// Joins a Devanagari letter to the next.
const VIRAMA: char = '\u{94d}';
/// Characters of a Devanagari syllable that are shaped together.
const LONGEST_SYLLABLE: u8 = 24;

/// The font, ready to shape with.
pub(super) struct Letters<'f> {
    face: Face<'f>,
    per_em: f32,
    /// How to shape each script that came up: working that out takes longer than shaping a line.
    plans: RefCell<Vec<(Script, Rc<ShapePlan>)>>,
}

/// How a piece of text looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Look {
    /// Size as a part of its paragraph's.
    pub(super) scale: f32,
    /// Grey instead of black.
    pub(super) muted: bool,
    /// Fat.
    pub(super) bold: bool,
}

impl Look {
    pub(super) const PLAIN: Self = Self { scale: 1.0, muted: false, bold: false };
    pub(super) const MUTED: Self = Self { muted: true, ..Self::PLAIN };
    pub(super) const BOLD: Self = Self { bold: true, ..Self::PLAIN };
    const STAND_IN: Self = Self { scale: 0.8, muted: true, bold: false };
}

/// Letters of one look and one script, shaped.
#[derive(Debug)]
pub(super) struct Piece {
    pub(super) text: String,
    pub(super) look: Look,
    pub(super) glyphs: Vec<Shaped>,
    /// Whether the line ends after it.
    pub(super) ends_line: bool,
}

/// A glyph with its place, in parts of the font size.
#[derive(Clone, Debug)]
pub(super) struct Shaped {
    id: u16,
    start: u32,
    end: u32,
    pub(super) advance: f32,
    across: f32,
    up: f32,
}

impl Shaped {
    /// The bytes of the piece's text that it stands for.
    pub(super) fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

impl Glyph for Shaped {
    fn glyph_id(&self) -> GlyphId {
        GlyphId::new(self.id.into())
    }

    fn text_range(&self) -> Range<usize> {
        self.range()
    }

    fn x_advance(&self, size: f32) -> f32 {
        self.advance * size
    }

    fn x_offset(&self, size: f32) -> f32 {
        self.across * size
    }

    fn y_offset(&self, size: f32) -> f32 {
        self.up * size
    }

    fn y_advance(&self, _: f32) -> f32 {
        0.0
    }

    fn location(&self) -> Option<Location> {
        None
    }
}

/// What becomes of a character.
enum Fate {
    Keep,
    /// Another character that looks the same.
    As(char),
    EndsLine,
    /// It would change what stands beside it, which the font does not have.
    Drop,
    /// A number in its place.
    StandIn,
}

impl<'f> Letters<'f> {
    /// Reads a font (TrueType).
    pub(super) fn new(font: &'f [u8]) -> Result<Self, NoPdf> {
        let face = Face::from_slice(font, 0).ok_or_else(|| NoPdf::Failed("the font can't be read".into()))?;
        let per_em = f32::from(u16::try_from(face.units_per_em()).unwrap_or(1000));
        Ok(Self { face, per_em, plans: RefCell::default() })
    }

    /// Whether anything in a text has to be set as its number.
    ///
    /// # Errors
    /// A letter or digit of a script that the font lacks: then the text can't be set properly.
    pub(super) fn check(&self, text: &str) -> Result<bool, NoPdf> {
        let mut marks = 0;
        let mut stand_ins = false;
        for c in text.chars() {
            let fate = self.fate(c, &mut marks);
            if matches!(fate, Fate::StandIn) && !is_unseen(c) {
                if c.is_alphanumeric() && !is_fancy(c) && self.glyph(c).is_none() {
                    return Err(NoPdf::Letters(c));
                }
                stand_ins = true;
            }
        }
        Ok(stand_ins)
    }

    /// A text, shaped.
    pub(super) fn pieces(&self, text: &Text, look: Look) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for run in text {
            let (words, look) = match run {
                Run::Ours(words) | Run::Seen(words) => (words, look),
                Run::Code(words) => (words, Look { scale: 0.85, ..look }),
                Run::Aside(words) => (words, Look { scale: 0.87, muted: true, ..look }),
            };
            self.run(words, look, &mut pieces);
        }
        pieces
    }

    fn run(&self, words: &str, look: Look, pieces: &mut Vec<Piece>) {
        let mut marks = 0;
        let mut kept = String::new();
        let (mut devanagari, mut syllable, mut joined) = (false, 0, false);
        for c in words.chars() {
            let fate = self.fate(c, &mut marks);
            match fate {
                Fate::Keep => {
                    // The shaper takes one script at a time; what every script uses stays with the one before.
                    if c.is_alphanumeric() && devanagari != is_devanagari(c) {
                        self.piece(&mut kept, look, pieces);
                        devanagari = !devanagari;
                    }
                    // A syllable goes on as long as its letters are joined. No language's goes on for so long, and the
                    // shaper panics at 256 (rustybuzz 0.20).
                    syllable =
                        if is_devanagari(c) && (joined || !c.is_alphabetic()) { syllable + 1 } else { 0 };
                    joined = c == VIRAMA;
                    if syllable > LONGEST_SYLLABLE {
                        self.piece(&mut kept, look, pieces);
                        syllable = 0;
                    }
                    kept.push(c);
                }
                Fate::As(other) => kept.push(other),
                Fate::Drop => {}
                Fate::EndsLine => {
                    self.piece(&mut kept, look, pieces);
                    match pieces.last_mut() {
                        Some(last) if !last.ends_line => last.ends_line = true,
                        _ => pieces.push(Piece {
                            text: String::new(),
                            look,
                            glyphs: Vec::new(),
                            ends_line: true,
                        }),
                    }
                }
                Fate::StandIn => {
                    self.piece(&mut kept, look, pieces);
                    let mut number = format!("[U+{:04X}]", u32::from(c));
                    self.piece(&mut number, Look { bold: look.bold, ..Look::STAND_IN }, pieces);
                }
            }
        }
        self.piece(&mut kept, look, pieces);
    }

    fn fate(&self, c: char, marks: &mut u8) -> Fate {
        if c == '\n' {
            return Fate::EndsLine;
        }
        if c == '\t' {
            return Fate::As(' ');
        }
        // What joins or varies emoji has nothing to join here.
        if matches!(c, '\u{200d}' | '\u{fe00}'..='\u{fe0f}') {
            return Fate::Drop;
        }
        if is_unseen(c) {
            return Fate::StandIn;
        }
        let Some(glyph) = self.glyph(c) else {
            return if c.is_whitespace() { Fate::As(' ') } else { Fate::StandIn };
        };
        let is_mark = !c.is_whitespace() && self.face.glyph_hor_advance(glyph).unwrap_or(0) == 0;
        *marks = if is_mark { marks.saturating_add(1) } else { 0 };
        if *marks > MOST_MARKS { Fate::StandIn } else { Fate::Keep }
    }

    fn glyph(&self, c: char) -> Option<ttf_parser::GlyphId> {
        self.face.glyph_index(c)
    }

    fn plan(&self, script: Script) -> Rc<ShapePlan> {
        let mut plans = self.plans.borrow_mut();
        if let Some((_, plan)) = plans.iter().find(|(known, _)| *known == script) {
            return Rc::clone(plan);
        }
        let plan = Rc::new(ShapePlan::new(&self.face, Direction::LeftToRight, Some(script), None, &[]));
        plans.push((script, Rc::clone(&plan)));
        plan
    }

    /// Shapes what was kept, and empties it.
    fn piece(&self, kept: &mut String, look: Look, pieces: &mut Vec<Piece>) {
        if kept.is_empty() {
            return;
        }
        let text = std::mem::take(kept);
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&text);
        buffer.guess_segment_properties();
        buffer.set_direction(Direction::LeftToRight);
        let output = shape_with_plan(&self.face, &self.plan(buffer.script()), buffer);
        let infos = output.glyph_infos();
        let mut glyphs: Vec<Shaped> = Vec::with_capacity(infos.len());
        // From the last, because a cluster ends where the next one starts.
        let (mut end, mut next) = (text.len() as u32, text.len() as u32);
        for (info, position) in infos.iter().zip(output.glyph_positions()).rev() {
            if info.cluster != next {
                end = next;
                next = info.cluster;
            }
            let part = |units: i32| units as f32 / self.per_em;
            glyphs.push(Shaped {
                id: u16::try_from(info.glyph_id).unwrap_or(0),
                start: info.cluster,
                end,
                advance: part(position.x_advance),
                across: part(position.x_offset),
                up: part(position.y_offset),
            });
        }
        glyphs.reverse();
        pieces.push(Piece { text, look, glyphs, ends_line: false });
    }
}

/// Letters that are signs rather than a script: mathematical, circled and squared ones. Nobody writes a language in them.
fn is_fancy(c: char) -> bool {
    matches!(c, '\u{2460}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{1d400}'..='\u{1d7ff}' | '\u{1f100}'..='\u{1f1ff}')
}

/// The one script in the font that is not shaped like the others.
fn is_devanagari(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{97f}')
}
