//! A layout snapshot in, who said what out.

mod snapshot;

pub use snapshot::{Field, Look, Node, Rect, Snapshot};
