//! Finding phrases in tokens, in time that grows with the number of tokens only.
//!
//! Every phrase is looked for from its rarest word. From there the few places where it can begin are tried. A
//! budget bounds the work for each token, so that no text, however made, can hold the engine up.

use crate::{
    pack::{Element, Head, Pack, PackError, Strength, Together, symbol},
    starts,
    stream::{self, Run, Unfolded},
    tokens::Token,
    vocabulary::Vocabulary,
};

/// Steps that may be spent on one token.
const STEPS_PER_TOKEN: u32 = 400;
/// Steps that may be spent on one place where a phrase can begin.
const STEPS_PER_START: u32 = 160;
/// How many words away an "unless" phrase still cancels: "send me a pic of the *homework*".
const UNLESS_REACH: usize = 3;
/// How many words on both sides show which language is spoken.
const AROUND: usize = 8;
/// Picture signs that a phrase may step over between two words.
const MOST_SIGNS: usize = 2;

/// A phrase found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The family, by place.
    pub family: u8,
    /// How much the phrase says.
    pub strength: Strength,
    /// The language of the phrase, by place; English is 0.
    pub language: u8,
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
    fn from_pairs<I: Copy + Into<usize>>(count: usize, pairs: &[(I, T)], fill: T) -> Self {
        let mut ends = vec![0_u32; count];
        for (list, _) in pairs {
            if let Some(end) = ends.get_mut((*list).into()) {
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
            if let Some(place) = next.get_mut((*list).into())
                && let Some(slot) = usize::try_from(*place).ok().and_then(|at| items.get_mut(at))
            {
                *slot = *item;
                *place += 1;
            }
        }
        Self { ends, items }
    }

    /// Sorts within each list; the same item may stay there twice.
    fn sort_each(&mut self)
    where
        T: Ord,
    {
        let mut rest = self.items.as_mut_slice();
        let mut from = 0;
        for end in &self.ends {
            let length = usize::try_from(end - from).unwrap_or(0).min(rest.len());
            let (list, after) = rest.split_at_mut(length);
            list.sort_unstable();
            (rest, from) = (after, *end);
        }
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
    by_symbol: Lists<Start>,
    by_class: Lists<Start>,
    unfolded: Unfolded,
    /// What each phrase says.
    heads: Vec<Head>,
    together: Vec<Together>,
    /// The languages of each symbol, one bit each.
    word_languages: Vec<u16>,
}

/// What is in a message, so that most phrases need not be tried at all.
struct Present {
    /// The symbols, folded to 512 bits: what is not there is certain, what is there is not.
    symbols: [u64; 8],
    /// The classes that have a member in the message.
    classes: Vec<u64>,
    /// The classes whose longer members have been looked at.
    known: Vec<u64>,
}

fn bit(bits: &[u64], at: u32) -> bool {
    let word = usize::try_from(at >> 6).ok().and_then(|word| bits.get(word));
    word.is_some_and(|word| word >> (at & 63) & 1 != 0)
}

fn set(bits: &mut [u64], at: u32) {
    if let Some(word) = usize::try_from(at >> 6).ok().and_then(|word| bits.get_mut(word)) {
        *word |= 1 << (at & 63);
    }
}

struct Search<'a> {
    matcher: &'a Matcher,
    tokens: &'a [Token],
    present: &'a mut Present,
    steps: u32,
}

impl Matcher {
    /// Takes the phrases out of a pack and indexes them.
    pub fn new(pack: &mut Pack, vocabulary: &Vocabulary) -> Result<Self, PackError> {
        let symbols = vocabulary.symbols();
        let mut unfolded = stream::unfold(pack, symbols)?;
        let mut members = std::mem::take(&mut unfolded.members);
        let mut single = vec![false; usize::from(pack.class_count)];
        for (_, class) in &members {
            if let Some(entry) = single.get_mut(usize::from(*class)) {
                *entry = true;
            }
        }
        // The classes come one after the other, so the list of each symbol is ascending without sorting all.
        let own = Lists::from_pairs(symbols, &members, 0);
        spread_stems(pack, vocabulary, &own, &mut members)?;
        let mut classes = Lists::from_pairs(symbols, &members, 0);
        classes.sort_each();
        let mut heads = Vec::with_capacity(unfolded.phrases.len());
        for (head, count) in &pack.phrase_heads {
            let notion = head.strength == Strength::Notion;
            if notion && head.family >= 64 || !notion && usize::from(head.family) >= pack.families.len() {
                return Err(PackError::Inconsistent("a phrase of no family"));
            }
            heads.extend(std::iter::repeat_n(*head, usize::from(*count)));
        }
        let together = std::mem::take(&mut pack.together);
        if together.iter().any(|signal| usize::from(signal.family) >= pack.families.len()) {
            return Err(PackError::Inconsistent("notions of no family"));
        }
        let mut word_languages = vec![0; usize::from(symbol::FIRST_WORD)];
        for (languages, count) in &pack.word_languages {
            word_languages.extend(std::iter::repeat_n(*languages, usize::from(*count)));
        }
        let starts = starts::find(&unfolded, usize::from(pack.class_count), single)?;
        let start = |(list, phrase, least, most): &(usize, u16, u8, u8)| {
            (*list, Start { phrase: *phrase, least: *least, most: *most })
        };
        let by_symbol: Vec<_> = starts.by_symbol.iter().map(start).collect();
        let by_class: Vec<_> = starts.by_class.iter().map(start).collect();
        pack.classes = Vec::new();
        pack.phrases = Vec::new();
        Ok(Self {
            classes,
            by_symbol: Lists::from_pairs(symbols, &by_symbol, Start::default()),
            by_class: Lists::from_pairs(usize::from(pack.class_count), &by_class, Start::default()),
            unfolded,
            heads,
            together,
            word_languages,
        })
    }

