//! Whatever a page makes of a snapshot: no panic, and an answer no larger than the question.

use std::error::Error;
use std::fs;
use std::path::Path;

use breakwater_reader::{Snapshot, embedded_words, learn, read};
use proptest::prelude::*;
use serde_json::{Value, json};

const TEXTS: [&str; 16] = [
    "",
    " ",
    "hello",
    "Ada",
    "12:30",
    "✓✓",
    "you said",
    "❤️ 2",
    "video call",
    "plans.pdf",
    ": hi",
    "@ada",
    "https://a.example/b",
    "\u{202e}olleh",
    "is calling you",
    "accept",
];
const TAGS: [&str; 12] =
    ["", "img", "video", "button", "a", "span", "blockquote", "time", "br", "p", "svg", "textarea"];
const MARKS: [&str; 8] = ["", "", "row", "text", "row mine", "pane", "skip", "name author time"];

const LAYS: [&str; 3] = ["end", "", "center"];
const LIVE: [&str; 3] = ["", "muted", "stream"];

fn number() -> impl Strategy<Value = i32> {
    prop_oneof![8 => -50..1000i32, 1 => any::<i32>()]
}

fn node() -> impl Strategy<Value = Value> {
    let place = [number(), number(), number(), number()];
    let words = (proptest::option::of(0..TEXTS.len()), 0..TAGS.len(), 0..MARKS.len(), 0..TEXTS.len());
    (0..90u32, place, words, 0..6u32, any::<[bool; 4]>()).prop_map(|(up, rect, words, look, flags)| {
        let (text, tag, mark, label) = words;
        json!({
            "up": up, "rect": rect, "look": look, "text": text.and_then(|at| TEXTS.get(at)), "tag": TAGS.get(tag),
            "mark": MARKS.get(mark), "label": TEXTS.get(label), "hidden": flags[0], "inline": flags[1], "fixed": flags[2],
            "scroll": flags[3].then_some(rect[0..3].to_vec()), "lays": LAYS.get(up as usize % 3),
            "alt": TEXTS.get(label), "src": "a1", "tones": TEXTS.get(label).map(|text| text.repeat(up as usize * 16)), "live": LIVE.get(label % 3),
        })
    })
}

fn snapshot() -> impl Strategy<Value = Value> {
    let field = (0..90u32, [number(), number(), number(), number()]).prop_map(
        |(node, rect)| json!({ "node": node, "tag": "textarea", "rect": rect, "label": "Message" }),
    );
    let looks = json!([
        { "fg": "rgb(0, 0, 0)", "bg": "rgb(255, 255, 255)", "size": 15, "weight": 400 },
        { "fg": "rgb(255, 255, 255)", "bg": "rgb(0, 0, 200)", "size": 15, "weight": 700, "radius": 12 },
        { "fg": "rgba(0, 0, 0, 0)", "bg": "", "size": 0, "bar": true },
        { "fg": "?", "bg": "linear-gradient(red, blue)", "size": 4_000_000_000_u32, "image": true, "border": true },
    ]);
    (proptest::collection::vec(node(), 0..90), proptest::collection::vec(field, 0..4), any::<bool>()).prop_map(
        move |(nodes, fields, known)| {
            json!({
                "version": Snapshot::VERSION, "view": [1200, 800], "title": "Ada", "nodes": nodes, "fields": fields,
                "looks": looks, "site": if known { "Some site" } else { "" },
            })
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_snapshot_is_read(page in snapshot()) {
        prop_assert!(learn(embedded_words()));
        let snapshot: Snapshot = serde_json::from_value(page).map_err(|error| TestCaseError::fail(error.to_string()))?;
        let reading = read(&snapshot);
        prop_assert!(reading.rows.len() <= snapshot.nodes.len() * 2);
        prop_assert_eq!(reading.chat, !reading.rows.is_empty());
        prop_assert!(reading.rows.iter().all(|row| (0.0..=1.0).contains(&row.confidence)));
        prop_assert_eq!(read(&snapshot), reading);
    }
}

/// Numbers at the ends of what a snapshot's types can say.
const ENDS: [i64; 2] = [i32::MIN as i64, u32::MAX as i64];

/// Every page of the golden tests, as JSON.
fn real_pages() -> Result<Vec<Value>, Box<dyn Error>> {
    let mut pages = Vec::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots"))? {
        let file = file?.path();
        if file.to_string_lossy().ends_with(".snapshot.json") {
            pages.push(serde_json::from_str(&fs::read_to_string(file)?)?);
        }
    }
    Ok(pages)
}

/// Puts `end` in place of numbers named `key`, as far as their type takes it: every `step`th, the first at `from`.
fn put(page: &mut Value, key: &str, end: i64, (from, step): (usize, usize)) {
    let signed = matches!(key, "view" | "rect" | "scroll");
    let end = if signed { end.clamp(i32::MIN.into(), i32::MAX.into()) } else { end.max(0) };
    let mut seen = 0;
    let mut one = |number: &mut Value| {
        if seen % step == from % step {
            *number = json!(end);
        }
        seen += 1;
    };
    let mut todo = vec![page];
    while let Some(value) = todo.pop() {
        match value {
            Value::Array(all) => todo.extend(all),
            Value::Object(all) => {
                for (name, value) in all {
                    match value {
                        Value::Array(numbers) if name == key => numbers.iter_mut().for_each(&mut one),
                        Value::Number(_) if name == key => one(value),
                        _ => todo.push(value),
                    }
                }
            }
            _ => {}
        }
    }
}

/// Found by fuzzing: a window as wide as numbers go made a sum overflow, on a page that was otherwise a chat.
#[test]
fn a_real_page_with_numbers_at_their_ends_is_read() -> Result<(), Box<dyn Error>> {
    assert!(learn(embedded_words()));
    let pages = real_pages()?;
    assert!(pages.len() > 40, "{} pages", pages.len());
    for page in &pages {
        for key in ["view", "rect", "scroll", "more", "size", "weight", "radius"] {
            for end in ENDS {
                // All of them, every other, and few enough that the page is still a chat.
                for which in [(0, 1), (0, 2), (2, 257)] {
                    let mut page = page.clone();
                    put(&mut page, key, end, which);
                    let snapshot: Snapshot = serde_json::from_value(page)?;
                    let reading = read(&snapshot);
                    assert!(reading.rows.len() <= snapshot.nodes.len());
                }
            }
        }
    }
    Ok(())
}

/// A chain as deep as the walk goes, a list as long as a budget allows: the work grows with the page, not its square.
#[test]
fn deep_and_long_pages_are_read() {
    assert!(learn(embedded_words()));
    for deep in [true, false] {
        let nodes: Vec<Value> = (0..8_000)
            .map(|at: u32| {
                let up = if deep { at.saturating_sub(1) } else { u32::from(at > 1) };
                json!({ "up": up, "rect": [10, at % 700, 300, 20], "text": (at > 2).then_some("hello there"), "look": 0 })
            })
            .collect();
        let page = json!({
            "version": Snapshot::VERSION, "view": [1200, 800], "nodes": nodes,
            "looks": [{ "fg": "rgb(0, 0, 0)", "bg": "", "size": 15, "weight": 400 }],
            "fields": [{ "node": 2, "tag": "textarea", "rect": [0, 760, 400, 30], "label": "Message" }],
        });
        let snapshot: Snapshot = serde_json::from_value(page).unwrap_or_default();
        assert_eq!(snapshot.nodes.len(), 8_000);
        let reading = read(&snapshot);
        assert!(reading.rows.len() <= 8_000);
    }
}
