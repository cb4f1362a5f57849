//! Message by message through a conversation.

use std::borrow::Cow;

use breakwater_transcript::{Kind, Side};

#[cfg(feature = "compile")]
use crate::learned::Learned;
use crate::{
    family::{Family, Role, Stage, Strength, event_bit},
    learned::Sight,
    levels::{self, Context},
    pack::{Pack, PackError},
    scan::{Found, Scanner},
    state::{CARRIED, Level, Shown, State},
    token::Token,
    told::Told,
};

/// The pack that the build made.
static PACK: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/signals.pack"));

/// Messages of more words than this are not pieces of a sentence that goes on.
const LONGEST_PIECE: usize = 10;

/// One row of a conversation.
#[derive(Clone, Copy, Debug)]
pub struct Message<'a> {
    /// Who it comes from.
    pub from: Side,
    /// The words as shown.
    pub text: &'a str,
    /// What it is.
    pub kind: Kind,
    /// When, in seconds since any fixed moment; not a number counts as not known.
    pub t: Option<f64>,
}

/// A signal, ready to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Signal<'a> {
    /// The id (`picture-trade`).
    pub id: &'a str,
    /// One sentence that says what was seen.
    pub reason: &'a str,
    /// Where in the run of a lure it belongs.
    pub stage: Stage,
    /// The number of the message, from 1.
    pub message: u32,
    /// First character and one past the last, in the original text; equal for a picture or call itself.
    pub span: (u32, u32),
}

/// What a message changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Update<'a> {
    /// The new signals in the order of their words.
    pub signals: Vec<Signal<'a>>,
    /// The level now.
    pub level: Level,
    /// The furthest stage so far.
    pub stage: Option<Stage>,
    /// A part of this message was not read.
    pub truncated: bool,
    /// What the learned part looked at, for training.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub(crate) sight: Option<Sight>,
}

/// The engine with its pack. It keeps nothing of any conversation; that is in [`State`].
#[derive(Debug)]
pub struct Engine {
    pub(crate) scanner: Scanner,
    sum: u32,
}

/// A short name for a family that outlives the pack: states are stored.
fn key(id: &str) -> u16 {
    let sum = id.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    u16::try_from((sum ^ (sum >> 16)) & 0xFFFF).unwrap_or(0)
}

impl Engine {
    /// The engine with the pack that it was built with.
    ///
    /// # Errors
    /// When the pack is damaged or of another layout.
    pub fn new() -> Result<Self, PackError> {
        Self::with(Pack::from_bytes(Cow::Borrowed(PACK))?)
    }

    /// The engine with a pack from elsewhere, which it keeps and reads in place.
    ///
    /// # Errors
    /// When the bytes are no pack that this engine can use.
    pub fn from_pack(bytes: Vec<u8>) -> Result<Self, PackError> {
        Self::with(Pack::from_bytes(Cow::Owned(bytes))?)
    }

    /// The engine over a pack just compiled or read.
    ///
    /// # Errors
    /// When the parts of the pack do not fit together.
    pub fn with(pack: Pack) -> Result<Self, PackError> {
        let sum = pack.sum();
        let mut scanner = Scanner::new(pack)?;
        scanner.name_families(key);
        let mut keys: Vec<u16> = scanner.families().iter().map(|family| family.key).collect();
        keys.sort_unstable();
        keys.dedup();
        if scanner.families().len() != keys.len() {
            return Err(PackError::Inconsistent("two ids share a key; rename one"));
        }
        Ok(Self { scanner, sum })
    }

    /// The same rules with another learned part; none when it is the default.
    #[cfg(feature = "compile")]
    #[must_use]
    pub fn with_learned(mut self, learned: Learned<'static>) -> Self {
        self.scanner.learn(learned);
        self
    }

