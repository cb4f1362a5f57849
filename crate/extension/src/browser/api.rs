//! The part of `chrome.*` that we use. Firefox answers to the same names, with promises, in manifest version 3.

use js_sys::{Array, Object, Promise, Reflect};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};

use super::Failure;
use crate::protocol::{Standing, ToContent};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = get)]
    async fn local_get(key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "local"], js_name = set)]
    async fn local_set(values: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = get)]
    async fn session_get(key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = set)]
    async fn session_set(values: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "session"], js_name = remove)]
    async fn session_remove(key: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "managed"], js_name = get)]
    async fn managed_get(keys: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "storage", "onChanged"], js_name = addListener)]
    fn storage_on_changed(then: &js_sys::Function) -> Result<(), JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = get)]
    async fn tabs_get(tab: i32) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = query)]
    async fn tabs_query(what: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = sendMessage)]
    async fn tabs_send_message(tab: i32, message: &JsValue, options: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = captureVisibleTab)]
    async fn tabs_capture(window: i32, options: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = insertCSS)]
    async fn scripting_insert_css(what: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = removeCSS)]
    async fn scripting_remove_css(what: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "scripting"], js_name = executeScript)]
    async fn scripting_execute(what: &JsValue) -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeText)]
    async fn action_badge(what: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setBadgeBackgroundColor)]
    async fn action_badge_colour(what: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = setTitle)]
    async fn action_title(what: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = openPopup)]
    async fn action_open_popup() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(catch, js_namespace = ["chrome", "runtime"], js_name = sendMessage)]
    async fn runtime_send(message: &JsValue) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getURL)]
    fn runtime_url(path: &str) -> String;
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    fn i18n_language() -> String;
    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getMessage)]
    fn i18n_message(key: &str) -> String;

    #[wasm_bindgen(catch, js_name = fetch)]
    async fn global_fetch(address: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(then: &js_sys::Function, milliseconds: i32) -> JsValue;
    #[wasm_bindgen(catch, js_namespace = crypto, js_name = getRandomValues)]
    fn random_values(bytes: &mut [u8]) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = performance, js_name = now)]
    fn performance_now() -> f64;
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = userAgent)]
    static USER_AGENT: String;
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = languages)]
    static LANGUAGES: Array;
}

/// Fills `bytes` with the browser's cryptographic randomness.
pub fn random(bytes: &mut [u8]) -> Result<(), Failure> {
    random_values(bytes)?;
    Ok(())
}

/// Milliseconds of a clock that never goes back, since this background or page started.
pub fn steady_ms() -> f64 {
    performance_now()
}

/// The languages the person reads, most wanted first.
pub fn languages() -> Vec<String> {
    LANGUAGES.with(|list| list.iter().filter_map(|language| language.as_string()).collect())
}

/// The IANA name of the time zone; empty if the browser hides it.
pub fn zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&Array::new(), &Object::new());
    let zone = Reflect::get(&format.resolved_options(), &"timeZone".into());
    zone.ok().and_then(|zone| zone.as_string()).unwrap_or_default()
}

/// What the browser calls itself.
pub fn user_agent() -> String {
    USER_AGENT.with(Clone::clone)
}

/// Waits. Only inside one answer, never to stay alive.
pub async fn sleep(milliseconds: i32) {
    let waiting = Promise::new(&mut |done, _| {
        set_timeout(&done, milliseconds);
    });
    // A timer cannot fail.
    let _ = JsFuture::from(waiting).await;
}

/// A value in the form that the browser takes.
pub fn to_js(value: &impl Serialize) -> Result<JsValue, Failure> {
    Ok(js_sys::JSON::parse(&serde_json::to_string(value)?)?)
}

/// A value that the browser gave.
pub fn from_js<T: DeserializeOwned>(value: &JsValue) -> Result<T, Failure> {
    // `undefined` has no JSON; we treat it as `null`, which is what an empty answer is.
    let text = match js_sys::JSON::stringify(value)?.as_string() {
        Some(text) => text,
        None => "null".into(),
    };
    Ok(serde_json::from_str(&crate::json::mend(text))?)
}

fn one(key: &str, value: &JsValue) -> Result<JsValue, Failure> {
    object(&[(key, value)])
}

/// A plain object for the browser.
pub fn object(fields: &[(&str, &JsValue)]) -> Result<JsValue, Failure> {
    let object = Object::new();
    for (key, value) in fields {
        Reflect::set(&object, &(*key).into(), value)?;
    }
    Ok(object.into())
}

