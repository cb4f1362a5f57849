//! The engine that a subcommand works with: the built-in pack, or signal files compiled on the spot.

use std::path::Path;

use breakwater_lure::{Engine, compile};

/// The engine over the signal files in `folder` (of the languages in `only`; all when it is empty), or over the pack
/// that this program was built with.
///
/// # Errors
/// What is wrong with the files, a line each.
pub fn over(folder: Option<&Path>, only: &[String]) -> Result<Engine, String> {
    let Some(folder) = folder else { return Engine::new().map_err(|error| error.to_string()) };
    let pack = compile::compile(folder, only)
        .map_err(|faults| faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))?;
    Engine::with(pack).map_err(|error| error.to_string())
}
