//! `breakwater assess`: conversations in, levels and signals out.

use std::{fmt, path::PathBuf, process::ExitCode};

use breakwater_lure::{Context, Engine, Level, State};
use serde::Serialize;

use crate::{conversation::Conversation, engine, lines};

/// Reads conversations, one JSON object a line, and tells level, stage and signals of each.
///
/// In: {"id","messages":[{"from":"them|me|unknown","text","t"?,"kind"?}],"contact"?:{"known"?,"facts"?}}.
/// Out: {"id","level","stage","first":{"notice","warning","threat"},"signals":[{"id","message","span"}]}.
/// Messages are taken one by one, in the order given; `t` is in seconds; spans count characters of the original
/// text. A contact is new unless it says `known`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Also say why: the reason of each signal, and the points of lure after each message.
    #[arg(long)]
    explain: bool,
    /// Use these signal files instead of the pack that this program was built with.
    #[arg(long)]
    signals: Option<PathBuf>,
    /// Speak up earlier, as with the sensitivity "high".
    #[arg(long)]
    early: bool,
}

/// What is said about a conversation.
#[derive(Debug, Serialize)]
struct Answer {
    id: serde_json::Value,
    level: &'static str,
    stage: &'static str,
    first: First,
    signals: Vec<Seen>,
    /// Parts of some message were too long to be read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    points: Option<Vec<f32>>,
}

#[derive(Debug, Serialize)]
struct First {
    notice: Option<u32>,
    warning: Option<u32>,
    threat: Option<u32>,
}

#[derive(Debug, Serialize)]
struct Seen {
    id: String,
    message: u32,
    span: [u32; 2],
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
}

/// A conversation always has an answer: only reading its line can fail.
#[derive(Debug)]
enum Never {}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}

impl std::error::Error for Never {}

/// Runs over standard input.
pub fn run(args: &Args) -> ExitCode {
    match engine::over(args.signals.as_deref(), &[]) {
        Ok(engine) => lines::each(|conversation| {
            Ok::<_, Never>(assess(&engine, conversation, args.early, args.explain))
        }),
        Err(error) => fail(&error),
    }
}

/// Without a pack there is no answer at all, rather than a calm one.
#[allow(clippy::print_stderr)]
fn fail(error: &str) -> ExitCode {
    eprintln!("breakwater: {error}");
    ExitCode::from(2)
}

fn assess(engine: &Engine, conversation: Conversation, early: bool, explain: bool) -> Answer {
    let mut state = State::new();
    let contact = conversation.contact.unwrap_or_default();
    let context = Context { known: contact.known, early, facts: &contact.facts };
    let mut signals = Vec::new();
    let mut points = Vec::new();
    for row in &conversation.messages {
        let update = engine.update(&mut state, &row.message(), &context);
        signals.extend(update.signals.iter().map(|signal| Seen {
            id: signal.id.to_string(),
            message: signal.message,
            span: [signal.span.0, signal.span.1],
            reason: explain.then(|| signal.reason.to_string()),
        }));
        points.push(engine.lure_points(&state, &context));
    }
    Answer {
        id: conversation.id,
        level: state.level().name(),
        stage: state.stage().map_or("approach", breakwater_lure::Stage::name),
        first: First {
            notice: state.first(Level::Notice),
            warning: state.first(Level::Warning),
            threat: state.first(Level::Threat),
        },
        signals,
        truncated: state.truncated(),
        points: explain.then_some(points),
    }
}
