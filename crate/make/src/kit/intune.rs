//! Intune: the template taken in and its policies set, as one custom configuration for Microsoft Graph.
//!
//! Windows lets a template that comes this way write below `Software\Policies\Google` and `…\Mozilla`, but below
//! `Software\Policies\Microsoft` only in listed places. Edge gets a script instead.

use serde_json::{Value, json};

use super::{
    Made, Target, admx, json as text,
    policy::{Key, Kind},
    registry,
};
use crate::Error;

/// What Intune puts between the parts of a list.
const SEPARATOR: char = '\u{f000}';

/// The file for one browser.
///
/// # Errors
/// When the template cannot be written.
pub fn file(keys: &[Key], target: &Target) -> Result<Made, Error> {
    if target.slug == "edge" {
        return Ok(("intune/breakwater-edge.ps1".into(), registry::script(keys, target)));
    }
    let name = admx::name(target);
    let mut settings = vec![setting(
        "Template",
        format!("./Device/Vendor/MSFT/Policy/ConfigOperations/ADMXInstall/Breakwater/Policy/{name}"),
        admx::document(keys, target)?,
    )];
    let uri = |policy: &str| format!("./Device/Vendor/MSFT/Policy/Config/Breakwater~Policy~{name}/{policy}");
    settings.push(setting("Install and pin", uri("install"), "<enabled/>".into()));
    for key in keys {
        if let Some(value) = &key.kit {
            settings.push(setting(&key.title, uri(&key.name), payload(key, value)));
        }
    }
    let configuration = json!({
        "@odata.type": "#microsoft.graph.windows10CustomConfiguration",
        "displayName": format!("Breakwater ({})", target.name),
        "description": "Installs Breakwater, keeps it in the toolbar, locks its settings",
        "omaSettings": settings,
    });
    Ok((format!("intune/breakwater-{}.json", target.slug), text(configuration)))
}

fn setting(name: &str, uri: String, value: String) -> Value {
    json!({ "@odata.type": "#microsoft.graph.omaSettingString", "displayName": name, "omaUri": uri, "value": value })
}

fn payload(key: &Key, value: &Value) -> String {
    let data = |text: &str| {
        let text = quick_xml::escape::escape(text);
        format!("<enabled/><data id=\"{}\" value=\"{text}\"/>", key.name)
    };
    match (key.kind, value) {
        (Kind::Switch, Value::Bool(false)) => "<disabled/>".into(),
        (Kind::Hosts, Value::Array(hosts)) => {
            let hosts = hosts.iter().filter_map(Value::as_str).enumerate();
            let parts: Vec<_> = hosts.map(|(at, host)| format!("{}{SEPARATOR}{host}", at + 1)).collect();
            data(&parts.join(&SEPARATOR.to_string()))
        }
        (Kind::Choice | Kind::Text, Value::String(text)) => data(text),
        _ => "<enabled/>".into(),
    }
}
