//! `breakwater`: the same thinking as the extension's, on the command line.
//!
//! Each subcommand is a module of its own with `Args` and `run`; this file only names them.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod lines;

/// Breakwater on the command line: one JSON object a line in, one out.
#[derive(Parser)]
#[command(name = "breakwater", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {}

fn main() -> ExitCode {
    match Cli::parse().command {}
}
