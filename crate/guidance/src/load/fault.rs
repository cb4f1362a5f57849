//! What is wrong with a data file, and where.

use std::{fmt, ops::Range};

use thiserror::Error;

use crate::{BadAddress, BadHours, BadNumber};

/// One fault in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Path of the file.
    pub path: String,
    /// Line, from 1; `None` when the file as a whole is meant.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong with a data file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Problem {
    /// The file is not there.
    #[error("the file is missing")]
    NoSuchFile,
    /// Not TOML, or not of the shape that `data/guidance/README.md` describes.
    #[error("{0}")]
    Shape(String),
    /// A number that can't ship.
    #[error(transparent)]
    Number(#[from] BadNumber),
    /// An address that can't ship.
    #[error(transparent)]
    Address(#[from] BadAddress),
    /// Opening hours in an unknown notation.
    #[error(transparent)]
    Hours(#[from] BadHours),
    /// `checked` is not a day.
    #[error("`checked` must be a plain day such as 2026-11-22")]
    Day,
    /// A line that nobody can reach.
    #[error(
        "line \"{0}\" has neither call, text nor web; take it out, or say it is missing with [[missing]]"
    )]
    Unreachable(String),
    /// A line without a page where it was seen.
    #[error("line \"{0}\" has no source; a number or address that was not seen somewhere does not ship")]
    NoSource(String),
    /// Two lines of one country with the same id.
    #[error("there is more than one line \"{0}\"")]
    IdTwice(String),
    /// An id that is not small letters, digits and hyphens.
    #[error("\"{0}\" is not an id; use small letters, digits and hyphens")]
    Id(String),
    /// A name in `first` or `also` that leads nowhere.
    #[error("there is no line \"{0}\" here (for `also`: no worldwide line in anywhere.toml)")]
    NoSuchLine(String),
    /// Something a country must have.
    #[error(
        "nothing for {kind} ({who}); add a line, or say honestly that none could be confirmed with [[missing]]"
    )]
    Essential {
        /// Kind of line.
        kind: &'static str,
        /// For whom.
        who: &'static str,
    },
    /// Said to be missing, and there all the same.
    #[error("[[missing]] says that no {kind} ({who}) could be confirmed, but there is one")]
    NotMissing {
        /// Kind of line.
        kind: &'static str,
        /// For whom.
        who: &'static str,
    },
    /// A platform's steps without a source, or the other way round.
    #[error("`steps`, `sources` and `sure` come together: steps that were not seen somewhere do not ship")]
    Steps,
    /// The first screen has room for one to four buttons.
    #[error("`first` names {0} lines; the first screen holds 1 to 4")]
    First(usize),
    /// Two countries claim the same zone or region.
    #[error("\"{0}\" belongs to more than one country")]
    PlaceTwice(String),
    /// The same key in two rooms of one language, or twice in one.
    #[error("the key \"{0}\" is used more than once in this language")]
    KeyTwice(String),
    /// Keys are sorted, so that two people adding texts meet in the merge and not at run time.
    #[error("the key \"{0}\" stands out of order; keys are sorted")]
    Unsorted(String),
}

impl Fault {
    /// A fault at a byte range of `text`.
    pub(super) fn at(path: &str, text: &str, span: Range<usize>, problem: Problem) -> Self {
        let line = text.bytes().take(span.start).filter(|b| *b == b'\n').count() + 1;
        Self { path: path.to_owned(), line: Some(line), problem }
    }

    /// A fault of a whole file.
    pub(super) fn whole(path: &str, problem: Problem) -> Self {
        Self { path: path.to_owned(), line: None, problem }
    }

    /// A fault that the TOML reader found.
    pub(super) fn shape(path: &str, text: &str, error: &toml::de::Error) -> Self {
        let problem = Problem::Shape(error.message().to_owned());
        match error.span() {
            Some(span) => Self::at(path, text, span, problem),
            None => Self::whole(path, problem),
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.path, self.problem),
            None => write!(f, "{}: {}", self.path, self.problem),
        }
    }
}

impl std::error::Error for Fault {}
