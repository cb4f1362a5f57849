//! Cuts a pane into units: the boxes and texts that could each be one message, and the small print around them.

use crate::{
    clock,
    pane::Place,
    snapshot::Rect,
    tree::{Id, Tree},
    words::{self, RECEIPT},
};

/// Something that could be a message.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The node that holds what is said.
    pub root: Id,
    /// Painted or framed, as bubbles are.
    pub bubble: bool,
    /// Where it is drawn: the bubble, else the words themselves.
    pub rect: Rect,
    /// The highest node that holds this unit and no other.
    pub row: Id,
}

/// Small print.
#[derive(Clone, Debug, PartialEq)]
pub enum Note {
    Time,
    Receipt,
    /// Digits, arrows, single signs.
    Mark,
}

/// The smallest picture that counts as sent, in pixels: smaller ones are avatars and icons.
const PICTURE: (i32, i32) = (56, 48);

/// All units of a pane, in the order they stand on the page.
pub fn find(tree: &Tree, place: &Place) -> Vec<Unit> {
    let finder = Finder { tree, pane: tree.rect(place.pane), composer: place.composer_node };
    let mut units = Vec::new();
    for child in tree.speaking(place.pane) {
        units.extend(finder.collect(child));
    }
    rows(tree, place.pane, &mut units);
    units
}

struct Finder<'t, 's> {
    tree: &'t Tree<'s>,
    pane: Rect,
    composer: Id,
}

impl Finder<'_, '_> {
    fn collect(&self, id: Id) -> Vec<Unit> {
        let tree = self.tree;
        if tree.items(id) == 0 || self.is_control(id) || tree.is_inside(self.composer, id) {
            return Vec::new();
        }
        if tree.node(id).text.is_some() {
            return self.unit(id, false).into_iter().collect();
        }
        if tree.is_media(id) && tree.items(id) == 1 {
            return self.picture(id).into_iter().collect();
        }
        if is_avatar(tree, id) {
            return Vec::new();
        }
        let children = tree.speaking(id);
        if self.is_bubble(id) {
            let inner: Vec<Unit> = children.iter().flat_map(|&child| self.collect(child)).collect();
            // A painted box around several bubbles is a list or a card, not a bubble.
            return if inner.iter().filter(|unit| unit.bubble).count() > 1 && !tree.content(id).is_empty() {
                inner
            } else {
                self.unit(id, true).into_iter().collect()
            };
        }
        // Words in a line belong together; a picture among them may be an emoji.
        if children.iter().any(|&child| tree.node(child).text.is_some()) {
            return self.unit(id, false).into_iter().collect();
        }
        children.into_iter().flat_map(|child| self.collect(child)).collect()
    }

    fn unit(&self, id: Id, bubble: bool) -> Option<Unit> {
        let tree = self.tree;
        let rect = if bubble { tree.rect(id).union(tree.content(id)) } else { tree.content(id) };
        // Outside the pane to the left or right is nothing that a person sees.
        if rect.shared_width(&self.pane) * 2 < rect.w.min(self.pane.w) {
            return None;
        }
        let words = tree.words(id);
        if note(&words).is_some() {
            return None;
        }
        Some(Unit { root: id, bubble, rect, row: id })
    }

    fn picture(&self, id: Id) -> Option<Unit> {
        let rect = self.tree.rect(id);
        let big = rect.w >= PICTURE.0 && rect.h >= PICTURE.1;
        (big && !is_avatar(self.tree, id)).then_some(Unit { root: id, bubble: false, rect, row: id })
    }

    fn is_bubble(&self, id: Id) -> bool {
        let tree = self.tree;
        let (look, rect) = (tree.look(id), tree.rect(id));
        if rect.w < 16 || rect.h < 16 || rect.w >= self.pane.w {
            return false;
        }
        let painted = !look.bg.is_empty() && is_painted(tree, id);
        painted || look.border
    }

    /// Buttons and menus around messages say nothing.
    fn is_control(&self, id: Id) -> bool {
        let node = self.tree.node(id);
        matches!(node.tag.as_str(), "button" | "nav" | "form")
            || matches!(
                node.role.as_str(),
                "button" | "toolbar" | "menu" | "menubar" | "navigation" | "tablist" | "tab"
            )
    }
}

/// Whether a node's own background shows against what is behind it.
fn is_painted(tree: &Tree, id: Id) -> bool {
    use crate::tree::Colour;
    let Some(own) = Colour::parse(&tree.look(id).bg) else { return true };
    if own.alpha < 8 {
        return false;
    }
    match tree.paper(tree.parent(id)) {
        Some(paper) if own.alpha > 200 => own.distance(paper) > 2,
        _ => true,
    }
}

/// A small square picture or disc with initials.
pub fn is_avatar(tree: &Tree, id: Id) -> bool {
    let rect = tree.rect(id);
    if rect.is_empty() || rect.w > 72 || rect.h > 72 || rect.w * 4 < rect.h * 3 || rect.h * 4 < rect.w * 3 {
        return false;
    }
    let look = tree.look(id);
    if tree.is_media(id) {
        return rect.w >= 16;
    }
    let words = tree.words(id);
    let round = look.radius as i32 * 3 >= rect.w && (!look.bg.is_empty() || look.border);
    round && rect.w >= 16 && words.chars().count() <= 3 && words.chars().all(char::is_alphabetic)
}

/// What small print a text (already [`words::plain`]) is, if it is nothing more.
pub fn note(text: &str) -> Option<Note> {
    if clock::is_time(text) {
        return Some(Note::Time);
    }
    if words::is_one(text, RECEIPT) {
        return Some(Note::Receipt);
    }
    let sign = |c: char| matches!(c, '✓' | '✔' | '·' | '•' | '…' | '›' | '‹' | '|' | '⋮' | '⋯' | '×');
    (!text.is_empty() && text.chars().all(|c| sign(c) || c.is_whitespace())).then_some(Note::Mark)
}

/// Finds each unit's row: as far up as it is alone.
fn rows(tree: &Tree, pane: Id, units: &mut [Unit]) {
    let mut count = vec![0_u32; tree.len()];
    for unit in units.iter() {
        let mut at = unit.root;
        loop {
            if let Some(number) = count.get_mut(at) {
                *number += 1;
            }
            if at == pane || at == 0 {
                break;
            }
            at = tree.parent(at);
        }
    }
    for unit in units {
        let mut at = unit.root;
        while at != pane && at != 0 {
            let up = tree.parent(at);
            if up == pane || count.get(up).is_none_or(|&number| number > 1) {
                break;
            }
            at = up;
        }
        unit.row = at;
    }
}
