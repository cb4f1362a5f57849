//! Tells messages from their small print: which of the units of a pane is said, which is a name over it, which neither.

use crate::{
    lines,
    messages::unit_text,
    snapshot::Look,
    tree::Tree,
    units::{self, Note, Unit},
    words::{self, YOU},
};

/// How many units back an answered message is looked for.
const REMEMBERED: usize = 300;

/// What a unit is.
pub enum Role {
    Message,
    Header { name: Option<String>, time: Option<String> },
    Print,
}

/// Knows what names, texts and small print of one pane look like.
pub struct Roles<'t, 's> {
    tree: &'t Tree<'s>,
    units: &'t [Unit],
    contact: Option<String>,
    /// Size of what is said.
    body: u32,
    bubbles: bool,
    /// First lines and leaves that look like names, with how often they occur.
    pub names: Vec<(String, u32)>,
    /// How the contact's name over a bubble is drawn.
    style: Option<Look>,
}

impl<'t, 's> Roles<'t, 's> {
    pub fn new(tree: &'t Tree<'s>, units: &'t [Unit], contact: Option<&str>) -> Self {
        let bubbles = units.iter().filter(|unit| unit.bubble).count() * 3 >= units.len();
        let mut roles = Self {
            tree,
            units,
            contact: contact.map(words::plain),
            body: 0,
            bubbles,
            names: Vec::new(),
            style: None,
        };
        for (at, unit) in units.iter().enumerate() {
            if let Some(name) = roles.head(unit).or_else(|| roles.over_bubble(at)) {
                if roles.contact.as_ref() == Some(&name) && roles.over_bubble(at).is_some() {
                    roles.style = roles.style_of(unit);
                }
                if let Some((_, count)) = roles.names.iter_mut().find(|(known, _)| *known == name) {
                    *count += 1;
                } else if roles.names.len() < 200 {
                    roles.names.push((name, 1));
                }
            }
        }
        roles.body = roles.body_size();
        roles
    }

    /// The size most of the text in the pane has, small print and names aside.
    fn body_size(&self) -> u32 {
        let mut sizes: Vec<(u32, usize)> = Vec::new();
        for unit in self.units.iter().filter(|unit| unit.bubble || !self.bubbles) {
            for leaf in unit.lines.iter().flat_map(|line| &line.leaves) {
                let plain = words::plain(&leaf.text);
                if units::note(&plain).is_some() || self.names.iter().any(|(name, _)| *name == plain) {
                    continue;
                }
                let size = self.tree.look(leaf.id).size;
                match sizes.iter_mut().find(|(known, _)| *known == size) {
                    Some((_, length)) => *length += plain.len(),
                    None => sizes.push((size, plain.len())),
                }
            }
        }
        sizes.into_iter().max_by_key(|&(size, length)| (length, size)).map_or(0, |(size, _)| size)
    }

    /// What stands first in a unit, if it is short and drawn unlike what follows it, or says it is a name.
    fn head(&self, unit: &Unit) -> Option<String> {
        let leaf = unit.lines.first()?.leaves.iter().find(|leaf| !leaf.text.trim().is_empty())?;
        let plain = words::plain(&leaf.text);
        let bare = plain.trim_end_matches([':', '·', ',', ' ']).trim_end();
        if bare.is_empty()
            || bare.chars().count() > 40
            || bare.split(' ').count() > 5
            || units::note(&plain).is_some()
        {
            return None;
        }
        if self.contact.as_deref() == Some(bare) {
            return Some(bare.to_owned());
        }
        let next = unit
            .lines
            .iter()
            .flat_map(|line| &line.leaves)
            .filter(|other| {
                !other.text.trim().is_empty() && units::note(&words::plain(&other.text)).is_none()
            })
            .find(|other| other.id != leaf.id);
        let look = self.tree.look(leaf.id);
        // Among other words of its line, only a colon makes a bold word a name.
        let line = unit.lines.first()?;
        let apart = plain.ends_with(':')
            || next.is_some_and(|next| next.text.trim_start().starts_with(": ") || next.text.trim() == ":")
            || line.leaves.iter().filter(|other| other.id != leaf.id).all(|other| {
                let other = words::plain(&other.text);
                other.is_empty() || is_handle(&other) || units::note(&other).is_some()
            });
        // "Ada 12:30", then what she says.
        let then = unit.lines.iter().flat_map(|line| &line.leaves).filter(|other| other.id != leaf.id);
        let dated =
            then.map(|other| words::plain(&other.text)).find(|text| !text.is_empty() && !is_handle(text));
        let dated = dated.is_some_and(|text| units::note(&text) == Some(Note::Time));
        let differs = apart
            && next.is_some_and(|next| {
                let next = self.tree.look(next.id);
                dated || next.size != look.size || next.weight < look.weight || next.fg != look.fg
            });
        let alone = next.is_none() && !unit.bubble && (look.weight >= 600 || words::is_one(bare, YOU));
        (differs || alone).then(|| bare.to_owned())
    }

