//! What a package is: the same each time, whole, and inert.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test"
)]

mod common;

use breakwater_evidence::{Choice, Digest, Event, NoKey, Plan, Press, kept, read_log, verify};
use breakwater_paper::Document;
use common::{Locker, capture};

#[test]
fn the_same_records_give_the_same_bytes() {
    let mut locker = Locker::filled();
    let before = locker.pack(&Choice::default());
    let receipt = common::now(async { locker.save(capture(), 0xd4, 20) });
    let after = locker.pack(&Choice::default());
    assert_ne!(before, after);
    // Looking at records and exporting them changes no package.
    locker.log(Event::Opened, &receipt, 21);
    locker.log(Event::Exported, &receipt, 22);
    assert_eq!(Digest::of(&locker.pack(&Choice::default())), Digest::of(&after));
}

#[test]
fn a_package_holds() {
    let locker = Locker::filled();
    let report = verify(&locker.pack(&Choice::default()));
    assert!(report.holds(), "{report}");
    let contents = report.contents().unwrap();
    assert_eq!((contents.records, contents.pictures, contents.deleted, contents.left_out), (2, 1, 1, 0));
    assert!(contents.key.is_some());
    assert_eq!(contents.saved.as_ref().unwrap().0, "2026-11-22T14:03:00.123+00:00");
    let report = verify(&locker.pack_unsigned(&Choice::default()));
    assert!(report.holds(), "{report}");
    assert_eq!(report.contents().unwrap().key, None);
}

#[test]
fn a_pdf_is_one_of_the_files() {
    let locker = Locker::filled();
    let (bytes, unset) = locker.pack_printed(&Choice::default());
    assert_eq!(unset, None);
    assert_eq!(bytes, locker.pack_printed(&Choice::default()).0);
    assert!(verify(&bytes).holds());
    let pdf = common::bytes_of(&bytes, "/report.pdf").unwrap();
    assert!(common::text_of(&bytes, "/tagmanifest-sha256.txt").contains(&Digest::of(&pdf).to_string()));
    assert!(!common::text_of(&bytes, "/VERIFY.txt").contains("no report.pdf"));
    let start = bytes.windows(pdf.len()).position(|part| part == pdf).unwrap();
    for at in [0, 9, pdf.len() / 2, pdf.len() - 1] {
        let mut changed = bytes.clone();
        changed[start + at] ^= 1;
        assert!(verify(&changed).to_string().contains("report.pdf"), "byte {at}");
    }
}

#[test]
fn without_a_pdf_the_package_is_whole_and_says_how_to_print() {
    let mut locker = Locker::new();
    let mut other = capture();
    other.rows[0].text = "مرحبا".into();
    locker.save(other, 0xa1, 0);
    let (bytes, unset) = locker.pack_printed(&Choice::default());
    assert!(unset.unwrap().contains("U+0645"));
    assert!(verify(&bytes).holds());
    assert_eq!(common::bytes_of(&bytes, "/report.pdf"), None);
    assert!(common::text_of(&bytes, "/VERIFY.txt").contains("open report.html in a browser"));
    assert_eq!(bytes, locker.pack(&Choice::default()));
}

#[test]
fn some_records_and_opinions_only_when_chosen() {
    let locker = Locker::filled();
    let choice = Choice { records: Some(vec!["b2".repeat(16)]), opinions: false };
    let report = verify(&locker.pack(&choice));
    assert!(report.holds(), "{report}");
    assert_eq!((report.contents().unwrap().records, report.contents().unwrap().left_out), (1, 1));
    let holds_opinion = |choice: &Choice| {
        let bytes = locker.pack(choice);
        assert!(verify(&bytes).holds());
        bytes.windows(13).any(|window| window == b"/opinion.json")
    };
    assert!(!holds_opinion(&Choice::default()));
    assert!(holds_opinion(&Choice { opinions: true, ..Choice::default() }));
}

