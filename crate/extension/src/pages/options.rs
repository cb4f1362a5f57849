//! The settings page. Every change is kept at once; what a policy has locked is shown and can't be changed.

use std::{cell::RefCell, rc::Rc};

use breakwater_evidence::Age;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::dom;
use crate::{
    browser::{Failure, api, store, store::Shelf, words::Words},
    in_force,
    protocol::InForce,
    settings::Settings,
};

/// The names of a site, as the build writes them into `sites.json`.
#[derive(Deserialize)]
struct Site {
    name: String,
}

/// A choice in a list: code and name, as the build writes them into `places.json` and `languages.json`.
#[derive(Deserialize)]
struct Choice {
    code: String,
    name: String,
}

struct Options {
    words: RefCell<Words>,
    in_force: RefCell<InForce>,
}

pub async fn run() -> Result<(), Failure> {
    let in_force = in_force::settings().await?;
    let words = Words::load(in_force.settings.language.as_deref()).await?;
    let options = Rc::new(Options { words: RefCell::new(words), in_force: RefCell::new(in_force) });
    options.fill().await?;
    options.draw()?;
    options.connect()
}

impl Options {
    /// The lists, once.
    async fn fill(self: &Rc<Self>) -> Result<(), Failure> {
        dom::fill(&self.words.borrow())?;
        let countries: Vec<Choice> = serde_json::from_str(&api::own_file("notes/countries.json").await?)?;
        self.choices("country", "options_country_auto", &countries)?;
        let languages: Vec<Choice> = serde_json::from_str(&api::own_file("languages.json").await?)?;
        self.choices("language", "options_language_auto", &languages)?;

        let sites: std::collections::BTreeMap<String, Site> =
            serde_json::from_str(&api::own_file("sites.json").await?)?;
        let list: HtmlElement = dom::by_id("sites")?;
        for (host, site) in sites {
            let label = dom::element("label", "")?;
            let input: HtmlInputElement = dom::element("input", "")?.unchecked_into();
            input.set_type("checkbox");
            input.set_attribute("data-host", &host)?;
            label.append_child(&input)?;
            let name = if site.name == host { host.clone() } else { format!("{} · {host}", site.name) };
            label.append_child(dom::element("span", &name)?.as_ref())?;
            let item = dom::element("li", "")?;
            item.append_child(&label)?;
            list.append_child(&item)?;
            self.on_change(&input.unchecked_into(), move |settings, input| {
                if input.checked() {
                    settings.off.remove(&host);
                } else {
                    settings.off.insert(host.clone());
                }
            });
        }
        Ok(())
    }

    fn choices(&self, id: &str, automatic: &str, choices: &[Choice]) -> Result<(), Failure> {
        let list: HtmlSelectElement = dom::by_id(id)?;
        let words = self.words.borrow();
        let first = dom::element("option", &words.say(automatic, &[]))?;
        first.set_attribute("value", "")?;
        first.set_attribute("data-word", automatic)?;
        list.append_child(&first)?;
        for choice in choices {
            let option = dom::element("option", &choice.name)?;
            option.set_attribute("value", &choice.code)?;
            list.append_child(&option)?;
        }
        Ok(())
    }

