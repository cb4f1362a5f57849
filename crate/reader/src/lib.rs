//! A layout snapshot in, who said what out.
