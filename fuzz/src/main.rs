//! Every parser of ours under a fuzzer that is guided by coverage: `tools/fuzz.sh`.
//!
//! One binary, because ten take as much longer to build as they would run; BREAKWATER_FUZZ_TARGET says which target. Each
//! asserts what must hold of any input, not only that there is no panic.

#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

mod conversation;
mod identify;
mod made;
mod memory;
mod pack;
mod package;
mod pixels;
mod record;
mod settings;
mod snapshot;
mod state;

/// What a target does with an input, and whether its inputs are JSON.
type Target = (fn(&[u8]), bool);

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("BREAKWATER_FUZZ_TARGET").unwrap_or_default();
    match name.as_str() {
        "conversation" => (conversation::run, false),
        "identify" => (identify::run, false),
        "memory" => (memory::run, true),
        "pack" => (pack::run, false),
        "package" => (package::run, false),
        "pixels" => (pixels::run, false),
        "record" => (record::run, true),
        "settings" => (settings::run, true),
        "snapshot" => (snapshot::run, true),
        "state" => (state::run, false),
        _ => panic!("BREAKWATER_FUZZ_TARGET names no target: {name:?}"),
    }
});

fuzz_target!(|data: &[u8]| (TARGET.0)(data));

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    if TARGET.1 { made::mutate_json(data, size, max_size, seed) } else { fuzzer_mutate(data, size, max_size) }
});