    fn present(&self, tokens: &[Token]) -> Present {
        let words = self.unfolded.class_runs.len() / 64 + 1;
        let mut present = Present { symbols: [0; 8], classes: vec![0; words], known: vec![0; words] };
        for token in tokens.iter().filter(|token| token.symbol != 0) {
            set(&mut present.symbols, u32::from(token.symbol) & 511);
            for class in self.classes.get(usize::from(token.symbol)) {
                set(&mut present.classes, u32::from(*class));
            }
        }
        present
    }

    /// Whether everything that these elements cannot do without is somewhere in the message.
    fn may_be(&self, present: &mut Present, elements: &[u32]) -> bool {
        elements.iter().all(|code| match Element::decode(*code) {
            Element::Word { symbol, optional: false } => bit(&present.symbols, symbol & 511),
            Element::Class { class, optional: false } => self.may_be_class(present, class),
            _ => true,
        })
    }

    /// Classes only use classes before them, so this ends.
    fn may_be_class(&self, present: &mut Present, class: u32) -> bool {
        if bit(&present.classes, class) {
            return true;
        }
        let runs = self.runs(class);
        if runs.is_empty() || bit(&present.known, class) {
            return false;
        }
        set(&mut present.known, class);
        let found = runs.iter().any(|run| self.may_be(present, self.elements(run)));
        if found {
            set(&mut present.classes, class);
        }
        found
    }

