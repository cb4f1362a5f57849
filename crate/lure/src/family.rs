//! Families of moves: what a signal is called, which part it plays, how much it says.

use serde::{Deserialize, Serialize};

/// The part that a family of moves plays in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// How a stranger opens.
    Approach,
    /// A question that fills in a profile of the person.
    Profile,
    /// Flattery and fast closeness.
    Charm,
    /// Talk that turns to bodies or wishes.
    Sexual,
    /// A pull towards another place, a picture or a camera: ordinary by itself.
    Pull,
    /// A pull that is hardly ever ordinary from a stranger.
    Capture,
    /// Keep it secret, delete it.
    Secrecy,
    /// Pushing on after a hesitation.
    Pressure,
    /// Another trick that needs no courtship: an offer, a code, a friend in need.
    Hook,
    /// "I have it": the means of a threat.
    Evidence,
    /// What will happen with it: the threat.
    Exposure,
    /// Money, pictures or obedience asked for.
    Demand,
    /// How the asking is pressed: a time limit, a way to pay, a lower price, a promise to delete.
    Terms,
    /// What comes afterwards: a helper who wants a fee.
    Aftermath,
    /// Someone tells what another did.
    Story,
    /// Someone warns or advises.
    Advice,
    /// It is meant as a joke.
    Joke,
    /// The two share a life outside the chat.
    SharedLife,
}

impl Role {
    /// Whether the family only gives meaning to others and is never shown.
    pub const fn is_guard(self) -> bool {
        matches!(self, Self::Story | Self::Advice | Self::Joke | Self::SharedLife)
    }

    /// Whether the family belongs to threat and demand (S6 and S7) and so can make a `threat`.
    pub const fn is_force(self) -> bool {
        matches!(self, Self::Evidence | Self::Exposure | Self::Demand | Self::Terms)
    }
}

/// Where in the run of a lure a signal belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// The first contact.
    Approach,
    /// Getting close and finding out.
    Rapport,
    /// The talk turns sexual.
    Sexualise,
    /// To another place.
    Move,
    /// Towards a picture or a camera.
    CapturePush,
    /// What will happen.
    Threat,
    /// What is wanted.
    Demand,
    /// Again, whatever was paid.
    Repeat,
    /// A second trick on someone already hurt.
    Aftermath,
}

impl Stage {
    /// All stages in order.
    pub const ALL: [Self; 9] = [
        Self::Approach,
        Self::Rapport,
        Self::Sexualise,
        Self::Move,
        Self::CapturePush,
        Self::Threat,
        Self::Demand,
        Self::Repeat,
        Self::Aftermath,
    ];

    /// The name used in files and messages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Approach => "approach",
            Self::Rapport => "rapport",
            Self::Sexualise => "sexualise",
            Self::Move => "move",
            Self::CapturePush => "capture-push",
            Self::Threat => "threat",
            Self::Demand => "demand",
            Self::Repeat => "repeat",
            Self::Aftermath => "aftermath",
        }
    }
}

/// One family of moves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Family {
    /// The id of the signal, stable in files and messages.
    pub id: String,
    /// The part it plays.
    pub role: Role,
    /// Where it belongs in the run.
    pub stage: Stage,
    /// Weight in hundredths of a point.
    pub weight: u16,
    /// One sentence that says to the person what was seen.
    pub reason: String,
    /// Which kinds of row are themselves a weak sign of this move, one bit a kind (see [`event_bit`]).
    pub events: u16,
    /// The short name that outlives the pack; made from the id on loading, because every judgement needs it.
    #[serde(skip)]
    pub key: u16,
}

impl Family {
    /// Whether it is what the learned part finds, and no rule.
    pub const fn is_learned(&self) -> bool {
        self.events & (learned_bit(0) | learned_bit(1)) != 0
    }
}

/// The bit of [`Family::events`] for a kind of row.
pub const fn event_bit(kind: breakwater_transcript::Kind) -> u16 {
    use breakwater_transcript::Kind;
    match kind {
        Kind::Image => 1,
        Kind::Video => 2,
        Kind::Call => 4,
        Kind::Link => 8,
        Kind::File => 16,
        Kind::Voice => 32,
        Kind::Text | Kind::Sticker | Kind::System => 0,
    }
}

/// The families of a pack, found by their keys: several times a message, so not one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Families<'a> {
    all: &'a [Family],
    /// Keys with places, ascending.
    order: &'a [(u16, u8)],
}

impl<'a> Families<'a> {
    /// `order` holds keys with places in `all`, ascending.
    pub const fn new(all: &'a [Family], order: &'a [(u16, u8)]) -> Self {
        Self { all, order }
    }

    /// The place of a family.
    pub fn place(self, key: u16) -> Option<u8> {
        let at = self.order.binary_search_by_key(&key, |(key, _)| *key).ok()?;
        self.order.get(at).map(|(_, place)| *place)
    }

    /// A family.
    pub fn get(self, key: u16) -> Option<&'a Family> {
        self.all.get(usize::from(self.place(key)?))
    }
}

/// The bit of [`Family::events`] for what the learned part makes of a message: 0 threat, 1 lure.
pub const fn learned_bit(head: usize) -> u16 {
    if head == 0 { 64 } else { 128 }
}

/// How much a phrase says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Strength {
    /// Not a signal itself: a notion ("your people") that counts together with others.
    Notion,
    /// It cancels hits of its family that it touches.
    Unless,
    /// Half a signal.
    Hint,
    /// A whole one.
    Phrase,
}

impl Strength {
    /// The strength of a number in a pack: as they stand here.
    pub const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0 => Self::Notion,
            1 => Self::Unless,
            2 => Self::Hint,
            3 => Self::Phrase,
            _ => return None,
        })
    }
}

/// Notions that together, in any order within some words, are a signal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Together {
    /// The family, by place.
    pub family: u8,
    /// How much it says.
    pub strength: Strength,
    /// The notions, one bit each.
    pub notions: u64,
    /// All of them must stand within so many tokens.
    pub within: u8,
}
