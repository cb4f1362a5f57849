//! What the records in the locker say about a contact, as suggestions for a statement that the person then changes.
//!
//! Only what the other person wrote is suggested as theirs. What stands in a message whose side is not known is offered
//! and left for the person to tick: an unknown side accuses no one.

use std::collections::BTreeMap;

use breakwater_evidence::{Digest, Record};
use breakwater_guidance::{
    What,
    identify::{self, Region},
    report::Kept,
};
use breakwater_transcript::Side;

/// How many things found in the messages are offered at most. A list that nobody reads to its end helps nobody.
const MOST: usize = 60;

/// Something found in the messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub what: What,
    /// The one spelling of it.
    pub value: String,
    /// Whether it stands in a message that is theirs, and in none that is the person's own.
    pub theirs: bool,
}

/// What a statement can start from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Suggested {
    /// Hosts of the pages, each once.
    pub sites: Vec<String>,
    /// Names and handles of the contact, each once.
    pub names: Vec<String>,
    /// Addresses of their profiles, each once.
    pub profiles: Vec<String>,
    /// The records, oldest first.
    pub kept: Vec<Kept>,
    /// What was found in the messages, in their order.
    pub found: Vec<Finding>,
}

/// Reads the records, oldest first. `region` is where phone numbers without a country code are dialled.
#[must_use]
pub fn suggest<'a>(
    records: impl IntoIterator<Item = (&'a Record, Digest)>,
    region: Option<Region>,
) -> Suggested {
    let mut suggested = Suggested::default();
    // Finding → its place in the order of finding, whether they wrote it, whether the person did.
    let mut seen: BTreeMap<(What, String), (usize, bool, bool)> = BTreeMap::new();
    for (record, sha256) in records {
        let contact = &record.contact;
        once(&mut suggested.sites, host(&record.page.url.text));
        for name in [&contact.name, &contact.handle].into_iter().flatten() {
            once(&mut suggested.names, &name.text);
        }
        if let Some(profile) = &contact.profile {
            once(&mut suggested.profiles, &profile.text);
        }
        suggested.kept.push(Kept {
            when: minute(&record.when.local),
            page: record.page.url.text.clone(),
            mark: sha256.short(),
        });
        for message in &record.messages {
            let text = message.words.text.as_str();
            for mut found in identify::find(text, region) {
                if found.what == What::Deadline {
                    // A time limit is said as they said it; its one spelling is for comparing.
                    found.value = text.get(found.span.0..found.span.1).unwrap_or_default().to_owned();
                }
                let place = seen.len();
                let (_, theirs, mine) =
                    seen.entry((found.what, found.value)).or_insert((place, false, false));
                *theirs |= message.side == Side::Them;
                *mine |= message.side == Side::Me;
            }
        }
    }
    let mut found: Vec<_> = seen.into_iter().collect();
    found.sort_by_key(|(_, (place, ..))| *place);
    suggested.found = found
        .into_iter()
        // What only the person themselves wrote says nothing about the other one.
        .filter(|(_, (_, theirs, mine))| *theirs || !*mine)
        .map(|((what, value), (_, theirs, mine))| Finding { what, value, theirs: theirs && !mine })
        .take(MOST)
        .collect();
    suggested
}

/// The newest record's contact: name and host. Records of the same one belong into one statement.
#[must_use]
pub fn contact(record: &Record) -> (Option<&str>, &str) {
    (record.contact.name.as_ref().map(|name| name.text.as_str()), host(&record.page.url.text))
}

/// The host in an address, without `www.`.
fn host(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}

/// Day, hour, minute and offset of a record's time, without what nobody reads: `2026-11-22 15:03 +01:00`.
fn minute(local: &str) -> String {
    match (local.get(..10), local.get(11..16), local.get(23..)) {
        (Some(day), Some(time), Some(offset)) => format!("{day} {time} {offset}"),
        _ => local.to_owned(),
    }
}

fn once(list: &mut Vec<String>, text: &str) {
    if !text.is_empty() && !list.iter().any(|known| known == text) {
        list.push(text.to_owned());
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test")]

    use breakwater_evidence::{Capture, Head, Moment, Reason, seal};
    use breakwater_transcript::{Contact, Row};

    use super::*;

    fn record(url: &str, rows: &[(Side, &str)]) -> Record {
        let row = |(side, text): &(Side, &str)| Row { side: *side, text: (*text).into(), ..Row::default() };
        let capture = Capture {
            url: url.into(),
            contact: Contact {
                name: Some("Lily".into()),
                handle: Some("lily_rose99".into()),
                ..Contact::default()
            },
            rows: rows.iter().map(row).collect(),
            reasons: vec![Reason::TextOnlyChosen],
            ..Capture::default()
        };
        let now = Moment {
            utc_ms: 1_795_359_780_123,
            offset_minutes: 60,
            zone: "Europe/Berlin".into(),
            run: String::new(),
            monotonic_ms: 0,
        };
        seal(capture, &now, [7; 16], &Head::EMPTY).unwrap().record().clone()
    }

    fn of(records: &[Record]) -> Suggested {
        suggest(records.iter().map(|record| (record, Digest::of(b"record"))), Region::new("GB"))
    }

    fn finding(what: What, value: &str, theirs: bool) -> Finding {
        Finding { what, value: value.into(), theirs }
    }

    #[test]
    fn takes_who_and_where_once() {
        let one = record("https://www.example.com/t/1", &[]);
        let suggested = of(&[one.clone(), one]);
        assert_eq!(suggested.sites, ["example.com"]);
        assert_eq!(suggested.names, ["Lily", "lily_rose99"]);
        assert_eq!(suggested.kept.len(), 2);
        assert_eq!(suggested.kept.first().unwrap().when, "2026-11-22 16:03 +01:00");
    }

    #[test]
    fn suggests_as_theirs_only_what_they_wrote() {
        let suggested = of(&[record(
            "https://example.com/",
            &[
                (Side::Me, "my mail is me@example.com"),
                (Side::Them, "so me@example.com is you? write to lily@example.com"),
                (Side::Unknown, "or call +44 7400 123456"),
                (Side::Them, "you have 30 minutes left"),
                (Side::Me, "and my dad is on +44 7400 654321"),
                (Side::Them, "lily@example.com"),
            ],
        )]);
        assert_eq!(
            suggested.found,
            [
                finding(What::Mail, "me@example.com", false),
                finding(What::Mail, "lily@example.com", true),
                finding(What::Phone, "+447400123456", false),
                finding(What::Deadline, "30 minutes", true),
            ]
        );
    }

    #[test]
    fn offers_no_endless_list() {
        let wall: String = (0..500).map(|n| format!("name{n}@example.com ")).collect();
        assert_eq!(of(&[record("https://example.com/", &[(Side::Them, &wall)])]).found.len(), MOST);
    }

    #[test]
    fn an_address_of_any_form_has_a_host() {
        for (address, wanted) in
            [("https://www.a.example/x?y", "a.example"), ("a.example", "a.example"), ("", "")]
        {
            assert_eq!(host(address), wanted);
        }
    }
}
