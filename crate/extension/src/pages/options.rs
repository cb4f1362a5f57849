//! The settings page: the shared controls, and what only this page has.

use std::rc::Rc;

use breakwater_evidence::Age;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlButtonElement, HtmlElement, HtmlInputElement, HtmlSelectElement};

use super::{
    choices::{Choice, Choices},
    dom,
};
use crate::{
    browser::{Failure, api, store, store::Shelf},
    in_force, portable,
    protocol::InForce,
    retention::Retention,
    sensitivity::Sensitivity,
    settings::Settings,
    signs::SIGNS,
};

/// What a settings file is called when it is handed to the browser.
const FILE: &str = "settings.json";

pub async fn run() -> Result<(), Failure> {
    let choices = Choices::start(fill, draw).await?;
    choices.on_change(&dom::by_id("mask")?, |settings, mask| settings.mask = mask.checked());
    choices.on_change(&dom::by_id("discreet")?, |settings, discreet| settings.discreet = discreet.checked());
    for radio in dom::all("input[name=sensitivity]")? {
        choices.on_change(&radio, |settings, radio| settings.sensitivity = sensitivity(&radio.value()));
    }
    choices.on_select("retention", |settings, days| {
        settings.retention = days.as_deref().and_then(Retention::named).unwrap_or(settings.retention);
    })?;
    choices.on_select("sign", |settings, sign| settings.sign = sign)?;
    on_click(&choices, "forget", |_| async {
        store::clear(&[Shelf::Contacts]).await?;
        api::look_again_everywhere().await?;
        Ok("options_forget_done")
    })?;
    on_click(&choices, "file-save", |_| async {
        let text = portable::write(&in_force::chosen().await?)?;
        dom::download(&[text.as_bytes()], "application/json", FILE)?;
        Ok("options_file_saved")
    })?;
    on_click(&choices, "reset", |choices| async move {
        choices.kept(&Settings::default()).await?;
        Ok("options_reset_done")
    })?;
    let loading = Rc::clone(&choices);
    dom::on(&dom::by_id::<Element>("file-load")?, "change", move || load(&loading));
    Ok(())
}

fn on_click<F>(
    choices: &Rc<Choices>,
    id: &str,
    then: impl Fn(Rc<Choices>) -> F + 'static,
) -> Result<(), Failure>
where
    F: Future<Output = Result<&'static str, Failure>> + 'static,
{
    let choices = Rc::clone(choices);
    dom::on_click(id, move || choices.run(then(Rc::clone(&choices))))
}

/// The lists that only this page has, once.
fn fill(choices: &Choices) -> Result<(), Failure> {
    let name = |(code, sign): &(&str, &str)| {
        let word = choices.words.borrow().say(&format!("options_sign_{code}"), &[]);
        Choice { code: (*code).to_owned(), name: format!("{sign} {word}") }
    };
    choices.list("sign", "options_sign_none", &SIGNS.iter().map(name).collect::<Vec<_>>())
}

/// What a button of the group says; the ordinary one if it says nothing that we know.
fn sensitivity(value: &str) -> Sensitivity {
    match value {
        "low" => Sensitivity::Low,
        "high" => Sensitivity::High,
        _ => Sensitivity::Standard,
    }
}

fn draw(in_force: &InForce) -> Result<(), Failure> {
    let settings = &in_force.settings;
    dom::show("capture-locked", !settings.capture)?;
    let mask: HtmlInputElement = dom::by_id("mask")?;
    mask.set_checked(settings.must_mask());
    mask.set_disabled(in_force.locks("mask") || settings.age != Age::Adult);
    dom::by_id::<HtmlInputElement>("discreet")?.set_checked(settings.discreet);
    for radio in dom::all::<HtmlInputElement>("input[name=sensitivity]")? {
        radio.set_checked(sensitivity(&radio.value()) == settings.sensitivity);
        radio.set_disabled(in_force.locks("sensitivity"));
    }
    let retention: HtmlSelectElement = dom::by_id("retention")?;
    retention.set_value(settings.retention.name());
    retention.set_disabled(in_force.locks("retention"));
    dom::by_id::<HtmlSelectElement>("sign")?.set_value(settings.sign.as_deref().unwrap_or_default());
    let list: HtmlElement = dom::by_id("ignored-list")?;
    list.set_text_content(None);
    for name in &in_force.ignored {
        list.append_child(dom::element("li", name)?.as_ref())?;
    }
    dom::show("ignored", !in_force.ignored.is_empty())?;
    // Nothing that a file or a reset would change is the person's own then.
    let all = in_force.locks_all();
    dom::by_id::<HtmlInputElement>("file-load")?.set_disabled(all);
    dom::by_id::<HtmlButtonElement>("reset")?.set_disabled(all);
    Ok(())
}

/// Reads a settings file that somebody chose.
fn load(choices: &Rc<Choices>) {
    let Ok(field) = dom::by_id::<HtmlInputElement>("file-load") else { return };
    let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
    // The same file can be chosen again after it was mended.
    field.set_value("");
    let loading = Rc::clone(choices);
    choices.run(async move {
        // What stands there is of the file before.
        dom::say("file-passed-over", "")?;
        dom::say("file-by-hand", "")?;
        let brought = if file.size() > portable::LARGEST as f64 {
            Err(portable::Fault::TooLarge)
        } else {
            let bytes = js_sys::Uint8Array::new(&JsFuture::from(file.array_buffer()).await?).to_vec();
            portable::read(&bytes, &loading.in_force.borrow().settings)
        };
        let brought = match brought {
            Ok(brought) => brought,
            Err(fault) => return Ok(fault.word()),
        };
        loading.kept(&brought.settings).await?;
        dom::say("file-passed-over", &list(&loading, "options_file_passed_over", &brought.passed_over))?;
        let names: Vec<_> = brought
            .by_hand
            .iter()
            .map(|name| loading.words.borrow().say(&format!("options_{name}"), &[]))
            .collect();
        dom::say("file-by-hand", &list(&loading, "options_file_by_hand", &names))?;
        Ok("options_file_loaded")
    });
}

fn list(choices: &Choices, key: &str, names: &[String]) -> String {
    if names.is_empty() {
        return String::new();
    }
    choices.words.borrow().say(key, &[("names", &names.join(", "))])
}
