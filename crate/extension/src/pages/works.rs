//! The page that says what works here and what is in the way.

use std::{
    collections::{BTreeMap, BTreeSet},
    rc::Rc,
};

use serde::de::IgnoredAny;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{HtmlButtonElement, HtmlElement, Url};

use super::{choices::listed, dom};
use crate::{
    browser::{Failure, api, ask, permission, store, store::Shelf, words::Words},
    checkup::{Finding, Picture, Seen, findings},
    in_force,
    protocol::{FromPage, ToContent},
};

struct Works {
    words: Words,
    /// Listed hosts that the browser keeps from us.
    kept: Vec<String>,
    /// What was found, as a text to hand on.
    text: String,
}

pub async fn run() -> Result<(), Failure> {
    let in_force = in_force::settings().await?;
    let words = Words::load(in_force.settings.language.as_deref()).await?;
    dom::fill(&words)?;

    let listed = listed().await?;
    let granted = permission::hosts().await?;
    let kept: Vec<_> = listed.keys().filter(|host| !granted.contains(*host)).cloned().collect();
    let seen = Seen {
        core: api::ask::<IgnoredAny>(&FromPage::Ready).await.is_ok(),
        sites: sites(&listed, listed.keys()),
        sites_kept: sites(&listed, &kept),
        tabs_forbidden: tabs_forbidden(|host| listed.contains_key(host)).await?,
        picture: match ask::shoot().await {
            Ok(()) => Picture::Taken,
            Err(refusal) => Picture::refused(&refusal.to_string()),
        },
        private: ask::private().await,
        storage: storage_answers().await,
        lasting: ask::lasting().await,
        locked: in_force.locked.len(),
        ignored: in_force.ignored,
        pinned: ask::pinned().await,
    };
    let findings = findings(&seen);
    draw(&words, &findings)?;
    let text = as_text(&words, &findings);
    let works = Rc::new(Works { words, kept, text });
    works.connect()
}

/// How many sites some hosts belong to: a person counts by name, as the settings list them.
fn sites<'h>(listed: &BTreeMap<String, String>, hosts: impl IntoIterator<Item = &'h String>) -> usize {
    hosts.into_iter().filter_map(|host| listed.get(host)).collect::<BTreeSet<_>>().len()
}

/// Open tabs of watched sites into which a policy keeps our script from coming.
async fn tabs_forbidden(watched: impl Fn(&str) -> bool) -> Result<usize, Failure> {
    let mut forbidden = 0;
    for tab in api::tabs().await? {
        let host = tab.url.as_deref().and_then(|url| Url::new(url).ok()).map(|url| url.hostname());
        let (Some(id), true) = (tab.id, host.is_some_and(|host| watched(&host))) else { continue };
        if api::tell::<IgnoredAny>(id, &ToContent::Refresh).await.is_ok() {
            continue;
        }
        if let Err(refusal) = api::run_in(id, "content.js").await {
            forbidden += usize::from(Picture::refused(&refusal.to_string()) == Picture::Forbidden);
        }
    }
    Ok(forbidden)
}

/// Whether what is written to the database comes back.
async fn storage_answers() -> bool {
    // Whole: on their way through JSON the last digit of other numbers may be another one.
    let now = api::steady_ms().floor();
    let written = store::put(Shelf::Device, "check", &now).await;
    written.is_ok() && store::get::<f64>(Shelf::Device, "check").await.ok().flatten() == Some(now)
}

fn sentence(words: &Words, found: &Finding) -> String {
    let places: Vec<_> = found.places.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.say(found.word, &places)
}

fn state(words: &Words, found: &Finding) -> String {
    words.say(&format!("works_state_{}", found.state.name()), &[])
}

fn draw(words: &Words, findings: &[Finding]) -> Result<(), Failure> {
    let list: HtmlElement = dom::by_id("findings")?;
    for found in findings {
        let item = dom::element("li", "")?;
        item.set_class_name(found.state.name());
        let state = dom::element("span", &state(words, found))?;
        state.set_class_name("state");
        item.append_child(&state)?;
        item.append_child(dom::element("p", &sentence(words, found))?.as_ref())?;
        if let Some(tell) = found.tell {
            let tell = dom::element("p", &words.say(tell, &[]))?;
            tell.set_class_name("muted");
            item.append_child(&tell)?;
        }
        list.append_child(&item)?;
    }
    dom::show("looking", false)?;
    dom::show("after", true)
}

/// Everything that was found, with our version and the browser's name for itself. Nothing of the person.
fn as_text(words: &Words, findings: &[Finding]) -> String {
    let mut text = format!("Breakwater {} · {}\n", ask::version(), api::user_agent());
    for found in findings {
        text.push_str(&format!("\n[{}] {}\n", state(words, found), sentence(words, found)));
        if let Some(tell) = found.tell {
            text.push_str(&format!("    {}\n", words.say(tell, &[])));
        }
    }
    text
}

impl Works {
    fn connect(self: &Rc<Self>) -> Result<(), Failure> {
        dom::show("allow", !self.kept.is_empty())?;
        let works = Rc::clone(self);
        dom::on_click("copy", move || {
            let works = Rc::clone(&works);
            spawn_local(async move {
                let copied =
                    JsFuture::from(gloo_utils::window().navigator().clipboard().write_text(&works.text))
                        .await;
                works.say(if copied.is_ok() { "works_copied" } else { "works_not_copied" });
            });
        })?;
        let works = Rc::clone(self);
        dom::on_click("allow", move || {
            // Before anything is waited for: the browsers want to be asked within the click.
            let asked = permission::ask(&works.kept);
            let works = Rc::clone(&works);
            spawn_local(async move {
                let allowed = match asked {
                    Ok(asked) => asked.answer().await.unwrap_or(false),
                    Err(_) => false,
                };
                works.say(if allowed { "works_allowed" } else { "options_more_refused" });
                if allowed && let Ok(button) = dom::by_id::<HtmlButtonElement>("allow") {
                    button.set_hidden(true);
                }
            });
        })
    }

    fn say(&self, key: &str) {
        // The page is ours; if its status line is gone there is nowhere left to say so.
        let _ = dom::say("done", &self.words.say(key, &[]));
    }
}
