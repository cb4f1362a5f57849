//! Names, numbers and accounts in any text: each stands where it says, none twice, and the statement stays plain lines.

use std::sync::LazyLock;

use breakwater_guidance::{
    Day, Words,
    identify::{LONGEST, Region, find},
    load,
    report::{Answers, For, Payment, draft},
};

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let file = load::File { path: "report.toml", text: include_str!("../../data/words/en/report.toml") };
    load::words("en", &[file]).expect("our own words")
});
const REGIONS: [&str; 6] = ["", "GB", "US", "NG", "IN", "DE"];

pub fn run(data: &[u8]) {
    let Some((first, rest)) = data.split_first() else { return };
    let text = String::from_utf8_lossy(rest);
    let region = REGIONS.get(usize::from(*first) % REGIONS.len()).and_then(|code| Region::new(code));
    let found = find(&text, region);
    let mut last = 0;
    for one in &found {
        let (from, to) = one.span;
        assert!(from >= last && from < to && to <= LONGEST, "{one:?} after {last}");
        assert!(text.get(from..to).is_some(), "{one:?} cuts a character");
        assert!(!one.value.is_empty(), "{one:?}");
        last = to;
    }
    assert_eq!(found, find(&text, region));

    let text = text.into_owned();
    let answers = Answers {
        site: text.clone(),
        names: vec![text.clone()],
        demand: text.clone(),
        paid: vec![Payment { amount: text.clone(), ..Payment::default() }],
        ..Answers::default()
    };
    let found: Vec<_> = found.into_iter().map(|one| (one.what, one.value)).collect();
    let today: Day = "2026-11-22".parse().expect("a day");
    let bare = draft(
        &Answers {
            names: vec!["x".into()],
            site: "x".into(),
            demand: "x".into(),
            paid: vec![Payment::default()],
            ..Answers::default()
        },
        &[],
        For::Police,
        today,
        &WORDS,
    );
    let page = draft(&answers, &found, For::Police, today, &WORDS).expect("all words are there");
    let lines = |page: &str| page.lines().count();
    assert!(
        lines(&page) <= lines(&bare.expect("all words are there")) + found.len() + 4,
        "a text broke out of its line"
    );
    assert!(!page.contains(|c: char| c.is_control() && c != '\n'), "{page:?}");
}
