//! The page that drafts a statement: a few questions, what the saved records say, and a text that belongs to the person.
//!
//! The text follows the answers until the person changes it; from then on it is theirs and is left alone. Nothing is
//! sent, and nothing is kept unless they ask for it.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use breakwater_evidence::{Digest, Record, Store as _, Unlocked, add_note, from_canonical};
use breakwater_guidance::{
    Day, Words as Texts,
    identify::Region,
    report::{Answers, Done, For, Payment, draft},
};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTextAreaElement};

use super::{dom, unlock};
use crate::{
    browser::{Failure, api, store, words::Words},
    in_force,
    locker::{self, Keys, Sealed},
    statement::{self, Finding, Suggested},
};

/// The parts of one payment: `report_paid_<part>`.
const PAYMENT: [&str; 3] = ["amount", "how", "when"];

struct Page {
    words: Words,
    /// The statement's words.
    texts: Texts,
    keys: Keys,
    /// What was saved, oldest first; nothing while the locker is locked.
    records: RefCell<Vec<(Record, Digest)>>,
    region: Option<Region>,
    /// Whether the person has changed the text.
    theirs: Cell<bool>,
    payments: Cell<u32>,
}

pub async fn run() -> Result<(), Failure> {
    let settings = in_force::settings().await?.settings;
    let words = Words::load(settings.language.as_deref()).await?;
    dom::fill(&words)?;
    let texts = words.starting_with("report_").map(|(key, text)| (key.clone(), text.clone())).collect();
    let texts = Texts::new(words.language(), texts);
    let region = region().await;
    let keys = Keys::open().await?;
    locker::older::seal(&keys).await?;
    let page = Page {
        words,
        texts,
        keys,
        records: RefCell::default(),
        region,
        theirs: Cell::new(false),
        payments: Cell::new(0),
    };
    let page = Rc::new(page);
    page.open()?;
    match page.keys.unlock_plain().await? {
        Some(unlocked) => page.read(unlocked).await,
        // The questions can be answered all the same; what was saved helps once it is opened.
        None => dom::show("locked", !store::file_names("records/").await?.is_empty()),
    }
}

/// Every record of the locker, oldest first, and how many could not be read.
async fn records(vault: &Sealed) -> Result<(Vec<(Record, Digest)>, usize), Failure> {
    let (mut records, mut unreadable) = (Vec::new(), 0);
    for name in store::file_names("records/").await?.iter().filter(|name| name.ends_with("/record.json")) {
        let bytes = vault.read(name).await.ok().flatten().unwrap_or_default();
        match from_canonical(&bytes) {
            Ok(record) => records.push((record, Digest::of(&bytes))),
            Err(_) => unreadable += 1,
        }
    }
    Ok((records, unreadable))
}

/// Where phone numbers without a country code are dialled: the country of the help page that is kept.
async fn region() -> Option<Region> {
    let page = api::kept("helpPage").await.ok()?;
    let code = page.as_str()?.rsplit('/').next()?.strip_suffix(".html")?;
    Region::new(code)
}

impl Page {
    fn open(self: &Rc<Self>) -> Result<(), Failure> {
        for done in Done::ALL {
            let key = format!("report_done_{}", done.key().replace('-', "_"));
            dom::by_id::<Element>("done-list")?
                .append_child(&tick("done", done.key(), &self.words.say(&key, &[]), false)?.into())?;
        }
        self.add_payment()?;
        self.suggest()?;
        self.write()?;
        self.connect()?;
        dom::show("loading", false)?;
        dom::show("questions", true)
    }

    /// Takes in what was saved, and lets it speak.
    async fn read(&self, unlocked: Unlocked) -> Result<(), Failure> {
        let (records, unreadable) = records(&self.keys.vault(Some(unlocked))?).await?;
        *self.records.borrow_mut() = records;
        dom::show("locked", false)?;
        self.offer_records()?;
        let unreadable = match unreadable {
            0 => String::new(),
            count => self.words.say("report_unreadable", &[("count", &count.to_string())]),
        };
        dom::say("unreadable", &unreadable)?;
        dom::show("keep", !self.records.borrow().is_empty())?;
        self.suggest()?;
        self.write()
    }

    async fn unlock(self: Rc<Self>) -> Result<(), Failure> {
        match unlock::with_what_was_typed(&self.keys, &self.words).await? {
            Some(unlocked) => self.read(unlocked).await,
            None => Ok(()),
        }
    }

