//! What is known of a site beforehand: the content script marks elements with the names that the site's adapter
//! (`data/sites`) gives them, and the marks steer the same reading that works without any.
//!
//! A mark says where something is, never what it means for the person. An adapter that no longer fits its site finds
//! too little, and then nobody believes it ([`fits`]).

use breakwater_transcript::{Contact, Side};

use crate::{
    reading::Reading,
    tree::{Id, Tree},
};

/// What an adapter can point at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The box of the rows.
    Pane,
    /// One message with all that belongs to it.
    Row,
    /// The words of a message.
    Text,
    /// Only messages of the person have or are this.
    Mine,
    /// Only messages of the contact have or are this.
    Theirs,
    /// The writer's name.
    Author,
    /// When it was written.
    Time,
    /// Nothing that was said: quotes, reactions, menus.
    Skip,
    /// The contact's name, at the head of the conversation.
    Name,
    /// The contact's handle.
    Handle,
    /// The link to the contact's profile.
    Profile,
    /// Says that this is a request of someone unknown.
    Request,
}

impl Mark {
    fn name(self) -> &'static str {
        match self {
            Self::Pane => "pane",
            Self::Row => "row",
            Self::Text => "text",
            Self::Mine => "mine",
            Self::Theirs => "theirs",
            Self::Author => "author",
            Self::Time => "time",
            Self::Skip => "skip",
            Self::Name => "name",
            Self::Handle => "handle",
            Self::Profile => "profile",
            Self::Request => "request",
        }
    }

    /// Whether it is one of a node's marks.
    pub fn is_in(self, marks: &str) -> bool {
        marks.split(' ').any(|mark| mark == self.name())
    }
}

/// Whether the adapter still fits its site: sides for four fifths of the rows, and at least half as many rows as
/// are found without it.
pub fn fits(own: &Reading, generic: Option<&Reading>) -> bool {
    let known = own.rows.iter().filter(|row| row.side != Side::Unknown).count();
    known * 5 >= own.rows.len() * 4 && own.rows.len() * 2 >= generic.map_or(0, |generic| generic.rows.len())
}

/// The rows inside a node, none inside another.
pub fn rows(tree: &Tree, pane: Id) -> Vec<Id> {
    outermost(tree, pane, Mark::Row)
}

/// The nodes inside `outer` with that mark, none inside another, as far as they hold anything to be seen.
pub fn outermost(tree: &Tree, outer: Id, mark: Mark) -> Vec<Id> {
    let mut found: Vec<Id> = Vec::new();
    for id in tree.inside(outer) {
        let nested = found.last().is_some_and(|&last| tree.is_inside(id, last));
        if tree.marked(id, mark) && tree.items(id) > 0 && !nested {
            found.push(id);
        }
    }
    found
}

/// The row around a message.
pub fn row_of(tree: &Tree, message: Id) -> Option<Id> {
    std::iter::once(message).chain(tree.above(message)).find(|&up| tree.marked(up, Mark::Row))
}

/// What the site calls a message: mine or theirs. Nothing if it says both.
pub fn side(tree: &Tree, message: Id, pane: Id) -> Option<Side> {
    let row = row_of(tree, message)?;
    let around = tree.above(row).into_iter().take_while(|&up| up != pane);
    let all: Vec<Id> = tree.inside(row).into_iter().chain(around).collect();
    let any = |mark| all.iter().any(|&id| tree.marked(id, mark));
    match (any(Mark::Mine), any(Mark::Theirs)) {
        (true, false) => Some(Side::Me),
        (false, true) => Some(Side::Them),
        _ => None,
    }
}

/// What a marked part of a row says: its words, else its label.
pub fn said_in(tree: &Tree, row: Id, mark: Mark) -> Option<String> {
    tree.inside(row).into_iter().filter(|&id| tree.marked(id, mark)).find_map(|id| said(tree, id))
}

fn said(tree: &Tree, id: Id) -> Option<String> {
    let mut text = String::new();
    for at in tree.inside(id).into_iter().filter(|&at| tree.is_item(at)) {
        text.push_str(tree.node(at).text.as_deref().unwrap_or_default());
    }
    if text.trim().is_empty() {
        text.clone_from(&tree.node(id).label);
    }
    let text = text.trim();
    (!text.is_empty()).then(|| text.trim_start_matches('@').to_owned())
}

/// Puts what the site marks as the contact's in place of what was found without marks.
pub fn name(tree: &Tree, contact: &mut Contact) {
    for (mark, place) in [(Mark::Name, &mut contact.name), (Mark::Handle, &mut contact.handle)] {
        if let Some(text) = said_in(tree, 0, mark) {
            *place = Some(text);
        }
    }
    let link = (0..tree.len()).find(|&id| tree.marked(id, Mark::Profile) && !tree.node(id).href.is_empty());
    if let Some(link) = link {
        contact.profile = Some(tree.node(link).href.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use breakwater_transcript::Row;

    fn reading(sides: &[Side]) -> Reading {
        let rows = sides.iter().map(|&side| Row { side, ..Row::default() }).collect();
        Reading { rows, ..Reading::default() }
    }

    #[test]
    fn an_adapter_without_sides_or_with_half_the_rows_is_not_believed() {
        let (them, unknown) = (Side::Them, Side::Unknown);
        assert!(fits(&reading(&[them, them, them, them, unknown]), None));
        assert!(!fits(&reading(&[them, them, unknown]), None));
        let generic = reading(&[them; 5]);
        assert!(fits(&reading(&[them; 3]), Some(&generic)));
        assert!(!fits(&reading(&[them; 2]), Some(&generic)));
    }

    #[test]
    fn marks_are_whole_words() {
        assert!(Mark::Row.is_in("row mine"));
        assert!(Mark::Mine.is_in("row mine"));
        assert!(!Mark::Row.is_in("rows"));
    }
}
