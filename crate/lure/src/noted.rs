//! Which words and classes are in a message, folded to a fixed size: what is not noted is certainly not there.

use crate::elements::Element;

/// Classes are folded to so many places, words to the [`WORDS`] after them.
const CLASSES: u16 = 8192;
const WORDS: u16 = 512;
const SIZE: usize = (CLASSES + WORDS) as usize / 64;

/// Where a word or class is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place(u16);

impl Place {
    /// Of a word.
    pub const fn of_word(symbol: u16) -> Self {
        Self(CLASSES + symbol % WORDS)
    }

    /// Of a class.
    pub const fn of_class(class: u16) -> Self {
        Self(class % CLASSES)
    }

    /// Of what an element cannot do without.
    pub const fn of(element: Element) -> Option<Self> {
        match element {
            Element::Word { symbol, optional: false } => Some(Self::of_word(symbol)),
            Element::Class { class, optional: false } => Some(Self::of_class(class)),
            _ => None,
        }
    }
}

/// What is noted.
#[derive(Clone, Debug)]
pub struct Noted([u64; SIZE]);

impl Default for Noted {
    fn default() -> Self {
        Self([0; SIZE])
    }
}

impl Noted {
    /// Notes something.
    pub fn note(&mut self, Place(place): Place) {
        if let Some(word) = self.0.get_mut(usize::from(place >> 6)) {
            *word |= 1 << (place & 63);
        }
    }

    /// Whether something may be there.
    pub fn has(&self, Place(place): Place) -> bool {
        self.0.get(usize::from(place >> 6)).is_some_and(|word| word >> (place & 63) & 1 != 0)
    }
}

/// A word and two classes that a phrase or run cannot do without: looked at before its elements are.
#[derive(Clone, Copy, Debug)]
pub struct Needs {
    word: Place,
    classes: (Place, Place),
}

impl Needs {
    /// Of `elements` that are looked for from `anchor`; where there is nothing else, it stands for it.
    pub fn of(elements: &[Element], anchor: Element) -> Self {
        let own = Place::of(anchor).unwrap_or(Place(0));
        let mut needs = Self { word: own, classes: (own, own) };
        for place in elements.iter().filter_map(|element| Place::of(*element)).filter(|place| *place != own) {
            if place.0 >= CLASSES {
                needs.word = place;
            } else {
                needs.classes = (needs.classes.1, place);
            }
        }
        needs
    }

    /// Whether all of them may be there.
    pub fn are_in(&self, noted: &Noted) -> bool {
        self.is_word_in(noted) && noted.has(self.classes.0) && noted.has(self.classes.1)
    }

    /// Whether the word may be there.
    pub fn is_word_in(&self, noted: &Noted) -> bool {
        noted.has(self.word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_is_a_word_and_two_classes() {
        let word = |symbol| Element::Word { symbol, optional: false };
        let class = |class| Element::Class { class, optional: false };
        let missing = Element::Word { symbol: 9, optional: true };
        let needs = Needs::of(&[class(1), missing, class(2), word(7), class(3), Element::End], class(2));
        let mut noted = Noted::default();
        assert!(!needs.is_word_in(&noted));
        noted.note(Place::of_word(7));
        assert!(needs.is_word_in(&noted) && !needs.are_in(&noted));
        noted.note(Place::of_class(1));
        noted.note(Place::of_class(3));
        assert!(needs.are_in(&noted));
    }

    #[test]
    fn words_and_classes_do_not_meet() {
        let mut noted = Noted::default();
        (0..=u16::MAX).for_each(|class| noted.note(Place::of_class(class)));
        assert!((0..=u16::MAX).all(|symbol| !noted.has(Place::of_word(symbol))));
    }
}
