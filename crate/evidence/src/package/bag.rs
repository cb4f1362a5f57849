//! The tag files of a BagIt bag (RFC 8493), so that any archivist's tool can check a package without us.

use std::fmt::Write as _;

use super::names;
use crate::Digest;

/// `<hash>  <path>` a line, sorted by path: what `sha256sum -c` reads, and RFC 8493, section 2.1.3.
pub(crate) fn manifest<'a>(files: impl IntoIterator<Item = (&'a str, Digest)>) -> String {
    let mut lines: Vec<_> = files.into_iter().collect();
    lines.sort_unstable();
    lines.into_iter().fold(String::new(), |mut text, (path, hash)| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{hash}  {path}");
        text
    })
}

#[cfg(any(test, feature = "verify"))]
/// A line that is not of a manifest; the number counts from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BadLine(pub(crate) usize);

#[cfg(any(test, feature = "verify"))]
/// Reads a manifest of the one form that [`manifest`] writes: sorted, each path once, no stray spaces.
pub(crate) fn read_manifest(text: &str) -> Result<Vec<(&str, Digest)>, BadLine> {
    let mut files: Vec<(&str, Digest)> = Vec::new();
    for (number, line) in (1..).zip(text.split_inclusive('\n')) {
        let parsed = line.strip_suffix('\n').and_then(|line| line.split_once("  "));
        let (hash, path) = parsed.ok_or(BadLine(number))?;
        let hash = hash.parse().map_err(|_| BadLine(number))?;
        if files.last().is_some_and(|(last, _)| *last >= path) {
            return Err(BadLine(number));
        }
        files.push((path, hash));
    }
    Ok(files)
}

/// What `bag-info.txt` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Info {
    /// Name and version of the software.
    pub(crate) agent: String,
    /// The one folder that everything lies in.
    pub(crate) base: String,
    /// Bytes and number of the files under `data/`.
    pub(crate) bytes: u64,
    pub(crate) count: u64,
    /// SHA-256 of the device's public key in DER, if the package is signed.
    pub(crate) key: Option<Digest>,
}

impl Info {
    /// The file's text.
    pub(crate) fn text(&self) -> String {
        let Self { agent, base, bytes, count, .. } = self;
        let key = self.key.map_or_else(|| "none".to_owned(), |key| key.to_string());
        format!(
            "Bag-Software-Agent: {agent}\nExternal-Identifier: {base}\nPayload-Oxum: {bytes}.{count}\n\
             Breakwater-Package: {VERSION}\nBreakwater-Device-Key: {key}\n"
        )
    }

    #[cfg(any(test, feature = "verify"))]
    /// Reads the one form that [`Info::text`] writes.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let mut value =
            |label: &str| lines.next()?.strip_prefix(label)?.strip_prefix(": ").map(str::to_owned);
        let agent = value("Bag-Software-Agent")?;
        let base = value("External-Identifier")?;
        let (bytes, count) = value("Payload-Oxum")?.split_once('.').map(|(a, b)| (a.parse(), b.parse()))?;
        let version = value("Breakwater-Package")?;
        let key = match value("Breakwater-Device-Key")?.as_str() {
            "none" => None,
            key => Some(key.parse().ok()?),
        };
        let info = Self { agent, base, bytes: bytes.ok()?, count: count.ok()?, key };
        (version == VERSION && info.text() == text).then_some(info)
    }
}

/// Version of the package's layout.
const VERSION: &str = "1";

/// Which files belong to a tag manifest: all but the payload, itself and the signature over it.
pub(crate) fn is_tag_file(path: &str) -> bool {
    !path.starts_with("data/") && path != names::TAG_MANIFEST && path != names::SIGNATURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_manifest_comes_back_and_has_one_form() {
        let (a, b) = (Digest::of(b"a"), Digest::of(b"b"));
        let text = manifest([("data/b", b), ("data/a", a)]);
        assert_eq!(read_manifest(&text).unwrap(), [("data/a", a), ("data/b", b)]);
        assert_eq!(read_manifest(&text.replace("  ", " ")), Err(BadLine(1)));
        assert_eq!(read_manifest(text.trim_end()), Err(BadLine(2)));
        let swapped: String = text.lines().rev().map(|line| format!("{line}\n")).collect();
        assert_eq!(read_manifest(&swapped), Err(BadLine(2)));
        let doubled = format!("{text}{}", text.lines().last().unwrap());
        assert_eq!(read_manifest(&format!("{doubled}\n")), Err(BadLine(3)));
    }

    #[test]
    fn info_comes_back_and_has_one_form() {
        let key = Some(Digest::of(b"k"));
        let info = Info { agent: "Breakwater 0.1.0".into(), base: "b".into(), bytes: 12, count: 3, key };
        assert_eq!(Info::read(&info.text()), Some(info.clone()));
        assert_eq!(Info::read(&format!("{}x: y\n", info.text())), None);
        assert_eq!(Info::read(&info.text().replace("12.3", "012.3")), None);
        assert_eq!(Info::read(&info.text().replace("Package: 1", "Package: 2")), None);
    }
}
