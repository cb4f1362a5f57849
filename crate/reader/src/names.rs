//! Whose message it is by names: on the message, in hidden words, on labels.

use breakwater_transcript::Side;

use crate::{
    clock, contact,
    lean::{Lean, Placed},
    messages::Message,
    tree::Tree,
    words::{self, YOU},
};

/// Where all messages stand on one side, and the page puts none of them anywhere else than the others, a name counts
/// until the next one: until another picture, too, or a name that stands where a message would.
pub fn carry(
    tree: &Tree,
    messages: &mut [Message],
    contact: Option<&str>,
    leans: &[Lean],
    placed: &[Placed],
) {
    if !is_one(leans) || !is_one(placed) {
        return;
    }
    let known = Names::new(messages, contact);
    let mut last: Option<(String, Option<String>)> = None;
    for message in messages {
        let face = message.avatar.and_then(|id| contact::face(tree, id));
        let said = words::plain(&message.text);
        if let Some(name) = &message.name {
            last = Some((name.clone(), face));
        } else if known.all.contains(&said) || known.contact.as_ref() == Some(&said) {
            last = None;
        } else if let Some((name, of)) = &mut last {
            if face.is_some() && of.is_some() && face != *of {
                last = None;
            } else {
                message.name = Some(name.clone());
                *of = of.take().or(face);
            }
        }
    }
}

fn is_one<T: PartialEq>(all: &[T]) -> bool {
    all.windows(2).all(|two| matches!(two, [one, next] if one == next))
}

/// Hidden words or labels that name the writer: "You said", "Message from Ada".
pub fn told(tree: &Tree, message: &Message, names: &Names) -> Option<Side> {
    let mut found = None;
    let said = words::plain(&message.text);
    for id in tree.inside(message.row) {
        let node = tree.node(id);
        let hidden = node.text.as_deref().filter(|_| tree.is_hidden(id));
        for text in [Some(node.label.as_str()), hidden].into_iter().flatten() {
            let text = words::plain(text);
            if text.is_empty() || text == said {
                continue;
            }
            let head = text.split([':', ',', '\n']).next().unwrap_or_default().trim();
            if words::is_one(head, YOU) {
                return Some(Side::Me);
            }
            if names.contact.as_deref().is_some_and(|contact| {
                head == contact
                    || head == format!("{contact} said")
                    || head == format!("message from {contact}")
            }) {
                found = Some(Side::Them);
            }
        }
    }
    found
}

/// The writer's name from a label on the row: "Ada: 12:30", "Ada, 12:30".
pub fn labelled(tree: &Tree, message: &Message) -> Option<String> {
    tree.inside(message.row).into_iter().find_map(|id| {
        let (name, rest) = tree.node(id).label.split_once([':', ','])?;
        let short = (1..=40).contains(&name.trim().chars().count());
        (short && clock::is_time(&words::plain(rest))).then(|| name.trim().to_owned())
    })
}

/// The names on messages, and which of them are whose.
pub struct Names {
    contact: Option<String>,
    all: Vec<String>,
}

impl Names {
    pub fn new(messages: &[Message], contact: Option<&str>) -> Self {
        let mut all: Vec<String> =
            messages.iter().filter_map(|message| message.name.as_deref().map(words::plain)).collect();
        all.sort();
        all.dedup();
        Self { contact: contact.map(words::plain), all }
    }

    /// Whose a message is by the contact's name, or by "you".
    pub fn side(&self, message: &Message) -> Option<Side> {
        let name = words::plain(message.name.as_deref()?);
        if words::is_one(&name, YOU) {
            return Some(Side::Me);
        }
        (self.contact.as_ref() == Some(&name)).then_some(Side::Them)
    }

    /// Of exactly two names one is the contact's: whether the message has the other one, which is mine unless it is no
    /// name at all but a word such as "forwarded".
    pub fn is_other(&self, message: &Message) -> bool {
        let name = message.name.as_deref().map(words::plain);
        let known = self.contact.as_ref().is_some_and(|contact| self.all.contains(contact));
        known && self.all.len() == 2 && name.is_some() && name != self.contact
    }
}
