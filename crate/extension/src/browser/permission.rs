//! Which sites the browser lets us look at, and asking for one more by name.

use std::collections::BTreeSet;

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use super::{Failure, api};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = getAll)]
    async fn permissions_all() -> Result<JsValue, JsValue>;
    // Not `async`: the browsers want the call itself within the click.
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = request)]
    fn permissions_request(what: &JsValue) -> Result<Promise, JsValue>;
    #[wasm_bindgen(catch, js_namespace = ["chrome", "permissions"], js_name = remove)]
    async fn permissions_remove(what: &JsValue) -> Result<JsValue, JsValue>;
}

/// Hosts that we may look at, each granted by its name.
pub async fn hosts() -> Result<BTreeSet<String>, Failure> {
    #[derive(serde::Deserialize)]
    struct Granted {
        #[serde(default)]
        origins: Vec<String>,
    }
    let granted: Granted = api::from_js(&permissions_all().await?)?;
    let host = |pattern: &String| {
        let (_, rest) = pattern.split_once("://")?;
        rest.strip_suffix("/*").filter(|host| !host.contains('*')).map(str::to_owned)
    };
    Ok(granted.origins.iter().filter_map(host).collect())
}

/// An answer that the person has still to give.
pub struct Asked(Promise);

/// Asks the person, in the browser's own words, whether we may look at these hosts. Within a click only.
pub fn ask(hosts: &[String]) -> Result<Asked, Failure> {
    Ok(Asked(permissions_request(&origins(hosts)?)?))
}

impl Asked {
    /// Whether they said yes.
    pub async fn answer(self) -> Result<bool, Failure> {
        Ok(JsFuture::from(self.0).await?.is_truthy())
    }
}

/// Gives hosts back.
pub async fn give_back(hosts: &[String]) -> Result<(), Failure> {
    permissions_remove(&origins(hosts)?).await?;
    Ok(())
}

fn origins(hosts: &[String]) -> Result<JsValue, Failure> {
    let patterns: Array = hosts.iter().map(|host| JsValue::from(format!("https://{host}/*"))).collect();
    let what = Object::new();
    Reflect::set(&what, &"origins".into(), &patterns)?;
    Ok(what.into())
}