    fn elements(&self, run: &Run) -> &[u32] {
        match (usize::try_from(run.from), usize::try_from(run.to)) {
            (Ok(from), Ok(to)) => self.unfolded.elements.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The longer members of a class.
    fn runs(&self, class: u32) -> &[Run] {
        let range = usize::try_from(class).ok().and_then(|class| self.unfolded.class_runs.get(class));
        match range.map(|(from, to)| (usize::try_from(*from), usize::try_from(*to))) {
            Some((Ok(from), Ok(to))) => self.unfolded.runs.get(from..to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// All phrases in `tokens` that end after the first `old` of them, and whether the budget sufficed.
    pub fn find(&self, tokens: &[Token], old: usize, hits: &mut Vec<Hit>) -> bool {
        let budget = STEPS_PER_TOKEN.saturating_mul(u32::try_from(tokens.len() + 8).unwrap_or(u32::MAX));
        let mut spent = 0_u32;
        let mut present = self.present(tokens);
        for (place, token) in tokens.iter().enumerate() {
            if token.symbol == 0 {
                continue;
            }
            let mut look = |start: &Start| {
                let place_of = usize::from(start.phrase);
                let (Some(run), Some(head)) = (self.unfolded.phrases.get(place_of), self.heads.get(place_of))
                else {
                    return;
                };
                let elements = self.elements(run);
                if !self.may_be(&mut present, elements) {
                    return;
                }
                let first = place.saturating_sub(usize::from(start.most));
                let Some(last) = place.checked_sub(usize::from(start.least)) else { return };
                for from in (first..=last).rev() {
                    let mut search =
                        Search { matcher: self, tokens, present: &mut present, steps: STEPS_PER_START };
                    let end = search.run(elements, from, from, &mut |_, end| (end > old).then_some(end));
                    spent = spent.saturating_add(STEPS_PER_START - search.steps + 1);
                    if let Some(to) = end
                        && to > place
                    {
                        let Head { family, strength, language } = *head;
                        if strength == Strength::Unless || self.speaks(tokens, from, to, language) {
                            add(hits, Hit { family, strength, language, from, to });
                        }
                        break;
                    }
                }
            };
            let symbol = usize::from(token.symbol);
            self.by_symbol.get(symbol).iter().for_each(&mut look);
            let mut last = None;
            for class in self.classes.get(symbol) {
                if last.replace(class) == Some(class) {
                    continue;
                }
                self.by_class.get(usize::from(*class)).iter().for_each(&mut look);
            }
            if spent > budget {
                return false;
            }
        }
        true
    }
}

impl Matcher {
    /// Turns notions that stand together into hits of their families, and takes the notions out.
    pub fn join(&self, old: usize, hits: &mut Vec<Hit>) {
        let mut notions: Vec<Hit> = hits.extract_if(.., |hit| hit.strength == Strength::Notion).collect();
        notions.sort_by_key(|hit| hit.from);
        let all = notions.iter().fold(0_u64, |mask, hit| mask | 1 << (hit.family & 63));
        for signal in self.together.iter().filter(|signal| all & signal.notions == signal.notions) {
            for (place, first) in notions.iter().enumerate() {
                if signal.notions >> (first.family & 63) & 1 == 0 {
                    continue;
                }
                let limit = first.from + usize::from(signal.within);
                let mut mask = 0_u64;
                let mut to = 0;
                for hit in notions.get(place..).unwrap_or(&[]) {
                    let bit = 1 << (hit.family & 63);
                    if hit.from >= limit || mask == signal.notions {
                        break;
                    }
                    if signal.notions & bit != 0 && mask & bit == 0 && hit.to <= limit {
                        mask |= bit;
                        to = to.max(hit.to);
                    }
                }
                if mask == signal.notions && to > old {
                    let Together { family, strength, .. } = *signal;
                    add(hits, Hit { family, strength, language: first.language, from: first.from, to });
                    break;
                }
            }
        }
    }
}

/// A word that begins with a stem stands in the classes of the stem as well: each token has one symbol only.
fn spread_stems(
    pack: &Pack,
    vocabulary: &Vocabulary,
    own: &Lists<u16>,
    members: &mut Vec<(u16, u16)>,
) -> Result<(), PackError> {
    let mut numbers = pack.stem_words.iter().copied();
    let short = || PackError::Inconsistent("too few words of stems");
    for stem in vocabulary.stems() {
        let mut word = 0_u16;
        for _ in 0..numbers.next().ok_or_else(short)? {
            word = word.saturating_add(numbers.next().ok_or_else(short)?);
            members.extend(own.get(usize::from(stem)).iter().map(|class| (word, *class)));
        }
    }
    Ok(())
}

/// Adds a hit unless the same is there already; of two that overlap in one family and strength, the longer stays.
fn add(hits: &mut Vec<Hit>, new: Hit) {
    for hit in hits.iter_mut() {
        let same = hit.family == new.family && hit.strength == new.strength && hit.language == new.language;
        if same && hit.from < new.to && new.from < hit.to {
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
        let rest = self.steps.checked_sub(1)?;
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
                for (to, _) in (at..).zip(0..=most) {
                    if let Some(end) = self.run(after, from, to, done) {
                        return Some(end);
                    }
                    if !self.may_go_on(from, to) {
                        return None;
                    }
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
                for run in matcher.runs(class) {
                    if !matcher.may_be(self.present, matcher.elements(run)) {
                        continue;
                    }
                    let mut go_on = |this: &mut Self, next: usize| this.run(after, from, next, done);
                    if let Some(end) = self.run(matcher.elements(run), from, at, &mut go_on) {
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
    /// Whether the words from `from` to `to` are meant in this language. English phrases always are; another
    /// language needs a word that is not English as well, and must not be clearly less at home around them than some
    /// other language ("la photo de classe" is French, though Spanish knows half of the words).
    fn speaks(&self, tokens: &[Token], from: usize, to: usize, language: u8) -> bool {
        if language == 0 {
            return true;
        }
        let of = |token: &Token| self.word_languages.get(usize::from(token.symbol)).copied().unwrap_or(0);
        let own = 1_u16 << (language & 15);
        let around = tokens.get(from.saturating_sub(AROUND)..(to + AROUND).min(tokens.len())).unwrap_or(&[]);
        let telling = around.iter().any(|token| of(token) & own != 0 && of(token) & 1 == 0);
        if !telling && around.iter().any(|token| of(token) != 0 && of(token) & own == 0) {
            return false;
        }
        let mut counts = [0_u32; 16];
        for token in around {
            let languages = of(token);
            for (place, count) in counts.iter_mut().enumerate() {
                *count += u32::from(languages >> place & 1);
            }
        }
        let here = counts.get(usize::from(language & 15)).copied().unwrap_or(0);
        counts.iter().skip(1).all(|count| here * 10 >= count * 7)
    }

    fn is_in(&self, symbol: u16, class: u32) -> bool {
        let classes = self.classes.get(usize::from(symbol));
        u16::try_from(class).is_ok_and(|class| classes.binary_search(&class).is_ok())
    }
}

/// Takes away what "unless" phrases cancel (of the same language, or where one of the two is English, which is at
/// home everywhere), the "unless" hits themselves, and hints where the whole signal is there.
pub fn settle(hits: &mut Vec<Hit>) {
    let cancelled: Vec<Hit> = hits.iter().filter(|hit| hit.strength == Strength::Unless).copied().collect();
    hits.retain(|hit| {
        hit.strength != Strength::Unless
            && !cancelled.iter().any(|by| {
                by.family == hit.family
                    && (by.language == hit.language || by.language == 0 || hit.language == 0)
                    && by.from <= hit.to + UNLESS_REACH
                    && hit.from <= by.to + UNLESS_REACH
            })
    });
    let whole: Vec<u8> =
        hits.iter().filter(|hit| hit.strength == Strength::Phrase).map(|hit| hit.family).collect();
    hits.retain(|hit| hit.strength == Strength::Phrase || !whole.contains(&hit.family));
}