    /// Something short right over a bubble.
    fn over_bubble(&self, at: usize) -> Option<String> {
        let (unit, next) = (self.units.get(at)?, self.units.get(at + 1)?);
        let [line] = unit.lines.as_slice() else { return None };
        let plain = words::plain(&line.text());
        let short = !plain.is_empty() && plain.chars().count() <= 40 && units::note(&plain).is_none();
        (short && !unit.bubble && next.bubble && self.leads(at)).then_some(plain)
    }

    fn style_of(&self, unit: &Unit) -> Option<Look> {
        let leaf = unit.lines.first()?.leaves.iter().find(|leaf| !leaf.text.trim().is_empty())?;
        Some(self.tree.look(leaf.id).clone())
    }

    pub fn is_name(&self, name: &str, weight: u32) -> bool {
        self.contact.as_deref() == Some(name)
            || words::is_one(name, YOU)
            || weight >= 600
            || self.names.iter().any(|(known, count)| known == name && *count >= 2)
    }

    pub fn role(&self, at: usize) -> Role {
        let Some(unit) = self.units.get(at) else { return Role::Print };
        if unit.sure || unit.lines.iter().any(|line| line.media.is_some()) {
            return Role::Message;
        }
        let mut rest = Vec::new();
        let mut time = None;
        let mut said_on = 0;
        for line in &unit.lines {
            let before = rest.len();
            let whole = words::plain(&line.text());
            if is_handle(&whole) || units::note(&whole).is_some_and(|note| note != Note::Time) {
                continue;
            }
            for leaf in line.leaves.iter().filter(|leaf| !leaf.text.trim().is_empty()) {
                let plain = words::plain(&leaf.text);
                match units::note(&plain) {
                    Some(Note::Time) => {
                        time.get_or_insert_with(|| leaf.text.trim().to_owned());
                    }
                    Some(_) => {}
                    None if is_handle(&plain) => {}
                    None => rest.push((leaf, plain)),
                }
            }
            said_on += usize::from(rest.len() > before);
        }
        let Some((first, plain)) = rest.first() else { return Role::Print };
        let look = self.tree.look(first.id);
        let name = plain.trim_end_matches([':', '·', ',', ' ']).trim_end();
        // With words on a line of their own the writer has said something already.
        let short = rest.len() <= 2 && said_on == 1 && name.chars().count() <= 40 && unit.lines.len() <= 2;
        if short
            && !unit.bubble
            && self.leads(at)
            && (self.head(unit).is_some() || self.over_bubble(at).is_some())
            && (self.is_name(name, look.weight) || self.is_styled(at))
        {
            return Role::Header { name: Some(first.text.trim().trim_end_matches(':').to_owned()), time };
        }
        // Something short with a time, over a text that has none of its own.
        let length: usize = rest.iter().map(|(_, plain)| plain.chars().count()).sum();
        if time.is_some()
            && !unit.bubble
            && length <= 40
            && unit.lines.len() == 1
            && self.leads(at)
            && !self.has_time(at + 1)
        {
            return Role::Header { name: Some(first.text.trim().trim_end_matches(':').to_owned()), time };
        }
        // Reactions hang on a message in pills of their own.
        let signs = lines::is_signs(&unit_text(unit));
        if unit.bubble && unit.rect.h <= 34 && signs && look.size < self.body {
            return Role::Print;
        }
        // An earlier message again, small, over the answer to it.
        if !unit.bubble && look.size < self.body && self.leads(at) && self.repeats(at) {
            return Role::Print;
        }
        // In a layout of bubbles, small text outside of them is small print.
        if !unit.bubble && self.bubbles && look.size < self.body {
            return Role::Print;
        }
        Role::Message
    }

    /// Whether it stands over a bubble and is drawn as the contact's name is over theirs.
    fn is_styled(&self, at: usize) -> bool {
        let own = self.units.get(at).and_then(|unit| self.style_of(unit));
        own.is_some() && own == self.style && self.over_bubble(at).is_some()
    }

    /// Whether an earlier unit says the same.
    fn repeats(&self, at: usize) -> bool {
        let said = |unit: &Unit| words::plain(&unit_text(unit));
        let (before, from) = self.units.split_at(at.min(self.units.len()));
        let own = from.first().map(said).unwrap_or_default();
        let own = own.trim_end_matches(['…', '.']);
        own.len() >= 3 && before.iter().rev().take(REMEMBERED).any(|unit| said(unit).contains(own))
    }

    fn has_time(&self, at: usize) -> bool {
        self.units.get(at).is_none_or(|unit| {
            unit.lines
                .iter()
                .flat_map(|line| &line.leaves)
                .any(|leaf| units::note(&words::plain(&leaf.text)) == Some(Note::Time))
        })
    }

    /// Whether the next unit stands right under or beside this one, as a message does under its writer's name.
    fn leads(&self, at: usize) -> bool {
        let (Some(unit), Some(next)) = (self.units.get(at), self.units.get(at + 1)) else { return false };
        let gap = next.rect.y - unit.rect.bottom();
        gap <= 32 && next.rect.bottom() > unit.rect.y && next.rect.y + 4 >= unit.rect.y
    }
}

/// `@name`.
pub fn is_handle(plain: &str) -> bool {
    plain.starts_with('@') && !plain.contains(' ')
}
