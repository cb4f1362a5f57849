//! Parsed phrases to the pack: words get symbols, choices become classes, every phrase gets its triggers.

use std::collections::{BTreeSet, HashMap};

use super::{
    Fault,
    families::{families, notions, together},
    files::{FamilyFile, Language, Line},
    phrase::{self, Node},
    write,
};
use crate::{
    elements::symbol,
    family::Strength,
    folding::{Folding, Table},
    pack::{Directory, Pack},
};

/// The longest a phrase may reach, in tokens: the window in which its start is looked for.
const LONGEST_REACH: usize = 28;

/// Sets up to this size are copied into the sets that use them.
const SMALL: usize = 5;

/// What a single token can be.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Single {
    Exact(String),
    Stem(String),
    Builtin(u16),
}

/// An element before words have symbols.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Part {
    One(Single, bool),
    Class(usize, bool),
    Gap(u32),
    Start,
    End,
}

/// A phrase before words have symbols.
pub(super) struct Lowered {
    pub(super) family: u8,
    pub(super) strength: Strength,
    pub(super) language: u8,
    pub(super) parts: Vec<Part>,
}

/// A set of singles and of longer members.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Class {
    pub(super) singles: BTreeSet<Single>,
    pub(super) sequences: BTreeSet<Vec<Part>>,
}

pub(super) struct Lowering<'a> {
    folding: Folding<'a>,
    slots: HashMap<(String, String), (&'a str, &'a [Line])>,
    lowered: HashMap<(String, String), Class>,
    open: Vec<(String, String)>,
    pub(super) classes: Vec<Class>,
    places: HashMap<Class, usize>,
    frequency: HashMap<String, u32>,
}

