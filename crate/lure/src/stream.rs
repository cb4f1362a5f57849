//! Elements, classes and phrases as streams of small numbers, and back.
//!
//! Reading never trusts the numbers: whatever they say, it ends in lists that are consistent with each other or in
//! a [`PackError`].

use crate::pack::{Backwards, Element, Pack, PackError, symbol};

/// One phrase or longer member of a class, unfolded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// First element in [`Unfolded::elements`].
    pub from: u32,
    /// One past the last.
    pub to: u32,
    /// The element to look from, counted from `from`.
    pub anchor: u8,
}

/// The streams of a pack as lists.
#[derive(Debug, Default)]
pub struct Unfolded {
    /// All elements, coded (see [`Element::code`]).
    pub elements: Vec<u32>,
    /// Symbol and class, for every word that stands in a class by itself.
    pub members: Vec<(u16, u16)>,
    /// For each class, its longer members: first and one past the last in `runs`.
    pub class_runs: Vec<(u32, u32)>,
    /// The longer members of all classes.
    pub runs: Vec<Run>,
    /// The phrases.
    pub phrases: Vec<Run>,
}

/// Both counters that references are relative to.
#[derive(Clone, Copy, Debug)]
pub struct Counters {
    words: Backwards,
    classes: Backwards,
}

impl Counters {
    /// At the start of the streams.
    pub const fn new() -> Self {
        Self { words: Backwards::new(symbol::FIRST_WORD), classes: Backwards::new(0) }
    }

    /// References to classes now count back from `next`.
    pub const fn at_class(&mut self, next: u16) {
        self.classes = Backwards::new(next);
    }

    /// The numbers of one element: what it is, then what it refers to.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn write(&mut self, element: Element, out: &mut Vec<u16>) {
        let narrow = |value: u32| u16::try_from(value).unwrap_or(u16::MAX);
        match element {
            Element::Word { symbol: word, optional } => {
                let word = narrow(word);
                if word < symbol::FIRST_WORD {
                    out.extend([7 + u16::from(optional), word]);
                } else {
                    let number = self.words.write(word);
                    out.extend([u16::from(optional), number]);
                }
            }
            Element::Class { class, optional } => {
                let number = self.classes.write(narrow(class));
                out.extend([2 + u16::from(optional), number]);
            }
            Element::Gap(most) => out.extend([4, narrow(most)]),
            Element::Start => out.push(5),
            Element::End => out.push(6),
        }
    }

    /// The words of a class: runs of symbols that follow each other, as (where, how many).
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn write_members(&mut self, members: &[u16], out: &mut Vec<u16>) {
        let mut runs: Vec<(u16, u16)> = Vec::new();
        for member in members {
            match runs.last_mut() {
                // A run does not go on from old symbols into new ones: those are counted.
                Some((from, count))
                    if from.saturating_add(*count) == *member && !self.words.is_next(*member) =>
                {
                    *count += 1;
                }
                _ => runs.push((*member, 1)),
            }
        }
        out.push(u16::try_from(runs.len()).unwrap_or(u16::MAX));
        for (from, count) in runs {
            if from < symbol::FIRST_WORD {
                // Builtin symbols are few and old: a number that no reference back can have.
                out.extend([u16::MAX - from, count]);
            } else {
                let number = self.words.write(from);
                if number == 0 {
                    self.words.skip(count - 1);
                }
                out.extend([number, count]);
            }
        }
    }

    fn read(&mut self, numbers: &mut impl Iterator<Item = u16>) -> Result<Element, PackError> {
        let short = PackError::Inconsistent("a phrase ends too early");
        let tag = numbers.next().ok_or(short.clone())?;
        if tag == 5 {
            return Ok(Element::Start);
        }
        if tag == 6 {
            return Ok(Element::End);
        }
        let number = numbers.next().ok_or(short)?;
        Ok(match tag {
            0 | 1 => Element::Word { symbol: u32::from(self.words.read(number)), optional: tag == 1 },
            2 | 3 => Element::Class { class: u32::from(self.classes.read(number)), optional: tag == 3 },
            4 => Element::Gap(u32::from(number.min(8))),
            _ => Element::Word { symbol: u32::from(number), optional: tag == 8 },
        })
    }

    fn read_members(
        &mut self,
        class: u16,
        numbers: &mut impl Iterator<Item = u16>,
        members: &mut Vec<(u16, u16)>,
    ) -> Result<(), PackError> {
        let short = PackError::Inconsistent("a class ends too early");
        for _ in 0..numbers.next().ok_or(short.clone())? {
            let number = numbers.next().ok_or(short.clone())?;
            let count = numbers.next().ok_or(short.clone())?;
            let from = if number > u16::MAX - symbol::FIRST_WORD {
                u16::MAX - number
            } else {
                let from = self.words.read(number);
                if number == 0 {
                    self.words.skip(count.saturating_sub(1));
                }
                from
            };
            members.extend((from..from.saturating_add(count)).map(|member| (member, class)));
        }
        Ok(())
    }
}

