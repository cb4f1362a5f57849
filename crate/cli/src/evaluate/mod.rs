//! `breakwater evaluate`: what the engine makes of whole folders of labelled conversations.

pub mod corpus;
mod figures;
mod table;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use breakwater_lure::{Context, Engine, Level, State};

use crate::{conversation::Conversation, engine};
use figures::{Outcome, Tally};

/// Runs the engine over labelled conversations and tells what it noticed, how early, and what it got wrong.
///
/// Takes files or folders of .jsonl and .jsonl.gz with `label` (benign, lure, blackmail, scam), `source` and `lang`.
/// Gives, by source and label, the share that reached notice, warning and threat by 5, 10, 20 and 50 messages and
/// at the end, with Wilson 95 % intervals; F_latency; and the loudest benign and the quietest lure conversations by
/// id. Never prints any text of the conversations.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Use these signal files instead of the pack that this program was built with.
    #[arg(long)]
    signals: Option<PathBuf>,
    /// Speak up earlier, as with the sensitivity "high".
    #[arg(long)]
    early: bool,
    /// With --signals: only these languages, besides English.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Name every miss and every false alarm by id, judged against `due` where it is given.
    #[arg(long)]
    misses: bool,
    /// Also break the table down by language.
    #[arg(long)]
    by_language: bool,
    /// For every benign alarm and every miss, the signals that were seen.
    #[arg(long)]
    explain: bool,
}

/// Runs the evaluation; 0 when every file could be read.
pub fn run(args: &Args) -> ExitCode {
    let mut complaints = io::stderr();
    let engine = match engine::over(args.signals.as_deref(), &args.only) {
        Ok(engine) => engine,
        Err(error) => {
            let _ = writeln!(complaints, "breakwater: {error}");
            return ExitCode::from(2);
        }
    };
    match evaluate(args, &engine, &mut io::stdout().lock(), &mut complaints) {
        Ok(0) => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(complaints, "breakwater: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Evaluates everything and writes the tables. Gives back the number of lines and files that could not be read.
fn evaluate(
    args: &Args,
    engine: &Engine,
    out: &mut impl Write,
    complaints: &mut impl Write,
) -> io::Result<usize> {
    let mut tally = Tally::default();
    let mut bad = 0;
    for path in corpus::files(&args.paths)? {
        bad += corpus::each(&path, complaints, |file, conversation| {
            tally.add(args.by_language, outcome(engine, file, conversation, args.early));
        })?;
    }
    table::write(out, &tally, args.misses, args.explain)?;
    Ok(bad)
}

/// Replays one conversation.
fn outcome(engine: &Engine, file: &str, conversation: Conversation, early: bool) -> Outcome {
    let mut state = State::new();
    let contact = conversation.contact.unwrap_or_default();
    let context = Context { known: contact.known, early, facts: &contact.facts };
    let mut seen = Vec::new();
    let mut highest: f32 = 0.0;
    for row in &conversation.messages {
        let update = engine.update(&mut state, &row.message(), &context);
        seen.extend(update.signals.iter().map(|signal| format!("{}:{}", signal.message, signal.id)));
        highest = highest.max(engine.lure_points(&state, &context));
    }
    let id = match &conversation.id {
        serde_json::Value::String(id) => id.clone(),
        other => other.to_string(),
    };
    Outcome {
        id,
        source: conversation.source.unwrap_or_else(|| file.to_string()),
        label: conversation.label.unwrap_or_else(|| "unlabelled".into()),
        lang: conversation.lang.unwrap_or_default(),
        due: conversation.due,
        messages: u32::try_from(conversation.messages.len()).unwrap_or(u32::MAX),
        firsts: [Level::Notice, Level::Warning, Level::Threat].map(|level| state.first(level)),
        points: highest,
        seen,
    }
}
