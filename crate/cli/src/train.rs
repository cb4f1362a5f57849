//! `breakwater train`: makes the learned part from labelled conversations, and says what it is worth.

use std::{
    collections::BTreeMap,
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use breakwater_lure::{Bars, Context, Engine, Example, Learned, Level, State};

use crate::{conversation::Conversation, engine, evaluate::corpus};

/// What the shipped model was trained with; docs/model-card.md says why.
const BARS: [f32; 4] = [-1.0, 2.0, 0.75, 0.75];

/// Trains the learned part of the engine on labelled conversations; reproducible to the byte.
///
/// Takes files or folders of .jsonl and .jsonl.gz with `label` and `due`. With --cross it trains on all parts but one
/// and judges that one, in turn, and prints rules alone beside rules with the learned part.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Files or folders.
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Use these signal files instead of the pack that this program was built with.
    #[arg(long)]
    signals: Option<PathBuf>,
    /// Where the weights go (`data/signals/learned.bin`).
    #[arg(long)]
    out: Option<PathBuf>,
    /// Judge by cross-validation in so many parts instead of writing anything.
    #[arg(long)]
    cross: Option<u32>,
    /// Judgements (logarithms of odds) at which there is half a signal and a whole one: threat, then lure.
    #[arg(long, num_args = 4, default_values_t = BARS, allow_negative_numbers = true, value_delimiter = ',')]
    bars: Vec<f32>,
    /// Harmless conversations by other people: a few moments of each are learned from.
    #[arg(long)]
    among: Vec<PathBuf>,
    /// With --cross: harmless conversations nobody trained on, judged with the model of all parts.
    #[arg(long)]
    beside: Vec<PathBuf>,
}

/// Runs the training; 0 when every file could be read.
pub fn run(args: &Args) -> ExitCode {
    match train(args, &mut io::stdout().lock(), &mut io::stderr()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "breakwater: {error}");
            ExitCode::from(2)
        }
    }
}

fn train(args: &Args, out: &mut impl Write, complaints: &mut impl Write) -> Result<bool, String> {
    let [a, b, c, d] = args.bars.as_slice() else { return Err("--bars takes four numbers".into()) };
    let bars = [bars(*a, *b), bars(*c, *d)];
    let (made, mut bad) = read(&args.paths, complaints)?;
    let (among, worse) = read(&args.among, complaints)?;
    bad += worse;
    let all: Vec<(bool, Conversation)> =
        made.into_iter().map(|one| (true, one)).chain(among.into_iter().map(|one| (false, one))).collect();
    let engine = engine::over(args.signals.as_deref(), &[])?.with_learned(Learned::default());
    if let Some(parts) = args.cross {
        let (beside, _) = read(&args.beside, complaints)?;
        cross(engine, &all, &beside, parts.max(2), bars, out).map_err(|error| error.to_string())?;
        return Ok(bad == 0);
    }
    let learned = engine.train(&examples(all.iter()), bars);
    let bytes = learned.to_bytes().map_err(|error| error.to_string())?;
    writeln!(out, "{} conversations, {} bytes", all.len(), bytes.len()).map_err(|error| error.to_string())?;
    if let Some(path) = &args.out {
        fs::write(path, bytes).map_err(|error| format!("could not write {}: {error}", path.display()))?;
    }
    Ok(bad == 0)
}

/// In the units of the trees.
// Some thousands at most.
#[allow(clippy::cast_possible_truncation)]
fn bars(half: f32, whole: f32) -> Bars {
    let steps = |bar: f32| (bar * 1024.0).round() as i32;
    Bars { half: steps(half), whole: steps(whole) }
}

fn read(paths: &[PathBuf], complaints: &mut impl Write) -> Result<(Vec<Conversation>, usize), String> {
    let mut all = Vec::new();
    let mut bad = 0;
    for path in corpus::files(paths).map_err(|error| error.to_string())? {
        bad += corpus::each(&path, complaints, |file, mut conversation| {
            conversation.source.get_or_insert_with(|| file.to_string());
            all.push(conversation);
        })
        .map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok((all, bad))
}

fn examples<'c>(all: impl Iterator<Item = &'c (bool, Conversation)>) -> Vec<Example> {
    // Of what other people wrote, only the harmless: nobody said when the rest of it is due.
    let taken = all.filter(|(made, one)| *made || one.label.as_deref() == Some("benign"));
    taken.map(|(made, one)| example(*made, one)).collect()
}

