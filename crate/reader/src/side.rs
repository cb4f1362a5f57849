//! Whose message is it.
//!
//! "Mine" is said on strong evidence only: confidence at least [`MINE`]. A message that was wrongly read as mine
//! could hide a lure; a message of mine read as unknown accuses no one.

use breakwater_transcript::Side;

use crate::{
    pane::Place,
    snapshot::Rect,
    tree::{Id, Tree},
    units::Unit,
    words::{self, YOU},
};

/// The least confidence at which a message is called mine.
pub const MINE: f32 = 0.6;

/// Side and confidence of each unit.
pub fn sides(
    tree: &Tree,
    place: &Place,
    units: &[Unit],
    names: &[Option<String>],
    contact: Option<&str>,
) -> Vec<(Side, f32)> {
    let area = area(tree, place, units);
    let leans: Vec<Lean> = units.iter().map(|unit| lean(unit.rect, area)).collect();
    let both = leans.contains(&Lean::Left) && leans.contains(&Lean::Right);
    let contact = contact.map(words::plain);
    let mut others: Vec<String> = names.iter().flatten().map(|name| words::plain(name)).collect();
    others.sort();
    others.dedup();

    let mut sides: Vec<(Side, f32)> = units
        .iter()
        .zip(&leans)
        .zip(names)
        .map(|((unit, &lean), name)| {
            if said_by_me(tree, unit.row) {
                return (Side::Me, 0.97);
            }
            if let Some(name) = name {
                let name = words::plain(name);
                if words::is_one(&name, YOU) {
                    return (Side::Me, 0.95);
                }
                if contact.as_deref() == Some(name.as_str()) {
                    return (Side::Them, 0.95);
                }
                if contact.as_ref().is_some_and(|contact| others.contains(contact)) && others.len() == 2 {
                    return (Side::Me, 0.8);
                }
                if !both {
                    return (Side::Unknown, 0.3);
                }
            }
            match (lean, both, unit.bubble) {
                (Lean::Right, true, _) if !tree.snapshot.rtl => (Side::Me, 0.9),
                (Lean::Left, true, _) if !tree.snapshot.rtl => (Side::Them, 0.9),
                (Lean::Right, false, true) if !tree.snapshot.rtl => (Side::Me, 0.7),
                (Lean::Left, false, true) if !tree.snapshot.rtl => (Side::Them, 0.7),
                _ => (Side::Unknown, 0.3),
            }
        })
        .collect();

    by_colour(tree, units, &mut sides);
    for side in &mut sides {
        if side.0 == Side::Me && side.1 < MINE {
            side.0 = Side::Unknown;
        }
    }
    sides
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Lean {
    Left,
    Right,
    Neither,
}

fn lean(rect: Rect, area: Rect) -> Lean {
    let (left, right) = (rect.x - area.x, area.right() - rect.right());
    let least = (area.w / 12).max(16);
    if right - left > least {
        Lean::Left
    } else if left - right > least {
        Lean::Right
    } else {
        Lean::Neither
    }
}

/// The band of the pane that messages are placed in.
fn area(tree: &Tree, place: &Place, units: &[Unit]) -> Rect {
    let pane = tree.rect(place.pane);
    let mut band = Rect::default();
    for unit in units {
        band = band.union(tree.rect(unit.row)).union(unit.rect);
    }
    // Rows as wide as the pane say where the middle is; rows that hug their bubbles don't.
    if band.w * 10 >= pane.w * 7 { band } else { pane }
}

/// Hidden words or labels for screen readers: "You said".
fn said_by_me(tree: &Tree, row: Id) -> bool {
    tree.inside(row).into_iter().any(|id| {
        let node = tree.node(id);
        let hidden = node.text.as_deref().filter(|_| tree.is_hidden(id));
        [Some(node.label.as_str()), hidden].into_iter().flatten().any(|text| {
            let text = words::plain(text);
            let head = text.split([':', ',']).next().unwrap_or_default();
            !head.is_empty() && words::is_one(head, YOU)
        })
    })
}

/// Bubbles as wide as the row: vote by the colours that confident bubbles have.
fn by_colour(tree: &Tree, units: &[Unit], sides: &mut [(Side, f32)]) {
    let colour = |unit: &Unit| tree.look(unit.root).bg.clone();
    let known: Vec<(String, Side)> = units
        .iter()
        .zip(sides.iter())
        .filter(|(unit, (side, sure))| unit.bubble && *side != Side::Unknown && *sure >= 0.85)
        .map(|(unit, (side, _))| (colour(unit), *side))
        .collect();
    for (unit, side) in units.iter().zip(sides) {
        if side.0 != Side::Unknown || !unit.bubble {
            continue;
        }
        let own = colour(unit);
        let mut of_colour = known.iter().filter(|(colour, _)| *colour == own).map(|(_, side)| *side);
        if let Some(first) = of_colour.next()
            && of_colour.all(|other| other == first)
        {
            *side = (first, 0.75);
        }
    }
}
