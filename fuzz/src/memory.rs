//! What is kept of a contact, whatever storage says, and a page read on top of it: a second look changes nothing, and what
//! is kept again is small and can be read.

use crate::made::ENGINE;
use breakwater_extension::contact::{DeviceKey, Memory, judge};
use breakwater_lure::State;
use breakwater_reader::Reading;

const KEY: DeviceKey = DeviceKey([7; 16]);
const NOW: u32 = 1_800_000_000;

pub fn run(data: &[u8]) {
    let Ok((mut memory, reading)) = serde_json::from_slice::<(Memory, Reading)>(data) else { return };
    let first = judge(&ENGINE, &KEY, &mut memory, &reading, false, NOW);
    assert!(memory.state.len() <= State::MOST_BYTES, "{} bytes", memory.state.len());
    let kept = serde_json::to_string(&memory).expect("a memory is JSON");
    assert!(kept.len() < 8192, "{} bytes are kept of a contact", kept.len());
    let mut again: Memory = serde_json::from_str(&kept).expect("what was kept is read");
    let second = judge(&ENGINE, &KEY, &mut again, &reading, false, NOW);
    assert_eq!(second.level, first.level);
    assert_eq!(second.signals, first.signals);
}
