//! What can be wrong with the project's data, and where.

use std::{io, path::PathBuf};

/// A fault in the data or in the file system. Every one names its file.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read or written.
    #[error("{}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file is not what its ending says, or lacks a field.
    #[error("{}:{line}: {message}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// 1-based line, 1 where the fault is the file's as a whole.
        line: usize,
        /// What is wrong with it.
        message: String,
    },
    /// Not an id that a store of Chromium extensions gives.
    #[error("not a store id (32 letters from a to p): {0}")]
    Id(String),
    /// Several faults that were found in one go, each with its own file and line.
    #[error("\n{0}")]
    Faults(String),
}

impl Error {
    /// For `map_err` on file-system calls.
    pub fn io(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Io { path, source }
    }

    /// A fault of the file as a whole.
    pub fn file(path: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::Malformed { path: path.into(), line: 1, message: message.into() }
    }

    /// A fault that the TOML parser found in `text`.
    pub fn toml(path: impl Into<PathBuf>, text: &str, error: &toml::de::Error) -> Self {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        Self::Malformed {
            path: path.into(),
            line: before.matches('\n').count() + 1,
            message: error.message().to_owned(),
        }
    }
}
