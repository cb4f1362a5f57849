//! The popup: one sentence on this chat, what was seen, and the two large buttons.

use std::rc::Rc;

use breakwater_lure::Level;
use serde::de::IgnoredAny;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlInputElement};

use super::{dom, saved_line};
use crate::{
    browser::{Failure, api, words::Words},
    protocol::{FromPage, InForce, Mark, Saved, Status, View},
};

/// How many reasons are named here.
const REASONS: usize = 6;

struct Popup {
    words: Words,
    tab: i32,
}

pub async fn run() -> Result<(), Failure> {
    let language = match api::ask::<InForce>(&FromPage::Settings).await {
        Ok(in_force) => in_force.settings.language,
        // The core in the background is down. This page still has words.
        Err(_) => None,
    };
    let words = Words::load(language.as_deref()).await?;
    dom::fill(&words)?;
    let popup = Rc::new(Popup { words, tab: tab_in_front().await? });
    popup.connect()?;
    popup.refresh().await
}

/// The tab this popup is about. Opened as a page of its own (by a test, or on a phone), the address names it.
async fn tab_in_front() -> Result<i32, Failure> {
    let search = gloo_utils::window().location().search()?;
    if let Some(tab) = search.strip_prefix("?tab=").and_then(|tab| tab.parse().ok()) {
        return Ok(tab);
    }
    let query = serde_json::json!({ "active": true, "currentWindow": true });
    let front = api::tabs(&query).await?.into_iter().find_map(|tab| tab.id);
    front.ok_or_else(|| Failure::Browser("no tab in front".into()))
}

