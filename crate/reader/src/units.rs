//! Cuts a pane into units: the boxes and texts that could each be one message, or a part of its small print.

use std::iter::once;

use crate::{
    clock,
    colour::Colour,
    kinds,
    lines::{self, Line},
    pane::Place,
    site::{self, Mark},
    snapshot::Rect,
    tree::{Id, Tree},
    words::{self, RECEIPT},
};

/// Something that could be a message, a name, a time.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The node that holds what is said.
    pub root: Id,
    /// Painted or framed, as bubbles are.
    pub bubble: bool,
    /// Where it is drawn: the bubble, else the words themselves.
    pub rect: Rect,
    /// What it says.
    pub lines: Vec<Line>,
    /// The site's adapter says that it is a message, or it can be nothing else.
    pub sure: bool,
}

/// Small print.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Note {
    Time,
    Receipt,
    /// Ticks, dots and other single signs.
    Mark,
}

/// The smallest picture that counts as sent, in pixels: smaller ones are avatars and icons.
pub const PICTURE: (i32, i32) = (56, 48);

/// A scroll bar is at most this wide, in pixels.
const SCROLL_BAR: i32 = 20;
/// Name, time, receipt, words and a link preview: one message has no more texts and pictures than this.
const MOST_IN_BUBBLE: u32 = 6;

/// All units of a pane, in the order they stand on the page.
pub fn find(tree: &Tree, place: &Place) -> Vec<Unit> {
    let finder =
        Finder { tree, pane: tree.rect(place.pane), pane_node: place.pane, composer: place.composer_node };
    let mut units = Vec::new();
    if tree.children(place.pane).iter().any(|&child| tree.node(child).inline && tree.is_item(child)) {
        return units;
    }
    let rows = site::rows(tree, place.pane);
    for &row in &rows {
        finder.collect_row(row, &mut units);
    }
    if rows.is_empty() {
        for child in tree.speaking(place.pane) {
            finder.collect(child, &mut units);
        }
    }
    units
}

struct Finder<'t, 's> {
    tree: &'t Tree<'s>,
    pane: Rect,
    pane_node: Id,
    composer: Id,
}

impl Finder<'_, '_> {
    /// The messages of a row that the site's adapter points at. Where it knows the words, nothing else was said.
    fn collect_row(&self, row: Id, units: &mut Vec<Unit>) {
        let tree = self.tree;
        let mut found = Vec::new();
        self.collect(row, &mut found);
        let texts = site::outermost(tree, row, Mark::Text);
        if !texts.is_empty() {
            found.retain(|unit| unit.lines.iter().any(|line| line.media.is_some()));
        }
        for text in texts {
            let lines = lines::of(tree, text);
            match found.iter_mut().find(|unit| tree.is_inside(text, unit.root)) {
                Some(unit) => {
                    unit.lines.retain(|line| line.media.is_some());
                    unit.lines.extend(lines);
                }
                None => {
                    let bubble = once(text)
                        .chain(tree.above(text))
                        .take_while(|&up| tree.is_inside(up, row))
                        .find(|&up| self.is_bubble(up));
                    let root = bubble.unwrap_or(text);
                    let rect = if bubble.is_some() { tree.rect(root) } else { tree.content(text) };
                    found.push(Unit { root, bubble: bubble.is_some(), rect, lines, sure: true });
                }
            }
        }
        for unit in &mut found {
            unit.sure |= unit.lines.iter().any(|line| line.media.is_some());
        }
        units.append(&mut found);
    }

    fn collect(&self, id: Id, units: &mut Vec<Unit>) {
        let tree = self.tree;
        if tree.items(id) == 0
            || is_control(tree, id)
            || is_avatar(tree, id)
            || tree.is_inside(self.composer, id)
        {
            return;
        }
        if tree.is_media(id) && tree.items(id) == 1 {
            let rect = tree.rect(id);
            if rect.w >= PICTURE.0 && rect.h >= PICTURE.1 {
                self.push(id, false, units);
            }
            return;
        }
        if self.is_quote(id) {
            return;
        }
        let children = tree.speaking(id);
        if self.is_bubble(id) {
            let mut inner = Vec::new();
            for &child in &children {
                self.collect(child, &mut inner);
            }
            // A painted box around several bubbles is a list or a card, not a bubble.
            if inner.iter().filter(|unit| unit.bubble && unit.rect.h > 24).count() > 1 {
                units.append(&mut inner);
            } else {
                self.push(id, true, units);
            }
            return;
        }
        // Words in a line belong together, and a picture among them is an emoji.
        let flows = |&child: &Id| tree.node(child).inline && !self.holds_bubble(child);
        // Over a bubble a line holds its writer and its time.
        let over = || children.iter().any(|&child| !tree.node(child).inline && self.holds_bubble(child));
        if tree.node(id).text.is_some() || (children.iter().any(flows) && !over()) {
            self.push(id, false, units);
            return;
        }
        for child in children {
            self.collect(child, units);
        }
    }

    fn push(&self, id: Id, bubble: bool, units: &mut Vec<Unit>) {
        let tree = self.tree;
        let rect = if bubble { tree.rect(id) } else { tree.content(id) };
        // Outside the pane to the left or right is nothing that a person sees.
        if rect.shared_width(&self.pane) * 2 < rect.w.min(self.pane.w) {
            return;
        }
        let lines = lines::of(tree, id);
        let sure = kinds::is_voice(tree, id, &lines);
        if sure || !lines.is_empty() {
            units.push(Unit { root: id, bubble, rect, lines, sure });
        }
    }

