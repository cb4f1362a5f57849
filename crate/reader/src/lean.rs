//! Where each message stands, and where the page says that it puts it: left or right, by edges that messages share.

use std::cmp::Ordering;

use crate::{
    contact,
    messages::Message,
    pane::Place,
    snapshot::Rect,
    tree::{Id, Tree},
};

/// Edges this far apart are one edge, in pixels.
const SAME: i32 = 3;

/// Which side of the screen a message keeps to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Lean {
    Left,
    Right,
    /// As wide as its row, or in the middle.
    Neither,
}

/// Where the page itself puts a message.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Placed {
    No,
    End,
    Left,
    Right,
}

/// Each message's lean. Edges are compared with one another rather than with the middle of the pane, because a
/// narrow pane leaves little room between the sides, and avatars take some of it.
pub fn leans(tree: &Tree, place: &Place, messages: &[Message], placed: &[Placed]) -> Vec<Lean> {
    let band = band(tree, place, messages);
    // What the page places itself and what it leaves where it falls are compared with their like.
    let columns = [false, true].map(|wanted| {
        let alike = || {
            let own =
                messages.iter().zip(placed).filter(move |(_, placed)| (**placed != Placed::No) == wanted);
            own.map(|(message, _)| message)
        };
        (Columns::new(alike(), |rect| rect.x, Rect::right), Columns::new(alike(), Rect::right, |rect| rect.x))
    });
    let room = (band.w / 12).max(20);
    let first: Vec<Lean> = messages
        .iter()
        .zip(placed)
        .map(|(message, placed)| {
            let [free, own] = &columns;
            let (lefts, rights) = if *placed == Placed::No { free } else { own };
            let around = with_face(tree, message, messages);
            let (left, right) = (around.x - band.x, band.right() - around.right());
            // One that fills its row says with its picture where it belongs, and with its edges nothing.
            if message.avatar.is_some() || (left <= room && right <= room) {
                return beside(tree, message);
            }
            let (as_left, as_right) = (lefts.ragged(message.rect.x), rights.ragged(message.rect.right()));
            match as_left.cmp(&as_right) {
                Ordering::Greater if left <= right + 2 * room => Lean::Left,
                Ordering::Less if right <= left + 2 * room => Lean::Right,
                _ if right - left > room => Lean::Left,
                _ if left - right > room => Lean::Right,
                _ => beside(tree, message),
            }
        })
        .collect();
    // One that fills its row goes with those that share an edge with it.
    let with = |lean: Lean, edge: fn(&Rect) -> i32, at: i32| {
        messages.iter().zip(&first).any(|(other, own)| *own == lean && (edge(&other.rect) - at).abs() <= SAME)
    };
    messages
        .iter()
        .zip(&first)
        .map(|(message, &lean)| {
            if lean != Lean::Neither {
                return lean;
            }
            let left = with(Lean::Left, |rect| rect.x, message.rect.x);
            let right = with(Lean::Right, Rect::right, message.rect.right());
            match (left, right) {
                (true, false) => Lean::Left,
                (false, true) => Lean::Right,
                _ => Lean::Neither,
            }
        })
        .collect()
}

/// A message together with the writer's picture, or with the room left for one: only the first or last message of
/// a run has the picture, and the others start where that one does.
fn with_face(tree: &Tree, message: &Message, messages: &[Message]) -> Rect {
    let own = |message: &Message| message.avatar.map(|id| tree.rect(id));
    let like = |edge: fn(&Rect) -> i32| {
        messages
            .iter()
            .filter(move |other| (edge(&other.rect) - edge(&message.rect)).abs() <= SAME)
            .find_map(own)
    };
    if let Some(face) = own(message) {
        return message.rect.union(face);
    }
    let mut around = message.rect;
    if let Some(face) = like(|rect| rect.x).filter(|face| face.right() <= message.rect.x + 8) {
        around = Rect { x: face.x, w: around.right() - face.x, ..around };
    }
    if let Some(face) = like(Rect::right).filter(|face| face.x >= message.rect.right() - 8) {
        around = Rect { w: face.right() - around.x, ..around };
    }
    around
}

