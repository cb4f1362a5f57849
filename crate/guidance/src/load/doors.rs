//! The seven doors: which steps, in which order, with which lines of the country beside them.

use std::collections::BTreeSet;

use serde::Deserialize;
use toml::Spanned;

use super::{
    File,
    fault::{Fault, Problem},
};
use crate::{Door, Kind, Step, Who};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDoors {
    door: Vec<RawDoor>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawDoor {
    id: Spanned<String>,
    step: Vec<RawStep>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawStep {
    say: String,
    lines: Option<Spanned<String>>,
    who: Option<Spanned<String>>,
    to: Option<String>,
}

/// Reads `doors.toml`.
pub(super) fn read(file: &File<'_>, faults: &mut Vec<Fault>) -> Vec<Door> {
    let raw: RawDoors = match toml::from_str(file.text) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(Fault::shape(file.path, file.text, &error));
            return Vec::new();
        }
    };
    let mut seen = BTreeSet::new();
    let mut known = |name: &Option<Spanned<String>>, is_known: &dyn Fn(&str) -> bool| {
        if let Some(name) = name
            && !is_known(name.get_ref())
        {
            let problem = Problem::Shape(format!("\"{}\" is no kind or age of line", name.get_ref()));
            faults.push(Fault::at(file.path, file.text, name.span(), problem));
        }
    };
    for step in raw.door.iter().flat_map(|door| &door.step) {
        known(&step.lines, &|name| kind(name).is_some());
        known(&step.who, &|name| who(name).is_some());
    }
    for door in &raw.door {
        if !seen.insert(door.id.get_ref().clone()) {
            let problem = Problem::IdTwice(door.id.get_ref().clone());
            faults.push(Fault::at(file.path, file.text, door.id.span(), problem));
        }
    }
    raw.door
        .into_iter()
        .map(|door| Door {
            id: door.id.into_inner(),
            steps: door
                .step
                .into_iter()
                .map(|step| Step {
                    say: step.say,
                    lines: step.lines.and_then(|name| kind(name.get_ref())),
                    who: step.who.and_then(|name| who(name.get_ref())).unwrap_or(Who::All),
                    to: step.to,
                })
                .collect(),
        })
        .collect()
}

fn kind(name: &str) -> Option<Kind> {
    Kind::ALL.into_iter().find(|kind| kind.key() == name)
}

fn who(name: &str) -> Option<Who> {
    [Who::Under18, Who::Adult, Who::All].into_iter().find(|who| who.key() == name)
}
