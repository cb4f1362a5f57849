//! What is remembered of a conversation: features and counts, never text, at most [`State::MOST_BYTES`].

use serde::{Deserialize, Serialize};

use crate::{
    family::Stage,
    learned::{HEADS, PLACES},
};

/// What the person is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// Nothing.
    #[default]
    Calm,
    /// One quiet line.
    Notice,
    /// Stop and look.
    Warning,
    /// Help first.
    Threat,
}

impl Level {
    /// The name used in files and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Threat => "threat",
        }
    }
}

/// Why stored bytes are no state.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StateError {
    /// There is nothing.
    #[error("the stored conversation state is empty; start a new one")]
    Empty,
    /// Another version wrote it.
    #[error(
        "the stored conversation state has version {found}, this engine reads {expected}; start a new one"
    )]
    UnknownVersion {
        /// The version found.
        found: u8,
        /// The version that this engine reads.
        expected: u8,
    },
    /// It does not read as a state.
    #[error("the stored conversation state is damaged; start a new one")]
    Damaged,
}

/// The layout of the stored bytes.
const VERSION: u8 = 3;
/// Tokens carried over to the next message.
pub(crate) const CARRIED: usize = 24;
/// Signals kept for showing: the first ones and the latest ones.
const SHOWN_FIRST: usize = 20;
const SHOWN: usize = 28;

/// How often a family was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Memo {
    /// The family's key (see `engine::key`).
    pub key: u16,
    /// Whole signals from the contact.
    pub whole: u8,
    /// Half signals from the contact.
    pub half: u8,
    /// Message of the first one from the contact; 0 when there is none.
    pub first: u32,
    /// Message of the last one from the contact.
    pub last: u32,
    /// Message of the first one from the person; 0 when there is none.
    pub mine: u32,
    /// Whole signals from a row of unknown side.
    pub unsure: u8,
}

/// A signal kept for showing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Shown {
    pub key: u16,
    pub message: u32,
    pub from: u32,
    pub to: u32,
}

/// When a stage was first seen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StageStart {
    /// Which.
    pub stage: Stage,
    /// The number of the message, from 1.
    pub message: u32,
    /// Its time in seconds, if it was given.
    pub t: Option<f64>,
}

/// The state of one conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct State {
    /// The pack that wrote the carried tokens.
    pub(crate) pack: u32,
    /// Rows so far, of any side.
    pub(crate) messages: u32,
    /// Rows of the contact.
    pub(crate) theirs: u32,
    /// Rows of the person.
    pub(crate) mine: u32,
    /// Signs of a shared life outside the chat.
    pub(crate) shared: u8,
    /// Pictures and videos that the person sent.
    pub(crate) sent: u8,
    /// Time of the first row that had one.
    pub(crate) began: Option<f64>,
    /// The latest time seen; a clock that goes backwards does not move it.
    pub(crate) latest: Option<f64>,
    /// Time of the first pull.
    pub(crate) pulled: Option<f64>,
    /// Until this message the contact is telling what another did.
    pub(crate) story: u32,
    /// Until this message the contact is joking.
    pub(crate) joke: u32,
    /// A mark of the last row, to know a second delivery of it.
    pub(crate) mark: u32,
    pub(crate) level: Level,
    pub(crate) firsts: [u32; 3],
    pub(crate) memos: Vec<Memo>,
    pub(crate) shown: Vec<Shown>,
    pub(crate) timeline: Vec<StageStart>,
    /// Tokens of the contact's last messages: symbol and flags.
    pub(crate) carried: Vec<(u16, u8)>,
    /// The notions of the contact's messages, faded (see `sight`).
    pub(crate) lately: Vec<u8>,
    /// The notions of the person's messages, one bit each.
    pub(crate) persons: u64,
    /// For each question, how many rows of the contact there were until the learned part last said yes; 0 when it never did.
    pub(crate) spoke: [u32; HEADS],
    /// Whether `carried` comes from rows of unknown side.
    pub(crate) carried_unsure: bool,
    /// A message was longer than is read, or the budget ran out.
    pub(crate) truncated: bool,
}

impl State {
    /// The most that [`State::to_bytes`] gives.
    pub const MOST_BYTES: usize = 1024;

