//! What goes on beside what is written: calls, cameras, a picture about to be sent.

use crate::{
    facts::is_button,
    pane::Place,
    reading::Event,
    tree::{Id, Tree},
    words::{self, ACCEPT, CALL, Family, REFUSE},
};

/// Live pictures smaller than this show no one, in pixels.
const LIVE: (i32, i32) = (60, 45);
/// A picture that waits to be sent is at least this large on both sides, in pixels.
const WAITING: i32 = 40;
/// A box that asks one thing has at most this many texts and pictures.
const MOST_ITEMS: u32 = 40;

/// All events that one look at the page shows, each once. `place` is where a conversation was found.
pub fn find(tree: &Tree, place: Option<&Place>) -> Vec<Event> {
    let live: Vec<Id> = (0..tree.len())
        .filter(|&id| {
            let rect = tree.rect(id);
            !tree.node(id).live.is_empty() && !tree.is_hidden(id) && rect.w >= LIVE.0 && rect.h >= LIVE.1
        })
        .collect();
    let seen = [
        (Event::IncomingCall, incoming_call(tree, place)),
        (Event::TwoVideos, live.len() >= 2),
        (Event::CameraOn, live.iter().any(|&id| tree.node(id).live == "muted")),
        (Event::PictureReady, place.is_some_and(|place| picture_ready(tree, place))),
    ];
    seen.into_iter().filter_map(|(event, seen)| seen.then_some(event)).collect()
}

/// A box with a word for a call, a button to take it and one to refuse. Among the rows it is only what was said
/// or what is over.
fn incoming_call(tree: &Tree, place: Option<&Place>) -> bool {
    let says = |id: Id, family: Family| {
        words::any_in(&tree.words(id), family) || words::any_in(&words::plain(&tree.node(id).label), family)
    };
    let buttons: Vec<Id> =
        (0..tree.len()).filter(|&id| is_button(tree, id) && !tree.is_hidden(id)).take(400).collect();
    let refuse: Vec<Id> = buttons.iter().copied().filter(|&id| says(id, REFUSE)).collect();
    buttons.iter().filter(|&&id| says(id, ACCEPT)).any(|&take| {
        if place.is_some_and(|place| place.scrolls && tree.is_inside(take, place.pane)) {
            return false;
        }
        let around = tree.above(take).into_iter().take(8).take_while(|&up| tree.items(up) <= MOST_ITEMS);
        around
            .filter(|&up| up != 0 && refuse.iter().any(|&other| tree.is_inside(other, up)))
            .any(|up| tree.inside(up).into_iter().any(|id| says_call(tree, id)))
    })
}

fn says_call(tree: &Tree, id: Id) -> bool {
    let node = tree.node(id);
    let text = node.text.as_deref().filter(|_| tree.is_item(id)).unwrap_or_default();
    [text, &node.label].into_iter().any(|text| words::any_in(&words::plain(text), CALL))
}

/// A picture in the composer's bar, or in a dialog beside a field of its own: chosen, not sent yet.
fn picture_ready(tree: &Tree, place: &Place) -> bool {
    let at = place.composer;
    let bar = tree
        .above(place.composer_node)
        .into_iter()
        .take_while(|&up| !tree.is_inside(place.pane, up) && tree.rect(up).h <= at.h + 400)
        .last();
    bar.is_some_and(|bar| {
        tree.inside(bar).into_iter().any(|id| {
            let (rect, node) = (tree.rect(id), tree.node(id));
            let picture = matches!(node.tag.as_str(), "img" | "video" | "canvas") || tree.look(id).image;
            // One's own portrait stands beside many composers.
            let round = i64::from(tree.look(id).radius) * 5 >= i64::from(rect.w) * 2;
            picture && !round && !tree.is_hidden(id) && rect.w >= WAITING && rect.h >= WAITING
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::snapshot::{Node, Rect, Snapshot};

    fn page(nodes: Vec<Node>) -> Snapshot {
        let first = Node { rect: Rect::from([0, 0, 800, 600]), ..Node::default() };
        let nodes = std::iter::once(first).chain(nodes).collect();
        Snapshot { version: Snapshot::VERSION, view: [800, 600], nodes, ..Snapshot::default() }
    }

    fn node(up: u32, tag: &str, text: &str) -> Node {
        Node {
            up,
            tag: tag.into(),
            text: (!text.is_empty()).then(|| text.into()),
            rect: Rect::from([20, 20, 200, 100]),
            ..Node::default()
        }
    }

    fn events_of(nodes: Vec<Node>) -> Vec<Event> {
        assert!(words::learn(words::EMBEDDED));
        crate::read(&page(nodes)).events
    }

    #[test]
    fn a_call_that_can_be_taken_or_refused_is_an_event_without_any_chat() {
        let dialog = |last: &str| {
            vec![
                node(0, "", ""),
                node(1, "p", "Jess is calling you"),
                node(1, "button", "Decline"),
                node(1, "button", last),
            ]
        };
        assert_eq!(events_of(dialog("Accept")), [Event::IncomingCall]);
        assert_eq!(events_of(dialog("Later")), []);
    }

    #[test]
    fn live_pictures_are_events_and_played_ones_are_not() {
        let video = |live: &str| Node { live: live.into(), ..node(0, "video", "") };
        assert_eq!(events_of(vec![video("stream"), video("muted")]), [Event::TwoVideos, Event::CameraOn]);
        assert_eq!(events_of(vec![video("muted")]), [Event::CameraOn]);
        assert_eq!(events_of(vec![video(""), video("")]), []);
    }
}
