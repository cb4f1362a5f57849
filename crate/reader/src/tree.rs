//! A snapshot as a tree one can ask questions of.
//!
//! Every answer is total: a snapshot with numbers that point nowhere gives empty answers, never a panic.

use crate::{
    colour::Colour,
    site::Mark,
    snapshot::{Look, Node, Rect, Snapshot},
    words,
};

/// Index of a node in its snapshot.
pub type Id = usize;

/// Deeper nodes are taken for children of the last one this deep: no page that a person reads needs more, and what
/// walks the tree may call itself once a level.
const DEEPEST: u32 = 300;

/// Neighbours of an empty painted box that it may lie behind.
const MOST_BESIDE: usize = 6;

/// Text less opaque than this is not to be read, of 255.
const FAINTEST: u8 = 26;
/// Text that differs less from what is behind it, in every channel, is not to be read either, of 255.
const PALEST: u8 = 20;

/// A snapshot with what can be known about each node in one pass.
pub struct Tree<'s> {
    pub snapshot: &'s Snapshot,
    /// Whether the marks of a site's adapter count.
    pub marks: bool,
    facts: Vec<Facts>,
    nowhere: Node,
    plain: Look,
}

#[derive(Clone, Debug, Default)]
struct Facts {
    up: Id,
    depth: u32,
    children: Vec<Id>,
    /// Around everything inside that can be seen.
    content: Rect,
    /// Visible texts and media inside.
    items: u32,
    hidden: bool,
    /// In something that the site's adapter leaves out.
    skipped: bool,
    /// An empty box behind everything inside, which paints the background.
    backing: Option<Id>,
}

impl<'s> Tree<'s> {
    /// Linear in the number of nodes. `marks` says whether those of a site's adapter count.
    pub fn new(snapshot: &'s Snapshot, marks: bool) -> Self {
        let mut facts = vec![Facts::default(); snapshot.nodes.len()];
        for (id, node) in snapshot.nodes.iter().enumerate() {
            let mut up = if (node.up as usize) < id { node.up as Id } else { 0 };
            let mut depth = facts.get(up).map_or(0, |parent| parent.depth + 1);
            if depth > DEEPEST {
                up = facts.get(up).map_or(0, |parent| parent.up);
                depth = DEEPEST;
            }
            let skipped = id > 0 && facts.get(up).is_some_and(|parent| parent.skipped)
                || marks && Mark::Skip.is_in(&node.mark);
            let hidden = node.hidden
                || skipped
                || facts.get(up).is_some_and(|parent| id > 0 && parent.hidden && node.text.is_some());
            if let Some(own) = facts.get_mut(id) {
                own.hidden = hidden;
                own.skipped = skipped;
                own.up = up;
                own.depth = depth;
            }
            if id > 0
                && let Some(parent) = facts.get_mut(up)
            {
                parent.children.push(id);
            }
        }
        let mut tree = Self { snapshot, marks, facts, nowhere: Node::default(), plain: Look::default() };
        tree.find_backings();
        for id in (0..snapshot.nodes.len()).rev() {
            if let Some(own) = tree.facts.get_mut(id) {
                own.children.reverse();
            }
            let own = tree.own_content(id);
            let (mut content, mut items) = (own.unwrap_or_default(), u32::from(own.is_some()));
            for &child in tree.children(id) {
                content = content.union(tree.content(child));
                items += tree.items(child);
            }
            if let Some(facts) = tree.facts.get_mut(id) {
                facts.content = content;
                facts.items = items;
            }
        }
        tree
    }

    /// The box of what can be seen of this node alone.
    fn own_content(&self, id: Id) -> Option<Rect> {
        let node = self.node(id);
        if self.is_hidden(id) {
            return None;
        }
        let seen = match &node.text {
            Some(text) => text.chars().any(|c| !c.is_whitespace() && !words::is_mark(c)) && self.legible(id),
            None => self.is_media(id),
        };
        (seen && !node.rect.is_empty()).then_some(node.rect)
    }

