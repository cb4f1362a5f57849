//! The controls that the settings page and the first steps share: age, country, language, sites. Every change is kept
//! at once; what a policy has locked is shown and can't be changed.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use breakwater_evidence::Age;
use serde::Deserialize;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Element, HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::{dom, sites};
use crate::{
    browser::{Failure, api, words::Words},
    in_force,
    protocol::InForce,
    settings::Settings,
};

/// A choice in a list: code and name, as the build writes them into `countries.json` and `languages.json`.
#[derive(Deserialize)]
pub struct Choice {
    pub code: String,
    pub name: String,
}

/// The words and settings of a page with controls on it.
pub struct Choices {
    pub words: RefCell<Words>,
    pub in_force: RefCell<InForce>,
    /// What else a page shows of the settings.
    more: fn(&InForce) -> Result<(), Failure>,
}

impl Choices {
    /// Fills and connects the shared controls; `fill` fills, `more` draws what the page has besides.
    pub async fn start(
        fill: fn(&Self) -> Result<(), Failure>,
        more: fn(&InForce) -> Result<(), Failure>,
    ) -> Result<Rc<Self>, Failure> {
        let in_force = in_force::settings().await?;
        let words = Words::load(in_force.settings.language.as_deref()).await?;
        let choices = Rc::new(Self { words: RefCell::new(words), in_force: RefCell::new(in_force), more });
        choices.fill().await?;
        fill(&choices)?;
        choices.draw()?;
        choices.connect()?;
        Ok(choices)
    }

    /// The lists, once.
    async fn fill(self: &Rc<Self>) -> Result<(), Failure> {
        dom::fill(&self.words.borrow())?;
        let countries: Vec<Choice> = serde_json::from_str(&api::own_file("notes/countries.json").await?)?;
        self.list("country", "options_country_auto", &countries)?;
        let languages: Vec<Choice> = serde_json::from_str(&api::own_file("languages.json").await?)?;
        self.list("language", "options_language_auto", &languages)?;
        sites::fill(self).await
    }

    /// A list to choose from, `automatic` first.
    pub fn list(&self, id: &str, automatic: &str, choices: &[Choice]) -> Result<(), Failure> {
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
        dom::show("managed", !in_force.locked.is_empty())?;
        for radio in dom::all::<HtmlInputElement>("input[name=age]")? {
            let value = Age::deserialize(serde::de::value::StrDeserializer::<serde::de::value::Error>::new(
                &radio.value(),
            ));
            radio.set_checked(value.is_ok_and(|age| age == settings.age));
            radio.set_disabled(in_force.locks("age"));
        }
        for (id, value) in [("country", &settings.country), ("language", &settings.language)] {
            let list: HtmlSelectElement = dom::by_id(id)?;
            list.set_value(value.as_deref().unwrap_or_default());
            list.set_disabled(in_force.locks(id));
        }
        sites::draw(&in_force)?;
        dom::by_id::<HtmlInputElement>("more-host")?.set_disabled(in_force.locks("off"));
        dom::by_id::<HtmlButtonElement>("more")?.set_disabled(in_force.locks("off"));
        for note in dom::all::<HtmlElement>("[data-lock]")? {
            let name = note.get_attribute("data-lock").unwrap_or_default();
            note.set_hidden(!in_force.locks(&name));
        }
        (self.more)(&in_force)
    }

    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        for radio in dom::all("input[name=age]")? {
            self.on_change(&radio, |settings, radio| {
                settings.age = if radio.value() == "adult" { Age::Adult } else { Age::Under18 };
                settings.mask |= settings.age != Age::Adult;
            });
        }
        self.on_select("country", |settings, value| settings.country = value)?;
        self.on_select("language", |settings, value| settings.language = value)?;
        let choices = Rc::clone(self);
        api::on_stored(move |changed| {
            // Somewhere else, or by a policy: what this page shows must not be older than what holds.
            if changed.is_policy || changed.keys.iter().any(|key| key == "settings" || key == "policy") {
                let choices = Rc::clone(&choices);
                spawn_local(async move {
                    if let Err(failure) = choices.refresh().await {
                        choices.say_failed(&failure);
                    }
                });
            }
        })
    }

    /// Calls `change` with the settings when an input of ours changes, and keeps what it makes of them.
    pub fn on_change(
        self: &Rc<Self>,
        input: &Element,
        change: impl Fn(&mut Settings, &HtmlInputElement) + 'static,
    ) {
        let choices = Rc::clone(self);
        let source: HtmlInputElement = input.clone().unchecked_into();
        dom::on(input, "change", move || {
            let mut settings = choices.in_force.borrow().settings.clone();
            change(&mut settings, &source);
            choices.keep(settings);
        });
    }

    /// Calls `change` with the settings when something is chosen in a list of ours, and keeps what it makes of them.
    pub fn on_select(
        self: &Rc<Self>,
        id: &str,
        change: impl Fn(&mut Settings, Option<String>) + 'static,
    ) -> Result<(), Failure> {
        let list: HtmlSelectElement = dom::by_id(id)?;
        let choices = Rc::clone(self);
        let source = list.clone();
        dom::on(&list, "change", move || {
            let mut settings = choices.in_force.borrow().settings.clone();
            change(&mut settings, Some(source.value()).filter(|value| !value.is_empty()));
            choices.keep(settings);
        });
        Ok(())
    }

    fn keep(self: &Rc<Self>, settings: Settings) {
        let choices = Rc::clone(self);
        self.run(async move { choices.kept(&settings).await.map(|()| "options_saved") });
    }

    /// Keeps settings, and shows what holds then.
    pub async fn kept(&self, settings: &Settings) -> Result<(), Failure> {
        super::keep_settings(settings).await?;
        self.refresh().await
    }

    async fn refresh(&self) -> Result<(), Failure> {
        let in_force = in_force::settings().await?;
        let words = Words::load(in_force.settings.language.as_deref()).await?;
        dom::fill(&words)?;
        self.words.replace(words);
        self.in_force.replace(in_force);
        self.draw()
    }

    /// Does a step, and says in the page what came of it: the text under the key that it gives.
    pub fn run(self: &Rc<Self>, step: impl Future<Output = Result<&'static str, Failure>> + 'static) {
        let choices = Rc::clone(self);
        spawn_local(async move {
            match step.await {
                Ok(key) => choices.say(&choices.words.borrow().say(key, &[])),
                Err(failure) => choices.say_failed(&failure),
            }
        });
    }

    fn say_failed(&self, failure: &Failure) {
        self.say(&self.words.borrow().say("options_failed", &[("why", &failure.to_string())]));
    }

    /// Puts a line where the page says what was done.
    #[expect(clippy::unused_self, reason = "only a page that was started has such a line")]
    pub fn say(&self, line: &str) {
        // The page is ours; if its status line is gone there is nowhere left to say so.
        let _ = dom::say("done", line);
    }
}

/// Names of listed hosts, as a person knows them.
pub async fn listed() -> Result<BTreeMap<String, String>, Failure> {
    #[derive(Deserialize)]
    struct Site {
        name: String,
    }
    let sites: BTreeMap<String, Site> = serde_json::from_str(&api::own_file("sites.json").await?)?;
    Ok(sites.into_iter().map(|(host, site)| (host, site.name)).collect())
}
