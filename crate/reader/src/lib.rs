//! A layout snapshot in, who said what out.
//!
//! [`read`] takes what the content script saw of a page and says whether there is a conversation on it, with whom,
//! and who said what. It knows no browser and no site by heart; it must never call a message "mine" without strong
//! evidence.

mod chat;
mod clock;
mod contact;
mod facts;
mod lines;
mod messages;
mod pane;
mod reading;
mod side;
mod snapshot;
mod tree;
mod units;
mod words;

use breakwater_transcript::Row;

pub use reading::{Event, Placement, Problem, Reading};
pub use snapshot::{Field, Look, Node, Rect, Snapshot};

use messages::Message;
use pane::Place;
use tree::Tree;

/// Reads a snapshot. Linear in its size, never fails: what could not be read is named in the answer.
pub fn read(snapshot: &Snapshot) -> Reading {
    let mut reading =
        Reading { reader: "generic".into(), incomplete: snapshot.incomplete.clone(), ..Reading::default() };
    reading.problem = problem(snapshot);
    if reading.problem.is_some() {
        return reading;
    }
    let tree = Tree::new(snapshot);
    for place in pane::places(&tree) {
        if let Some(found) = read_at(&tree, &place) {
            return Reading { incomplete: reading.incomplete, ..found };
        }
    }
    if reading.incomplete.is_some() {
        reading.problem = Some(Problem::TooLarge);
    }
    reading
}

fn problem(snapshot: &Snapshot) -> Option<Problem> {
    if snapshot.version != Snapshot::VERSION {
        return Some(Problem::UnknownVersion);
    }
    (snapshot.incomplete.as_deref() == Some("error")).then_some(Problem::Failed)
}

/// Reads the conversation at one composer, if there is one.
fn read_at(tree: &Tree, place: &Place) -> Option<Reading> {
    let units = units::find(tree, place);
    let contact::Head { mut contact, face } = contact::read(tree, place, &units);
    let mut messages = messages::find(tree, place, units, contact.name.as_deref());
    if messages.is_empty() {
        return None;
    }
    let sides = side::sides(tree, place, &mut messages, contact.name.as_deref(), face.as_deref());
    let score = chat::score(tree, place, &messages, &sides, contact.name.as_deref());
    if score < chat::ENOUGH {
        return None;
    }
    contact.facts = facts::find(tree, place, &messages, &sides, &contact);
    let placement = placement(tree, place, &messages);
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
        placement: Some(placement),
        events: events(tree),
        ..Reading::default()
    })
}

/// What goes on beside what is written.
fn events(tree: &Tree) -> Vec<Event> {
    let mut events = Vec::new();
    if facts::incoming_call(tree) {
        events.push(Event::IncomingCall);
    }
    let live = (0..tree.len()).filter(|&id| {
        let rect = tree.rect(id);
        tree.node(id).tag == "video" && !tree.is_hidden(id) && rect.w >= 80 && rect.h >= 60
    });
    if live.count() >= 2 {
        events.push(Event::TwoVideos);
    }
    events
}

fn placement(tree: &Tree, place: &Place, messages: &[Message]) -> Placement {
    let at_end = tree.node(place.pane).scroll.is_none_or(|[top, height, shown]| {
        // A list turned upside down starts at 0 and counts downwards.
        top < 0 && top > -40 || height - shown - top < 40 || (top == 0 && height <= shown)
    });
    let [width, height] = tree.snapshot.view;
    let view = Rect { x: 0, y: 0, w: width, h: height };
    let pane = tree.rect(place.pane).common(view);
    let boxes = messages.iter().map(|message| message.rect.common(pane));
    let messages = boxes.filter(|shown| shown.w > 0 && shown.h > 0).collect();
    Placement { composer: place.composer, pane, at_end, messages }
}