    /// Finds the empty boxes that paint what is behind others. Before anything else: whether a text can be read
    /// depends on it.
    fn find_backings(&mut self) {
        let mut silent = vec![true; self.facts.len()];
        for id in (1..self.facts.len()).rev() {
            let up = self.parent(id);
            let empty = silent.get(id).is_some_and(|&silent| silent)
                && self.node(id).text.is_none()
                && !matches!(self.node(id).tag.as_str(), "img" | "video" | "audio" | "canvas" | "iframe");
            if !empty && let Some(outer) = silent.get_mut(up) {
                *outer = false;
            }
            if !empty || self.is_hidden(id) || self.look(id).bg.is_empty() {
                continue;
            }
            // It lies behind the box it is in, or behind the one beside it that has its place.
            let family = self.children(up).iter().copied().filter(|&other| other != id);
            let owner = if self.fits(id, up, 8) {
                Some(up)
            } else {
                family.take(MOST_BESIDE).find(|&other| self.fits(id, other, 64))
            };
            if let Some(facts) = owner.and_then(|owner| self.facts.get_mut(owner)) {
                facts.backing = Some(id);
            }
        }
    }

    /// Whether two boxes are of one size, give or take a share of it.
    fn fits(&self, id: Id, other: Id, share: i32) -> bool {
        let (own, all) = (self.rect(id), self.rect(other));
        let near = |a: i32, b: i32, size: i32| (a - b).abs() * share <= size;
        near(own.w, all.w, all.w)
            && near(own.h, all.h, all.h)
            && near(own.x, all.x, all.w)
            && near(own.y, all.y, all.h)
    }

    /// What is painted behind a node's content: its own background, or that of an empty box behind it.
    pub fn background(&self, id: Id) -> &str {
        let own = self.look(id).bg.as_str();
        match self.facts.get(id).and_then(|facts| facts.backing) {
            Some(backing) if own.is_empty() => &self.look(backing).bg,
            _ => own,
        }
    }

    /// Whether text can be told from what is behind it.
    fn legible(&self, id: Id) -> bool {
        let Some(ink) = Colour::parse(&self.look(id).fg) else { return true };
        if ink.alpha < FAINTEST {
            return false;
        }
        self.paper(id).is_none_or(|paper| ink.over(paper).distance(paper) > PALEST)
    }

    /// The colour behind a node, where it is one colour.
    pub fn paper(&self, id: Id) -> Option<Colour> {
        let mut at = id;
        loop {
            let look = self.look(at);
            if look.image {
                return None;
            }
            let painted = self.background(at);
            if !painted.is_empty() && self.node(at).text.is_none() {
                let colour = Colour::parse(painted)?;
                return (colour.alpha > 200).then_some(colour);
            }
            if at == 0 {
                // The page paints nothing: white, unless its own text would not show on white.
                let white = Colour { red: 255, green: 255, blue: 255, alpha: 255 };
                return Colour::parse(&look.fg).is_some_and(|ink| ink.distance(white) > 60).then_some(white);
            }
            at = self.parent(at);
        }
    }

    pub fn len(&self) -> usize {
        self.facts.len()
    }

    pub fn node(&self, id: Id) -> &Node {
        self.snapshot.nodes.get(id).unwrap_or(&self.nowhere)
    }

    pub fn look(&self, id: Id) -> &Look {
        let node = self.node(id);
        let look = match node.text {
            Some(_) => node.look.or(self.node(self.parent(id)).look),
            None => node.look,
        };
        look.and_then(|look| self.snapshot.looks.get(look as usize)).unwrap_or(&self.plain)
    }

    pub fn rect(&self, id: Id) -> Rect {
        self.node(id).rect
    }

    pub fn parent(&self, id: Id) -> Id {
        self.facts.get(id).map_or(0, |facts| facts.up)
    }

    /// In the order they stand on the page.
    pub fn children(&self, id: Id) -> &[Id] {
        self.facts.get(id).map_or(&[], |facts| &facts.children)
    }

    /// The box around everything inside that can be seen.
    pub fn content(&self, id: Id) -> Rect {
        self.facts.get(id).map_or(Rect::default(), |facts| facts.content)
    }

    /// How many visible texts and media are inside.
    pub fn items(&self, id: Id) -> u32 {
        self.facts.get(id).map_or(0, |facts| facts.items)
    }

