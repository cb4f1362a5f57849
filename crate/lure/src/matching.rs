//! Finding phrases in tokens, in time that grows with the number of tokens only.
//!
//! Every phrase is looked for from its rarest word. From there the few places where it can begin are tried. A
//! budget bounds the work for each token, so that no text, however made, can hold the engine up.

use crate::{
    pack::{Element, Pack, PackError, Phrase, Strength},
    tokens::Token,
    vocabulary::Vocabulary,
};

/// Steps that may be spent on one token.
const STEPS_PER_TOKEN: u32 = 400;
/// Steps that may be spent on one place where a phrase can begin.
const STEPS_PER_START: u32 = 160;
/// How many words away an "unless" phrase still cancels: "send me a pic of the *homework*".
const UNLESS_REACH: usize = 3;
/// Picture signs that a phrase may step over between two words.
const MOST_SIGNS: usize = 2;

/// A phrase found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The family, by place.
    pub family: u8,
    /// How much the phrase says.
    pub strength: Strength,
    /// First token.
    pub from: usize,
    /// One past the last token.
    pub to: usize,
}

/// Lists of lists, end to end.
#[derive(Debug, Default)]
struct Lists<T> {
    ends: Vec<u32>,
    items: Vec<T>,
}

impl<T: Copy> Lists<T> {
    /// Sorts `pairs` of list and item into `count` lists; the order within a list stays.
    fn from_pairs(count: usize, pairs: &[(usize, T)], fill: T) -> Self {
        let mut ends = vec![0_u32; count];
        for (list, _) in pairs {
            if let Some(end) = ends.get_mut(*list) {
                *end += 1;
            }
        }
        let mut sum = 0;
        let mut next = Vec::with_capacity(count);
        for end in &mut ends {
            next.push(sum);
            sum += *end;
            *end = sum;
        }
        let mut items = vec![fill; usize::try_from(sum).unwrap_or(0)];
        for (list, item) in pairs {
            if let Some(place) = next.get_mut(*list)
                && let Some(slot) = usize::try_from(*place).ok().and_then(|at| items.get_mut(at))
            {
                *slot = *item;
                *place += 1;
            }
        }
        Self { ends, items }
    }

    fn get(&self, list: usize) -> &[T] {
        let from = list.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        let to = self.ends.get(list).copied().unwrap_or(from);
        match (usize::try_from(from), usize::try_from(to)) {
            (Ok(from), Ok(to)) => self.items.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }
}

/// Where a phrase may be looked for from.
#[derive(Clone, Copy, Debug, Default)]
struct Start {
    phrase: u16,
    least: u8,
    most: u8,
}

/// The phrases of a pack, ready for finding.
#[derive(Debug, Default)]
pub struct Matcher {
    /// The classes of each symbol, ascending.
    classes: Lists<u16>,
    /// The longer members of each class.
    sequences: Lists<u16>,
    sequence_elements: Vec<Vec<u32>>,
    by_symbol: Lists<Start>,
    by_class: Lists<Start>,
    /// For each symbol, whether any phrase starts there, by itself or through a class.
    phrases: Vec<Phrase>,
}

struct Search<'a> {
    matcher: &'a Matcher,
    tokens: &'a [Token],
    steps: u32,
}

