//! An evidence package with anything changed: only the very bytes of one that we wrote hold.

use breakwater_evidence::verify;

const OURS: &[u8] = include_bytes!("../../crate/evidence/tests/golden/package-1.zip");

pub fn run(data: &[u8]) {
    let report = verify(data);
    assert_eq!(report.holds(), report.contents().is_some());
    assert_eq!(report.holds(), data == OURS, "{report}");
    assert_eq!(report.to_string().is_empty(), report.holds(), "a fault without a word");
}
