//! User names: `@name`, a name behind the site's own ("my snap is …"), a $cashtag, a UPI address.

use super::token::Word;
use crate::{Found, What};

const UPI: &str = include_str!("../../../../data/guidance/identify/upi.txt");

/// Words for a site or for a name on it.
const SITES: [&str; 32] = [
    "snap",
    "snapchat",
    "sc",
    "insta",
    "instagram",
    "ig",
    "telegram",
    "tele",
    "tg",
    "discord",
    "kik",
    "skype",
    "tiktok",
    "wechat",
    "line",
    "viber",
    "signal",
    "zangi",
    "session",
    "wickr",
    "username",
    "user",
    "handle",
    "venmo",
    "cashapp",
    "twitter",
    "reddit",
    "roblox",
    "psn",
    "gamertag",
    "xbox",
    "steam",
];

/// Words that may stand between the site and the name.
const BETWEEN: [&str; 23] = [
    "c'est", "es", "est", "ist", "jest", "är", "is", "its", "it's", "name", "user", "username", "id", "at",
    "handle", "@", "account", "me", "-", "–", "—", "->", "👉",
];

/// Every user name and payment tag.
pub(super) fn find(text: &str, words: &[Word<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let hit = tagged(words, at).or_else(|| upi(words, at)).or_else(|| behind_a_site(text, words, at));
        if let Some((what, value, span)) = hit {
            found.push(Found::new(what, value, span));
        }
        debug_assert!(word.span.0 < word.span.1);
    }
    found
}

type Hit = (What, String, (usize, usize));

/// `@name` and `$name`.
fn tagged(words: &[Word<'_>], at: usize) -> Option<Hit> {
    let word = words.get(at)?;
    let small = word.small();
    if let Some(name) = small.strip_prefix('$') {
        let tag = is_name(name) && name.starts_with(|c: char| c.is_alphabetic()) && name.len() <= 20;
        return tag.then(|| (What::Payment, format!("${name}"), word.span));
    }
    let name = small.strip_prefix('@')?;
    let what = if is_near(words, at, &["venmo"]) { What::Payment } else { What::Username };
    is_name(name).then(|| (what, name.to_owned(), word.span))
}

/// `name@handle` without a dot behind the @.
fn upi(words: &[Word<'_>], at: usize) -> Option<Hit> {
    let word = words.get(at)?;
    let small = word.small();
    let (name, handle) = small.split_once('@')?;
    let known = UPI.lines().filter(|line| !line.starts_with('#')).any(|line| line == handle);
    let named = !handle.contains('.')
        && is_name(handle)
        && is_near(words, at, &["upi", "gpay", "phonepe", "paytm", "bhim"]);
    // Here a name may be all digits: many pay to a phone number.
    let payee =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'));
    (payee && (known || named)).then(|| (What::Payment, small.clone(), word.span))
}

/// "snap: name", "my telegram is name", "add me on insta name_01".
fn behind_a_site(text: &str, words: &[Word<'_>], at: usize) -> Option<Hit> {
    let word = words.get(at)?;
    let small = word.small();
    // "snap:name" in one piece.
    if let Some((site, name)) = small.split_once([':', '='])
        && SITES.contains(&site)
        && is_name(name)
        && !name.is_empty()
    {
        let start = word.span.1 - name.len();
        return Some((what_of(site), name.to_owned(), (start, word.span.1)));
    }
    if !is_name(without_tag(&small))
        || SITES.contains(&small.as_str())
        || BETWEEN.contains(&small.as_str())
        || small.chars().count() < 3
    {
        return None;
    }
    let mut between = 0;
    loop {
        let index = at.checked_sub(between + 1)?;
        let before = words.get(index)?;
        if before.ends || between > 2 {
            return None;
        }
        let name = before.small();
        if SITES.contains(&name.as_str()) {
            // Behind a colon any name is one. Without it, the name has to look like one ("add me on snap lily_x99"),
            // because "my insta is private" names nobody.
            let gap = text.get(before.span.1..words.get(index + 1)?.span.0).unwrap_or_default();
            let colon = gap.contains([':', '=']);
            let fits = colon || looks_like_a_name(&small) || without_tag(&small) != small;
            return fits.then(|| (what_of(&name), small.clone(), word.span));
        }
        if !BETWEEN.contains(&name.as_str()) {
            return None;
        }
        between += 1;
    }
}

fn what_of(site: &str) -> What {
    if matches!(site, "venmo" | "cashapp") { What::Payment } else { What::Username }
}

/// Whether one of these words stands within four words.
fn is_near(words: &[Word<'_>], at: usize, wanted: &[&str]) -> bool {
    let from = at.saturating_sub(4);
    words.iter().skip(from).take(9).any(|word| wanted.contains(&word.small().as_str()))
}

/// What sites allow in names: letters, digits, dot, underscore, hyphen; with a letter in it.
fn is_name(text: &str) -> bool {
    (2..=40).contains(&text.chars().count())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
        && text.chars().any(|c| c.is_ascii_alphabetic())
}

/// Discord's older names end in `#` and four digits.
fn without_tag(text: &str) -> &str {
    match text.split_once('#') {
        Some((name, tag)) if tag.len() == 4 && tag.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => text,
    }
}

/// A digit or an underscore among the letters: no ordinary word has one.
fn looks_like_a_name(text: &str) -> bool {
    is_name(text)
        && text.chars().any(|c| c.is_ascii_digit() || c == '_' || c == '.')
        && !text.chars().next().is_some_and(|c| c.is_ascii_digit())
}