impl Matcher {
    /// Takes the phrases out of a pack and indexes them.
    pub fn new(pack: &mut Pack, vocabulary: &Vocabulary) -> Result<Self, PackError> {
        let symbols = vocabulary.symbols();
        if pack.class_counts.len() > symbols {
            return Err(PackError::Inconsistent("classes for words that are not there"));
        }
        let mut classes = Lists { ends: Vec::with_capacity(symbols), items: Vec::new() };
        let mut steps = pack.class_steps.iter();
        let mut most = 0;
        for count in &pack.class_counts {
            let mut class = 0_u16;
            for place in 0..*count {
                let step = steps.next().ok_or(PackError::Inconsistent("too few classes"))?;
                class = if place == 0 { *step } else { class.saturating_add(*step) };
                most = most.max(class);
                classes.items.push(class);
            }
            classes.ends.push(u32::try_from(classes.items.len()).unwrap_or(u32::MAX));
        }
        let mut pairs = Vec::with_capacity(pack.sequences.len());
        let mut sequence_elements = Vec::with_capacity(pack.sequences.len());
        for (place, (class, elements)) in std::mem::take(&mut pack.sequences).into_iter().enumerate() {
            most = most.max(class);
            pairs.push((usize::from(class), u16::try_from(place).unwrap_or(u16::MAX)));
            sequence_elements.push(elements);
        }
        let class_count = usize::from(most) + 1;
        let sequences = Lists::from_pairs(class_count, &pairs, 0);
        let phrases = std::mem::take(&mut pack.phrases);
        let mut by_symbol = Vec::new();
        let mut by_class = Vec::new();
        for (place, phrase) in phrases.iter().enumerate() {
            if usize::from(phrase.family) >= pack.families.len() {
                return Err(PackError::Inconsistent("a phrase of no family"));
            }
            for trigger in &phrase.triggers {
                let start = Start {
                    phrase: u16::try_from(place).map_err(|_| PackError::Inconsistent("too many phrases"))?,
                    least: trigger.least,
                    most: trigger.most,
                };
                match Element::decode(trigger.element) {
                    Element::Word { symbol, .. } => {
                        by_symbol.push((usize::try_from(symbol).unwrap_or(0), start))
                    }
                    Element::Class { class, .. } => {
                        by_class.push((usize::try_from(class).unwrap_or(0), start))
                    }
                    _ => return Err(PackError::Inconsistent("a phrase that is looked for from nothing")),
                }
            }
        }
        let by_symbol = Lists::from_pairs(symbols, &by_symbol, Start::default());
        let by_class = Lists::from_pairs(class_count, &by_class, Start::default());
        Ok(Self { classes, sequences, sequence_elements, by_symbol, by_class, phrases })
    }

    /// All phrases in `tokens` that end after the first `old` of them, and whether the budget sufficed.
    pub fn find(&self, tokens: &[Token], old: usize, hits: &mut Vec<Hit>) -> bool {
        let budget = STEPS_PER_TOKEN.saturating_mul(u32::try_from(tokens.len() + 8).unwrap_or(u32::MAX));
        let mut spent = 0_u32;
        for (place, token) in tokens.iter().enumerate() {
            if token.symbol == 0 {
                continue;
            }
            let mut look = |start: &Start| {
                let Some(phrase) = self.phrases.get(usize::from(start.phrase)) else { return };
                let first = place.saturating_sub(usize::from(start.most));
                let Some(last) = place.checked_sub(usize::from(start.least)) else { return };
                for from in (first..=last).rev() {
                    let mut search = Search { matcher: self, tokens, steps: STEPS_PER_START };
                    let end =
                        search.run(&phrase.elements, from, from, &mut |_, end| (end > old).then_some(end));
                    spent = spent.saturating_add(STEPS_PER_START - search.steps + 1);
                    if let Some(to) = end
                        && to > place
                    {
                        add(hits, Hit { family: phrase.family, strength: phrase.strength, from, to });
                        break;
                    }
                }
            };
            let symbol = usize::from(token.symbol);
            self.by_symbol.get(symbol).iter().for_each(&mut look);
            for class in self.classes.get(symbol) {
                self.by_class.get(usize::from(*class)).iter().for_each(&mut look);
            }
            if spent > budget {
                return false;
            }
        }
        true
    }
}

/// Adds a hit unless the same is there already; of two that overlap in one family and strength, the longer stays.
fn add(hits: &mut Vec<Hit>, new: Hit) {
    for hit in hits.iter_mut() {
        if hit.family == new.family && hit.strength == new.strength && hit.from < new.to && new.from < hit.to
        {
            if new.to - new.from > hit.to - hit.from {
                *hit = new;
            }
            return;
        }
    }
    if hits.len() < 256 {
        hits.push(new);
    }
}

