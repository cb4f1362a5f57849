//! From which words a phrase is looked for, and how far from its beginning they can stand.

use crate::{
    pack::{Element, PackError},
    stream::{Run, Unfolded},
};

/// More tokens than these a phrase may not reach over (the build sees to it; a pack that says otherwise is refused).
const LONGEST_REACH: u32 = 120;
/// Picture signs may stand between words, so a phrase can begin a little earlier than its elements say.
const SIGNS: u32 = 2;

/// A list (symbol or class), the phrase, and the least and most tokens before the word.
pub type Entry = (usize, u16, u8, u8);

/// Where all phrases are looked for from.
#[derive(Debug, Default)]
pub struct Starts {
    /// From single words.
    pub by_symbol: Vec<Entry>,
    /// From the words of a class.
    pub by_class: Vec<Entry>,
}

/// The least and the most tokens that something takes.
type Reach = (u32, u32);

struct Finder<'a> {
    unfolded: &'a Unfolded,
    /// Of each class; classes only use classes before them, so one pass is enough.
    reaches: Vec<Reach>,
    /// Whether a class has words of its own.
    single: Vec<bool>,
}

/// Finds the starts of all phrases.
pub fn find(unfolded: &Unfolded, class_count: usize, single: Vec<bool>) -> Result<Starts, PackError> {
    let mut finder = Finder { unfolded, reaches: Vec::with_capacity(class_count), single };
    for class in 0..class_count {
        let mut reach = if finder.single.get(class) == Some(&true) { (1, 1) } else { (u32::MAX, 0) };
        for run in finder.runs(class) {
            let (least, most) = finder.reach(finder.elements(run));
            reach = (reach.0.min(least), reach.1.max(most));
        }
        finder.reaches.push(reach);
    }
    let mut starts = Starts::default();
    for (place, run) in unfolded.phrases.iter().enumerate() {
        let phrase = u16::try_from(place).map_err(|_| PackError::Inconsistent("too many phrases"))?;
        finder.look(run, phrase, (0, 0), &mut starts)?;
    }
    Ok(starts)
}

impl<'a> Finder<'a> {
    fn elements(&self, run: &Run) -> &'a [u32] {
        match (usize::try_from(run.from), usize::try_from(run.to)) {
            (Ok(from), Ok(to)) => self.unfolded.elements.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    fn runs(&self, class: usize) -> &'a [Run] {
        let range = self.unfolded.class_runs.get(class);
        match range.map(|(from, to)| (usize::try_from(*from), usize::try_from(*to))) {
            Some((Ok(from), Ok(to))) => self.unfolded.runs.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    fn reach(&self, elements: &[u32]) -> Reach {
        elements.iter().fold((0_u32, 0_u32), |(least, most), code| {
            let (l, m) = match Element::decode(*code) {
                Element::Word { optional, .. } => (u32::from(!optional), 1),
                Element::Gap(most) => (0, most),
                Element::Start | Element::End => (0, 0),
                Element::Class { class, optional } => {
                    let reach = usize::try_from(class).ok().and_then(|class| self.reaches.get(class));
                    let (least, most) = reach.copied().unwrap_or((0, 1));
                    (if optional { 0 } else { least }, most)
                }
            };
            (least.saturating_add(l), most.saturating_add(m))
        })
    }

    /// Adds the starts of a run that stands `before` tokens after the beginning of its phrase.
    fn look(&self, run: &Run, phrase: u16, before: Reach, starts: &mut Starts) -> Result<(), PackError> {
        let elements = self.elements(run);
        let anchor = usize::from(run.anchor);
        let (least, most) = self.reach(elements.get(..anchor).unwrap_or(elements));
        let (least, most) = (before.0.saturating_add(least), before.1.saturating_add(most));
        if most > LONGEST_REACH {
            return Err(PackError::Inconsistent("a phrase reaches too far"));
        }
        let entry = |list: u32| {
            let most = if most == 0 { 0 } else { most + SIGNS };
            let narrow = |n: u32| u8::try_from(n).unwrap_or(u8::MAX);
            (usize::try_from(list).unwrap_or(usize::MAX), phrase, narrow(least), narrow(most))
        };
        match elements.get(anchor).map(|code| Element::decode(*code)) {
            Some(Element::Word { symbol, .. }) => starts.by_symbol.push(entry(symbol)),
            Some(Element::Class { class, .. }) => {
                let place = usize::try_from(class).unwrap_or(usize::MAX);
                if self.single.get(place) == Some(&true) {
                    starts.by_class.push(entry(class));
                }
                for inner in self.runs(place) {
                    self.look(inner, phrase, (least, most), starts)?;
                }
            }
            // A bare sentence end among the choices: nothing to look from, and nothing lost.
            _ => {}
        }
        Ok(())
    }
}
