//! The transcript of a chat that was stepped through: what each step read, laid over what was read before.
//!
//! A step reads what the page holds just then: a few rows of a list that keeps only those near the screen, or all that
//! ever loaded. Steps go from the newest rows to the oldest and overlap. Equal rows in the same order join them, and
//! where rows stand helps to tell one "ok" from the next. Where nothing joins two steps, that is noted as a gap: an
//! order that was not seen is never made up, and nothing that was read is dropped.

#![allow(clippy::indexing_slicing, reason = "places in two lists and their table, all made here")]

use breakwater_transcript::{Row, Side};

/// How far a row may stand from where it is expected and still stand there, in CSS pixels: less than any row is high.
const NEAR: f64 = 12.0;
/// What it counts that two rows are equal …
const EQUAL: u32 = 1;
/// … and what it counts more that they stand in the same place: more than any number of words that only happen to be equal.
const PLACED: u32 = 1000;
/// The most pairs of rows that are compared in one step; beyond it only the oldest rows of what is known take part.
const PAIRS: usize = 4_000_000;

/// The rows of a chat, as far as it was stepped through.
#[derive(Clone, Debug, Default)]
pub struct Slices {
    seen: Vec<Seen>,
    /// How far the rows have moved down since the first step, in CSS pixels.
    moved: f64,
}

#[derive(Clone, Debug, PartialEq)]
struct Seen {
    row: Row,
    /// Where its top stood, as if nothing had moved since the first step.
    top: Option<f64>,
    /// Rows may be missing before it.
    gap: bool,
}

impl Slices {
    /// Adds what a step read, `rows` from top to bottom with where each one's top stands. `moved` is how far the rows
    /// moved down the screen since the step before, if that is known.
    pub fn add(&mut self, rows: Vec<Row>, tops: &[f64], moved: Option<f64>) {
        match moved {
            Some(moved) => self.moved += moved,
            None => self.seen.iter_mut().for_each(|seen| seen.top = None),
        }
        let tops = tops.iter().map(|top| Some(top - self.moved)).chain(std::iter::repeat(None));
        let new: Vec<_> =
            rows.into_iter().zip(tops).map(|(row, top)| Seen { row, top, gap: false }).collect();
        if self.seen.is_empty() || new.is_empty() {
            self.seen.extend(new);
            return;
        }
        let pairs = pairs(&new, &self.seen);
        let known = std::mem::take(&mut self.seen);
        self.seen = if joins(&pairs, &new, &known) { join(&pairs, new, known) } else { apart(new, known) };
    }

    /// Notes that the page holds rows before the first one that were not read.
    pub fn more_before(&mut self) {
        if let Some(first) = self.seen.first_mut() {
            first.gap = true;
        }
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether nothing was read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }

    /// The rows, oldest first, and the places of those before which rows may be missing.
    #[must_use]
    pub fn into_rows(self) -> (Vec<Row>, Vec<usize>) {
        let gaps =
            self.seen.iter().enumerate().filter(|(_, seen)| seen.gap).map(|(place, _)| place).collect();
        (self.seen.into_iter().map(|seen| seen.row).collect(), gaps)
    }
}

/// A row of the new step and one that is known, by their places, that are the same message.
type Pair = (usize, usize);

/// The best way to lay `new` over `known`: as many equal rows as can be had in order, those in the same place before others.
fn pairs(new: &[Seen], known: &[Seen]) -> Vec<Pair> {
    // What stands at both ends in the same place needs no search: most steps in a page that keeps all rows end here.
    let placed = |(a, b): &(&Seen, &Seen)| worth(a, b) > EQUAL;
    let head = new.iter().zip(known).take_while(placed).count();
    let (new_rest, known_rest) = (&new[head..], &known[head..]);
    let tail = new_rest.iter().rev().zip(known_rest.iter().rev()).take_while(placed).count();
    let new_rest = &new_rest[..new_rest.len() - tail];
    let known_rest = &known_rest[..known_rest.len() - tail];
    let width = known_rest.len().min(PAIRS / new_rest.len().max(1));
    let middle = search(new_rest, &known_rest[..width]);
    let ends = (0..tail).rev().map(|back| (new.len() - 1 - back, known.len() - 1 - back));
    (0..head)
        .map(|at| (at, at))
        .chain(middle.into_iter().map(|(a, b)| (a + head, b + head)))
        .chain(ends)
        .collect()
}

