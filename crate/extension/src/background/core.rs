//! What every answer needs: engine, words, device key, settings. Made at the first question, once an instance.

use std::{cell::OnceCell, collections::BTreeMap, rc::Rc};

use breakwater_guidance::place::Places;
use breakwater_lure::Engine;

use crate::{
    browser::{Failure, api, store, store::Shelf, words::Words},
    contact::DeviceKey,
    protocol::InForce,
    settings,
};

/// The one colour of our buttons and dots (VOICE-AND-LOOK: action).
pub const TEAL: &str = "#0B5A6F";

const SETTINGS: &str = "settings";
const HELP_PAGE: &str = "helpPage";
/// Where help is when nothing is known of the place.
const ANYWHERE: &str = "help/en/anywhere.html";
/// The language the help pages are written in so far.
const HELP_LANGUAGE: &str = "en";

thread_local! {
    static ENGINE: OnceCell<Rc<Engine>> = const { OnceCell::new() };
    static KEY: OnceCell<DeviceKey> = const { OnceCell::new() };
    static WORDS: std::cell::RefCell<Option<Rc<Words>>> = const { std::cell::RefCell::new(None) };
}

/// The lure engine.
///
/// # Errors
/// When the pack in this build is damaged.
pub fn engine() -> Result<Rc<Engine>, Failure> {
    if let Some(engine) = ENGINE.with(|cell| cell.get().cloned()) {
        return Ok(engine);
    }
    let engine = Rc::new(Engine::new().map_err(|error| Failure::Core(error.to_string()))?);
    ENGINE.with(|cell| cell.get_or_init(|| Rc::clone(&engine)).clone());
    Ok(engine)
}

/// The words, in the language of the settings.
///
/// # Errors
/// When the package is broken.
pub async fn words() -> Result<Rc<Words>, Failure> {
    if let Some(words) = WORDS.with_borrow(Clone::clone) {
        return Ok(words);
    }
    let language = settings().await?.settings.language;
    let words = Rc::new(Words::load(language.as_deref()).await?);
    WORDS.set(Some(Rc::clone(&words)));
    Ok(words)
}

/// The key of this browser profile; made at the first need.
///
/// # Errors
/// When the storage gives and takes nothing: then contacts cannot be told apart over time, and the caller keeps what
/// it needs in memory.
pub async fn device_key() -> Result<DeviceKey, Failure> {
    if let Some(key) = KEY.with(|cell| cell.get().cloned()) {
        return Ok(key);
    }
    let stored: Option<serde_bytes::ByteBuf> = match store::get(Shelf::Device, "key").await {
        Ok(stored) => stored,
        // No database here ("never remember history"): a key for this session.
        Err(_) => api::remembered("key").await?,
    };
    let key = match stored.and_then(|bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok()) {
        Some(bytes) => DeviceKey(bytes),
        None => {
            let mut bytes = [0; 32];
            api::random(&mut bytes)?;
            let kept = serde_bytes::ByteBuf::from(bytes);
            if store::put(Shelf::Device, "key", &kept).await.is_err() {
                api::remember("key", &kept).await?;
            }
            DeviceKey(bytes)
        }
    };
    KEY.with(|cell| cell.get_or_init(|| key.clone()).clone());
    Ok(key)
}

/// What holds now.
///
/// # Errors
/// When not even the browser's simplest storage answers.
pub async fn settings() -> Result<InForce, Failure> {
    Ok(settings::settle(&api::kept(SETTINGS).await?, &api::policy().await))
}

/// Keeps what the person chose. Locked settings are dropped on the way: the policy wins at the next reading anyway.
///
/// # Errors
/// When the storage refuses.
pub async fn keep_settings(chosen: &settings::Settings) -> Result<InForce, Failure> {
    api::keep(SETTINGS, chosen).await?;
    WORDS.set(None);
    remember_help_page().await?;
    settings().await
}

/// The help page of this place, without fail.
pub async fn help_page() -> String {
    let kept = api::kept(HELP_PAGE).await.ok();
    kept.and_then(|page| page.as_str().map(str::to_owned)).unwrap_or_else(|| ANYWHERE.into())
}

/// Works out the help page of this place and keeps its name, so that opening it needs neither this core nor any
/// thinking on the worst day.
///
/// # Errors
/// When storage or package do not answer.
pub async fn remember_help_page() -> Result<(), Failure> {
    let settings = settings().await?.settings;
    let places = places().await?;
    let languages = api::languages();
    let languages: Vec<_> = languages.iter().map(String::as_str).collect();
    let guessed = || places.choose(&languages, &api::zone()).to_owned();
    let code = settings.country.unwrap_or_else(guessed);
    api::keep(HELP_PAGE, &format!("help/{HELP_LANGUAGE}/{code}.html")).await
}

/// Which help page belongs to which time zone and language, as the build wrote it.
async fn places() -> Result<Places, Failure> {
    #[derive(serde::Deserialize)]
    struct File {
        zones: BTreeMap<String, String>,
        regions: BTreeMap<String, String>,
    }
    let file: File = serde_json::from_str(&api::own_file("help/places.json").await?)?;
    Ok(Places { zones: file.zones.into_iter().collect(), regions: file.regions.into_iter().collect() })
}

/// The name a person knows a host by; the host itself where we have none.
pub async fn site_name(host: &str) -> String {
    #[derive(serde::Deserialize)]
    struct Entry {
        name: String,
    }
    let table = api::own_file("sites.json").await.ok();
    let table: Option<BTreeMap<String, Entry>> =
        table.and_then(|text| serde_json::from_str(&text).ok());
    table.and_then(|mut table| table.remove(host)).map_or_else(|| host.to_owned(), |entry| entry.name)
}
