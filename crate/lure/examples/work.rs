//! A fixed amount of the engine's work, for counting instructions: `work load` or `work messages`.
//!
//! `tools/instructions.sh` runs it under valgrind; the difference of the two is what the messages cost.

#![allow(clippy::print_stdout)]

use breakwater_lure::{Engine, PackError};

mod chat;

/// How often the messages are gone through.
const ROUNDS: usize = 20;

fn main() -> Result<(), PackError> {
    let engine = Engine::new()?;
    let rounds = if std::env::args().nth(1).as_deref() == Some("messages") { ROUNDS } else { 0 };
    let count: u32 = (0..rounds).map(|_| chat::converse(&engine)).sum();
    println!("{count}");
    Ok(())
}
