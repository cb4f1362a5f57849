//! How to report and block on the sites where it happens.

use serde::Serialize;

use crate::{Day, Sure, WebAddress};

/// One site's own way to report and block.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Platform {
    /// Stable name; the page's anchor is `site-<id>`.
    pub id: String,
    /// What it calls itself.
    pub name: String,
    /// Hosts it runs on, without `www.`; a host below one of them counts as well.
    pub hosts: Vec<String>,
    /// Its steps, if a source gives them: keys of words, `site_step_<key>`.
    pub steps: Vec<String>,
    /// Pages where the steps were seen; empty when there are none.
    pub sources: Vec<WebAddress>,
    /// How sure the steps are; `None` when we could not confirm any.
    pub sure: Option<Sure>,
    /// Its own help pages.
    pub pages: Vec<HelpPage>,
    /// Day on which we looked.
    pub checked: Day,
}

/// A site's own page about this.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HelpPage {
    /// What it is about: a key of words, `site_page_<key>`.
    pub about: String,
    /// Where it is.
    pub web: WebAddress,
}

impl Platform {
    /// Whether `host` belongs to this platform.
    #[must_use]
    pub fn runs_on(&self, host: &str) -> bool {
        self.hosts.iter().any(|known| {
            host == known || host.strip_suffix(known.as_str()).is_some_and(|rest| rest.ends_with('.'))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_its_hosts_and_no_look_alike() {
        let platform = Platform {
            id: "discord".into(),
            name: "Discord".into(),
            hosts: vec!["discord.com".into()],
            steps: Vec::new(),
            sources: Vec::new(),
            sure: None,
            pages: Vec::new(),
            checked: "2026-11-22".parse().unwrap(),
        };
        assert!(platform.runs_on("discord.com") && platform.runs_on("ptb.discord.com"));
        assert!(!platform.runs_on("notdiscord.com") && !platform.runs_on("discord.com.evil.net"));
    }
}
