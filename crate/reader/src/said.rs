//! What one unit says: its words without the name, the time and the receipt in it.

use breakwater_transcript::Kind;

use crate::{
    kinds,
    lines::Line,
    messages::Message,
    roles::Roles,
    site::{self, Mark},
    tree::Tree,
    units::{self, Note, Unit},
    words,
};

/// What a unit says, without its small print.
pub fn message(tree: &Tree, roles: &Roles, unit: &Unit) -> Message {
    let mut message = Message {
        root: unit.root,
        bubble: unit.bubble,
        rect: unit.rect,
        row: unit.root,
        text: String::new(),
        kind: Kind::Text,
        time: None,
        name: None,
        receipt: false,
        avatar: None,
    };
    let mut lines: Vec<Line> = unit.lines.clone();
    let row = site::row_of(tree, unit.root);
    if let Some(row) = row {
        message.name = site::said_in(tree, row, Mark::Author);
        message.time = site::said_in(tree, row, Mark::Time);
    }
    // Where the site's words are known, names and times stand outside of them.
    let exact = row.is_some_and(|row| !site::outermost(tree, row, Mark::Text).is_empty());
    if !exact {
        take_name(tree, roles, &mut lines, &mut message);
    }
    let mut kind = None;
    for line in &lines {
        if let Some((_, medium)) = line.media {
            kind.get_or_insert(medium);
            continue;
        }
        let more = lines.len() > 1 || kind.is_some() || unit.sure;
        let text = without_notes(tree, line, more && !exact, &mut message);
        if text.trim().is_empty() {
            continue;
        }
        if !message.text.is_empty() {
            message.text.push('\n');
        }
        message.text.push_str(text.trim_matches(' '));
    }
    // "Ada" on its own, then ": hello".
    if message.name.is_some()
        && let Some(rest) = message.text.strip_prefix(": ")
    {
        message.text = rest.to_owned();
    }
    message.text = message.text.chars().filter(|&c| !words::is_mark(c)).collect::<String>().trim().to_owned();
    message.kind = kinds::of(tree, unit, &mut message.text, kind);
    if message.kind == Kind::Voice && kind.is_none() {
        // How long it is, not when it came.
        message.time = None;
    }
    message
}

fn take_name(tree: &Tree, roles: &Roles, lines: &mut [Line], message: &mut Message) {
    let count = lines.iter().map(|line| line.leaves.len() + usize::from(line.media.is_some())).sum::<usize>();
    let Some(line) = lines.first_mut() else { return };
    let Some(at) = line.leaves.iter().position(|leaf| !leaf.text.trim().is_empty()) else { return };
    if count < 2 {
        return;
    }
    let Some(leaf) = line.leaves.get(at).cloned() else { return };
    let plain = words::plain(&leaf.text);
    let name = plain.trim_end_matches([':', '·', ',', ' ']).trim_end().to_owned();
    let known = roles.names.iter().any(|(known, _)| *known == name);
    let own_line = words::plain(&line.text()) == plain;
    if known && (own_line || roles.is_name(&name, tree.look(leaf.id).weight)) {
        message.name = Some(leaf.text.trim().trim_end_matches(':').trim_end().to_owned());
        line.leaves.drain(..=at);
    }
}

/// A line's text without times and receipts. In a line of its own anything that is a note goes; among words only
/// what is drawn smaller or paler than the words.
fn without_notes(tree: &Tree, line: &Line, more: bool, message: &mut Message) -> String {
    let whole = words::plain(&line.text());
    if more && let Some(note) = units::note(&whole) {
        keep_note(note, line.text().trim(), message);
        return String::new();
    }
    let body =
        line.leaves.iter().filter(|leaf| !leaf.text.trim().is_empty()).max_by_key(|leaf| leaf.text.len());
    let look = body.map(|leaf| tree.look(leaf.id));
    let mut text = String::new();
    for leaf in &line.leaves {
        let plain = words::plain(&leaf.text);
        let own = tree.look(leaf.id);
        let drawn_apart = look.is_some_and(|look| own.size < look.size || own.fg != look.fg);
        if drawn_apart && let Some(note) = units::note(&plain) {
            keep_note(note, leaf.text.trim(), message);
        } else {
            text.push_str(&leaf.text);
        }
    }
    text
}

fn keep_note(note: Note, text: &str, message: &mut Message) {
    match note {
        Note::Time => {
            message.time.get_or_insert_with(|| text.to_owned());
        }
        Note::Receipt | Note::Mark => message.receipt = true,
    }
}
