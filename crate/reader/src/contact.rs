//! Who the other person is: the name at the head of the conversation.

use std::iter::once;

use breakwater_transcript::Contact;

use crate::{
    pane::Place,
    portrait::{self, Portrait},
    snapshot::Rect,
    tree::{Id, Tree},
    units::{self, Unit},
    words::{self, PRESENCE},
};

/// What stands further above the pane than this many pixels is not its head.
const FAR: i32 = 200;

/// The contact, and the picture beside the name: the digest of its address, and the mark of what it shows.
pub struct Head {
    pub contact: Contact,
    pub face: Option<String>,
    pub portrait: Option<Portrait>,
}

/// Reads name, handle and profile link from what stands above the first unit.
pub fn read(tree: &Tree, place: &Place, units: &[Unit]) -> Head {
    let title = words::plain(&tree.snapshot.title);
    let pane = tree.rect(place.pane);
    let first = units.iter().map(|unit| unit.rect.y).min().unwrap_or(pane.bottom());
    let mut best: Option<(i32, Id)> = None;
    for id in 0..tree.len() {
        let Some(text) = &tree.node(id).text else { continue };
        if !tree.is_item(id) {
            continue;
        }
        let rect = tree.rect(id);
        let inside = tree.is_inside(id, place.pane);
        // A head that lies over the rows: it stays while the page scrolls, or leaves room under it.
        let pinned = once(id)
            .chain(tree.above(id))
            .take_while(|&up| !tree.is_inside(place.pane, up))
            .any(|up| tree.node(up).fixed);
        let above = pane.y - rect.bottom();
        let over = !inside && rect.y < pane.y + 120;
        let low = if pinned || over { place.composer.y } else { first.max(pane.y) + 8 };
        let in_place = rect.bottom() <= low;
        if above > FAR || !in_place || rect.shared_width(&pane) * 2 < rect.w {
            continue;
        }
        let plain = words::plain(text);
        let length = plain.chars().count();
        if !(2..=60).contains(&length) || units::note(&plain).is_some() || words::any_in(&plain, PRESENCE) {
            continue;
        }
        // Inside the pane only what is no message can be a head.
        if inside && units.iter().any(|unit| tree.is_inside(id, unit.root)) {
            continue;
        }
        let look = tree.look(id);
        let mut score = look.size.min(24) as i32 * 4 + (look.weight.min(1000) as i32 - 400) / 20;
        if length >= 3 && title.contains(&plain) {
            score += 30;
        }
        if length >= 3 && place.label.contains(&plain) {
            score += 60;
        }
        // Near the pane is the head of this conversation; far above is the site's own.
        score -= (above.max(0) / 4).min(80);
        if inside {
            score -= 20;
        }
        let apart = tree.above(place.column).into_iter().position(|up| tree.is_inside(id, up));
        score += match apart {
            _ if tree.is_inside(id, place.column) => 60,
            Some(levels) => 30 - 10 * levels.min(9) as i32,
            None => -60,
        };
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, id));
        }
    }
    let mut head = Head { contact: Contact::default(), face: None, portrait: None };
    if let Some((_, id)) = best {
        head.contact.name = tree.node(id).text.as_deref().map(|name| name.trim().to_owned());
        let link = tree.above(id).into_iter().take(4).find(|&up| !tree.node(up).href.is_empty());
        head.contact.profile = link.map(|link| tree.node(link).href.clone());
        let avatar = avatar_beside(tree, id);
        head.face = avatar.and_then(|avatar| face(tree, avatar));
        head.portrait = avatar.and_then(|avatar| {
            tree.inside(avatar).into_iter().find_map(|id| portrait::of(&tree.node(id).tones))
        });
        head.contact.handle = handle_beside(tree, id).or_else(|| handle_in(head.contact.profile.as_deref()?));
    }
    head
}

/// `@name` in small print by the name.
fn handle_beside(tree: &Tree, name: Id) -> Option<String> {
    let at = tree.rect(name);
    let near = |rect: Rect| (rect.y - at.bottom()).abs() <= 24 || rect.shared_height(&at) > 0;
    (0..tree.len())
        .filter(|&id| tree.is_item(id) && near(tree.rect(id)) && (tree.rect(id).x - at.x).abs() < 240)
        .filter_map(|id| tree.node(id).text.as_deref())
        .map(str::trim)
        .find(|text| {
            text.starts_with('@') && (3..=60).contains(&text.len()) && !text.contains(char::is_whitespace)
        })
        .map(|text| text.trim_start_matches('@').to_owned())
}

/// The last part of a profile's address, where it can be a handle: `/name`, `/people/name`, `/@name`.
fn handle_in(address: &str) -> Option<String> {
    let path = address.split(['?', '&']).next()?;
    let last = path.trim_end_matches('/').rsplit('/').next()?.trim_start_matches(['@', '#']);
    let fits = (2..=40).contains(&last.len())
        && last.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'));
    fits.then(|| last.to_owned())
}

/// The small picture beside a name.
fn avatar_beside(tree: &Tree, name: Id) -> Option<Id> {
    let at = tree.rect(name);
    (0..tree.len())
        .filter(|&id| units::is_avatar(tree, id) && tree.items(id) > 0)
        .filter(|&id| {
            let rect = tree.rect(id);
            let gap = (at.x - rect.right()).max(rect.x - at.right());
            gap < 40 && rect.y < at.bottom() + 16 && rect.bottom() + 16 > at.y
        })
        .min_by_key(|&id| (at.x - tree.rect(id).right()).abs())
}

/// Tells avatars apart: the digest of the picture, else the initials.
pub fn face(tree: &Tree, avatar: Id) -> Option<String> {
    let picture =
        tree.inside(avatar).into_iter().map(|id| &tree.node(id).src).find(|src| !src.is_empty()).cloned();
    picture.or_else(|| Some(tree.words(avatar)).filter(|initials| !initials.is_empty()))
}
