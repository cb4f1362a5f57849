//! What to do and whom to call.