/// Reads classes and phrases of a pack. Both streams share their counters, and the classes come first.
pub fn unfold(pack: &Pack, symbols: usize) -> Result<Unfolded, PackError> {
    let mut this = Unfolded::default();
    let mut counters = Counters::new();
    let mut numbers = pack.classes.iter().copied();
    let short = || PackError::Inconsistent("a class ends too early");
    for class in 0..pack.class_count {
        counters.read_members(class, &mut numbers, &mut this.members)?;
        let from = length(&this.runs);
        for _ in 0..numbers.next().ok_or_else(short)? {
            let run = run(&mut this.elements, &mut counters, &mut numbers)?;
            this.runs.push(run);
        }
        this.class_runs.push((from, length(&this.runs)));
        // A class may only use classes before it: nothing can go round in circles.
        counters.at_class(class + 1);
        let inner = this.elements_of(from, length(&this.runs));
        if inner.iter().any(|code| matches!(Element::decode(*code), Element::Class { class: other, .. } if other >= u32::from(class))) {
            return Err(PackError::Inconsistent("a class contains itself"));
        }
    }
    let mut numbers = pack.phrases.iter().copied();
    counters.at_class(pack.class_count);
    for _ in 0..pack.phrase_heads.iter().map(|(_, count)| usize::from(*count)).sum() {
        let run = run(&mut this.elements, &mut counters, &mut numbers)?;
        this.phrases.push(run);
    }
    let limit = u32::try_from(symbols).unwrap_or(u32::MAX);
    let outside = this.elements.iter().any(|code| match Element::decode(*code) {
        Element::Word { symbol, .. } => symbol >= limit,
        Element::Class { class, .. } => class >= u32::from(pack.class_count),
        _ => false,
    });
    if outside || this.members.iter().any(|(member, _)| u32::from(*member) >= limit) {
        return Err(PackError::Inconsistent("a phrase of words that are not there"));
    }
    Ok(this)
}

impl Unfolded {
    fn elements_of(&self, from: u32, to: u32) -> &[u32] {
        let first = usize::try_from(from).ok().and_then(|at| self.runs.get(at)).map_or(0, |run| run.from);
        let last = to.checked_sub(1).and_then(|at| usize::try_from(at).ok()).and_then(|at| self.runs.get(at));
        let last = last.map_or(first, |run| run.to);
        match (usize::try_from(first), usize::try_from(last)) {
            (Ok(first), Ok(last)) if from < to => self.elements.get(first..last).unwrap_or(&[]),
            _ => &[],
        }
    }
}

fn run(
    elements: &mut Vec<u32>,
    counters: &mut Counters,
    numbers: &mut impl Iterator<Item = u16>,
) -> Result<Run, PackError> {
    let short = || PackError::Inconsistent("a phrase ends too early");
    let count = numbers.next().ok_or_else(short)?;
    let anchor = numbers.next().ok_or_else(short)?;
    let from = length(elements);
    for _ in 0..count {
        elements.push(counters.read(numbers)?.code());
    }
    let anchor = u8::try_from(anchor).unwrap_or(u8::MAX);
    Ok(Run { from, to: length(elements), anchor })
}

fn length<T>(list: &[T]) -> u32 {
    u32::try_from(list.len()).unwrap_or(u32::MAX)
}