/// The side on which the writer's picture stands.
fn beside(tree: &Tree, message: &Message) -> Lean {
    match message.avatar.map(|id| tree.rect(id)) {
        Some(face) if face.right() <= message.rect.x + 8 => Lean::Left,
        Some(face) if face.x >= message.rect.right() - 8 => Lean::Right,
        _ => Lean::Neither,
    }
}

/// Whether the page puts a message at one side while it stands at the other.
pub fn contradicts(placed: Placed, lean: Lean, rtl: bool) -> bool {
    match (placed, lean) {
        (Placed::No, _) | (_, Lean::Neither) => false,
        (Placed::End, lean) => (lean == Lean::Left) != rtl,
        (Placed::Left, lean) => lean == Lean::Right,
        (Placed::Right, lean) => lean == Lean::Left,
    }
}

/// The leans at which pictures of different writers stand: everyone's are on one side, or several people write.
pub fn crowded(tree: &Tree, messages: &[Message], leans: &[Lean]) -> Vec<Lean> {
    let different = |wanted: Lean| {
        let own = messages.iter().zip(leans).filter(move |(_, lean)| **lean == wanted);
        let mut faces = own.filter_map(|(message, _)| contact::face(tree, message.avatar?));
        faces.next().is_some_and(|first| faces.any(|other| other != first))
    };
    [Lean::Left, Lean::Right].into_iter().filter(|&lean| different(lean)).collect()
}

/// Edges that messages have in common. A column is told by the other edge: messages of different lengths that start
/// on one line are set from there, while messages cut off at the greatest width share both edges and tell nothing.
pub struct Columns {
    /// Edge, and how many different other edges go with it; sorted.
    ragged: Vec<(i32, usize)>,
}

impl Columns {
    pub fn new<'m>(
        messages: impl Iterator<Item = &'m Message>,
        edge: fn(&Rect) -> i32,
        other: fn(&Rect) -> i32,
    ) -> Self {
        let mut pairs: Vec<(i32, i32)> =
            messages.map(|message| (edge(&message.rect), other(&message.rect))).collect();
        pairs.sort_unstable();
        let mut ragged: Vec<(i32, usize)> = Vec::new();
        let mut last: Option<(i32, i32)> = None;
        for (edge, other) in pairs {
            match (ragged.last_mut(), last) {
                (Some((known, count)), Some((_, before))) if edge - *known <= SAME => {
                    if (other - before).abs() > 2 * SAME {
                        *count += 1;
                    }
                }
                _ => ragged.push((edge, 1)),
            }
            last = Some((edge, other));
        }
        Self { ragged }
    }

    pub fn ragged(&self, at: i32) -> usize {
        self.ragged
            .iter()
            .filter(|(edge, _)| (0..=SAME).contains(&(at - edge)))
            .map(|(_, count)| *count)
            .max()
            .unwrap_or(1)
    }
}

/// The band of the pane that messages are placed in.
fn band(tree: &Tree, place: &Place, messages: &[Message]) -> Rect {
    let pane = tree.rect(place.pane);
    let mut band = Rect::default();
    for message in messages {
        band = band.union(tree.rect(message.row)).union(message.rect);
    }
    // Rows as wide as the pane say where the middle is; rows that hug their bubbles don't.
    if band.w * 10 >= pane.w * 7 && band.w <= pane.w { band } else { pane }
}

/// Where the page puts a message: itself, or the boxes around it up to its row.
pub fn placed(tree: &Tree, message: &Message, pane: Id) -> Placed {
    let word = |word: &str| match word {
        "end" => Placed::End,
        "left" => Placed::Left,
        "right" => Placed::Right,
        _ => Placed::No,
    };
    let mut found = word(&tree.node(message.root).stands);
    for up in tree.above(message.root).into_iter().take_while(|&up| up != pane).take(6) {
        if found != Placed::No {
            break;
        }
        // Boxes with much more in them than this message place all of it, whoever wrote it.
        if tree.rect(up).h > message.rect.h * 3 + 120 {
            break;
        }
        found = word(&tree.node(up).lays);
        if found == Placed::No {
            found = word(&tree.node(up).stands);
        }
    }
    found
}
