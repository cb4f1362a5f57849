//! A layout snapshot in, who said what out.
//!
//! [`read`] takes what the content script saw of a page and says whether there is a conversation on it, with whom,
//! and who said what. It knows no browser and no site by heart; it must never call a message "mine" without strong
//! evidence.

mod chat;
mod clock;
mod colour;
mod contact;
mod events;
mod facts;
mod kinds;
mod lean;
mod lines;
mod messages;
mod names;
mod pane;
mod portrait;
mod reading;
mod roles;
mod rows;
mod said;
mod side;
mod site;
mod snapshot;
mod tree;
mod units;
mod words;

use breakwater_transcript::Row;

pub use portrait::{Portrait, is_same as is_same_picture};
pub use reading::{Event, Placement, Problem, Reading};
pub use snapshot::{Field, Look, Node, Rect, Snapshot};

use messages::Message;
use pane::Place;
use tree::Tree;

/// The words of this version, for [`learn`]: what reads pages in a browser has them in a file of their own.
#[must_use]
pub fn embedded_words() -> &'static str {
    words::EMBEDDED
}

/// Takes in the words by which pages say what their parts are ([`embedded_words`], or a file of the same). Needed once,
/// before the first [`read`]; false if they are not of this version.
#[must_use]
pub fn learn(words: &str) -> bool {
    words::learn(words)
}

/// Whether [`learn`] was called.
#[must_use]
pub fn ready() -> bool {
    words::ready()
}

/// Reads a snapshot. Linear in its size, never fails: what could not be read is named in the answer.
pub fn read(snapshot: &Snapshot) -> Reading {
    let mut reading =
        Reading { reader: "generic".into(), incomplete: snapshot.incomplete.clone(), ..Reading::default() };
    reading.problem = problem(snapshot);
    if reading.problem.is_some() {
        return reading;
    }
    let generic = Tree::new(snapshot, false);
    let found = read_tree(&generic);
    let own = read_marks(snapshot).filter(|own| site::fits(own, found.as_ref()));
    if let Some(found) = own.or(found) {
        return Reading { incomplete: reading.incomplete, ..found };
    }
    reading.events = events::find(&generic, None);
    if reading.incomplete.is_some() {
        reading.problem = Some(Problem::TooLarge);
    }
    reading
}

/// The conversation at the most likely composer that has one, and whether another stands beside it.
fn read_tree(tree: &Tree) -> Option<Reading> {
    let places = pane::places(tree);
    let mut found =
        places.iter().enumerate().find_map(|(at, place)| Some((at, place, read_at(tree, place)?)));
    if let Some((at, place, reading)) = &mut found {
        let apart = |other: &&Place| {
            !tree.is_inside(other.column, place.column) && !tree.is_inside(place.column, other.column)
        };
        let others = places.iter().skip(*at + 1).filter(apart);
        reading.beside = others.filter_map(|other| read_at(tree, other)).next().is_some();
    }
    found.map(|(.., reading)| reading)
}

/// What the marks of the site's adapter make of it.
fn read_marks(snapshot: &Snapshot) -> Option<Reading> {
    if snapshot.site.is_empty() {
        return None;
    }
    let found = read_tree(&Tree::new(snapshot, true))?;
    Some(Reading { reader: snapshot.site.clone(), ..found })
}

fn problem(snapshot: &Snapshot) -> Option<Problem> {
    if snapshot.version != Snapshot::VERSION {
        return Some(Problem::UnknownVersion);
    }
    (snapshot.incomplete.as_deref() == Some("error") || !words::ready()).then_some(Problem::Failed)
}

/// Reads the conversation at one composer, if there is one.
fn read_at(tree: &Tree, place: &Place) -> Option<Reading> {
    let units = units::find(tree, place);
    let contact::Head { mut contact, face, portrait } = contact::read(tree, place, &units);
    site::name(tree, &mut contact);
    let mut messages = messages::find(tree, place, units, contact.name.as_deref());
    if messages.is_empty() {
        return None;
    }
    // Marks that lead to no row are as good as none.
    if tree.marks && !messages.iter().any(|message| site::row_of(tree, message.root).is_some()) {
        return None;
    }
    let sides = side::sides(tree, place, &mut messages, contact.name.as_deref(), face.as_deref());
    let score = chat::score(tree, place, &messages, &sides, contact.name.as_deref());
    if score < chat::ENOUGH {
        return None;
    }
    contact.facts = facts::find(tree, place, &messages, &sides, &contact);
    let placement = placement(tree, place, &messages);
    let tops = messages.iter().map(|message| f64::from(message.rect.y)).collect();
    let rows = messages.into_iter().zip(sides).map(|(message, (side, confidence))| Row {
        side,
        confidence,
        kind: message.kind,
        text: message.text,
        time: message.time,
    });
    let rows = rows.collect();
    Some(Reading {
        chat: true,
        reader: "generic".into(),
        contact,
        rows,
        tops,
        placement: Some(placement),
        portrait,
        events: events::find(tree, Some(place)),
        ..Reading::default()
    })
}

fn placement(tree: &Tree, place: &Place, messages: &[Message]) -> Placement {
    let at_end = tree.node(place.pane).scroll.is_none_or(|[top, height, shown]| {
        // A list turned upside down starts at 0 and counts downwards.
        top < 0 && top > -40
            || height.saturating_sub(shown).saturating_sub(top) < 40
            || (top == 0 && height <= shown)
    });
    let [width, height] = tree.snapshot.view;
    let view = Rect { x: 0, y: 0, w: width, h: height };
    let pane = tree.rect(place.pane).common(view);
    let boxes = messages.iter().map(|message| message.rect.common(pane));
    let messages = boxes.filter(|shown| shown.w > 0 && shown.h > 0).collect();
    Placement { composer: place.composer, pane, at_end, messages }
}
