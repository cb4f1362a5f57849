//! `breakwater read`: layout snapshots in, who said what out.

use std::{convert::Infallible, process::ExitCode};

use breakwater_reader::Snapshot;

use crate::lines;

/// Read conversations from layout snapshots.
///
/// One snapshot a line on standard input, as `breakwaterSnapshot()` of `dist/probe.js` returns it. One line out for
/// each: {"chat","reader","contact":{"name","handle","profile","facts"},"rows":[{"side","confidence","kind","text",
/// "time"?}]}, and `problem` where a page could not be read.
#[derive(clap::Args)]
pub struct Args {}

/// Answers every line of standard input.
pub fn run(_args: &Args) -> ExitCode {
    // They are of this very build, so they fit.
    let _ = breakwater_reader::learn(breakwater_reader::embedded_words());
    lines::each(|snapshot: Snapshot| Ok::<_, Infallible>(breakwater_reader::read(&snapshot)))
}
