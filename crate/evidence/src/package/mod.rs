//! The package: what leaves the locker when the person decides so. A ZIP of a BagIt bag that a desk officer can read
//! and any archive tool can check, and always the same bytes for the same records.
//!
//! A [`Plan`] holds everything but the pictures, which it takes from the locker one by one as it writes: a large
//! locker does not have to fit into memory.

use std::{borrow::Cow, collections::BTreeMap, error::Error};

use crate::{CanonicalError, Digest, Entry, LogError, Store};

pub(crate) mod bag;
mod draft;
mod html;
pub(crate) mod names;
mod press;
mod report;
pub(crate) mod signature;
mod wording;
pub(crate) mod zip;

pub use press::{NoPress, Press};
pub use signature::{DeviceKey, NoKey};
pub use wording::{MissingWord, Wording};
pub use zip::TooLarge;

use draft::{Content, Draft, Packed, read};
use wording::Say;

/// A store whose log can be read as a whole.
pub trait Library: Store {
    /// All entries whose name starts with `prefix`, sorted by name.
    fn read_all(&self, prefix: &str) -> impl Future<Output = Result<Vec<Entry>, Self::Error>>;
}

/// What goes into a package.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Ids of the records; nothing means all.
    pub records: Option<Vec<String>>,
    /// Whether what our detector thought goes with them.
    pub opinions: bool,
}

/// Why there is no package.
#[derive(Debug, thiserror::Error)]
pub enum PackError<E: Error> {
    /// The store gave an error.
    #[error("the locker could not be read: {0}")]
    Store(E),
    /// A file is gone.
    #[error("{name} is missing from the locker; leave its record out")]
    Missing {
        /// Which file.
        name: String,
    },
    /// A file is not what it was when it was saved.
    #[error("{name} has changed since it was saved; leave its record out")]
    Changed {
        /// Which file.
        name: String,
    },
    /// A file that can't be read.
    #[error("{name} can't be read: {error}")]
    Unreadable {
        /// Which file.
        name: String,
        /// Why.
        error: CanonicalError,
    },
    /// A record that the log does not know, or knows as deleted.
    #[error("there is no record {0} in the locker")]
    NoRecord(String),
    /// Nothing was chosen.
    #[error("no record was chosen")]
    Empty,
    /// More than a ZIP holds.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A text is missing.
    #[error(transparent)]
    Word(#[from] MissingWord),
    /// The device's key did not sign.
    #[error("the device's key could not sign: {0}")]
    Key(String),
    /// Whoever takes the package's bytes gave up.
    #[error("the package could not be written: {0}")]
    Sink(String),
}

/// A package that is ready to be written.
pub struct Plan {
    base: String,
    files: BTreeMap<String, Content>,
    manifest: Digest,
    left_out: usize,
    broken: Option<LogError>,
    unset: Option<String>,
}

impl Plan {
    /// Reads the chosen records and makes every file but the pictures. A record that is missing or damaged is left out, so
    /// that it does not keep back the others, and the report says which. `agent` is our name and version.
    ///
    /// With a key, the package is signed. ECDSA draws a random number for each signature, so the first one is kept
    /// in the store, under the hash of what it signs, and used again.
    ///
    /// With a press, the report is also set as a PDF; where it can't be, the package is made without, and
    /// [`Plan::unset`] says why.
    ///
    /// # Errors
    /// A log or text that is missing or damaged, or no record that can be read.
    pub async fn new<S: Library, K: DeviceKey, P: Press>(
        store: &S,
        choice: &Choice,
        wording: &dyn Wording,
        agent: &str,
        key: Option<&K>,
        press: Option<P>,
    ) -> Result<Self, PackError<S::Error>> {
        let say = Say(wording);
        let mut draft = Draft::default();
        let (log, broken) = draft.log(store).await?;
        let (records, left_out) = draft.records(store, &log, choice).await?;
        let last = records.last().ok_or(PackError::Empty)?;
        let manifest = bag::manifest(draft.hashes().filter(|(path, _)| path.starts_with("data/")));
        let base = names::base(names::day(&last.record).unwrap_or("undated"), manifest.as_bytes());
        let (bytes, count) = draft.payload();
        let point = key.map(DeviceKey::public);
        let scene = report::Scene {
            say,
            records: &records,
            left_out: &left_out,
            log: &log,
            broken: broken.as_ref(),
            manifest: Digest::of(manifest.as_bytes()),
            key: point.as_ref().map(signature::fingerprint),
        };
        let report = report::document(&scene)?;
        let pdf = match press {
            Some(press) => draft.print(store, press, &report).await?,
            None => Err("there was nothing to set it with".to_owned()),
        };
        let manifest_sha256 = scene.manifest;
        let info = bag::Info { agent: agent.to_owned(), base: base.clone(), bytes, count, key: scene.key };
        let fingerprint = manifest_sha256.to_string();
        let texts = [
            (names::BAGIT, names::BAGIT_TEXT.to_owned()),
            (names::INFO, info.text()),
            (names::REPORT, html::page(&report)),
            (names::MANIFEST, manifest),
            (names::LIMITS, limits_text(say, broken.as_ref())?),
            (
                names::CERTIFICATE,
                say.fill("certificate_text", &[("fingerprint", &fingerprint), ("base", &base)])?,
            ),
            (
                names::VERIFY,
                verify_text(say, &base, &fingerprint, (point.is_some(), pdf.is_ok(), broken.is_some()))?,
            ),
        ];
        for (path, text) in texts {
            draft.put(path, text.into_bytes());
        }
        let unset = match pdf {
            Ok(pdf) => {
                draft.put(names::PAPER, pdf);
                None
            }
            Err(why) => Some(why),
        };
        if let Some(point) = &point {
            draft.put(names::KEY, signature::pem(point).into_bytes());
        }
        let tags = bag::manifest(draft.hashes().filter(|(path, _)| bag::is_tag_file(path)));
        if let (Some(key), Some(point)) = (key, &point) {
            let signature = sign(store, key, point, tags.as_bytes()).await?;
            draft.put(names::SIGNATURE, signature);
        }
        draft.put(names::TAG_MANIFEST, tags.into_bytes());
        Ok(Self {
            base,
            files: draft.files,
            manifest: manifest_sha256,
            left_out: left_out.len(),
            broken,
            unset,
        })
    }

