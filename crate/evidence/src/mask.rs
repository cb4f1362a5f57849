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
    /// An `svg`. One that holds an `image` is a flat box; a drawing keeps its outline and is checked by style.
    Svg,
    /// A picture that an element wears: background, border, list, mask, filter or content image. It goes without a
    /// box, so it is checked by style and never stands among the rectangles.
    Worn,
    /// The same on `::before` or `::after`.
    PseudoElement,
    /// `object` or `embed`.
    Object,
    /// A frame of any origin.
    Frame,
    /// `input type=image`.
    Input,
}

/// One thing that is masked as a flat box and can be seen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
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
    /// The page holds more elements than the budget for one capture.
    TooMany,
    /// The page kept changing while it was checked.
    Changing,
}

/// An element that could not be shown to be masked. One of these is enough for no picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
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
#[serde(rename_all = "camelCase")]
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
}
