//! Popup, settings and locker: what they show, and what their buttons ask of the background.
//!
//! All words come from the catalogue. Text from a page goes into text nodes only.

mod dom;
mod locker;
mod options;
mod popup;

use wasm_bindgen::prelude::*;

use crate::{
    browser::{Failure, words::Words},
    protocol::Saved,
};

/// Runs the popup.
///
/// # Errors
/// When the page or the background does not answer; the help link works all the same.
#[wasm_bindgen]
pub async fn popup() -> Result<(), JsError> {
    popup::run().await.map_err(|failure| shown(&failure))
}

/// Runs the settings page.
///
/// # Errors
/// When the page or the background does not answer.
#[wasm_bindgen]
pub async fn options() -> Result<(), JsError> {
    options::run().await.map_err(|failure| shown(&failure))
}

/// Runs the locker.
///
/// # Errors
/// When the page or the storage does not answer.
#[wasm_bindgen]
pub async fn locker() -> Result<(), JsError> {
    locker::run().await.map_err(|failure| shown(&failure))
}

fn shown(failure: &Failure) -> JsError {
    JsError::new(&failure.to_string())
}

/// The sentence for an act of saving.
pub fn saved_line(words: &Words, saved: &Saved) -> String {
    match saved {
        Saved::Failed { why } => words.say(why, &[]),
        Saved::Checked { time, short, no_picture, masked, .. } => {
            let mut line = words.say("saving_checked", &[("time", time), ("hash", short)]);
            let more = match no_picture {
                Some(why) => Some(words.say("saving_no_picture", &[("why", &words.say(why, &[]))])),
                None if *masked => Some(words.say("saving_masked", &[])),
                None => None,
            };
            if let Some(more) = more {
                line.push_str(". ");
                line.push_str(&more);
            }
            line
        }
    }
}