    /// The bytes of the pack that this build carries.
    pub fn embedded() -> &'static [u8] {
        PACK
    }

    /// All signals that can be shown: id and reason, in the order of their ids.
    pub fn reasons(&self) -> impl Iterator<Item = (&str, &str)> {
        self.scanner
            .families()
            .iter()
            .filter(|family| !family.role.is_guard())
            .map(|family| (family.id.as_str(), family.reason.as_str()))
    }

    /// The languages in the pack.
    pub fn languages(&self) -> &[String] {
        self.scanner.languages()
    }

    /// The signals kept in a state, in order.
    pub fn signals<'a>(&'a self, state: &'a State) -> impl Iterator<Item = Signal<'a>> {
        let families = self.scanner.by_key();
        state.shown.iter().filter_map(move |shown| {
            let family = families.get(shown.key)?;
            Some(signal(family, shown.message, shown.from, shown.to))
        })
    }

    /// The level of a state when something about the contact changed and no message came.
    pub fn advise(&self, state: &State, context: &Context<'_>) -> Level {
        levels::judge(self.scanner.by_key(), state, context)
    }

    /// Points of lure, for evaluating.
    pub fn lure_points(&self, state: &State, context: &Context<'_>) -> f32 {
        levels::lure_points(self.scanner.by_key(), state, context)
    }

    /// Takes one message into the state.
    pub fn update(&self, state: &mut State, message: &Message<'_>, context: &Context<'_>) -> Update<'_> {
        if state.pack != self.sum {
            // Symbols of another pack mean other words, and its notions are others.
            state.carried.clear();
            state.lately.clear();
            state.persons = 0;
            state.pack = self.sum;
        }
        state.messages = state.messages.saturating_add(1);
        let t = message.t.filter(|t| t.is_finite());
        if let Some(t) = t {
            state.began = Some(state.began.map_or(t, |began| began.min(t)));
            state.latest = Some(state.latest.map_or(t, |latest| latest.max(t)));
        }
        let mark = mark(message);
        let twice = mark == state.mark && !message.text.is_empty();
        state.mark = mark;
        let (signals, truncated, sight) = match message.from {
            _ if message.kind == Kind::System => (Vec::new(), false, None),
            Side::Me => {
                self.mine(state, message);
                (Vec::new(), false, None)
            }
            Side::Them | Side::Unknown => self.theirs(state, message, t, twice, context),
        };
        let level = levels::judge(self.scanner.by_key(), state, context);
        state.set_level(level);
        state.truncated |= truncated;
        Update { signals, level, stage: state.stage(), truncated, sight }
    }

    /// A message by the person: it can only calm, never alarm.
    fn mine(&self, state: &mut State, message: &Message<'_>) {
        state.mine = state.mine.saturating_add(1);
        if matches!(message.kind, Kind::Image | Kind::Video) {
            state.sent = state.sent.saturating_add(1);
        }
        let scan = self.scanner.scan(&[], message.text);
        state.persons |= scan.notions;
        let number = state.messages;
        for found in &scan.found {
            let Some((family, key)) = self.family(found) else { continue };
            if family.role == Role::SharedLife {
                state.shared = state.shared.saturating_add(1);
            } else if !family.role.is_guard() {
                let memo = state.memo(key);
                if memo.mine == 0 {
                    memo.mine = number;
                }
            }
        }
    }

    fn theirs(
        &self,
        state: &mut State,
        message: &Message<'_>,
        t: Option<f64>,
        twice: bool,
        context: &Context<'_>,
    ) -> (Vec<Signal<'_>>, bool, Option<Sight>) {
        let unsure = message.from == Side::Unknown;
        if state.carried_unsure != unsure {
            state.carried.clear();
            state.carried_unsure = unsure;
        }
        // A second delivery is not the second half of a sentence.
        let alone = twice || message.text.len() > LONGEST_PIECE * 12;
        let carried: &[(u16, u8)] = if alone { &[] } else { &state.carried };
        let scan = self.scanner.scan(carried, message.text);
        let mut found = scan.found;
        self.events(message, &mut found);
        let told = self.told(state, message.text, &found, context);
        let sight = if !unsure && !twice && told == Told::Nothing {
            self.sight(state, scan.notions, &found, message.kind)
        } else {
            None
        };
        if let Some(sight) = &sight {
            let letters = u32::try_from(message.text.chars().count()).unwrap_or(u32::MAX);
            self.learned(state, sight, &mut found, letters);
        }
        let number = state.messages;
        let mut signals = Vec::new();
        for found in &found {
            let Some((family, key)) = self.family(found) else { continue };
            if family.role == Role::SharedLife && !unsure {
                state.shared = state.shared.saturating_add(1);
            }
            if family.role.is_guard() || told.covers(family.role) {
                continue;
            }
            let whole = found.strength == Strength::Phrase;
            let memo = state.memo(key);
            if unsure {
                // Nobody is accused; only a plain threat is weighed, and with a higher bar.
                memo.unsure = memo.unsure.saturating_add(u8::from(whole && family.role.is_force()));
                memo.last = number;
                if !family.role.is_force() {
                    continue;
                }
            } else {
                if memo.first == 0 {
                    memo.first = number;
                }
                memo.last = number;
                if !twice || (memo.whole == 0 && memo.half == 0) {
                    let count = if whole { &mut memo.whole } else { &mut memo.half };
                    *count = count.saturating_add(1);
                }
                if matches!(family.role, Role::Sexual | Role::Pull | Role::Capture | Role::Hook)
                    && state.pulled.is_none()
                {
                    state.pulled = t;
                }
                state.enter(family.stage, t);
            }
            state.show(Shown { key, message: number, from: found.from, to: found.to });
            signals.push(signal(family, number, found.from, found.to));
        }
        if !unsure {
            state.theirs = state.theirs.saturating_add(1);
        }
        if told == Told::All {
            state.carried.clear();
        } else if !twice {
            carry(&mut state.carried, &scan.tokens);
        }
        (signals, scan.truncated, sight)
    }

    /// Adds what the row itself is (a call, a picture) as half a signal.
    fn events(&self, message: &Message<'_>, found: &mut Vec<Found>) {
        let bit = event_bit(message.kind);
        if bit == 0 {
            return;
        }
        for (place, family) in self.scanner.families().iter().enumerate() {
            let Ok(place) = u8::try_from(place) else { continue };
            if family.events & bit != 0 && !found.iter().any(|known| known.family == place) {
                found.push(Found { family: place, strength: Strength::Hint, language: 0, from: 0, to: 0 });
            }
        }
    }

    /// The family of what was found, and its key.
    pub(crate) fn family(&self, found: &Found) -> Option<(&Family, u16)> {
        let family = self.scanner.families().get(usize::from(found.family))?;
        Some((family, family.key))
    }
}

/// Keeps the last tokens, so that a sentence sent in pieces is still one.
fn carry(carried: &mut Vec<(u16, u8)>, tokens: &[Token]) {
    // Whoever writes whole sentences does not go on with them in the next message.
    if tokens.len() > LONGEST_PIECE {
        carried.clear();
        return;
    }
    carried.extend(tokens.iter().map(|token| (token.symbol, token.flags)));
    let over = carried.len().saturating_sub(CARRIED);
    carried.drain(..over);
}

fn signal(family: &Family, message: u32, from: u32, to: u32) -> Signal<'_> {
    Signal { id: &family.id, reason: &family.reason, stage: family.stage, message, span: (from, to) }
}

/// A mark of a row that says nothing about its words.
fn mark(message: &Message<'_>) -> u32 {
    let side = match message.from {
        Side::Them => 1,
        Side::Me => 2,
        Side::Unknown => 3,
    };
    message.text.bytes().take(4096).fold(side, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}
