//! What the help page holds besides the country: the seven doors with their steps, and what comes after.

use serde::Serialize;

use crate::{Country, Day, Kind, Platform, Sure, WebAddress, Who};

/// One door. Its title and opening line are words: `door-<id>` and `door-<id>-lead`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Door {
    /// Stable name; the page's anchor is `door-<id>`.
    pub id: String,
    /// Steps in order, one action each.
    pub steps: Vec<Step>,
}

/// One action of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Key of the words, `step-<say>`.
    pub say: String,
    /// Lines of the country to put beside the step.
    pub lines: Option<Kind>,
    /// Whose lines.
    pub who: Who,
    /// Part of the page that the step leads to, as its anchor.
    pub to: Option<String>,
}

/// One text about the days after. Its heading and text are words: `after_<id>` and `after_<id>_more`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct After {
    /// Stable name.
    pub id: String,
    /// Pages where it was learnt.
    pub sources: Vec<WebAddress>,
    /// Day on which we looked.
    pub checked: Day,
    /// How sure we are.
    pub sure: Sure,
}

/// Everything the help pages are made of, apart from words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guidance {
    /// Countries in the order of their codes, `anywhere` among them.
    pub countries: Vec<Country>,
    /// The doors, in order.
    pub doors: Vec<Door>,
    /// What comes after, in order.
    pub after: Vec<After>,
    /// Platforms, by name.
    pub platforms: Vec<Platform>,
}

impl Guidance {
    /// The country with this code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }
}