#[test]
fn a_damaged_record_is_left_out_and_named_and_keeps_back_nothing_else() {
    for file in ["record.json", "screen-001.png", "note-000004.json"] {
        for flip in [true, false] {
            let mut locker = Locker::filled();
            locker.damage(&format!("records/000001-a1a1a1a1/{file}"), flip);
            let package = locker.pack(&Choice::default());
            let report = verify(&package);
            assert!(report.holds(), "{file}: {report}");
            let contents = report.contents().unwrap();
            assert_eq!((contents.records, contents.left_out), (1, 1), "{file}");
            assert!(!common::names(&package).iter().any(|name| name.contains("a1a1a1a1")), "{file}");
            let page = common::text_of(&package, "report.html");
            assert!(page.contains("Record 000001-a1a1a1a1 could not be read"), "{file}");
            assert!(!page.contains("Other records on the device"), "{file}");
        }
    }
}

#[test]
fn the_log_knows_what_is_kept() {
    let package = Locker::filled().pack(&Choice::default());
    let log = read_log(common::text_of(&package, "data/log.jsonl").as_bytes()).unwrap();
    // The third was deleted.
    assert_eq!(kept(&log), ["000001-a1a1a1a1", "000002-b2b2b2b2"]);
}

#[test]
fn a_log_that_does_not_hold_keeps_no_record_back_and_is_told_everywhere() {
    let mut locker = Locker::filled();
    locker.damage("log/00000003.json", false);
    let package = locker.pack(&Choice::default());
    let report = verify(&package);
    assert!(!report.holds());
    assert!(report.to_string().contains("log line 3 calls itself number 4"), "{report}");
    for record in ["000001-a1a1a1a1/record.json", "000002-b2b2b2b2/record.json"] {
        assert!(common::bytes_of(&package, record).is_some(), "{record}");
    }
    for file in ["report.html", "LIMITS.txt"] {
        let text = common::text_of(&package, file);
        assert!(text.contains("log line 3 calls itself number 4"), "{file}: {text}");
    }
    assert!(common::text_of(&package, "VERIFY.txt").contains("log in this package does not hold"));
    let whole = Locker::filled().pack(&Choice::default());
    for file in ["report.html", "LIMITS.txt", "VERIFY.txt"] {
        assert!(!common::text_of(&whole, file).contains("does not hold, and"), "{file}");
        assert!(
            !common::text_of(&whole, file).to_lowercase().contains("log of this locker does not"),
            "{file}"
        );
    }
}

/// A press that takes less than any picture.
struct Small;

impl Press for Small {
    type Error = std::convert::Infallible;

    fn most(&self) -> u64 {
        10
    }

    async fn picture(&mut self, path: &str, _: Vec<u8>) -> Result<(), Self::Error> {
        panic!("{path} was read in vain");
    }

    async fn print(self, _: &Document) -> Result<Vec<u8>, Self::Error> {
        panic!("it was set all the same");
    }
}

#[test]
fn with_too_many_pictures_for_a_pdf_the_package_is_made_without_and_says_why() {
    let locker = Locker::filled();
    let (choice, words) = (Choice::default(), common::English::load());
    let plan = Plan::new(&locker.store, &choice, &words, "Breakwater 0.1.0", None::<&NoKey>, Some(Small));
    let plan = common::now(plan).unwrap();
    assert!(plan.too_large_to_print());
    let package = locker.write(&plan);
    assert!(verify(&package).holds());
    assert!(common::text_of(&package, "VERIFY.txt").contains("There is no report.pdf in this package"));
    let plan = Plan::new(&locker.store, &choice, &words, "Breakwater 0.1.0", None::<&NoKey>, None::<Small>);
    assert!(!common::now(plan).unwrap().too_large_to_print());
}

#[test]
fn where_no_record_can_be_read_there_is_no_package() {
    let mut locker = Locker::filled();
    for folder in ["000001-a1a1a1a1", "000002-b2b2b2b2"] {
        locker.damage(&format!("records/{folder}/record.json"), true);
    }
    let why = locker.unpackable(&Choice::default());
    assert!(why.contains("000001-a1a1a1a1/record.json has changed"), "{why}");
}

#[test]
fn a_package_of_the_first_version_still_holds() {
    let report = verify(include_bytes!("golden/package-1.zip"));
    assert!(report.holds(), "{report}");
    assert_eq!(report.contents().unwrap().records, 2);
}
