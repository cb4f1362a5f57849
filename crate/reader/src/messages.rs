//! The messages of a pane: what was said, joined with the name, time, receipt and picture that stand beside it.

use std::iter::once;

use breakwater_transcript::Kind;

use crate::{
    lines::Line,
    pane::Place,
    roles::{Role, Roles},
    rows, said,
    snapshot::Rect,
    tree::{Id, Tree},
    units::{self, Note, Unit},
    words,
};

/// One message as it stands on the page.
#[derive(Clone, Debug)]
pub struct Message {
    pub root: Id,
    pub bubble: bool,
    pub rect: Rect,
    /// The highest node that holds this message and no other.
    pub row: Id,
    pub text: String,
    pub kind: Kind,
    pub time: Option<String>,
    /// The name the page gives the writer.
    pub name: Option<String>,
    /// Ticks or "read": signs that stand by one's own messages.
    pub receipt: bool,
    /// A picture of the writer beside the message.
    pub avatar: Option<Id>,
}

/// The messages of a pane in the order they are read, top to bottom.
pub fn find(tree: &Tree, place: &Place, units: Vec<Unit>, contact: Option<&str>) -> Vec<Message> {
    let mut units = merge_paragraphs(tree, units);
    units.retain(|unit| unit.sure || !is_notice(tree, place, unit));
    let roles = Roles::new(tree, &units, contact);
    let mut messages = Vec::new();
    let mut pending = Pending::default();
    for (at, unit) in units.iter().enumerate() {
        match roles.role(at) {
            Role::Message => {
                let mut message = said::message(tree, &roles, unit);
                pending.give(&mut message, unit);
                messages.push(message);
            }
            Role::Header { name, time } => pending = Pending { name, time, of: Some(unit.rect) },
            Role::Print => {
                let text = words::plain(&unit_text(unit));
                let note = units::note(&text);
                match note {
                    // Beside a name it belongs to the message below.
                    Some(Note::Time) if pending.of.is_some_and(|of| of.shared_height(&unit.rect) > 0) => {
                        pending.time.get_or_insert(unit_text(unit).trim().to_owned());
                    }
                    Some(Note::Time) => after(&mut messages, unit, |message, text| {
                        message.time.get_or_insert(text);
                    }),
                    Some(_) => after(&mut messages, unit, |message, _| message.receipt = true),
                    None => {}
                }
            }
        }
    }
    rows::join(tree, place.pane, &mut messages);
    // By an i64 as everywhere else: a sort of its own for every kind of thing costs 5 KB of code.
    messages.sort_by_cached_key(|message| i64::from(message.rect.y));
    messages
}

/// A line by the site itself, in the middle of the pane: a day, "you are now connected", a card about the contact.
fn is_notice(tree: &Tree, place: &Place, unit: &Unit) -> bool {
    let pane = tree.rect(place.pane);
    let (left, right) = (unit.rect.x - pane.x, pane.right() - unit.rect.right());
    if (left - right).abs() > 24 {
        return false;
    }
    once(unit.root)
        .chain(tree.above(unit.root))
        .take_while(|&up| up != place.pane)
        .map(|up| tree.node(up).lays.as_str())
        .find(|lays| !lays.is_empty())
        == Some("center")
}

pub fn unit_text(unit: &Unit) -> String {
    unit.lines.iter().map(Line::text).collect::<Vec<_>>().join(" ")
}

/// Gives small print to the message it stands under or beside.
fn after(messages: &mut [Message], unit: &Unit, give: impl Fn(&mut Message, String)) {
    if let Some(last) = messages.last_mut()
        && (unit.rect.y - last.rect.bottom() <= 24)
        && unit.rect.bottom() + 8 >= last.rect.y
    {
        give(last, unit_text(unit).trim().to_owned());
    }
}

/// A name and a time that wait for the message below them.
#[derive(Default)]
struct Pending {
    name: Option<String>,
    time: Option<String>,
    of: Option<Rect>,
}

impl Pending {
    fn give(&mut self, message: &mut Message, unit: &Unit) {
        let Some(of) = self.of else { return };
        let near = unit.rect.y - of.bottom() <= 48 && unit.rect.bottom() >= of.y;
        if near {
            if message.name.is_none() {
                message.name = self.name.take();
            }
            if message.time.is_none() {
                message.time = self.time.take();
            }
        }
        *self = Self::default();
    }
}

/// Paragraphs of one message: text blocks that follow one another inside the same plain box.
fn merge_paragraphs(tree: &Tree, units: Vec<Unit>) -> Vec<Unit> {
    let total = units.len();
    // A box with most of the units in it is the list itself.
    let mut parents: Vec<Id> = units.iter().map(|unit| tree.parent(unit.root)).collect();
    parents.sort_unstable();
    let list = parents
        .chunk_by(|a, b| a == b)
        .find(|run| run.len() * 2 > total)
        .and_then(|run| run.first().copied());
    let mut merged: Vec<Unit> = Vec::new();
    for unit in units {
        let paragraph = |root: Id| {
            matches!(tree.node(root).tag.as_str(), "p" | "pre" | "h1" | "h2" | "h3" | "h4" | "ul" | "ol")
        };
        if let Some(last) = merged.last_mut()
            && !last.bubble
            && !unit.bubble
            && paragraph(last.root.max(unit.root))
            && paragraph(unit.root)
            && tree.parent(last.root) == tree.parent(unit.root)
            && list != Some(tree.parent(unit.root))
            && tree.look(last.root) == tree.look(unit.root)
        {
            last.rect = last.rect.union(unit.rect);
            last.lines.extend(unit.lines);
            continue;
        }
        merged.push(unit);
    }
    merged
}
