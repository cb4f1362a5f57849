//! Records, notes, opinions and the log: what is read is in its one form, and is written again as the same bytes.

use breakwater_evidence::{Note, Opinion, Record, from_canonical, read_log, to_canonical};
use serde_json::Value;

pub fn run(data: &[u8]) {
    if let Ok(record) = from_canonical::<Record>(data) {
        assert_eq!(to_canonical(&record).expect("a record"), data);
    }
    if let Ok(note) = from_canonical::<Note>(data) {
        assert_eq!(to_canonical(&note).expect("a note"), data);
    }
    if let Ok(opinion) = from_canonical::<Opinion>(data) {
        assert_eq!(to_canonical(&opinion).expect("an opinion"), data);
    }
    // In another form it is the same once it was written.
    if let Ok(bytes) =
        serde_json::from_slice::<Value>(data).map_err(Into::into).and_then(|value| to_canonical(&value))
    {
        let again: Value = from_canonical(&bytes).expect("the canonical form");
        assert_eq!(to_canonical(&again).expect("the canonical form"), bytes);
    }
    if let Ok(lines) = read_log(data) {
        let written: Vec<u8> = lines
            .iter()
            .flat_map(|line| [to_canonical(line).expect("a line"), b"\n".to_vec()].concat())
            .collect();
        assert_eq!(written, data);
    }
}
