//! `data/sites/*.toml`: which hosts are watched, what a site is called, and where things are on its page.

use std::{collections::BTreeMap, path::Path};

use serde::{Deserialize, Serialize};

use crate::{Error, files};

/// What kind of site it is; on some, every contact is a stranger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A social network.
    Social,
    /// A messenger.
    Messaging,
    /// A dating site.
    Dating,
    /// A webcam or random-chat site.
    Webcam,
    /// Games and streams.
    Game,
    /// A page of the project's own tests.
    Test,
}

/// How sure the knowledge of a site is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Several independent sources, one of them measured on the site within eight months.
    Solid,
    /// One recent source, or several older ones that agree.
    Probable,
    /// Old, or seen once.
    Weak,
}

/// What a selector may point at; `crate/reader` knows what each is for (`site::Mark`).
const MARKS: [&str; 12] = [
    "author", "handle", "mine", "name", "pane", "profile", "request", "row", "skip", "text", "theirs", "time",
];

/// How a site's page is read: selectors, each under the name of what it points at.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Adapter {
    /// Starts of paths where it holds; none: everywhere on the site.
    #[serde(default)]
    routes: Vec<String>,
    /// Starts of paths that show requests of strangers.
    #[serde(default)]
    requests: Vec<String>,
    /// Name of the mark → selector.
    marks: BTreeMap<String, String>,
}

impl Adapter {
    fn check(&self) -> Result<(), String> {
        if let Some(path) = self.routes.iter().chain(&self.requests).find(|path| !path.starts_with('/')) {
            return Err(format!("a path starts with a slash: {path}"));
        }
        if let Some(mark) = self.marks.keys().find(|mark| !MARKS.contains(&mark.as_str())) {
            return Err(format!("no such mark: {mark}; there are {}", MARKS.join(", ")));
        }
        if let Some(selector) = self.marks.values().find(|selector| selector.trim().is_empty()) {
            return Err(format!("a selector says something: {selector:?}"));
        }
        if self.marks.contains_key("row") { Ok(()) } else { Err("an adapter marks rows".into()) }
    }
}

/// The adapter as the content script gets it.
#[derive(Serialize)]
pub struct AdapterFile<'s> {
    site: &'s str,
    checked: &'s str,
    confidence: Confidence,
    routes: &'s [String],
    requests: &'s [String],
    marks: &'s BTreeMap<String, String>,
}

/// A site file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Site {
    /// File name without its ending.
    #[serde(skip)]
    pub id: String,
    /// The name a person knows it by.
    pub name: String,
    /// What kind of site it is.
    pub kind: Kind,
    /// Host names, sorted, without scheme or path.
    pub hosts: Vec<String>,
    /// Where the knowledge is from.
    pub source: String,
    /// The day it was checked (2026-11-22).
    pub checked: String,
    /// How sure it is.
    pub confidence: Confidence,
    /// How its page is read, where enough is known.
    pub reader: Option<Adapter>,
}

impl Site {
    fn check(&self) -> Result<(), String> {
        if self.source.trim().is_empty() {
            return Err("knowledge has a source".into());
        }
        let day: Vec<_> =
            self.checked.split('-').map(|part| (part.len(), part.parse::<u32>().is_ok())).collect();
        if day != [(4, true), (2, true), (2, true)] {
            return Err(format!("not a day: {}", self.checked));
        }
        self.reader.as_ref().map_or(Ok(()), Adapter::check)
    }

    /// What the content script is given on this site, if anything is known.
    pub fn adapter(&self) -> Option<AdapterFile<'_>> {
        let Adapter { routes, requests, marks } = self.reader.as_ref()?;
        let (site, checked, confidence) = (&self.name, &self.checked, self.confidence);
        Some(AdapterFile { site, checked, confidence, routes, requests, marks })
    }
}

/// One row of `sites.json`, which the background reads.
#[derive(Serialize)]
pub struct Entry {
    id: String,
    name: String,
    kind: Kind,
}

/// Loopback hosts of test builds.
const TEST_HOSTS: [&str; 2] = ["127.0.0.1", "localhost"];

/// Reads and checks every site file.
pub fn load(folder: &Path) -> Result<Vec<Site>, Error> {
    let mut sites = Vec::new();
    let mut owners: BTreeMap<String, String> = BTreeMap::new();
    for path in files::toml_files(folder)? {
        let mut site: Site = files::read_toml(&path)?;
        site.id = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        site.check().map_err(|fault| Error::file(&path, fault))?;
        if site.hosts.is_empty() {
            return Err(Error::file(&path, "a site needs at least one host"));
        }
        if !site.hosts.is_sorted() {
            return Err(Error::file(&path, "hosts must be sorted"));
        }
        for host in &site.hosts {
            let plain = host.contains('.')
                && host.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || ".-".contains(c));
            if !plain {
                return Err(Error::file(&path, format!("not a plain host name: {host}")));
            }
            if let Some(other) = owners.insert(host.clone(), site.id.clone()) {
                return Err(Error::file(&path, format!("{host} belongs to {other} already")));
            }
        }
        sites.push(site);
    }
    Ok(sites)
}

/// Match patterns for the manifest, sorted.
pub fn patterns(sites: &[Site], test_hosts: bool) -> Vec<String> {
    let mut patterns: Vec<_> =
        sites.iter().flat_map(|site| &site.hosts).map(|host| format!("https://{host}/*")).collect();
    patterns.sort();
    if test_hosts {
        patterns.extend(TEST_HOSTS.iter().map(|host| format!("http://{host}/*")));
    }
    patterns
}

/// Host → site, for the background.
pub fn table(sites: &[Site], test_hosts: bool) -> BTreeMap<String, Entry> {
    let mut table: BTreeMap<_, _> = sites
        .iter()
        .flat_map(|site| {
            site.hosts.iter().map(|host| {
                (host.clone(), Entry { id: site.id.clone(), name: site.name.clone(), kind: site.kind })
            })
        })
        .collect();
    if test_hosts {
        for host in TEST_HOSTS {
            let entry = Entry { id: "test".into(), name: "Test page".into(), kind: Kind::Test };
            table.insert(host.into(), entry);
        }
    }
    table
}
