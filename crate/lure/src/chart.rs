//! What stands where in a message: which classes its words belong to, and where longer members of classes are.
//!
//! Everything is found upwards from the words that are there, so that the cost grows with the message and not with
//! the pack: a word names its classes and the runs that are looked for from it; runs that are found are members of
//! their classes, and those name what else is looked for. What is left is a short list of phrases to try.

use crate::{
    elements::Element,
    leads::{Lead, Leads, Part, Phrase, Run},
    noted::{Noted, Place},
    records::Anchor,
    search::Search,
    spans::Spans,
    token::Token,
    view::View,
};

/// Steps that may be spent on one token.
pub const STEPS_PER_TOKEN: u32 = 400;

/// The lists that a chart fills, kept from one message to the next: asking for memory costs more than what they hold.
#[derive(Debug, Default)]
pub struct Room {
    /// The phrases to try: where from, and which.
    pub phrases: Vec<(Anchor, Phrase)>,
    /// The longer members that were found.
    spans: Spans,
    /// For each token, what it leads to.
    leads_of: Vec<Lead>,
    /// What waits for members of other classes: the first class that it is a member of, the innermost class last
    /// (classes only use those before them); where from, and what.
    waiting: Vec<(u16, Anchor, Run)>,
    /// Where the run at hand ends.
    ends: Vec<u16>,
}

impl Room {
    fn clear(&mut self) {
        self.phrases.clear();
        self.spans.clear();
        self.leads_of.clear();
        self.waiting.clear();
    }
}

/// What is in a message.
#[derive(Debug)]
pub struct Chart<'a> {
    /// The pack.
    pub pack: View<'a>,
    /// What was read of it.
    pub leads: &'a mut Leads,
    /// The tokens carried over, and those of the message.
    pub tokens: &'a [Token],
    /// What is found.
    pub room: &'a mut Room,
    /// Steps that are left for this message.
    pub steps: u32,
    /// Whether there are picture signs.
    pub signs: bool,
    /// The words, and the classes that have a member among them.
    there: Noted,
    /// The same without the messages before.
    fresh: Noted,
    /// The classes that may be a bare edge of a sentence, folded to 1024 bits, and those with longer members here.
    edges: [u64; 16],
    longer: [u64; 16],
    /// How many of the tokens are of earlier messages.
    old: usize,
}

/// Whether something may be in a set that is folded to its size.
fn bit(bits: &[u64; 16], at: u16) -> bool {
    bits.get(usize::from(at >> 6) % 16).is_some_and(|word| word >> (at & 63) & 1 != 0)
}

fn set(bits: &mut [u64; 16], at: u16) {
    if let Some(word) = bits.get_mut(usize::from(at >> 6) % 16) {
        *word |= 1 << (at & 63);
    }
}

