//! The same phrases as ordinary regular expressions: what the benchmarks compare the engine with.
//!
//! They find plain spellings only: no disguise, no piece of a sentence sent before, no language of the message.

use std::{collections::HashMap, fmt::Write, path::Path};

use super::{
    Fault,
    files::{self, Line},
    phrase::{self, Node},
};

type Slots<'a> = HashMap<(&'a str, &'a str), &'a [Line]>;

/// One regular expression for each phrase and hint of the families in `folder`, case left out.
///
/// # Errors
/// What is wrong with the files, with file and line.
pub fn regexes(folder: &Path, only: &[String]) -> Result<Vec<String>, Vec<Fault>> {
    let mut faults = Vec::new();
    let languages = files::read(folder, only, &mut faults);
    let mut slots = Slots::new();
    for language in &languages {
        for (slot, _, members) in &language.slots {
            slots.insert((&language.code, slot), members);
        }
    }
    let mut found = Vec::new();
    for language in &languages {
        for file in &language.families {
            for line in file.phrases.iter().chain(&file.hints) {
                match phrase::parse(&line.text).and_then(|nodes| sequence(&slots, &language.code, &nodes)) {
                    Ok(pattern) => found.push(format!("(?i){pattern}")),
                    Err(what) => faults.push(Fault { file: file.path.clone(), line: line.line, what }),
                }
            }
        }
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn sequence(slots: &Slots<'_>, language: &str, nodes: &[Node]) -> Result<String, String> {
    nodes.iter().map(|node| one(slots, language, node)).collect()
}

fn one(slots: &Slots<'_>, language: &str, node: &Node) -> Result<String, String> {
    Ok(match node {
        Node::Word(word) => format!(r"\b{}\b\W*", escaped(word)),
        Node::Stem(stem) => format!(r"\b{}\w*\W*", escaped(stem)),
        Node::Builtin(name) => match name.as_str() {
            "money" => r"[$€£₹₦₱]?\d+[$€£₹₦₱]?\W*".into(),
            "num" | "phone" => r"\b\d+\b\W*".into(),
            "handle" => r"@\w+\W*".into(),
            "email" => r"\w+@\w+\.\w+\W*".into(),
            _ => r"(?:https?://)?\w+\.\w+\S*\W*".into(),
        },
        Node::Slot(other, slot) => {
            let language = other.as_deref().unwrap_or(language);
            let members = slots
                .get(&(language, slot.as_str()))
                .ok_or_else(|| format!("there is no slot {{{slot}}}"))?;
            let choices: Result<Vec<String>, String> = members
                .iter()
                .map(|line| phrase::parse(&line.text).and_then(|nodes| sequence(slots, language, &nodes)))
                .collect();
            format!("(?:{})", choices?.join("|"))
        }
        Node::Group(options) => {
            let choices: Result<Vec<String>, String> =
                options.iter().map(|option| sequence(slots, language, option)).collect();
            format!("(?:{})", choices?.join("|"))
        }
        Node::Optional(inner) => format!("(?:{})?", one(slots, language, inner)?),
        Node::Gap(most) => format!(r"(?:\w+\W+){{0,{most}}}"),
        Node::Start => r"(?:^|[.!?]\s*)".into(),
        Node::End => r"(?:$|[.!?])".into(),
    })
}

/// Letters of a word, none of which means anything else.
fn escaped(word: &str) -> String {
    word.chars().fold(String::new(), |mut text, letter| {
        if letter.is_alphanumeric() {
            text.push(letter);
        } else {
            // Writing to a string cannot fail.
            let _ = write!(text, "\\x{{{:X}}}", u32::from(letter));
        }
        text
    })
}