    /// One tick a record. Those of the contact that was saved last are ticked: they are what one comes here for.
    fn offer_records(&self) -> Result<(), Failure> {
        let list: Element = dom::by_id("records")?;
        let records = self.records.borrow();
        let last = records.last().map(|(record, _)| statement::contact(record));
        for (number, (record, _)) in records.iter().enumerate().rev() {
            let (name, host) = statement::contact(record);
            let unnamed = || self.words.say("locker_unnamed", &[]);
            let name = name.map_or_else(unnamed, str::to_owned);
            let when = record.when.local.get(..16).unwrap_or(&record.when.local).replace('T', " ");
            let same = Some(statement::contact(record)) == last;
            let line = format!("{name} · {host} · {when}");
            list.append_child(&tick("record", &number.to_string(), &line, same)?.into())?;
        }
        dom::show("none-kept", records.is_empty())
    }

    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        let page = Rc::clone(self);
        // Heard before the questions' own listener, which stands around it: the text is written from the new suggestions.
        dom::on(&dom::by_id("records")?, "input", move || page.tell(page.suggest()));
        let page = Rc::clone(self);
        dom::on(&dom::by_id("questions")?, "input", move || page.tell(page.write()));
        let page = Rc::clone(self);
        dom::on(&dom::by_id("statement")?, "input", move || {
            page.theirs.set(true);
            page.tell(dom::show("edited", true));
        });
        let page = Rc::clone(self);
        dom::on_click("again", move || {
            page.theirs.set(false);
            page.tell(dom::show("edited", false).and_then(|()| page.write()));
        })?;
        let page = Rc::clone(self);
        dom::on_click("add-payment", move || page.tell(page.add_payment()))?;
        let page = Rc::clone(self);
        dom::on_click("print", move || page.tell(page.print()))?;
        let page = Rc::clone(self);
        dom::on_click("save", move || page.tell(save()))?;
        self.on_click("copy", |_| async { copy().await.map(|()| "report_copied") })?;
        self.on_click("keep", |page| async move { page.keep().await.map(|()| "report_kept") })?;
        dom::show("keep", false)?;
        dom::enter_presses("passphrase", "unlock")?;
        dom::on_click_step("unlock", self, Self::unlock, Self::tell)
    }

    fn on_click<F>(self: &Rc<Self>, id: &str, then: impl Fn(Rc<Self>) -> F + 'static) -> Result<(), Failure>
    where
        F: Future<Output = Result<&'static str, Failure>> + 'static,
    {
        dom::on_click_step(id, self, then, |page, outcome| {
            page.tell(outcome.and_then(|key| dom::say("done", &page.words.say(key, &[]))));
        })
    }

    /// Says what failed, until something works again.
    fn tell(&self, outcome: Result<(), Failure>) {
        let failed = |failure: Failure| self.words.say("report_failed", &[("why", &failure.to_string())]);
        // If even that line is gone there is nowhere left to say so.
        let _ = dom::say("failed", &outcome.err().map_or_else(String::new, failed));
    }

    /// What the ticked records say: filled in where the person has written nothing of their own.
    fn suggest(&self) -> Result<(), Failure> {
        let Suggested { sites, names, profiles, found, .. } = self.suggested()?;
        for (id, texts) in [("site", sites), ("names", names), ("profiles", profiles)] {
            let field: HtmlInputElement = dom::by_id(id)?;
            let before = field.get_attribute("data-suggested").unwrap_or_default();
            if field.value() == before {
                let text = texts.join(", ");
                field.set_value(&text);
                field.set_attribute("data-suggested", &text)?;
            }
        }
        let list: Element = dom::by_id("found")?;
        list.set_text_content(None);
        for (number, Finding { what, value, theirs }) in found.iter().enumerate() {
            let kind = self.words.say(&format!("report_found_{}", what.key().replace('-', "_")), &[]);
            let mut line = format!("{kind}: {value}");
            if !theirs {
                line = self.words.say("report_found_whose", &[("found", &line)]);
            }
            list.append_child(&tick("found", &number.to_string(), &line, *theirs)?.into())?;
        }
        dom::show("found-all", !found.is_empty())
    }

    fn suggested(&self) -> Result<Suggested, Failure> {
        let ticked = ticked("record")?;
        let chosen = |(number, _): &(usize, &(Record, Digest))| ticked.contains(&number.to_string());
        let records = self.records.borrow();
        let records = records.iter().enumerate().filter(chosen);
        Ok(statement::suggest(records.map(|(_, (record, sha256))| (record, *sha256)), self.region))
    }

    /// The statement after the answers, unless the text is the person's own by now.
    fn write(&self) -> Result<(), Failure> {
        if self.theirs.get() {
            return Ok(());
        }
        let suggested = self.suggested()?;
        let ticked_found = ticked("found")?;
        let found: Vec<_> = suggested
            .found
            .into_iter()
            .enumerate()
            .filter(|(number, _)| ticked_found.contains(&number.to_string()))
            .map(|(_, finding)| (finding.what, finding.value))
            .collect();
        let done = ticked("done")?;
        let answers = Answers {
            site: value("site")?,
            names: list("names")?,
            profiles: list("profiles")?,
            first_contact: value("first-contact")?,
            threat: value("threat")?,
            demand: value("demand")?,
            posted: list("posted")?,
            paid: self.paid()?,
            done: Done::ALL.into_iter().filter(|one| done.iter().any(|key| key == one.key())).collect(),
            kept: suggested.kept,
            under18: match ticked("age")?.first().map(String::as_str) {
                Some("under18") => Some(true),
                Some("adult") => Some(false),
                _ => None,
            },
        };
        let chosen = ticked("whom")?;
        let whom = For::ALL.into_iter().find(|whom| chosen.iter().any(|key| key == whom.key()));
        let whom = whom.ok_or_else(|| Failure::Form("nobody is chosen".into()))?;
        let text = draft(&answers, &found, whom, today()?, &self.texts);
        let text = text.map_err(|missing| Failure::Form(missing.to_string()))?;
        statement_field()?.set_value(&text);
        Ok(())
    }

    fn add_payment(&self) -> Result<(), Failure> {
        let number = self.payments.replace(self.payments.get() + 1);
        let row = dom::element("div", "")?;
        row.set_class_name("payment");
        for part in PAYMENT {
            let label = dom::element("label", "")?;
            let word = dom::element("span", &self.words.say(&format!("report_paid_{part}"), &[]))?;
            label.append_child(&word)?;
            let field: HtmlInputElement = dom::element("input", "")?.unchecked_into();
            field.set_type("text");
            field.set_id(&format!("paid-{part}-{number}"));
            field.set_attribute("autocomplete", "off")?;
            label.append_child(&field)?;
            row.append_child(&label)?;
        }
        dom::by_id::<Element>("payments")?.append_child(&row)?;
        Ok(())
    }

    /// Payments with something written in them.
    fn paid(&self) -> Result<Vec<Payment>, Failure> {
        let mut paid = Vec::new();
        for number in 0..self.payments.get() {
            let part = |part: &str| value(&format!("paid-{part}-{number}"));
            let payment = Payment { amount: part("amount")?, how: part("how")?, when: part("when")? };
            if payment != Payment::default() {
                paid.push(payment);
            }
        }
        Ok(paid)
    }

    /// A text field would be cut off on paper, so what is printed is the text alone.
    fn print(&self) -> Result<(), Failure> {
        dom::by_id::<HtmlElement>("paper")?.set_text_content(Some(&statement_field()?.value()));
        gloo_utils::window().print()?;
        Ok(())
    }

    /// Puts the text beside the newest of the ticked records, as a note: it goes into the package with it.
    async fn keep(&self) -> Result<(), Failure> {
        let ticked = ticked("record")?;
        let records = self.records.borrow().clone();
        let newest = records.iter().enumerate().rev();
        let newest =
            newest.filter(|(number, _)| ticked.contains(&number.to_string())).map(|(_, one)| one).next();
        let (record, sha256) =
            newest.ok_or_else(|| Failure::Form(self.words.say("report_keep_nothing", &[])))?;
        let head = locker::head().await?;
        let (now, note) = (locker::moment(), (statement_field()?.value(), Vec::new()));
        let vault = self.keys.vault(self.keys.unlock_plain().await?)?;
        let noted = add_note(&vault, &head, record, *sha256, note, &now).await;
        noted.map_err(|error| Failure::Storage(error.to_string()))?;
        locker::remember_moment(&now).await
    }
}

