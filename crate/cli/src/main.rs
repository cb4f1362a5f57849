//! `breakwater`: the same thinking as the extension's, on the command line.
//!
//! Each subcommand is a module of its own with `Args` and `run`; this file only names them.

use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod assess;
mod conversation;
mod engine;
mod evaluate;
mod guide;
mod lines;
mod read;
mod signals;
mod train;
mod verify;

/// Breakwater on the command line: one JSON object a line in, one out.
#[derive(Parser)]
#[command(name = "breakwater", version, about, long_about = None)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Assess(assess::Args),
    Evaluate(evaluate::Args),
    Guide(guide::Args),
    Read(read::Args),
    Signals(signals::Args),
    Train(train::Args),
    Verify(verify::Args),
}

fn main() -> ExitCode {
    match Cli::parse().command {
        Command::Assess(args) => assess::run(&args),
        Command::Evaluate(args) => evaluate::run(&args),
        Command::Guide(args) => guide::run(&args),
        Command::Read(args) => read::run(&args),
        Command::Signals(args) => signals::run(&args),
        Command::Train(args) => train::run(&args),
        Command::Verify(args) => verify::run(&args),
    }
}