impl<'a> Chart<'a> {
    /// Reads the tokens, of which the first `old` are of earlier messages: nothing is of use that ends among them.
    pub fn new(
        pack: View<'a>,
        (leads, room): (&'a mut Leads, &'a mut Room),
        tokens: &'a [Token],
        old: usize,
    ) -> Self {
        leads.prepare(&pack);
        room.clear();
        let count = u32::try_from(tokens.len() + 8).unwrap_or(u32::MAX);
        let mut this = Self {
            pack,
            leads,
            tokens,
            room,
            steps: STEPS_PER_TOKEN.saturating_mul(count),
            signs: tokens.iter().any(|token| token.is(Token::EMOJI)),
            there: Noted::default(),
            fresh: Noted::default(),
            edges: [0; 16],
            longer: [0; 16],
            old,
        };
        // The message itself first: what is there then is fresh.
        let (before, own) = tokens.split_at_checked(old).unwrap_or((tokens, &[]));
        for token in own {
            this.read(token.symbol, usize::MAX);
        }
        if old > 0 {
            this.fresh = this.there.clone();
        }
        for (to, token) in (1..).zip(before) {
            this.read(token.symbol, to);
        }
        this.room.leads_of.rotate_left(own.len());
        // The edge of a sentence is always somewhere.
        for edges in [pack.starts.0, pack.ends.0] {
            for class in edges.as_chunks().0.iter().map(|class| u16::from_le_bytes(*class)) {
                this.there.note(Place::of_class(class));
                set(&mut this.edges, class);
            }
        }
        for place in 0..u16::try_from(tokens.len()).unwrap_or(u16::MAX) {
            this.word(place);
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

    /// How many tokens must be able to follow a class of which a member ends at `to`, so that a phrase of which it is
    /// a part can reach into the message.
    fn least(&self, to: usize) -> u8 {
        // Picture signs stretch a phrase; without them one that began long ago has ended long ago.
        if self.signs { 0 } else { u8::try_from((self.old + 1).saturating_sub(to)).unwrap_or(u8::MAX) }
    }

    /// Notes a word that ends at `to`, and its classes.
    fn read(&mut self, symbol: u16, to: usize) {
        if symbol == 0 {
            self.room.leads_of.push(Lead::default());
            return;
        }
        let lead = self.leads.word(&self.pack, symbol);
        self.room.leads_of.push(lead);
        self.there.note(Place::of_word(symbol));
        let classes = self.leads.classes_of(lead.classes).iter().copied();
        let least = self.least(to);
        if least == 0 {
            classes.for_each(|class| self.there.note(Place::of_class(class)));
        } else {
            let ahead = |class: &u16| self.pack.ahead(*class) >= least;
            classes.filter(ahead).for_each(|class| self.there.note(Place::of_class(class)));
        }
    }

    /// Takes in what is looked for from a word and its classes.
    fn word(&mut self, place: u16) {
        let (at, anchor) = (usize::from(place), Anchor { place, ..Anchor::default() });
        let Some(lead) = self.room.leads_of.get(at).copied() else { return };
        let Some(Token { symbol: 1.., .. }) = self.tokens.get(at) else { return };
        self.look_from(lead, anchor, None);
        let least = self.least(at + 1);
        for at in lead.anchors.places() {
            let Some(class) = self.leads.class_at(at) else { break };
            if self.pack.ahead(class) >= least {
                self.class(class, Anchor { via: class.saturating_add(1), ..anchor });
            }
        }
    }

    /// Takes in what is looked for from a class that has a member at `anchor`.
    fn class(&mut self, class: u16, anchor: Anchor) {
        let lead = self.leads.class(&self.pack, class);
        self.look_from(lead, anchor, Some(class));
    }

    /// Takes in what is looked for from a word or class that stands at `anchor`.
    fn look_from(&mut self, lead: Lead, anchor: Anchor, class: Option<u16>) {
        for place in lead.runs.places() {
            let Some(run) = self.leads.run_at(place) else { return };
            if !self.step() {
                return;
            }
            // Longer members of classes are not found yet; words are there or not.
            if run.needs.is_word_in(&self.there) {
                let anchor = anchor.before(run.reach);
                if run.waits { self.wait(anchor, run, class) } else { self.try_run(anchor, run) }
            }
        }
        for phrase in self.leads.phrases_of(lead.phrases) {
            self.steps = self.steps.saturating_sub(1);
            if self.steps > 0 {
                self.room.phrases.push((anchor.before(phrase.reach), *phrase));
            }
        }
    }

    fn wait(&mut self, anchor: Anchor, run: Run, class: Option<u16>) {
        let Some(first) = self.leads.classes_of(run.classes).first().copied() else { return };
        // A class only stands in classes after it: what says otherwise would go round in circles.
        if class.is_none_or(|class| class < first) {
            let place = self.room.waiting.partition_point(|(class, ..)| *class > first);
            self.room.waiting.insert(place, (first, anchor, run));
        }
    }

    /// Tries the runs that may be there.
    fn find_runs(&mut self) {
        while let Some((_, anchor, run)) = self.room.waiting.pop() {
            if run.needs.are_in(&self.there) && self.may_be(run.elements) {
                self.try_run(anchor, run);
            }
        }
    }

    /// Finds all places of a run. If there is one, it is a member of its classes, from which more is looked for.
    fn try_run(&mut self, anchor: Anchor, run: Run) {
        let mut ends = std::mem::take(&mut self.room.ends);
        let mut last = None;
        for from in anchor.starts(self.signs) {
            ends.clear();
            let spent = Search::all(self, from, &mut ends).over(run.elements);
            self.steps = self.steps.saturating_sub(spent);
            let (Some(shortest), Ok(from)) = (ends.iter().min().copied(), u16::try_from(from)) else {
                continue;
            };
            last = last.max(ends.iter().max().copied());
            self.room.spans.add(run.classes, from, shortest, &ends);
        }
        self.room.ends = ends;
        let Some(last) = last.map(usize::from) else { return };
        let least = self.least(last);
        for at in run.classes.places() {
            let Some(class) = self.leads.class_at(at) else { break };
            if self.pack.ahead(class) >= least {
                self.there.note(Place::of_class(class));
                if last > self.old {
                    self.fresh.note(Place::of_class(class));
                }
                set(&mut self.longer, class);
                if self.pack.is_anchor(class) {
                    self.class(class, anchor);
                }
            }
        }
    }

    /// Whether everything that these elements cannot do without is somewhere in the message.
    fn may_be(&self, elements: Part) -> bool {
        let mut elements = self.leads.elements_of(elements).iter();
        elements.all(|element| Place::of(*element).is_none_or(|place| self.there.has(place)))
    }

    /// Whether a phrase that is looked for from `anchor` may be there, and end in the message.
    pub fn may_end(&self, anchor: Anchor, phrase: &Phrase) -> bool {
        let elements = phrase.elements;
        phrase.needs.are_in(&self.there)
            && self.may_be(elements)
            && (anchor.place() >= self.old || self.may_end_here(elements))
    }

    /// Whether the last words of these elements may stand in the message itself, not in those before it.
    fn may_end_here(&self, elements: Part) -> bool {
        let mut here = false;
        for element in self.leads.elements_of(elements) {
            here = match *element {
                Element::Word { symbol, optional } => {
                    self.fresh.has(Place::of_word(symbol)) || optional && here
                }
                Element::Class { class, optional } => {
                    let missing = optional || bit(&self.edges, class);
                    self.fresh.has(Place::of_class(class)) || missing && here
                }
                Element::Gap(_) => true,
                Element::Start | Element::End | Element::Broken => here,
            };
        }
        here
    }

    /// Whether a class can be the bare start of a sentence, and the bare end.
    pub fn is_edge(&self, class: u16) -> (bool, bool) {
        if !bit(&self.edges, class) {
            return (false, false);
        }
        (self.pack.starts.has(class), self.pack.ends.has(class))
    }

    /// Whether the word at a place is by itself in a class.
    pub fn is_in(&self, place: usize, class: u16) -> bool {
        let lead = self.room.leads_of.get(place).copied().unwrap_or_default();
        self.leads.classes_of(lead.classes).binary_search(&class).is_ok()
    }

    /// Where the longer members of a class end that begin at `from`, the shortest first.
    pub fn ends_of(&self, class: u16, from: usize) -> impl Iterator<Item = usize> {
        self.room
            .spans
            .from(from)
            .filter(move |span| self.leads.classes_of(span.classes).binary_search(&class).is_ok())
            .map(|span| usize::from(span.to))
    }

    /// Whether a class may have longer members here.
    pub fn has_longer(&self, class: u16) -> bool {
        bit(&self.longer, class)
    }
}
