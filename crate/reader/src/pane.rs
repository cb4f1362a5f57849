//! Where the conversation stands: the composer first, then the pane above it.

use crate::{
    site::Mark,
    snapshot::{Field, Rect},
    tree::{Id, Tree},
    words::{self, MESSAGE_FIELD, NOT_MESSAGE_FIELD},
};

/// A composer and the pane that belongs to it.
#[derive(Clone, Debug)]
pub struct Place {
    pub composer: Rect,
    /// How much the composer is like one, about -6 to 8.
    pub likeness: i32,
    /// The composer's label, [`words::plain`].
    pub label: String,
    pub composer_node: Id,
    /// The node that holds the rows.
    pub pane: Id,
    /// The nearest node that holds pane and composer.
    pub column: Id,
    /// Says of itself that it is a log of messages.
    pub log: bool,
    pub scrolls: bool,
}

/// Panes end at most this far above their composer: a list with one row may end high above it.
const GAP: i32 = 720;

/// All composers that have a pane, the most likely first.
pub fn places(tree: &Tree) -> Vec<Place> {
    let mut places: Vec<Place> = tree.snapshot.fields.iter().filter_map(|field| place(tree, field)).collect();
    places.sort_by_cached_key(|place| -(i64::from(place.likeness) << 32 | i64::from(place.composer.y)));
    places
}

fn place(tree: &Tree, field: &Field) -> Option<Place> {
    let node = field.node? as Id;
    if node == 0 || node >= tree.len() {
        return None;
    }
    let likeness = likeness(field, tree);
    if likeness < -4 {
        return None;
    }
    let (pane, column) = marked_pane(tree, node, field.rect).or_else(|| {
        pane_above(tree, node, field.rect).map(|(pane, column)| (inner_scroller(tree, pane), column))
    })?;
    Some(Place {
        composer: field.rect,
        likeness,
        label: words::plain(&field.label),
        composer_node: node,
        pane,
        column,
        log: is_log(tree, pane) || tree.above(pane).iter().take(4).any(|&up| is_log(tree, up)),
        scrolls: tree.node(pane).scroll.is_some(),
    })
}

/// How much a field is like a composer, from its label and form alone.
fn likeness(field: &Field, tree: &Tree) -> i32 {
    let label = words::plain(&field.label);
    let mut score = match (field.tag.as_str(), field.kind.as_str()) {
        ("textarea" | "editable", _) => 3,
        ("input", "" | "text") => 1,
        _ => return -10,
    };
    if words::any_in(&label, NOT_MESSAGE_FIELD) {
        score -= 5;
    }
    if words::any_in(&label, MESSAGE_FIELD) {
        score += 3;
    }
    let [_, height] = tree.snapshot.view;
    if field.rect.y > height / 2 {
        score += 1;
    }
    // A letter is written in a tall field; a message in one that grows.
    score -= match field.rect.h {
        ..=100 => 0,
        101..=240 => 2,
        _ => 5,
    };
    score
}

fn is_log(tree: &Tree, id: Id) -> bool {
    let node = tree.node(id);
    node.role == "log"
}

/// The pane that the site's adapter knows, and what holds it together with the composer.
fn marked_pane(tree: &Tree, composer: Id, at: Rect) -> Option<(Id, Id)> {
    let pane = (0..tree.len())
        .filter(|&id| tree.marked(id, Mark::Pane) && tree.items(id) > 0 && !tree.is_inside(composer, id))
        .max_by_key(|&id| (tree.rect(id).shared_width(&at), tree.items(id)))?;
    let column = tree.above(composer).into_iter().find(|&up| tree.is_inside(pane, up))?;
    Some((pane, column))
}

/// Climbs from the composer until something above it can be a pane.
fn pane_above(tree: &Tree, composer: Id, at: Rect) -> Option<(Id, Id)> {
    let mut best: Option<(i32, Id, Id)> = None;
    let mut path = composer;
    for column in tree.above(composer) {
        for &child in tree.children(column) {
            if child == path || tree.items(child) == 0 {
                continue;
            }
            if let Some(score) = pane_score(tree, child, at)
                && best.is_none_or(|(most, ..)| score > most)
            {
                best = Some((score, child, column));
            }
        }
        if best.is_some_and(|(score, ..)| score >= 400) {
            break;
        }
        path = column;
    }
    best.map(|(_, pane, column)| (pane, column))
}

/// How much a node is like the pane of a composer at `at`, in hundredths.
fn pane_score(tree: &Tree, id: Id, at: Rect) -> Option<i32> {
    let node = tree.node(id);
    let rect = if node.rect.is_empty() { tree.content(id) } else { node.rect };
    let shared = rect.shared_width(&at);
    if shared * 10 < at.w.min(rect.w) * 6 || rect.w * 2 < at.w {
        return None;
    }
    let gap = at.y - rect.bottom();
    if gap > GAP || rect.y >= at.y || rect.bottom() > at.bottom() + 400 {
        return None;
    }
    let mut score = rect.h.min(500) - gap.abs() / 2;
    if node.scroll.is_some() || tree.inside(id).into_iter().any(|inner| tree.node(inner).scroll.is_some()) {
        score += 300;
    }
    if is_log(tree, id) {
        score += 200;
    }
    // A bar is not a pane.
    if rect.h < 90 {
        score -= 150;
    }
    Some(score)
}

/// The scrolling part of a pane, where one holds most of what is to be seen.
fn inner_scroller(tree: &Tree, pane: Id) -> Id {
    if tree.node(pane).scroll.is_some() {
        return pane;
    }
    let width = tree.rect(pane).w;
    tree.inside(pane)
        .into_iter()
        .filter(|&id| tree.node(id).scroll.is_some() && tree.rect(id).w * 10 >= width * 6)
        .filter(|&id| tree.items(id) * 2 >= tree.items(pane))
        .max_by_key(|&id| tree.items(id))
        .unwrap_or(pane)
}
