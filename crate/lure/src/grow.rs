//! Growing trees: gradient boosting for a yes-or-no question over small whole numbers. Native only.
//!
//! Every sum over samples is a whole number, so their order does not matter and the same samples give the same trees. Written
//! here because no crate we looked at promises the same bytes, takes features that may only count one way, and leaves trees
//! that are read in place.

use crate::learned::{Aspect, Bars, FEATURES, Head, LEAF, UNIT};

/// Trees, and leaves of a tree.
const TREES: usize = 40;
const LEAVES: usize = 8;
/// How far a tree goes of the way that it would like.
const STEP: f64 = 0.16;
/// Pull of a leaf towards nothing.
const PULL: f64 = 5.0;
/// Fewer samples make no leaf.
const FEWEST: i64 = 30;
/// Different values of a feature; larger ones count as the largest.
const VALUES: usize = 24;
/// Steps in 1 of a sum.
const FINE: f64 = (1_u32 << 20) as f64;

/// A moment in a conversation, and what should be said of it.
#[derive(Debug)]
pub struct Sample {
    /// The features that are not 0.
    pub features: Vec<(u16, u8)>,
    /// How much it counts.
    pub weight: f64,
    /// Yes or no.
    pub wanted: bool,
}

/// What some samples pull towards: slope, bend, and how many there are.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    slope: i64,
    bend: i64,
    count: i64,
}

impl Sum {
    fn add(&mut self, other: Self) {
        self.slope += other.slope;
        self.bend += other.bend;
        self.count += other.count;
    }

    fn without(self, other: Self) -> Self {
        Self {
            slope: self.slope - other.slope,
            bend: self.bend - other.bend,
            count: self.count - other.count,
        }
    }

    /// The value that serves these samples best.
    // Sums stay far below 2^53.
    #[allow(clippy::cast_precision_loss)]
    fn value(self) -> f64 {
        -(self.slope as f64) / (self.bend as f64 + PULL * FINE)
    }

    /// What a leaf of `value` would gain.
    #[allow(clippy::cast_precision_loss)]
    fn gain(self, value: f64) -> f64 {
        -(self.slope as f64 * value + 0.5 * (self.bend as f64 + PULL * FINE) * value * value) / FINE
    }
}

/// A way to part a leaf in two.
#[derive(Clone, Copy, Debug)]
struct Split {
    gain: f64,
    feature: u16,
    over: u8,
}

/// A leaf that may still be parted.
struct Open {
    samples: Vec<u32>,
    sum: Sum,
    /// What its value must lie between, so that a split further up keeps its direction.
    bounds: (f64, f64),
    split: Option<Split>,
    /// Its place in the tree.
    place: usize,
}

/// A tree while it grows.
enum Branch {
    Leaf(f64),
    Split { feature: u16, over: u8, left: usize, right: usize },
}

/// Grows the trees for samples.
pub fn grow(samples: &[Sample], bars: Bars) -> Head<'static> {
    let (yes, all) = samples.iter().fold((0.0, 0.0), |(yes, all), sample| {
        (if sample.wanted { yes + sample.weight } else { yes }, all + sample.weight)
    });
    let base: f64 = if yes > 0.0 && all > yes { (yes / (all - yes)).ln() } else { 0.0 };
    let mut scores = vec![base; samples.len()];
    let mut head = Head { base: step(base), bars, ..Head::default() };
    let mut nodes = Vec::new();
    for _ in 0..TREES {
        let pulls: Vec<Sum> =
            samples.iter().zip(&scores).map(|(sample, score)| pull(sample, *score)).collect();
        let tree = tree(samples, &pulls, &mut scores);
        head.roots.push(u16::try_from(nodes.len() / crate::learned::NODE).unwrap_or(u16::MAX));
        write(&tree, 0, &mut nodes);
    }
    head.nodes = nodes.into();
    head
}

