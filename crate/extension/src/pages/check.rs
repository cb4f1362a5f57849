//! Checks a package that someone has, as `breakwater verify` does. Nothing of it is kept, and nothing leaves.

use std::rc::Rc;

use breakwater_evidence::{Contents, Report, verify};
use web_sys::{Element, HtmlInputElement};

use super::dom;
use crate::{
    browser::{Failure, api, words::Words},
    in_force,
};

/// Largest package that a page takes into memory, in bytes; the command line takes any.
const MOST: f64 = 1_000_000_000.0;
/// How a package begins that was locked with a passphrase: the age format, as bytes and as text.
const LOCKED: [&[u8]; 2] = [b"age-encryption.org/v1", b"-----BEGIN AGE ENCRYPTED FILE-----"];
/// Faults that are shown; a package that is wrong all over is not worth more lines.
const SHOWN: usize = 20;

struct Page {
    words: Words,
}

pub async fn run() -> Result<(), Failure> {
    let words = Words::load(in_force::settings().await?.settings.language.as_deref()).await?;
    dom::fill(&words)?;
    let page = Rc::new(Page { words });
    dom::on_step(&dom::by_id::<Element>("package")?, "change", &page, Page::check, Page::tell);
    dom::show("choose", true)
}

impl Page {
    async fn check(self: Rc<Self>) -> Result<(), Failure> {
        let chosen = dom::by_id::<HtmlInputElement>("package")?.files().and_then(|files| files.get(0));
        let Some(file) = chosen else { return Ok(()) };
        dom::by_id::<Element>("faults")?.set_text_content(None);
        dom::by_id::<Element>("facts")?.set_text_content(None);
        if file.size() > MOST {
            return dom::say("result", &self.words.say("check_too_large", &[]));
        }
        dom::say("result", &self.words.say("check_working", &[]))?;
        let bytes = api::bytes(file.array_buffer()).await?;
        // Not damaged: nothing can be said of it until it is opened.
        if LOCKED.iter().any(|start| bytes.starts_with(start)) {
            return dom::say("result", &self.words.say("check_locked", &[]));
        }
        let report = verify(&bytes);
        match report.contents() {
            Some(contents) => self.holds(contents),
            None => self.faulty(&report),
        }
    }

    fn tell(&self, outcome: Result<(), Failure>) {
        if let Err(failure) = outcome {
            // If the status line itself is gone there is nowhere left to say so.
            let _ = dom::say("result", &self.words.say("locker_failed", &[("why", &failure.to_string())]));
        }
    }

    fn holds(&self, contents: &Contents) -> Result<(), Failure> {
        dom::say("result", &self.words.say("check_holds", &[]))?;
        let Contents { records, pictures, left_out, deleted, saved, manifest, key, .. } = contents;
        let fact = |key: &str, value: &str| {
            let line = self.words.say(key, &[("value", value)]);
            dom::by_id::<Element>("facts")?.append_child(dom::element("li", &line)?.as_ref())?;
            Ok::<_, Failure>(())
        };
        fact("check_records", &records.to_string())?;
        fact("check_pictures", &pictures.to_string())?;
        fact("check_left_out", &left_out.to_string())?;
        fact("check_deleted", &deleted.to_string())?;
        if let Some((first, last)) = saved {
            fact("check_first", first)?;
            fact("check_last", last)?;
        }
        if let Some(manifest) = manifest {
            fact("check_fingerprint", &manifest.to_string())?;
        }
        match key {
            Some(key) => fact("check_signed", &key.to_string()),
            None => fact("check_not_signed", ""),
        }
    }

    fn faulty(&self, report: &Report) -> Result<(), Failure> {
        dom::say("result", &self.words.say("check_broken", &[]))?;
        let list: Element = dom::by_id("faults")?;
        for fault in report.faults().iter().take(SHOWN) {
            list.append_child(dom::element("li", &fault.to_string())?.as_ref())?;
        }
        let more = report.faults().len().saturating_sub(SHOWN);
        if more > 0 {
            let line = self.words.say("check_more", &[("count", &more.to_string())]);
            list.append_child(dom::element("li", &line)?.as_ref())?;
        }
        Ok(())
    }
}
