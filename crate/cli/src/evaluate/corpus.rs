//! Files of conversations, plain or compressed.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Read, Write},
    path::{Path, PathBuf},
};

use flate2::read::MultiGzDecoder;

use crate::conversation::Conversation;

/// All conversation files under the given paths, sorted.
pub fn files(paths: &[PathBuf]) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for path in paths {
        if path.is_dir() {
            let inner: Vec<PathBuf> = std::fs::read_dir(path)?
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<Result<_, _>>()?;
            let mut inner = files(
                &inner.into_iter().filter(|path| path.is_dir() || is_corpus(path)).collect::<Vec<_>>(),
            )?;
            found.append(&mut inner);
        } else {
            found.push(path.clone());
        }
    }
    found.sort();
    Ok(found)
}

fn is_corpus(path: &Path) -> bool {
    let name = path.to_string_lossy();
    name.ends_with(".jsonl") || name.ends_with(".jsonl.gz")
}

/// Calls `take` for every conversation of a file with the file's short name. Gives back how many lines were bad.
pub fn each(
    path: &Path,
    complaints: &mut impl Write,
    mut take: impl FnMut(&str, Conversation),
) -> io::Result<usize> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let short = name.trim_end_matches(".gz").trim_end_matches(".jsonl");
    let file = File::open(path)?;
    let input: Box<dyn Read> =
        if name.ends_with(".gz") { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    let mut bad = 0;
    for (number, line) in BufReader::new(input).lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        match serde_json::from_str(&line) {
            Ok(conversation) => take(short, conversation),
            Err(error) => {
                bad += 1;
                writeln!(complaints, "{name} line {}: {error}", number + 1)?;
            }
        }
    }
    Ok(bad)
}