    /// How many records are not in it because they could not be read; its report names each.
    pub fn left_out(&self) -> usize {
        self.left_out
    }

    /// Why the locker's log does not hold. The package is made all the same and says so; it does not verify.
    pub fn broken(&self) -> Option<&LogError> {
        self.broken.as_ref()
    }

    /// Why there is no `report.pdf`, in the words of the press; nothing if there is one.
    pub fn unset(&self) -> Option<&str> {
        self.unset.as_deref()
    }

    /// Whether there is no `report.pdf` because it would be too large.
    pub fn too_large_to_print(&self) -> bool {
        self.unset.as_deref().is_some_and(|why| why.contains(breakwater_paper::TOO_LARGE))
    }

    /// Name for the file: `breakwater-2026-11-22-a1b2c3.zip`.
    pub fn file_name(&self) -> String {
        format!("{}.zip", self.base)
    }

    /// SHA-256 of the manifest: what the log keeps of an export.
    pub fn manifest(&self) -> Digest {
        self.manifest
    }

    /// Bytes of all files together, for a progress bar. The ZIP is a little larger.
    pub fn bytes(&self) -> u64 {
        self.files.values().map(Content::size).sum()
    }

    /// Writes the package, piece by piece. Each picture is hashed again on its way out.
    ///
    /// # Errors
    /// A picture that is missing or changed, a ZIP that grows too large, or a sink that refuses.
    pub async fn write<S: Store>(
        &self,
        store: &S,
        mut sink: impl FnMut(&[u8]) -> Result<(), String>,
    ) -> Result<(), PackError<S::Error>> {
        let mut zip = zip::Zip::default();
        for (path, content) in &self.files {
            let bytes = match content {
                Content::Ready(bytes) => Cow::Borrowed(bytes.as_slice()),
                Content::Stored { name, sha256, .. } => Cow::Owned(read(store, name, Some(*sha256)).await?),
            };
            let header = zip.header(&format!("{}/{path}", self.base), &bytes)?;
            sink(&header).and_then(|()| sink(&bytes)).map_err(PackError::Sink)?;
        }
        sink(&zip.finish()?).map_err(PackError::Sink)
    }
}

/// What the package does not prove; the first thing is a log that does not hold.
fn limits_text(say: Say<'_>, broken: Option<&LogError>) -> Result<String, MissingWord> {
    let limits = say.get("limits_text")?;
    Ok(match broken {
        Some(error) => say.fill("limits_log_text", &[("why", &error.to_string())])? + limits,
        None => limits.to_owned(),
    })
}

/// How to check it with stock tools; signed packages have one step more, those without a PDF a word on printing, and those whose log
/// does not hold a word on what our own check will say.
fn verify_text(
    say: Say<'_>,
    base: &str,
    fingerprint: &str,
    (signed, printed, broken): (bool, bool, bool),
) -> Result<String, MissingWord> {
    let mut text = say.fill("verify_text", &[("fingerprint", fingerprint), ("base", base)])?;
    if signed {
        text.push_str(say.get("verify_signature_text")?);
    }
    if !printed {
        text.push_str(say.get("verify_print_text")?);
    }
    if broken {
        text.push_str(say.get("verify_log_text")?);
    }
    Ok(text)
}

/// The signature that is kept for this key and content, or a new one that is kept from now on.
async fn sign<S: Store, K: DeviceKey>(
    store: &S,
    key: &K,
    point: &[u8; 65],
    message: &[u8],
) -> Result<Vec<u8>, PackError<S::Error>> {
    let name = format!("signatures/{}", Digest::of(&[point.as_slice(), message].concat()));
    if let Some(kept) = store.read(&name).await.map_err(PackError::Store)? {
        return Ok(kept);
    }
    let signature = key.sign(message).await.map_err(|error| PackError::Key(error.to_string()))?;
    let bytes = signature::der(&signature);
    store.add(&[Entry { name, bytes: bytes.clone() }]).await.map_err(PackError::Store)?;
    Ok(bytes)
}
