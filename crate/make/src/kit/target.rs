//! The browsers that the kits are for: where each keeps its policy, and how it is told to install and pin us.

use std::path::Path;

use crate::{Error, files};

use super::Ids;

/// Stands where the Chrome Web Store's id will be.
pub const CHROME_PLACEHOLDER: &str = "CHROME_WEB_STORE_ID";
/// Stands where the id of Edge Add-ons will be.
pub const EDGE_PLACEHOLDER: &str = "EDGE_ADD_ONS_ID";

/// One browser.
pub struct Target {
    /// In file names.
    pub slug: &'static str,
    /// In sentences.
    pub name: &'static str,
    /// The id under which this browser knows us.
    pub id: String,
    /// Its policies in the registry, below `HKEY_LOCAL_MACHINE`.
    pub registry: &'static str,
    /// Its preference domain on macOS.
    pub domain: &'static str,
    /// How it is told to install us and to keep us in the toolbar: names and values of `ExtensionSettings`.
    pub install: Vec<(&'static str, String)>,
    /// Of its macOS profile and that profile's two parts; a new one would be another profile to Apple's tools.
    pub uuids: [&'static str; 3],
}

/// The three browsers.
///
/// # Errors
/// When an id has not the form that the stores give, or Firefox's manifest patch has no id.
pub fn all(project: &Path, ids: &Ids) -> Result<[Target; 3], Error> {
    let patch = project.join("extension/manifest/firefox.json");
    let manifest = files::read_json(&patch)?;
    let gecko = manifest
        .pointer("/browser_specific_settings/gecko/id")
        .and_then(|id| id.as_str())
        .ok_or_else(|| Error::file(&patch, "no browser_specific_settings.gecko.id"))?;
    Ok([
        Target {
            slug: "chrome",
            name: "Google Chrome",
            id: store_id(ids.chrome.as_deref(), CHROME_PLACEHOLDER)?,
            registry: r"Software\Policies\Google\Chrome",
            domain: "com.google.Chrome",
            install: vec![
                ("installation_mode", "force_installed".into()),
                ("toolbar_pin", "force_pinned".into()),
                ("update_url", "https://clients2.google.com/service/update2/crx".into()),
            ],
            uuids: [
                "5B83CBC9-1109-4D73-9733-8D51E5B425C4",
                "3C49FCBA-46C3-450C-9358-86013DED14DB",
                "A7F52167-0E96-48C1-B281-92F6EB2CE538",
            ],
        },
        Target {
            slug: "edge",
            name: "Microsoft Edge",
            id: store_id(ids.edge.as_deref(), EDGE_PLACEHOLDER)?,
            registry: r"Software\Policies\Microsoft\Edge",
            domain: "com.microsoft.Edge",
            install: vec![
                ("installation_mode", "force_installed".into()),
                ("toolbar_state", "force_shown".into()),
                ("update_url", "https://edge.microsoft.com/extensionwebstorebase/v1/crx".into()),
            ],
            uuids: [
                "16C810C7-390A-446F-AEB0-812092ACD8C3",
                "0E8543E8-5672-4AAE-9035-2870C987FE1F",
                "DA85EDC8-8A27-46DC-92BE-2996A4A670FD",
            ],
        },
        Target {
            slug: "firefox",
            name: "Mozilla Firefox",
            id: gecko.to_owned(),
            registry: r"Software\Policies\Mozilla\Firefox",
            domain: "org.mozilla.firefox",
            install: vec![
                ("default_area", "navbar".into()),
                (
                    "install_url",
                    format!("https://addons.mozilla.org/firefox/downloads/latest/{gecko}/latest.xpi"),
                ),
                ("installation_mode", "force_installed".into()),
            ],
            uuids: [
                "E3F84033-7E6B-46C4-905E-88788FB21C9B",
                "2CAC9F2E-16A8-48BE-A6F9-9788DA373D12",
                "CBC59B2A-2311-4705-9DFA-B9D3075A5C90",
            ],
        },
    ])
}

fn store_id(id: Option<&str>, placeholder: &str) -> Result<String, Error> {
    match id {
        None => Ok(placeholder.to_owned()),
        Some(id) if id.len() == 32 && id.bytes().all(|b| (b'a'..=b'p').contains(&b)) => Ok(id.to_owned()),
        Some(id) => Err(Error::Id(id.to_owned())),
    }
}

impl Target {
    /// Whether it is built on Chromium.
    pub fn is_chromium(&self) -> bool {
        self.slug != "firefox"
    }

    /// Where its registry keeps how extensions are installed.
    pub fn install_key(&self) -> String {
        format!(r"{}\ExtensionSettings\{}", self.registry, self.id)
    }

    /// Where its registry keeps what our keys say.
    pub fn settings_key(&self) -> String {
        if self.is_chromium() {
            format!(r"{}\3rdparty\extensions\{}\policy", self.registry, self.id)
        } else {
            format!(r"{}\3rdparty\Extensions\{}", self.registry, self.id)
        }
    }

    /// What `ExtensionSettings` says of us, as JSON.
    pub fn install_json(&self) -> serde_json::Value {
        self.install
            .iter()
            .map(|(name, value)| ((*name).to_owned(), value.clone().into()))
            .collect::<serde_json::Map<_, _>>()
            .into()
    }
}
