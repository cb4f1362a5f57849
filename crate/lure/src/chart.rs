//! What stands where in a message: which classes its words belong to, and where longer members of classes are.
//!
//! Everything is found upwards from the words that are there, so that the cost grows with the message and not with
//! the pack: a word names its classes and the runs that are looked for from it; runs that are found are members of
//! their classes, and those name what else is looked for. What is left is a short list of phrases to try.

use crate::{
    elements::{Element, Elements},
    layout::Reader,
    records::{Anchor, Classes, phrase_of, run},
    search::Search,
    token::Token,
    view::View,
};

/// Steps that may be spent on one token.
pub const STEPS_PER_TOKEN: u32 = 400;
/// A longer member of a class, found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    class: u16,
    from: u16,
    /// The shortest end that the same run has from here: shorter members are tried first.
    shortest: u16,
    to: u16,
}

/// A longer member that may be there, of one class or of several.
#[derive(Clone, Copy, Debug)]
struct Run<'a> {
    anchor: Anchor,
    elements: Elements<'a>,
    classes: Classes<'a>,
}

/// What a run waits for.
enum Needs {
    /// A word that is not there.
    Absent,
    /// Nothing: it is made of words that are there.
    Words,
    /// Members of other classes.
    Classes,
}

/// What is in a message.
#[derive(Debug)]
pub struct Chart<'a> {
    /// The pack.
    pub pack: View<'a>,
    /// The tokens carried over, and those of the message.
    pub tokens: &'a [Token],
    /// The phrases to try: where from, and which.
    pub phrases: Vec<(Anchor, u16)>,
    /// Steps that are left for this message.
    pub steps: u32,
    /// Whether there are picture signs.
    pub signs: bool,
    /// The symbols, folded to 512 bits: what is not there is certain, what is there is not.
    symbols: [u64; 8],
    /// The classes that may be a bare edge of a sentence, folded to 64 bits, and those with longer members here.
    edges: u64,
    longer: u64,
    /// The classes of all tokens, those of each token ascending.
    classes: Vec<u16>,
    /// For each token, where its classes are.
    of_token: Vec<(u32, u32)>,
    /// The classes that have a member in the message.
    present: Vec<u64>,
    /// What waits for members of other classes.
    runs: Vec<Run<'a>>,
    /// The first class of each of `runs`, and its place there, the innermost class last: classes only use those
    /// before them.
    waiting: Vec<(u16, u16)>,
    spans: Vec<Span>,
    /// Where the run at hand ends.
    ends: Vec<u16>,
    /// How many of the tokens are of earlier messages.
    old: usize,
}

fn bit(bits: &[u64], at: u16) -> bool {
    bits.get(usize::from(at >> 6)).is_some_and(|word| word >> (at & 63) & 1 != 0)
}

fn set(bits: &mut [u64], at: u16) {
    if let Some(word) = bits.get_mut(usize::from(at >> 6)) {
        *word |= 1 << (at & 63);
    }
}

impl<'a> Chart<'a> {
    /// Reads the tokens, of which the first `old` are of earlier messages: nothing is of use that ends among them.
    pub fn new(pack: View<'a>, tokens: &'a [Token], old: usize) -> Self {
        let count = u32::try_from(tokens.len() + 8).unwrap_or(u32::MAX);
        let mut this = Self {
            pack,
            tokens,
            phrases: Vec::with_capacity(64),
            steps: STEPS_PER_TOKEN.saturating_mul(count),
            signs: tokens.iter().any(|token| token.is(Token::EMOJI)),
            symbols: [0; 8],
            edges: 0,
            longer: 0,
            classes: Vec::with_capacity(tokens.len() * 32),
            of_token: Vec::with_capacity(tokens.len()),
            present: vec![0; usize::from(pack.directory.classes) / 64 + 1],
            runs: Vec::new(),
            waiting: Vec::new(),
            spans: Vec::new(),
            ends: Vec::new(),
            old,
        };
        for token in tokens.iter().filter(|token| token.symbol != 0) {
            set(&mut this.symbols, token.symbol & 511);
        }
        // The edge of a sentence is always somewhere.
        for edges in [pack.starts.0, pack.ends.0] {
            for class in edges.as_chunks().0.iter().map(|class| u16::from_le_bytes(*class)) {
                set(&mut this.present, class);
                this.edges |= 1 << (class & 63);
            }
        }
        for (place, token) in (0..).zip(tokens) {
            this.word(place, token.symbol);
        }
        this.find_runs();
        this
    }

