//! One record in the list: its picture, whom it is about, where and when, whether it is still what was saved; opened,
//! its words; and its deletion.

use std::rc::Rc;

use breakwater_evidence::{Digest, Event, LogLine, Record, Store as _, delete, from_canonical};
use breakwater_transcript::{Kind, Side};
use web_sys::Element;

use super::{Open, Page};
use crate::{
    browser::{Failure, store},
    locker::{self, Files},
    pages::dom,
};

/// A row of the list.
pub(super) struct Row {
    /// The name that the record's facts rest under.
    pub(super) name: String,
    pub(super) element: Element,
    body: Element,
    /// Nothing if the facts do not open.
    read: Option<Read>,
}

/// What was read of a record.
struct Read {
    record: Record,
    /// Of the facts.
    sha256: Digest,
    /// How many of its files were compared.
    compared: usize,
    /// The last file so far that is not what was saved.
    changed: Option<String>,
}

impl Page {
    /// The row for the record whose facts rest under a name. It does not say yet whether that is what was saved.
    pub(super) async fn row(self: &Rc<Self>, open: &Open, name: &str) -> Result<Row, Failure> {
        let element = dom::element("li", "")?;
        let body = dom::element("div", "")?;
        let read = match read(open, name).await {
            Some((read, picture)) => {
                self.describe(&element, &body, (&read.record, picture.as_deref()))?;
                Some(read)
            }
            None => {
                element.append_child(dom::element("span", "")?.as_ref())?;
                None
            }
        };
        element.append_child(&body)?;
        Ok(Row { name: name.to_owned(), element, body, read })
    }

    /// Compares the rest of a record with what was saved, says so in its row, and offers what can be done with it. Where the log is
    /// broken, no row says that a record is unchanged.
    pub(super) async fn finish(
        self: &Rc<Self>,
        open: &Open,
        row: Row,
        (log, broken): (&[LogLine], bool),
    ) -> Result<(), Failure> {
        let Row { name, body, read, .. } = row;
        let line = captured(&name, log);
        let known = line.and_then(|line| line.record.clone().zip(line.sha256));
        let Some(mut read) = read else {
            body.append_child(self.damaged(&name)?.as_ref())?;
            return self.offer_deletion(&body, &name, known);
        };
        read.compare(open, &name).await;
        if known.as_ref().is_none_or(|(_, sha256)| *sha256 != read.sha256) {
            read.changed.get_or_insert_with(|| name.clone());
        }
        let state = match &read.changed {
            Some(file) => self.damaged(file)?,
            None => {
                let key = if broken { "locker_unproven" } else { "locker_checked" };
                let checked = dom::element("span", &self.words.say(key, &[]))?;
                checked.set_class_name("muted");
                checked
            }
        };
        body.append_child(&state)?;
        if let Some(known) = known.clone() {
            self.offer_reading(&body, &read, &name, known)?;
        }
        self.offer_deletion(&body, &name, known)
    }

