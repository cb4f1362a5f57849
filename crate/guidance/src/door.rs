//! The seven doors of the help page: what has happened, and the steps for it.

use serde::Serialize;

use crate::{Country, Kind, Who};

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

/// Everything the help pages are made of, apart from words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guidance {
    /// Countries in the order of their codes, `anywhere` among them.
    pub countries: Vec<Country>,
    /// The doors, in order.
    pub doors: Vec<Door>,
}

impl Guidance {
    /// The country with this code.
    #[must_use]
    pub fn country(&self, code: &str) -> Option<&Country> {
        self.countries.iter().find(|country| country.code == code)
    }
}