    /// What holds now.
    fn draw(&self) -> Result<(), Failure> {
        let in_force = self.in_force.borrow();
        let settings = &in_force.settings;
        let locked = |name: &str| in_force.locked.iter().any(|locked| locked == name);
        dom::show("managed", !in_force.locked.is_empty())?;
        let notes = dom::document().query_selector_all("[data-lock]")?;
        for note in (0..notes.length()).filter_map(|index| notes.get(index)?.dyn_into::<HtmlElement>().ok()) {
            note.set_hidden(!locked(&note.get_attribute("data-lock").unwrap_or_default()));
        }
        let list: HtmlElement = dom::by_id("ignored-list")?;
        list.set_text_content(None);
        for name in &in_force.ignored {
            list.append_child(dom::element("li", name)?.as_ref())?;
        }
        dom::show("ignored", !in_force.ignored.is_empty())?;
        dom::show("capture-locked", !settings.capture)?;
        for radio in inputs("input[name=age]")? {
            let value = Age::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(
                &radio.value(),
            ));
            radio.set_checked(value.is_ok_and(|age| age == settings.age));
            radio.set_disabled(locked("age"));
        }
        let mask: HtmlInputElement = dom::by_id("mask")?;
        mask.set_checked(settings.must_mask());
        mask.set_disabled(locked("mask") || settings.age != Age::Adult);
        for (id, value) in [("country", &settings.country), ("language", &settings.language)] {
            let list: HtmlSelectElement = dom::by_id(id)?;
            list.set_value(value.as_deref().unwrap_or_default());
            list.set_disabled(locked(id));
        }
        for site in inputs("#sites input")? {
            let host = site.get_attribute("data-host").unwrap_or_default();
            site.set_checked(settings.watches(&host));
            site.set_disabled(locked("off"));
        }
        Ok(())
    }

    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        for radio in inputs("input[name=age]")? {
            self.on_change(&radio.unchecked_into(), |settings, radio| {
                settings.age = if radio.value() == "adult" { Age::Adult } else { Age::Under18 };
                settings.mask |= settings.age != Age::Adult;
            });
        }
        self.on_change(&dom::by_id("mask")?, |settings, mask| settings.mask = mask.checked());
        self.on_select("country", |settings, value| settings.country = value)?;
        self.on_select("language", |settings, value| settings.language = value)?;
        let options = Rc::clone(self);
        dom::on_click("forget", move || {
            let options = Rc::clone(&options);
            spawn_local(async move {
                options.report(forget().await.map(|()| "options_forget_done"));
            });
        })
    }

    fn on_change(
        self: &Rc<Self>,
        input: &Element,
        change: impl Fn(&mut Settings, &HtmlInputElement) + 'static,
    ) {
        let options = Rc::clone(self);
        let source: HtmlInputElement = input.clone().unchecked_into();
        dom::on(input, "change", move || {
            let mut settings = options.in_force.borrow().settings.clone();
            change(&mut settings, &source);
            options.keep(settings);
        });
    }

    fn on_select(
        self: &Rc<Self>,
        id: &str,
        change: impl Fn(&mut Settings, Option<String>) + 'static,
    ) -> Result<(), Failure> {
        let list: HtmlSelectElement = dom::by_id(id)?;
        let options = Rc::clone(self);
        let source = list.clone();
        dom::on(&list, "change", move || {
            let mut settings = options.in_force.borrow().settings.clone();
            change(&mut settings, Some(source.value()).filter(|value| !value.is_empty()));
            options.keep(settings);
        });
        Ok(())
    }

    fn keep(self: &Rc<Self>, settings: Settings) {
        let options = Rc::clone(self);
        spawn_local(async move {
            let outcome = options.kept(settings).await;
            options.report(outcome.map(|()| "options_saved"));
        });
    }

    async fn kept(&self, settings: Settings) -> Result<(), Failure> {
        let in_force = super::keep_settings(&settings).await?;
        let words = Words::load(in_force.settings.language.as_deref()).await?;
        dom::fill(&words)?;
        self.words.replace(words);
        self.in_force.replace(in_force);
        self.draw()
    }

    fn report(&self, outcome: Result<&str, Failure>) {
        let words = self.words.borrow();
        let line = match outcome {
            Ok(key) => words.say(key, &[]),
            Err(failure) => words.say("options_failed", &[("why", &failure.to_string())]),
        };
        // The page is ours; if its status line is gone there is nowhere left to say so.
        let _ = dom::say("done", &line);
    }
}

async fn forget() -> Result<(), Failure> {
    store::clear(&[Shelf::Contacts]).await?;
    api::look_again_everywhere().await
}

fn inputs(selector: &str) -> Result<Vec<HtmlInputElement>, Failure> {
    let found = dom::document().query_selector_all(selector)?;
    Ok((0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect())
}
