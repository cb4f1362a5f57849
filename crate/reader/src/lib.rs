//! A layout snapshot in, who said what out.
//!
//! [`read`] takes what the content script saw of a page and says whether there is a conversation on it, with whom,
//! and who said what. It knows no browser and no site by heart; it must never call a message "mine" without strong
//! evidence.

mod clock;
mod contact;
mod pane;
mod reading;
mod side;
mod snapshot;
mod text;
mod tree;
mod units;
mod words;

use breakwater_transcript::{Fact, Row, Side};

pub use reading::{Placement, Problem, Reading};
pub use snapshot::{Field, Look, Node, Rect, Snapshot};

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
    if units.is_empty() || place.likeness < 3 {
        return None;
    }
    let mut contact = contact::read(tree, place, &units);
    let said: Vec<_> = units.iter().map(|unit| text::read(tree, unit)).collect();
    let names: Vec<_> = said.iter().map(|said| said.name.clone()).collect();
    let sides = side::sides(tree, place, &units, &names, contact.name.as_deref());
    let mut rows: Vec<(i32, Row)> = Vec::new();
    for ((unit, said), (side, confidence)) in units.iter().zip(said).zip(sides) {
        rows.push((unit.rect.y, Row { side, confidence, kind: said.kind, text: said.text, time: said.time }));
    }
    rows.sort_by_key(|(y, _)| *y);
    let rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).collect();
    if rows.iter().all(|row| row.side != Side::Me) {
        contact.facts.push(Fact::NothingFromMe);
    }
    contact.facts.sort();
    Some(Reading {
        chat: true,
        reader: "generic".into(),
        contact,
        rows,
        placement: Some(placement(tree, place)),
        ..Reading::default()
    })
}

fn placement(tree: &Tree, place: &Place) -> Placement {
    let at_end = tree.node(place.pane).scroll.is_none_or(|[top, height, shown]| {
        // A list turned upside down starts at 0 and counts downwards.
        top < 0 && top > -40 || height - shown - top < 40 || (top == 0 && height <= shown)
    });
    Placement { composer: place.composer, pane: tree.rect(place.pane), at_end }
}
