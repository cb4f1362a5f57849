//! The second look at masking, in the pixels themselves: is every masked rectangle flat?
//!
//! The content script has checked styles; this check trusts none of that. A masked rectangle may hold one colour.
//! Three things are allowed beside it, because real pages have them: a thin edge (anti-aliasing), corners cut round
//! by the page (one other colour, in the corner only), and the rectangles named as lying on top: words are passed
//! over, plain surfaces must be flat by themselves. Anything else is a picture that may have come through.

use crate::mask::{MaskReport, PageRect, Unverified};

mod colour;
mod rect;
mod surface;
#[cfg(test)]
mod tests;

pub use rect::Rect;
use surface::check_one;

/// A decoded screenshot: 8-bit RGBA rows from the top, without padding.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    rgba: &'a [u8],
    width: u32,
    height: u32,
}

/// Proof that a screenshot of this size passed the check. Only the check makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    pub(crate) width: u32,
    pub(crate) height: u32,
    pub(crate) masked: u64,
}

/// Why a screenshot may not be kept.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Unmasked {
    /// The bytes do not fit the size.
    #[error("the screenshot has {bytes} bytes where {width} x {height} pixels need four each")]
    Size {
        /// Bytes given.
        bytes: usize,
        /// Width given.
        width: u32,
        /// Height given.
        height: u32,
    },
    /// The screenshot does not show the viewport that the report is about.
    #[error("the screenshot ({width} x {height} pixels) does not match the viewport of the report")]
    OtherView {
        /// Width of the screenshot.
        width: u32,
        /// Height of the screenshot.
        height: u32,
    },
    /// Something moved, came or went while the screen was taken.
    #[error("the page changed while the screen was taken")]
    Changed,
    /// Elements whose style could not be checked.
    #[error("{} elements could not be shown to be masked", .0.len())]
    Unverified(Vec<Unverified>),
    /// A masked rectangle that has so much lying on top of it that too little is left to test.
    #[error("masked rectangle {index} is covered: only {tested} of {seen} pixels could be tested")]
    Covered {
        /// Which of the masked rectangles, from 0.
        index: usize,
        /// Pixels tested.
        tested: u64,
        /// Pixels that can be seen.
        seen: u64,
    },
    /// A masked rectangle that is not flat.
    #[error("masked rectangle {index} is not flat: {stray} of {tested} pixels differ")]
    NotFlat {
        /// Which of the masked rectangles, from 0.
        index: usize,
        /// Pixels that are neither the mask nor excused.
        stray: u64,
        /// Pixels tested.
        tested: u64,
    },
}

/// A masked thing in the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Masked {
    /// Its whole box, which its round corners belong to.
    pub whole: Rect,
    /// The part that can be seen.
    pub seen: Rect,
}

impl<'a> Image<'a> {
    /// Wraps decoded pixels.
    ///
    /// # Errors
    /// The number of bytes is not width × height × 4.
    pub fn new(rgba: &'a [u8], width: u32, height: u32) -> Result<Self, Unmasked> {
        // The product of two u32 fits; four times that may not.
        let pixels = u64::from(width) * u64::from(height);
        if rgba.len() as u64 / 4 == pixels && rgba.len().is_multiple_of(4) {
            Ok(Self { rgba, width, height })
        } else {
            Err(Unmasked::Size { bytes: rgba.len(), width, height })
        }
    }

    fn bounds(&self) -> Rect {
        Rect { left: 0, top: 0, right: i64::from(self.width), bottom: i64::from(self.height) }
    }

    /// The pixels of columns `from..to` of a row; both within the image.
    fn row(&self, y: i64, from: i64, to: i64) -> &'a [[u8; 4]] {
        let start = y * i64::from(self.width);
        let (Ok(from), Ok(to)) = (usize::try_from(start + from), usize::try_from(start + to)) else {
            return &[];
        };
        self.rgba.as_chunks::<4>().0.get(from..to).unwrap_or_default()
    }
}

/// Checks that everything in `masked` is flat in `image`.
///
/// `text` rectangles are passed over; `over` rectangles lie on top of masked ones and must each be flat by
/// themselves. Rectangles outside the image are cut to it.
///
/// # Errors
/// The first rectangle that is not flat, or has too little open to the test.
pub fn check_masked(
    image: &Image<'_>,
    masked: &[Masked],
    text: &[Rect],
    over: &[Rect],
) -> Result<Verified, Unmasked> {
    let tame = |rects: &[Rect]| rects.iter().map(Rect::tame).collect::<Vec<_>>();
    let (text, over) = (tame(text), tame(over));
    for (index, thing) in masked.iter().enumerate() {
        let whole = thing.whole.tame();
        let seen = thing.seen.common(&whole).common(&image.bounds());
        if !seen.is_empty() {
            check_one(image, index, &whole, &seen, &text, &over)?;
        }
    }
    Ok(Verified { width: image.width, height: image.height, masked: masked.len() as u64 })
}

/// [`check_masked`] for a report in CSS pixels: nothing unverified, and the screenshot is of that viewport.
///
/// # Errors
/// An unverified element, a screenshot of another size, or a rectangle that is not flat.
pub fn check_report(image: &Image<'_>, report: &MaskReport) -> Result<Verified, Unmasked> {
    if !report.unverified.is_empty() {
        return Err(Unmasked::Unverified(report.unverified.clone()));
    }
    let (across, down) = (f64::from(image.width) / report.width, f64::from(image.height) / report.height);
    // Both scales are the device pixel ratio, up to the rounding of the image's size to whole pixels.
    let fits = |scale: f64, size: f64| ((scale - report.device_pixel_ratio) * size).abs() <= 2.0;
    if !(across.is_finite() && down.is_finite() && fits(across, report.width) && fits(down, report.height)) {
        return Err(Unmasked::OtherView { width: image.width, height: image.height });
    }
    let scaled = |rect: &PageRect| Rect {
        // A cast from a float saturates, and turns what is no number into 0.
        left: (rect.x * across).floor() as i64,
        top: (rect.y * down).floor() as i64,
        right: ((rect.x + rect.width) * across).ceil() as i64,
        bottom: ((rect.y + rect.height) * down).ceil() as i64,
    };
    let masked: Vec<_> = report
        .masked
        .iter()
        .map(|element| Masked { whole: scaled(&element.rect), seen: scaled(&element.seen) })
        .collect();
    let text: Vec<_> = report.text.iter().map(scaled).collect();
    let over: Vec<_> = report.over.iter().map(scaled).collect();
    check_masked(image, &masked, &text, &over)
}

/// [`check_report`] for a screenshot taken between two looks at the page: both must find the same, and nothing
/// unverified. What was masked before the shot and is still masked in the same place after it was masked in it.
///
/// # Errors
/// As [`check_report`], or the two looks differ.
pub fn check_shot(image: &Image<'_>, before: &MaskReport, after: &MaskReport) -> Result<Verified, Unmasked> {
    let near = |a: f64, b: f64| (a - b).abs() < 1.0;
    let same_place = |a: &PageRect, b: &PageRect| {
        near(a.x, b.x) && near(a.y, b.y) && near(a.width, b.width) && near(a.height, b.height)
    };
    let same = before.masked.len() == after.masked.len()
        && before.masked.iter().zip(&after.masked).all(|(a, b)| same_place(&a.rect, &b.rect));
    if !after.unverified.is_empty() {
        return Err(Unmasked::Unverified(after.unverified.clone()));
    }
    if !same {
        return Err(Unmasked::Changed);
    }
    check_report(image, before)
}
