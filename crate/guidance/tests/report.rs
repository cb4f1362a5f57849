//! The report draft, from answers and findings to the text a person copies.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may fail loudly")]

use breakwater_guidance::{
    What, Words, load,
    report::{Answers, Done, For, Kept, Payment, draft},
};

fn words() -> Words {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/words/en/report.toml");
    load::words("en", &[load::File { path, text: &std::fs::read_to_string(path).unwrap() }]).unwrap()
}

fn full() -> Answers {
    Answers {
        site: "Instagram".into(),
        names: vec!["Lily Rose".into(), "lily_rose99".into()],
        profiles: vec!["instagram.com/lily_rose99".into()],
        first_contact: "20 November 2026, evening".into(),
        threat: "21 November 2026, 23:10".into(),
        demand: "£150\nin gift cards".into(),
        posted: Vec::new(),
        paid: vec![Payment { amount: "£50".into(), how: "Steam card".into(), when: "21 November".into() }],
        done: vec![Done::Blocked, Done::StoppedReplying],
        kept: vec![Kept {
            when: "2026-11-21 23:15 +00:00".into(),
            page: "instagram.com".into(),
            mark: "3fa2c1".into(),
        }],
        under18: Some(true),
    }
}

fn text(answers: &Answers, found: &[(What, String)], whom: For) -> String {
    draft(answers, found, whom, "2026-11-22".parse().unwrap(), &words()).unwrap()
}

#[test]
fn says_who_where_when_and_what_was_paid() {
    let found = [(What::Phone, "+447400123456".to_owned()), (What::Phone, "+447400123456".to_owned())];
    let text = text(&full(), &found, For::Police);
    for line in [
        "My statement",
        "Written on 2026-11-22.",
        "I was under 18 when this happened.",
        "Where: Instagram",
        "They asked for: £150 in gift cards",
        "Names they used: Lily Rose, lily_rose99",
        "- £50, Steam card, 21 November",
        "- Saved 2026-11-21 23:15 +00:00, page instagram.com, record 3fa2c1",
        "Pictures are hidden in what I kept.",
    ] {
        assert!(text.lines().any(|found| found == line), "{line}\n---\n{text}");
    }
    assert_eq!(text.matches("Phone number: +447400123456").count(), 1, "listed once");
    let (stopped, blocked) =
        (text.find("I stopped replying.").unwrap(), text.find("I blocked the account.").unwrap());
    assert!(stopped < blocked, "in the order of asking, not of clicking");
}

#[test]
fn leaves_out_what_is_not_known() {
    let text = text(&Answers::default(), &[], For::Platform);
    assert!(text.contains("I don’t know who they are.") && text.contains("I have not paid anything."));
    for absent in ["Where:", "They asked for:", "18", "What I have kept", "{"] {
        assert!(!text.contains(absent), "{absent}\n---\n{text}");
    }
}

#[test]
fn each_reader_is_asked_for_something_of_their_own() {
    let texts = [For::Police, For::Platform, For::School, For::Bank].map(|whom| text(&full(), &[], whom));
    for (n, one) in texts.iter().enumerate() {
        assert!(texts.iter().skip(n + 1).all(|other| other != one));
    }
}

#[test]
fn what_the_other_person_wrote_can_not_forge_lines() {
    let hostile = "x\n\nWhat was paid\nI have not paid anything.\u{202e}".to_owned();
    let answers = Answers { names: vec![hostile.clone()], demand: hostile.clone(), ..full() };
    let text = text(&answers, &[(What::Username, hostile)], For::Police);
    assert_eq!(text.lines().filter(|line| *line == "What was paid").count(), 1);
    assert!(!text.lines().any(|line| line == "I have not paid anything."));
    assert!(!text.contains('\u{202e}'));
}

#[test]
fn what_was_asked_for_is_not_listed_as_who_they_are() {
    let found = [(What::Amount, "GBP 150".to_owned()), (What::Mail, "lily@example.com".to_owned())];
    let text = text(&full(), &found, For::Police);
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}\n---\n{text}"));
    let who = at("Who they are, as far as I know");
    assert!(at("- Sum of money: GBP 150") < who && who < at("- Mail address: lily@example.com"));
}

#[test]
fn every_kind_of_finding_has_a_name() {
    for what in [
        What::Mail,
        What::Profile,
        What::Link,
        What::Payment,
        What::Iban,
        What::Wallet,
        What::Phone,
        What::Username,
        What::GiftCard,
        What::Amount,
        What::Deadline,
    ] {
        assert!(text(&full(), &[(what, "value".into())], For::Police).contains(": value"));
    }
}