impl<'a> Search<'a> {
    /// Matches `elements` from `at` on; `done` decides on the end. `from` is where the phrase began.
    fn run(
        &mut self,
        elements: &[u32],
        from: usize,
        at: usize,
        done: &mut dyn FnMut(&mut Self, usize) -> Option<usize>,
    ) -> Option<usize> {
        let Some(rest) = self.steps.checked_sub(1) else { return None };
        self.steps = rest;
        let Some((first, after)) = elements.split_first() else { return done(self, at) };
        match Element::decode(*first) {
            Element::Start => {
                let starts = self.tokens.get(at).is_some_and(|token| token.is(Token::HARD | Token::FIRST));
                if at == 0 || starts { self.run(after, from, at, done) } else { None }
            }
            Element::End => {
                let ends = self.tokens.get(at).is_none_or(|token| token.is(Token::HARD | Token::FIRST));
                if ends { self.run(after, from, at, done) } else { None }
            }
            Element::Gap(most) => {
                let mut to = at;
                for _ in 0..=most {
                    if let Some(end) = self.run(after, from, to, done) {
                        return Some(end);
                    }
                    if !self.may_go_on(from, to) {
                        return None;
                    }
                    to += 1;
                }
                None
            }
            Element::Word { symbol, optional } => {
                let found = self.one(from, at, |_, token| u32::from(token.symbol) == symbol);
                if let Some(next) = found
                    && let Some(end) = self.run(after, from, next, done)
                {
                    return Some(end);
                }
                if optional { self.run(after, from, at, done) } else { None }
            }
            Element::Class { class, optional } => {
                let found = self.one(from, at, |matcher, token| matcher.is_in(token.symbol, class));
                if let Some(next) = found
                    && let Some(end) = self.run(after, from, next, done)
                {
                    return Some(end);
                }
                let matcher = self.matcher;
                for place in matcher.sequences.get(usize::try_from(class).unwrap_or(usize::MAX - 1)) {
                    let Some(elements) = matcher.sequence_elements.get(usize::from(*place)) else { continue };
                    let mut go_on = |this: &mut Self, next: usize| this.run(after, from, next, done);
                    if let Some(end) = self.run(elements, from, at, &mut go_on) {
                        return Some(end);
                    }
                }
                if optional { self.run(after, from, at, done) } else { None }
            }
        }
    }

    /// Whether there is a token at `at`, in the same sentence as what came before.
    fn may_go_on(&self, from: usize, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| at == from || !token.is(Token::HARD))
    }

    /// One past the token that `fits`, stepping over a few picture signs.
    fn one(&self, from: usize, at: usize, fits: impl Fn(&Matcher, &Token) -> bool) -> Option<usize> {
        for place in at..=at + MOST_SIGNS {
            let token = self.tokens.get(place)?;
            if !self.may_go_on(from, place) {
                return None;
            }
            if fits(self.matcher, token) {
                return Some(place + 1);
            }
            if place == from || !token.is(Token::EMOJI) {
                return None;
            }
        }
        None
    }
}

impl Matcher {
    fn is_in(&self, symbol: u16, class: u32) -> bool {
        let classes = self.classes.get(usize::from(symbol));
        u16::try_from(class).is_ok_and(|class| classes.binary_search(&class).is_ok())
    }
}

/// Takes away what "unless" phrases cancel, the "unless" hits themselves, and hints where the whole signal is there.
pub fn settle(hits: &mut Vec<Hit>) {
    let cancelled: Vec<Hit> = hits.iter().filter(|hit| hit.strength == Strength::Unless).copied().collect();
    hits.retain(|hit| {
        hit.strength != Strength::Unless
            && !cancelled.iter().any(|by| {
                by.family == hit.family
                    && by.from <= hit.to + UNLESS_REACH
                    && hit.from <= by.to + UNLESS_REACH
            })
    });
    let whole: Vec<u8> =
        hits.iter().filter(|hit| hit.strength == Strength::Phrase).map(|hit| hit.family).collect();
    hits.retain(|hit| hit.strength == Strength::Phrase || !whole.contains(&hit.family));
}
