//! What every answer needs: engine, words, device key. Made at the first question, once an instance.

use std::{
    cell::{Cell, OnceCell},
    collections::BTreeMap,
    rc::Rc,
};

use breakwater_guidance::place::Places;
use breakwater_lure::Engine;
use futures_util::future::join;
use wasm_bindgen::prelude::*;

use crate::{
    browser::{Failure, api, store, store::Shelf, words::Words},
    contact::DeviceKey,
    in_force,
};

const HELP_PAGE: &str = "helpPage";

thread_local! {
    static PACK: Cell<Option<js_sys::Promise>> = const { Cell::new(None) };
    static ENGINE: OnceCell<Rc<Engine>> = const { OnceCell::new() };
    static KEY: OnceCell<DeviceKey> = const { OnceCell::new() };
    static WORDS: std::cell::RefCell<Option<Rc<Words>>> = const { std::cell::RefCell::new(None) };
}

/// Takes the signal pack while it is still being read: the entry point asks for it together with this module, because
/// on a cold start every millisecond counts. A pack that does not come is read again at the first question.
#[wasm_bindgen]
pub fn pack_is_coming(bytes: js_sys::Promise) {
    PACK.set(Some(bytes));
}

/// The lure engine, over the pack beside this module: the pack grows with every language, the module must not.
///
/// # Errors
/// When the pack is missing or damaged.
pub async fn engine() -> Result<Rc<Engine>, Failure> {
    if let Some(engine) = ENGINE.with(|cell| cell.get().cloned()) {
        return Ok(engine);
    }
    let pack = match PACK.take() {
        Some(coming) => api::bytes(coming).await?,
        None => api::own_bytes("signals.pack").await?,
    };
    let engine = Rc::new(Engine::from_pack(pack).map_err(|error| Failure::Core(error.to_string()))?);
    ENGINE.with(|cell| cell.get_or_init(|| Rc::clone(&engine)).clone());
    Ok(engine)
}

/// What an answer needs besides the engine: the key and the words, fetched side by side. `language` is the one of the
/// settings.
///
/// # Errors
/// As [`device_key`], and when the package is broken.
pub async fn key_and_words(language: Option<&str>) -> Result<(DeviceKey, Rc<Words>), Failure> {
    let (key, words) = join(device_key(), words(language)).await;
    Ok((key?, words?))
}

async fn words(language: Option<&str>) -> Result<Rc<Words>, Failure> {
    if let Some(words) = WORDS.with_borrow(Clone::clone) {
        return Ok(words);
    }
    let words = Rc::new(Words::load(language).await?);
    WORDS.set(Some(Rc::clone(&words)));
    Ok(words)
}

/// The key of this browser profile; made at the first need.
///
/// # Errors
/// When the storage gives and takes nothing: then contacts cannot be told apart over time, and the caller keeps what
/// it needs in memory.
async fn device_key() -> Result<DeviceKey, Failure> {
    if let Some(key) = KEY.with(|cell| cell.get().cloned()) {
        return Ok(key);
    }
    let stored: Option<[u8; 16]> = match store::get(Shelf::Device, "key").await {
        Ok(stored) => stored,
        // No database here ("never remember history"): a key for this session.
        Err(_) => api::remembered("key").await?,
    };
    let key = match stored {
        Some(bytes) => DeviceKey(bytes),
        None => {
            let mut bytes = [0; 16];
            api::random(&mut bytes)?;
            if store::put(Shelf::Device, "key", &bytes).await.is_err() {
                api::remember("key", &bytes).await?;
            }
            DeviceKey(bytes)
        }
    };
    KEY.with(|cell| cell.get_or_init(|| key.clone()).clone());
    Ok(key)
}

/// The settings have changed: the next words may be in another language.
pub fn forget_words() {
    WORDS.set(None);
}

/// Works out the help page of this place and keeps its name, so that opening it needs neither this core nor any
/// thinking on the worst day.
///
/// # Errors
/// When storage or package do not answer.
pub async fn remember_help_page() -> Result<(), Failure> {
    let settings = in_force::settings().await?.settings;
    let places = places().await?;
    let languages = api::languages();
    let languages: Vec<_> = languages.iter().map(String::as_str).collect();
    let guessed = || places.choose(&languages, &api::zone()).to_owned();
    let code = settings.country.unwrap_or_else(guessed);
    // What the person chose for our words goes before what the browser says.
    let wanted: Vec<_> = settings.language.as_deref().into_iter().chain(languages.iter().copied()).collect();
    let language = places.language(&wanted, &code);
    api::keep(HELP_PAGE, &format!("notes/{language}/{code}.html")).await
}

/// Which help page belongs to which time zone and language, as the build wrote it.
async fn places() -> Result<Places, Failure> {
    #[derive(serde::Deserialize)]
    struct File {
        zones: BTreeMap<String, String>,
        regions: BTreeMap<String, String>,
        languages: BTreeMap<String, String>,
    }
    let file: File = serde_json::from_str(&api::own_file("notes/places.json").await?)?;
    let list = |languages: String| languages.split(' ').map(str::to_owned).collect();
    Ok(Places {
        zones: file.zones.into_iter().collect(),
        regions: file.regions.into_iter().collect(),
        languages: file.languages.into_iter().map(|(code, languages)| (code, list(languages))).collect(),
    })
}
