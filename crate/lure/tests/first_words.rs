//! The first words of somebody that nothing is known about, in every language: plain threats, threats in pieces, and what
//! sounds like them without being one. Each was written before the signals knew it; those that are still taken wrongly are
//! not listed here but counted in `docs/detection.md`. ` / ` stands between messages.

#![allow(missing_docs)]

use std::collections::BTreeSet;

use breakwater_lure::{Context, Engine, Level, Message, PackError, State};
use breakwater_transcript::{Kind, Side};

const THREATS: &str = include_str!("first-words/threats.txt");
const HINTS: &str = include_str!("first-words/hints.txt");
const TEASING: &str = include_str!("first-words/teasing.txt");
const STORIES: &str = include_str!("first-words/stories.txt");

/// Fails with every line that does not come out at `expected`, and when a language is missing.
fn all_are(lines: &str, expected: Level) -> Result<(), PackError> {
    let engine = Engine::new()?;
    let mut languages = BTreeSet::new();
    let mut wrong = Vec::new();
    for line in lines.lines() {
        let (language, words) = line.split_once(": ").unwrap_or_default();
        languages.insert(language);
        let mut state = State::new();
        let mut level = Level::Calm;
        for text in words.split(" / ") {
            let message = Message { from: Side::Them, text, kind: Kind::Text, t: None };
            level = engine.update(&mut state, &message, &Context::default()).level;
        }
        if level != expected {
            wrong.push(format!("{level:?}: {line}"));
        }
    }
    assert!(wrong.is_empty(), "expected {expected:?}\n{}", wrong.join("\n"));
    let missing: Vec<&String> =
        engine.languages().iter().filter(|one| !languages.contains(one.as_str())).collect();
    assert!(missing.is_empty(), "no line in {missing:?}");
    Ok(())
}

#[test]
fn a_plain_threat_is_a_threat() -> Result<(), PackError> {
    all_are(THREATS, Level::Threat)
}

#[test]
fn a_threat_in_pieces_or_hinted_at_is_a_threat() -> Result<(), PackError> {
    all_are(HINTS, Level::Threat)
}

#[test]
fn teasing_and_everyday_demands_stay_calm() -> Result<(), PackError> {
    all_are(TEASING, Level::Calm)
}

#[test]
fn who_tells_of_blackmail_does_not_blackmail() -> Result<(), PackError> {
    all_are(STORIES, Level::Calm)
}
