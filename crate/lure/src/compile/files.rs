//! Reading the signal files: what is in them, and on which line.

use std::{fs, path::Path};

use serde::Deserialize;
use toml::Spanned;

use super::Fault;
use crate::family::{Role, Stage, event_bit, learned_bit};
use breakwater_transcript::Kind;

/// The language that defines the families.
pub const HOME: &str = "en";

/// A text with the line that it stands on.
#[derive(Clone, Debug)]
pub struct Line {
    /// The text.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
}

/// One folder.
#[derive(Debug, Default)]
pub struct Language {
    /// The folder's name.
    pub code: String,
    /// Words stuck to others.
    pub clitics: Vec<String>,
    /// `words.toml`: slot, its file, its members.
    pub slots: Vec<(String, String, Vec<Line>)>,
    /// `notions.toml`: notion, its file, its phrases.
    pub notions: Vec<(String, String, Vec<Line>)>,
    /// The other files.
    pub families: Vec<FamilyFile>,
}

/// One family in one language.
#[derive(Debug)]
pub struct FamilyFile {
    /// Where it stands.
    pub path: String,
    /// The signal's id.
    pub id: String,
    /// What defines the family; English only.
    pub home: Option<Definition>,
    /// Whole signals.
    pub phrases: Vec<Line>,
    /// Half signals.
    pub hints: Vec<Line>,
    /// What cancels them.
    pub unless: Vec<Line>,
    /// Notions that together are a whole signal; English only.
    pub together: Vec<Line>,
    /// Notions that together are half a signal; English only.
    pub together_hints: Vec<Line>,
    /// Must be found.
    pub matches: Vec<Line>,
    /// Must not be found.
    pub clear: Vec<Line>,
}

/// What defines a family.
#[derive(Debug, Clone)]
pub struct Definition {
    pub role: Role,
    pub stage: Stage,
    /// Hundredths of a point.
    pub weight: u16,
    pub reason: String,
    pub events: u16,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Head {
    Threat,
    Lure,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawFamily {
    id: Spanned<String>,
    role: Option<Role>,
    stage: Option<Stage>,
    weight: Option<f32>,
    reason: Option<String>,
    source: Option<String>,
    checked: Option<String>,
    #[serde(default)]
    events: Vec<Kind>,
    /// The part of the learned model that finds this family; such a family has no phrases of its own.
    learned: Option<Head>,
    #[serde(default)]
    phrases: Vec<Spanned<String>>,
    #[serde(default)]
    hints: Vec<Spanned<String>>,
    #[serde(default)]
    unless: Vec<Spanned<String>>,
    #[serde(default)]
    together: Vec<Spanned<String>>,
    #[serde(default)]
    together_hints: Vec<Spanned<String>>,
    #[serde(rename = "match", default)]
    matches: Vec<Spanned<String>>,
    #[serde(default)]
    clear: Vec<Spanned<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawWords {
    #[serde(default)]
    clitics: Vec<String>,
    #[serde(default)]
    slots: std::collections::BTreeMap<String, Vec<Spanned<String>>>,
}

/// Reads all folders of `folder`, English first.
pub fn read(folder: &Path, only: &[String], faults: &mut Vec<Fault>) -> Vec<Language> {
    let mut codes: Vec<String> = match fs::read_dir(folder) {
        Ok(entries) => entries
            .flatten()
            .filter(|entry| entry.path().is_dir())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|code| code == HOME || only.is_empty() || only.contains(code))
            .collect(),
        Err(error) => {
            faults.push(Fault { file: folder.display().to_string(), line: 0, what: error.to_string() });
            return Vec::new();
        }
    };
    codes.sort_by_key(|code| (code != HOME, code.clone()));
    let languages: Vec<Language> =
        codes.into_iter().map(|code| language(&folder.join(&code), code, faults)).collect();
    check_definitions(&languages, faults);
    languages
}

fn language(folder: &Path, code: String, faults: &mut Vec<Fault>) -> Language {
    let mut this = Language { code, ..Language::default() };
    let mut paths: Vec<_> = match fs::read_dir(folder) {
        Ok(entries) => entries.flatten().map(|entry| entry.path()).collect(),
        Err(error) => {
            faults.push(Fault { file: folder.display().to_string(), line: 0, what: error.to_string() });
            return this;
        }
    };
    paths.sort();
    for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "toml")) {
        let name = path.display().to_string();
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) => {
                faults.push(Fault { file: name, line: 0, what: error.to_string() });
                continue;
            }
        };
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        if stem == "notions" {
            match toml::from_str::<std::collections::BTreeMap<String, Vec<Spanned<String>>>>(&text) {
                Ok(raw) => {
                    for (notion, members) in raw {
                        this.notions.push((notion, name.clone(), lines(&text, members)));
                    }
                }
                Err(error) => faults.push(toml_fault(&name, &text, &error)),
            }
        } else if stem == "words" {
            match toml::from_str::<RawWords>(&text) {
                Ok(raw) => {
                    this.clitics = raw.clitics;
                    for (slot, members) in raw.slots {
                        this.slots.push((slot, name.clone(), lines(&text, members)));
                    }
                }
                Err(error) => faults.push(toml_fault(&name, &text, &error)),
            }
        } else {
            match toml::from_str::<RawFamily>(&text) {
                Ok(raw) => this.families.push(family(&name, &stem, &text, raw, faults)),
                Err(error) => faults.push(toml_fault(&name, &text, &error)),
            }
        }
    }
    this
}

