//! The locker: what was saved, once it is open; the package to hand over; its passphrase; and erasing.
//!
//! Locking loads the page anew: nothing that was opened stays in memory.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeSet,
    rc::Rc,
};

use breakwater_evidence::{Event, Library as _, LogLine, Unlocked, Wording, kept, read_log};
use web_sys::HtmlElement;

use super::{dom, unlock};
use crate::{
    browser::{Failure, store, words::Words},
    in_force,
    locker::{self, Files, Keys, Sealed},
};

mod export;
mod handover;
mod idle;
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
}

/// What an open locker works with.
struct Open {
    unlocked: Unlocked,
    vault: Sealed,
}

pub async fn run(handover: Handover) -> Result<(), Failure> {
    let words = Words::load(in_force::settings().await?.settings.language.as_deref()).await?;
    dom::fill(&words)?;
    let page = Rc::new(Page { words, handover, open: RefCell::default(), shown: Cell::new(AT_ONCE) });
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
        let tried = tried_in_vain(&log().await?);
        let keys = Keys::open().await?;
        let Some(unlocked) = unlock::with_what_was_typed(&keys, &self.words).await? else {
            return Ok(());
        };
        if tried > 0 {
            dom::say("tried", &self.words.say("locker_tried", &[("count", &tried.to_string())]))?;
        }
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

    /// The list, newest first.
    async fn draw(self: &Rc<Self>) -> Result<(), Failure> {
        let open = self.opened()?;
        let list: HtmlElement = dom::by_id("records")?;
        let mut names: BTreeSet<_> = store::file_names("records/").await?.into_iter().collect();
        names.retain(|name| name.ends_with("/record.json"));
        // A log that does not hold knows no record, and the line below the list says so.
        let log = log().await;
        let lines = log.as_deref().unwrap_or_default();
        // A record whose facts are gone is listed all the same, as damaged.
        names.extend(kept(lines).into_iter().map(|folder| format!("records/{folder}/record.json")));
        let mut rows = Vec::new();
        for name in names.iter().rev().take(self.shown.get()) {
            rows.push(self.row(&open, name, lines).await?);
        }
        list.set_text_content(None);
        for row in &rows {
            list.append_child(row)?;
        }
        dom::show("empty", names.is_empty())?;
        dom::show("more", names.len() > self.shown.get())?;
        dom::show("handing", !names.is_empty())?;
        log.map(drop)
    }

    async fn erase(self: Rc<Self>) -> Result<(), Failure> {
        self.opened()?;
        locker::erase().await?;
        dom::show("erase-confirm", false)?;
        dom::say("tried", "")?;
        self.begin().await
    }
}

/// The whole log, which holds.
async fn log() -> Result<Vec<LogLine>, Failure> {
    let lines = Files.read_all("log/").await?;
    let text: Vec<u8> = lines.into_iter().flat_map(|entry| entry.bytes.into_iter().chain([b'\n'])).collect();
    read_log(&text).map_err(|error| Failure::Storage(error.to_string()))
}

/// How often a wrong passphrase was tried since the locker was last opened.
fn tried_in_vain(log: &[LogLine]) -> usize {
    let since = log.iter().rev().take_while(|line| line.event != Event::Unlocked);
    since.filter(|line| line.event == Event::FailedUnlock).count()
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