/// The heaviest common subsequence, by the usual table.
fn search(new: &[Seen], known: &[Seen]) -> Vec<Pair> {
    let width = known.len() + 1;
    let mut best = vec![0_u32; (new.len() + 1) * width];
    for a in (0..new.len()).rev() {
        for b in (0..known.len()).rev() {
            let (skip_new, skip_known) = (best[(a + 1) * width + b], best[a * width + b + 1]);
            let worth = worth(&new[a], &known[b]);
            let taken = if worth > 0 { best[(a + 1) * width + b + 1] + worth } else { 0 };
            best[a * width + b] = taken.max(skip_new).max(skip_known);
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut pairs = Vec::new();
    while a < new.len() && b < known.len() {
        let here = best[a * width + b];
        let worth = worth(&new[a], &known[b]);
        if worth > 0 && here == best[(a + 1) * width + b + 1] + worth {
            pairs.push((a, b));
            (a, b) = (a + 1, b + 1);
        } else if here == best[(a + 1) * width + b] {
            a += 1;
        } else {
            b += 1;
        }
    }
    pairs
}

/// What it counts to take two rows for the same message; 0 if they are none.
fn worth(a: &Seen, b: &Seen) -> u32 {
    if a.row.kind != b.row.kind || a.row.text != b.row.text {
        return 0;
    }
    match (a.top, b.top) {
        // In the same place even a side that was read another way is the same message: few rows tell less of sides.
        (Some(a), Some(b)) if (a - b).abs() <= NEAR => EQUAL + PLACED,
        _ if contradict(a.row.side, b.row.side) => 0,
        _ => EQUAL,
    }
}

fn contradict(a: Side, b: Side) -> bool {
    a != b && a != Side::Unknown && b != Side::Unknown
}

/// Whether pairs are an overlap, and not a word that happens to stand in both: what lies between and beside them on both
/// sides must be little, and one of them in its place, where places are known.
fn joins(pairs: &[Pair], new: &[Seen], known: &[Seen]) -> bool {
    let (Some(&(first_new, first_known)), Some(&(last_new, last_known))) = (pairs.first(), pairs.last())
    else {
        return false;
    };
    let between = pairs.windows(2).map(|two| match two {
        [(a, b), (next_a, next_b)] => (next_a - a - 1).max(next_b - b - 1),
        _ => 0,
    });
    let ends = [first_new.min(first_known), (new.len() - 1 - last_new).min(known.len() - 1 - last_known)];
    let odd: usize = between.chain(ends).sum();
    let placed = pairs.iter().any(|&(a, b)| worth(&new[a], &known[b]) > EQUAL);
    let places = new.iter().chain(known).all(|seen| seen.top.is_some());
    odd * 2 <= pairs.len() && (placed || !places || pairs.len() > 2)
}

/// One list of both: equal rows once, everything else kept. What was read first stands before what stood there later.
fn join(pairs: &[Pair], new: Vec<Seen>, known: Vec<Seen>) -> Vec<Seen> {
    let mut joined = Vec::with_capacity(new.len() + known.len() - pairs.len());
    let (mut new, mut known) = (new.into_iter(), known.into_iter());
    let (mut new_at, mut known_at) = (0, 0);
    for &(a, b) in pairs {
        let (older, earlier) = (new.by_ref().take(a - new_at), known.by_ref().take(b - known_at));
        if joined.is_empty() {
            // Above what is known lies what is older.
            joined.extend(older);
            joined.extend(earlier);
        } else {
            joined.extend(earlier);
            joined.extend(older);
        }
        if let (Some(again), Some(before)) = (new.next(), known.next()) {
            joined.push(both(again, before));
        }
        (new_at, known_at) = (a + 1, b + 1);
    }
    joined.extend(known);
    joined.extend(new);
    joined
}

/// A message that was read twice: its side as it was surer, its place as it is now.
fn both(again: Seen, before: Seen) -> Seen {
    let surer = again.row.confidence > before.row.confidence;
    let (side, confidence) =
        if surer { (again.row.side, again.row.confidence) } else { (before.row.side, before.row.confidence) };
    let time = before.row.time.or(again.row.time);
    Seen { row: Row { side, confidence, time, ..before.row }, top: again.top, gap: before.gap }
}

/// Two lists that nothing joins.
fn apart(mut new: Vec<Seen>, mut known: Vec<Seen>) -> Vec<Seen> {
    if let Some(first) = known.first_mut() {
        first.gap = true;
    }
    new.append(&mut known);
    new
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(text: &str) -> Row {
        Row { side: Side::Them, confidence: 0.9, text: text.to_owned(), ..Row::default() }
    }

    /// Rows by their words, each 40 pixels high, from `top` on.
    fn slice(words: &[&str], top: f64) -> (Vec<Row>, Vec<f64>) {
        (
            words.iter().map(|text| row(text)).collect(),
            (0..words.len()).map(|at| top + 40.0 * at as f64).collect(),
        )
    }

    fn texts(slices: &Slices) -> Vec<String> {
        slices.seen.iter().map(|seen| seen.row.text.clone()).collect()
    }

    /// Adds slices, each with how far it moved, and gives what came of them.
    fn merged(steps: &[(&[&str], f64, Option<f64>)]) -> (Vec<String>, Vec<usize>) {
        let mut slices = Slices::default();
        for (words, top, moved) in steps {
            let (rows, tops) = slice(words, *top);
            slices.add(rows, &tops, *moved);
        }
        let texts = texts(&slices);
        (texts, slices.into_rows().1)
    }

    fn as_texts(words: &str) -> Vec<String> {
        words.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn steps_are_joined_where_they_overlap() {
        let steps: [(&[&str], _, _); 3] = [
            (&["d", "e", "f"], 0.0, Some(0.0)),
            (&["b", "c", "d", "e"], 0.0, Some(80.0)),
            (&["a", "b"], 0.0, Some(40.0)),
        ];
        assert_eq!(merged(&steps), (as_texts("a b c d e f"), vec![]));
    }

    #[test]
    fn a_page_that_keeps_all_rows_adds_nothing_twice() {
        let all: &[&str] = &["a", "b", "b", "c"];
        assert_eq!(
            merged(&[(all, -90.0, Some(0.0)), (all, -10.0, Some(80.0))]),
            (as_texts("a b b c"), vec![])
        );
        assert_eq!(merged(&[(all, -90.0, Some(0.0)), (all, -10.0, None)]), (as_texts("a b b c"), vec![]));
    }

    #[test]
    fn the_same_word_over_and_over_is_counted_by_where_it_stands() {
        // Five times "pay", of which two are seen in both steps; by the words alone it could be three of five.
        let steps: [(&[&str], _, _); 2] = [
            (&["pay", "pay", "pay", "end"], 0.0, Some(0.0)),
            (&["hi", "pay", "pay", "pay"], 0.0, Some(80.0)),
        ];
        assert_eq!(merged(&steps), (as_texts("hi pay pay pay pay end"), vec![]));
    }

    #[test]
    fn where_nothing_joins_a_gap_is_said() {
        let steps: [(&[&str], _, _); 2] = [(&["d", "e"], 0.0, Some(0.0)), (&["a", "b"], 0.0, None)];
        assert_eq!(merged(&steps), (as_texts("a b d e"), vec![2]));
        // One word that stands in both, far from its place, joins nothing.
        let steps: [(&[&str], _, _); 2] =
            [(&["ok", "d", "e"], 0.0, Some(0.0)), (&["a", "b", "c", "ok"], 0.0, Some(400.0))];
        assert_eq!(merged(&steps), (as_texts("a b c ok ok d e"), vec![4]));
    }

    #[test]
    fn a_row_that_changed_or_came_meanwhile_is_kept_beside_the_rest() {
        let steps: [(&[&str], _, _); 2] = [
            (&["a", "b", "c", "d", "e"], 0.0, Some(0.0)),
            (&["z", "a", "b", "changed", "d", "e", "new"], -40.0, Some(0.0)),
        ];
        assert_eq!(merged(&steps), (as_texts("z a b c changed d e new"), vec![]));
    }

    #[test]
    fn a_side_that_was_surer_wins_and_a_time_is_kept() {
        let mut slices = Slices::default();
        slices.add(
            vec![Row { confidence: 0.3, time: Some("14:02".into()), ..row("a") }, row("b")],
            &[0.0, 40.0],
            None,
        );
        slices.add(vec![Row { side: Side::Me, ..row("a") }, row("b")], &[0.0, 40.0], Some(0.0));
        let (rows, gaps) = slices.into_rows();
        assert_eq!((rows.len(), gaps.len()), (2, 0));
        assert_eq!((rows[0].side, rows[0].time.as_deref()), (Side::Me, Some("14:02")));
    }

    #[test]
    fn what_lies_before_the_first_row_is_said() {
        let mut slices = Slices::default();
        slices.more_before();
        assert!(slices.is_empty());
        slices.add(vec![row("a")], &[], None);
        slices.more_before();
        assert_eq!((slices.len(), slices.into_rows().1), (1, vec![0]));
    }

    proptest! {
        /// Any chat, stepped through in windows that overlap, comes out as it is: every message, once, in order.
        #[test]
        fn any_chat_comes_out_whole(
            words in prop::collection::vec("[a-c]", 1..120),
            steps in prop::collection::vec((1_usize..8, 0_usize..6, 0_usize..6), 1..60),
        ) {
            let height = 40.0;
            let shown = 9;
            let mut slices = Slices::default();
            let mut first = words.len().saturating_sub(shown);
            let mut moved = 0.0;
            for (step, over_top, over_end) in steps {
                let (from, to) = (first.saturating_sub(over_top), (first + shown + over_end).min(words.len()));
                let tops: Vec<_> = (from..to).map(|at| (at as f64 - first as f64) * height).collect();
                slices.add(words[from..to].iter().map(|text| row(text)).collect(), &tops, Some(moved));
                let next = first.saturating_sub(step);
                moved = (first - next) as f64 * height;
                first = next;
            }
            let seen = texts(&slices);
            prop_assert_eq!(&seen[..], &words[words.len() - seen.len()..]);
            prop_assert_eq!(slices.into_rows().1, Vec::<usize>::new());
        }

        /// Without places, messages that differ from one another come out whole as well.
        #[test]
        fn words_alone_do_where_they_differ(count in 1_usize..100, steps in prop::collection::vec(1_usize..8, 1..40)) {
            let words: Vec<_> = (0..count).map(|at| format!("message {at}")).collect();
            let mut slices = Slices::default();
            let mut first = count.saturating_sub(9);
            for step in steps {
                slices.add(words[first..(first + 9).min(count)].iter().map(|text| row(text)).collect(), &[], None);
                first = first.saturating_sub(step);
            }
            let seen = texts(&slices);
            prop_assert_eq!(&seen[..], &words[count - seen.len()..]);
        }

        /// Whatever a page does, nothing that was read is lost.
        #[test]
        fn nothing_that_was_read_is_lost(
            steps in prop::collection::vec((prop::collection::vec("[a-e]", 0..12), -50.0_f64..500.0), 1..12),
        ) {
            let mut slices = Slices::default();
            for (words, moved) in &steps {
                let rows: Vec<_> = words.iter().map(|text| row(text)).collect();
                let tops: Vec<_> = (0..rows.len()).map(|at| 40.0 * at as f64).collect();
                slices.add(rows, &tops, Some(*moved));
                let seen = texts(&slices);
                for word in words {
                    let times = |list: &[String]| list.iter().filter(|one| *one == word).count();
                    prop_assert!(times(&seen) >= times(words));
                }
            }
        }
    }
}
