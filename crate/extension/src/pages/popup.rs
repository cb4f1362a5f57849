//! The popup: one sentence on this chat, what was seen, and the two large buttons.

use std::rc::Rc;

use breakwater_lure::Level;
use serde::de::IgnoredAny;
use wasm_bindgen::JsValue;
use web_sys::{HtmlButtonElement, HtmlElement, HtmlInputElement};

use super::{choices::listed, dom, whole};
use crate::{
    browser::{Failure, api, store, words::Words},
    in_force,
    protocol::{FromPage, Mark, Saved, Standing, Status, TabState, ToSaving, View},
    saved,
};

/// How many reasons are named here.
const REASONS: usize = 6;

struct Popup {
    words: Words,
    tab: i32,
}

pub async fn run() -> Result<(), Failure> {
    let language = in_force::settings().await?.settings.language;
    let words = Words::load(language.as_deref()).await?;
    dom::fill(&words)?;
    let popup = Rc::new(Popup { words, tab: tab_in_front().await? });
    popup.connect()?;
    popup.refresh().await?;
    // Whether the saving of a whole chat is under way; where not, the buttons can be pressed.
    whole::follow(&popup.words, popup.tab).await?;
    Ok(())
}

/// The tab this popup is about. Opened as a page of its own (by a test, or on a phone), the address names it.
async fn tab_in_front() -> Result<i32, Failure> {
    let search = gloo_utils::window().location().search()?;
    if let Some(tab) = search.strip_prefix("?tab=").and_then(|tab| tab.parse().ok()) {
        return Ok(tab);
    }
    api::tab_in_front().await?.id.ok_or_else(|| Failure::Browser("a tab without a number".into()))
}

/// What the popup shows: of the chat what the background left for us, of the page what our script there says, of
/// everything else what we look up here. So it opens at once, and also when the background is down.
struct Shown {
    view: View,
    /// Whether the page keeps the panel from being seen.
    unseen: bool,
    /// The host, where the page has one that can be watched.
    host: Option<String>,
    /// What the site is called.
    site: String,
    /// The sign that the person chose, before the headline as before every note.
    sign: Option<&'static str>,
    /// Whether an organisation manages the settings.
    managed: bool,
    /// How many records are kept.
    records: usize,
}

impl Shown {
    async fn of(tab: i32) -> Result<Self, Failure> {
        let in_force = in_force::settings().await?;
        let state: Option<TabState> = api::remembered(&TabState::slot(tab)).await?;
        let mut view = state.unwrap_or_default().view;
        let mut unseen = false;
        match api::standing(tab).await {
            // What was left for us is of a page that has gone.
            Err(_) => view = View::default(),
            Ok(Some(Standing { answered: false, .. })) => view.status = Status::Paused,
            Ok(standing) => unseen = standing.is_some_and(|standing| standing.unseen),
        }
        let host = host_of(tab).await;
        if host.as_ref().is_some_and(|host| !in_force.settings.watches(host)) {
            view.status = Status::Off;
        }
        // A locker that cannot be opened says so on its own page; here it only has no number.
        let names = store::file_names("records/").await.unwrap_or_default();
        let records = names.iter().filter(|name| name.ends_with("/record.json")).count();
        let site = match &host {
            Some(host) => site_name(host).await?,
            None => String::new(),
        };
        let sign = in_force.settings.sign();
        Ok(Self { view, unseen, host, site, sign, managed: !in_force.locked.is_empty(), records })
    }
}

async fn host_of(tab: i32) -> Option<String> {
    let address = web_sys::Url::new(&api::tab(tab).await.ok()?.url?).ok()?;
    matches!(address.protocol().as_str(), "https:" | "http:").then(|| address.hostname())
}

/// The name a person knows a host by; the host itself where we have none, or where one name is for several: the switch
/// here is for this host only.
async fn site_name(host: &str) -> Result<String, Failure> {
    let mut listed = listed().await?;
    let Some(name) = listed.remove(host) else { return Ok(host.to_owned()) };
    Ok(if listed.values().any(|other| *other == name) { host.to_owned() } else { name })
}

