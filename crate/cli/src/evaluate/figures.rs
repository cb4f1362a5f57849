//! Shares, intervals and the latency-weighted F1.

use std::collections::BTreeMap;

/// The message counts at which shares are told; the last is the end of the conversation.
pub const BY: [u32; 5] = [5, 10, 20, 50, u32::MAX];

/// How fast the penalty for a late notice grows; the value of Sadeque, Xu and Bethard (2018), used by Vogt et al.
const PENALTY: f64 = 0.0078;

/// What became of one conversation.
#[derive(Debug, Clone)]
pub struct Outcome {
    pub id: String,
    pub source: String,
    pub label: String,
    pub lang: String,
    pub due: Option<u32>,
    pub messages: u32,
    /// First message of notice, warning and threat.
    pub firsts: [Option<u32>; 3],
    /// The most points of lure at any moment.
    pub points: f32,
    /// `message:signal` in order.
    pub seen: Vec<String>,
}

impl Outcome {
    /// Whether the conversation should have been noticed.
    pub fn is_harm(&self) -> bool {
        self.label == "lure" || self.label == "blackmail"
    }

    /// Whether it was treated as a careful reader would: benign stays below a notice, a lure is noticed by its due
    /// message, blackmail is a threat by its.
    pub fn is_right(&self) -> bool {
        let [notice, _, threat] = self.firsts;
        let due = self.due.unwrap_or(u32::MAX);
        match self.label.as_str() {
            "benign" => notice.is_none(),
            "blackmail" => threat.is_some_and(|first| first <= due),
            "lure" => notice.is_some_and(|first| first <= due),
            _ => true,
        }
    }
}

/// Sums of one source and label.
#[derive(Debug, Default, Clone)]
pub struct Row {
    pub count: usize,
    /// For each level, how many reached it by each of [`BY`].
    pub reached: [[usize; BY.len()]; 3],
    pub right: usize,
    pub with_due: usize,
}

/// All outcomes, added up.
#[derive(Debug, Default)]
pub struct Tally {
    pub rows: BTreeMap<(String, String, String), Row>,
    pub outcomes: Vec<Outcome>,
}

impl Tally {
    /// Adds one outcome; `by_language` keeps languages apart.
    pub fn add(&mut self, by_language: bool, outcome: Outcome) {
        let lang = if by_language { outcome.lang.clone() } else { String::new() };
        let row = self.rows.entry((outcome.source.clone(), outcome.label.clone(), lang)).or_default();
        row.count += 1;
        row.right += usize::from(outcome.is_right());
        row.with_due += usize::from(outcome.due.is_some() || outcome.label == "benign");
        for (reached, first) in row.reached.iter_mut().zip(outcome.firsts) {
            for (count, by) in reached.iter_mut().zip(BY) {
                *count += usize::from(first.is_some_and(|first| first <= by));
            }
        }
        self.outcomes.push(outcome);
    }

    /// Precision, recall, F1, speed and F_latency over harmful and benign outcomes, a notice counting as noticed.
    /// None without both kinds.
    pub fn latency(&self) -> Option<Latency> {
        let harm = self.outcomes.iter().filter(|outcome| outcome.is_harm()).count();
        let benign: Vec<&Outcome> =
            self.outcomes.iter().filter(|outcome| outcome.label == "benign").collect();
        if harm == 0 || benign.is_empty() {
            return None;
        }
        let mut noticed: Vec<u32> = self
            .outcomes
            .iter()
            .filter(|outcome| outcome.is_harm())
            .filter_map(|outcome| outcome.firsts[0])
            .collect();
        noticed.sort_unstable();
        let alarms = benign.iter().filter(|outcome| outcome.firsts[0].is_some()).count();
        let recall = share(noticed.len(), harm);
        let precision = share(noticed.len(), noticed.len() + alarms);
        let f1 = if recall + precision > 0.0 { 2.0 * recall * precision / (recall + precision) } else { 0.0 };
        let median = noticed.get(noticed.len() / 2).copied().unwrap_or(u32::MAX);
        let speed = 1.0 - penalty(median);
        Some(Latency { precision, recall, f1, median, speed, f_latency: f1 * speed })
    }
}

/// See [`Tally::latency`].
#[derive(Debug)]
pub struct Latency {
    pub precision: f64,
    pub recall: f64,
    pub f1: f64,
    /// The median message of the first notice.
    pub median: u32,
    pub speed: f64,
    pub f_latency: f64,
}

/// 0 at the first message, towards 1 for late ones.
fn penalty(message: u32) -> f64 {
    -1.0 + 2.0 / (1.0 + (-PENALTY * (f64::from(message) - 1.0)).exp())
}

/// `part` of `whole`; 0 of nothing is 0.
pub fn share(part: usize, whole: usize) -> f64 {
    // Counts of conversations are far below 2^52.
    #[allow(clippy::cast_precision_loss)]
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// The Wilson 95 % interval of a share.
pub fn wilson(part: usize, whole: usize) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    #[allow(clippy::cast_precision_loss)]
    let n = whole as f64;
    let (p, z) = (share(part, whole), 1.96_f64);
    let centre = p + z * z / (2.0 * n);
    let spread = z * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    let below = 1.0 + z * z / n;
    (((centre - spread) / below).max(0.0), ((centre + spread) / below).min(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wilson_is_wide_for_few_and_narrow_for_many() {
        let (low, high) = wilson(0, 10);
        assert!(low == 0.0 && (high - 0.2775).abs() < 0.001, "{low} {high}");
        let (low, high) = wilson(500, 1000);
        assert!((low - 0.469).abs() < 0.001 && (high - 0.531).abs() < 0.001, "{low} {high}");
    }

    #[test]
    fn an_immediate_notice_costs_nothing() {
        assert!(penalty(1).abs() < 1e-9);
        assert!(penalty(20) < penalty(50));
    }
}