/// Where a sample wants its score to go.
// The products are small; whole numbers on purpose.
#[allow(clippy::cast_possible_truncation)]
fn pull(sample: &Sample, score: f64) -> Sum {
    let said = 1.0 / (1.0 + (-score).exp());
    let off = said - f64::from(u8::from(sample.wanted));
    Sum {
        slope: (off * sample.weight * FINE).round() as i64,
        bend: (said * (1.0 - said) * sample.weight * FINE).round() as i64,
        count: 1,
    }
}

/// One tree; the scores move by what its leaves say.
fn tree(samples: &[Sample], pulls: &[Sum], scores: &mut [f64]) -> Vec<Branch> {
    let every: Vec<u32> = (0_u32..).take(samples.len()).collect();
    let mut branches = vec![Branch::Leaf(0.0)];
    let mut open = vec![leaf(samples, pulls, every, (f64::MIN, f64::MAX), 0)];
    while open.len() < LEAVES {
        let gain = |leaf: &Open| leaf.split.map_or(0.0, |split| split.gain);
        let best = (0..open.len()).max_by(|a, b| {
            let of = |at: &usize| open.get(*at).map_or(0.0, gain);
            of(a).total_cmp(&of(b)).then(b.cmp(a))
        });
        let Some(best) = best else { break };
        let parent = open.swap_remove(best);
        let Some(split) = parent.split else {
            open.push(parent);
            break;
        };
        let (right, left): (Vec<u32>, Vec<u32>) =
            parent.samples.iter().partition(|at| value(samples, **at, split.feature) > split.over);
        let (of_left, of_right) = (sum(pulls, &left), sum(pulls, &right));
        let (low, high) = parent.bounds;
        let middle = f64::midpoint(of_left.value().clamp(low, high), of_right.value().clamp(low, high));
        let person = Aspect::is_of_person(usize::from(split.feature));
        let bounds = if person { [(middle, high), (low, middle)] } else { [parent.bounds, parent.bounds] };
        let places = [branches.len(), branches.len() + 1];
        branches.extend([Branch::Leaf(0.0), Branch::Leaf(0.0)]);
        if let Some(branch) = branches.get_mut(parent.place) {
            let [left, right] = places;
            *branch = Branch::Split { feature: split.feature, over: split.over, left, right };
        }
        for ((part, bounds), place) in [left, right].into_iter().zip(bounds).zip(places) {
            open.push(leaf(samples, pulls, part, bounds, place));
        }
    }
    for leaf in &open {
        let (low, high) = leaf.bounds;
        let value = STEP * leaf.sum.value().clamp(low, high);
        if let Some(branch) = branches.get_mut(leaf.place) {
            *branch = Branch::Leaf(value);
        }
        for at in &leaf.samples {
            if let Some(score) = usize::try_from(*at).ok().and_then(|at| scores.get_mut(at)) {
                *score += value;
            }
        }
    }
    branches
}

fn value(samples: &[Sample], at: u32, feature: u16) -> u8 {
    let sample = usize::try_from(at).ok().and_then(|at| samples.get(at));
    let found = sample.and_then(|sample| sample.features.iter().find(|(known, _)| *known == feature));
    found.map_or(0, |(_, value)| *value)
}

fn sum(pulls: &[Sum], samples: &[u32]) -> Sum {
    let mut sum = Sum::default();
    for at in samples {
        sum.add(usize::try_from(*at).ok().and_then(|at| pulls.get(at)).copied().unwrap_or_default());
    }
    sum
}