impl Popup {
    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        self.on_click("save", Self::save)?;
        self.on_click("look", Self::look)?;
        self.on_click("confirm-yes", |popup| popup.trust(true))?;
        self.on_click("confirm-no", |popup| popup.trust(false))?;
        self.on_click("trust", |popup| async move {
            let known = dom::by_id::<HtmlElement>("trust")?.get_attribute("data-known").is_some();
            popup.trust(!known).await
        })?;
        self.on_click("site-on", Self::switch_site)
    }

    fn on_click<F>(self: &Rc<Self>, id: &str, then: impl Fn(Rc<Self>) -> F + 'static) -> Result<(), Failure>
    where
        F: Future<Output = Result<(), Failure>> + 'static,
    {
        let popup = Rc::clone(self);
        dom::on_click(id, move || {
            let (step, popup) = (then(Rc::clone(&popup)), Rc::clone(&popup));
            spawn_local(async move {
                if step.await.is_err() {
                    popup.paused();
                }
            });
        })
    }

    async fn refresh(&self) -> Result<(), Failure> {
        match api::ask::<View>(&FromPage::View { tab: self.tab }).await {
            Ok(view) => self.draw(&view),
            Err(_) => {
                self.paused();
                Ok(())
            }
        }
    }

    /// The background's core is down. It is said plainly, and never looks like "nothing seen".
    fn paused(&self) {
        // The page is ours: if even its headline is gone, nothing is left to say it with.
        let _ = dom::say("headline", &self.words.say("popup_status_paused", &[]));
    }

    fn draw(&self, view: &View) -> Result<(), Failure> {
        let site = view.site.as_deref().unwrap_or_default();
        dom::by_id::<HtmlElement>("help")?;
        dom::say("headline", &self.headline(view, site))?;
        dom::say("contact", &self.contact(view))?;
        dom::show("confirm", view.asked_known && !view.known)?;
        self.draw_stages(&view.timeline)?;
        self.draw_reasons(&view.reasons)?;
        dom::say("read", &self.read_by(view))?;
        dom::show("managed", view.managed)?;

        let not_here = view.status == Status::NotHere;
        dom::by_id::<HtmlButtonElement>("save")?.set_disabled(false);
        dom::show("look", not_here && view.host.is_some())?;
        dom::show("look-hint", not_here && view.host.is_some())?;
        self.draw_trust(view)?;
        dom::show("site", view.host.is_some() && !not_here)?;
        dom::say("site-label", &self.words.say("popup_site_switch", &[("site", site)]))?;
        dom::by_id::<HtmlInputElement>("site-on")?.set_checked(view.status != Status::Off);
        let count = view.records.to_string();
        dom::say("locker", &self.words.say("popup_link_locker", &[("count", &count)]))?;

        let main = dom::document().query_selector("main")?.ok_or_else(|| Failure::Form("no main".into()))?;
        main.set_class_name(view.level.name());
        Ok(())
    }

    fn headline(&self, view: &View, site: &str) -> String {
        let say = |key: &str| self.words.say(key, &[]);
        match &view.status {
            Status::NotHere => say("popup_status_not_here"),
            Status::Off => self.words.say("popup_site_off", &[("site", site)]),
            Status::NoChat => say("popup_status_no_chat"),
            Status::Paused => say("popup_status_paused"),
            Status::CannotRead(why) => {
                let why = say(&format!("popup_why_{}", why.replace('-', "_")));
                self.words.say("popup_status_cannot_read", &[("why", &why)])
            }
            Status::Watching if view.known && view.level < Level::Threat => say("popup_level_known"),
            Status::Watching => say(&format!("popup_level_{}", view.level.name())),
        }
    }

    fn contact(&self, view: &View) -> String {
        match (&view.status, &view.contact) {
            (Status::Watching, Some(name)) => self.words.say("popup_contact", &[("name", name)]),
            (Status::Watching, None) => self.words.say("popup_contact_unnamed", &[]),
            _ => String::new(),
        }
    }

    fn read_by(&self, view: &View) -> String {
        let (Status::Watching, Some(reader)) = (&view.status, &view.reader) else { return String::new() };
        let how = match reader.as_str() {
            "generic" => self.words.say("popup_reader_generic", &[]),
            site => self.words.say("popup_reader_site", &[("site", site)]),
        };
        self.words.say("popup_read_by", &[("rows", &view.rows.to_string()), ("reader", &how)])
    }

    fn draw_stages(&self, timeline: &[Mark]) -> Result<(), Failure> {
        let list: HtmlElement = dom::by_id("timeline")?;
        list.set_text_content(None);
        for mark in timeline {
            let key = format!("popup_stage_{}", mark.stage.replace('-', "_"));
            let item = dom::element("li", &self.words.say(&key, &[]))?;
            if let Some(at) = mark.at {
                item.append_child(dom::element("time", &clock(at))?.as_ref())?;
            }
            list.append_child(&item)?;
        }
        dom::show("stages", !timeline.is_empty())
    }

    fn draw_reasons(&self, reasons: &[String]) -> Result<(), Failure> {
        let list: HtmlElement = dom::by_id("reason-list")?;
        list.set_text_content(None);
        for reason in reasons.iter().take(REASONS) {
            list.append_child(dom::element("li", reason)?.as_ref())?;
        }
        dom::show("reasons", !reasons.is_empty())
    }

    fn draw_trust(&self, view: &View) -> Result<(), Failure> {
        let trust: HtmlElement = dom::by_id("trust")?;
        let key = if view.known { "popup_trust_undo" } else { "popup_trust" };
        trust.set_text_content(Some(&self.words.say(key, &[])));
        if view.known {
            trust.set_attribute("data-known", "")?;
        } else {
            trust.remove_attribute("data-known")?;
        }
        trust.set_hidden(view.status != Status::Watching);
        Ok(())
    }

    async fn save(self: Rc<Self>) -> Result<(), Failure> {
        let button: HtmlButtonElement = dom::by_id("save")?;
        button.set_disabled(true);
        dom::say("saved", &self.words.say("popup_saving", &[]))?;
        let saved = api::ask::<Saved>(&FromPage::Save { tab: self.tab }).await;
        button.set_disabled(false);
        let line = match &saved {
            Ok(saved) => saved_line(&self.words, saved),
            Err(_) => self.words.say("saving_not_page", &[]),
        };
        self.refresh().await?;
        dom::say("saved", &line)
    }

    async fn look(self: Rc<Self>) -> Result<(), Failure> {
        let _: IgnoredAny = api::ask(&FromPage::Look { tab: self.tab }).await?;
        gloo_utils::window().close()?;
        Ok(())
    }

    async fn trust(self: Rc<Self>, known: bool) -> Result<(), Failure> {
        let _: IgnoredAny = api::ask(&FromPage::Trust { tab: self.tab, known }).await?;
        self.refresh().await
    }

    async fn switch_site(self: Rc<Self>) -> Result<(), Failure> {
        let on = dom::by_id::<HtmlInputElement>("site-on")?.checked();
        let view: View = api::ask(&FromPage::View { tab: self.tab }).await?;
        if let Some(host) = view.host {
            let _: IgnoredAny = api::ask(&FromPage::SetSite { host, on }).await?;
        }
        self.refresh().await
    }
}

/// Hours and minutes, as the person's own settings write them.
fn clock(at: f64) -> String {
    let date = js_sys::Date::new(&JsValue::from_f64(at));
    let options = js_sys::Object::new();
    for field in ["hour", "minute"] {
        // Setting a plain property on our own fresh object cannot fail.
        let _ = js_sys::Reflect::set(&options, &field.into(), &"2-digit".into());
    }
    date.to_locale_time_string_with_options("default", &options).into()
}
