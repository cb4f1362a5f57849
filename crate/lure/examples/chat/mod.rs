//! The messages of the benches as conversations of ten, for the example that times the engine.

use breakwater_lure::{Context, Engine, Message, State};
use breakwater_transcript::{Kind, Side};

const MESSAGES: &str = include_str!("../../benches/messages.txt");

/// Takes all messages, a new conversation every ten; how many there were.
pub fn converse(engine: &Engine) -> u32 {
    let mut state = State::new();
    let mut count = 0;
    for line in MESSAGES.lines() {
        if count % 10 == 0 {
            state = State::new();
        }
        let (side, text) = line.split_once(": ").unwrap_or(("them", line));
        let from = if side == "me" { Side::Me } else { Side::Them };
        let message = Message { from, text, kind: Kind::Text, t: None };
        engine.update(&mut state, &message, &Context::default());
        count += 1;
    }
    count
}