    /// A barred box over words: an earlier message that is answered. A bar on the message itself has no words after it.
    fn is_quote(&self, id: Id) -> bool {
        let tree = self.tree;
        if !tree.look(id).bar && tree.node(id).tag != "blockquote" {
            return false;
        }
        let after = tree.children(tree.parent(id)).iter().skip_while(|&&sibling| sibling != id).skip(1);
        after.copied().any(|sibling| {
            let words = tree.words(sibling);
            tree.rect(sibling).y + 4 >= tree.rect(id).bottom() && !words.is_empty() && note(&words).is_none()
        })
    }

    fn holds_bubble(&self, id: Id) -> bool {
        self.tree.inside(id).into_iter().any(|inner| self.is_bubble(inner))
    }

    /// A box with most of what is in the pane, and as wide as it but for a scroll bar, holds the messages and is none.
    fn is_list(&self, id: Id) -> bool {
        let (own, all) = (self.tree.items(id), self.tree.items(self.pane_node));
        own > MOST_IN_BUBBLE && own * 2 > all && self.tree.rect(id).w + SCROLL_BAR >= self.pane.w
    }

    fn is_bubble(&self, id: Id) -> bool {
        let tree = self.tree;
        let (look, rect) = (tree.look(id), tree.rect(id));
        if tree.node(id).text.is_some() || rect.w < 16 || rect.h < 16 || rect.w >= self.pane.w {
            return false;
        }
        if is_avatar(tree, id) || self.is_list(id) {
            return false;
        }
        look.border || is_painted(tree, id)
    }
}

/// Buttons and menus around messages say nothing, but for a picture that was sent and opens large.
pub fn is_control(tree: &Tree, id: Id) -> bool {
    let node = tree.node(id);
    let button = node.tag == "button" || node.role == "button";
    let control = button
        || matches!(node.tag.as_str(), "nav" | "form" | "select")
        || matches!(
            node.role.as_str(),
            "toolbar" | "menu" | "menubar" | "navigation" | "tablist" | "tab" | "tooltip"
        );
    control && !(button && holds_picture(tree, id))
}

/// Whether there is nothing in a box but a picture large enough to have been sent.
fn holds_picture(tree: &Tree, id: Id) -> bool {
    tree.items(id) == 1
        && tree.inside(id).into_iter().any(|inner| {
            let rect = tree.rect(inner);
            tree.is_media(inner) && rect.w >= PICTURE.0 && rect.h >= PICTURE.1
        })
}

/// Whether a node's own background shows against what is behind it.
pub fn is_painted(tree: &Tree, id: Id) -> bool {
    let painted = tree.background(id);
    if painted.is_empty() {
        return false;
    }
    let Some(own) = Colour::parse(painted) else { return true };
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
    if rect.w < 16 || rect.w > 72 || rect.h > 72 || rect.w * 4 < rect.h * 3 || rect.h * 4 < rect.w * 3 {
        return false;
    }
    let node = tree.node(id);
    if tree.is_media(id) {
        // An emoji among words is a picture too; its alternative text is the character itself.
        return rect.w >= 24 || node.alt.is_ascii();
    }
    // Initials, on a disc or over a picture. A bubble around "OK" is not an exact square.
    if tree.items(id) > 3 || rect.w < 20 || (rect.w - rect.h).abs() > 2 {
        return false;
    }
    let words = tree.words(id);
    let initials = words.chars().count() <= 3 && words.chars().all(char::is_alphabetic);
    let filling: Vec<Id> =
        tree.inside(id).into_iter().take(12).filter(|&inner| tree.rect(inner).w + 4 >= rect.w).collect();
    let round = filling.iter().any(|&inner| i64::from(tree.look(inner).radius) * 5 >= i64::from(rect.w) * 2);
    let painted = filling.iter().any(|&inner| tree.look(inner).border || !tree.background(inner).is_empty());
    let picture = filling.iter().any(|&inner| tree.is_media(inner));
    initials && (picture || (round && painted))
}

/// What small print a text (already [`words::plain`]) is, if it is nothing more.
pub fn note(text: &str) -> Option<Note> {
    let sign = |c: char| {
        c.is_whitespace()
            || matches!(c, '✓' | '✔' | '☑' | '·' | '•' | '›' | '‹' | '|' | '⋮' | '⋯' | '×' | '-' | '–' | '—')
    };
    let bare = text.trim_matches(sign);
    if bare.is_empty() {
        return (!text.is_empty()).then_some(Note::Mark);
    }
    let receipt = |text: &str| words::is_one(text, RECEIPT);
    if clock::is_time(bare) {
        return Some(Note::Time);
    }
    if receipt(bare) {
        return Some(Note::Receipt);
    }
    // "Read 12:30", "12:30 · Seen".
    let (first, rest) = bare.split_once(' ')?;
    let (most, last) = bare.rsplit_once(' ')?;
    let both = (receipt(first) && clock::is_time(rest.trim_matches(sign)))
        || (receipt(last) && clock::is_time(most.trim_matches(sign)));
    both.then_some(Note::Receipt)
}
