//! One platform's file: from TOML to [`Platform`].

use serde::Deserialize;
use toml::{Spanned, value::Datetime};

use super::{
    File,
    country::{RawSure, Wrong, day, parse},
    fault::{Fault, Problem},
};
use crate::{HelpPage, Platform};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPlatform {
    name: String,
    hosts: Vec<Spanned<String>>,
    checked: Spanned<Datetime>,
    #[serde(default)]
    steps: Vec<String>,
    #[serde(default)]
    sources: Vec<Spanned<String>>,
    sure: Option<RawSure>,
    #[serde(default)]
    page: Vec<RawPage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPage {
    about: String,
    web: Spanned<String>,
}

/// Reads one platform's file. `None` when it has a fault.
pub(super) fn read(file: &File<'_>, faults: &mut Vec<Fault>) -> Option<Platform> {
    let raw: RawPlatform = match toml::from_str(file.text) {
        Ok(raw) => raw,
        Err(error) => {
            faults.push(Fault::shape(file.path, file.text, &error));
            return None;
        }
    };
    for host in &raw.hosts {
        let plain = !host.get_ref().starts_with("www.")
            && format!("https://{}/", host.get_ref()).parse::<crate::WebAddress>().is_ok();
        if !plain {
            let problem = Problem::Shape(format!("\"{}\" is no plain host name", host.get_ref()));
            faults.push(Fault::at(file.path, file.text, host.span(), problem));
        }
    }
    match platform(file.stem(), raw) {
        Ok(platform) => Some(platform),
        Err((at, problem)) => {
            faults.push(match at {
                Some(span) => Fault::at(file.path, file.text, span, problem),
                None => Fault::whole(file.path, problem),
            });
            None
        }
    }
}

fn platform(id: &str, raw: RawPlatform) -> Result<Platform, Wrong> {
    // Steps, how sure they are and where they were seen come together or not at all.
    if raw.steps.is_empty() != raw.sources.is_empty() || raw.steps.is_empty() != raw.sure.is_none() {
        return Err((None, Problem::Steps));
    }
    Ok(Platform {
        id: id.to_owned(),
        name: raw.name,
        hosts: raw.hosts.into_iter().map(Spanned::into_inner).collect(),
        steps: raw.steps,
        sources: raw.sources.into_iter().map(parse).collect::<Result<_, _>>()?,
        sure: raw.sure.map(Into::into),
        pages: raw
            .page
            .into_iter()
            .map(|page| Ok(HelpPage { about: page.about, web: parse(page.web)? }))
            .collect::<Result<_, Wrong>>()?,
        checked: day(&raw.checked)?,
    })
}