    /// A conversation in which nothing was said yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// For storage: at most [`State::MOST_BYTES`] bytes, no text.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut copy = self.clone();
        loop {
            // Serialising plain values into memory has no way to fail; an empty answer would be refused on reading.
            let mut bytes = vec![VERSION];
            bytes.extend(postcard::to_allocvec(&copy).unwrap_or_default());
            if bytes.len() <= Self::MOST_BYTES || !copy.shrink() {
                return bytes;
            }
        }
    }

    /// Lets go of what is least missed; whether there was something. Room runs out only in very long conversations: first the
    /// oldest of the later signals go, then half a sentence, then what was talked about, then what was not seen for longest.
    fn shrink(&mut self) -> bool {
        if !self.shown.is_empty() {
            self.shown.remove(self.shown.len() / 2);
        } else if !self.carried.is_empty() {
            self.carried.clear();
        } else if !self.lately.is_empty() {
            self.lately.clear();
        } else if let Some(oldest) =
            (0..self.memos.len()).min_by_key(|at| self.memos.get(*at).map(|memo| memo.last))
        {
            self.memos.remove(oldest);
        } else {
            return false;
        }
        true
    }

    /// Back from storage.
    ///
    /// # Errors
    /// When the bytes are empty, of another version, or damaged: more than were ever written are not ours.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, StateError> {
        if bytes.len() > Self::MOST_BYTES {
            return Err(StateError::Damaged);
        }
        let (&found, body) = bytes.split_first().ok_or(StateError::Empty)?;
        if found != VERSION {
            return Err(StateError::UnknownVersion { found, expected: VERSION });
        }
        let state: Self = postcard::from_bytes(body).map_err(|_| StateError::Damaged)?;
        if state.is_ours() { Ok(state) } else { Err(StateError::Damaged) }
    }

    /// Whether this engine could have written it: no more of anything than it keeps, and nothing twice.
    fn is_ours(&self) -> bool {
        let twice = |at: usize, memo: &Memo| self.memos.iter().take(at).any(|other| other.key == memo.key);
        self.shown.len() <= SHOWN
            && self.carried.len() <= CARRIED
            && self.lately.len() <= PLACES
            && !self.memos.iter().enumerate().any(|(at, memo)| twice(at, memo))
            && !self
                .timeline
                .iter()
                .enumerate()
                .any(|(at, start)| self.timeline.iter().take(at).any(|other| other.stage == start.stage))
    }

    /// The level now.
    pub fn level(&self) -> Level {
        self.level
    }

    /// The number of the message (from 1) at which `level` or a higher one was first reached; none for `Calm`.
    pub fn first(&self, level: Level) -> Option<u32> {
        let place = match level {
            Level::Calm => return None,
            Level::Notice => 0,
            Level::Warning => 1,
            Level::Threat => 2,
        };
        self.firsts.get(place).copied().filter(|message| *message > 0)
    }

    /// The furthest stage seen so far.
    pub fn stage(&self) -> Option<Stage> {
        self.timeline.iter().map(|start| start.stage).max()
    }

    /// When each stage was first seen, in the order of the messages.
    pub fn timeline(&self) -> &[StageStart] {
        &self.timeline
    }

    /// Rows so far.
    pub fn messages(&self) -> u32 {
        self.messages
    }

    /// Whether a part of some message was not read, because it was too long.
    pub fn truncated(&self) -> bool {
        self.truncated
    }

    pub(crate) fn memo(&mut self, key: u16) -> &mut Memo {
        let place = self.memos.iter().position(|memo| memo.key == key).unwrap_or_else(|| {
            self.memos.push(Memo { key, ..Memo::default() });
            self.memos.len() - 1
        });
        // The place was just found or made.
        #[allow(clippy::indexing_slicing)]
        &mut self.memos[place]
    }

    pub(crate) fn show(&mut self, shown: Shown) {
        if self.shown.len() >= SHOWN {
            self.shown.remove(SHOWN_FIRST);
        }
        self.shown.push(shown);
    }

    pub(crate) fn enter(&mut self, stage: Stage, t: Option<f64>) {
        if !self.timeline.iter().any(|start| start.stage == stage) {
            self.timeline.push(StageStart { stage, message: self.messages, t });
        }
    }

    pub(crate) fn set_level(&mut self, level: Level) {
        self.level = level;
        for (place, reached) in [Level::Notice, Level::Warning, Level::Threat].into_iter().enumerate() {
            if level >= reached
                && let Some(first) = self.firsts.get_mut(place)
                && *first == 0
            {
                *first = self.messages;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn however_large_its_numbers_are_it_stays_within_its_bound() {
        let memo = |key| Memo {
            key,
            first: u32::MAX,
            last: u32::MAX - u32::from(key),
            mine: u32::MAX,
            ..Memo::default()
        };
        let full = State { memos: (60_000..60_200).map(memo).collect(), ..State::default() };
        let bytes = full.to_bytes();
        assert!(bytes.len() <= State::MOST_BYTES, "{} bytes", bytes.len());
        let kept = State::from_bytes(&bytes).unwrap().memos;
        assert!(kept.len() > 20);
        // What was seen last stays.
        assert_eq!(kept.first().map(|memo| memo.key), Some(60_000));
    }

    #[test]
    fn what_this_engine_never_writes_is_refused() {
        let twice = State { memos: vec![Memo::default(); 2], ..State::default() };
        let stage = StageStart { stage: Stage::Approach, message: 1, t: None };
        let again = State { timeline: vec![stage; 2], ..State::default() };
        let long = State { carried: vec![(0, 0); CARRIED + 1], ..State::default() };
        for state in [twice, again, long] {
            assert_eq!(State::from_bytes(&state.to_bytes()), Err(StateError::Damaged));
        }
    }
}
