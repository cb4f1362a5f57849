//! The longer members of classes that were found in a message: of which classes, from where, to where.

use crate::leads::Part;

/// What follows the last span of a list.
const LAST: u32 = u32::MAX;

/// A longer member of classes.
#[derive(Clone, Copy, Debug)]
pub struct Span {
    /// The classes that it is a member of.
    pub classes: Part,
    /// One past its last token.
    pub to: u16,
    /// The shortest end that the same run has from here: shorter members are tried first.
    shortest: u16,
    /// The next span from the same token.
    next: u32,
}

/// All longer members in a message.
#[derive(Debug, Default)]
pub struct Spans {
    /// For each token, the first span from there.
    firsts: Vec<u32>,
    spans: Vec<Span>,
}

impl Spans {
    /// Forgets all, and keeps the room.
    pub fn clear(&mut self) {
        self.firsts.clear();
        self.spans.clear();
    }

    /// Notes members of `classes` that begin at `from` and have these ends, of which `shortest` is the least.
    pub fn add(&mut self, classes: Part, from: u16, shortest: u16, ends: &[u16]) {
        let from = usize::from(from);
        if self.firsts.len() <= from {
            self.firsts.resize(from + 8, LAST);
        }
        let mut before = None;
        let mut next = self.firsts.get(from).copied().unwrap_or(LAST);
        while let Some(span) = self.get(next)
            && span.shortest <= shortest
        {
            before = usize::try_from(next).ok();
            next = span.next;
        }
        for to in ends {
            let (place, Ok(new)) = (self.spans.len(), u32::try_from(self.spans.len())) else { return };
            self.spans.push(Span { classes, to: *to, shortest, next });
            let link = match before {
                Some(before) => self.spans.get_mut(before).map(|span| &mut span.next),
                None => self.firsts.get_mut(from),
            };
            if let Some(link) = link {
                *link = new;
            }
            before = Some(place);
        }
    }

    /// The spans from a token, the shortest first, and equal ones in the order in which they were found.
    pub fn from(&self, from: usize) -> impl Iterator<Item = &Span> {
        let first = self.firsts.get(from).and_then(|first| self.get(*first));
        std::iter::successors(first, |span| self.get(span.next))
    }

    fn get(&self, place: u32) -> Option<&Span> {
        self.spans.get(usize::try_from(place).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorter_members_come_first_and_equal_ones_in_the_order_of_finding() {
        let mut spans = Spans::default();
        let ends = |spans: &Spans, from| spans.from(from).map(|span| span.to).collect::<Vec<_>>();
        spans.add(Part::default(), 3, 5, &[9, 5]);
        spans.add(Part::default(), 2, 1, &[2]);
        spans.add(Part::default(), 3, 4, &[4]);
        spans.add(Part::default(), 3, 5, &[6]);
        assert_eq!(ends(&spans, 3), [4, 9, 5, 6]);
        assert_eq!(ends(&spans, 2), [2]);
        assert_eq!(ends(&spans, 99), Vec::<u16>::new());
    }
}
