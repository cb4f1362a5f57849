//! The field for the passphrase, which the locker and the statement share.

use breakwater_evidence::{Event, LockError, Unlocked};
use web_sys::HtmlInputElement;

use super::dom;
use crate::{
    browser::{Failure, api, words::Words},
    locker::{self, Keys},
};

/// Milliseconds until the browser has drawn a line: working out the key blocks the page for about a second.
pub const DRAWN: i32 = 50;

/// Opens the locker with what stands in the field; nothing if that is not the passphrase, which is said and counted.
///
/// # Errors
/// When the keys do not do their part, or the log does not take the line.
pub async fn with_what_was_typed(keys: &Keys, words: &Words) -> Result<Option<Unlocked>, Failure> {
    let field: HtmlInputElement = dom::by_id("passphrase")?;
    let unlocked = unlock(keys, words, &field.value(), "unlock-said").await?;
    if unlocked.is_some() {
        field.set_value("");
        locker::log(Event::Unlocked, (None, None)).await?;
    }
    Ok(unlocked)
}

/// As [`with_what_was_typed`], for any words; says what comes of it in the element `said`.
pub async fn unlock(
    keys: &Keys,
    words: &Words,
    typed: &str,
    said: &str,
) -> Result<Option<Unlocked>, Failure> {
    dom::say(said, &words.say("locker_working", &[]))?;
    api::sleep(DRAWN).await;
    match keys.unlock(typed).await {
        Ok(unlocked) => {
            dom::say(said, "")?;
            Ok(Some(unlocked))
        }
        Err(LockError::WrongPassphrase) => {
            // First the log: whoever reads that it was wrong may try again at once, and is told how often it was tried.
            locker::log(Event::FailedUnlock, (None, None)).await?;
            dom::say(said, &words.say("locker_wrong", &[]))?;
            Ok(None)
        }
        Err(error) => {
            dom::say(said, "")?;
            Err(Failure::Keys(error.to_string()))
        }
    }
}
