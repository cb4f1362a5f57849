//! Whether a run of elements stands at a place: trying, and going back where it does not fit.

use crate::{
    chart::Chart,
    elements::{Element, Elements},
    token::Token,
};

/// Steps that may be spent on one place where a phrase can begin.
const STEPS: u32 = 160;
/// Picture signs that a phrase may step over between two words.
const MOST_SIGNS: usize = 2;

/// One search.
#[derive(Debug)]
pub struct Search<'c, 'a> {
    chart: &'c Chart<'a>,
    steps: u32,
}

impl<'c, 'a> Search<'c, 'a> {
    /// With all its steps before it.
    pub const fn new(chart: &'c Chart<'a>) -> Self {
        Self { chart, steps: STEPS }
    }

    /// Steps that were needed so far.
    pub const fn spent(&self) -> u32 {
        STEPS - self.steps + 1
    }

    /// One past the last token of the first way in which the elements fit from `from` on and end behind `old`.
    pub fn first(&mut self, elements: Elements<'_>, from: usize, old: usize) -> Option<usize> {
        let mut end = None;
        self.run(elements, from, from, &mut |to| {
            end = (to > old).then_some(to);
            end.is_some()
        });
        end
    }

    /// Gives `take` all ends.
    pub fn all(&mut self, elements: Elements<'_>, from: usize, take: &mut dyn FnMut(usize)) {
        self.run(elements, from, from, &mut |to| {
            take(to);
            false
        });
    }

    /// Matches `elements` from `at` on until `done` is satisfied with an end. `from` is where the phrase began.
    fn run(
        &mut self,
        elements: Elements<'_>,
        from: usize,
        at: usize,
        done: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        let (mut elements, mut at) = (elements, at);
        // What can stand in one way only is gone through; where there is a choice, each is tried.
        loop {
            let Some(rest) = self.steps.checked_sub(1) else { return false };
            self.steps = rest;
            let Some((first, after)) = elements.split_first() else { return done(at) };
            elements = after;
            match first {
                Element::Start if self.is_start(at) => {}
                Element::End if self.is_end(at) => {}
                Element::Word { symbol, optional } => {
                    let tokens = self.chart.tokens;
                    let fits = |place: usize| {
                        symbol != 0 && tokens.get(place).is_some_and(|token| token.symbol == symbol)
                    };
                    match (self.one(from, at, fits), optional) {
                        (Some(next), false) => at = next,
                        (Some(next), true) if self.run(after, from, next, done) => return true,
                        (_, true) => {}
                        (None, false) => return false,
                    }
                }
                Element::Gap(most) => {
                    for to in at..=at + usize::from(most) {
                        if self.run(after, from, to, done) {
                            return true;
                        }
                        if !self.may_go_on(from, to) {
                            return false;
                        }
                    }
                    return false;
                }
                Element::Class { class, optional } => {
                    let chart = self.chart;
                    let found = self.one(from, at, |place| chart.is_in(place, class));
                    if found.is_some_and(|next| self.run(after, from, next, done))
                        || self.longer(class, after, from, at, done)
                    {
                        return true;
                    }
                    let (starts, ends) = chart.is_edge(class);
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
    fn longer(
        &mut self,
        class: u16,
        after: Elements<'_>,
        from: usize,
        at: usize,
        done: &mut dyn FnMut(usize) -> bool,
    ) -> bool {
        let chart = self.chart;
        for place in at..=at + MOST_SIGNS {
            if !self.may_go_on(from, place) {
                return false;
            }
            if chart.ends_of(class, place).any(|next| self.run(after, from, next, done)) {
                return true;
            }
            if place == from || !self.is_sign(place) {
                return false;
            }
        }
        false
    }

    /// One past the token that `fits`, stepping over a few picture signs.
    fn one(&self, from: usize, at: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
        for place in at..=at + MOST_SIGNS {
            if !self.may_go_on(from, place) {
                return None;
            }
            if fits(place) {
                return Some(place + 1);
            }
            if place == from || !self.is_sign(place) {
                return None;
            }
        }
        None
    }

    /// Whether there is a token at `at`, in the same sentence as what came before.
    fn may_go_on(&self, from: usize, at: usize) -> bool {
        self.chart.tokens.get(at).is_some_and(|token| at == from || !token.is(Token::HARD))
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
