//! `breakwater-make`: turns the manifest and `data/` into the files that a browser loads.
//!
//! Run by `build.sh`; never shipped. It checks what it reads and names file and line of what is wrong. It does not
//! compile code, and it writes below the output folder only.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Parser, ValueEnum};

mod error;
mod files;
mod manifest;
mod sites;
mod words;

use error::Error;

/// Which browser family the output is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Browser {
    /// Chrome, Edge and other Chromium browsers.
    Chrome,
    /// Firefox.
    Firefox,
}

/// Turn the manifest and data/ into the files that a browser loads.
#[derive(Parser)]
#[command(name = "breakwater-make", version)]
struct Args {
    /// The project's top folder.
    #[arg(long, default_value = ".")]
    project: PathBuf,
    /// The folder to write into; made if it is missing.
    #[arg(long)]
    out: PathBuf,
    /// Which browser family the output is for.
    #[arg(long)]
    browser: Browser,
    /// Add loopback pages to the hosts, and the pseudo-language to the words: for tests and the demo, never shipped.
    #[arg(long)]
    test_hosts: bool,
}

fn main() -> ExitCode {
    match run(&Args::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let mut message = format!("breakwater-make: {error}");
            let mut cause = std::error::Error::source(&error);
            while let Some(inner) = cause {
                message.push_str(&format!(": {inner}"));
                cause = inner.source();
            }
            #[expect(clippy::print_stderr, reason = "a command-line tool says what went wrong there")]
            {
                eprintln!("{message}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(args: &Args) -> Result<(), Error> {
    let data = args.project.join("data");
    let sites = sites::load(&data.join("sites"))?;
    let manifest = manifest::make(&args.project, args.browser, &sites, args.test_hosts)?;
    files::write_json(&args.out.join("manifest.json"), &manifest)?;
    files::write_json(&args.out.join("sites.json"), &sites::table(&sites, args.test_hosts))?;
    write_words(&data.join("words"), &args.out.join("_locales"), args.test_hosts)
}

fn write_words(from: &Path, to: &Path, pseudo: bool) -> Result<(), Error> {
    for language in files::folders(from)? {
        let catalogue = words::load(&from.join(&language))?;
        files::write_json(&to.join(&language).join("messages.json"), &catalogue.messages())?;
        if pseudo && language == words::SOURCE_LANGUAGE {
            let folder = to.join(words::PSEUDO_LANGUAGE);
            files::write_json(&folder.join("messages.json"), &catalogue.pseudo().messages())?;
        }
    }
    Ok(())
}