    /// Whether the site's adapter calls a node that.
    pub fn marked(&self, id: Id, mark: Mark) -> bool {
        self.marks && mark.is_in(&self.node(id).mark)
    }

    pub fn is_hidden(&self, id: Id) -> bool {
        self.facts.get(id).is_none_or(|facts| facts.hidden)
    }

    /// A visible text or medium.
    pub fn is_item(&self, id: Id) -> bool {
        self.items(id) > 0 && self.own_content(id).is_some()
    }

    /// A picture, video, sound or drawing of some size.
    pub fn is_media(&self, id: Id) -> bool {
        let node = self.node(id);
        let big = node.rect.w >= 12 && node.rect.h >= 12;
        match node.tag.as_str() {
            "img" => big || (!node.alt.is_empty() && !node.rect.is_empty()),
            "video" | "audio" | "canvas" | "iframe" | "object" | "embed" => big,
            _ => self.look(id).image && big,
        }
    }

    /// The children that hold anything to be seen.
    pub fn speaking(&self, id: Id) -> Vec<Id> {
        self.children(id).iter().copied().filter(|&child| self.items(child) > 0).collect()
    }

    /// The node and everything inside, as it stands on the page.
    pub fn inside(&self, id: Id) -> Vec<Id> {
        let mut found = Vec::new();
        let mut left = vec![id];
        while let Some(at) = left.pop() {
            found.push(at);
            left.extend(self.children(at).iter().rev());
        }
        found
    }

    /// Parents, nearest first.
    pub fn above(&self, id: Id) -> Vec<Id> {
        let mut found = Vec::new();
        let mut at = id;
        while at != 0 && at < self.len() {
            at = self.parent(at);
            found.push(at);
        }
        found
    }

    pub fn is_inside(&self, id: Id, outer: Id) -> bool {
        let mut at = id;
        while at > outer {
            at = self.parent(at);
        }
        at == outer
    }

    /// Everything readable inside, in one line.
    pub fn words(&self, id: Id) -> String {
        let mut out = String::new();
        for at in self.inside(id) {
            if let Some(text) = &self.node(at).text
                && self.is_item(at)
            {
                out.push_str(text);
                out.push(' ');
            }
        }
        words::plain(&out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parent_that_is_not_there_is_the_first_node() {
        let snapshot = Snapshot {
            nodes: vec![
                Node::default(),
                Node { up: 7, ..Node::default() },
                Node { up: 2, ..Node::default() },
            ],
            ..Snapshot::default()
        };
        let tree = Tree::new(&snapshot, false);
        assert_eq!(tree.children(0), [2, 1]);
        assert_eq!(tree.above(2), [0]);
    }

    /// White words on a white page, with an empty blue box somewhere.
    fn painted_behind(words_in: u32, paint_in: u32) -> Snapshot {
        let look = |fg: &str, bg: &str| Look { fg: fg.into(), bg: bg.into(), ..Look::default() };
        let rect = Rect::from([10, 10, 100, 40]);
        let node = |up, look, rect| Node { up, look: Some(look), rect, ..Node::default() };
        let words = Node { text: Some("hello".into()), ..node(words_in, 1, Rect::from([20, 20, 60, 20])) };
        Snapshot {
            looks: vec![
                look("rgb(0, 0, 0)", "rgb(255, 255, 255)"),
                look("rgb(255, 255, 255)", ""),
                look("rgb(0, 0, 0)", "rgb(0, 0, 200)"),
            ],
            nodes: vec![
                node(0, 0, Rect::from([0, 0, 800, 600])),
                node(0, 1, Rect::from([0, 0, 600, 60])),
                node(1, 1, rect),
                words,
                node(paint_in, 2, rect),
            ],
            ..Snapshot::default()
        }
    }

    #[test]
    fn a_box_behind_the_words_paints_them_wherever_it_stands() {
        for paint_in in [2, 1] {
            let snapshot = painted_behind(2, paint_in);
            let tree = Tree::new(&snapshot, false);
            assert_eq!(tree.background(2), "rgb(0, 0, 200)");
            assert!(tree.is_item(3), "white words on blue can be read");
        }
        assert!(!Tree::new(&painted_behind(1, 0), false).is_item(3), "white words on white cannot");
    }
}