impl Popup {
    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        self.on_click("save", Self::save)?;
        self.on_click("whole", Self::save_whole)?;
        self.on_click("stop", |_| whole::stop())?;
        self.on_click("look", Self::look)?;
        self.on_click("confirm-yes", |popup| popup.trust(true))?;
        self.on_click("confirm-no", |popup| popup.trust(false))?;
        self.on_click("trust", |popup| async move {
            let known = dom::by_id::<HtmlElement>("trust")?.get_attribute("data-known").is_some();
            popup.trust(!known).await
        })?;
        self.on_click("forget", Self::forget)?;
        self.on_click("site-on", Self::switch_site)
    }

    fn on_click<F>(self: &Rc<Self>, id: &str, then: impl Fn(Rc<Self>) -> F + 'static) -> Result<(), Failure>
    where
        F: Future<Output = Result<(), Failure>> + 'static,
    {
        dom::on_click_step(id, self, then, |popup, outcome| {
            if outcome.is_err() {
                popup.paused();
            }
        })
    }

    async fn refresh(&self) -> Result<(), Failure> {
        self.draw(&Shown::of(self.tab).await?)
    }

    /// The background's core is down. It is said plainly, and never looks like "nothing seen".
    fn paused(&self) {
        // The page is ours: if even its headline is gone, nothing is left to say it with.
        let _ = dom::say("headline", &self.words.say("popup_status_paused", &[]));
    }

    fn draw(&self, shown: &Shown) -> Result<(), Failure> {
        let (view, site) = (&shown.view, shown.site.as_str());
        let headline = self.headline(view, site);
        let signed = shown.sign.map(|sign| format!("{sign} {headline}"));
        dom::say("headline", &signed.unwrap_or(headline))?;
        dom::say("contact", &self.contact(view))?;
        dom::show("unseen", shown.unseen)?;
        dom::show("confirm", view.asked_known && !view.known)?;
        self.draw_stages(&view.timeline)?;
        self.draw_reasons(&view.reasons)?;
        dom::say("read", &self.read_by(view))?;
        dom::show("managed", shown.managed)?;

        let not_here = view.status == Status::NotHere;
        dom::show("whole", shown.host.is_some() && view.status != Status::NoChat)?;
        dom::show("look", not_here && shown.host.is_some())?;
        dom::show("look-hint", not_here && shown.host.is_some())?;
        self.draw_trust(view)?;
        dom::show("site", shown.host.is_some() && !not_here)?;
        dom::say("site-label", &self.words.say("popup_site_switch", &[("site", site)]))?;
        dom::by_id::<HtmlInputElement>("site-on")?.set_checked(view.status != Status::Off);
        let count = shown.records.to_string();
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
        let mut read = self.words.say("popup_read_by", &[("rows", &view.rows.to_string()), ("reader", &how)]);
        if view.beside {
            read.push_str(". ");
            read.push_str(&self.words.say("popup_beside", &[]));
        }
        read
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
        dom::show("forget", view.status == Status::Watching)?;
        Ok(())
    }

    async fn save(self: Rc<Self>) -> Result<(), Failure> {
        let button: HtmlButtonElement = dom::by_id("save")?;
        button.set_disabled(true);
        dom::say("saved", &self.words.say("popup_saving", &[]))?;
        let saved = api::ask::<Saved>(&ToSaving::Save { tab: self.tab, whole: false }).await;
        let line = match &saved {
            Ok(saved) => saved::line(&self.words, saved),
            Err(_) => self.words.say("saving_not_page", &[]),
        };
        self.refresh().await?;
        dom::say("saved", &line)?;
        button.set_disabled(false);
        Ok(())
    }

    async fn save_whole(self: Rc<Self>) -> Result<(), Failure> {
        whole::begin(self.tab).await?;
        whole::follow(&self.words, self.tab).await?;
        // One record more.
        self.refresh().await
    }

    async fn look(self: Rc<Self>) -> Result<(), Failure> {
        api::run_in(self.tab, "content.js").await?;
        gloo_utils::window().close()?;
        Ok(())
    }

    async fn trust(self: Rc<Self>, known: bool) -> Result<(), Failure> {
        let _: IgnoredAny = api::ask(&FromPage::Trust { tab: self.tab, known }).await?;
        self.refresh().await
    }

    async fn forget(self: Rc<Self>) -> Result<(), Failure> {
        let _: IgnoredAny = api::ask(&FromPage::Forget { tab: self.tab }).await?;
        let mut shown = Shown::of(self.tab).await?;
        // The page is only now being looked at anew: what was seen of it is forgotten, and nothing is known yet.
        shown.view = View::default();
        self.draw(&shown)?;
        dom::show("look", false)?;
        dom::show("look-hint", false)?;
        dom::say("headline", &self.words.say("popup_forgotten", &[]))
    }

    async fn switch_site(self: Rc<Self>) -> Result<(), Failure> {
        let on = dom::by_id::<HtmlInputElement>("site-on")?.checked();
        if let Some(host) = host_of(self.tab).await {
            let mut settings = in_force::settings().await?.settings;
            if on {
                settings.off.remove(&host);
            } else {
                settings.off.insert(host);
            }
            super::keep_settings(&settings).await?;
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
