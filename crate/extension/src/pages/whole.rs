//! The popup's part in saving a whole chat: it begins it, shows how far it is, and asks it to stop. The saving itself
//! goes on in the background when the popup is closed; how far it is stands in the browser's memory ([`Whole`]).

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlButtonElement;

use super::dom;
use crate::{
    browser::{Failure, api, words::Words},
    protocol::{Saved, ToSaving, Whole},
    saved,
};

/// How often the popup looks how far it is, in milliseconds.
const LOOK: i32 = 300;

/// Asks the background to save the whole chat of a tab; [`follow`] shows what comes of it.
pub async fn begin(tab: i32) -> Result<(), Failure> {
    api::drop_remembered(Whole::STOP).await?;
    let now = js_sys::Date::now();
    api::remember(Whole::SLOT, &Whole { tab, step: 0, at: now, done: None }).await?;
    spawn_local(async move {
        if api::ask::<Saved>(&ToSaving::Save { tab, whole: true }).await.is_err() {
            // The background was ended in the middle. Where the memory fails too, `follow` finds out by the time.
            let _ = api::remember(Whole::SLOT, &Whole { tab, step: 0, at: 0.0, done: None }).await;
        }
    });
    Ok(())
}

/// Asks it to end, and to keep what it has.
pub async fn stop() -> Result<(), Failure> {
    dom::by_id::<HtmlButtonElement>("stop")?.set_disabled(true);
    api::remember(Whole::STOP, &true).await
}

/// Shows how far the saving of a tab's chat is, until it has ended, and then what came of it.
pub async fn follow(words: &Words, tab: i32) -> Result<(), Failure> {
    let of_tab = |whole: &Whole| whole.tab == tab;
    while let Some(whole) = api::remembered::<Whole>(Whole::SLOT).await?.filter(of_tab) {
        let line = match &whole.done {
            Some(done) => saved::line(words, done),
            None if whole.is_broken_off(js_sys::Date::now()) => {
                // The number that stands there is of something that has ended.
                let _ = api::badge(tab, "", api::TEAL, "").await;
                words.say("saving_whole_broken_off", &[])
            }
            None => {
                busy(true)?;
                let number = whole.step.max(1).to_string();
                dom::say("saved", &words.say("popup_whole_at", &[("number", &number)]))?;
                api::sleep(LOOK).await;
                continue;
            }
        };
        api::drop_remembered(Whole::SLOT).await?;
        dom::say("saved", &line)?;
    }
    busy(false)
}

/// While it saves, nothing else can be begun, and it can be stopped.
fn busy(saving: bool) -> Result<(), Failure> {
    for button in ["save", "whole"] {
        dom::by_id::<HtmlButtonElement>(button)?.set_disabled(saving);
    }
    dom::show("whole-hint", saving)?;
    let stop: HtmlButtonElement = dom::by_id("stop")?;
    if !saving {
        stop.set_disabled(false);
    }
    stop.set_hidden(!saving);
    Ok(())
}
