//! Binds the pure crates to the browser.