/// Makes the pack, unless there are faults: they are added to `faults`.
pub fn lower(languages: &[Language], table: &Table, learned: &[u8], faults: &mut Vec<Fault>) -> Option<Pack> {
    let folding = table.view();
    let mut this = Lowering {
        folding,
        slots: HashMap::new(),
        lowered: HashMap::new(),
        open: Vec::new(),
        classes: Vec::new(),
        places: HashMap::new(),
        frequency: HashMap::new(),
    };
    for language in languages {
        for (slot, path, members) in &language.slots {
            this.slots.insert((language.code.clone(), slot.clone()), (path, members));
        }
        this.count_examples(&language.families);
    }
    let mut pack =
        Directory { languages: languages.iter().map(|l| l.code.clone()).collect(), ..Directory::default() };
    pack.families = families(languages);
    let notions = notions(languages);
    pack.notions = crate::learned::mark(notions.iter().map(String::as_str));
    pack.together = together(languages, &pack.families, &notions, faults);
    let mut phrases: Vec<Lowered> = Vec::new();
    if languages.len() > 16 {
        let what = "more than sixteen languages; widen `word_languages`".to_string();
        faults.push(Fault { file: "data/signals".into(), line: 0, what });
    }
    for (language, number) in languages.iter().zip(0_u8..) {
        for file in &language.families {
            let Some(family) = pack.families.iter().position(|family| family.id == file.id) else { continue };
            let family = u8::try_from(family).unwrap_or(u8::MAX);
            let kinds = [
                (&file.phrases, Strength::Phrase),
                (&file.hints, Strength::Hint),
                (&file.unless, Strength::Unless),
            ];
            for (lines, strength) in kinds {
                for line in lines {
                    match this.line(&language.code, line) {
                        Ok(parts) => phrases.push(Lowered { family, strength, language: number, parts }),
                        Err(what) => faults.push(Fault { file: file.path.clone(), line: line.line, what }),
                    }
                }
            }
        }
        for (notion, path, members) in &language.notions {
            let place = notions.iter().position(|known| known == notion);
            let Some(family) = place.and_then(|place| u8::try_from(place).ok()).filter(|place| *place < 64)
            else {
                let what = format!("there is no notion `{notion}`; English defines them");
                faults.push(Fault { file: path.clone(), line: 1, what });
                continue;
            };
            for line in members {
                match this.line(&language.code, line) {
                    Ok(parts) => {
                        phrases.push(Lowered { family, strength: Strength::Notion, language: number, parts })
                    }
                    Err(what) => faults.push(Fault { file: path.clone(), line: line.line, what }),
                }
            }
        }
        pack.clitics.extend(language.clitics.iter().map(|clitic| folding.fold_text(clitic)));
    }
    // Slots nobody uses are still checked, so that a fault shows where it is written.
    for language in languages {
        for (slot, path, members) in &language.slots {
            if let Err(what) = this.slot(&language.code, slot) {
                let line = members.first().map_or(0, |line| line.line);
                let fault = Fault { file: path.clone(), line, what };
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
    }
    if !faults.is_empty() {
        return None;
    }
    match write::write(&this, &phrases, pack, table, learned) {
        Ok(pack) => Some(pack),
        Err(what) => {
            faults.push(Fault { file: "data/signals".into(), line: 0, what });
            None
        }
    }
}

impl Lowering<'_> {
    /// Words that stand in many examples are poor places to look for a phrase from.
    fn count_examples(&mut self, files: &[FamilyFile]) {
        for line in files.iter().flat_map(|file| file.matches.iter().chain(&file.clear)) {
            for word in
                self.folding.fold_text(&line.text).replace('\'', "").split(|c: char| !c.is_alphanumeric())
            {
                if !word.is_empty() {
                    *self.frequency.entry(word.to_string()).or_default() += 1;
                }
            }
        }
    }

    fn line(&mut self, language: &str, line: &Line) -> Result<Vec<Part>, String> {
        let nodes = phrase::parse(&line.text)?;
        let parts = self.sequence(language, &nodes)?;
        let anchored = parts.iter().any(|part| matches!(part, Part::One(_, false) | Part::Class(_, false)));
        if !anchored {
            return Err("a phrase needs at least one word that may not be missing".into());
        }
        let (_, most) = self.reach(&parts);
        if most > LONGEST_REACH {
            return Err(format!("the phrase can reach over {most} words; at most {LONGEST_REACH}"));
        }
        Ok(parts)
    }

    fn sequence(&mut self, language: &str, nodes: &[Node]) -> Result<Vec<Part>, String> {
        nodes.iter().map(|node| self.node(language, node, false)).collect()
    }

    fn node(&mut self, language: &str, node: &Node, optional: bool) -> Result<Part, String> {
        Ok(match node {
            Node::Word(word) => Part::One(Single::Exact(self.word(word)?), optional),
            Node::Stem(stem) => {
                let stem = self.word(stem)?;
                if stem.chars().count() < 3 {
                    return Err(format!("`{stem}*` is too short: a stem needs three letters"));
                }
                let class = Class { singles: BTreeSet::from([Single::Stem(stem)]), ..Class::default() };
                self.intern(class, optional)
            }
            Node::Builtin(name) => Part::One(
                Single::Builtin(symbol::builtin(name).ok_or_else(|| {
                    format!("there is no <{name}>; there are num, money, url, handle, email and phone")
                })?),
                optional,
            ),
            Node::Slot(other, name) => {
                let class = self.slot(other.as_deref().unwrap_or(language), name)?;
                self.intern(class, optional)
            }
            Node::Group(options) => {
                let mut class = Class::default();
                for option in options {
                    let parts = self.sequence(language, option)?;
                    self.add(&mut class, parts)?;
                }
                self.intern(class, optional)
            }
            Node::Optional(inner) => self.node(language, inner, true)?,
            Node::Gap(_) | Node::Start | Node::End if optional => {
                return Err("`?` after something that has no width".into());
            }
            Node::Gap(most) => Part::Gap(*most),
            Node::Start => Part::Start,
            Node::End => Part::End,
        })
    }

    /// A word as it is looked up.
    fn word(&self, word: &str) -> Result<String, String> {
        let folded: String = self.folding.fold_text(word).chars().filter(|letter| *letter != '\'').collect();
        let host = folded.contains('.')
            && folded.len() > 3
            && folded.chars().all(|c| c.is_alphanumeric() || c == '.');
        let one_sign = folded.chars().count() == 1;
        if folded.is_empty() {
            return Err(format!("nothing is left of `{word}`"));
        }
        if !host && !one_sign && !folded.chars().all(char::is_alphanumeric) {
            return Err(format!("`{word}` is more than one word; put spaces where the signs are"));
        }
        if folded.chars().all(char::is_numeric) {
            return Err(format!("`{word}`: a number is never a word; write <num>"));
        }
        if folded.len() > 100 {
            return Err(format!("`{word}` is too long"));
        }
        Ok(folded)
    }

    fn slot(&mut self, language: &str, name: &str) -> Result<Class, String> {
        let key = (language.to_string(), name.to_string());
        if let Some(class) = self.lowered.get(&key) {
            return Ok(class.clone());
        }
        if self.open.contains(&key) {
            return Err(format!("the slot {{{name}}} contains itself"));
        }
        let Some((path, members)) = self.slots.get(&key).copied() else {
            return Err(format!("there is no slot {{{name}}} in data/signals/{language}/words.toml"));
        };
        self.open.push(key.clone());
        let mut class = Class::default();
        for member in members {
            let parts = phrase::parse(&member.text).and_then(|nodes| self.sequence(language, &nodes));
            parts
                .and_then(|parts| self.add(&mut class, parts))
                .map_err(|what| format!("in slot {{{name}}} ({path}:{}): {what}", member.line))?;
        }
        self.open.pop();
        if class == Class::default() {
            return Err(format!("the slot {{{name}}} is empty"));
        }
        self.lowered.insert(key, class.clone());
        Ok(class)
    }

    /// Adds one choice to a class.
    fn add(&self, class: &mut Class, parts: Vec<Part>) -> Result<(), String> {
        match parts.as_slice() {
            [] => return Err("an empty choice".into()),
            [Part::One(single, false)] => {
                class.singles.insert(single.clone());
            }
            [Part::Class(place, false)] => {
                // A small set is poured in; a large one is referred to, or the pack would hold it many times.
                match self.classes.get(*place) {
                    Some(other) if other.sequences.is_empty() && other.singles.len() <= SMALL => {
                        class.singles.extend(other.singles.iter().cloned());
                    }
                    _ => {
                        class.sequences.insert(parts);
                    }
                }
            }
            [Part::Start | Part::End] => {
                class.sequences.insert(parts);
            }
            _ => {
                if !parts.iter().any(|part| matches!(part, Part::One(_, false) | Part::Class(_, false))) {
                    return Err("a choice in which everything may be missing".into());
                }
                class.sequences.insert(parts);
            }
        }
        Ok(())
    }

    fn intern(&mut self, class: Class, optional: bool) -> Part {
        if class.sequences.is_empty()
            && class.singles.len() == 1
            && let Some(single) = class.singles.first()
            && !matches!(single, Single::Stem(_))
        {
            return Part::One(single.clone(), optional);
        }
        let place = *self.places.entry(class.clone()).or_insert_with(|| {
            self.classes.push(class);
            self.classes.len() - 1
        });
        Part::Class(place, optional)
    }

    /// The least and the greatest number of tokens that parts can take.
    pub(super) fn reach(&self, parts: &[Part]) -> (usize, usize) {
        let mut sum = (0, 0);
        for part in parts {
            let (least, most) = match part {
                Part::One(_, optional) => (usize::from(!optional), 1),
                Part::Gap(most) => (0, usize::try_from(*most).unwrap_or(8)),
                Part::Start | Part::End => (0, 0),
                Part::Class(place, optional) => {
                    let class = self.classes.get(*place).cloned().unwrap_or_default();
                    let single = if class.singles.is_empty() { None } else { Some((1, 1)) };
                    let reaches = class.sequences.iter().map(|sequence| self.reach(sequence)).chain(single);
                    let (least, most) =
                        reaches.fold((usize::MAX, 0), |(least, most), (l, m)| (least.min(l), most.max(m)));
                    (if *optional { 0 } else { least }, most)
                }
            };
            sum = (sum.0 + least, sum.1 + most);
        }
        sum
    }

    /// How often a token like this is likely to turn up.
    fn cost(&self, single: &Single) -> u32 {
        match single {
            Single::Builtin(_) => 60,
            Single::Exact(word) | Single::Stem(word) => {
                let short = match word.chars().count() {
                    0..=2 => 60,
                    3 => 12,
                    _ => 1,
                };
                self.frequency.get(word).copied().unwrap_or(0) * 4 + short
            }
        }
    }

    /// The place of the cheapest part to look from, and its cost.
    pub(super) fn anchor(&self, parts: &[Part]) -> (usize, u32) {
        let mut best = (0, u32::MAX);
        for (at, part) in parts.iter().enumerate() {
            let cost = match part {
                Part::One(single, false) => self.cost(single),
                Part::Class(place, false) => self.class_cost(*place),
                _ => continue,
            };
            if cost < best.1 {
                best = (at, cost);
            }
        }
        best
    }

    fn class_cost(&self, place: usize) -> u32 {
        let Some(class) = self.classes.get(place) else { return u32::MAX };
        let singles: u32 = class.singles.iter().map(|single| self.cost(single)).sum();
        // A sentence end alone cannot be looked from, so such a class never is the anchor.
        class.sequences.iter().fold(singles, |sum, sequence| sum.saturating_add(self.anchor(sequence).1))
    }
}
