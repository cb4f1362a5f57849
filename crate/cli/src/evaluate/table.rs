//! The tables, as Markdown.

use std::io::{self, Write};

use super::figures::{Outcome, Row, Tally, share, wilson};

/// How many of the loudest and quietest are named.
const NAMED: usize = 10;

/// Writes everything.
pub fn write(out: &mut impl Write, tally: &Tally, misses: bool, explain: bool) -> io::Result<()> {
    writeln!(
        out,
        "| source | label | n | level | by 5 | by 10 | by 20 | by 50 | at the end (95 % interval) |"
    )?;
    writeln!(out, "|---|---|---:|---|---:|---:|---:|---:|---:|")?;
    for ((source, label, lang), row) in &tally.rows {
        let source = if lang.is_empty() { source.clone() } else { format!("{source} ({lang})") };
        levels(out, &source, label, row)?;
    }
    right(out, tally)?;
    if let Some(f) = tally.latency() {
        writeln!(
            out,
            "\nF_latency {:.3} (precision {:.3}, recall {:.3}, F1 {:.3}, median first notice at message {}, speed {:.3})",
            f.f_latency, f.precision, f.recall, f.f1, f.median, f.speed
        )?;
    }
    let mut benign: Vec<&Outcome> =
        tally.outcomes.iter().filter(|outcome| outcome.label == "benign").collect();
    benign.sort_by(|a, b| loudness(b).total_cmp(&loudness(a)).then_with(|| a.id.cmp(&b.id)));
    named(out, "Loudest benign", &benign, explain)?;
    let mut harm: Vec<&Outcome> = tally.outcomes.iter().filter(|outcome| outcome.is_harm()).collect();
    harm.sort_by(|a, b| loudness(a).total_cmp(&loudness(b)).then_with(|| a.id.cmp(&b.id)));
    named(out, "Quietest lures and blackmail", &harm, explain)?;
    if misses {
        writeln!(out, "\nWrong:")?;
        for outcome in tally.outcomes.iter().filter(|outcome| !outcome.is_right()) {
            one(out, outcome, explain)?;
        }
    }
    Ok(())
}

fn levels(out: &mut impl Write, source: &str, label: &str, row: &Row) -> io::Result<()> {
    for (level, reached) in ["notice", "warning", "threat"].into_iter().zip(row.reached) {
        let [five, ten, twenty, fifty, end] = reached.map(|count| percent(share(count, row.count)));
        let (low, high) = wilson(reached.last().copied().unwrap_or(0), row.count);
        let (source, label) = if level == "notice" { (source, label) } else { ("", "") };
        let count = if level == "notice" { row.count.to_string() } else { String::new() };
        writeln!(
            out,
            "| {source} | {label} | {count} | {level} | {five} | {ten} | {twenty} | {fifty} | {end} ({}–{}) |",
            percent(low),
            percent(high)
        )?;
    }
    Ok(())
}

/// The share treated as a careful reader would, where the data says what that is.
fn right(out: &mut impl Write, tally: &Tally) -> io::Result<()> {
    let judged: Vec<_> = tally.rows.iter().filter(|(_, row)| row.with_due > 0).collect();
    if judged.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| source | label | n | right, and in time |\n|---|---|---:|---:|")?;
    for ((source, label, lang), row) in judged {
        let source = if lang.is_empty() { source.clone() } else { format!("{source} ({lang})") };
        writeln!(out, "| {source} | {label} | {} | {} |", row.count, percent(share(row.right, row.count)))?;
    }
    Ok(())
}

fn named(out: &mut impl Write, title: &str, outcomes: &[&Outcome], explain: bool) -> io::Result<()> {
    if outcomes.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{title}:")?;
    outcomes.iter().take(NAMED).try_for_each(|outcome| one(out, outcome, explain))
}

fn one(out: &mut impl Write, outcome: &Outcome, explain: bool) -> io::Result<()> {
    let [notice, warning, threat] =
        outcome.firsts.map(|first| first.map_or_else(|| "–".to_string(), |first| first.to_string()));
    let due = outcome.due.map_or_else(String::new, |due| format!(", due {due}"));
    writeln!(
        out,
        "- {} ({} {}, {} messages{due}): notice {notice}, warning {warning}, threat {threat}, {:.1} points",
        outcome.id, outcome.source, outcome.label, outcome.messages, outcome.points
    )?;
    if explain && !outcome.seen.is_empty() {
        writeln!(out, "    {}", outcome.seen.join(" "))?;
    }
    Ok(())
}

/// Level first, then points.
fn loudness(outcome: &Outcome) -> f32 {
    let [notice, warning, threat] = outcome.firsts;
    let level = if threat.is_some() {
        3.0
    } else if warning.is_some() {
        2.0
    } else if notice.is_some() {
        1.0
    } else {
        0.0
    };
    level * 1000.0 + outcome.points
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if percent > 0.0 && percent < 10.0 { format!("{percent:.2} %") } else { format!("{percent:.1} %") }
}
