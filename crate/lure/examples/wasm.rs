//! The engine alone as WebAssembly, for timing it outside a browser: `node tests/bench/engine.mjs`.
//!
//! Two calls without arguments, so that nothing is measured but the engine.

#![allow(missing_docs)]

use std::cell::RefCell;

use breakwater_lure::Engine;

mod chat;

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

/// Takes all messages as conversations of ten; how many there were, 0 without an engine.
#[unsafe(no_mangle)]
pub extern "C" fn converse() -> u32 {
    ENGINE.with_borrow(|slot| slot.as_ref().map_or(0, chat::converse))
}
