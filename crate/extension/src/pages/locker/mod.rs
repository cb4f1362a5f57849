//! The locker: what was saved, once it is open; the package to hand over; its passphrase; and erasing.
//!
//! Locking loads the page anew: nothing that was opened stays in memory.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use breakwater_evidence::{
    Choice, Event, Library as _, LogLine, NoPress, PackError, Plan, Unlocked, VaultError, Wording, read_log,
};
use web_sys::HtmlElement;

use super::{dom, unlock};
use crate::{
    browser::{Failure, store, words::Words},
    in_force,
    locker::{self, Files, Keys, Sealed, Signer},
};

mod idle;
mod passphrase;
mod record;

/// Records that the list shows at once; each one is opened and checked as it is shown.
const AT_ONCE: usize = 20;

struct Page {
    words: Words,
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

pub async fn run() -> Result<(), Failure> {
    let words = Words::load(in_force::settings().await?.settings.language.as_deref()).await?;
    dom::fill(&words)?;
    let page = Rc::new(Page { words, open: RefCell::default(), shown: Cell::new(AT_ONCE) });
    page.connect()?;
    if let Err(failure) = page.begin().await {
        page.report(Err(failure));
    }
    Ok(())
}

impl Page {
    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        self.on_click("unlock", |page| async move { page.unlock().await.map(|()| None) })?;
        dom::enter_presses("passphrase", "unlock")?;
        self.on_click("export", |page| async move { page.export().await.map(|()| Some("locker_exported")) })?;
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

    /// On a click: a step, and then the line that it gives, if any.
    fn on_click<F>(self: &Rc<Self>, id: &str, step: impl Fn(Rc<Self>) -> F + 'static) -> Result<(), Failure>
    where
        F: Future<Output = Result<Option<&'static str>, Failure>> + 'static,
    {
        dom::on_click_step(id, self, step, Self::report)
    }

    fn report(&self, outcome: Result<Option<&str>, Failure>) {
        let line = match outcome {
            Ok(key) => key.map_or_else(String::new, |key| self.words.say(key, &[])),
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
        let mut names = store::file_names("records/").await?;
        names.retain(|name| name.ends_with("/record.json"));
        // A log that does not hold knows no record, and the line below the list says so.
        let log = log().await;
        let lines = log.as_deref().unwrap_or_default();
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

    /// Hands the package to the browser as a download. Nothing else leaves.
    async fn export(self: Rc<Self>) -> Result<(), Failure> {
        let open = self.opened()?;
        dom::say("done", &self.words.say("locker_working", &[]))?;
        let agent = concat!("Breakwater ", env!("CARGO_PKG_VERSION"));
        let failed = |error: PackError<VaultError<Failure>>| Failure::Storage(error.to_string());
        let signer = Signer::open().await?;
        let plan =
            Plan::new(&open.vault, &Choice::default(), &self.words, agent, Some(&signer), None::<NoPress>)
                .await;
        let plan = plan.map_err(failed)?;
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        let written = plan.write(&open.vault, |piece| {
            pieces.push(piece);
            Ok(())
        });
        written.await.map_err(failed)?;
        // The log knows before anything leaves.
        locker::log(Event::Exported, (None, Some(plan.manifest()))).await?;
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        dom::download(&pieces, "application/zip", &plan.file_name())
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
