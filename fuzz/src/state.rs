//! A stored state, whatever it says: refused, or small, and a conversation goes on from it.

use crate::made::{ENGINE, conversation, converse};
use breakwater_lure::State;

pub fn run(data: &[u8]) {
    let Ok(mut state) = State::from_bytes(data) else { return };
    assert!(state.to_bytes().len() <= State::MOST_BYTES, "{} bytes were taken", state.to_bytes().len());
    converse(
        &ENGINE,
        &mut state,
        &conversation(b"them: hi\nthem: send me a pic, i send you one back\nthem: pay or your mum sees it"),
    );
    let _ = ENGINE.signals(&state).count();
}
