//! `breakwater-make`: turns the manifest and `data/` into the files that a browser loads.
//!
//! Run by `build.sh`; never shipped. It checks what it reads and names file and line of what is wrong. It does not
//! compile code, and it writes below the output folder only.

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, Parser, ValueEnum};

mod error;
mod files;
mod help;
mod kit;
mod manifest;
mod pack;
mod pages;
mod sbom;
mod sites;
mod types;
mod words;

use error::Error;
use words::Catalogue;

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
enum Command {
    /// Write manifest, words, site table, pages and help into the folder of a loadable extension.
    Files(FilesArgs),
    /// Write what the extension is made of, as a CycloneDX document.
    Sbom {
        /// The project's top folder.
        #[arg(long, default_value = ".")]
        project: PathBuf,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Write the TypeScript forms of the protocol types.
    Types {
        /// The folder to write into; made if it is missing.
        #[arg(long)]
        out: PathBuf,
    },
    /// Write the kits for schools (and the schema that ships) from data/policy.toml.
    Managed {
        /// The project's top folder.
        #[arg(long, default_value = ".")]
        project: PathBuf,
        /// The folder to write into; made if it is missing.
        #[arg(long, default_value = "managed")]
        out: PathBuf,
        /// The id that the Chrome Web Store gave; without it a placeholder is written.
        #[arg(long)]
        chrome_id: Option<String>,
        /// The id that Edge Add-ons gave; without it a placeholder is written.
        #[arg(long)]
        edge_id: Option<String>,
    },
    /// Pack a folder: the same bytes for the same files.
    Zip {
        /// The folder to pack.
        #[arg(long)]
        from: PathBuf,
        /// The file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

#[derive(Args)]
struct FilesArgs {
    /// The project's top folder.
    #[arg(long, default_value = ".")]
    project: PathBuf,
    /// The folder to write into; made if it is missing.
    #[arg(long)]
    out: PathBuf,
    /// Which browser family the output is for.
    #[arg(long)]
    browser: Browser,
    /// The day of the build (2026-11-22): help older than a year on that day is marked.
    #[arg(long)]
    today: String,
    /// Add loopback pages to the hosts, and the pseudo-language to the words: for tests and the demo, never shipped.
    #[arg(long)]
    test_hosts: bool,
}

fn main() -> ExitCode {
    let outcome = match Command::parse() {
        Command::Files(args) => write_files(&args),
        Command::Sbom { project, out } => sbom::write(&project, &out),
        Command::Types { out } => types::write(&out),
        Command::Managed { project, out, chrome_id, edge_id } => {
            kit::write(&project, &out, &kit::Ids { chrome: chrome_id, edge: edge_id })
        }
        Command::Zip { from, out } => pack::write(&from, &out),
    };
    match outcome {
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

fn write_files(args: &FilesArgs) -> Result<(), Error> {
    let data = args.project.join("data");
    let sites = sites::load(&data.join("sites"))?;
    let manifest = manifest::make(&args.project, args.browser, &sites, args.test_hosts)?;
    files::write_json(&args.out.join("manifest.json"), &manifest)?;
    files::write_json(&args.out.join("sites.json"), &sites::table(&sites, args.test_hosts))?;
    for site in &sites {
        let Some(adapter) = site.adapter() else { continue };
        for host in &site.hosts {
            files::write_json(&args.out.join("sites").join(format!("{host}.json")), &adapter)?;
        }
    }
    let source = write_words(&data.join("words"), &args.out, args.test_hosts)?;
    pages::write(&args.project.join("extension/pages"), &args.out, &source)?;
    files::write_bytes(&args.out.join("signals.pack"), breakwater_lure::Engine::embedded())?;
    files::write(&args.out.join("reader.words"), breakwater_reader::embedded_words())?;
    help::write(&data, &args.out, &args.today)
}

/// Writes `_locales/`, `words/` and `languages.json`; gives back the source language.
fn write_words(from: &Path, out: &Path, pseudo: bool) -> Result<Catalogue, Error> {
    let reasons = words::reasons()?;
    let source = words::load(&from.join(words::SOURCE_LANGUAGE))?.with(reasons);
    let mut catalogues = vec![(words::SOURCE_LANGUAGE.to_owned(), source.clone())];
    for language in files::folders(from)?.into_iter().filter(|language| language != words::SOURCE_LANGUAGE) {
        let catalogue = words::load(&from.join(&language))?;
        // A language may have its help pages and nothing else: then it is none to choose for everything else.
        if catalogue.is_empty() {
            continue;
        }
        catalogue.must_fit(&source, &from.join(&language))?;
        catalogues.push((language, catalogue));
    }
    if pseudo {
        catalogues.push((words::PSEUDO_LANGUAGE.to_owned(), source.pseudo()));
    }
    for (language, catalogue) in &catalogues {
        files::write_json(&out.join("_locales").join(language).join("messages.json"), &catalogue.messages())?;
        let words = out.join("words").join(language);
        files::write_json(&words.join("all.json"), &catalogue.all())?;
        files::write_json(&words.join("watching.json"), &catalogue.watching())?;
    }
    let languages: Vec<_> = catalogues
        .iter()
        .map(|(language, catalogue)| serde_json::json!({ "code": language, "name": catalogue.own_name(language) }))
        .collect();
    files::write_json(&out.join("languages.json"), &languages)?;
    Ok(source)
}
