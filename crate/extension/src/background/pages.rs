//! Answers to our own pages. They may change things; content scripts may not.

use wasm_bindgen::JsValue;

use super::{capture, core, look};
use crate::{
    browser::{Failure, api, store, store::Shelf},
    protocol::{FromPage, Saved, Status, View},
};

/// Answers one of our pages.
///
/// # Errors
/// A message that is none of ours, or a browser that refuses.
pub async fn answer(message: JsValue) -> Result<JsValue, Failure> {
    match api::from_js(message)? {
        FromPage::View { tab } => api::to_js(&view(tab).await?),
        FromPage::Save { tab } => api::to_js(&save(tab).await?),
        FromPage::Look { tab } => {
            api::run_in(tab, "content.js").await?;
            Ok(JsValue::NULL)
        }
        FromPage::SetSite { host, on } => {
            let mut settings = core::settings().await?.settings;
            if on {
                settings.off.remove(&host);
            } else {
                settings.off.insert(host);
            }
            core::keep_settings(&settings).await?;
            refresh_all().await?;
            Ok(JsValue::NULL)
        }
        FromPage::Trust { tab, known } => {
            look::known(tab, known).await?;
            Ok(JsValue::NULL)
        }
        FromPage::Settings => api::to_js(&core::settings().await?),
        FromPage::SetSettings { settings } => {
            let in_force = core::keep_settings(&settings).await?;
            refresh_all().await?;
            api::to_js(&in_force)
        }
        FromPage::ForgetContacts => {
            store::clear(&[Shelf::Contacts]).await?;
            refresh_all().await?;
            Ok(JsValue::NULL)
        }
    }
}

/// Saves what a tab shows.
///
/// # Errors
/// When the settings cannot be read: then it is not known whether pictures must be masked.
pub async fn save(tab: i32) -> Result<Saved, Failure> {
    let settings = core::settings().await?.settings;
    Ok(capture::take(tab, &settings).await)
}

async fn view(tab: i32) -> Result<View, Failure> {
    let in_force = core::settings().await?;
    let mut view = look::state(tab).await?.map(|state| state.view).unwrap_or_default();
    if let Some(host) = view.host.clone().or(host_of(tab).await) {
        if !in_force.settings.watches(&host) {
            view.status = Status::Off;
        }
        view.site = Some(core::site_name(&host).await);
        view.host = Some(host);
    }
    view.managed = !in_force.locked.is_empty();
    // A locker that cannot be opened says so on its own page; here it only has no number.
    view.records = match store::file_names("records/").await {
        Ok(names) => u32::try_from(names.iter().filter(|name| name.ends_with("/record.json")).count()).unwrap_or(0),
        Err(_) => 0,
    };
    Ok(view)
}

async fn host_of(tab: i32) -> Option<String> {
    let address = web_sys::Url::new(&api::tab(tab).await.ok()?.url?).ok()?;
    matches!(address.protocol().as_str(), "https:" | "http:").then(|| address.hostname())
}

/// Every page we stand on looks again: a setting has changed.
async fn refresh_all() -> Result<(), Failure> {
    for tab in api::tabs(&serde_json::json!({})).await?.into_iter().filter_map(|tab| tab.id) {
        look::refresh(tab).await;
    }
    Ok(())
}
