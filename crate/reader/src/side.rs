//! Whose message is it.
//!
//! "Mine" is said on strong evidence only: confidence at least [`MINE`]. A message of the contact that is read as
//! mine could hide a lure; a message of mine that is read as unknown accuses no one.

use breakwater_transcript::Side;

use crate::{
    contact,
    lean::{self, Columns, Lean, Placed},
    messages::Message,
    names::{self, Names},
    pane::Place,
    site,
    snapshot::Rect,
    tree::Tree,
};

/// The least confidence at which a message is called mine.
pub const MINE: f32 = 0.6;

/// Everything known about one message's writer.
struct Evidence {
    lean: Lean,
    /// Others of other lengths share its edge.
    ragged: bool,
    /// The page itself puts it at the end of the line, or at a side.
    placed: Placed,
    /// Hidden words, labels, names: says who it is.
    told: Option<Side>,
    /// Its name is the one that isn't the contact's, of two.
    other: bool,
    avatar: bool,
    /// The picture is the one at the head of the conversation.
    familiar: bool,
    receipt: bool,
    /// What the page says of its place contradicts where it stands.
    torn: bool,
    /// Where it stands, pictures of different writers do.
    crowded: bool,
}

/// Side and confidence of each message.
pub fn sides(
    tree: &Tree,
    place: &Place,
    messages: &mut [Message],
    contact: Option<&str>,
    face: Option<&str>,
) -> Vec<(Side, f32)> {
    let placed: Vec<Placed> =
        messages.iter().map(|message| lean::placed(tree, message, place.pane)).collect();
    let leans = lean::leans(tree, place, messages, &placed);
    for message in messages.iter_mut().filter(|message| message.name.is_none()) {
        message.name = names::labelled(tree, message);
    }
    names::carry(tree, &mut *messages, contact, &leans, &placed);
    let rights = Columns::new(messages.iter(), Rect::right, |rect| rect.x);
    let names = Names::new(&*messages, contact);
    let crowded = lean::crowded(tree, messages, &leans);
    let evidence: Vec<Evidence> = messages
        .iter()
        .zip(leans)
        .zip(placed)
        .map(|((message, lean), placed)| Evidence {
            lean,
            torn: lean::contradicts(placed, lean, tree.snapshot.rtl),
            crowded: crowded.contains(&lean),
            ragged: lean == Lean::Right && rights.ragged(message.rect.right()) > 1,
            placed,
            told: site::side(tree, message.root, place.pane)
                .or_else(|| names::told(tree, message, &names))
                .or_else(|| names.side(message)),
            other: names.is_other(message),
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
    by_colour(tree, &evidence, messages, &mut sides);
    by_contrast(&evidence, messages, &mut sides);
    for side in &mut sides {
        if side.0 == Side::Me && side.1 < MINE {
            side.0 = Side::Unknown;
        }
    }
    sides
}

fn decide(message: &Message, evidence: &Evidence, two_sided: bool, mirrored: Option<bool>) -> (Side, f32) {
    let seen = match (evidence.lean, mirrored) {
        _ if evidence.torn => None,
        (Lean::Neither, _) | (_, None) => None,
        (Lean::Right, Some(mirrored)) => Some(if mirrored { Side::Them } else { Side::Me }),
        (Lean::Left, Some(mirrored)) => Some(if mirrored { Side::Me } else { Side::Them }),
    };
    // Several people stand on the side of the others in a group, but on mine nobody else does.
    let seen = seen.filter(|&side| !evidence.crowded || two_sided && side == Side::Them);
    if let Some(told) = evidence.told {
        // What the page says outweighs where it stands; if both agree, nothing is surer.
        return (told, if seen == Some(told) { 0.98 } else { 0.9 });
    }
    let familiar = evidence.familiar;
    if evidence.other {
        let theirs = familiar || seen == Some(Side::Them);
        return match seen {
            _ if theirs && two_sided || familiar => (Side::Unknown, 0.4),
            Some(Side::Me) => (Side::Me, 0.98),
            _ => (Side::Me, 0.9),
        };
    }
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
        (Some(Side::Them), true) if pushed && !familiar => (Side::Unknown, 0.4),
        (Some(Side::Them), true) => (Side::Them, 0.9),
        (Some(Side::Me), false) if pushed && !familiar => (Side::Me, if message.bubble { 0.8 } else { 0.7 }),
        (Some(Side::Me), false) if message.bubble && !familiar && !named => (Side::Me, 0.65),
        (Some(Side::Them), false) if familiar => (Side::Them, 0.9),
        (Some(Side::Them), false) if named || pushed => (Side::Unknown, 0.3),
        (Some(Side::Them), false) if message.bubble => (Side::Them, 0.7),
        (Some(Side::Them), false) if evidence.avatar => (Side::Them, 0.6),
        (None, _) if familiar => (Side::Them, 0.8),
        (None, _) if pushed && message.bubble && !named && !evidence.torn && !evidence.crowded => {
            (Side::Me, 0.62)
        }
        _ => (Side::Unknown, 0.3),
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
        column.placed += u32::from(e.placed != Placed::No && !e.torn);
        column.faces += u32::from(e.avatar);
        votes += match e.told {
            Some(Side::Me) => 3 * way,
            Some(Side::Them) => -3 * way,
            _ if e.familiar => -3 * way,
            _ if e.other => 3 * way,
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

/// Bubbles as wide as the row: their colour is that of the bubbles we are sure of. Mine only where the contact's are
/// known to have another one.
fn by_colour(tree: &Tree, evidence: &[Evidence], messages: &[Message], sides: &mut [(Side, f32)]) {
    let known: Vec<(&str, Side)> = messages
        .iter()
        .zip(sides.iter())
        .filter(|(message, (side, sure))| message.bubble && *side != Side::Unknown && *sure >= 0.85)
        .map(|(message, (side, _))| (tree.background(message.root), *side))
        .collect();
    for ((message, evidence), side) in messages.iter().zip(evidence).zip(sides) {
        if side.0 != Side::Unknown
            || !message.bubble
            || evidence.crowded
            || evidence.familiar
            || evidence.other
        {
            continue;
        }
        let own = tree.background(message.root);
        let theirs_differ = known.iter().any(|(colour, side)| *colour != own && *side == Side::Them);
        let mut of_colour = known.iter().filter(|(colour, _)| *colour == own).map(|(_, side)| *side);
        if let Some(first) = of_colour.next()
            && of_colour.all(|other| other == first)
            && (first == Side::Them || theirs_differ)
        {
            *side = (first, 0.75);
        }
    }
}
