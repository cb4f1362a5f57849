//! Whose message is it.
//!
//! "Mine" is said on strong evidence only: confidence at least [`MINE`]. A message of the contact that is read as
//! mine could hide a lure; a message of mine that is read as unknown accuses no one.

use std::cmp::Ordering;

use breakwater_transcript::Side;

use crate::{
    clock, contact,
    messages::Message,
    pane::Place,
    site,
    snapshot::Rect,
    tree::{Id, Tree},
    words::{self, YOU},
};

/// The least confidence at which a message is called mine.
pub const MINE: f32 = 0.6;

/// Edges this far apart are one edge.
const SAME: i32 = 3;

/// Which side of the screen a message keeps to.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Lean {
    Left,
    Right,
    /// As wide as its row, or in the middle.
    Neither,
}

/// Everything known about one message's writer.
struct Evidence {
    lean: Lean,
    /// Others of other lengths share its edge.
    ragged: bool,
    /// The page itself puts it at the end of the line, or at a side.
    placed: Placed,
    /// Hidden words, labels, names: says who it is.
    told: Option<Side>,
    avatar: bool,
    /// The picture is the one at the head of the conversation.
    familiar: bool,
    receipt: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Placed {
    No,
    End,
    Left,
    Right,
}

/// Side and confidence of each message.
pub fn sides(
    tree: &Tree,
    place: &Place,
    messages: &mut [Message],
    contact: Option<&str>,
    face: Option<&str>,
) -> Vec<(Side, f32)> {
    let placed: Vec<Placed> = messages.iter().map(|message| placed(tree, message, place.pane)).collect();
    let leans = leans(tree, place, messages, &placed);
    for message in messages.iter_mut().filter(|message| message.name.is_none()) {
        message.name = labelled(tree, message);
    }
    carry_names(&mut *messages, &leans);
    let rights = Columns::new(messages.iter(), Rect::right, |rect| rect.x);
    let names = Names::new(&*messages, contact);
    let evidence: Vec<Evidence> = messages
        .iter()
        .zip(leans)
        .zip(placed)
        .map(|((message, lean), placed)| Evidence {
            lean,
            ragged: lean == Lean::Right && rights.ragged(message.rect.right()) > 1,
            placed,
            told: site::side(tree, message.root, place.pane)
                .or_else(|| told(tree, message, &names))
                .or_else(|| names.side(message)),
            avatar: message.avatar.is_some(),
            familiar: face.is_some()
                && message.avatar.and_then(|id| contact::face(tree, id)).as_deref() == face,
            receipt: message.receipt,
        })
        .collect();
    let two_sided =
        evidence.iter().any(|e| e.lean == Lean::Left) && evidence.iter().any(|e| e.lean == Lean::Right);
    let mirrored = mirrored(tree.snapshot.rtl, &evidence);
    let mut sides: Vec<(Side, f32)> = messages
        .iter()
        .zip(&evidence)
        .map(|(message, evidence)| decide(message, evidence, two_sided, mirrored))
        .collect();
    by_colour(tree, messages, &mut sides);
    by_contrast(&evidence, messages, &mut sides);
    for side in &mut sides {
        if side.0 == Side::Me && side.1 < MINE {
            side.0 = Side::Unknown;
        }
    }
    sides
}

/// Where all messages stand on one side, a name counts until the next one.
fn carry_names(messages: &mut [Message], leans: &[Lean]) {
    let Some(&first) = leans.first() else { return };
    if leans.iter().any(|&lean| lean != first) {
        return;
    }
    let mut last = None;
    for message in messages {
        match &message.name {
            Some(name) => last = Some(name.clone()),
            None => message.name.clone_from(&last),
        }
    }
}

fn decide(message: &Message, evidence: &Evidence, two_sided: bool, mirrored: Option<bool>) -> (Side, f32) {
    let seen = match (evidence.lean, mirrored) {
        (Lean::Neither, _) | (_, None) => None,
        (Lean::Right, Some(mirrored)) => Some(if mirrored { Side::Them } else { Side::Me }),
        (Lean::Left, Some(mirrored)) => Some(if mirrored { Side::Me } else { Side::Them }),
    };
    if let Some(told) = evidence.told {
        // What the page says outweighs where it stands; if both agree, nothing is surer.
        return (told, if seen == Some(told) { 0.98 } else { 0.9 });
    }
    let familiar = evidence.familiar;
    let pushed = match evidence.placed {
        Placed::End => true,
        Placed::Right => mirrored == Some(false),
        Placed::Left => mirrored == Some(true),
        Placed::No => false,
    };
    // A name that is neither the contact's nor "you" is someone we cannot place by where it stands alone.
    let named = message.name.is_some();
    match (seen, two_sided) {
        (Some(Side::Me), true)
            if familiar || !(message.bubble || pushed || evidence.ragged || message.text.is_empty()) =>
        {
            (Side::Unknown, 0.4)
        }
        (Some(Side::Me), true) => (Side::Me, 0.9),
        (Some(Side::Them), true) => (Side::Them, if pushed { 0.6 } else { 0.9 }),
        (Some(Side::Me), false) if pushed && !familiar => (Side::Me, if message.bubble { 0.8 } else { 0.7 }),
        (Some(Side::Me), false) if message.bubble && !familiar && !named => (Side::Me, 0.65),
        (Some(Side::Them), false) if familiar => (Side::Them, 0.9),
        (Some(Side::Them), false) if named || pushed => (Side::Unknown, 0.3),
        (Some(Side::Them), false) if message.bubble => (Side::Them, 0.7),
        (Some(Side::Them), false) if evidence.avatar => (Side::Them, 0.6),
        (None, _) if familiar => (Side::Them, 0.8),
        (None, _) if pushed && message.bubble && !named => (Side::Me, 0.62),
        _ => (Side::Unknown, 0.3),
    }
}

/// Each message's lean. Edges are compared with one another rather than with the middle of the pane, because a
/// narrow pane leaves little room between the sides, and avatars take some of it.
fn leans(tree: &Tree, place: &Place, messages: &[Message], placed: &[Placed]) -> Vec<Lean> {
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

/// Edges that messages have in common. A column is told by the other edge: messages of different lengths that start
/// on one line are set from there, while messages cut off at the greatest width share both edges and tell nothing.
struct Columns {
    /// Edge, and how many different other edges go with it; sorted.
    ragged: Vec<(i32, usize)>,
}

impl Columns {
    fn new<'m>(
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

    fn ragged(&self, at: i32) -> usize {
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
fn placed(tree: &Tree, message: &Message, pane: Id) -> Placed {
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

/// Hidden words or labels that name the writer: "You said", "Message from Ada".
fn told(tree: &Tree, message: &Message, names: &Names) -> Option<Side> {
    let mut found = None;
    let said = words::plain(&message.text);
    for id in tree.inside(message.row) {
        let node = tree.node(id);
        let hidden = node.text.as_deref().filter(|_| tree.is_hidden(id));
        for text in [Some(node.label.as_str()), hidden].into_iter().flatten() {
            let text = words::plain(text);
            if text.is_empty() || text == said {
                continue;
            }
            let head = text.split([':', ',', '\n']).next().unwrap_or_default().trim();
            if words::is_one(head, YOU) {
                return Some(Side::Me);
            }
            if names.contact.as_deref().is_some_and(|contact| {
                head == contact
                    || head == format!("{contact} said")
                    || head == format!("message from {contact}")
            }) {
                found = Some(Side::Them);
            }
        }
    }
    found
}

/// The writer's name from a label on the row: "Ada: 12:30", "Ada, 12:30".
fn labelled(tree: &Tree, message: &Message) -> Option<String> {
    tree.inside(message.row).into_iter().find_map(|id| {
        let (name, rest) = tree.node(id).label.split_once([':', ','])?;
        let short = (1..=40).contains(&name.trim().chars().count());
        (short && clock::is_time(&words::plain(rest))).then(|| name.trim().to_owned())
    })
}

/// The names on messages, and which of them are whose.
struct Names {
    contact: Option<String>,
    all: Vec<String>,
}

impl Names {
    fn new(messages: &[Message], contact: Option<&str>) -> Self {
        let mut all: Vec<String> =
            messages.iter().filter_map(|message| message.name.as_deref().map(words::plain)).collect();
        all.sort();
        all.dedup();
        Self { contact: contact.map(words::plain), all }
    }

    fn side(&self, message: &Message) -> Option<Side> {
        let name = words::plain(message.name.as_deref()?);
        if words::is_one(&name, YOU) {
            return Some(Side::Me);
        }
        if self.contact.as_ref() == Some(&name) {
            return Some(Side::Them);
        }
        // Of exactly two names one is the contact's: the other one is mine.
        let known = self.contact.as_ref().is_some_and(|contact| self.all.contains(contact));
        (known && self.all.len() == 2).then_some(Side::Me)
    }
}

/// Whether my messages stand on the left. `None` if nothing tells.
///
/// A page that runs from right to left may mirror its chat or not; its `dir` alone does not say.
fn mirrored(rtl: bool, evidence: &[Evidence]) -> Option<bool> {
    let mut votes = if rtl { 0 } else { -4 };
    let (mut left, mut right) = (Column::default(), Column::default());
    for e in evidence {
        let (way, column) = match e.lean {
            Lean::Left => (1, &mut left),
            Lean::Right => (-1, &mut right),
            Lean::Neither => continue,
        };
        column.all += 1;
        column.placed += u32::from(e.placed != Placed::No);
        column.faces += u32::from(e.avatar);
        votes += match e.told {
            Some(Side::Me) => 3 * way,
            Some(Side::Them) => -3 * way,
            _ if e.familiar => -3 * way,
            _ => 0,
        };
        // The end of the line is on the left where lines run from the right.
        if e.placed == Placed::End && (e.lean == Lean::Left) == rtl {
            votes += way;
        }
        votes += if e.receipt { way } else { 0 };
    }
    // What one side has and the other lacks: a place of its own is mine, a picture is the contact's.
    if left.all > 0 && right.all > 0 {
        votes += match (left.placed > 0, right.placed > 0) {
            (true, false) => 3,
            (false, true) => -3,
            _ => 0,
        };
        votes += match (left.faces > 0, right.faces > 0) {
            (true, false) => -3,
            (false, true) => 3,
            _ => 0,
        };
    }
    match votes {
        1.. => Some(true),
        0 => None,
        _ => Some(false),
    }
}

/// Where the page puts mine at the end of the line, a bubble that it does not put there is the contact's.
fn by_contrast(evidence: &[Evidence], messages: &[Message], sides: &mut [(Side, f32)]) {
    let mine = |(evidence, (side, sure)): (&Evidence, &(Side, f32))| {
        evidence.placed != Placed::No && *side == Side::Me && *sure >= MINE
    };
    if !evidence.iter().zip(sides.iter()).any(mine) {
        return;
    }
    for ((evidence, message), side) in evidence.iter().zip(messages).zip(sides) {
        if side.0 == Side::Unknown
            && evidence.placed == Placed::No
            && message.name.is_none()
            && evidence.lean != Lean::Right
        {
            *side = (Side::Them, 0.65);
        }
    }
}

/// What the messages of one lean have.
#[derive(Default)]
struct Column {
    all: u32,
    placed: u32,
    faces: u32,
}

/// Bubbles as wide as the row: their colour is that of the bubbles we are sure of.
fn by_colour(tree: &Tree, messages: &[Message], sides: &mut [(Side, f32)]) {
    let known: Vec<(&str, Side)> = messages
        .iter()
        .zip(sides.iter())
        .filter(|(message, (side, sure))| message.bubble && *side != Side::Unknown && *sure >= 0.85)
        .map(|(message, (side, _))| (tree.background(message.root), *side))
        .collect();
    for (message, side) in messages.iter().zip(sides) {
        if side.0 != Side::Unknown || !message.bubble {
            continue;
        }
        let own = tree.background(message.root);
        let mut of_colour = known.iter().filter(|(colour, _)| *colour == own).map(|(_, side)| *side);
        if let Some(first) = of_colour.next()
            && of_colour.all(|other| other == first)
        {
            *side = (first, 0.75);
        }
    }
}
