//! Where someone is, from what the browser says anyway: its languages and its time zone. No request is made, nothing
//! is stored, and the page lets them change it in one click.

use serde::{Deserialize, Serialize};

use crate::Guidance;

/// The code of the page for someone we can't place.
pub const ANYWHERE: &str = "anywhere";
/// The language every page is drawn in.
pub const SOURCE_LANGUAGE: &str = "en";

/// Time zones and language regions, each with the code of its country, and the languages a country's page is drawn in.
///
/// Its JSON ships beside the help pages, so that a button can choose the page when the core is dead.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Places {
    /// IANA zone → code, sorted by zone.
    pub zones: Vec<(String, String)>,
    /// Region subtag → code, sorted by region.
    pub regions: Vec<(String, String)>,
    /// Code → languages besides English its page is drawn in, sorted by code; a country without any is left out.
    pub languages: Vec<(String, Vec<String>)>,
}

impl Places {
    /// The places of every country, whose pages are drawn in these `languages`.
    #[must_use]
    pub fn of(guidance: &Guidance, languages: &[&str]) -> Self {
        let mut zones = Vec::new();
        let mut regions = Vec::new();
        let mut drawn = Vec::new();
        for country in &guidance.countries {
            zones.extend(country.zones.iter().map(|zone| (zone.clone(), country.code.clone())));
            regions.extend(country.regions.iter().map(|region| (region.clone(), country.code.clone())));
            let others = languages.iter().filter(|language| **language != SOURCE_LANGUAGE);
            let others: Vec<_> = others.filter(|language| country.is_read_in(language)).collect();
            if !others.is_empty() {
                drawn.push((country.code.clone(), others.into_iter().map(|one| (*one).to_owned()).collect()));
            }
        }
        zones.sort();
        regions.sort();
        drawn.sort();
        Self { zones, regions, languages: drawn }
    }

    /// The code of the country for these languages (BCP 47, most wanted first) and this IANA time zone.
    ///
    /// The zone decides, because a clock is set to where one lives, while half the world runs its browser in `en-US`.
    /// A zone that is known to lie elsewhere means [`ANYWHERE`], whatever the language says: a wrong country's numbers
    /// are worse than none. Only where the zone says nothing (`UTC`, `Etc/…`, empty) does the language's region speak.
    #[must_use]
    pub fn choose<'a>(&'a self, languages: &[&str], zone: &str) -> &'a str {
        if let Some((_, code)) = self.zones.iter().find(|(known, _)| known == zone) {
            return code;
        }
        if !says_nothing(zone) {
            return ANYWHERE;
        }
        languages
            .iter()
            .find_map(|language| {
                let region = region(language)?;
                self.regions.iter().find(|(known, _)| known.eq_ignore_ascii_case(region))
            })
            .map_or(ANYWHERE, |(_, code)| code)
    }

    /// The language of the page for the country with this code: the first of these languages (BCP 47, most wanted
    /// first) that it is drawn in. The right numbers come before the right language, so the country is never changed.
    #[must_use]
    pub fn language<'a>(&'a self, languages: &[&'a str], code: &str) -> &'a str {
        let drawn = self.languages.iter().find(|(known, _)| known == code);
        let drawn = drawn.map(|(_, languages)| languages.as_slice()).unwrap_or_default();
        languages
            .iter()
            .filter_map(|language| language.split(['-', '_']).next())
            .find(|primary| *primary == SOURCE_LANGUAGE || drawn.iter().any(|known| known == primary))
            .unwrap_or(SOURCE_LANGUAGE)
    }
}

/// Zones that name an offset and no place. Privacy-minded browsers report `UTC` everywhere.
fn says_nothing(zone: &str) -> bool {
    matches!(zone, "" | "UTC" | "GMT") || zone.starts_with("Etc/")
}

/// The region subtag: two letters, after the language and perhaps a script (`zh-Hant-TW`).
fn region(language: &str) -> Option<&str> {
    language.split('-').skip(1).find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn places() -> Places {
        let pairs = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, code)| ((*name).to_owned(), (*code).to_owned())).collect()
        };
        Places {
            zones: pairs(&[("America/New_York", "us"), ("Europe/London", "gb")]),
            regions: pairs(&[("GB", "gb"), ("US", "us")]),
            languages: vec![("at".into(), vec!["de".into()]), ("be".into(), vec!["de".into(), "fr".into()])],
        }
    }

    #[test]
    fn the_clock_decides() {
        assert_eq!(places().choose(&["en-US", "en"], "Europe/London"), "gb");
    }

    #[test]
    fn a_zone_elsewhere_is_anywhere_whatever_the_language() {
        assert_eq!(places().choose(&["en-GB"], "Europe/Athens"), ANYWHERE);
    }

    #[test]
    fn the_first_language_that_a_page_is_drawn_in_is_taken() {
        let places = places();
        for (languages, code, wanted) in [
            (&["de-AT", "en"][..], "at", "de"),
            (&["tr", "de"], "at", "de"),
            (&["en-US", "de"], "at", "en"),
            (&["fr", "de"], "be", "fr"),
            (&["fr"], "at", "en"),
            (&["de"], "gb", "en"),
            (&[], "at", "en"),
        ] {
            assert_eq!(places.language(languages, code), wanted, "{languages:?} {code}");
        }
    }

    #[test]
    fn the_language_speaks_when_the_zone_says_nothing() {
        for zone in ["", "UTC", "Etc/UTC", "Etc/GMT+5"] {
            assert_eq!(places().choose(&["fr", "en-gb"], zone), "gb", "{zone:?}");
        }
        assert_eq!(places().choose(&["zh-Hant-US"], "UTC"), "us");
        assert_eq!(places().choose(&["en", "ab-cd"], "UTC"), ANYWHERE);
        assert_eq!(places().choose(&[], ""), ANYWHERE);
    }
}
