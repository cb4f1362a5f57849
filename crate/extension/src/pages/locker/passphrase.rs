//! Setting and changing the passphrase.

use std::rc::Rc;

use breakwater_evidence::Event;
use web_sys::HtmlInputElement;

use super::{Page, idle};
use crate::{
    browser::{Failure, api},
    locker::{self, Keys},
    pages::{dom, unlock},
};

/// Fewest characters of a passphrase (NIST SP 800-63B-4, section 3.1.1.2, for one that is used beside another factor).
const FEWEST: usize = 8;

impl Page {
    /// What the page offers depends on whether there is a passphrase: a lock, and a field for the old one.
    pub(super) fn show_protection(&self, keys: &Keys) -> Result<(), Failure> {
        let has = keys.has_passphrase();
        dom::show("lock", has)?;
        dom::show("old-label", has)?;
        let set = if has { "locker_passphrase_change" } else { "locker_passphrase_set" };
        dom::say("protect-heading", &self.words.say(set, &[]))?;
        dom::say("set-passphrase", &self.words.say(set, &[]))?;
        let state = if has { "locker_protected" } else { "locker_unprotected" };
        dom::say("protected", &self.words.say(state, &[]))?;
        if has {
            idle::lock_when_untouched();
        }
        Ok(())
    }

    pub(super) async fn set_passphrase(self: Rc<Self>) -> Result<Option<&'static str>, Failure> {
        let open = self.opened()?;
        let field = |id: &str| dom::by_id::<HtmlInputElement>(id);
        let (new, again) = (field("new-passphrase")?.value(), field("new-again")?.value());
        let wrong = if new.chars().count() < FEWEST {
            Some("locker_passphrase_short")
        } else if new != again {
            Some("locker_passphrase_differs")
        } else {
            None
        };
        if let Some(key) = wrong {
            dom::say("set-said", &self.words.say(key, &[]))?;
            return Ok(None);
        }
        let mut keys = Keys::open().await?;
        if keys.has_passphrase() {
            let old = field("old-passphrase")?.value();
            if unlock::unlock(&keys, &self.words, &old, "set-said").await?.is_none() {
                return Ok(None);
            }
        }
        dom::say("set-said", &self.words.say("locker_working", &[]))?;
        api::sleep(unlock::DRAWN).await;
        let set = keys.set_passphrase(&open.unlocked, &new).await;
        dom::say("set-said", "")?;
        set?;
        for id in ["new-passphrase", "new-again", "old-passphrase"] {
            field(id)?.set_value("");
        }
        locker::log(Event::PassphraseSet, (None, None)).await?;
        self.show_protection(&keys)?;
        Ok(Some("locker_passphrase_done"))
    }
}