fn statement_field() -> Result<HtmlTextAreaElement, Failure> {
    dom::by_id("statement")
}

async fn copy() -> Result<(), Failure> {
    let text = statement_field()?.value();
    JsFuture::from(gloo_utils::window().navigator().clipboard().write_text(&text)).await?;
    Ok(())
}

fn save() -> Result<(), Failure> {
    dom::download(&[statement_field()?.value().as_bytes()], "text/plain;charset=utf-8", "notes.txt")
}

/// A tick box with its words.
fn tick(name: &str, value: &str, words: &str, on: bool) -> Result<Element, Failure> {
    let label = dom::element("label", "")?;
    let field: HtmlInputElement = dom::element("input", "")?.unchecked_into();
    field.set_type("checkbox");
    field.set_name(name);
    field.set_value(value);
    field.set_checked(on);
    field.set_attribute("autocomplete", "off")?;
    label.append_child(&field)?;
    label.append_child(dom::element("span", words)?.as_ref())?;
    Ok(label)
}

/// The values of the ticked boxes or buttons of a name.
fn ticked(name: &str) -> Result<Vec<String>, Failure> {
    let found = dom::document().query_selector_all(&format!("input[name={name}]:checked"))?;
    let field = |index| found.get(index)?.dyn_into::<HtmlInputElement>().ok();
    Ok((0..found.length()).filter_map(field).map(|field| field.value()).collect())
}

fn value(id: &str) -> Result<String, Failure> {
    Ok(dom::by_id::<HtmlInputElement>(id)?.value())
}

/// What stands in a field, parted by commas.
fn list(id: &str) -> Result<Vec<String>, Failure> {
    let text = value(id)?;
    Ok(text.split(',').map(str::trim).filter(|one| !one.is_empty()).map(str::to_owned).collect())
}

/// The day by the device's clock and calendar.
fn today() -> Result<Day, Failure> {
    let date = js_sys::Date::new_0();
    let day = || {
        let year = u16::try_from(date.get_full_year()).ok()?;
        let month = u8::try_from(date.get_month() + 1).ok()?;
        Day::new(year, month, u8::try_from(date.get_date()).ok()?).ok()
    };
    day().ok_or_else(|| Failure::Browser("the clock shows no day".into()))
}
