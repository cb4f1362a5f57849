//! What comes after: which texts, in which order, and where each was learnt.

use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    File,
    country::{RawSure, Wrong, day, parse},
    fault::Fault,
};
use crate::After;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawAfter {
    part: Vec<Spanned<RawPart>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPart {
    id: String,
    sources: Vec<Spanned<String>>,
    checked: Spanned<Datetime>,
    sure: RawSure,
}

/// Reads `after.toml`.
pub(super) fn read(file: &File<'_>, faults: &mut Vec<Fault>) -> Vec<After> {
    let raw: RawAfter = match toml::from_str(file.text) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(Fault::shape(file.path, file.text, &error));
            return Vec::new();
        }
    };
    let mut parts = Vec::new();
    for spanned in raw.part {
        let span = spanned.span();
        match part(spanned.into_inner()) {
            Ok(part) => parts.push(part),
            Err((at, problem)) => faults.push(Fault::at(file.path, file.text, at.unwrap_or(span), problem)),
        }
    }
    parts
}

fn part(raw: RawPart) -> Result<After, Wrong> {
    Ok(After {
        id: raw.id,
        sources: raw.sources.into_iter().map(parse).collect::<Result<_, _>>()?,
        checked: day(&raw.checked)?,
        sure: raw.sure.into(),
    })
}
