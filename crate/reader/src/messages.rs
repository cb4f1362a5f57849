//! Tells messages from their small print, and joins each message with its own: name, time, receipt, avatar.

use std::iter::once;

use breakwater_transcript::Kind;

use crate::{
    kinds,
    lines::{self, Line},
    pane::Place,
    site::{self, Mark},
    snapshot::Rect,
    tree::{Id, Tree},
    units::{self, Note, Unit},
    words::{self, YOU},
};

/// How many units back an answered message is looked for.
const REMEMBERED: usize = 300;

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
    let reader = Reader::new(tree, &units, contact);
    let mut messages = Vec::new();
    let mut pending = Pending::default();
    for (at, unit) in units.iter().enumerate() {
        match reader.role(at) {
            Role::Message => {
                let mut message = reader.message(unit);
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
    let holds = holds(tree, place.pane, &messages);
    for message in &mut messages {
        message.row = row(tree, place.pane, message.root, &holds);
    }
    avatars(tree, place.pane, &mut messages, &holds);
    messages.sort_by_key(|message| message.rect.y);
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

fn unit_text(unit: &Unit) -> String {
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

enum Role {
    Message,
    Header { name: Option<String>, time: Option<String> },
    Print,
}

struct Reader<'t, 's> {
    tree: &'t Tree<'s>,
    units: &'t [Unit],
    contact: Option<String>,
    /// Size of what is said.
    body: u32,
    bubbles: bool,
    /// First lines and leaves that look like names, with how often they occur.
    names: Vec<(String, u32)>,
}

impl<'t, 's> Reader<'t, 's> {
    fn new(tree: &'t Tree<'s>, units: &'t [Unit], contact: Option<&str>) -> Self {
        let bubbles = units.iter().filter(|unit| unit.bubble).count() * 3 >= units.len();
        let mut reader =
            Self { tree, units, contact: contact.map(words::plain), body: 0, bubbles, names: Vec::new() };
        for (at, unit) in units.iter().enumerate() {
            if let Some(name) = reader.head(unit).or_else(|| reader.over_bubble(at)) {
                if let Some((_, count)) = reader.names.iter_mut().find(|(known, _)| *known == name) {
                    *count += 1;
                } else if reader.names.len() < 200 {
                    reader.names.push((name, 1));
                }
            }
        }
        reader.body = reader.body_size();
        reader
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

    fn is_name(&self, name: &str, weight: u32) -> bool {
        self.contact.as_deref() == Some(name)
            || words::is_one(name, YOU)
            || weight >= 600
            || self.names.iter().any(|(known, count)| known == name && *count >= 2)
    }

    fn role(&self, at: usize) -> Role {
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
            && self.is_name(name, look.weight)
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

    /// What a unit says, without its small print.
    fn message(&self, unit: &Unit) -> Message {
        let mut message = Message {
            root: unit.root,
            bubble: unit.bubble,
            rect: unit.rect,
            row: unit.root,
            text: String::new(),
            kind: Kind::Text,
            time: None,
            name: None,
            receipt: false,
            avatar: None,
        };
        let mut lines: Vec<Line> = unit.lines.clone();
        let row = site::row_of(self.tree, unit.root);
        if let Some(row) = row {
            message.name = site::said_in(self.tree, row, Mark::Author);
            message.time = site::said_in(self.tree, row, Mark::Time);
        }
        // Where the site's words are known, names and times stand outside of them.
        let exact = row.is_some_and(|row| !site::outermost(self.tree, row, Mark::Text).is_empty());
        if !exact {
            self.take_name(&mut lines, &mut message);
        }
        let mut kind = None;
        for line in &lines {
            if let Some((_, medium)) = line.media {
                kind.get_or_insert(medium);
                continue;
            }
            let more = lines.len() > 1 || kind.is_some() || unit.sure;
            let text = self.without_notes(line, more && !exact, &mut message);
            if text.trim().is_empty() {
                continue;
            }
            if !message.text.is_empty() {
                message.text.push('\n');
            }
            message.text.push_str(text.trim_matches(' '));
        }
        // "Ada" on its own, then ": hello".
        if message.name.is_some()
            && let Some(rest) = message.text.strip_prefix(": ")
        {
            message.text = rest.to_owned();
        }
        message.text =
            message.text.chars().filter(|&c| !words::is_mark(c)).collect::<String>().trim().to_owned();
        message.kind = kinds::of(self.tree, unit, &mut message.text, kind);
        if message.kind == Kind::Voice && kind.is_none() {
            // How long it is, not when it came.
            message.time = None;
        }
        message
    }

    fn take_name(&self, lines: &mut [Line], message: &mut Message) {
        let count =
            lines.iter().map(|line| line.leaves.len() + usize::from(line.media.is_some())).sum::<usize>();
        let Some(line) = lines.first_mut() else { return };
        let Some(at) = line.leaves.iter().position(|leaf| !leaf.text.trim().is_empty()) else { return };
        if count < 2 {
            return;
        }
        let Some(leaf) = line.leaves.get(at).cloned() else { return };
        let plain = words::plain(&leaf.text);
        let name = plain.trim_end_matches([':', '·', ',', ' ']).trim_end().to_owned();
        let known = self.names.iter().any(|(known, _)| *known == name);
        let own_line = words::plain(&line.text()) == plain;
        if known && (own_line || self.is_name(&name, self.tree.look(leaf.id).weight)) {
            message.name = Some(leaf.text.trim().trim_end_matches(':').trim_end().to_owned());
            line.leaves.drain(..=at);
        }
    }

    /// A line's text without times and receipts. In a line of its own anything that is a note goes; among words only
    /// what is drawn smaller or paler than the words.
    fn without_notes(&self, line: &Line, more: bool, message: &mut Message) -> String {
        let whole = words::plain(&line.text());
        if more && let Some(note) = units::note(&whole) {
            keep_note(note, line.text().trim(), message);
            return String::new();
        }
        let body =
            line.leaves.iter().filter(|leaf| !leaf.text.trim().is_empty()).max_by_key(|leaf| leaf.text.len());
        let look = body.map(|leaf| self.tree.look(leaf.id));
        let mut text = String::new();
        for leaf in &line.leaves {
            let plain = words::plain(&leaf.text);
            let own = self.tree.look(leaf.id);
            let drawn_apart = look.is_some_and(|look| own.size < look.size || own.fg != look.fg);
            if drawn_apart && let Some(note) = units::note(&plain) {
                keep_note(note, leaf.text.trim(), message);
            } else {
                text.push_str(&leaf.text);
            }
        }
        text
    }
}

fn keep_note(note: Note, text: &str, message: &mut Message) {
    match note {
        Note::Time => {
            message.time.get_or_insert_with(|| text.to_owned());
        }
        Note::Receipt | Note::Mark => message.receipt = true,
    }
}

/// `@name`.
fn is_handle(plain: &str) -> bool {
    plain.starts_with('@') && !plain.contains(' ')
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

/// How many messages each node holds.
fn holds(tree: &Tree, pane: Id, messages: &[Message]) -> Vec<u32> {
    let mut count = vec![0_u32; tree.len()];
    for message in messages {
        for at in once(message.root).chain(tree.above(message.root)) {
            if let Some(number) = count.get_mut(at) {
                *number += 1;
            }
            if at == pane {
                break;
            }
        }
    }
    count
}

/// A message's row: as far up as it is alone.
fn row(tree: &Tree, pane: Id, root: Id, holds: &[u32]) -> Id {
    let mut row = root;
    for up in tree.above(root) {
        if up == pane || holds.get(up).is_none_or(|&number| number > 1) {
            break;
        }
        row = up;
    }
    row
}

/// Gives each picture of a writer to the messages it stands for: those in the smallest box around it that has any,
/// and of several only the ones beside it.
fn avatars(tree: &Tree, pane: Id, messages: &mut [Message], holds: &[u32]) {
    let found: Vec<Id> = tree
        .inside(pane)
        .into_iter()
        .filter(|&id| units::is_avatar(tree, id) && !tree.is_hidden(id))
        .collect();
    for id in found {
        let rect = tree.rect(id);
        let Some(holder) =
            tree.above(id).into_iter().find(|&up| holds.get(up).is_some_and(|&number| number > 0))
        else {
            continue;
        };
        let alone = found_in(tree, holder) == 1;
        for message in messages.iter_mut().filter(|message| tree.is_inside(message.root, holder)) {
            let beside = rect.right() <= message.rect.x + 8 || rect.x >= message.rect.right() - 8;
            let level = rect.shared_height(&message.rect) * 2 >= rect.h.min(message.rect.h);
            if beside && (level || (alone && holder != pane)) {
                message.avatar = Some(id);
            }
        }
    }
}

/// How many avatars are inside a box.
fn found_in(tree: &Tree, holder: Id) -> usize {
    tree.inside(holder).into_iter().filter(|&id| units::is_avatar(tree, id)).count()
}
