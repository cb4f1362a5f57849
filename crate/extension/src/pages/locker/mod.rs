//! The locker: what was saved, once it is open; the package to hand over; its passphrase; and erasing.
//!
//! Locking loads the page anew: nothing that was opened stays in memory.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use breakwater_evidence::{Unlocked, Wording};
use web_sys::HtmlElement;

use super::{dom, unlock};
use crate::{
    browser::{Failure, words::Words},
    in_force,
    locker::{self, Keys, Sealed},
};

mod export;
mod handover;
mod idle;
mod list;
mod parcel;
mod passphrase;
mod record;

pub use handover::Handover;

/// Records that the list shows at once; each one is opened and checked as it is shown.
const AT_ONCE: usize = 20;

struct Page {
    words: Words,
    handover: Handover,
    /// The open locker; nothing while it is locked.
    open: RefCell<Option<Rc<Open>>>,
    /// How many records the list shows.
    shown: Cell<usize>,
    /// How often the list was drawn: whoever still checks an earlier one leaves it.
    drawn: Cell<u32>,
    /// Whether the passphrase was just given: then it is told how often a wrong one was.
    unlocked_now: Cell<bool>,
}

/// What an open locker works with.
struct Open {
    unlocked: Unlocked,
    vault: Sealed,
}

pub async fn run(handover: Handover) -> Result<(), Failure> {
    let words = Words::load(in_force::settings().await?.settings.language.as_deref()).await?;
    dom::fill(&words)?;
    let page = Rc::new(Page {
        words,
        handover,
        open: RefCell::default(),
        shown: Cell::new(AT_ONCE),
        drawn: Cell::default(),
        unlocked_now: Cell::default(),
    });
    page.connect()?;
    if let Err(failure) = page.begin().await {
        page.report::<Option<_>>(Err(failure));
    }
    Ok(())
}

impl Page {
    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        self.on_click("unlock", |page| async move { page.unlock().await.map(|()| None) })?;
        dom::enter_presses("passphrase", "unlock")?;
        self.on_click("export", Self::export)?;
        for field in ["export-passphrase", "export-again"] {
            dom::enter_presses(field, "export")?;
        }
        self.on_click("more", |page| async move {
            page.shown.set(page.shown.get().saturating_add(AT_ONCE));
            page.draw().await.map(|()| None)
        })?;
        self.on_click("lock", |_| async { idle::lock().map(|()| None) })?;
        self.on_click("set-passphrase", Self::set_passphrase)?;
        self.on_click(
            "erase-yes",
            |page| async move { page.erase().await.map(|()| Some("locker_erase_done")) },
        )?;
        self.on_click("erase", |_| async { dom::show("erase-confirm", true).map(|()| None) })?;
        self.on_click("erase-no", |_| async { dom::show("erase-confirm", false).map(|()| None) })
    }

    /// On a click: a step, and then the sentences that it gives, if any.
    fn on_click<F, S>(
        self: &Rc<Self>,
        id: &str,
        step: impl Fn(Rc<Self>) -> F + 'static,
    ) -> Result<(), Failure>
    where
        F: Future<Output = Result<S, Failure>> + 'static,
        S: IntoIterator<Item = &'static str> + 'static,
    {
        dom::on_click_step(id, self, step, Self::report)
    }

    fn report<S: IntoIterator<Item = &'static str>>(&self, outcome: Result<S, Failure>) {
        let line = match outcome {
            Ok(keys) => keys.into_iter().map(|key| self.words.say(key, &[])).collect::<Vec<_>>().join(" "),
            Err(failure) => self.words.say("locker_failed", &[("why", &failure.to_string())]),
        };
        // If the status line itself is gone there is nowhere left to say so.
        let _ = dom::say("done", &line);
    }

    async fn begin(self: &Rc<Self>) -> Result<(), Failure> {
        let keys = Keys::open().await?;
        locker::older::seal(&keys).await?;
        match keys.unlock_plain().await? {
            Some(unlocked) => self.enter(&keys, unlocked).await,
            None => {
                dom::show("locked", true)?;
                dom::by_id::<HtmlElement>("passphrase")?.focus()?;
                Ok(())
            }
        }
    }

    async fn unlock(self: Rc<Self>) -> Result<(), Failure> {
        let keys = Keys::open().await?;
        let Some(unlocked) = unlock::with_what_was_typed(&keys, &self.words).await? else {
            return Ok(());
        };
        self.unlocked_now.set(true);
        self.enter(&keys, unlocked).await
    }

    /// Shows the open locker.
    async fn enter(self: &Rc<Self>, keys: &Keys, unlocked: Unlocked) -> Result<(), Failure> {
        let vault = keys.vault(Some(unlocked.clone()))?;
        *self.open.borrow_mut() = Some(Rc::new(Open { unlocked, vault }));
        self.show_protection(keys)?;
        dom::show("locked", false)?;
        dom::show("open", true)?;
        self.draw().await
    }

    fn opened(&self) -> Result<Rc<Open>, Failure> {
        self.open.borrow().clone().ok_or_else(|| Failure::Keys("the locker is locked".into()))
    }

    async fn erase(self: Rc<Self>) -> Result<(), Failure> {
        self.opened()?;
        locker::erase().await?;
        dom::show("erase-confirm", false)?;
        dom::say("tried", "")?;
        self.begin().await
    }
}

impl Wording for Words {
    fn text(&self, key: &str) -> Option<&str> {
        self.get(key)
    }

    fn language(&self) -> &str {
        Words::language(self)
    }

    fn right_to_left(&self) -> bool {
        self.rtl()
    }
}
