//! What can be wrong with a package. Names come from the package: they are shown quoted and escaped, never as they
//! are.

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No end record, or one that points outside the file.
    #[error("this is not a ZIP, or it was cut off")]
    NotAZip,
    /// A ZIP without files.
    #[error("there is no file in it")]
    Empty,
    /// Bytes that belong to nothing.
    #[error("{bytes} bytes were added after the end of the ZIP")]
    AfterEnd {
        /// How many.
        bytes: usize,
    },
    /// An entry that points outside the file.
    #[error("entry {name:?} points outside the file")]
    OutOfBounds {
        /// Its name.
        name: String,
    },
    /// A name that could lead somewhere else, or be mistaken for another.
    #[error("entry {name:?} has a name that no package has: {why}")]
    Name {
        /// The name.
        name: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The same name twice.
    #[error("entry {name:?} is there twice")]
    Double {
        /// The name.
        name: String,
    },
    /// Two names that are one on a system that does not tell case apart.
    #[error("entries {name:?} and {other:?} differ only in upper and lower case")]
    CaseTwin {
        /// One name.
        name: String,
        /// The other.
        other: String,
    },
    /// Names are sorted in every package.
    #[error("entry {name:?} is out of order")]
    Order {
        /// The name.
        name: String,
    },
    /// Packages hold stored files only; a compressed one could be a bomb and is not inflated.
    #[error(
        "entry {name:?} is compressed ({packed} bytes that claim to be {unpacked}); packages store files as they are"
    )]
    Compressed {
        /// Its name.
        name: String,
        /// Bytes in the ZIP.
        packed: u64,
        /// Bytes that they are said to become.
        unpacked: u64,
    },
    /// A link, folder or device instead of a file.
    #[error("entry {name:?} is not a plain file (mode {mode:o})")]
    NotAFile {
        /// Its name.
        name: String,
        /// The Unix mode it claims.
        mode: u32,
    },
    /// The two headers of an entry tell different things.
    #[error("entry {name:?} is described in two ways: before its bytes and in the directory at the end")]
    TwoHeaders {
        /// Its name in the directory.
        name: String,
    },
    /// The ZIP's own checksum does not fit.
    #[error("{name:?} was changed: its checksum in the ZIP does not fit")]
    Checksum {
        /// Its name.
        name: String,
    },
    /// Every byte that belongs to no file is fixed; this one is not as it should be.
    #[error("the ZIP is not as it was written: byte {offset}, in the description of {near:?}, was changed")]
    Form {
        /// Which byte, from 0.
        offset: usize,
        /// The entry it belongs to, or nothing for the end record.
        near: String,
    },
    /// A file beside the folder.
    #[error("{name:?} lies outside the package's folder")]
    OutsideFolder {
        /// Its name.
        name: String,
    },
    /// The folder's name does not fit what is in it.
    #[error("the folder is called {found:?} and should be {expected:?}")]
    Folder {
        /// As it is.
        found: String,
        /// As it should be.
        expected: String,
    },
    /// A file that every package has.
    #[error("{path:?} is missing")]
    Missing {
        /// Its path.
        path: String,
    },
    /// A file that no list names.
    #[error("{path:?} was added: no list of hashes names it")]
    Extra {
        /// Its path.
        path: String,
    },
    /// A file that is not what its hash says.
    #[error("{path:?} was changed: its SHA-256 is not the one in {list}")]
    Changed {
        /// Its path.
        path: String,
        /// The list.
        list: &'static str,
    },
    /// A list of hashes, or another tag file, that can't be read.
    #[error("{path:?} can't be read{}", .line.map_or(String::new(), |line| format!(": line {line}")))]
    Unreadable {
        /// Its path.
        path: String,
        /// Which line, from 1.
        line: Option<usize>,
    },
    /// `bag-info.txt` tells of other contents.
    #[error("bag-info.txt tells of another {what}")]
    Info {
        /// Which fact.
        what: &'static str,
    },
    /// The log does not hold.
    #[error("data/log.jsonl: {0}")]
    Log(String),
    /// A line of the log that no locker writes.
    #[error("data/log.jsonl: line {0} makes no sense at its place")]
    LogLine(u64),
    /// A record that does not fit the log, its folder or its files.
    #[error("{path:?}: {what}")]
    Record {
        /// The file.
        path: String,
        /// What does not fit.
        what: String,
    },
    /// The signature does not fit.
    #[error("signature.der is not this key's signature over tagmanifest-sha256.txt: something was changed")]
    Signature,
    /// Another key than the one that `bag-info.txt` names.
    #[error("device-key.pem is not the key that bag-info.txt names")]
    OtherKey,
}
