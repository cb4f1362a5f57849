//! The help pages, drawn from `data/guidance` at build time, and the tables that lead to them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use breakwater_guidance::{
    Day, Guidance, Words,
    load::{self, Fault, File},
    place::Places,
    render,
};

use crate::{Error, files, words::SOURCE_LANGUAGE};

/// Writes `notes/`: a page for each country and language, `places.json`, and `countries.json` for the settings.
pub fn write(data: &Path, out: &Path, today: &str) -> Result<(), Error> {
    let today: Day = today.parse().map_err(|error| Error::file("--today", format!("{error}")))?;
    let mut texts = read(&data.join("guidance"))?;
    texts.extend(read(&data.join("guidance/platforms"))?);
    let guidance = load::guidance(&as_files(&texts)).map_err(all)?;
    let languages = languages(&data.join("words"))?;
    let pages = render::pages(&guidance, &languages, today)
        .map_err(|error| Error::file("data/words", error.to_string()))?;
    let names: Vec<_> = languages.iter().map(Words::language).collect();
    let notes = out.join("notes");
    for page in pages.into_iter().chain([render::places_json(&Places::of(&guidance, &names))]) {
        files::write(&notes.join(page.path), &page.text)?;
    }
    let source = languages.iter().find(|words| words.language() == SOURCE_LANGUAGE);
    let source = source.ok_or_else(|| Error::file("data/words", format!("no {SOURCE_LANGUAGE}")))?;
    files::write_json(&notes.join("countries.json"), &countries(&guidance, source)?)
}

/// The words of every language that has a help page: those whose folder holds `help.toml`.
fn languages(folder: &Path) -> Result<Vec<Words>, Error> {
    let mut languages = Vec::new();
    for language in files::folders(folder)? {
        let texts = read(&folder.join(&language))?;
        let drawn = texts.iter().any(|(path, _)| path.file_stem().is_some_and(|stem| stem == "help"));
        if drawn {
            languages.push(load::words(&language, &as_files(&texts)).map_err(all)?);
        }
    }
    Ok(languages)
}

/// Code and name of every country, sorted by name.
fn countries(guidance: &Guidance, words: &Words) -> Result<Vec<serde_json::Value>, Error> {
    let mut countries = Vec::new();
    for country in &guidance.countries {
        let name = words
            .get(&format!("place_{}", country.code.replace('-', "_")))
            .map_err(|error| Error::file("data/words", error.to_string()))?;
        countries.push((name.to_owned(), country.code.clone()));
    }
    countries.sort();
    Ok(countries.into_iter().map(|(name, code)| serde_json::json!({ "code": code, "name": name })).collect())
}

fn read(folder: &Path) -> Result<Vec<(PathBuf, String)>, Error> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    files::toml_files(folder)?
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).map_err(Error::io(&path))?;
            Ok((path, text))
        })
        .collect()
}

fn as_files(texts: &[(PathBuf, String)]) -> Vec<File<'_>> {
    texts.iter().filter_map(|(path, text)| Some(File { path: path.to_str()?, text })).collect()
}

/// All faults at once, one a line: a volunteer mends them in one go.
fn all(faults: Vec<Fault>) -> Error {
    let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
    Error::Faults(lines.join("\n"))
}