fn example(made: bool, conversation: &Conversation) -> Example {
    Example {
        made,
        label: conversation.label.clone().unwrap_or_default(),
        due: conversation.due,
        messages: conversation
            .messages
            .iter()
            .map(|row| (row.from, row.kind, row.message().text.to_string()))
            .collect(),
    }
}

/// Conversations of one person's pen stand together, so the part is taken from the whole id.
fn part(conversation: &Conversation, parts: u32) -> u32 {
    let name = format!("{:?}{:?}", conversation.lang, conversation.id);
    let sum =
        name.bytes().fold(0x811c_9dc5_u32, |sum, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    (sum >> 7) % parts
}

/// How many there were, and how many were right without and with the learned part.
#[derive(Default)]
struct Score {
    count: u32,
    right: [u32; 2],
}

fn cross(
    mut engine: Engine,
    all: &[(bool, Conversation)],
    beside: &[Conversation],
    parts: u32,
    bars: [Bars; 2],
    out: &mut impl Write,
) -> io::Result<()> {
    let mut table: BTreeMap<(String, String), Score> = BTreeMap::new();
    let mut judge = |engine: &Engine, conversation: &Conversation, which: usize, name: &str| {
        let label = conversation.label.clone().unwrap_or_default();
        if !matches!(label.as_str(), "benign" | "lure" | "blackmail") {
            return;
        }
        let right = right(engine, conversation);
        let score = table.entry((label, name.to_string())).or_default();
        score.count += u32::from(which == 0);
        if let Some(count) = score.right.get_mut(which) {
            *count += u32::from(right);
        }
    };
    for which in 0..2 {
        for number in 0..parts {
            if which == 1 {
                let rest = examples(all.iter().filter(|(_, one)| part(one, parts) != number));
                engine = engine.with_learned(Learned::default());
                let learned = engine.train(&rest, bars);
                engine = engine.with_learned(learned);
            } else {
                engine = engine.with_learned(Learned::default());
            }
            for (made, one) in all.iter().filter(|(_, one)| part(one, parts) == number) {
                if *made {
                    judge(&engine, one, which, one.lang.as_deref().unwrap_or("?"));
                    judge(&engine, one, which, "all");
                } else {
                    judge(&engine, one, which, &format!("among: {}", one.source.as_deref().unwrap_or("?")));
                }
            }
        }
        if which == 1 {
            engine = engine.with_learned(Learned::default());
            let learned = engine.train(&examples(all.iter()), bars);
            engine = engine.with_learned(learned);
        }
        for one in beside.iter().filter(|one| one.label.as_deref() == Some("benign")) {
            judge(&engine, one, which, &format!("beside: {}", one.source.as_deref().unwrap_or("?")));
        }
    }
    writeln!(
        out,
        "| label | language | n | rules, right in time | with the learned part |\n|---|---|---:|---:|---:|"
    )?;
    for ((label, name), score) in &table {
        let [rules, both] = score.right.map(|right| 100.0 * f64::from(right) / f64::from(score.count.max(1)));
        writeln!(out, "| {label} | {name} | {} | {rules:.1} % | {both:.1} % |", score.count)?;
    }
    Ok(())
}

/// Whether a conversation was treated as a careful reader would: see `evaluate`.
fn right(engine: &Engine, conversation: &Conversation) -> bool {
    let mut state = State::new();
    let contact = conversation.contact.as_ref();
    let context = Context {
        known: contact.is_some_and(|contact| contact.known),
        early: false,
        facts: contact.map_or(&[], |contact| &contact.facts),
    };
    for row in &conversation.messages {
        engine.update(&mut state, &row.message(), &context);
    }
    let by = |level| state.first(level).is_some_and(|first| first <= conversation.due.unwrap_or(u32::MAX));
    match conversation.label.as_deref() {
        Some("benign") => state.first(Level::Notice).is_none(),
        Some("blackmail") => by(Level::Threat),
        _ => by(Level::Notice),
    }
}
