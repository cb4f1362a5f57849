//! Where someone is, from what the browser says anyway: its languages and its time zone. No request is made, nothing
//! is stored, and the page lets them change it in one click.

use serde::{Deserialize, Serialize};

use crate::Guidance;

/// The code of the page for someone we can't place.
pub const ANYWHERE: &str = "anywhere";

/// Time zones and language regions, each with the code of its country.
///
/// Its JSON ships beside the help pages, so that a button can choose the page when the core is dead.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Places {
    /// IANA zone → code, sorted by zone.
    pub zones: Vec<(String, String)>,
    /// Region subtag → code, sorted by region.
    pub regions: Vec<(String, String)>,
}

impl Places {
    /// The places of every country.
    #[must_use]
    pub fn of(guidance: &Guidance) -> Self {
        let mut zones = Vec::new();
        let mut regions = Vec::new();
        for country in &guidance.countries {
            zones.extend(country.zones.iter().map(|zone| (zone.clone(), country.code.clone())));
            regions.extend(country.regions.iter().map(|region| (region.clone(), country.code.clone())));
        }
        zones.sort();
        regions.sort();
        Self { zones, regions }
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
    fn the_language_speaks_when_the_zone_says_nothing() {
        for zone in ["", "UTC", "Etc/UTC", "Etc/GMT+5"] {
            assert_eq!(places().choose(&["fr", "en-gb"], zone), "gb", "{zone:?}");
        }
        assert_eq!(places().choose(&["zh-Hant-US"], "UTC"), "us");
        assert_eq!(places().choose(&["en", "ab-cd"], "UTC"), ANYWHERE);
        assert_eq!(places().choose(&[], ""), ANYWHERE);
    }
}
