//! What the reader answers.

use breakwater_transcript::{Contact, Row};
use serde::{Deserialize, Serialize};

use crate::{portrait::Portrait, snapshot::Rect};

/// What one snapshot says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(default)]
pub struct Reading {
    /// Whether there is a conversation on the page.
    pub chat: bool,
    /// Which knowledge was used: `generic`, or the name of a site.
    pub reader: String,
    /// The other person.
    pub contact: Contact,
    /// The conversation, oldest first.
    pub rows: Vec<Row>,
    /// Where the top of each row stands, in CSS pixels of the viewport, to tell equal rows apart.
    #[serde(skip)]
    pub tops: Vec<f64>,
    /// Where it stands on the page. Only with a chat.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placement: Option<Placement>,
    /// Another conversation stands on the page, as in another frame: it was seen, and not read.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub beside: bool,
    /// The mark of the contact's profile picture, if the page let it be seen and it shows enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub portrait: Option<Portrait>,
    /// What goes on beside what is written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub events: Vec<Event>,
    /// Why the page could not be read, which is not the same as "no chat here".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
    /// The conversation goes on beyond what the snapshot holds: its budget ended (`nodes`, `bytes`, `time`).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<String>,
}

/// Where the conversation stands on the page, in CSS pixels of the viewport.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Placement {
    /// Where messages are typed.
    pub composer: Rect,
    /// Where the rows are.
    pub pane: Rect,
    /// Whether the newest row is in view. True where nothing scrolls.
    pub at_end: bool,
    /// The messages on the screen, so that nothing is laid over them that can stand elsewhere.
    pub messages: Vec<Rect>,
}

/// Something that goes on beside what is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A dialog asks to take a call.
    IncomingCall,
    /// Two live pictures, as in a video chat.
    TwoVideos,
    /// A live picture without sound: the person's own camera is on.
    CameraOn,
    /// A picture or video waits by the composer to be sent.
    PictureReady,
}

/// Why a page could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
#[serde(rename_all = "kebab-case")]
pub enum Problem {
    /// The snapshot has a form that this version does not know.
    UnknownVersion,
    /// The content script could not look at the page.
    Failed,
    /// The page is too large, and no conversation was found in the part that was looked at.
    TooLarge,
}
