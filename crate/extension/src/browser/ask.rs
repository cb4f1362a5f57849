//! What a browser tells of itself and of our place in it. Not every browser answers everything: `None` is "it does not say".

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::Failure;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "extension"], js_name = isAllowedIncognitoAccess)]
    async fn private_allowed() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "action"], js_name = getUserSettings)]
    async fn action_settings() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "tabs"], js_name = captureVisibleTab)]
    async fn tabs_capture_here() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(thread_local_v2, js_namespace = navigator, js_name = storage)]
    static STORAGE: JsValue;
    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getManifest)]
    fn runtime_manifest() -> JsValue;
}

/// Whether we may run in private windows.
pub async fn private() -> Option<bool> {
    private_allowed().await.ok()?.as_bool()
}

/// Whether the button is in sight in the toolbar.
pub async fn pinned() -> Option<bool> {
    let settings = action_settings().await.ok()?;
    Reflect::get(&settings, &"isOnToolbar".into()).ok()?.as_bool()
}

/// Whether the browser promises not to clear our database when the disk is full.
pub async fn lasting() -> Option<bool> {
    let storage = STORAGE.with(JsValue::clone);
    let asked: Function = Reflect::get(&storage, &"persisted".into()).ok()?.dyn_into().ok()?;
    let promise: Promise = asked.call0(&storage).ok()?.dyn_into().ok()?;
    JsFuture::from(promise).await.ok()?.as_bool()
}

/// Takes a picture of the page in front, which is our own, and drops it.
///
/// # Errors
/// The browser's own words for why not.
pub async fn shoot() -> Result<(), Failure> {
    tabs_capture_here().await?;
    Ok(())
}

/// The version in our manifest.
pub fn version() -> String {
    Reflect::get(&runtime_manifest(), &"version".into())
        .ok()
        .and_then(|version| version.as_string())
        .unwrap_or_default()
}
