//! Draws the help pages: one static file for each country, complete without script, wasm, storage or network.
//!
//! The extension's CSP allows no inline script and no inline style, so neither is written here. Everything a script
//! adds (leaving within a frame, keeping ticks, copying) has a plain form that works without it, or is hidden until
//! the script is there (`script-only`).

mod doors;
mod first;
mod line;
mod page;
mod sections;
mod sites;

use maud::{Markup, html};

use crate::{
    Country, Day, Guidance, MissingWord, WebAddress, Words,
    place::{ANYWHERE, Places, SOURCE_LANGUAGE},
};

/// A finished file, to be written below the folder of help pages, `notes/` in the extension.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Path below that folder, with `/` between parts: `en/gb.html`.
    pub path: String,
    /// Whole text.
    pub text: String,
}

/// What a page is drawn from.
#[derive(Clone, Copy)]
struct Scene<'a> {
    guidance: &'a Guidance,
    country: &'a Country,
    words: &'a Words,
    /// All languages, for the links between them.
    languages: &'a [Words],
    today: Day,
}

impl<'a> Scene<'a> {
    /// The other languages this country's page is drawn in.
    fn also_in(&self) -> impl Iterator<Item = &'a Words> {
        let (country, here) = (self.country, self.words.language());
        self.languages
            .iter()
            .filter(move |words| words.language() != here && country.is_read_in(words.language()))
    }

    /// Address of another country's page, seen from this one: in this language where it is drawn in it.
    fn page_of(&self, other: &Country) -> String {
        let here = self.words.language();
        if other.is_read_in(here) {
            format!("{}.html", other.code)
        } else {
            format!("../{SOURCE_LANGUAGE}/{}.html", other.code)
        }
    }

    /// "22 November 2026" in the page's language.
    fn date(&self, day: Day) -> Result<String, MissingWord> {
        let month = self.words.say(&["month", &day.month().to_string()])?;
        let (year, day) = (day.year().to_string(), day.day().to_string());
        self.words.fill("date", &[("day", &day), ("month", month), ("year", &year)])
    }

    /// "Checked 22 November 2026".
    fn checked(&self, day: Day) -> Result<String, MissingWord> {
        self.words.fill("checked", &[("day", &self.date(day)?)])
    }

    /// All countries by their names in the page's language, sorted as a person looks for them; what is no country last.
    fn places(&self) -> Result<Vec<(&'a str, &'a Country)>, MissingWord> {
        let mut all = Vec::new();
        for country in &self.guidance.countries {
            all.push((self.words.say(&["place", &country.code])?, country));
        }
        all.sort_by_cached_key(|(name, country)| (country.code == ANYWHERE, filed(name)));
        Ok(all)
    }

    /// The country's name in the page's language.
    fn place(&self) -> Result<&str, MissingWord> {
        self.words.say(&["place", &self.country.code])
    }
}

/// Draws the page of every country in each language it is read in. `today` marks what was last checked over a year ago.
///
/// # Errors
/// [`MissingWord`] when a language lacks a text: a page is whole in its language, or it is not drawn.
pub fn pages(guidance: &Guidance, languages: &[Words], today: Day) -> Result<Vec<Output>, MissingWord> {
    let mut pages = Vec::new();
    for words in languages {
        for country in guidance.countries.iter().filter(|country| country.is_read_in(words.language())) {
            let scene = Scene { guidance, country, words, languages, today };
            let path = format!("{}/{}.html", words.language(), country.code);
            pages.push(Output { path, text: page::page(scene)?.into_string() });
        }
    }
    Ok(pages)
}

/// `places.json`: which page for which time zone and language, and in which languages besides English there is one.
/// Sorted.
#[must_use]
pub fn places_json(places: &Places) -> Output {
    let object = |pairs: &[(String, String)]| {
        // Zones, regions and codes are names of plain ASCII without quotes, so nothing needs escaping.
        let entries: Vec<String> =
            pairs.iter().map(|(name, code)| format!("    \"{name}\": \"{code}\"")).collect();
        format!("{{\n{}\n  }}", entries.join(",\n"))
    };
    let lists: Vec<(String, String)> =
        places.languages.iter().map(|(code, languages)| (code.clone(), languages.join(" "))).collect();
    let text = format!(
        "{{\n  \"languages\": {},\n  \"regions\": {},\n  \"zones\": {}\n}}\n",
        object(&lists),
        object(&places.regions),
        object(&places.zones)
    );
    Output { path: "places.json".to_owned(), text }
}

/// A link out of the extension: https only (the type sees to it), no opener, no referrer, a tab of its own.
fn out(address: &WebAddress, class: Option<&str>, content: &Markup) -> Markup {
    html! {
        a class=[class] href=(address) target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer" {
            (content)
        }
    }
}

/// A name as it is filed: Österreich under O, États-Unis under E.
fn filed(name: &str) -> String {
    let plain = |c| match c {
        'á' | 'à' | 'â' | 'ä' | 'å' => 'a',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'î' => 'i',
        'ñ' => 'n',
        'ó' | 'ô' | 'ö' | 'ø' => 'o',
        'ú' | 'ü' => 'u',
        other => other,
    };
    name.to_lowercase().chars().map(plain).collect()
}
