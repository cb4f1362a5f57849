//! A conversation in; signals, stage and advice level out.
//!
//! ```
//! use breakwater_lure::{Context, Engine, Level, Message, State};
//! use breakwater_transcript::{Kind, Side};
//!
//! # fn main() -> Result<(), breakwater_lure::PackError> {
//! let engine = Engine::new()?;
//! let mut state = State::new();
//! let message = Message { from: Side::Them, text: "hi, how was your day?", kind: Kind::Text, t: None };
//! let update = engine.update(&mut state, &message, &Context::default());
//! assert_eq!(update.level, Level::Calm);
//! # Ok(())
//! # }
//! ```
//!
//! The engine reads each message as a person would ([`tokens`](mod@self), folding), finds phrases of the signal
//! pack in it, remembers counts in a [`State`] of at most 1 KB without text, and judges the level from the state.
//! It knows no browser, clock, storage or randomness; time comes with the messages. It must never keep text.
//!
//! How many messages come at once makes no difference: [`Engine::update`] takes them one by one.

mod chart;
#[cfg(feature = "compile")]
pub mod compile;
mod elements;
mod engine;
mod fading;
mod family;
mod folding;
mod glyphs;
#[cfg(feature = "compile")]
mod grow;
mod hits;
mod layout;
mod leads;
mod learned;
mod levels;
mod matching;
mod noted;
mod pack;
mod quoted;
mod records;
mod scan;
mod search;
mod sections;
mod sight;
mod spans;
mod state;
mod token;
mod tokens;
mod told;
mod tongues;
#[cfg(feature = "compile")]
mod train;
mod view;
mod vocabulary;

pub use engine::{Engine, Message, Signal, Update};
pub use family::Stage;
#[cfg(feature = "compile")]
pub use learned::{Bars, Learned};
pub use levels::Context;
pub use pack::{Pack, PackError};
pub use state::{Level, StageStart, State, StateError};
#[cfg(feature = "compile")]
pub use train::Example;
