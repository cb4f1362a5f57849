//! What a phrase is made of, and how it is written.

use crate::layout::Reader;

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

/// One element of a phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Element {
    /// A symbol.
    Word {
        /// The symbol.
        symbol: u16,
        /// Whether it may be missing.
        optional: bool,
    },
    /// Any member of a class.
    Class {
        /// The number of the class.
        class: u16,
        /// Whether it may be missing.
        optional: bool,
    },
    /// Up to so many words of any kind, within the sentence.
    Gap(u8),
    /// The start of a sentence.
    Start,
    /// The end of a sentence.
    End,
    /// What is no element: it fits nothing. Only a damaged pack has it.
    Broken,
}

const WORD: u8 = 0;
const CLASS: u8 = 2;
const START: u8 = 4;
const END: u8 = 5;
const ANCHOR: u8 = 6;
const GAP: u8 = 8;
const MOST_GAP: u8 = 8;
/// A class a little after the one before it, and a little before it; optional ones stand [`OPTIONAL`] higher.
const AFTER: u8 = 32;
const BEFORE: u8 = 112;
const OPTIONAL: u8 = 128;

/// The elements of a phrase or of a longer member of a class, as they are written.
///
/// Classes are numbered in the order of their first use, so a class is most often named by its distance from the one
/// before it. The element from which a run is looked for is not repeated: it is known to whoever looks.
#[derive(Clone, Copy, Debug)]
pub struct Elements<'a> {
    bytes: Reader<'a>,
    last: u16,
    anchor: Element,
}

impl<'a> Elements<'a> {
    /// The elements of a phrase.
    pub const fn of_phrase(bytes: Reader<'a>) -> Self {
        Self { bytes, last: 0, anchor: Element::Broken }
    }

    /// The elements of a longer member of classes, looked for from `anchor`.
    pub const fn of_class(bytes: Reader<'a>, anchor: Element) -> Self {
        Self { bytes, last: 0, anchor }
    }
}

impl Iterator for Elements<'_> {
    type Item = Element;

    #[inline]
    fn next(&mut self) -> Option<Element> {
        let tag = self.bytes.byte()?;
        let optional = tag & 1 != 0;
        let class = match tag {
            AFTER.. => {
                let class = match tag & !OPTIONAL {
                    near @ BEFORE.. => self.last.checked_sub(u16::from(near - BEFORE) + 1),
                    near @ AFTER.. => self.last.checked_add(u16::from(near - AFTER)),
                    _ => None,
                };
                class.map(|class| (class, tag >= OPTIONAL))
            }
            2 | 3 => self.bytes.short().map(|class| (class, optional)),
            0 | 1 => {
                let word = self.bytes.short().map(|symbol| Element::Word { symbol, optional });
                return Some(word.unwrap_or(Element::Broken));
            }
            START => return Some(Element::Start),
            END => return Some(Element::End),
            ANCHOR => {
                if let Element::Class { class, .. } = self.anchor {
                    self.last = class;
                }
                return Some(self.anchor);
            }
            GAP..=16 => return Some(Element::Gap(tag - GAP)),
            _ => None,
        };
        let Some((class, optional)) = class else { return Some(Element::Broken) };
        self.last = class;
        Some(Element::Class { class, optional })
    }
}

/// Writes elements; `anchor` is the place of the one that is left out, in longer members of classes.
#[cfg_attr(not(feature = "compile"), allow(dead_code))]
pub fn put(elements: &[Element], anchor: Option<usize>, out: &mut Vec<u8>) {
    let mut last = 0;
    for (place, element) in elements.iter().enumerate() {
        if anchor == Some(place) {
            out.push(ANCHOR);
        } else {
            one(*element, last, out);
        }
        if let Element::Class { class, .. } = element {
            last = *class;
        }
    }
}

#[cfg_attr(not(feature = "compile"), allow(dead_code))]
fn one(element: Element, last: u16, out: &mut Vec<u8>) {
    match element {
        Element::Word { symbol, optional } => {
            out.push(WORD + u8::from(optional));
            out.extend(symbol.to_le_bytes());
        }
        Element::Class { class, optional } => {
            let near = u8::try_from(i32::from(class) - i32::from(last));
            let back = u8::try_from(i32::from(last) - i32::from(class));
            let tag = match (near, back) {
                (Ok(after), _) if after < BEFORE - AFTER => Some(AFTER + after),
                (_, Ok(before)) if (1..=OPTIONAL - BEFORE).contains(&before) => Some(BEFORE + before - 1),
                _ => None,
            };
            match tag {
                Some(tag) => out.push(if optional { tag | OPTIONAL } else { tag }),
                None => {
                    out.push(CLASS + u8::from(optional));
                    out.extend(class.to_le_bytes());
                }
            }
        }
        Element::Gap(most) => out.push(GAP + most.min(MOST_GAP)),
        Element::Start => out.push(START),
        Element::End => out.push(END),
        Element::Broken => out.push(7),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(elements: Elements<'_>) -> Vec<Element> {
        elements.collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let word = |symbol, optional| Element::Word { symbol, optional };
        let class = |class, optional| Element::Class { class, optional };
        let all = [
            Element::Start,
            word(0xFFFF, false),
            class(300, false),
            class(300, true),
            class(379, false),
            class(459, true),
            class(459 - 16, true),
            class(459 - 17, false),
            class(60_000, true),
            Element::Gap(8),
            word(8, true),
            Element::End,
        ];
        let mut bytes = Vec::new();
        put(&all, None, &mut bytes);
        assert_eq!(read(Elements::of_phrase(Reader(&bytes))), all);
        bytes.clear();
        put(&all, Some(1), &mut bytes);
        assert_eq!(read(Elements::of_class(Reader(&bytes), word(0xFFFF, false))), all);
    }

    #[test]
    fn any_bytes_end() {
        for first in 0..=255_u8 {
            assert!(read(Elements::of_phrase(Reader(&[first, 9]))).len() <= 2);
        }
    }
}
