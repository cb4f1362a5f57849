//! One row of a conversation, and the two words it is described with.

use serde::{Deserialize, Serialize};

/// Who a row comes from.
///
/// `Me` is given only on strong evidence. An unknown side accuses no one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// The contact.
    Them,
    /// The person in front of the screen.
    Me,
    /// Not known well enough to say.
    #[default]
    Unknown,
}

/// What a row is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "lowercase"))]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Written words, emoji included.
    #[default]
    Text,
    /// A picture.
    Image,
    /// A video or an animated picture.
    Video,
    /// A voice note or other sound.
    Voice,
    /// A voice or video call, or the card that reports one.
    Call,
    /// A link, with or without a preview.
    Link,
    /// Any other attachment.
    File,
    /// A sticker.
    Sticker,
    /// A line by the site itself ("X changed the topic"), said by neither side.
    System,
}

/// One row of a conversation as it stands on the screen.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Row {
    /// Who it comes from.
    pub side: Side,
    /// How sure the side is, 0 to 1.
    pub confidence: f32,
    /// What it is.
    pub kind: Kind,
    /// The words as shown, without time, receipts, reactions or quotes. Empty for a bare picture.
    pub text: String,
    /// The time exactly as the page shows it, if it shows one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub time: Option<String>,
}
