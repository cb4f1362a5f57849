//! Whether a run of elements stands at a place: trying, and going back where it does not fit.

use crate::{chart::Chart, elements::Element, leads::Part, token::Token};

/// Steps that may be spent on one place where a phrase can begin.
const STEPS: u32 = 160;
/// Picture signs that a phrase may step over between two words.
const MOST_SIGNS: usize = 2;

/// One search.
#[derive(Debug)]
pub struct Search<'c, 'a> {
    chart: &'c Chart<'a>,
    /// Where the elements begin.
    from: usize,
    steps: u32,
    /// Where they end.
    ends: &'c mut Vec<u16>,
    /// One end behind this token is enough; without it all ends are looked for.
    behind: Option<usize>,
}

impl<'c, 'a> Search<'c, 'a> {
    /// For the first way from `from` on that ends behind the token `behind`.
    pub const fn first(chart: &'c Chart<'a>, from: usize, behind: usize, ends: &'c mut Vec<u16>) -> Self {
        Self { chart, from, steps: STEPS, ends, behind: Some(behind) }
    }

    /// For all ways from `from` on.
    pub const fn all(chart: &'c Chart<'a>, from: usize, ends: &'c mut Vec<u16>) -> Self {
        Self { chart, from, steps: STEPS, ends, behind: None }
    }

    /// Searches for `elements`; how many steps that took.
    pub fn over(mut self, elements: Part) -> u32 {
        self.run(self.chart.leads.elements_of(elements), self.from);
        STEPS - self.steps + 1
    }

    /// Notes one past the last token of a way; whether that is enough.
    fn end(&mut self, at: usize) -> bool {
        let wanted = self.behind.is_none_or(|behind| at > behind);
        if wanted {
            self.ends.extend(u16::try_from(at));
        }
        wanted && self.behind.is_some()
    }

    /// Matches `elements` from `at` on until there are enough ends.
    fn run(&mut self, elements: &'c [Element], at: usize) -> bool {
        let (mut elements, mut at) = (elements, at);
        // What can stand in one way only is gone through; where there is a choice, each is tried.
        loop {
            let Some(rest) = self.steps.checked_sub(1) else { return false };
            self.steps = rest;
            let Some((first, after)) = elements.split_first() else { return self.end(at) };
            elements = after;
            match *first {
                Element::Start if self.is_start(at) => {}
                Element::End if self.is_end(at) => {}
                Element::Word { symbol, optional } => {
                    let tokens = self.chart.tokens;
                    let fits = |place: usize| {
                        symbol != 0 && tokens.get(place).is_some_and(|token| token.symbol == symbol)
                    };
                    match (self.one(at, fits), optional) {
                        (Some(next), false) => at = next,
                        (Some(next), true) if self.run(elements, next) => return true,
                        (_, true) => {}
                        (None, false) => return false,
                    }
                }
                Element::Gap(most) => {
                    for to in at..=at + usize::from(most) {
                        if self.run(elements, to) {
                            return true;
                        }
                        if !self.may_go_on(to) {
                            return false;
                        }
                    }
                    return false;
                }
                Element::Class { class, optional } => {
                    let chart = self.chart;
                    let (starts, ends) = chart.is_edge(class);
                    let longer = chart.has_longer(class);
                    let found = self.one(at, |place| chart.is_in(place, class));
                    if let Some(next) = found
                        && !(optional || starts || ends || longer)
                    {
                        at = next;
                        continue;
                    }
                    if found.is_some_and(|next| self.run(elements, next))
                        || longer && self.longer(class, elements, at)
                    {
                        return true;
                    }
                    let stays = optional || starts && self.is_start(at) || ends && self.is_end(at);
                    if !stays {
                        return false;
                    }
                }
                Element::Start | Element::End | Element::Broken => return false,
            }
        }
    }

    /// Goes on after each longer member of the class.
    fn longer(&mut self, class: u16, after: &'c [Element], at: usize) -> bool {
        let chart = self.chart;
        for place in at..=at + MOST_SIGNS {
            if !self.may_go_on(place) {
                return false;
            }
            if chart.ends_of(class, place).any(|next| self.run(after, next)) {
                return true;
            }
            if place == self.from || !self.is_sign(place) {
                return false;
            }
        }
        false
    }

    /// One past the token that `fits`, stepping over a few picture signs.
    fn one(&self, at: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        for place in at..=at + MOST_SIGNS {
            if !self.may_go_on(place) {
                return None;
            }
            if fits(place) {
                return Some(place + 1);
            }
            if place == self.from || !self.is_sign(place) {
                return None;
            }
        }
        None
    }

    /// Whether there is a token at `at`, in the same sentence as what came before.
    fn may_go_on(&self, at: usize) -> bool {
        self.chart.tokens.get(at).is_some_and(|token| at == self.from || !token.is(Token::HARD))
    }

    fn is_sign(&self, at: usize) -> bool {
        self.chart.tokens.get(at).is_some_and(|token| token.is(Token::EMOJI))
    }

    fn is_start(&self, at: usize) -> bool {
        at == 0 || self.chart.tokens.get(at).is_some_and(|token| token.is(Token::HARD | Token::FIRST))
    }

    fn is_end(&self, at: usize) -> bool {
        self.chart.tokens.get(at).is_none_or(|token| token.is(Token::HARD | Token::FIRST))
    }
}
