//! Training the learned part: from labelled conversations to trees. Native only.
//!
//! No randomness and no clock: the same conversations in the same order give the same bytes.

use breakwater_transcript::{Kind, Side};

use crate::{
    engine::{Engine, Message},
    grow::{self, Sample},
    learned::{Aspect, Bars, FEATURES, HEADS, Learned, PLACES, Sight},
    levels::Context,
    state::State,
};

/// How often a conversation made for Breakwater is gone through, each time with other signals left out.
const REPEATS: u64 = 3;
/// Of a hundred signals of such a conversation, how many are left out. The rules were mended while reading these
/// conversations; in one they meet for the first time they find about half as much.
const LEFT_OUT: u64 = 50;
/// Moments taken of a harmless conversation by other people: many are nearly the same.
const MOMENTS: usize = 4;

/// A labelled conversation.
#[derive(Clone, Debug)]
pub struct Example {
    /// `benign`, `lure`, `blackmail`; anything else is left out.
    pub label: String,
    /// The message (from 1) at which a careful reader would know.
    pub due: Option<u32>,
    /// Whether it was made for Breakwater, so that its writer had lures in mind.
    pub made: bool,
    /// Who said what.
    pub messages: Vec<(Side, Kind, String)>,
}

impl Engine {
    /// Learns from labelled conversations, with what the rules find in them. This engine must have nothing learned.
    pub fn train(&self, examples: &[Example], bars: [Bars; HEADS]) -> Learned<'static> {
        let mut samples: [Vec<Sample>; HEADS] = std::array::from_fn(|_| Vec::new());
        for (number, example) in (0_u64..).zip(examples) {
            let sights = self.sights(example);
            for (head, samples) in samples.iter_mut().enumerate() {
                take(example, number, &sights, head, samples);
            }
        }
        let heads = samples.iter().zip(bars).map(|(samples, bars)| grow::grow(samples, bars)).collect();
        Learned { families: self.scanner.to_learn(), notions: self.scanner.notions(), heads }
    }

    /// What is to be seen in a conversation, message by message of the contact that says anything.
    fn sights(&self, example: &Example) -> Vec<(u32, Sight)> {
        let mut state = State::new();
        let mut sights = Vec::new();
        for ((from, kind, text), number) in example.messages.iter().zip(1_u32..) {
            let message = Message { from: *from, text, kind: *kind, t: None };
            let update = self.update(&mut state, &message, &Context::default());
            sights.extend(update.sight.map(|sight| (number, sight)));
        }
        sights
    }
}

/// Adds what one conversation has to say about a question.
fn take(example: &Example, number: u64, sights: &[(u32, Sight)], head: usize, samples: &mut Vec<Sample>) {
    let sights: Vec<(f64, bool, &Sight)> = sights
        .iter()
        .filter_map(|(message, sight)| {
            wanted(example, *message, head).map(|(weight, wanted)| (weight, wanted, sight))
        })
        .collect();
    if example.made {
        for repeat in 0..REPEATS {
            let is_left_out = |place: u64| scatter(number << 16 | repeat << 8 | place) % 100 < LEFT_OUT;
            for &(weight, wanted, sight) in &sights {
                let sight = leave_out(sight, is_left_out);
                // Three repeats are a conversation.
                #[allow(clippy::cast_precision_loss)]
                let weight = weight / REPEATS as f64;
                samples.push(Sample::new(&sight, weight, wanted));
            }
        }
    } else {
        let every = sights.len().div_ceil(MOMENTS).max(1);
        for &(weight, wanted, sight) in sights.iter().rev().step_by(every) {
            samples.push(Sample::new(sight, weight, wanted));
        }
    }
}

/// How much a moment counts, and what a careful reader would say there; none when nothing is to be learned from it.
fn wanted(example: &Example, message: u32, head: usize) -> Option<(f64, bool)> {
    let last = u32::try_from(example.messages.len()).unwrap_or(u32::MAX);
    let due = example.due.unwrap_or(last);
    match (example.label.as_str(), head) {
        // One moment of four stands for a conversation, and of real ones there are far more than here.
        ("benign", _) => Some((if example.made { 2.0 } else { 6.0 }, false)),
        ("blackmail", 0) if message < due => Some((1.0, false)),
        ("blackmail", 0) => Some((if message <= due + 1 { 2.0 } else { 1.0 }, true)),
        ("lure", 0) => Some((1.0, false)),
        ("lure", _) if message < due => Some((0.15, false)),
        ("lure", _) => Some((2.0, true)),
        ("blackmail", _) if message >= due => Some((0.5, true)),
        _ => None,
    }
}

/// The sight without some of its signals.
fn leave_out(sight: &Sight, is_left_out: impl Fn(u64) -> bool) -> Sight {
    let mut left = sight.clone();
    let mut kinds = sight.get(Aspect::Count.at(1));
    for (place, _) in (0..PLACES).zip(0_u64..).filter(|(_, name)| is_left_out(*name)) {
        kinds = kinds.saturating_sub(u8::from(left.get(Aspect::SignalSoFar.at(place)) > 0));
        for aspect in [Aspect::Signal, Aspect::SignalSoFar, Aspect::SignalOfPerson] {
            left.set(aspect, place, 0);
        }
    }
    left.set(Aspect::Count, 1, kinds);
    left
}

/// A number with its bits well mixed (splitmix64).
const fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    mixed = (mixed ^ mixed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ mixed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ mixed >> 31
}

impl Sample {
    fn new(sight: &Sight, weight: f64, wanted: bool) -> Self {
        let features = (0_u16..).take(FEATURES).map(|feature| (feature, sight.get(usize::from(feature))));
        Self { features: features.filter(|(_, value)| *value > 0).collect(), weight, wanted }
    }
}