/// A field of an object of the browser's, if it has it and it is something.
pub fn field(object: &JsValue, key: &str) -> Option<JsValue> {
    Reflect::get(object, &key.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// What is kept on this device under a key, as JSON; `null` if there is nothing.
pub async fn kept(key: &str) -> Result<Value, Failure> {
    let kept = kept_as_given(key).await?;
    if kept.is_undefined() { Ok(Value::Null) } else { from_js(&kept) }
}

/// Keeps a value on this device.
pub async fn keep(key: &str, value: &impl Serialize) -> Result<(), Failure> {
    local_set(&one(key, &to_js(value)?)?).await?;
    Ok(())
}

/// What is kept in memory until the browser closes.
pub async fn remembered<T: DeserializeOwned>(key: &str) -> Result<Option<T>, Failure> {
    let all = session_get(key).await?;
    field(&all, key).map(|value| from_js(&value)).transpose()
}

/// Keeps a value in memory until the browser closes.
pub async fn remember(key: &str, value: &impl Serialize) -> Result<(), Failure> {
    session_set(&one(key, &to_js(value)?)?).await?;
    Ok(())
}

/// Drops a value from memory.
pub async fn drop_remembered(key: &str) -> Result<(), Failure> {
    session_remove(key).await?;
    Ok(())
}

/// What a policy fixes. A browser without any policy for us refuses the question: that is "nothing".
pub async fn policy() -> Value {
    from_js(&policy_as_given().await).unwrap_or(Value::Null)
}

/// What managed storage holds, as the browser gave it; nothing where there is none.
pub async fn policy_as_given() -> JsValue {
    managed_get(&JsValue::NULL).await.unwrap_or(JsValue::NULL)
}

/// Whether there is nothing in an object, or no object.
pub fn is_empty(object: &JsValue) -> bool {
    object.dyn_ref::<Object>().is_none_or(|object| Object::keys(object).length() == 0)
}

/// What is kept on this device under a key, as it was given; `undefined` if there is nothing.
pub async fn kept_as_given(key: &str) -> Result<JsValue, Failure> {
    Ok(field(&local_get(key).await?, key).unwrap_or(JsValue::UNDEFINED))
}

/// Keeps a value of the browser's on this device.
pub async fn keep_as_given(key: &str, value: &JsValue) -> Result<(), Failure> {
    local_set(&one(key, value)?).await?;
    Ok(())
}

/// What changed in storage.
pub struct Stored {
    /// Under which keys.
    pub keys: Vec<String>,
    /// Whether it was a policy that changed.
    pub is_policy: bool,
}

/// Calls `then` whenever what is kept on this device, or a policy, changes; as long as the page lives.
pub fn on_stored(then: impl Fn(Stored) + 'static) -> Result<(), Failure> {
    let listen = Closure::<dyn Fn(JsValue, String)>::new(move |changes: JsValue, area: String| {
        let keys = Object::keys(changes.unchecked_ref::<Object>())
            .iter()
            .filter_map(|key| key.as_string())
            .collect();
        match area.as_str() {
            "local" => then(Stored { keys, is_policy: false }),
            "managed" => then(Stored { keys, is_policy: true }),
            _ => {}
        }
    });
    storage_on_changed(listen.as_ref().unchecked_ref())?;
    listen.forget();
    Ok(())
}

/// The one colour of our buttons and dots (VOICE-AND-LOOK: action).
pub const TEAL: &str = "#0B5A6F";

/// A tab, as far as the browser tells.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Tab {
    /// The browser's number for it.
    pub id: Option<i32>,
    /// The browser's number for its window.
    pub window_id: i32,
    /// Its address; hidden from us where we have no access.
    pub url: Option<String>,
    /// Its title; likewise.
    pub title: Option<String>,
    /// Whether it is the one in front in its window.
    #[serde(default)]
    pub active: bool,
    /// Whether it is in a private window.
    #[serde(default)]
    pub incognito: bool,
}

/// Asks the browser about a tab.
pub async fn tab(id: i32) -> Result<Tab, Failure> {
    from_js(&tabs_get(id).await?)
}

/// Every tab of every window.
pub async fn tabs() -> Result<Vec<Tab>, Failure> {
    from_js(&tabs_query(&Object::new()).await?)
}

/// The tab in front of the person.
pub async fn tab_in_front() -> Result<Tab, Failure> {
    let query = object(&[("active", &true.into()), ("currentWindow", &true.into())])?;
    let tabs: Vec<Tab> = from_js(&tabs_query(&query).await?)?;
    tabs.into_iter().next().ok_or_else(|| Failure::Browser("no tab in front".into()))
}

/// Sends a message to the content script in the top frame of a tab.
pub async fn tell<T: DeserializeOwned>(tab: i32, message: &impl Serialize) -> Result<T, Failure> {
    from_js(&tabs_send_message(tab, &to_js(message)?, &one("frameId", &0.into())?).await?)
}

/// How long a page may take to say how things stand on it, in milliseconds. One that hangs must not hold up the popup.
const STANDING: i32 = 500;

/// How things stand on the page of a tab; nothing if the page hangs.
///
/// # Errors
/// When no script of ours is there.
pub async fn standing(tab: i32) -> Result<Option<Standing>, Failure> {
    let message = to_js(&ToContent::Stand)?;
    let options = one("frameId", &0.into())?;
    let asked = future_to_promise(async move { tabs_send_message(tab, &message, &options).await });
    let late = Promise::new(&mut |done, _| {
        set_timeout(&done, STANDING);
    });
    from_js(&JsFuture::from(Promise::race(&Array::of2(&asked, &late))).await?)
}

/// Tells our script in a tab to look again. A tab without it has nothing to look at.
pub async fn look_again(tab: i32) {
    let _: Result<serde::de::IgnoredAny, _> = tell(tab, &ToContent::Refresh).await;
}

/// Tells our script in every tab to look again. Nobody waits for an answer: a page that hangs must not hold up the rest.
pub async fn look_again_everywhere() -> Result<(), Failure> {
    for tab in tabs().await?.into_iter().filter_map(|tab| tab.id) {
        spawn_local(look_again(tab));
    }
    Ok(())
}

/// Takes a lossless picture of what a window shows, as a `data:` address.
pub async fn shoot(window: i32) -> Result<String, Failure> {
    let picture = tabs_capture(window, &one("format", &"png".into())?).await?;
    picture.as_string().ok_or_else(|| Failure::Form("a picture that is no text".into()))
}

fn style_target(tab: i32, file: &str) -> Result<JsValue, Failure> {
    let target = object(&[("tabId", &tab.into()), ("allFrames", &true.into())])?;
    object(&[("target", &target), ("files", &Array::of1(&file.into())), ("origin", &"USER".into())])
}

/// Lays a style sheet of ours over every frame of a tab, stronger than any rule of the page.
pub async fn dress(tab: i32, file: &str) -> Result<(), Failure> {
    scripting_insert_css(&style_target(tab, file)?).await?;
    Ok(())
}

/// Takes it away again.
pub async fn undress(tab: i32, file: &str) -> Result<(), Failure> {
    scripting_remove_css(&style_target(tab, file)?).await?;
    Ok(())
}

/// Runs a script of ours in the top frame of a tab.
pub async fn run_in(tab: i32, file: &str) -> Result<(), Failure> {
    let target = one("tabId", &tab.into())?;
    scripting_execute(&object(&[("target", &target), ("files", &Array::of1(&file.into()))])?).await?;
    Ok(())
}

/// Shows a level on the toolbar button of a tab: a dot in a colour, and words.
pub async fn badge(tab: i32, text: &str, colour: &str, title: &str) -> Result<(), Failure> {
    let tab = tab.into();
    action_badge(&object(&[("tabId", &tab), ("text", &text.into())])?).await?;
    if !text.is_empty() {
        action_badge_colour(&object(&[("tabId", &tab), ("color", &colour.into())])?).await?;
    }
    action_title(&object(&[("tabId", &tab), ("title", &title.into())])?).await?;
    Ok(())
}

/// Opens the popup, where the browser lets us; most want a click on the toolbar instead.
pub async fn open_popup() -> Result<(), Failure> {
    action_open_popup().await?;
    Ok(())
}

/// Asks the background, from one of our pages.
pub async fn ask<T: DeserializeOwned>(message: &impl Serialize) -> Result<T, Failure> {
    let reply = runtime_send(&to_js(message)?).await?;
    if let Some(error) = field(&reply, "error").and_then(|error| error.as_string()) {
        return Err(Failure::Core(error));
    }
    from_js(&reply)
}

/// The full address of one of our own files.
pub fn address(path: &str) -> String {
    runtime_url(path)
}

/// A text that the manifest has, in the browser's own language: it is there without reading a catalogue.
pub fn manifest_word(key: &str) -> String {
    i18n_message(key)
}

/// The browser's own language.
pub fn language() -> String {
    i18n_language()
}

/// Reads one of our own files as text. It is part of the package; nothing is asked of any network.
pub async fn own_file(path: &str) -> Result<String, Failure> {
    let text = JsFuture::from(open_file(path).await?.text()?).await?;
    text.as_string().ok_or_else(|| Failure::Form(format!("{path} is not text")))
}

/// Reads one of our own files as bytes.
pub async fn own_bytes(path: &str) -> Result<Vec<u8>, Failure> {
    bytes(open_file(path).await?.array_buffer()?).await
}

/// The bytes of an `ArrayBuffer` that is still coming.
pub async fn bytes(buffer: Promise) -> Result<Vec<u8>, Failure> {
    Ok(js_sys::Uint8Array::new(&JsFuture::from(buffer).await?).to_vec())
}

async fn open_file(path: &str) -> Result<web_sys::Response, Failure> {
    let response: web_sys::Response = global_fetch(&runtime_url(path)).await?.unchecked_into();
    if response.ok() { Ok(response) } else { Err(Failure::Browser(format!("{path} is missing"))) }
}