    /// Whether the budget was enough so far.
    pub const fn is_complete(&self) -> bool {
        self.steps > 0
    }

    fn step(&mut self) -> bool {
        self.steps = self.steps.saturating_sub(1);
        self.steps > 0
    }

    /// Whether something that has a member of `class` ending at `to` can reach into the message.
    fn reaches(&self, to: usize, class: u16) -> bool {
        // Picture signs stretch a phrase; without them one that began long ago has ended long ago.
        to > self.old || self.signs || to + usize::from(self.pack.ahead(class)) > self.old
    }

    /// Takes in a word: its classes, and what is looked for from it and them.
    fn word(&mut self, place: u16, symbol: u16) {
        if symbol == 0 {
            self.of_token.push((0, 0));
            return;
        }
        let mut record = self.pack.symbols.get(symbol);
        let from = self.classes.len();
        let to = usize::from(place) + 1;
        self.take_classes(&mut record, to);
        let own = self.classes.len();
        let vocabulary = self.pack.vocabulary;
        for stem in vocabulary.stems(symbol) {
            self.take_classes(&mut self.pack.symbols.get(stem), to);
        }
        if self.classes.len() > own {
            let list = self.classes.get_mut(from..).unwrap_or_default();
            list.sort_unstable();
            let count = dedup(list);
            self.classes.truncate(from + count);
        }
        let to = self.classes.len();
        let narrow = |place| u32::try_from(place).unwrap_or(u32::MAX);
        self.of_token.push((narrow(from), narrow(to)));
        let anchor = Anchor { place, ..Anchor::default() };
        self.look_from(record, anchor, Element::Word { symbol, optional: false });
        for at in from..to {
            let Some(class) = self.classes.get(at).copied() else { break };
            set(&mut self.present, class);
            if self.pack.is_anchor(class) {
                self.class(class, Anchor { via: class.saturating_add(1), ..anchor });
            }
        }
    }

    /// Takes the classes that a word stands in by itself.
    fn take_classes(&mut self, record: &mut Reader<'a>, to: usize) {
        let Some(count) = record.number() else { return };
        let mut classes = Classes { count, last: 0, steps: *record };
        for class in classes.by_ref() {
            if self.reaches(to, class) {
                self.classes.push(class);
            }
        }
        *record = classes.steps;
    }

    /// Reads what is looked for from a class that has a member at `anchor`.
    fn class(&mut self, class: u16, anchor: Anchor) {
        let record = self.pack.classes.get(class);
        self.look_from(record, anchor, Element::Class { class, optional: false });
    }

    /// Reads what is looked for from `element`, which stands at `anchor`.
    fn look_from(&mut self, mut record: Reader<'a>, anchor: Anchor, element: Element) {
        for _ in 0..record.number().unwrap_or(0) {
            let Some((reach, elements, classes)) = run(&mut record) else { return };
            let elements = Elements::of_class(elements, element);
            let run = Run { anchor: anchor.before(reach), elements, classes };
            if !self.step() {
                return;
            }
            match self.needs(elements) {
                Needs::Absent => {}
                // Nothing but words: that does not have to wait for other classes.
                Needs::Words => self.try_run(&run),
                Needs::Classes => self.wait(run, element),
            }
        }
        let mut phrase = 0_u16;
        while let Some((step, reach)) = phrase_of(&mut record) {
            phrase = phrase.saturating_add(step);
            if self.step() {
                self.phrases.push((anchor.before(reach), phrase));
            }
        }
    }

    fn wait(&mut self, run: Run<'a>, element: Element) {
        let mut classes = run.classes;
        let Some(first) = classes.next() else { return };
        // A class only stands in classes after it: what says otherwise would go round in circles.
        if matches!(element, Element::Class { class, .. } if class >= first) {
            return;
        }
        if let Ok(number) = u16::try_from(self.runs.len()) {
            self.runs.push(run);
            let place = self.waiting.partition_point(|(class, _)| *class > first);
            self.waiting.insert(place, (first, number));
        }
    }

