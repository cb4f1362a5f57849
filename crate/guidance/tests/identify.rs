//! Finding names, numbers and accounts, measured on hand-made lines with look-alikes (`tests/identify/lines.tsv`).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test may fail loudly"
)]

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    time::{Duration, Instant},
};

use breakwater_guidance::identify::{LONGEST, Region, find};

const LINES: &str = include_str!("identify/lines.tsv");
const BARE: &str = include_str!("identify/bare.tsv");
const FRESH: &str = include_str!("identify/fresh.tsv");

fn lines() -> Vec<Line> {
    read(LINES)
}

/// Region, text, and what is in it as `kind=value`.
type Line = (&'static str, &'static str, Vec<&'static str>);

fn read(set: &'static str) -> Vec<Line> {
    set.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut parts = line.split('\t');
            let (region, text) = (parts.next().unwrap(), parts.next().unwrap_or_else(|| panic!("{line}")));
            (
                region,
                text,
                parts.next().unwrap_or_default().split("; ").filter(|part| !part.is_empty()).collect(),
            )
        })
        .collect()
}

fn found(region: &str, text: &str) -> Vec<String> {
    find(text, Region::new(region))
        .iter()
        .map(|found| format!("{}={}", found.what.key(), found.value))
        .collect()
}

#[test]
fn the_set_is_as_large_as_it_says() {
    let lines = lines();
    assert!(lines.len() >= 500, "{}", lines.len());
    let unique: BTreeSet<_> = lines.iter().map(|(_, text, _)| text).collect();
    assert_eq!(unique.len(), lines.len(), "no line twice");
    let nothing = lines.iter().filter(|(_, _, wanted)| wanted.is_empty()).count();
    assert!(nothing >= 150, "{nothing} look-alikes");
}

#[test]
fn finds_what_is_there_and_nothing_else() {
    let (precision, recall) = measure(lines());
    assert!(precision >= 0.98 && recall >= 0.98, "precision {precision:.4}, recall {recall:.4}");
}

#[test]
fn holds_on_lines_it_was_not_made_with() {
    let (precision, recall) = measure(read(FRESH));
    assert!(precision >= 0.98 && recall >= 0.95, "precision {precision:.4}, recall {recall:.4}");
}

#[test]
fn finds_sums_without_a_currency_and_counts_nothing_else_as_money() {
    let (precision, recall) = measure(read(BARE));
    assert!(precision >= 0.98 && recall >= 0.95, "precision {precision:.4}, recall {recall:.4}");
}

/// Precision and recall over a set, printed by kind.
fn measure(lines: Vec<Line>) -> (f64, f64) {
    let many = lines.len();
    // kind → right, wrongly found, missed
    let mut counts: BTreeMap<String, [usize; 3]> = BTreeMap::new();
    let mut faults = Vec::new();
    for (region, text, wanted) in lines {
        let found = found(region, text);
        for one in &found {
            let kind = one.split('=').next().unwrap().to_owned();
            let right = wanted.contains(&one.as_str());
            counts.entry(kind).or_default()[usize::from(!right)] += 1;
            if !right {
                faults.push(format!("not there: {one} in: {text}"));
            }
        }
        for one in wanted.iter().filter(|one| !found.iter().any(|found| found == *one)) {
            counts.entry(one.split('=').next().unwrap().to_owned()).or_default()[2] += 1;
            faults.push(format!("missed: {one} in: {text} (found {found:?})"));
        }
    }
    println!("{}", faults.join("\n"));
    let mut all = [0; 3];
    for (kind, [right, wrong, missed]) in &counts {
        println!("{kind:10} right {right:4}, wrongly found {wrong:2}, missed {missed:2}");
        all = [all[0] + right, all[1] + wrong, all[2] + missed];
    }
    let share = |other: usize| all[0] as f64 / (all[0] + other) as f64;
    let (precision, recall) = (share(all[1]), share(all[2]));
    println!("precision {precision:.4}, recall {recall:.4} over {many} lines");
    (precision, recall)
}

#[test]
fn spans_lie_in_the_text_and_never_overlap() {
    for (region, text, _) in lines() {
        let mut last = 0;
        for found in find(text, Region::new(region)) {
            assert!(found.span.0 >= last && text.get(found.span.0..found.span.1).is_some(), "{text}");
            last = found.span.1;
        }
    }
}

#[test]
fn whatever_comes_it_answers() {
    // A small xorshift: the same texts on every run, made of the pieces that the finders look at.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |limit: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % limit as u64) as usize
    };
    let pieces = [
        "+44",
        "07700",
        "900123",
        "@",
        "$",
        "£",
        "€5",
        "snap:",
        "in",
        "10",
        "min",
        "left",
        "by",
        "6pm",
        "0x",
        "bc1q",
        "1A1z",
        "GB29",
        "NWBK",
        ".",
        ",",
        "/",
        "://",
        "https",
        "t.me/",
        "paypal.me",
        "gift",
        "card",
        "steam",
        "é",
        "🙂",
        "\u{202e}",
        "\u{0}",
        "\u{a0}",
        "名",
        " ",
        "\n",
        "-",
        "(",
        ")",
        "k",
        "İ",
        "ß",
    ];
    // 4,000 texts on every run; for a hunt: BREAKWATER_FUZZ_SECONDS=60.
    let seconds = env::var("BREAKWATER_FUZZ_SECONDS").ok().and_then(|text| text.parse().ok()).unwrap_or(0);
    let until = Instant::now() + Duration::from_secs(seconds);
    let mut round = 0;
    while round < 4_000 || Instant::now() < until {
        round += 1;
        let text: String = (0..next(14)).map(|_| pieces[next(pieces.len())]).collect();
        let mut last = 0;
        for found in find(&text, Region::new("GB")) {
            assert!(found.span.0 >= last && text.get(found.span.0..found.span.1).is_some(), "{text:?}");
            last = found.span.1;
        }
    }
}

#[test]
fn a_wall_of_text_is_read_up_to_a_point_and_no_longer() {
    let wall = "call 07700 900123 now or pay £50 @name ".repeat(30_000);
    let found = find(&wall, Region::new("GB"));
    assert!(found.iter().all(|found| found.span.1 <= LONGEST));
    assert!(found.len() > 1000);
}