fn family(path: &str, stem: &str, text: &str, raw: RawFamily, faults: &mut Vec<Fault>) -> FamilyFile {
    let line = line_of(text, raw.id.span().start);
    let id = raw.id.into_inner();
    let mut complain = |what: String| faults.push(Fault { file: path.to_string(), line, what });
    if id != stem {
        complain(format!("the id is `{id}`, but the file is called `{stem}.toml`; make them the same"));
    }
    if raw.source.as_deref().is_none_or(str::is_empty) {
        complain("`source` is missing: say where this wording is published".into());
    }
    if raw.checked.as_deref().is_none_or(|date| date.len() != 10) {
        complain("`checked` is missing: the day the source was looked at, as 2026-11-22".into());
    }
    if raw.learned.is_none() && (raw.matches.is_empty() || raw.clear.is_empty()) {
        complain("`match` and `clear` each need at least one example".into());
    }
    let home = match (raw.role, raw.stage, raw.weight, raw.reason) {
        (Some(role), Some(stage), Some(weight), Some(reason)) => {
            // Weights are written in points with at most two decimals; outside 0 to 100 they mean nothing.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let hundredths = (weight.clamp(0.0, 100.0) * 100.0).round() as u16;
            let learned = raw.learned.map_or(0, |head| learned_bit(usize::from(matches!(head, Head::Lure))));
            let events = raw.events.iter().fold(learned, |bits, kind| bits | event_bit(*kind));
            Some(Definition { role, stage, weight: hundredths, reason, events })
        }
        (None, None, None, None) => None,
        _ => {
            complain("role, stage, weight and reason stand together or not at all".into());
            None
        }
    };
    FamilyFile {
        path: path.to_string(),
        id,
        home,
        phrases: lines(text, raw.phrases),
        hints: lines(text, raw.hints),
        unless: lines(text, raw.unless),
        together: lines(text, raw.together),
        together_hints: lines(text, raw.together_hints),
        matches: lines(text, raw.matches),
        clear: lines(text, raw.clear),
    }
}

/// Every family is defined once, in English.
fn check_definitions(languages: &[Language], faults: &mut Vec<Fault>) {
    let home: Vec<&FamilyFile> = languages
        .iter()
        .filter(|language| language.code == HOME)
        .flat_map(|language| &language.families)
        .collect();
    for language in languages {
        for file in &language.families {
            let fault = |what: String| Fault { file: file.path.clone(), line: 1, what };
            if language.code == HOME && file.home.is_none() {
                faults.push(fault(
                    "an English file defines its family: add role, stage, weight and reason".into(),
                ));
            }
            if language.code != HOME && (!file.together.is_empty() || !file.together_hints.is_empty()) {
                faults.push(fault(
                    "`together` belongs in the English file only: it holds for all languages".into(),
                ));
            }
            if language.code != HOME && file.home.is_some() {
                faults.push(fault("role, stage, weight and reason belong in the English file only".into()));
            }
            if language.code != HOME && !home.iter().any(|known| known.id == file.id) {
                faults.push(fault(format!("there is no signal `{}`; English defines the ids", file.id)));
            }
        }
    }
}

fn lines(text: &str, items: Vec<Spanned<String>>) -> Vec<Line> {
    items
        .into_iter()
        .map(|item| Line { line: line_of(text, item.span().start), text: item.into_inner() })
        .collect()
}

/// The line of a byte, from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

/// A fault of the TOML itself.
pub fn toml_fault(file: &str, text: &str, error: &toml::de::Error) -> Fault {
    let line = error.span().map_or(0, |span| line_of(text, span.start));
    Fault { file: file.to_string(), line, what: error.message().to_string() }
}