    /// Tries the runs that may be there.
    fn find_runs(&mut self) {
        while let Some((_, number)) = self.waiting.pop() {
            if let Some(run) = self.runs.get(usize::from(number)).copied()
                && self.may_be(run.elements)
            {
                self.try_run(&run);
            }
        }
    }

    /// Finds all places of a run. If there is one, it is a member of its classes, from which more is looked for.
    fn try_run(&mut self, run: &Run<'a>) {
        let mut ends = std::mem::take(&mut self.ends);
        let mut last = None;
        for from in run.anchor.starts(self.signs) {
            ends.clear();
            let mut search = Search::new(self);
            search.all(run.elements, from, &mut |to| ends.extend(u16::try_from(to)));
            let spent = search.spent();
            self.steps = self.steps.saturating_sub(spent);
            let (Some(shortest), Ok(from)) = (ends.iter().min().copied(), u16::try_from(from)) else {
                continue;
            };
            last = last.max(ends.iter().max().copied());
            for class in run.classes {
                let key = (class, from, shortest);
                let place = self.spans.partition_point(|span| (span.class, span.from, span.shortest) <= key);
                for to in ends.iter().rev() {
                    self.spans.insert(place, Span { class, from, shortest, to: *to });
                }
            }
        }
        self.ends = ends;
        let Some(last) = last else { return };
        for class in run.classes {
            if self.reaches(usize::from(last), class) {
                set(&mut self.present, class);
                self.longer |= 1 << (class & 63);
                if self.pack.is_anchor(class) {
                    self.class(class, run.anchor);
                }
            }
        }
    }

    /// Whether everything that these elements cannot do without is somewhere in the message.
    pub fn may_be(&self, elements: Elements<'_>) -> bool {
        let mut rest = elements;
        while let Some((first, after)) = rest.split_first() {
            let found = match first {
                Element::Word { symbol, optional: false } => bit(&self.symbols, symbol & 511),
                Element::Class { class, optional: false } => bit(&self.present, class),
                Element::Broken => false,
                _ => true,
            };
            if !found {
                return false;
            }
            rest = after;
        }
        true
    }

    /// What a run waits for, as long as longer members of classes are not found yet.
    fn needs(&self, elements: Elements<'_>) -> Needs {
        let mut needs = Needs::Words;
        let mut rest = elements;
        while let Some((first, after)) = rest.split_first() {
            match first {
                Element::Word { symbol, optional: false } if !bit(&self.symbols, symbol & 511) => {
                    return Needs::Absent;
                }
                Element::Broken => return Needs::Absent,
                Element::Class { .. } => needs = Needs::Classes,
                _ => {}
            }
            rest = after;
        }
        needs
    }

    /// Whether a class can be the bare start of a sentence, and the bare end.
    pub fn is_edge(&self, class: u16) -> (bool, bool) {
        if self.edges >> (class & 63) & 1 == 0 {
            return (false, false);
        }
        (self.pack.starts.has(class), self.pack.ends.has(class))
    }

    /// Whether the word at a place is by itself in a class.
    pub fn is_in(&self, place: usize, class: u16) -> bool {
        let range = self.of_token.get(place).map(|(from, to)| (usize::try_from(*from), usize::try_from(*to)));
        let Some((Ok(from), Ok(to))) = range else { return false };
        self.classes.get(from..to).is_some_and(|classes| classes.binary_search(&class).is_ok())
    }

    /// Where the longer members of a class end that begin at a place, the shortest first.
    pub fn ends_of(&self, class: u16, from: usize) -> impl Iterator<Item = usize> {
        let any = self.longer >> (class & 63) & 1 != 0;
        let spans = if any { self.spans.as_slice() } else { &[] };
        let from = u16::try_from(from).unwrap_or(u16::MAX);
        let first = spans.partition_point(|span| (span.class, span.from) < (class, from));
        let rest = spans.get(first..).unwrap_or(&[]).iter();
        rest.take_while(move |span| span.class == class && span.from == from).map(|span| usize::from(span.to))
    }
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
