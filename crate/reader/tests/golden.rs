//! Recorded pages: each snapshot in `tests/snapshots` is read as it was when it was recorded and looked at.
//!
//! `node tests/reader/record.mjs` records them again (`docs/testing.md`).

use std::{fs, path::Path};

use breakwater_reader::{Snapshot, embedded_words, learn, read};

type Outcome = Result<(), Box<dyn std::error::Error>>;

#[test]
fn every_recorded_page_is_read_as_before() -> Outcome {
    assert!(learn(embedded_words()));
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/snapshots");
    let mut pages = 0;
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some(page) = name.strip_suffix(".snapshot.json") else { continue };
        let snapshot: Snapshot = serde_json::from_slice(&fs::read(&path)?)?;
        let expected: serde_json::Value =
            serde_json::from_slice(&fs::read(folder.join(format!("{page}.reading.json")))?)?;
        // As text: that is the form it was recorded in, and short floats have one form only.
        let found: serde_json::Value = serde_json::from_str(&serde_json::to_string(&read(&snapshot))?)?;
        assert_eq!(found, expected, "{page}");
        pages += 1;
    }
    assert!(pages >= 45, "{pages} pages");
    Ok(())
}
