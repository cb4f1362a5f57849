//! What the content script says about masking a page. TypeScript imports these types; they are written once, here.

use serde::{Deserialize, Serialize};

/// A rectangle of the page in CSS pixels, measured from the top left corner of the viewport.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct PageRect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, at least 0.
    pub width: f64,
    /// Height, at least 0.
    pub height: f64,
}

/// What kind of thing shows pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
#[serde(rename_all = "kebab-case")]
pub enum MediaKind {
    /// `img`, with or without `srcset` and `picture`.
    Img,
    /// `video` and its poster.
    Video,
    /// `canvas`.
    Canvas,
    /// An `svg` that holds an `image`, or is too large to be an icon.
    Svg,
    /// A CSS background, border, list, mask or content image on an element.
    Background,
    /// The same on `::before`, `::after` or `::marker`.
    PseudoElement,
    /// `object` or `embed`.
    Object,
    /// A frame of any origin.
    Frame,
    /// `input type=image`.
    Input,
    /// An element whose shadow tree could not be entered, masked as a whole.
    ShadowHost,
}

/// One thing that is masked and can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct MaskedElement {
    /// What it is.
    pub kind: MediaKind,
    /// Its whole border box, which its round corners belong to.
    pub rect: PageRect,
    /// The part of the box that can be seen: within the viewport and not cut off by a scroller.
    pub seen: PageRect,
}

/// Why an element could not be shown to be masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
#[serde(rename_all = "kebab-case")]
pub enum UnverifiedReason {
    /// Its computed style is not the mask's: the style sheet did not reach it.
    StyleNotApplied,
    /// Its shadow tree could not be entered, and the element itself could not be masked.
    ClosedTree,
    /// The page holds more elements than the budget for one capture.
    TooMany,
    /// The page kept changing while it was checked.
    Changing,
}

/// An element that could not be shown to be masked. One of these is enough for no picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct Unverified {
    /// Why.
    pub reason: UnverifiedReason,
    /// What it is, if that is known.
    #[serde(default)]
    pub kind: Option<MediaKind>,
}

/// What was masked, and where, when the screen was about to be taken.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
// Exported with everything it names.
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
pub struct MaskReport {
    /// Width of the viewport in CSS pixels, scroll bar included.
    pub width: f64,
    /// Height of the viewport in CSS pixels, scroll bar included.
    pub height: f64,
    /// Device pixels per CSS pixel, zoom included.
    pub device_pixel_ratio: f64,
    /// Everything masked that can be seen.
    pub masked: Vec<MaskedElement>,
    /// Words and small icons that stand on top of masked things: not tested in the pixels.
    pub text: Vec<PageRect>,
    /// Plain surfaces on top of masked things (captions, bars, dots): each is tested for flatness by itself.
    pub over: Vec<PageRect>,
    /// What could not be shown to be masked. Not empty means: no picture.
    pub unverified: Vec<Unverified>,
    /// Whether our own panel was on the page and was hidden for the shot.
    pub own_ui_hidden: bool,
}
