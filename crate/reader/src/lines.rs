//! A piece of a page as lines of text, the way it is drawn.

use breakwater_transcript::Kind;

use crate::{
    site::Mark,
    tree::{Id, Tree},
    units, words,
};

/// A run of text, or a picture that stands for a character.
#[derive(Clone, Debug)]
pub struct Leaf {
    pub id: Id,
    pub text: String,
}

/// What stands between two ends of a block or line.
#[derive(Clone, Debug, Default)]
pub struct Line {
    pub leaves: Vec<Leaf>,
    /// A picture, video or sound on a line of its own.
    pub media: Option<(Id, Kind)>,
}

impl Line {
    /// The text of all leaves.
    pub fn text(&self) -> String {
        self.leaves.iter().map(|leaf| leaf.text.as_str()).collect()
    }

    /// The first leaf that says something.
    pub fn first(&self) -> Option<Id> {
        self.leaves.iter().find(|leaf| !leaf.text.trim().is_empty()).map(|leaf| leaf.id)
    }

    /// The node of the line's first leaf or medium.
    pub fn anchor(&self) -> Option<Id> {
        self.media.map(|(id, _)| id).or_else(|| self.first())
    }

    fn is_empty(&self) -> bool {
        self.media.is_none() && self.leaves.iter().all(|leaf| leaf.text.trim().is_empty())
    }
}

/// The lines under `root`, without what is hidden, the buttons, and what only repeats, previews
/// or reacts to a message.
pub fn of(tree: &Tree, root: Id) -> Vec<Line> {
    let mut cutter = Cutter { tree, root, lines: Vec::new(), open: false };
    cutter.cut(root);
    cutter.lines.retain(|line| !line.is_empty());
    let asides = asides(tree, root, &cutter.lines);
    let mut at = 0..;
    cutter.lines.retain(|_| at.next().is_none_or(|at| !asides.contains(&at)));
    cutter.lines
}

/// Numbers of the lines that repeat another message, preview a link or react: in a box of their own, with words
/// outside it.
fn asides(tree: &Tree, root: Id, lines: &[Line]) -> Vec<usize> {
    let boxed = |line: &Line| {
        let anchor = line.anchor()?;
        tree.above(anchor)
            .into_iter()
            .take_while(|&up| up != root)
            .filter(|&up| {
                let (node, look) = (tree.node(up), tree.look(up));
                node.tag == "blockquote"
                    || look.bar
                    || (!node.inline && (units::is_painted(tree, up) || look.border))
            })
            .last()
    };
    let boxes: Vec<Option<Id>> =
        lines.iter().map(|line| boxed(line).or_else(|| reaction(tree, root, line))).collect();
    if boxes.iter().all(Option::is_some) {
        return Vec::new();
    }
    let bare = lines.iter().zip(&boxes).any(|(line, boxed)| {
        boxed.is_none() && (line.media.is_some() || units::note(&words::plain(&line.text())).is_none())
    });
    if !bare {
        return Vec::new();
    }
    boxes.iter().enumerate().filter(|(_, boxed)| boxed.is_some()).map(|(at, _)| at).collect()
}

/// The pill around a reaction: "❤️ 2".
fn reaction(tree: &Tree, root: Id, line: &Line) -> Option<Id> {
    if !is_signs(&line.text()) {
        return None;
    }
    tree.above(line.anchor()?)
        .into_iter()
        .take_while(|&up| up != root)
        .find(|&up| tree.rect(up).h <= 34 && (units::is_painted(tree, up) || tree.look(up).border))
}

/// Emoji and digits only.
pub fn is_signs(text: &str) -> bool {
    text.chars().all(|c| !c.is_alphabetic()) && !text.is_ascii()
}

struct Cutter<'t, 's> {
    tree: &'t Tree<'s>,
    root: Id,
    lines: Vec<Line>,
    open: bool,
}

impl Cutter<'_, '_> {
    fn add(&mut self, id: Id, text: &str) {
        if !self.open {
            self.lines.push(Line::default());
            self.open = true;
        }
        if let Some(line) = self.lines.last_mut() {
            line.leaves.push(Leaf { id, text: text.to_owned() });
        }
    }

    fn cut(&mut self, id: Id) {
        let tree = self.tree;
        let node = tree.node(id);
        let aside = tree.marked(id, Mark::Time) || tree.marked(id, Mark::Author);
        if aside || id != self.root && units::is_control(tree, id) {
            return;
        }
        if let Some(text) = &node.text {
            let blank = text.trim().is_empty();
            self.open &= node.inline;
            if (blank && self.open && !tree.is_hidden(id)) || tree.is_item(id) {
                self.add(id, text);
            }
            self.open &= node.inline;
            return;
        }
        if node.tag == "br" {
            if self.open {
                self.add(id, "\n");
            }
            return;
        }
        if tree.is_media(id) && !tree.is_hidden(id) && self.medium(id) {
            return;
        }
        if !node.inline {
            self.open = false;
        }
        for &child in tree.children(id) {
            self.cut(child);
        }
        if !node.inline {
            self.open = false;
        }
    }

    /// Takes a picture in; true if there is nothing more to see in it.
    fn medium(&mut self, id: Id) -> bool {
        let tree = self.tree;
        let node = tree.node(id);
        let small = node.rect.w < 48 && node.rect.h < 48;
        if node.tag == "img" && small {
            // Emoji are often pictures; the alternative text is the character. Avatars have names instead.
            if !node.alt.is_ascii() && node.alt.chars().count() <= 12 {
                self.add(id, &node.alt);
            }
            return true;
        }
        let kind = match node.tag.as_str() {
            "video" => Kind::Video,
            "audio" => Kind::Voice,
            "img" if node.rect.w >= units::PICTURE.0 && node.rect.h >= units::PICTURE.1 => Kind::Image,
            "img" => return true,
            "canvas" | "object" | "embed" | "iframe" => return true,
            _ if tree.look(id).image && node.rect.w >= 80 && node.rect.h >= 80 => Kind::Image,
            _ => return false,
        };
        if !units::is_avatar(tree, id) {
            self.lines.push(Line { leaves: Vec::new(), media: Some((id, kind)) });
        }
        self.open = false;
        node.tag == "img"
    }
}
