//! What the page tells about how new the contact is, outside of what is said.

use breakwater_transcript::{Contact, Fact, Side};

use crate::{
    messages::Message,
    pane::Place,
    site::Mark,
    tree::{Id, Tree},
    words::{
        self, ACCEPT, Family, NEW_ACCOUNT, NO_SHARED_GROUPS, NOT_CONNECTED, REFUSE, REQUEST, SHARED_GROUPS,
    },
};

/// A history of this many rows, or this many screens, is a long one.
const MANY_ROWS: usize = 200;
const MANY_SCREENS: i32 = 15;

/// All facts about a contact, sorted, each once.
///
/// "Connected" is not among them: whoever writes a profile can write that there.
pub fn find(
    tree: &Tree,
    place: &Place,
    messages: &[Message],
    sides: &[(Side, f32)],
    contact: &Contact,
) -> Vec<Fact> {
    let mut facts = history(tree, place, messages.len());
    let on = |wanted: Side| sides.iter().any(|(side, _)| *side == wanted);
    if on(Side::Them) && !on(Side::Me) && !on(Side::Unknown) {
        facts.push(Fact::NothingFromMe);
    }
    if contact.name.as_deref().is_some_and(is_number) {
        facts.push(Fact::NumberNotName);
    }
    let around: Vec<String> = small_print(tree, place, messages);
    let says = |family: Family| around.iter().any(|text| words::any_in(text, family));
    let marked = (0..tree.len()).any(|id| tree.marked(id, Mark::Request) && !tree.is_hidden(id));
    if marked || says(REQUEST) || has_choice(tree, place) {
        facts.push(Fact::MessageRequest);
    }
    if says(NOT_CONNECTED) {
        facts.push(Fact::NotConnected);
    }
    if says(NEW_ACCOUNT) {
        facts.push(Fact::NewAccount);
    }
    if says(NO_SHARED_GROUPS) {
        facts.push(Fact::NoSharedGroups);
    } else if says(SHARED_GROUPS) {
        facts.push(Fact::SharedGroups);
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// How far back the conversation goes.
fn history(tree: &Tree, place: &Place, rows: usize) -> Vec<Fact> {
    // A look that is meant to be quick leaves the oldest rows out, and says how many.
    let left_out = tree.inside(place.pane).into_iter().filter_map(|id| tree.node(id).more).max().unwrap_or(0);
    let screens = tree.node(place.pane).scroll.map_or(1, |[_, height, shown]| height / shown.max(1));
    if rows.saturating_add(left_out as usize) >= MANY_ROWS || screens >= MANY_SCREENS {
        return vec![Fact::LongHistory];
    }
    let [_, height] = tree.snapshot.view;
    let fits = match tree.node(place.pane).scroll {
        Some([_, height, shown]) => height <= shown.saturating_add(8),
        None => tree.content(place.pane).h <= height,
    };
    if fits && left_out == 0 && tree.snapshot.incomplete.is_none() {
        vec![Fact::ShortHistory]
    } else {
        Vec::new()
    }
}

/// Texts of the conversation's column that no one said: cards, notices, the bar over the composer.
fn small_print(tree: &Tree, place: &Place, messages: &[Message]) -> Vec<String> {
    let mut rows: Vec<Id> = messages.iter().map(|message| message.root).collect();
    rows.sort_unstable();
    let mut found = Vec::new();
    let mut left = vec![place.column];
    while let Some(id) = left.pop() {
        if rows.binary_search(&id).is_ok() || found.len() > 200 {
            continue;
        }
        if tree.node(id).text.is_some() {
            if tree.is_item(id) {
                found.push(tree.words(id));
            }
        } else if tree.children(id).iter().any(|&child| tree.node(child).inline) {
            // Words of one sentence can stand in several runs.
            found.push(tree.words(id));
        }
        left.extend(tree.children(id));
    }
    found
}

/// Two buttons side by side outside of the rows: accept, and delete or block.
fn has_choice(tree: &Tree, place: &Place) -> bool {
    let mut accept = false;
    let mut refuse = false;
    for id in tree.inside(place.column) {
        if tree.is_hidden(id) || !is_button(tree, id) || tree.is_inside(id, place.pane) && place.scrolls {
            continue;
        }
        for text in [tree.words(id), words::plain(&tree.node(id).label)] {
            accept |= words::is_one(&text, ACCEPT);
            refuse |= words::is_one(&text, REFUSE);
        }
    }
    accept && refuse
}

pub fn is_button(tree: &Tree, id: Id) -> bool {
    let node = tree.node(id);
    node.tag == "button" || node.role == "button" || (node.tag == "a" && tree.items(id) > 0)
}

/// A telephone number in a name's place.
fn is_number(name: &str) -> bool {
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let other = name.chars().any(|c| c.is_alphabetic());
    (7..=15).contains(&digits) && !other
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_no_name() {
        assert!(is_number("\u{202A}+1 (555) 010-0199\u{202C}"));
        assert!(!is_number("Ada 2007"));
        assert!(!is_number("4711"));
    }
}
