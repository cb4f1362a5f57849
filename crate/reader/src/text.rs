//! What a unit says, without its small print.

use breakwater_transcript::Kind;

use crate::{
    tree::{Id, Tree},
    units::{self, Note, Unit},
    words,
};

/// A unit's words, kind and small print.
#[derive(Clone, Debug, Default)]
pub struct Said {
    pub text: String,
    pub kind: Kind,
    pub time: Option<String>,
    pub name: Option<String>,
}

/// Reads one unit.
pub fn read(tree: &Tree, unit: &Unit) -> Said {
    let mut said = Said { kind: Kind::Text, ..Said::default() };
    let mut picture = None;
    let mut last: Option<Id> = None;
    let lines = blocks(tree, unit.root);
    let single = lines.len() == 1;
    for (at, line) in lines.iter().enumerate() {
        let plain = words::plain(&line.text);
        if !single && let Some(note) = units::note(&plain) {
            if note == Note::Time {
                said.time.get_or_insert_with(|| line.text.trim().to_owned());
            }
            continue;
        }
        if !single && at == 0 && is_name(tree, line, &lines) {
            said.name = Some(line.text.trim().to_owned());
            continue;
        }
        if let Some(kind) = line.media {
            picture.get_or_insert(kind);
            continue;
        }
        if last.is_some() {
            said.text.push('\n');
        }
        said.text.push_str(line.text.trim_matches([' ', '\n']));
        last = Some(line.first);
    }
    said.text = said.text.chars().filter(|&c| !words::is_mark(c)).collect::<String>().trim().to_owned();
    if let Some(kind) = picture
        && said.text.is_empty()
    {
        said.kind = kind;
    }
    said
}

struct Line {
    first: Id,
    text: String,
    media: Option<Kind>,
}

/// A name on top of a message: short, and drawn unlike what follows.
fn is_name(tree: &Tree, line: &Line, all: &[Line]) -> bool {
    let next = all.get(1).map(|next| tree.look(next.first));
    let look = tree.look(line.first);
    let short = line.text.trim().chars().count() <= 40 && line.text.split_whitespace().count() <= 5;
    let other =
        next.is_some_and(|next| next.size != look.size || next.weight < look.weight || next.fg != look.fg);
    line.media.is_none() && short && other
}

/// The unit cut at the ends of blocks and at line breaks.
fn blocks(tree: &Tree, root: Id) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    let mut open = false;
    cut(tree, root, root, &mut lines, &mut open);
    lines.retain(|line| line.media.is_some() || !line.text.trim().is_empty());
    lines
}

fn cut(tree: &Tree, id: Id, root: Id, lines: &mut Vec<Line>, open: &mut bool) {
    let node = tree.node(id);
    let add = |text: &str, open: &mut bool, lines: &mut Vec<Line>| {
        match lines.last_mut() {
            Some(line) if *open => line.text.push_str(text),
            _ => lines.push(Line { first: id, text: text.to_owned(), media: None }),
        }
        *open = true;
    };
    if let Some(text) = &node.text {
        if !tree.is_hidden(id) && (tree.is_item(id) || text.trim().is_empty()) {
            add(text, open, lines);
        }
        return;
    }
    if id != root && matches!(node.tag.as_str(), "button") {
        return;
    }
    if node.tag == "br" {
        if *open {
            add("\n", open, lines);
        }
        return;
    }
    if tree.is_media(id) && !tree.is_hidden(id) {
        let small = node.rect.w < 48 && node.rect.h < 48;
        if node.tag == "img" && small && !node.alt.is_empty() {
            add(&node.alt, open, lines);
            return;
        }
        let kind = match node.tag.as_str() {
            "video" => Kind::Video,
            "audio" => Kind::Voice,
            "img" => Kind::Image,
            _ if tree.look(id).image && node.rect.w >= 80 => Kind::Image,
            _ => Kind::Text,
        };
        if kind != Kind::Text && !units::is_avatar(tree, id) {
            lines.push(Line { first: id, text: String::new(), media: Some(kind) });
            *open = false;
        }
        if node.tag == "img" {
            return;
        }
    }
    if !node.inline {
        *open = false;
    }
    for &child in tree.children(id) {
        cut(tree, child, root, lines, open);
    }
    if !node.inline {
        *open = false;
    }
}
