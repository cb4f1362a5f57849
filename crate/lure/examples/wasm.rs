//! The engine alone as WebAssembly, for timing it outside a browser: `node tests/bench/engine.mjs`.
//!
//! Two calls without arguments, so that nothing is measured but the engine.

#![allow(missing_docs)]

use std::cell::RefCell;

use breakwater_lure::{Context, Engine, Message, State};
use breakwater_transcript::{Kind, Side};

const MESSAGES: &str = include_str!("../benches/messages.txt");

thread_local! {
    static ENGINE: RefCell<Option<Engine>> = const { RefCell::new(None) };
}

/// Loads the pack; 1 when it worked.
#[unsafe(no_mangle)]
pub extern "C" fn load() -> u32 {
    ENGINE.with_borrow_mut(|slot| {
        *slot = Engine::new().ok();
        u32::from(slot.is_some())
    })
}

/// Takes all messages as one new conversation; how many there were, 0 without an engine.
#[unsafe(no_mangle)]
pub extern "C" fn converse() -> u32 {
    ENGINE.with_borrow(|slot| {
        let Some(engine) = slot else { return 0 };
        let mut state = State::new();
        let mut count = 0;
        for (number, line) in MESSAGES.lines().enumerate() {
            if number % 10 == 0 {
                state = State::new();
            }
            let (side, text) = line.split_once(": ").unwrap_or(("them", line));
            let from = if side == "me" { Side::Me } else { Side::Them };
            let message = Message { from, text, kind: Kind::Text, t: None };
            engine.update(&mut state, &message, &Context::default());
            count += 1;
        }
        count
    })
}
