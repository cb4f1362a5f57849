//! The list, newest first. Its rows stand as soon as what they show is opened; the log's chain is checked after that, and a line says
//! so meanwhile. No row says that a record is unchanged before all of it was checked.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use breakwater_evidence::{Event, Library as _, LogError, LogLine, kept, read_log_as_it_is};
use futures_util::future::join_all;
use web_sys::HtmlElement;

use super::{Open, Page, record::Row};
use crate::{
    browser::{Failure, api, store},
    locker::Files,
    pages::{dom, unlock},
};

const RECORDS: &str = "records/";

impl Page {
    /// Draws the list and checks it.
    pub(super) async fn draw(self: &Rc<Self>) -> Result<(), Failure> {
        let open = self.opened()?;
        let drawn = self.drawn.get().wrapping_add(1);
        self.drawn.set(drawn);
        let shown = self.shown.get();
        let folders = store::last_folders(RECORDS, shown.saturating_add(1)).await?;
        let names: Vec<_> = folders.iter().take(shown).map(|folder| facts(folder)).collect();
        // Side by side: most of the time is spent on waiting for the database and the cipher.
        let rows = join_all(names.iter().map(|name| self.row(&open, name))).await;
        let rows = rows.into_iter().collect::<Result<Vec<_>, _>>()?;
        if self.drawn.get() != drawn {
            return Ok(());
        }
        self.place(&rows)?;
        dom::show("more", folders.len() > shown)?;
        dom::show("handing", !names.is_empty())?;
        dom::show("checking", !names.is_empty())?;
        // Reading the whole log blocks the page.
        api::sleep(unlock::DRAWN).await;
        let checked = self.check(&open, rows, drawn).await;
        if self.drawn.get() == drawn {
            dom::show("checking", false)?;
        }
        checked
    }

    fn place(&self, rows: &[Row]) -> Result<(), Failure> {
        let list: HtmlElement = dom::by_id("records")?;
        list.set_text_content(None);
        for row in rows {
            list.append_child(&row.element)?;
        }
        Ok(())
    }

    /// Checks the log and every record that the list shows against it, and puts records into the list that only the log knows.
    async fn check(self: &Rc<Self>, open: &Open, rows: Vec<Row>, drawn: u32) -> Result<(), Failure> {
        let (lines, broken) = log().await?;
        self.tell_tries(&lines)?;
        let mut names: BTreeSet<_> = store::file_names(RECORDS).await?.into_iter().collect();
        names.retain(|name| name.ends_with("/record.json"));
        // A record whose facts are gone is listed all the same, as damaged.
        names.extend(kept(&lines).iter().map(|folder| facts(&format!("{RECORDS}{folder}/"))));
        let shown: Vec<_> = names.iter().rev().take(self.shown.get()).collect();
        let as_drawn = rows.iter().map(|row| &row.name).eq(shown.iter().copied());
        let mut there: BTreeMap<_, _> = rows.into_iter().map(|row| (row.name.clone(), row)).collect();
        let mut rows = Vec::new();
        for name in shown {
            rows.push(match there.remove(name) {
                Some(row) => row,
                None => self.row(open, name).await?,
            });
        }
        if self.drawn.get() != drawn {
            return Ok(());
        }
        if !as_drawn {
            self.place(&rows)?;
        }
        let broken = broken.map(|error| error.to_string());
        for row in rows {
            self.finish(open, row, (&lines, broken.is_some())).await?;
        }
        if self.drawn.get() == drawn {
            let why = broken.map(|why| self.words.say("locker_log_broken", &[("why", &why)]));
            dom::say("log-broken", &why.unwrap_or_default())?;
            dom::show("empty", names.is_empty())?;
            dom::show("more", names.len() > self.shown.get())?;
            dom::show("handing", !names.is_empty())?;
        }
        Ok(())
    }

    /// Once the locker was opened with its passphrase: how often a wrong one was tried before.
    fn tell_tries(&self, log: &[LogLine]) -> Result<(), Failure> {
        let tried = tried_in_vain(log);
        if self.unlocked_now.take() && tried > 0 {
            let said = self.words.say("locker_tried", &[("count", &tried.to_string())]);
            dom::say("tried", &said)?;
        }
        Ok(())
    }
}

/// The name of the facts in a record's folder.
fn facts(folder: &str) -> String {
    format!("{folder}record.json")
}

/// What can be read of the log, and why it does not hold if it does not.
async fn log() -> Result<(Vec<LogLine>, Option<LogError>), Failure> {
    let lines = Files.read_all("log/").await?;
    let text: Vec<u8> = lines.into_iter().flat_map(|entry| entry.bytes.into_iter().chain([b'\n'])).collect();
    Ok(read_log_as_it_is(&text))
}

/// How often a wrong passphrase was tried between the last two times that the locker was opened with the right one.
fn tried_in_vain(log: &[LogLine]) -> usize {
    let before = log.iter().rev().skip_while(|line| line.event != Event::Unlocked).skip(1);
    let since = before.take_while(|line| line.event != Event::Unlocked);
    since.filter(|line| line.event == Event::FailedUnlock).count()
}