/// A leaf with the best way to part it.
fn leaf(samples: &[Sample], pulls: &[Sum], part: Vec<u32>, bounds: (f64, f64), place: usize) -> Open {
    let whole = sum(pulls, &part);
    let mut sums = vec![[Sum::default(); VALUES]; FEATURES];
    for at in &part {
        let at = usize::try_from(*at).unwrap_or(usize::MAX);
        let (Some(sample), Some(pull)) = (samples.get(at), pulls.get(at)) else { continue };
        for (feature, value) in &sample.features {
            let value = usize::from(*value).min(VALUES - 1);
            if let Some(sum) = sums.get_mut(usize::from(*feature)).and_then(|sums| sums.get_mut(value)) {
                sum.add(*pull);
            }
        }
    }
    let (low, high) = bounds;
    let before = whole.gain(whole.value().clamp(low, high));
    let mut split: Option<Split> = None;
    for (sums, feature) in sums.iter().zip(0_u16..) {
        let mut right = Sum::default();
        // From the largest value down: what is at least this large goes right.
        for (over, sum) in (0_u8..).zip(sums.iter().skip(1)).collect::<Vec<_>>().into_iter().rev() {
            if sum.count == 0 {
                continue;
            }
            right.add(*sum);
            let left = whole.without(right);
            if right.count < FEWEST || left.count < FEWEST {
                continue;
            }
            let (a, b) = (left.value().clamp(low, high), right.value().clamp(low, high));
            if Aspect::is_of_person(usize::from(feature)) && b > a {
                continue;
            }
            let gain = left.gain(a) + right.gain(b) - before;
            if gain > split.map_or(1e-6, |split| split.gain) {
                split = Some(Split { gain, feature, over });
            }
        }
    }
    Open { samples: part, sum: whole, bounds, split, place }
}

/// In steps of a leaf's value.
// A score of some dozens at most, in thousandths.
#[allow(clippy::cast_possible_truncation)]
fn step(value: f64) -> i32 {
    (value * f64::from(UNIT)).round() as i32
}

/// Writes a branch, its left one after it and then its right one; how many nodes that were.
fn write(tree: &[Branch], at: usize, nodes: &mut Vec<u8>) -> usize {
    let [first, second] = match tree.get(at) {
        Some(Branch::Split { feature, over, left, right }) => {
            let place = nodes.len();
            let [low, high] = feature.to_le_bytes();
            nodes.extend([low, high, *over, 0]);
            let left = write(tree, *left, nodes) + 1;
            let right = write(tree, *right, nodes);
            if let Some(skip) = nodes.get_mut(place + 3) {
                *skip = u8::try_from(left).unwrap_or(0);
            }
            return left + right;
        }
        Some(Branch::Leaf(value)) => i16::try_from(step(*value)).unwrap_or(0).to_le_bytes(),
        None => [0, 0],
    };
    nodes.extend(LEAF.to_le_bytes());
    nodes.extend([first, second]);
    1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::learned::Sight;

    fn samples(feature: usize, rising: bool) -> (Vec<Sample>, Sight) {
        let place = u16::try_from(feature).unwrap();
        let sample = |number: usize| {
            let said = number.is_multiple_of(2);
            let features = if said { vec![(place, 1)] } else { Vec::new() };
            Sample { features, weight: 1.0, wanted: said == rising }
        };
        let mut sight = Sight::default();
        sight.set(Aspect::Notion, feature % crate::learned::PLACES, 1);
        sight.set(Aspect::NotionOfPerson, feature % crate::learned::PLACES, 1);
        ((0..400).map(sample).collect(), sight)
    }

    #[test]
    fn a_feature_that_tells_all_is_learned() {
        let (samples, sight) = samples(Aspect::Notion.at(5), true);
        let head = grow(&samples, Bars::default());
        assert!(head.score(&sight) > 3 * UNIT, "{}", head.score(&sight));
        assert!(head.score(&Sight::default()) < -3 * UNIT);
    }

    #[test]
    fn what_the_person_says_can_only_calm() {
        let (rising, sight) = samples(Aspect::NotionOfPerson.at(5), true);
        let head = grow(&rising, Bars::default());
        assert_eq!(head.score(&sight), head.score(&Sight::default()));
        let (falling, sight) = samples(Aspect::NotionOfPerson.at(5), false);
        let head = grow(&falling, Bars::default());
        assert!(head.score(&sight) < head.score(&Sight::default()));
    }

    #[test]
    fn the_same_samples_in_another_order_give_the_same_trees() {
        let (mut samples, _) = samples(Aspect::Notion.at(9), true);
        let head = grow(&samples, Bars::default());
        samples.reverse();
        assert_eq!(grow(&samples, Bars::default()), head);
    }
}
