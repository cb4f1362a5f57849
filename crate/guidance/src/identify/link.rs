//! Links and mail addresses: found by `linkify`, then told apart by where they lead.

use linkify::{LinkFinder, LinkKind};

use crate::{Found, What};

/// Sites whose links lead to a person or a chat: host, and the first part of the path that such links have (empty: the
/// name stands right there).
const PROFILES: [(&str, &str); 24] = [
    ("instagram.com", ""),
    ("facebook.com", ""),
    ("fb.com", ""),
    ("m.me", ""),
    ("messenger.com", "t"),
    ("snapchat.com", "add"),
    ("t.me", ""),
    ("telegram.me", ""),
    ("wa.me", ""),
    ("chat.whatsapp.com", ""),
    ("tiktok.com", "@"),
    ("x.com", ""),
    ("twitter.com", ""),
    ("threads.net", "@"),
    ("discord.gg", ""),
    ("discord.com", "users"),
    ("discord.com", "invite"),
    ("reddit.com", "user"),
    ("reddit.com", "u"),
    ("onlyfans.com", ""),
    ("linkedin.com", "in"),
    ("steamcommunity.com", "id"),
    ("roblox.com", "users"),
    ("signal.me", ""),
];

/// Paths on those sites that are pages of the site and no person.
const NO_PERSON: [&str; 21] = [
    "about", "accounts", "contact", "explore", "help", "hashtag", "home", "intent", "legal", "login", "p",
    "policies", "privacy", "reel", "search", "settings", "share", "status", "stories", "terms", "watch",
];

/// Sites whose links are for paying.
const PAYMENTS: [(&str, &str); 7] = [
    ("paypal.me", ""),
    ("paypal.com", "paypalme"),
    ("cash.app", "$"),
    ("venmo.com", "u"),
    ("revolut.me", ""),
    ("buymeacoffee.com", ""),
    ("ko-fi.com", ""),
];

/// Every link and mail address.
pub(super) fn find(text: &str) -> Vec<Found> {
    let mut finder = LinkFinder::new();
    finder.url_must_have_scheme(false);
    finder
        .links(text)
        .filter_map(|link| {
            let span = (link.start(), link.end());
            match link.kind() {
                LinkKind::Email => mail(link.as_str(), span),
                LinkKind::Url => url(link.as_str(), span),
                _ => None,
            }
        })
        .collect()
}

/// A payment address of UPI looks like mail without a dot behind the @; `linkify` asks for the dot, so what comes here
/// has one.
fn mail(text: &str, span: (usize, usize)) -> Option<Found> {
    let (_, host) = text.rsplit_once('@')?;
    host_is_real(host).then(|| Found::new(What::Mail, text.to_lowercase(), span))
}

fn url(text: &str, span: (usize, usize)) -> Option<Found> {
    let (scheme, rest) = text.split_once("://").map_or((None, text), |(scheme, rest)| (Some(scheme), rest));
    if scheme.is_some_and(|scheme| !matches!(scheme.to_lowercase().as_str(), "http" | "https" | "tg")) {
        return None;
    }
    let (host, path) = match rest.split_once('/') {
        Some((host, path)) => (host, path),
        None => (rest.split(['?', '#']).next().unwrap_or(rest), ""),
    };
    let host = host.to_lowercase();
    let host = host.split(':').next().unwrap_or_default();
    if !host_is_real(host) {
        return None;
    }
    // "ok.so" and "yes.no" are two sentences without a space, "notes.txt" and "photo.jpg" are files.
    if scheme.is_none() && path.is_empty() && !host_is_sure(host) {
        return None;
    }
    // "m.me" is a site of its own: what is left has to be a host still.
    let host = ["www.", "m.", "mobile.", "web."]
        .iter()
        .find_map(|front| host.strip_prefix(front).filter(|rest| rest.contains('.')))
        .unwrap_or(host);
    let first = path.split(['/', '?', '#']).next().unwrap_or_default();
    let what = if leads(&PAYMENTS, host, path) {
        What::Payment
    } else if leads(&PROFILES, host, path) && !NO_PERSON.contains(&first) {
        What::Profile
    } else {
        What::Link
    };
    let path = path.trim_end_matches('/');
    let value = if path.is_empty() { host.to_owned() } else { format!("{host}/{path}") };
    Some(Found::new(what, value, span))
}

/// Whether a link leads to one of these places, with a name behind it.
fn leads(places: &[(&str, &str)], host: &str, path: &str) -> bool {
    places.iter().any(|(known, front)| {
        let name = match *front {
            "" => Some(path),
            "@" | "$" => path.strip_prefix(front),
            front => path.strip_prefix(front).and_then(|rest| rest.strip_prefix('/')),
        };
        *known == host && name.is_some_and(|name| !name.is_empty())
    })
}

/// Labels of letters, digits and hyphens, the last one at least two letters.
fn host_is_real(host: &str) -> bool {
    let labels: Vec<&str> = host.split('.').collect();
    let plain = |label: &&str| {
        !label.is_empty() && label.len() <= 63 && label.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    labels.len() > 1
        && labels.iter().all(plain)
        && labels.last().is_some_and(|last| last.chars().count() > 1 && last.chars().all(char::is_alphabetic))
}

/// Without scheme and path only these endings are taken for a site.
fn host_is_sure(host: &str) -> bool {
    const ENDINGS: [&str; 24] = [
        "app", "br", "ca", "co", "com", "de", "es", "eu", "fr", "gg", "in", "info", "io", "ltd", "mx", "net",
        "nl", "online", "org", "ru", "shop", "site", "uk", "xyz",
    ];
    let ending = host.rsplit('.').next().unwrap_or_default();
    let name = host.split('.').next().unwrap_or_default();
    ENDINGS.contains(&ending)
        && name.chars().count() > 2
        && (ending.len() > 2 || host.starts_with("www.") || host.matches('.').count() > 1)
}
