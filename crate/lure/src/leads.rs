//! What words lead to: their records in the pack, read when a word is first met and kept for the next time.
//!
//! A chat says the same few hundred words again and again, and the last words of a message are read once more with the
//! next one. What is kept depends on the pack alone: it changes how long an answer takes, never the answer.

use crate::{
    elements::{Element, Elements},
    family::Strength,
    layout::Reader,
    noted::Needs,
    records::{phrase_of, run},
    view::View,
};

/// When more than so many elements or classes are kept, all is forgotten: some hundred kilobytes, thousands of words.
const MOST_KEPT: usize = 60_000;

/// A part of one of the lists in [`Leads`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    from: u32,
    to: u32,
}

impl Part {
    fn new(from: usize, to: usize) -> Self {
        let narrow = |place| u32::try_from(place).unwrap_or(0);
        Self { from: narrow(from), to: narrow(to) }
    }

    /// The places in the list.
    pub fn places(self) -> std::ops::Range<usize> {
        let wide = |place| usize::try_from(place).unwrap_or(0);
        wide(self.from)..wide(self.to)
    }

    fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.places()).unwrap_or(&[])
    }
}

/// What a word or a class leads to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Lead {
    /// The classes that a word stands in by itself, ascending.
    pub classes: Part,
    /// Those of them from which something is looked for.
    pub anchors: Part,
    /// The longer members of classes that are looked for from it.
    pub runs: Part,
    /// The phrases that are looked for from it.
    pub phrases: Part,
}

/// A longer member of classes.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// The fewest and the most tokens before the one from which it is looked for.
    pub reach: (u8, u8),
    /// What it is made of.
    pub elements: Part,
    /// Some of what it cannot do without.
    pub needs: Needs,
    /// Whether there are classes in it.
    pub waits: bool,
    /// The classes that it is a member of, ascending.
    pub classes: Part,
}

/// A phrase.
#[derive(Clone, Copy, Debug)]
pub struct Phrase {
    /// Its number in the pack.
    pub number: u16,
    /// The fewest and the most tokens before the one from which it is looked for.
    pub reach: (u8, u8),
    /// Its family, by place.
    pub family: u8,
    /// How much it says.
    pub strength: Strength,
    /// Its language, by place.
    pub language: u8,
    /// What it is made of.
    pub elements: Part,
    /// Some of what it cannot do without.
    pub needs: Needs,
}

/// What was read so far.
#[derive(Debug, Default)]
pub struct Leads {
    /// For each symbol and each class, one more than its place in `leads`; 0 when it was not met yet.
    of_symbol: Vec<u16>,
    of_class: Vec<u16>,
    leads: Vec<Lead>,
    classes: Vec<u16>,
    runs: Vec<Run>,
    phrases: Vec<Phrase>,
    elements: Vec<Element>,
}

impl Leads {
    /// Makes room, before a message is read.
    pub fn prepare(&mut self, pack: &View<'_>) {
        let full =
            self.elements.len().max(self.classes.len()) > MOST_KEPT || self.leads.len() > MOST_KEPT / 2;
        if full || self.of_symbol.is_empty() {
            *self = Self {
                of_symbol: vec![0; pack.vocabulary.symbols()],
                of_class: vec![0; pack.ahead.len()],
                ..Self::default()
            };
        }
    }

    /// What a word leads to.
    pub fn word(&mut self, pack: &View<'_>, symbol: u16) -> Lead {
        if let Some(known) = known(&self.of_symbol, &self.leads, symbol) {
            return known;
        }
        let mut record = pack.symbols.get(symbol);
        let first = self.classes.len();
        let count = record.number().unwrap_or(0);
        record.sums(count, &mut self.classes);
        let own = self.classes.len();
        for stem in pack.vocabulary.stems(symbol) {
            let mut record = pack.symbols.get(stem);
            let count = record.number().unwrap_or(0);
            record.sums(count, &mut self.classes);
        }
        if self.classes.len() > own {
            let list = self.classes.get_mut(first..).unwrap_or_default();
            list.sort_unstable();
            let count = dedup(list);
            self.classes.truncate(first + count);
        }
        let last = self.classes.len();
        for at in first..last {
            let class = self.classes.get(at).copied().filter(|class| pack.is_anchor(*class));
            self.classes.extend(class);
        }
        let mut lead = self.read(pack, record, Element::Word { symbol, optional: false });
        lead.classes = Part::new(first, last);
        lead.anchors = Part::new(last, lead.anchors.places().start);
        keep(&mut self.of_symbol, &mut self.leads, symbol, lead)
    }

