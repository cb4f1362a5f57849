//! `breakwater verify PACKAGE`: does an evidence package hold?

use std::{
    fs::File,
    io::{self, Read, Write},
    path::PathBuf,
    process::ExitCode,
};

use breakwater_evidence::{Contents, Report, verify};

/// Check an evidence package: every file, order, hash, chain link and signature. Exit status 0 if all hold, 1 if
/// something is wrong (it is named), 2 if the package can't be read.
#[derive(clap::Args)]
pub struct Args {
    /// The package: a ZIP written by Breakwater.
    package: PathBuf,
    /// Say nothing; the exit status tells.
    #[arg(long, short)]
    quiet: bool,
}

/// Largest package that is read: a ZIP of this kind holds no more.
const MOST: u64 = u32::MAX as u64 + 1;
/// Faults that are shown; a package that is wrong all over is not worth more lines.
const SHOWN: usize = 50;

pub fn run(args: &Args) -> ExitCode {
    let bytes = match read(args) {
        Ok(bytes) => bytes,
        Err(error) => {
            let _ = writeln!(io::stderr(), "breakwater: {}: {error}", args.package.display());
            return ExitCode::from(2);
        }
    };
    let report = verify(&bytes);
    if !args.quiet {
        // A reader that has gone away changes nothing about the answer.
        let _ = tell(&report, io::stdout().lock());
    }
    if report.holds() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn read(args: &Args) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(&args.package)?.take(MOST + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn tell(report: &Report, mut out: impl Write) -> io::Result<()> {
    for fault in report.faults().iter().take(SHOWN) {
        writeln!(out, "{fault}")?;
    }
    match (report.contents(), report.faults().len().checked_sub(SHOWN)) {
        (Some(contents), _) => summary(contents, out),
        (None, Some(more)) if more > 0 => writeln!(out, "and {more} more"),
        (None, _) => Ok(()),
    }
}

fn summary(contents: &Contents, mut out: impl Write) -> io::Result<()> {
    let Contents { records, pictures, left_out, deleted, .. } = contents;
    writeln!(out, "{} holds", contents.base)?;
    writeln!(out, "records {records}, pictures {pictures}, left out {left_out}, deleted {deleted}")?;
    if let Some((first, last)) = &contents.saved {
        writeln!(out, "saved {first} to {last} (by the device's clock)")?;
    }
    if let Some(manifest) = contents.manifest {
        writeln!(out, "fingerprint {manifest}")?;
    }
    match contents.key {
        Some(key) => writeln!(out, "signed by the device key {key}"),
        None => writeln!(out, "not signed"),
    }
}
