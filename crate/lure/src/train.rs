//! Training the learned part: logistic regression, one head for threats and one for lures. Native only.
//!
//! No randomness and no clock: the same conversations in the same order give the same bytes.

use breakwater_transcript::Side;

use crate::{
    folding::Folding,
    learned::{FADE, FEATURES, HEADS, Learned, SIGNAL, features, signal_feature},
};

/// Rounds over all samples, and how far the first step goes.
const ROUNDS: usize = 16;
const STEP: f64 = 0.5;
/// Pull towards zero, for each sample that a weight takes part in.
const PULL: f64 = 3e-4;
/// How much more a harmful sample counts: there are few.
const HARM: f64 = 3.0;

/// A labelled conversation.
#[derive(Clone, Debug)]
pub struct Example {
    /// `benign`, `lure`, `blackmail`; anything else is left out.
    pub label: String,
    /// The message (from 1) at which a careful reader would know.
    pub due: Option<u32>,
    /// Who said what.
    pub messages: Vec<(Side, String)>,
}

struct Sample {
    features: Vec<(usize, f32)>,
    /// What each head should say; none when it should not learn from this.
    wanted: [Option<bool>; HEADS],
}

/// Learns from conversations.
pub fn train(
    folding: &Folding,
    examples: &[Example],
    find: impl Fn(&Example) -> Vec<Vec<u16>>,
    bars: [(f32, f32); HEADS],
) -> Learned {
    let samples: Vec<Sample> =
        examples.iter().flat_map(|example| samples(folding, example, &find(example))).collect();
    let mut learned = Learned { weights: Vec::new(), scale: [0.0; HEADS], bias: [0.0; HEADS], bars };
    for head in 0..HEADS {
        let (weights, bias) = fit(&samples, head);
        let most = weights.iter().fold(1e-6_f64, |most, weight| most.max(weight.abs()));
        // Scores have three or four digits that mean anything.
        #[allow(clippy::cast_possible_truncation)]
        let (scale, bias) = ((most / 127.0) as f32, bias as f32);
        learned.weights.extend(weights.iter().map(|weight| {
            // Between -127 and 127 by construction.
            #[allow(clippy::cast_possible_truncation)]
            let step = (weight / most * 127.0).round() as i8;
            step.cast_unsigned()
        }));
        if let (Some(to_scale), Some(to_bias)) = (learned.scale.get_mut(head), learned.bias.get_mut(head)) {
            (*to_scale, *to_bias) = (scale, bias);
        }
    }
    learned
}

/// What there is to learn from one conversation: harmless at every moment, harmful at the message where it is due
/// and the one after; of the other kind of harm, only the end.
fn samples(folding: &Folding, example: &Example, signals: &[Vec<u16>]) -> Vec<Sample> {
    let mut faded: std::collections::BTreeMap<usize, f32> = std::collections::BTreeMap::new();
    let mut found = Vec::new();
    let last = u32::try_from(example.messages.len()).unwrap_or(u32::MAX);
    let due = example.due.unwrap_or(last);
    for ((number, (side, text)), signals) in (1..).zip(&example.messages).zip(signals) {
        if *side != Side::Them || text.is_empty() {
            continue;
        }
        let (hashes, each) = features(folding, text);
        faded.values_mut().for_each(|value| *value *= FADE);
        for hash in hashes {
            *faded.entry(usize::from(hash)).or_default() += each;
        }
        for key in signals {
            *faded.entry(usize::from(signal_feature(*key))).or_default() += SIGNAL;
        }
        let now = number == due || number == due + 1;
        let wanted = match example.label.as_str() {
            "benign" => [Some(false), Some(false)],
            "blackmail" => [now.then_some(true), now.then_some(true)],
            "lure" => [(number + 2 >= due && number <= due).then_some(false), now.then_some(true)],
            _ => [None, None],
        };
        if wanted != [None, None] {
            found.push(Sample { features: faded.iter().map(|(at, value)| (*at, *value)).collect(), wanted });
        }
    }
    // Many moments of one harmless conversation are nearly the same.
    if example.label == "benign" && found.len() > 6 {
        let every = found.len().div_ceil(6);
        let mut place = 0;
        found.retain(|_| {
            place += 1;
            place % every == 0
        });
    }
    found
}

/// One head, by gradient steps that shrink where a weight has often moved (AdaGrad).
fn fit(samples: &[Sample], head: usize) -> (Vec<f64>, f64) {
    let mut weights = vec![0.0_f64; FEATURES];
    let mut moved = vec![1e-3_f64; FEATURES];
    let (mut bias, mut bias_moved) = (-1.0_f64, 1.0_f64);
    for _ in 0..ROUNDS {
        for sample in samples {
            let Some(Some(wanted)) = sample.wanted.get(head) else { continue };
            let sum = sample
                .features
                .iter()
                .filter_map(|(at, value)| weights.get(*at).map(|weight| weight * f64::from(*value)))
                .sum::<f64>();
            let said = 1.0 / (1.0 + (-(sum + bias)).exp());
            let off = (said - f64::from(u8::from(*wanted))) * if *wanted { HARM } else { 1.0 };
            for (at, value) in &sample.features {
                if let (Some(weight), Some(moved)) = (weights.get_mut(*at), moved.get_mut(*at)) {
                    let slope = off * f64::from(*value) + PULL * *weight;
                    *moved += slope * slope;
                    *weight -= STEP * slope / moved.sqrt();
                }
            }
            bias_moved += off * off;
            bias -= STEP * off / bias_moved.sqrt();
        }
    }
    (weights, bias)
}
