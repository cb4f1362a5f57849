//! A web address that may be shown as a link: https, a named host, nothing that hides where it leads.

use std::{fmt, str::FromStr};

use serde::Serialize;
use thiserror::Error;

/// An `https` address on a public, named host.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(into = "String")]
pub struct WebAddress(String);

/// Why an address can't ship.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BadAddress {
    /// Not `https://`.
    #[error("\"{0}\" does not start with https://")]
    NotHttps(String),
    /// Characters outside printable ASCII, or ones that don't belong into an address.
    #[error("\"{0}\" holds characters that an address may not have; percent-encode them")]
    Characters(String),
    /// No host, a bare IP address, a port, or user and password before an @.
    #[error("\"{0}\" has no plain host name")]
    Host(String),
    /// A reserved name that leads nowhere, a link shortener or an archive: it hides or freezes where one ends up.
    #[error("\"{0}\" is a reserved name, a link shortener or an archive; link to the service itself")]
    NotTheService(String),
}

/// Hosts that are no service: reserved names (RFC 2606, RFC 6761) and ways to hide an address.
const NEVER: [&str; 13] = [
    "example",
    "example.com",
    "example.net",
    "example.org",
    "invalid",
    "localhost",
    "test", // reserved
    "bit.ly",
    "t.co",
    "tinyurl.com",
    "goo.gl", // shorteners
    "archive.org",
    "archive.today", // archives
];

impl WebAddress {
    /// The whole address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The host without a leading `www.`, to show under a link.
    #[must_use]
    pub fn host(&self) -> &str {
        let host = host_of(&self.0).unwrap_or_default();
        host.strip_prefix("www.").unwrap_or(host)
    }
}

fn host_of(address: &str) -> Option<&str> {
    address.strip_prefix("https://")?.split(['/', '?', '#']).next()
}

impl FromStr for WebAddress {
    type Err = BadAddress;

    fn from_str(text: &str) -> Result<Self, BadAddress> {
        let Some(host) = host_of(text) else {
            return Err(BadAddress::NotHttps(text.to_owned()));
        };
        if !text.bytes().all(|b| b.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&b)) {
            return Err(BadAddress::Characters(text.to_owned()));
        }
        let labels: Vec<&str> = host.split('.').collect();
        let plain = |label: &&str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        };
        let named =
            labels.last().is_some_and(|last| last.bytes().all(|b| b.is_ascii_lowercase()) && last.len() > 1);
        if labels.len() < 2 || !labels.iter().all(plain) || !named {
            return Err(BadAddress::Host(text.to_owned()));
        }
        let under =
            |name: &&str| host == *name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
        if NEVER.iter().any(under) {
            return Err(BadAddress::NotTheService(text.to_owned()));
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for WebAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<WebAddress> for String {
    fn from(address: WebAddress) -> Self {
        address.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_an_https_address_and_names_its_host() {
        let address: WebAddress = "https://www.childline.org.uk/get-support/?a=b#c".parse().unwrap();
        assert_eq!(address.host(), "childline.org.uk");
        assert!("https://report.cybertip.org".parse::<WebAddress>().is_ok());
    }

    #[test]
    fn refuses_what_is_no_plain_https_address() {
        for bad in [
            "http://childline.org.uk",
            "//childline.org.uk",
            "javascript:alert(1)",
            "https://",
            "https:///path",
            "https://user@childline.org.uk",
            "https://childline.org.uk:8443/",
            "https://10.0.0.1/",
            "https://intranet/",
            "https://Childline.org.uk/",
            "https://childline.org.uk/ü",
            "https://childline.org.uk/a b",
            "https://childline..uk",
            "HTTPS://childline.org.uk",
        ] {
            assert!(bad.parse::<WebAddress>().is_err(), "{bad}");
        }
    }

    #[test]
    fn refuses_shorteners_archives_and_reserved_names() {
        for bad in [
            "https://bit.ly/x",
            "https://web.archive.org/web/1",
            "https://help.example.com/",
            "https://a.test/",
        ] {
            assert!(matches!(bad.parse::<WebAddress>(), Err(BadAddress::NotTheService(_))), "{bad}");
        }
        assert!("https://notbit.ly/".parse::<WebAddress>().is_ok(), "only whole labels count");
    }
}
