//! Which part of the page is one message's own: its row, and the picture of its writer.

use std::iter::once;

use crate::{
    messages::Message,
    tree::{Id, Tree},
    units,
};

/// Gives each message its row and its writer's picture.
pub fn join(tree: &Tree, pane: Id, messages: &mut [Message]) {
    let holds = holds(tree, pane, messages);
    for message in messages.iter_mut() {
        message.row = row(tree, pane, message.root, &holds);
    }
    avatars(tree, pane, messages, &holds);
}

/// How many messages each node holds.
fn holds(tree: &Tree, pane: Id, messages: &[Message]) -> Vec<u32> {
    let mut count = vec![0_u32; tree.len()];
    for message in messages {
        for at in once(message.root).chain(tree.above(message.root)) {
            if let Some(number) = count.get_mut(at) {
                *number += 1;
            }
            if at == pane {
                break;
            }
        }
    }
    count
}

/// A message's row: as far up as it is alone.
fn row(tree: &Tree, pane: Id, root: Id, holds: &[u32]) -> Id {
    let mut row = root;
    for up in tree.above(root) {
        if up == pane || holds.get(up).is_none_or(|&number| number > 1) {
            break;
        }
        row = up;
    }
    row
}

/// Gives each picture of a writer to the messages it stands for: those in the smallest box around it that has any,
/// and of several only the ones beside it.
fn avatars(tree: &Tree, pane: Id, messages: &mut [Message], holds: &[u32]) {
    let found: Vec<Id> = tree
        .inside(pane)
        .into_iter()
        .filter(|&id| units::is_avatar(tree, id) && !tree.is_hidden(id))
        .collect();
    for id in found {
        let rect = tree.rect(id);
        let Some(holder) =
            tree.above(id).into_iter().find(|&up| holds.get(up).is_some_and(|&number| number > 0))
        else {
            continue;
        };
        let count = found_in(tree, holder);
        // A frame and the picture in it, in the row of one message, are one.
        let framed = || {
            let up = tree.parent(id);
            units::is_avatar(tree, up) && holds.get(holder) == Some(&1)
        };
        let alone = count == 1 || (count == 2 && framed());
        for message in messages.iter_mut().filter(|message| tree.is_inside(message.root, holder)) {
            let beside = rect.right() <= message.rect.x + 8 || rect.x >= message.rect.right() - 8;
            let level = rect.shared_height(&message.rect) * 2 >= rect.h.min(message.rect.h);
            if beside && (level || (alone && holder != pane)) {
                message.avatar = Some(id);
            }
        }
    }
}

/// How many avatars are inside a box.
fn found_in(tree: &Tree, holder: Id) -> usize {
    tree.inside(holder).into_iter().filter(|&id| units::is_avatar(tree, id)).count()
}
