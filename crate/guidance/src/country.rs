//! What we know of one country: whom to call, whom to tell, who can help to take a picture down.

use serde::Serialize;

use crate::{
    Day, Hours, Number, WebAddress,
    place::{ANYWHERE, SOURCE_LANGUAGE},
};

/// What a line is for. The order is the order on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Someone is in danger now.
    Emergency,
    /// Someone might hurt themselves, or needs a voice at night.
    Crisis,
    /// A helpline for children and young people.
    ChildLine,
    /// A helpline for this very problem.
    Helpline,
    /// The police, when it is not an emergency.
    Police,
    /// A place to report the crime or the account.
    Report,
    /// Helps to get a picture taken down or stopped.
    Removal,
    /// Money was paid: bank or fraud desk.
    Money,
    /// Advice for parents and others who help.
    Helper,
}

impl Kind {
    /// All kinds, in the order of the page.
    pub const ALL: [Self; 9] = [
        Self::Emergency,
        Self::Crisis,
        Self::ChildLine,
        Self::Helpline,
        Self::Police,
        Self::Report,
        Self::Removal,
        Self::Money,
        Self::Helper,
    ];

    /// The name used in the data and in the keys of words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Emergency => "emergency",
            Self::Crisis => "crisis",
            Self::ChildLine => "child-line",
            Self::Helpline => "helpline",
            Self::Police => "police",
            Self::Report => "report",
            Self::Removal => "removal",
            Self::Money => "money",
            Self::Helper => "helper",
        }
    }
}

/// Whom a line serves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// People under 18, or pictures taken before that age.
    Under18,
    /// People of 18 and over.
    Adult,
    /// Anyone.
    All,
}

impl Who {
    /// The name used in the data and in the keys of words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Under18 => "under18",
            Self::Adult => "adult",
            Self::All => "all",
        }
    }

    /// Whether a line for `self` serves someone asking as `asked`.
    #[must_use]
    pub fn serves(self, asked: Self) -> bool {
        self == Self::All || asked == Self::All || self == asked
    }
}

/// How sure we are of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Sure {
    /// Seen on a page of the service itself, or of the state that runs it.
    Official,
    /// Seen on someone else's page: news, a school, a charity. The page says so.
    Relay,
}

impl Sure {
    /// The name used in the data and in the keys of words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Relay => "relay",
        }
    }
}

/// The ways to reach a line. At least one is there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Contact {
    /// Number to call.
    pub call: Option<Number>,
    /// Number to send a text message to, and the word to send where one is asked for.
    pub text: Option<(Number, Option<String>)>,
    /// Page to open: a chat, a form, or the service's own page.
    pub web: Option<WebAddress>,
}

/// One place to turn to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Line {
    /// Stable name within the country; the page uses it as an anchor.
    pub id: String,
    /// What it is for.
    pub kind: Kind,
    /// What it calls itself. A name, so the same in every language.
    pub name: String,
    /// How to reach it.
    pub contact: Contact,
    /// When a person answers; `None` when no source says.
    pub hours: Option<Hours>,
    /// Whether reaching it costs nothing; `None` when no source says.
    pub free: Option<bool>,
    /// Whom it serves.
    pub who: Who,
    /// Part of the country it serves, as a key of words; `None` for all of it.
    pub area: Option<String>,
    /// One thing to know, as a key of words.
    pub note: Option<String>,
    /// Pages where the number or address was seen. At least one.
    pub sources: Vec<WebAddress>,
    /// Day on which we looked.
    pub checked: Day,
    /// How sure we are.
    pub sure: Sure,
}

/// Something essential that we looked for and could not confirm. It is said on the page instead of a guess.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// What was looked for.
    pub kind: Kind,
    /// For whom.
    pub who: Who,
    /// Day on which we looked.
    pub checked: Day,
}

/// One country's file, checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Country {
    /// ISO 3166-1 alpha-2 code in small letters, or `anywhere`.
    pub code: String,
    /// Region subtags of browser languages that speak for this country (`GB`).
    pub regions: Vec<String>,
    /// IANA time zones that lie in this country.
    pub zones: Vec<String>,
    /// Languages read there besides English, as primary subtags (`de`): the page is drawn in each that has its words.
    pub languages: Vec<String>,
    /// Ids of the lines that stand as buttons on the first screen, in order.
    pub first: Vec<String>,
    /// Lines, in the order of the page. Worldwide services are already among them.
    pub lines: Vec<Line>,
    /// What could not be confirmed.
    pub missing: Vec<Missing>,
}

impl Country {
    /// Whether its page is drawn in this language, given the words: in English always, and `anywhere` in all of them.
    #[must_use]
    pub fn is_read_in(&self, language: &str) -> bool {
        language == SOURCE_LANGUAGE
            || self.code == ANYWHERE
            || self.languages.iter().any(|known| known == language)
    }

    /// The line with this id.
    #[must_use]
    pub fn line(&self, id: &str) -> Option<&Line> {
        self.lines.iter().find(|line| line.id == id)
    }

    /// Lines of `kind` that serve someone asking as `who`, in the order of the file.
    pub fn lines_for(&self, kind: Kind, who: Who) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(move |line| line.kind == kind && line.who.serves(who))
    }
}
