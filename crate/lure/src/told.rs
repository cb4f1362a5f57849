//! Threats that are not made: told by somebody they happened to, advised about, quoted, or said in fun.

use crate::{
    engine::Engine,
    family::{Role, Strength},
    levels::{self, Context},
    quoted,
    scan::Found,
    state::State,
};

/// Messages after a laugh that are still taken as said in fun.
const JOKE_LASTS: u32 = 2;

/// Messages after "he said that …" in which threats are still somebody else's.
const STORY_LASTS: u32 = 3;

/// What in a message is somebody else's words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    /// Nothing.
    Nothing,
    /// Threats and demands: the story goes on, or it is said in fun.
    Threats,
    /// The whole message tells or advises.
    All,
}

impl Told {
    /// Whether what a family of this role found is taken back.
    pub(crate) fn covers(self, role: Role) -> bool {
        match self {
            Self::Nothing => false,
            Self::Threats => role.is_force() || matches!(role, Role::Hook | Role::Aftermath),
            Self::All => !matches!(role, Role::Approach | Role::Profile | Role::Charm),
        }
    }
}

impl Engine {
    /// Whether threats in this message are told, advised about or joked, not made.
    pub(crate) fn told(&self, state: &mut State, text: &str, found: &[Found], context: &Context<'_>) -> Told {
        let has = |role: Role| {
            found.iter().any(|found| {
                found.strength == Strength::Phrase
                    && self.family(found).is_some_and(|(family, _)| family.role == role)
            })
        };
        let quoting = has(Role::Story) || has(Role::Advice);
        if quoting {
            state.story = state.messages.saturating_add(STORY_LASTS);
        }
        let friends = context.known
            || context.facts.contains(&breakwater_transcript::Fact::LongHistory)
            || state.shared >= 2;
        if has(Role::Joke) {
            state.joke = state.messages.saturating_add(JOKE_LASTS);
        }
        // "Pay me or I tell your mum 😂" is how friends talk; nobody laughs friends out of a recording.
        let serious = || {
            found.iter().any(|found| self.family(found).is_some_and(|(f, _)| f.role == Role::Evidence))
                || state.sent > 0
                || levels::is_grave(self.scanner.by_key(), state)
        };
        let joked = state.joke >= state.messages && state.joke > 0 && (friends || !serious());
        if quoting {
            Told::All
        } else if state.story >= state.messages && state.story > 0 || joked || self.is_quoted(text, found) {
            Told::Threats
        } else {
            Told::Nothing
        }
    }

    /// Whether every threat and demand of a message stands between quotation marks.
    fn is_quoted(&self, text: &str, found: &[Found]) -> bool {
        let is_force = |found: &&Found| self.family(found).is_some_and(|(family, _)| family.role.is_force());
        let mut force = found.iter().filter(is_force).peekable();
        if force.peek().is_none() {
            return false;
        }
        let parts = quoted::parts(text);
        force.all(|found| {
            parts.iter().any(|&(from, to)| from <= found.from && found.from < found.to && found.to <= to)
        })
    }
}
