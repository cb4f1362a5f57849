//! `breakwater guide`: the guidance data on the command line. Which country, which lines, what has become old, and what
//! a text holds that points to a person.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use breakwater_guidance::{
    Country, Day, Found, Guidance,
    identify::{self, Region},
    load,
    place::Places,
};
use clap::Subcommand;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::lines;

/// Look at the guidance data: lines of a country, what is old, what a text holds that points to a person.
#[derive(clap::Args)]
pub struct Args {
    /// Folder with the guidance data.
    #[arg(long, global = true, default_value = "data/guidance")]
    data: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Check all of it, and say with file and line what is wrong.
    Check {
        /// Also fail when an entry was last checked more than a year before this day, or after it (a release check):
        /// 2026-11-22.
        #[arg(long)]
        stale: Option<Day>,
    },
    /// In: {"languages":[…],"zone":"…"} or {"country":"gb"}. Out: the country with its lines.
    Country,
    /// In: {"text":"…","region":"GB"?}. Out: what points to a person or a payment.
    Identify,
}

/// What went wrong, in a sentence for the person at the command line.
#[derive(Debug, Error)]
enum GuideError {
    #[error("could not read {path}: {source}")]
    Read { path: PathBuf, source: io::Error },
    #[error("{0}")]
    Faults(String),
    #[error("no country \"{0}\" in the data")]
    NoCountry(String),
    #[error("\"{0}\" is no region; write GB, US and the like")]
    NoRegion(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Where {
    country: Option<String>,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    zone: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
    region: Option<String>,
}

#[derive(Serialize)]
struct Identified {
    found: Vec<Found>,
}

/// Runs the subcommand.
pub fn run(args: &Args) -> ExitCode {
    match &args.command {
        Command::Identify => lines::each(|text: Text| identify_one(&text)),
        Command::Country => match read(&args.data) {
            Ok(guidance) => {
                let places = Places::of(&guidance, &[]);
                lines::each(|asked: Where| country(&guidance, &places, &asked).cloned())
            }
            Err(error) => complain(&error.to_string()),
        },
        Command::Check { stale } => match read(&args.data) {
            Ok(guidance) => check(&guidance, *stale),
            Err(error) => complain(&error.to_string()),
        },
    }
}

fn check(guidance: &Guidance, today: Option<Day>) -> ExitCode {
    let old = today.map(|today| load::stale(guidance, today)).unwrap_or_default();
    if old.is_empty() {
        return ExitCode::SUCCESS;
    }
    let list: Vec<String> = old
        .iter()
        .map(|one| format!("{}.toml: {} says it was last checked on {}", one.file, one.entry, one.checked))
        .collect();
    complain(&list.join("\n"))
}

fn country<'a>(guidance: &'a Guidance, places: &Places, asked: &Where) -> Result<&'a Country, GuideError> {
    let languages: Vec<&str> = asked.languages.iter().map(String::as_str).collect();
    let code = asked.country.clone().unwrap_or_else(|| places.choose(&languages, &asked.zone).to_owned());
    guidance.country(&code).ok_or(GuideError::NoCountry(code))
}

fn identify_one(asked: &Text) -> Result<Identified, GuideError> {
    let region = match &asked.region {
        Some(code) => Some(Region::new(code).ok_or_else(|| GuideError::NoRegion(code.clone()))?),
        None => None,
    };
    Ok(Identified { found: identify::find(&asked.text, region) })
}

fn read(folder: &Path) -> Result<Guidance, GuideError> {
    let mut files = toml_files(folder)?;
    files.extend(toml_files(&folder.join("platforms"))?);
    let files: Vec<load::File<'_>> = files.iter().map(|(path, text)| load::File { path, text }).collect();
    load::guidance(&files).map_err(|faults| {
        GuideError::Faults(faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn toml_files(folder: &Path) -> Result<Vec<(String, String)>, GuideError> {
    let failed = |path: &Path| {
        let path = path.to_owned();
        move |source| GuideError::Read { path, source }
    };
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(failed(folder))? {
        let path = entry.map_err(failed(folder))?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            let text = fs::read_to_string(&path).map_err(failed(&path))?;
            files.push((path.display().to_string(), text));
        }
    }
    files.sort();
    Ok(files)
}

#[expect(clippy::print_stderr, reason = "a command-line tool says what went wrong there")]
fn complain(message: &str) -> ExitCode {
    eprintln!("{message}");
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data() -> Guidance {
        read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/guidance"))).unwrap()
    }

    #[test]
    fn chooses_the_country_or_takes_the_one_named() {
        let (guidance, places) = (data(), Places::of(&data(), &[]));
        let asked = |country: Option<&str>, zone: &str| {
            let asked = Where {
                country: country.map(Into::into),
                languages: vec!["en-US".into()],
                zone: zone.into(),
            };
            country_code(&guidance, &places, &asked)
        };
        assert_eq!(asked(None, "Europe/London").unwrap(), "gb");
        assert_eq!(asked(Some("fr"), "Europe/London").unwrap(), "fr");
        assert!(matches!(asked(Some("xx"), ""), Err(GuideError::NoCountry(_))));
    }

    fn country_code(guidance: &Guidance, places: &Places, asked: &Where) -> Result<String, GuideError> {
        country(guidance, places, asked).map(|country| country.code.clone())
    }

    #[test]
    fn an_unknown_region_is_said_and_not_guessed() {
        let asked = Text { text: "call 07400 123456".into(), region: Some("ZZ".into()) };
        assert!(matches!(identify_one(&asked), Err(GuideError::NoRegion(_))));
    }
}