    /// What a class leads to.
    pub fn class(&mut self, pack: &View<'_>, class: u16) -> Lead {
        if let Some(known) = known(&self.of_class, &self.leads, class) {
            return known;
        }
        let lead = self.read(pack, pack.classes.get(class), Element::Class { class, optional: false });
        keep(&mut self.of_class, &mut self.leads, class, lead)
    }

    /// Reads what is looked for from `element`. The lead's `anchors` are an empty part behind the classes so far.
    fn read(&mut self, pack: &View<'_>, mut record: Reader<'_>, element: Element) -> Lead {
        let behind = self.classes.len();
        let (runs, phrases) = (self.runs.len(), self.phrases.len());
        for _ in 0..record.number().unwrap_or(0) {
            let Some((reach, bytes)) = run(&mut record) else { break };
            let elements = self.elements(Elements::of_class(bytes, element));
            let first = self.classes.len();
            let count = record.number().unwrap_or(0);
            record.sums(count, &mut self.classes);
            let all = elements.of(&self.elements);
            let waits = all.iter().any(|element| matches!(element, Element::Class { .. }));
            let needs = Needs::of(all, element);
            self.runs.push(Run {
                reach,
                elements,
                needs,
                waits,
                classes: Part::new(first, self.classes.len()),
            });
        }
        let mut number = 0_u16;
        while let Some((step, reach)) = phrase_of(&mut record) {
            number = number.saturating_add(step);
            let Some((family, strength, language)) = head(pack, number) else { continue };
            let elements = self.elements(Elements::of_phrase(pack.phrases.get(number)));
            let needs = Needs::of(elements.of(&self.elements), element);
            self.phrases.push(Phrase { number, reach, family, strength, language, elements, needs });
        }
        Lead {
            classes: Part::default(),
            anchors: Part::new(behind, behind),
            runs: Part::new(runs, self.runs.len()),
            phrases: Part::new(phrases, self.phrases.len()),
        }
    }

    fn elements(&mut self, elements: Elements<'_>) -> Part {
        let first = self.elements.len();
        self.elements.extend(elements);
        Part::new(first, self.elements.len())
    }

    /// The elements of a run or phrase.
    pub fn elements_of(&self, part: Part) -> &[Element] {
        part.of(&self.elements)
    }

    /// The classes of a word or run.
    pub fn classes_of(&self, part: Part) -> &[u16] {
        part.of(&self.classes)
    }

    /// The class at a place.
    pub fn class_at(&self, place: usize) -> Option<u16> {
        self.classes.get(place).copied()
    }

    /// The run at a place.
    pub fn run_at(&self, place: usize) -> Option<Run> {
        self.runs.get(place).copied()
    }

    /// The phrases at these places.
    pub fn phrases_of(&self, part: Part) -> &[Phrase] {
        part.of(&self.phrases)
    }
}

fn known(places: &[u16], leads: &[Lead], number: u16) -> Option<Lead> {
    let place = places.get(usize::from(number))?.checked_sub(1)?;
    leads.get(usize::from(place)).copied()
}

fn keep(places: &mut [u16], leads: &mut Vec<Lead>, number: u16, lead: Lead) -> Lead {
    leads.push(lead);
    if let (Some(place), Ok(new)) = (places.get_mut(usize::from(number)), u16::try_from(leads.len())) {
        *place = new;
    }
    lead
}

/// Family, strength and language of a phrase.
fn head(pack: &View<'_>, number: u16) -> Option<(u8, Strength, u8)> {
    let [family, kind] = pack.heads.get(usize::from(number))?.to_le_bytes();
    let strength = Strength::from_code(kind >> 4)?;
    let most = if strength == Strength::Notion { 64 } else { pack.directory.families.len() };
    (usize::from(family) < most).then_some((family, strength, kind & 15))
}

/// Moves what is there once to the front; how many that are.
fn dedup(list: &mut [u16]) -> usize {
    let mut count = 0;
    let mut last = None;
    for place in 0..list.len() {
        let Some(item) = list.get(place).copied() else { break };
        if last.replace(item) != Some(item) {
            if let Some(slot) = list.get_mut(count) {
                *slot = item;
            }
            count += 1;
        }
    }
    count
}
