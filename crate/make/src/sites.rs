//! `data/sites/*.toml`: which hosts are watched, and what a site is called.

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

/// The part of a site file that the build needs. What the reader needs stands in the same file.
#[derive(Debug, Deserialize)]
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
