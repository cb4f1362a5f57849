//! A page's layout, whatever it says: an answer that holds no more than the page, with sides that are sure to a degree.

use breakwater_reader::{Reading, Snapshot, embedded_words, learn, read, ready};

pub fn run(data: &[u8]) {
    assert!(ready() || learn(embedded_words()));
    let Ok(snapshot) = serde_json::from_slice::<Snapshot>(data) else { return };
    let reading = read(&snapshot);
    assert_eq!(reading, read(&snapshot), "the same page is read in two ways");
    assert!(
        reading.rows.len() <= snapshot.nodes.len(),
        "{} rows of {} nodes",
        reading.rows.len(),
        snapshot.nodes.len()
    );
    assert!(reading.chat || reading.rows.is_empty() && reading.placement.is_none());
    assert!(!(reading.chat && reading.problem.is_some()));
    for row in &reading.rows {
        assert!((0.0..=1.0).contains(&row.confidence), "{}", row.confidence);
    }
    let written = serde_json::to_vec(&reading).expect("a reading is JSON");
    // Where rows stand is for the one who asked, and is not written.
    let reading = Reading { tops: Vec::new(), ..reading };
    assert_eq!(serde_json::from_slice::<Reading>(&written).expect("what was written is read"), reading);
}
