//! A fixed amount of the engine's work, for counting instructions: `work load` or `work messages`.
//!
//! `tools/instructions.sh` runs it under valgrind; the difference of the two is what the messages cost.

#![allow(clippy::print_stdout)]

use breakwater_lure::{Context, Engine, Message, PackError, State};
use breakwater_transcript::{Kind, Side};

const MESSAGES: &str = include_str!("../benches/messages.txt");
/// How often the messages are gone through.
const ROUNDS: usize = 20;

fn main() -> Result<(), PackError> {
    let engine = Engine::new()?;
    let mut count = 0_usize;
    if std::env::args().nth(1).as_deref() == Some("messages") {
        let mut state = State::new();
        for _ in 0..ROUNDS {
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
        }
    }
    println!("{count}");
    Ok(())
}
