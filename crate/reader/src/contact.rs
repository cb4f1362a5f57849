//! Who the other person is: the name at the head of the conversation.

use breakwater_transcript::Contact;

use crate::{
    pane::Place,
    tree::{Id, Tree},
    units::{self, Unit},
    words::{self, PRESENCE},
};

/// Reads name, handle and profile link from what stands above the first unit.
pub fn read(tree: &Tree, place: &Place, units: &[Unit]) -> Contact {
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
        if rect.bottom() > first.max(pane.y) + 8 || rect.shared_width(&pane) * 2 < rect.w {
            continue;
        }
        let plain = words::plain(text);
        let length = plain.chars().count();
        if !(2..=60).contains(&length) || units::note(&plain).is_some() || words::any_in(&plain, PRESENCE) {
            continue;
        }
        if units.iter().any(|unit| tree.is_inside(id, unit.root)) {
            continue;
        }
        let look = tree.look(id);
        let mut score = look.size as i32 * 4 + (look.weight as i32 - 400) / 20;
        if length >= 3 && title.contains(&plain) {
            score += 30;
        }
        if length >= 3 && place.label.contains(&plain) {
            score += 60;
        }
        // Near the pane is the head of this conversation; far above is the site's own.
        score -= ((pane.y.min(first) - rect.bottom()).max(0) / 4).min(80);
        if inside {
            score -= 20;
        }
        if tree.is_inside(id, place.column) {
            score += 20;
        }
        if best.is_none_or(|(most, _)| score > most) {
            best = Some((score, id));
        }
    }
    let mut contact = Contact::default();
    if let Some((_, id)) = best {
        contact.name = tree.node(id).text.as_deref().map(|name| name.trim().to_owned());
        let link = tree.above(id).into_iter().take(4).find(|&up| !tree.node(up).href.is_empty());
        contact.profile = link.map(|link| tree.node(link).href.clone());
    }
    contact
}
