//! The record: what one capture keeps, as facts. Schema 1.
//!
//! A record says what the page showed and how it was taken. What our detector thinks of it is an [`Opinion`], in a
//! file of its own, because an opinion is no evidence.

use breakwater_transcript::{Fact, Side};
use serde::{Deserialize, Serialize};

use crate::{Digest, When, Words};

/// The version of the record's form that this crate writes and reads.
pub const SCHEMA: u32 = 1;

/// Ids that stay when names change.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Identifiers {
    /// The contact's id with the platform.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
    /// The conversation's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<String>,
}

/// Something of use to an investigator that stands in the words: a payment handle, a deadline, an address.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Found {
    /// What it is, by the name that the finder uses (`paypal`, `deadline`, …).
    pub kind: String,
    /// As it stands in the message.
    pub text: String,
    /// Which message, from 1.
    pub message: u64,
}

/// What made the record, and the view it had.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Tool {
    /// Name of the software.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Hash or name of its build.
    pub build: String,
    /// The browser and its version.
    pub browser: String,
    /// The operating system.
    pub os: String,
    /// Language of the browser.
    pub language: String,
    /// Width of the viewport in CSS pixels.
    pub viewport_width: u32,
    /// Height of the viewport in CSS pixels.
    pub viewport_height: u32,
    /// Device pixels per 1000 CSS pixels, zoom included.
    pub device_pixels_per_1000: u32,
    /// Zoom of the page in percent; 0 if not known.
    pub zoom_percent: u32,
    /// The site's reading rule, or `generic`.
    pub reader: String,
    /// Whether our own panel was on the page and was hidden for the shot.
    pub own_ui_hidden: bool,
    /// Whether it was taken in a private window. Such a record is handed out and never stored.
    pub private_window: bool,
}

/// How much of the chat was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The screen as it was.
    Visible,
    /// The chat, scrolled through, in several pictures.
    ChatScroll,
    /// Words only, no picture.
    TextOnly,
}

/// Why something is missing from a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// No picture: something could not be shown to be masked.
    MaskingNotVerified,
    /// No picture: a policy has turned screenshots off.
    CaptureOffByPolicy,
    /// No picture: the browser lets no one take this page.
    PageRestricted,
    /// No picture: the click was not on the toolbar, a menu or a key.
    NoPermission,
    /// No picture: the browser's limit on captures was hit, and waiting did not help.
    RateLimit,
    /// The tab was closed or went to another page.
    TabGone,
    /// The browser could not read the screen back.
    ReadbackFailed,
    /// The person asked for words only.
    TextOnlyChosen,
    /// The page is not a chat that could be read: no transcript.
    ChatNotRead,
    /// The page changed while it was taken.
    PageChanged,
    /// The cap on pictures of one chat was reached.
    CapReached,
    /// The person stopped it.
    Stopped,
    /// The browser ended our background in the middle, and what was there was kept.
    Interrupted,
    /// Messages may be missing where the transcript says so.
    Gap,
}

impl Reason {
    /// Whether the record is complete all the same: nothing is missing that was asked for.
    pub(crate) fn is_choice(self) -> bool {
        self == Self::TextOnlyChosen
    }
}

/// Whether everything asked for is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// It is.
    Complete,
    /// Something is missing; the reasons say what.
    Incomplete,
}

/// What was done to pictures before they existed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RedactionMode {
    /// Every picture, video and frame on the page was covered before the screen was taken.
    AllMediaMasked,
    /// Nothing was covered: an adult's choice for this capture.
    None,
    /// There is no picture of the screen.
    NoPicture,
}

/// What was covered, and whether that was checked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Redaction {
    /// What was done.
    pub mode: RedactionMode,
    /// How many things were covered, over all pictures.
    pub masked_count: u64,
    /// How many things could not be shown to be covered. Not 0 only where there is no picture.
    pub unmaskable: u64,
    /// Whether every covered rectangle was found flat in the pixels.
    pub verified: bool,
}

/// The page as it was addressed and titled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PageView {
    /// The full address. A user name and password in it are taken out.
    pub url: Words,
    /// The title.
    pub title: Words,
    /// Origins of frames, sorted, each once.
    pub frames: Vec<String>,
}

/// The other person, as the page showed them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ContactFacts {
    /// The name.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub name: Option<Words>,
    /// The handle.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub handle: Option<Words>,
    /// The address of the profile.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub profile: Option<Words>,
    /// What the page or our memory says about them.
    pub facts: Vec<Fact>,
    /// Ids that stay when names change.
    pub identifiers: Identifiers,
}

/// One row of the transcript, as displayed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// Who it comes from.
    pub side: Side,
    /// How sure the side is, 0 to 100.
    pub side_confidence_percent: u8,
    /// What it is.
    pub kind: breakwater_transcript::Kind,
    /// The words.
    pub words: Words,
    /// The time as the page showed it.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub shown_time: Option<Words>,
    /// SHA-256 of the whole words, in UTF-8.
    pub sha256: Digest,
    /// Whether messages may be missing before this one.
    #[serde(skip_serializing_if = "is_false", default)]
    pub gap_before: bool,
}

/// A picture in a file of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureFile {
    /// Name of the file, beside `record.json`.
    pub path: String,
    /// `image/png`.
    pub media_type: String,
    /// Length in bytes.
    pub bytes: u64,
    /// SHA-256 of the file.
    pub sha256: Digest,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// How many pixels at the top repeat the picture before.
    pub overlap_px: u32,
}

/// A record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Version of this form: [`SCHEMA`].
    pub schema: u32,
    /// 128 random bits, hexadecimal.
    pub id: String,
    /// Number of the log line that reports it.
    pub seq: u64,
    /// SHA-256 of the log line before that one.
    pub prev: Digest,
    /// How much was taken.
    pub kind: Kind,
    /// When.
    pub when: When,
    /// Where.
    pub page: PageView,
    /// With whom.
    pub contact: ContactFacts,
    /// What was written.
    pub messages: Vec<Message>,
    /// What stands in it that an investigator may want.
    pub found: Vec<Found>,
    /// What took it.
    pub tool: Tool,
    /// What was covered.
    pub redaction: Redaction,
    /// The pictures.
    pub files: Vec<PictureFile>,
    /// Whether everything is there.
    pub state: State,
    /// Why not, sorted, each once.
    pub reasons: Vec<Reason>,
}

/// What our detector thought. Kept apart from the facts, and left out of a package unless chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opinion {
    /// SHA-256 of the `record.json` it is about.
    pub record: Digest,
    /// Version of the signal pack.
    pub pack: String,
    /// The advice level.
    pub level: String,
    /// Names of the signals that were recognised.
    pub signals: Vec<String>,
}

/// A record says only what there is to say.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_false(value: &bool) -> bool {
    !value
}

impl Record {
    /// The folder of a record in the locker and in a package.
    pub fn folder(&self) -> String {
        folder(self.seq, &self.id)
    }
}

/// `000012-a1b2c3d4`: the number keeps the order, the random part keeps two lockers apart.
pub(crate) fn folder(seq: u64, id: &str) -> String {
    format!("{seq:06}-{}", id.get(..8).unwrap_or(id))
}

/// File of the note that a log line reports.
pub(crate) fn note_file(seq: u64) -> String {
    format!("note-{seq:06}.json")
}