    fn describe(
        &self,
        row: &Element,
        body: &Element,
        (record, picture): (&Record, Option<&[u8]>),
    ) -> Result<(), Failure> {
        match picture {
            Some(png) => {
                let image = dom::element("img", "")?;
                image.set_attribute("src", &dom::address(&[png], "image/png")?)?;
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
        body.append_child(dom::element("strong", &contact)?.as_ref())?;
        let when = record.when.local.get(..16).unwrap_or(&record.when.local).replace('T', " ");
        body.append_child(dom::element("span", &format!("{when} · {}", record.page.url.text))?.as_ref())?;
        if record.files.len() > 1 {
            let count = record.files.len().to_string();
            let pictures = self.words.say("locker_pictures", &[("count", &count)]);
            body.append_child(dom::element("span", &pictures)?.as_ref())?;
        }
        Ok(())
    }

    /// What is said of a record that is no longer what was saved, by the file that shows it.
    fn damaged(&self, file: &str) -> Result<Element, Failure> {
        let said = dom::element("p", &self.words.say("locker_changed", &[("file", file)]))?;
        said.set_class_name("damaged");
        Ok(said)
    }

    /// A button that shows the whole record below, and puts that into the log.
    fn offer_reading(
        self: &Rc<Self>,
        body: &Element,
        read: &Read,
        name: &str,
        (id, sha256): (String, Digest),
    ) -> Result<(), Failure> {
        let show = dom::button(&self.words.say("locker_show", &[]))?;
        let whole = dom::element("div", "")?;
        whole.set_class_name("whole");
        let pictures = dom::element("div", "")?;
        whole.append_child(&pictures)?;
        for message in &read.record.messages {
            if message.gap_before {
                let gap = self.words.say("locker_gap", &[]);
                whole.append_child(dom::element("p", &gap)?.as_ref())?;
            }
            let who = match message.side {
                Side::Me => "locker_side_me",
                Side::Them => "locker_side_them",
                Side::Unknown => "locker_side_unknown",
            };
            let who = self.words.say(who, &[]);
            let text = match message.words.text.as_str() {
                "" => self.words.say(wordless(message.kind), &[]),
                text => text.to_owned(),
            };
            let line = self.words.say("locker_message", &[("who", &who), ("text", &text)]);
            whole.append_child(dom::element("p", &line)?.as_ref())?;
        }
        if read.record.messages.is_empty() {
            let none = self.words.say("locker_no_messages", &[]);
            whole.append_child(dom::element("p", &none)?.as_ref())?;
        }
        body.append_child(&show)?;
        let body = body.clone();
        let button = show.clone();
        let names: Vec<_> =
            read.record.files.iter().map(|file| name.replace("record.json", &file.path)).collect();
        let step = move |page: Rc<Self>| {
            let (body, whole, button, id) = (body.clone(), whole.clone(), button.clone(), id.clone());
            let (pictures, names) = (pictures.clone(), names.clone());
            async move {
                locker::log(Event::Opened, (Some(&id), Some(sha256))).await?;
                page.link_pictures(&pictures, &names).await?;
                button.remove();
                body.append_child(&whole)?;
                Ok(None)
            }
        };
        dom::on_step(&show, "click", self, step, Self::report);
        Ok(())
    }

    /// Links to the pictures of a record. They are opened only now: a chat may have sixty, and the list twenty records.
    async fn link_pictures(&self, place: &Element, names: &[String]) -> Result<(), Failure> {
        let open = self.opened()?;
        for (number, name) in (1_usize..).zip(names) {
            // One that does not open is named in the list.
            let Some(png) = open.vault.read(name).await.ok().flatten() else { continue };
            let label = match names {
                [_] => self.words.say("locker_picture", &[]),
                _ => self.words.say("locker_picture_number", &[("number", &number.to_string())]),
            };
            let link = dom::element("a", &label)?;
            link.set_attribute("href", &dom::address(&[&png], "image/png")?)?;
            link.set_attribute("target", "_blank")?;
            place.append_child(&link)?;
            place.append_with_str_1(" ")?;
        }
        Ok(())
    }

    /// A button that deletes a record that the log knows, once it was asked for twice.
    fn offer_deletion(
        self: &Rc<Self>,
        body: &Element,
        name: &str,
        known: Option<(String, Digest)>,
    ) -> Result<(), Failure> {
        let Some((id, sha256)) = known else { return Ok(()) };
        let ask = dom::button(&self.words.say("locker_delete", &[]))?;
        let sure = dom::element("p", &self.words.say("locker_delete_sure", &[]))?;
        let yes = dom::button(&self.words.say("locker_delete_yes", &[]))?;
        let no = dom::button(&self.words.say("locker_delete_no", &[]))?;
        let box_ = dom::element("div", "")?;
        box_.set_class_name("card");
        for one in [&sure, yes.as_ref(), no.as_ref()] {
            box_.append_child(one)?;
        }
        box_.set_attribute("hidden", "")?;
        body.append_child(&ask)?;
        body.append_child(&box_)?;
        let shown = box_.clone();
        dom::on(&ask, "click", move || {
            // Both only set an attribute of an element of ours.
            let _ = shown.remove_attribute("hidden");
        });
        dom::on(&no, "click", move || {
            let _ = box_.set_attribute("hidden", "");
        });
        let name = name.to_owned();
        let step = move |page: Rc<Self>| {
            let (name, id) = (name.clone(), id.clone());
            async move {
                page.opened()?;
                remove(&name, &id, sha256).await?;
                page.draw().await.map(|()| Some("locker_deleted"))
            }
        };
        dom::on_step(&yes, "click", self, step, Self::report);
        Ok(())
    }
}

/// The key of what stands for a message without words.
fn wordless(kind: Kind) -> &'static str {
    match kind {
        Kind::Image | Kind::Sticker => "locker_wordless_picture",
        Kind::Video => "locker_wordless_video",
        Kind::Voice => "locker_wordless_voice",
        Kind::Call => "locker_wordless_call",
        Kind::Text | Kind::Link | Kind::File | Kind::System => "locker_wordless_other",
    }
}

/// The line of the log that reports the making of the record whose facts rest under a name.
fn captured<'a>(name: &str, log: &'a [LogLine]) -> Option<&'a LogLine> {
    let seq: u64 = name.strip_prefix("records/")?.split('-').next()?.parse().ok()?;
    log.iter().find(|line| line.seq == seq && line.event == Event::Captured)
}

/// A record and its first picture that is still what was saved; nothing if it does not open, or is no record. The pictures behind
/// that one are compared later: a chat may have sixty.
async fn read(open: &Open, name: &str) -> Option<(Read, Option<Vec<u8>>)> {
    let bytes = open.vault.read(name).await.ok()??;
    let record: Record = from_canonical(&bytes).ok()?;
    let mut read = Read { record, sha256: Digest::of(&bytes), compared: 0, changed: None };
    while let Some(unchanged) = read.next(open, name).await {
        if unchanged.is_some() {
            return Some((read, unchanged));
        }
    }
    Some((read, None))
}

impl Read {
    /// Compares the next file with what was saved, and gives it if it is that; nothing at all if there is no further one.
    async fn next(&mut self, open: &Open, name: &str) -> Option<Option<Vec<u8>>> {
        let file = self.record.files.get(self.compared)?;
        self.compared += 1;
        let name = name.replace("record.json", &file.path);
        let bytes = open.vault.read(&name).await.ok().flatten().unwrap_or_default();
        if Digest::of(&bytes) == file.sha256 {
            return Some(Some(bytes));
        }
        self.changed = Some(name);
        Some(None)
    }

    /// Compares all further files.
    async fn compare(&mut self, open: &Open, name: &str) {
        while self.next(open, name).await.is_some() {}
    }
}

async fn remove(name: &str, id: &str, sha256: Digest) -> Result<(), Failure> {
    let files = store::file_names(name.strip_suffix("record.json").unwrap_or(name)).await?;
    let now = locker::moment();
    let deleted = delete(&Files, &locker::head().await?, (id, sha256), &files, &now).await;
    deleted.map_err(|error| Failure::Storage(error.to_string()))?;
    locker::remember_moment(&now).await
}
