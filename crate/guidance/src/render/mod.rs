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

use crate::{Country, Day, Guidance, MissingWord, WebAddress, Words, place::Places};

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
    today: Day,
}

impl Scene<'_> {
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

    /// The country's name in the page's language.
    fn place(&self) -> Result<&str, MissingWord> {
        self.words.say(&["place", &self.country.code])
    }
}

/// Draws the page of every country in one language. `today` marks what was last checked over a year ago.
///
/// # Errors
/// [`MissingWord`] when the language lacks a text.
pub fn pages(guidance: &Guidance, words: &Words, today: Day) -> Result<Vec<Output>, MissingWord> {
    guidance
        .countries
        .iter()
        .map(|country| {
            let scene = Scene { guidance, country, words, today };
            let path = format!("{}/{}.html", words.language(), country.code);
            Ok(Output { path, text: page::page(scene)?.into_string() })
        })
        .collect()
}

/// `places.json`: which page for which time zone and language, for a button that must work without the core. Sorted.
#[must_use]
pub fn places_json(places: &Places) -> Output {
    let object = |pairs: &[(String, String)]| {
        // Zones, regions and codes are names of plain ASCII without quotes, so nothing needs escaping.
        let entries: Vec<String> =
            pairs.iter().map(|(name, code)| format!("    \"{name}\": \"{code}\"")).collect();
        format!("{{\n{}\n  }}", entries.join(",\n"))
    };
    let text = format!(
        "{{\n  \"regions\": {},\n  \"zones\": {}\n}}\n",
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
