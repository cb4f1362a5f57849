//! Any text in any order: spans stay in the text, the state stays small, and it makes no difference where a conversation
//! is put away and taken up again.

use crate::made::{ENGINE, conversation, converse};
use breakwater_lure::{Context, Message, State};
use breakwater_transcript::{Kind, Side};

pub fn run(data: &[u8]) {
    let messages = conversation(data);
    let mut whole = State::new();
    converse(&ENGINE, &mut whole, &messages);

    let mut parts = State::new();
    for batch in messages.chunks(1 + data.len() % 5) {
        parts = State::from_bytes(&parts.to_bytes()).expect("what was written is read");
        converse(&ENGINE, &mut parts, batch);
    }
    assert_eq!(parts.level(), whole.level());
    assert_eq!(parts.timeline(), whole.timeline());
    assert_eq!(parts.to_bytes(), whole.to_bytes());

    let before = whole.level();
    let mine = Message { from: Side::Me, text: "see you at practice", kind: Kind::Text, t: None };
    let after = ENGINE.update(&mut whole, &mine, &Context::default()).level;
    assert!(after <= before, "harmless words of the person: {before:?} to {after:?}");
}
