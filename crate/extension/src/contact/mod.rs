//! What is remembered of a contact, and what follows from it. Pure: time and keys come in as arguments, text never
//! stays.

mod advise;
mod align;
mod judge;
mod memory;
mod portrait;

pub use advise::Shown;
pub use align::{Judged, Step};
pub use judge::{Judgement, Seen, judge};
pub use memory::{DeviceKey, Memory, Pseudonym};
pub use portrait::Pictured;
