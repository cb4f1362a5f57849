//! The browser, wrapped thinly: `chrome.*`, IndexedDB, the word catalogue. Decides nothing.

pub mod api;
pub mod ask;
mod failure;
pub mod permission;
pub mod sender;
pub mod store;
#[cfg(any(feature = "records", feature = "saving"))]
pub mod subtle;
pub mod words;

pub use failure::Failure;

/// Milliseconds since 1970, by the device's clock.
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Seconds since 1970, by the device's clock; 0 for a clock before 1970.
pub fn seconds() -> u32 {
    let seconds = now() / 1000.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "saturates, and the range is that of u32 until 2106"
    )]
    {
        seconds as u32
    }
}
