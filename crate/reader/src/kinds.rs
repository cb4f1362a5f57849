//! What a message is, beside words: a picture, a voice note, a file, a call.

use breakwater_transcript::Kind;

use crate::{
    lines::Line,
    tree::{Id, Tree},
    units::{self, Note, Unit},
    words::{self, CALL_CARD, CALL_KIND, FILE_TYPE, Family, GIF, PLAY, STICKER, VOICE_NOTE},
};

/// The most parts of a message that are looked at.
const MOST_PARTS: usize = 80;
/// What stands beside a file's name (size, "Download") is at most this long, in characters.
const SMALL_PRINT: usize = 24;

/// The kind of a message; `medium` is what was seen in it. Takes out of the text what only describes a file.
pub fn of(tree: &Tree, unit: &Unit, text: &mut String, medium: Option<Kind>) -> Kind {
    match medium {
        Some(Kind::Image) if labelled(tree, unit.root, STICKER) => return Kind::Sticker,
        Some(Kind::Image) if labelled(tree, unit.root, GIF) || text.is_empty() && plays(tree, unit.root) => {
            return Kind::Video;
        }
        Some(medium) => return medium,
        None => {}
    }
    if is_voice(tree, unit.root, &unit.lines) {
        return Kind::Voice;
    }
    if let Some(name) = file_name(text) {
        *text = name;
        return Kind::File;
    }
    if is_address(text) {
        return Kind::Link;
    }
    if is_call(tree, unit, text) { Kind::Call } else { Kind::Text }
}

/// A player without words: a button to play it, and at most its length.
pub fn is_voice(tree: &Tree, root: Id, lines: &[Line]) -> bool {
    let bare = lines.iter().all(|line| {
        let text = words::plain(&line.text());
        line.media.is_none() && (text.is_empty() || units::note(&text) == Some(Note::Time))
    });
    bare && !tree.is_hidden(root) && (plays(tree, root) || labelled(tree, root, VOICE_NOTE))
}

/// Whether a button in it plays something.
fn plays(tree: &Tree, root: Id) -> bool {
    parts(tree, root).any(|id| {
        units::is_control(tree, id)
            && (words::is_one(&tree.words(id), PLAY)
                || words::any_in(&words::plain(&tree.node(id).label), PLAY))
    })
}

/// Whether a label or alternative text in it says so.
fn labelled(tree: &Tree, root: Id, family: Family) -> bool {
    parts(tree, root).any(|id| {
        let node = tree.node(id);
        [&node.label, &node.alt].into_iter().any(|text| words::any_in(&words::plain(text), family))
    })
}

fn parts(tree: &Tree, root: Id) -> impl Iterator<Item = Id> {
    tree.inside(root).into_iter().take(MOST_PARTS)
}

/// The name of a file, if that is all there is but small print.
fn file_name(text: &str) -> Option<String> {
    let is_name = |line: &&str| {
        let ending = line.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending);
        line.len() <= 120
            && !line.contains('/')
            && ending.is_some_and(|ending| words::is_one(&ending.to_lowercase(), FILE_TYPE))
    };
    let name = text.lines().map(str::trim).find(is_name)?;
    let rest = text.lines().map(str::trim).filter(|line| *line != name);
    rest.clone().all(|line| line.chars().count() <= SMALL_PRINT).then(|| name.to_owned())
}

/// "Missed video call"; "Video call" alone only with a length or a button beside it.
fn is_call(tree: &Tree, unit: &Unit, text: &str) -> bool {
    let plain = words::plain(text.lines().next().unwrap_or_default());
    words::is_one(&plain, CALL_CARD)
        || words::is_one(&plain, CALL_KIND)
            && (unit.lines.len() > 1 || parts(tree, unit.root).any(|id| units::is_control(tree, id)))
}

/// Whether the whole text is one web address.
fn is_address(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    matches!(scheme, "http" | "https") && rest.contains('.') && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        lines,
        snapshot::{Node, Rect, Snapshot},
    };

    /// The kind of one bubble that holds these elements, and what is left of its text.
    fn kind_of(parts: &[(&str, &str, &str)]) -> (Kind, String) {
        assert!(words::learn(words::EMBEDDED));
        let rect = Rect::from([10, 10, 200, 40]);
        let mut nodes = vec![Node { rect, ..Node::default() }, Node { rect, ..Node::default() }];
        for (at, (tag, text, label)) in parts.iter().enumerate() {
            nodes.push(Node {
                up: 1,
                tag: (*tag).into(),
                text: (!text.is_empty()).then(|| (*text).into()),
                label: (*label).into(),
                rect: Rect::from([10, 100 - 20 * at as i32, 180, 18]),
                ..Node::default()
            });
        }
        let snapshot = Snapshot { nodes, ..Snapshot::default() };
        let tree = Tree::new(&snapshot, false);
        let lines = lines::of(&tree, 1);
        let mut text = lines.iter().rev().map(Line::text).collect::<Vec<_>>().join("\n");
        let unit = Unit { root: 1, bubble: true, rect, lines, sure: false };
        let kind = of(&tree, &unit, &mut text, None);
        (kind, text)
    }

    #[test]
    fn the_name_of_a_file_with_its_size_is_a_file() {
        let (kind, text) = kind_of(&[("p", "holiday plans.pdf", ""), ("p", "1.2 MB", "")]);
        assert_eq!((kind, text.as_str()), (Kind::File, "holiday plans.pdf"));
        assert_eq!(kind_of(&[("p", "did you read plans.pdf yet", "")]).0, Kind::Text);
        assert_eq!(kind_of(&[("p", "see you at 5.", "")]).0, Kind::Text);
    }

    #[test]
    fn a_player_without_words_is_a_voice_note() {
        assert_eq!(kind_of(&[("button", "", "Play"), ("span", "0:15", "")]).0, Kind::Voice);
        assert_eq!(kind_of(&[("button", "", "Play"), ("span", "listen to this", "")]).0, Kind::Text);
    }

    #[test]
    fn a_card_about_a_call_is_a_call_and_talk_of_one_is_not() {
        assert_eq!(kind_of(&[("p", "Missed video call", "")]).0, Kind::Call);
        assert_eq!(kind_of(&[("p", "video call", "")]).0, Kind::Text);
        assert_eq!(kind_of(&[("p", "Video call", ""), ("button", "Call back", "")]).0, Kind::Call);
    }
}
