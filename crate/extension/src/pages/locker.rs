//! The locker: what was saved, checked again as it is shown; the package to hand over; and erasing.

use std::rc::Rc;

use breakwater_evidence::{Choice, Digest, Library, NoKey, Plan, Record, Wording, from_canonical, read_log};
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlButtonElement, HtmlElement};

use super::dom;
use crate::{
    browser::{Failure, store, store::Shelf, words::Words},
    files::Locker,
    in_force,
};

struct Page {
    words: Words,
}

pub async fn run() -> Result<(), Failure> {
    let words = Words::load(in_force::settings().await?.settings.language.as_deref()).await?;
    dom::fill(&words)?;
    let page = Rc::new(Page { words });
    page.connect()?;
    if let Err(failure) = page.draw().await {
        page.report(&Err(failure));
    }
    Ok(())
}

impl Page {
    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        self.on_click("export", |page| async move { page.export().await.map(|()| "locker_exported") })?;
        self.on_click("erase-yes", |page| async move { page.erase().await.map(|()| "locker_erase_done") })?;
        dom::on_click("erase", || {
            // The page is ours; a missing part shows in its tests.
            let _ = dom::show("erase-confirm", true);
        })?;
        dom::on_click("erase-no", || {
            let _ = dom::show("erase-confirm", false);
        })
    }

    fn on_click<F>(self: &Rc<Self>, id: &str, then: impl Fn(Rc<Self>) -> F + 'static) -> Result<(), Failure>
    where
        F: Future<Output = Result<&'static str, Failure>> + 'static,
    {
        let page = Rc::clone(self);
        dom::on_click(id, move || {
            let (step, page) = (then(Rc::clone(&page)), Rc::clone(&page));
            spawn_local(async move { page.report(&step.await) });
        })
    }

    fn report(&self, outcome: &Result<&str, Failure>) {
        let line = match outcome {
            Ok(key) => self.words.say(key, &[]),
            Err(failure) => self.words.say("locker_failed", &[("why", &failure.to_string())]),
        };
        // If the status line itself is gone there is nowhere left to say so.
        let _ = dom::say("done", &line);
    }

    async fn draw(&self) -> Result<(), Failure> {
        let list: HtmlElement = dom::by_id("records")?;
        list.set_text_content(None);
        let log = known_hashes().await?;
        let mut names = store::file_names("records/").await?;
        names.retain(|name| name.ends_with("/record.json"));
        for name in names.iter().rev() {
            let row = self.row(name, &log).await?;
            list.append_child(&row)?;
        }
        dom::show("empty", names.is_empty())?;
        dom::show("erase", !names.is_empty())?;
        dom::by_id::<HtmlButtonElement>("export")?.set_disabled(names.is_empty());
        Ok(())
    }

    /// One record: its picture, whom it is about, where and when, and whether it is still what was saved.
    async fn row(&self, name: &str, log: &[Digest]) -> Result<web_sys::Element, Failure> {
        let bytes = store::file(name).await?.unwrap_or_default();
        let record: Record =
            from_canonical(&bytes).map_err(|error| Failure::Form(format!("{name}: {error}")))?;
        let mut changed = (!log.contains(&Digest::of(&bytes))).then(|| name.to_owned());
        let mut picture = None;
        for file in &record.files {
            let name = name.replace("record.json", &file.path);
            let bytes = store::file(&name).await?.unwrap_or_default();
            if Digest::of(&bytes) == file.sha256 {
                picture.get_or_insert(bytes);
            } else {
                changed = Some(name);
            }
        }
        let row = dom::element("li", "")?;
        match picture {
            Some(png) => {
                let image = dom::element("img", "")?;
                image.set_attribute("src", &dom::address(&[&png], "image/png")?)?;
                image.set_attribute("alt", "")?;
                row.append_child(&image)?;
            }
            None => {
                let words_only = dom::element("span", &self.words.say("locker_words_only", &[]))?;
                words_only.set_class_name("words");
                row.append_child(&words_only)?;
            }
        }
        let unnamed = || self.words.say("locker_unnamed", &[]);
        let contact = record.contact.name.as_ref().map_or_else(unnamed, |name| name.text.clone());
        row.append_child(dom::element("strong", &contact)?.as_ref())?;
        let when = record.when.local.get(..16).unwrap_or(&record.when.local).replace('T', " ");
        row.append_child(dom::element("span", &format!("{when} · {}", record.page.url.text))?.as_ref())?;
        let checked = match changed {
            Some(file) => self.words.say("locker_changed", &[("file", &file)]),
            None => self.words.say("locker_checked", &[]),
        };
        let state = dom::element("span", &checked)?;
        state.set_class_name("muted");
        row.append_child(&state)?;
        Ok(row)
    }

    /// Hands the package to the browser as a download. Nothing else leaves.
    async fn export(&self) -> Result<(), Failure> {
        let agent = concat!("Breakwater ", env!("CARGO_PKG_VERSION"));
        let failed = |error: breakwater_evidence::PackError<Failure>| Failure::Storage(error.to_string());
        let plan = Plan::new(&Locker, &Choice::default(), &self.words, agent, None::<&NoKey>).await;
        let plan = plan.map_err(failed)?;
        let mut pieces: Vec<Vec<u8>> = Vec::new();
        let written = plan.write(&Locker, |piece| {
            pieces.push(piece);
            Ok(())
        });
        written.await.map_err(failed)?;
        let pieces: Vec<&[u8]> = pieces.iter().map(Vec::as_slice).collect();
        dom::download(&pieces, "application/zip", &plan.file_name())
    }

    async fn erase(&self) -> Result<(), Failure> {
        store::clear(&[Shelf::Locker]).await?;
        dom::show("erase-confirm", false)?;
        self.draw().await
    }
}

/// The hashes of records that the log knows. A log that does not hold knows none.
async fn known_hashes() -> Result<Vec<Digest>, Failure> {
    let lines = Locker.read_all("log/").await?;
    if lines.is_empty() {
        return Ok(Vec::new());
    }
    let text: Vec<u8> = lines.into_iter().flat_map(|entry| entry.bytes.into_iter().chain([b'\n'])).collect();
    let log = read_log(&text).map_err(|error| Failure::Storage(error.to_string()))?;
    Ok(log.into_iter().filter_map(|line| line.sha256).collect())
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
