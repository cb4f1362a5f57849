//! A page's elements by their ids, and the words in them.

use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag, Document, Element, HtmlAnchorElement, HtmlElement, KeyboardEvent, Url};

use crate::browser::{Failure, words::Words};

/// The page.
pub fn document() -> Document {
    gloo_utils::document()
}

/// The element with an id.
///
/// # Errors
/// When the page has none, or one of another type: page and code have drifted apart.
pub fn by_id<T: JsCast>(id: &str) -> Result<T, Failure> {
    let missing = || Failure::Form(format!("this page has no #{id} of that type"));
    document().get_element_by_id(id).ok_or_else(missing)?.dyn_into().map_err(|_| missing())
}

/// Every element that a selector finds, of one type.
pub fn all<T: JsCast>(selector: &str) -> Result<Vec<T>, Failure> {
    let found = document().query_selector_all(selector)?;
    Ok((0..found.length()).filter_map(|index| found.get(index)?.dyn_into().ok()).collect())
}

/// Puts text into an element; hides it where there is none.
pub fn say(id: &str, text: &str) -> Result<(), Failure> {
    let element: HtmlElement = by_id(id)?;
    element.set_text_content(Some(text));
    element.set_hidden(text.is_empty());
    Ok(())
}

/// Shows or hides an element.
pub fn show(id: &str, shown: bool) -> Result<(), Failure> {
    by_id::<HtmlElement>(id)?.set_hidden(!shown);
    Ok(())
}

/// A new button with words in it.
pub fn button(words: &str) -> Result<HtmlElement, Failure> {
    let button: HtmlElement = element("button", words)?.unchecked_into();
    button.set_attribute("type", "button")?;
    button.set_class_name("plain");
    Ok(button)
}

/// A new element with text in it.
pub fn element(tag: &str, text: &str) -> Result<Element, Failure> {
    let element = document().create_element(tag)?;
    element.set_text_content(Some(text));
    Ok(element)
}

/// Calls `then` on every click on an element, as long as the page lives.
pub fn on_click(id: &str, then: impl FnMut() + 'static) -> Result<(), Failure> {
    on(&by_id::<Element>(id)?, "click", then);
    Ok(())
}

/// Takes a step on every click on an element, and hands `tell` what came of it.
pub fn on_click_step<P: 'static, T: 'static, F>(
    id: &str,
    page: &Rc<P>,
    step: impl Fn(Rc<P>) -> F + 'static,
    tell: impl Fn(&P, Result<T, Failure>) + Copy + 'static,
) -> Result<(), Failure>
where
    F: Future<Output = Result<T, Failure>> + 'static,
{
    on_step(&by_id(id)?, "click", page, step, tell);
    Ok(())
}

/// As [`on_click_step`], for every event of a kind on an element.
pub fn on_step<P: 'static, T: 'static, F>(
    target: &Element,
    event: &'static str,
    page: &Rc<P>,
    step: impl Fn(Rc<P>) -> F + 'static,
    tell: impl Fn(&P, Result<T, Failure>) + Copy + 'static,
) where
    F: Future<Output = Result<T, Failure>> + 'static,
{
    let page = Rc::clone(page);
    on(target, event, move || {
        let (taken, page) = (step(Rc::clone(&page)), Rc::clone(&page));
        spawn_local(async move { tell(&page, taken.await) });
    });
}

/// Presses a button when Enter is pressed in a field.
pub fn enter_presses(field: &str, button: &str) -> Result<(), Failure> {
    let button: HtmlElement = by_id(button)?;
    let field: Element = by_id(field)?;
    EventListener::new(&field, "keydown", move |event| {
        if event.dyn_ref::<KeyboardEvent>().is_some_and(|event| event.key() == "Enter") {
            button.click();
        }
    })
    .forget();
    Ok(())
}

/// Calls `then` whenever a form is sent, by its button or by Enter; it is sent nowhere.
pub fn on_submit(id: &str, mut then: impl FnMut() + 'static) -> Result<(), Failure> {
    let form: Element = by_id(id)?;
    let options = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&form, "submit", options, move |event| {
        event.prevent_default();
        then();
    })
    .forget();
    Ok(())
}

/// Calls `then` on every event of a kind, as long as the page lives.
pub fn on(target: &Element, event: &'static str, mut then: impl FnMut() + 'static) {
    EventListener::new(target, event, move |_| then()).forget();
}

/// A `blob:` address for bytes. It lives as long as the page.
pub fn address(pieces: &[&[u8]], kind: &str) -> Result<String, Failure> {
    let parts: js_sys::Array = pieces.iter().map(|piece| js_sys::Uint8Array::from(*piece)).collect();
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    Ok(Url::create_object_url_with_blob(&Blob::new_with_u8_array_sequence_and_options(&parts, &options)?)?)
}

/// Hands what the browser already holds in blobs to it as one download. Nothing else leaves.
pub fn download_all(blobs: &js_sys::Array, kind: &str, name: &str) -> Result<(), Failure> {
    let options = BlobPropertyBag::new();
    options.set_type(kind);
    let whole = Blob::new_with_blob_sequence_and_options(blobs, &options)?;
    save_as(&Url::create_object_url_with_blob(&whole)?, name)
}

/// Hands bytes to the browser as a download. Nothing else leaves.
pub fn download(pieces: &[&[u8]], kind: &str, name: &str) -> Result<(), Failure> {
    save_as(&address(pieces, kind)?, name)
}

fn save_as(address: &str, name: &str) -> Result<(), Failure> {
    let link: HtmlAnchorElement = element("a", "")?.unchecked_into();
    link.set_href(address);
    link.set_download(name);
    link.click();
    Ok(())
}

/// Fills every `data-word` element from the catalogue. The build has filled them with the source language, so the
/// page reads well before this, and without it.
pub fn fill(words: &Words) -> Result<(), Failure> {
    let page = document();
    if let Some(root) = page.document_element() {
        root.set_attribute("lang", words.language())?;
        root.set_attribute("dir", if words.rtl() { "rtl" } else { "ltr" })?;
    }
    let marked = page.query_selector_all("[data-word]")?;
    for index in 0..marked.length() {
        let Some(element) = marked.get(index).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        if let Some(key) = element.get_attribute("data-word") {
            element.set_text_content(Some(&words.say(&key, &[])));
        }
    }
    Ok(())
}
