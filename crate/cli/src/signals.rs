//! `breakwater signals`: checks signal files, and shows what they find.

use std::{
    io::{self, BufRead, Write},
    path::PathBuf,
    process::ExitCode,
};

use breakwater_lure::{Context, Engine, Message, State, compile};
use breakwater_transcript::{Kind, Side};

/// Checks a folder of signal files (every file and every example) and says what is wrong, with file and line.
///
/// With --try it then reads texts from standard input, one a line, and shows what is found in each.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder that holds one folder a language.
    #[arg(default_value = "data/signals")]
    folder: PathBuf,
    /// Only these languages, besides English.
    #[arg(long, value_delimiter = ',')]
    only: Vec<String>,
    /// Read texts from standard input and show their signals.
    #[arg(long)]
    r#try: bool,
}

/// Checks the folder; 0 when all is well, 1 when it is not.
pub fn run(args: &Args) -> ExitCode {
    match check(args) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(io::stderr(), "breakwater: {error}");
            ExitCode::FAILURE
        }
    }
}

fn check(args: &Args) -> io::Result<bool> {
    let mut out = io::stdout().lock();
    let pack = match compile::compile(&args.folder, &args.only) {
        Ok(pack) => pack,
        Err(faults) => {
            for fault in &faults {
                writeln!(io::stderr(), "{fault}")?;
            }
            writeln!(io::stderr(), "{} faults", faults.len())?;
            return Ok(false);
        }
    };
    writeln!(out, "{}", pack.summary())?;
    if !args.r#try {
        return Ok(true);
    }
    let engine = Engine::with(pack).map_err(io::Error::other)?;
    for line in io::stdin().lock().lines() {
        let line = line?;
        let mut state = State::new();
        writeln!(out, "{line}")?;
        for part in line.split(" / ") {
            let message = Message { from: Side::Them, text: part, kind: Kind::Text, t: None };
            let update = engine.update(&mut state, &message, &Context::default());
            for signal in update.signals {
                let take = usize::try_from(signal.span.1.saturating_sub(signal.span.0)).unwrap_or(0);
                let skip = usize::try_from(signal.span.0).unwrap_or(0);
                let words: String = part.chars().skip(skip).take(take).collect();
                writeln!(out, "    {} «{words}»", signal.id)?;
            }
        }
        writeln!(out, "    = {}", state.level().name())?;
    }
    Ok(true)
}
