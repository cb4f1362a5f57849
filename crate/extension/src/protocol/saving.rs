//! What is said while evidence is saved: between popup, the module that saves, and the script on the page.

use breakwater_evidence::MaskReport;
use breakwater_reader::Snapshot;
use serde::{Deserialize, Serialize};

/// From one of our own pages to the module that saves.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum ToSaving {
    /// Save what the tab shows. Answered with [`Saved`].
    Save {
        /// The browser's number for the tab.
        tab: i32,
        /// Whether to step through the whole chat, and not only take what is on the screen.
        whole: bool,
    },
}

/// What the content script says before a shot.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Ready {
    /// What is masked, and what could not be.
    pub mask: Option<MaskReport>,
    /// The chat as it stands now.
    pub snapshot: Option<Box<Snapshot>>,
    /// Whether a panel of ours was on the page, and is hidden now.
    pub own_ui_hidden: bool,
    /// The page's zoom and size.
    pub viewport: Viewport,
    /// The page's language, as it says itself.
    pub language: String,
}

/// The window as the page sees it.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Viewport {
    /// CSS pixels.
    pub width: f64,
    /// CSS pixels.
    pub height: f64,
    /// Picture pixels for one CSS pixel.
    pub ratio: f64,
}

/// A step through a chat.
#[derive(Clone, Copy, Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Scroll {
    /// A point in the middle of the rows, in CSS pixels of the viewport.
    pub x: f64,
    /// A point in the middle of the rows, in CSS pixels of the viewport.
    pub y: f64,
    /// A scroller lower than this many CSS pixels is a part of a message and not the chat's.
    pub least: f64,
    /// Where to: true to the newest rows, which begins it; false one step towards older ones.
    pub newest: bool,
}

/// What came of a step through a chat.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Scrolled {
    /// How far the rows moved down, in CSS pixels; nothing if that could not be told.
    pub moved: Option<f64>,
    /// Whether there is nothing older.
    pub start: bool,
    /// Height of what is shown of the chat at once, in CSS pixels.
    pub height: f64,
}

/// What came of [`ToSaving::Save`].
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum Saved {
    /// Written, read back, hashed again and equal.
    Checked {
        /// The record's number in the locker.
        record: String,
        /// Local hours and minutes.
        time: String,
        /// The first characters of its hash.
        short: String,
        /// How many pictures are in it.
        pictures: usize,
        /// How many messages are in it.
        messages: usize,
        /// Whether the whole chat was asked for.
        whole: bool,
        /// Why something is missing (word keys); nothing if nothing is.
        missing: Vec<String>,
        /// Whether pictures are hidden in it.
        masked: bool,
    },
    /// Nothing was kept.
    Failed {
        /// Why (a word key).
        why: String,
    },
}

/// How far saving a whole chat has come. In the browser's memory only, under [`Whole::SLOT`]: it goes on when the popup
/// is closed, and the next popup shows it.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Whole {
    /// The browser's number for the tab.
    pub tab: i32,
    /// How many steps were taken.
    pub step: usize,
    /// When this was written, in milliseconds since 1970.
    pub at: f64,
    /// What came of it, once it has ended.
    pub done: Option<Saved>,
}

impl Whole {
    /// The name it is remembered under.
    pub const SLOT: &str = "whole";
    /// The name under which the popup asks it to stop.
    pub const STOP: &str = "whole-stop";
    /// After this many milliseconds without a step it was broken off: no step takes as long.
    const BROKEN_OFF: f64 = 60_000.0;

    /// Whether it was broken off: the browser ended our background in the middle.
    #[must_use]
    pub fn is_broken_off(&self, now: f64) -> bool {
        self.done.is_none() && now - self.at > Self::BROKEN_OFF
    }
}
