//! The list of sites on a page: a switch each, and asking for one more by its name.

use std::{collections::BTreeMap, rc::Rc};

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, Url};

use super::{
    choices::{Choices, listed},
    dom,
};
use crate::{
    browser::{Failure, api, permission},
    protocol::InForce,
    settings::value::is_host,
};

/// Fills and connects the list: a site under its name once, however many hosts it has.
pub async fn fill(choices: &Rc<Choices>) -> Result<(), Failure> {
    let mut sites: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (host, name) in listed().await? {
        sites.entry(name).or_default().push(host);
    }
    let list: HtmlElement = dom::by_id("sites")?;
    for (number, (name, hosts)) in sites.into_iter().enumerate() {
        list.append_child(row(choices, number, &name, hosts)?.as_ref())?;
    }
    draw_added(choices).await?;
    let asking = Rc::clone(choices);
    dom::on_submit("more-form", move || ask(&asking))
}

/// A site with its switch, and its hosts by name where they are several.
fn row(choices: &Rc<Choices>, number: usize, name: &str, hosts: Vec<String>) -> Result<Element, Failure> {
    let label = dom::element("label", "")?;
    let input: HtmlInputElement = dom::element("input", "")?.unchecked_into();
    input.set_type("checkbox");
    input.set_attribute("data-hosts", &hosts.join(" "))?;
    label.append_child(&input)?;
    label.append_child(dom::element("span", name)?.as_ref())?;
    let item = dom::element("li", "")?;
    item.append_child(&label)?;
    if hosts.len() > 1 {
        let named = dom::element("p", &hosts.join(", "))?;
        named.set_class_name("muted");
        named.set_id(&format!("hosts-{number}"));
        input.set_attribute("aria-describedby", &named.id())?;
        item.append_child(&named)?;
    }
    choices.on_change(&input.unchecked_into(), move |settings, input| {
        for host in &hosts {
            if input.checked() {
                settings.off.remove(host);
            } else {
                settings.off.insert(host.clone());
            }
        }
    });
    Ok(item)
}

/// Shows of each site whether it is watched: all of its hosts, none, or some.
pub fn draw(in_force: &InForce) -> Result<(), Failure> {
    for site in dom::all::<HtmlInputElement>("#sites input")? {
        let hosts = site.get_attribute("data-hosts").unwrap_or_default();
        let watched = hosts.split(' ').filter(|host| in_force.settings.watches(host)).count();
        site.set_checked(watched > 0);
        site.set_indeterminate(watched > 0 && watched < hosts.split(' ').count());
        site.set_disabled(in_force.locks("off"));
    }
    Ok(())
}

/// The sites that the person has added, each with a button that gives it back.
async fn draw_added(choices: &Rc<Choices>) -> Result<(), Failure> {
    let listed = listed().await?;
    let granted = permission::hosts().await?;
    let list: HtmlElement = dom::by_id("added")?;
    list.set_text_content(None);
    for host in granted.into_iter().filter(|host| !listed.contains_key(host)) {
        let item = dom::element("li", "")?;
        item.append_child(dom::element("span", &host)?.as_ref())?;
        let words = choices.words.borrow();
        let button = dom::element("button", &words.say("options_more_remove", &[]))?;
        button.set_attribute("type", "button")?;
        button.set_class_name("plain");
        button.set_attribute("aria-label", &words.say("options_more_remove_named", &[("site", &host)]))?;
        item.append_child(&button)?;
        list.append_child(&item)?;
        let choices = Rc::clone(choices);
        dom::on(&button, "click", move || {
            let (again, host) = (Rc::clone(&choices), host.clone());
            choices.run(async move {
                permission::give_back(&[host]).await?;
                draw_added(&again).await?;
                Ok("options_more_removed")
            });
        });
    }
    list.set_hidden(list.child_element_count() == 0);
    Ok(())
}

/// Asks for what stands in the field. Within a click, and before anything is waited for: the browsers insist.
fn ask(choices: &Rc<Choices>) {
    let Ok(field) = dom::by_id::<HtmlInputElement>("more-host") else { return };
    let typed = field.value();
    if typed.trim().is_empty() {
        return;
    }
    let Some(host) = host_in(&typed) else {
        choices.run(async { Ok("options_more_no_host") });
        return;
    };
    let asked = permission::ask(std::slice::from_ref(&host));
    let after = Rc::clone(choices);
    choices.run(async move {
        if !asked?.answer().await? {
            return Ok("options_more_refused");
        }
        field.set_value("");
        draw_added(&after).await?;
        look_there(&host).await?;
        Ok("options_more_added")
    });
}

/// The host that somebody typed or pasted, with or without the rest of an address.
fn host_in(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let address = Url::new(typed).or_else(|_| Url::new(&format!("https://{typed}"))).ok()?;
    let host = address.hostname();
    (matches!(address.protocol().as_str(), "https:" | "http:") && host.contains('.') && is_host(&host))
        .then_some(host)
}

/// Puts our script into tabs that are open there already; the browser does so from the next visit on.
async fn look_there(host: &str) -> Result<(), Failure> {
    let there = |tab: &api::Tab| {
        let url = tab.url.as_deref().and_then(|url| Url::new(url).ok());
        url.is_some_and(|url| url.protocol() == "https:" && url.hostname() == host)
    };
    for tab in api::tabs().await?.into_iter().filter(there).filter_map(|tab| tab.id) {
        // A tab that is asleep or going is looked at when it is opened again.
        let _ = api::run_in(tab, "content.js").await;
    }
    Ok(())
}
