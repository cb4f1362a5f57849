//! The second look at masking, in the pixels themselves: is every masked rectangle flat?
//!
//! The content script has checked styles; this check trusts none of that. A masked rectangle may hold one colour.
//! Three things are allowed beside it, because real pages have them: a thin edge (anti-aliasing), corners cut round
//! by the page (one other colour, in the corner only), and the rectangles named as lying on top: words are passed
//! over, plain surfaces must be flat by themselves. Anything else is a picture that may have come through.

use std::collections::HashMap;

use crate::mask::{MaskReport, PageRect, Unverified};

/// A decoded screenshot: 8-bit RGBA rows from the top, without padding.
#[derive(Clone, Copy, Debug)]
pub struct Image<'a> {
    rgba: &'a [u8],
    width: u32,
    height: u32,
}

/// A rectangle in pixels of the image; right and bottom edges lie outside. May reach beyond the image.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rect {
    /// Left edge.
    pub left: i64,
    /// Top edge.
    pub top: i64,
    /// Right edge, one beyond the last column.
    pub right: i64,
    /// Bottom edge, one below the last row.
    pub bottom: i64,
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

/// Pixels at each side of a rectangle that are not tested: anti-aliasing, and rounding of CSS pixels.
const EDGE: i64 = 2;
/// How far a channel may be off and still be the same colour; canvas colour conversion moves it by 1 or 2.
const TOLERANCE: i32 = 6;
/// Stray pixels that are let pass: one in fifty, and never more than a patch of 6 x 6.
const STRAY_SHARE: u64 = 50;
const STRAY_MOST: u64 = 36;
/// At least one in this many of the pixels seen must be open to the test, unless the rectangle is tiny.
const TESTED_SHARE: u64 = 8;
const TINY: u64 = 24 * 24;

/// Pixels from the image's corner that no edge of a rectangle is taken to lie beyond.
const FAR: i64 = 1 << 24;

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

impl Rect {
    fn width(&self) -> i64 {
        self.right - self.left
    }

    fn height(&self) -> i64 {
        self.bottom - self.top
    }

    fn is_empty(&self) -> bool {
        self.width() <= 0 || self.height() <= 0
    }

    fn grown(&self, by: i64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// The same, with edges no farther out than any screen: what is computed from them cannot overflow.
    fn tame(&self) -> Self {
        let near = |edge: i64| edge.clamp(-FAR, FAR);
        Self {
            left: near(self.left),
            top: near(self.top),
            right: near(self.right),
            bottom: near(self.bottom),
        }
    }

    fn common(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    fn area(&self) -> i64 {
        self.width().max(0) * self.height().max(0)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Colour([i32; 3]);

impl Colour {
    /// Alpha is passed over: a screenshot is opaque.
    fn of(&[red, green, blue, _]: &[u8; 4]) -> Self {
        Self([red, green, blue].map(i32::from))
    }

    fn near(&self, other: &Self) -> bool {
        self.0.iter().zip(other.0).all(|(a, b)| (a - b).abs() <= TOLERANCE)
    }

    /// Whether this colour is a mix of the two others, as anti-aliasing makes it.
    fn between(&self, a: &Self, b: &Self) -> bool {
        // The share of `b` is read off the channel in which the two differ most; the others must follow it.
        let channels = || self.0.iter().zip(a.0).zip(b.0).map(|((own, a), b)| (*own, a, b));
        let Some((own, from, to)) = channels().max_by_key(|(_, a, b)| (a - b).abs()) else { return false };
        if from == to {
            return false;
        }
        channels().all(|(other, a, b)| {
            let expected = a + (b - a) * (own - from) / (to - from);
            (other - expected).abs() <= TOLERANCE
        }) && (own - from) * (own - to) <= 0
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

fn check_one(
    image: &Image<'_>,
    index: usize,
    whole: &Rect,
    seen: &Rect,
    text: &[Rect],
    over: &[Rect],
) -> Result<(), Unmasked> {
    let touching = |rects: &[Rect]| -> Vec<Rect> {
        rects.iter().filter(|rect| !rect.common(seen).is_empty()).copied().collect()
    };
    let mut over = touching(over);
    // What holds the whole picture is mostly its own ground; if it lies on top, all of it is one surface as well.
    over.retain(|rect| rect.grown(1).common(seen) != *seen);
    // Largest first: a surface on a surface is painted later.
    over.sort_by_key(|rect| -rect.area());
    let surfaces = Surfaces::new(seen, &touching(text), &over);
    let shapes = std::iter::once(whole).chain(&over);
    let (mut stray, mut tested) = (0, 0);
    for (surface, shape) in (0..).zip(shapes) {
        let (off, of) = surfaces.test(image, surface, shape);
        stray += off;
        tested += of;
    }
    let area = seen.area().unsigned_abs();
    if stray > STRAY_MOST.min(tested / STRAY_SHARE) {
        Err(Unmasked::NotFlat { index, stray, tested })
    } else if area > TINY && tested < area / TESTED_SHARE {
        Err(Unmasked::Covered { index, tested, seen: area })
    } else {
        Ok(())
    }
}

/// Which surface each pixel of a masked rectangle belongs to.
struct Surfaces {
    seen: Rect,
    /// Row by row: 0 for the masked thing itself, n for the n-th surface on top of it, or [`SKIP`].
    owners: Vec<u32>,
}

/// A pixel that is not tested.
const SKIP: u32 = u32::MAX;

impl Surfaces {
    fn new(seen: &Rect, text: &[Rect], over: &[Rect]) -> Self {
        let size = usize::try_from(seen.area()).unwrap_or(0);
        let mut surfaces = Self { seen: *seen, owners: vec![SKIP; size] };
        surfaces.paint(&seen.grown(-EDGE), 0);
        for (owner, rect) in (1..).zip(over) {
            surfaces.paint(&rect.grown(EDGE), SKIP);
            surfaces.paint(&rect.grown(-EDGE), owner);
        }
        for rect in text {
            surfaces.paint(&rect.grown(EDGE), SKIP);
        }
        surfaces
    }

    fn paint(&mut self, rect: &Rect, owner: u32) {
        let rect = rect.common(&self.seen);
        let width = self.seen.width();
        if rect.is_empty() {
            return;
        }
        for y in rect.top..rect.bottom {
            let row = (y - self.seen.top) * width - self.seen.left;
            let range =
                usize::try_from(row + rect.left).unwrap_or(0)..usize::try_from(row + rect.right).unwrap_or(0);
            if let Some(pixels) = self.owners.get_mut(range) {
                pixels.fill(owner);
            }
        }
    }

    fn pixels<'a>(
        &'a self,
        image: &'a Image<'_>,
        surface: u32,
    ) -> impl Iterator<Item = (i64, i64, Colour)> + 'a {
        let width = usize::try_from(self.seen.width()).unwrap_or(1).max(1);
        (self.seen.top..self.seen.bottom).zip(self.owners.chunks(width)).flat_map(move |(y, owners)| {
            let row = image.row(y, self.seen.left, self.seen.right);
            (self.seen.left..)
                .zip(owners.iter().zip(row))
                .filter(move |(_, (owner, _))| **owner == surface)
                .map(move |(x, (_, pixel))| (x, y, Colour::of(pixel)))
        })
    }

    /// Tests one surface: how many of its pixels are neither its main colour nor a round corner, and how many it has.
    fn test(&self, image: &Image<'_>, surface: u32, shape: &Rect) -> (u64, u64) {
        let mut all = Tally::default();
        self.pixels(image, surface).for_each(|(_, _, colour)| all.add(colour));
        let Some(flat) = all.most() else { return (0, 0) };
        // A scroller or a round wrapper cuts the shape: then the corners are those of the part that is seen.
        let cut = shape.common(&self.seen);
        let mut corners: [Tally; 8] = Default::default();
        let mut others = Vec::new();
        for (x, y, colour) in self.pixels(image, surface).filter(|(_, _, colour)| !colour.near(&flat)) {
            let corner = corner_of(shape, x, y).or_else(|| corner_of(&cut, x, y).map(|corner| corner + 4));
            if let Some(tally) = corner.and_then(|corner| corners.get_mut(corner)) {
                tally.add(colour);
            }
            others.push((corner, colour));
            // A picture: there is no need to look at all of it.
            if others.len() as u64 > all.total / 2 {
                return (others.len() as u64, all.total);
            }
        }
        let behind = corners.map(|mut tally| tally.most());
        let excused = |corner: Option<usize>, colour: &Colour| {
            corner
                .and_then(|corner| *behind.get(corner)?)
                .is_some_and(|b| colour.near(&b) || colour.between(&flat, &b))
        };
        let stray = others.iter().filter(|(corner, colour)| !excused(*corner, colour)).count();
        (stray as u64, all.total)
    }
}

/// How often each colour occurs.
#[derive(Default)]
struct Tally {
    counts: HashMap<Colour, u64>,
    /// The colour of the last pixel: flat areas are long runs, and a run costs one look-up.
    run: Option<(Colour, u64)>,
    total: u64,
}

impl Tally {
    fn add(&mut self, colour: Colour) {
        self.total += 1;
        match &mut self.run {
            Some((last, count)) if *last == colour => *count += 1,
            run => {
                if let Some((last, count)) = run.replace((colour, 1)) {
                    *self.counts.entry(last).or_default() += count;
                }
            }
        }
    }

    /// The most frequent colour; of two equally frequent ones the darker, so that the answer is always the same.
    fn most(&mut self) -> Option<Colour> {
        if let Some((last, count)) = self.run.take() {
            *self.counts.entry(last).or_default() += count;
        }
        let (colour, _) =
            self.counts.iter().max_by_key(|(colour, count)| (**count, std::cmp::Reverse(colour.0)))?;
        Some(*colour)
    }
}

/// Which corner of `shape` a pixel lies in, if it lies outside the roundest form the shape can have: a box whose
/// corners are quarter circles of half its smaller side.
fn corner_of(shape: &Rect, x: i64, y: i64) -> Option<usize> {
    // Twice the coordinates, so that middles of pixels are whole numbers.
    let radius = shape.width().min(shape.height());
    let (x, y) = (2 * x + 1, 2 * y + 1);
    let beyond = |at: i64, low: i64, high: i64| (2 * low + radius - at).max(at - (2 * high - radius)).max(0);
    let (across, down) = (beyond(x, shape.left, shape.right), beyond(y, shape.top, shape.bottom));
    // Two pixels inward, for anti-aliasing.
    let inner = (radius - 4).max(0);
    if across == 0 || down == 0 || across * across + down * down < inner * inner {
        return None;
    }
    let (right, low) = (x > shape.left + shape.right, y > shape.top + shape.bottom);
    Some(usize::from(right) + 2 * usize::from(low))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mask::{MaskedElement, MediaKind, UnverifiedReason};

    const SIDE: u32 = 100;
    const PAPER: [u8; 4] = [251, 250, 247, 255];
    const MASK: [u8; 4] = [200, 208, 214, 255];

    /// A page of one colour with a masked box from 20 to 80.
    fn page(mut paint: impl FnMut(i64, i64) -> Option<[u8; 4]>) -> Vec<u8> {
        let side = i64::from(SIDE);
        (0..side * side)
            .flat_map(|at| {
                let (x, y) = (at % side, at / side);
                paint(x, y).unwrap_or(if BOX.contains(x, y) { MASK } else { PAPER })
            })
            .collect()
    }

    const BOX: Rect = Rect { left: 20, top: 20, right: 80, bottom: 80 };
    const WHOLE: Masked = Masked { whole: BOX, seen: BOX };

    impl Rect {
        fn contains(&self, x: i64, y: i64) -> bool {
            (self.left..self.right).contains(&x) && (self.top..self.bottom).contains(&y)
        }
    }

    fn check(pixels: &[u8], text: &[Rect], over: &[Rect]) -> Result<Verified, Unmasked> {
        check_masked(&Image::new(pixels, SIDE, SIDE).unwrap(), &[WHOLE], text, over)
    }

    fn mix(a: [u8; 4], b: [u8; 4], share: f64) -> [u8; 4] {
        std::array::from_fn(|at| {
            (f64::from(a[at]) + (f64::from(b[at]) - f64::from(a[at])) * share).round() as u8
        })
    }

    /// Something like a photograph: smooth, and different everywhere.
    fn photo(x: i64, y: i64) -> [u8; 4] {
        [(x * 7 % 256) as u8, (y * 5 % 256) as u8, ((x + y) * 3 % 256) as u8, 255]
    }

    #[test]
    fn a_flat_box_passes() {
        assert_eq!(check(&page(|_, _| None), &[], &[]).unwrap().masked, 1);
        // Off by one or two, as colour conversion makes it.
        let noisy =
            page(|x, y| BOX.contains(x, y).then(|| MASK.map(|c| c.saturating_sub(((x ^ y) & 1) as u8))));
        assert!(check(&noisy, &[], &[]).is_ok());
    }

    #[test]
    fn a_picture_does_not_pass() {
        let bare = page(|x, y| BOX.contains(x, y).then(|| photo(x, y)));
        assert!(matches!(check(&bare, &[], &[]), Err(Unmasked::NotFlat { index: 0, .. })));
        for (what, part) in [
            ("a strip", Rect { left: 20, top: 20, right: 80, bottom: 30 }),
            ("a patch in the middle", Rect { left: 46, top: 46, right: 56, bottom: 56 }),
            ("a corner", Rect { left: 20, top: 20, right: 40, bottom: 40 }),
        ] {
            let partly = page(|x, y| part.contains(x, y).then(|| photo(x, y)));
            assert!(check(&partly, &[], &[]).is_err(), "{what}");
        }
    }

    #[test]
    fn blurred_dark_and_two_coloured_pictures_do_not_pass() {
        let blurred = page(|x, y| BOX.contains(x, y).then(|| [100 + x as u8, 100 + y as u8, 120, 255]));
        assert!(check(&blurred, &[], &[]).is_err());
        let dimmed = page(|x, y| BOX.contains(x, y).then(|| photo(x, y).map(|c| c / 8)));
        assert!(check(&dimmed, &[], &[]).is_err());
        let stencil = page(|x, y| (BOX.contains(x, y) && (x / 6 + y / 6) % 2 == 0).then_some([0, 0, 0, 255]));
        assert!(check(&stencil, &[], &[]).is_err());
        let half = page(|x, y| (BOX.contains(x, y) && y > 50).then_some([0, 0, 0, 255]));
        assert!(check(&half, &[], &[]).is_err());
    }

    fn round(x: i64, y: i64, inside: impl Fn() -> [u8; 4], outside: impl Fn() -> [u8; 4]) -> Option<[u8; 4]> {
        BOX.contains(x, y).then(|| {
            let (dx, dy) = (x as f64 + 0.5 - 50.0, y as f64 + 0.5 - 50.0);
            let beyond = (dx.hypot(dy) - 30.0 + 0.5).clamp(0.0, 1.0);
            mix(inside(), outside(), beyond)
        })
    }

    #[test]
    fn a_round_avatar_passes_and_a_round_picture_does_not() {
        assert!(check(&page(|x, y| round(x, y, || MASK, || PAPER)), &[], &[]).is_ok());
        assert!(check(&page(|x, y| round(x, y, || photo(x, y), || PAPER)), &[], &[]).is_err());
        // The mask in the middle, and the picture around it.
        assert!(check(&page(|x, y| round(x, y, || MASK, || photo(x, y))), &[], &[]).is_err());
    }

    #[test]
    fn half_an_avatar_under_a_header_passes() {
        let seen = Rect { bottom: 60, ..BOX };
        let pixels = page(|x, y| if y >= 60 { Some(PAPER) } else { round(x, y, || MASK, || PAPER) });
        let image = Image::new(&pixels, SIDE, SIDE).unwrap();
        assert!(check_masked(&image, &[Masked { whole: BOX, seen }], &[], &[]).is_ok());
        assert!(check_masked(&image, &[WHOLE], &[], &[]).is_err());
    }

    #[test]
    fn words_on_top_are_passed_over_and_surfaces_must_be_flat() {
        let caption = Rect { left: 20, top: 64, right: 80, bottom: 80 };
        let words = Rect { left: 30, top: 68, right: 60, bottom: 76 };
        let bar = [60, 60, 60, 255];
        let painted = |with: fn(i64, i64) -> [u8; 4]| {
            page(move |x, y| match (words.contains(x, y), caption.contains(x, y)) {
                (true, _) => Some(if x % 3 == 0 { [255; 4] } else { bar }),
                (_, true) => Some(with(x, y)),
                _ => None,
            })
        };
        let flat = painted(|_, _| [60, 60, 60, 255]);
        assert!(check(&flat, &[words], &[caption]).is_ok());
        assert!(check(&flat, &[words], &[]).is_err(), "the bar is not named");
        assert!(check(&flat, &[], &[caption]).is_err(), "the words are not named");
        assert!(check(&painted(photo), &[words], &[caption]).is_err(), "a picture behind a clear caption");
    }

    #[test]
    fn a_box_that_is_all_words_was_not_tested() {
        let bare = page(|x, y| BOX.contains(x, y).then(|| photo(x, y)));
        assert!(matches!(check(&bare, &[BOX], &[]), Err(Unmasked::Covered { index: 0, tested: 0, .. })));
    }

    fn report() -> MaskReport {
        let rect = PageRect { x: 10.0, y: 10.0, width: 30.0, height: 30.0 };
        MaskReport {
            width: 50.0,
            height: 50.0,
            device_pixel_ratio: 2.0,
            masked: vec![MaskedElement { kind: MediaKind::Img, rect, seen: rect }],
            ..MaskReport::default()
        }
    }

    #[test]
    fn reports_are_scaled_and_must_fit() {
        let flat = page(|_, _| None);
        let image = Image::new(&flat, SIDE, SIDE).unwrap();
        assert!(check_report(&image, &report()).is_ok());
        let bare = page(|x, y| BOX.contains(x, y).then(|| photo(x, y)));
        assert!(check_report(&Image::new(&bare, SIDE, SIDE).unwrap(), &report()).is_err());
        for bad in [
            MaskReport { device_pixel_ratio: 1.0, ..report() },
            MaskReport { width: 60.0, ..report() },
            MaskReport { height: 0.0, ..report() },
            MaskReport { device_pixel_ratio: f64::NAN, ..report() },
        ] {
            assert!(matches!(check_report(&image, &bad), Err(Unmasked::OtherView { .. })), "{bad:?}");
        }
        let reason = UnverifiedReason::StyleNotApplied;
        let unsure = MaskReport { unverified: vec![Unverified { reason, kind: None }], ..report() };
        assert!(matches!(check_report(&image, &unsure), Err(Unmasked::Unverified(_))));
        assert!(check_shot(&image, &report(), &report()).is_ok());
        assert!(matches!(check_shot(&image, &report(), &unsure), Err(Unmasked::Unverified(_))));
        let mut moved = report();
        moved.masked[0].rect.y += 4.0;
        assert_eq!(check_shot(&image, &report(), &moved), Err(Unmasked::Changed));
        assert_eq!(
            check_shot(&image, &report(), &MaskReport { masked: vec![], ..report() }),
            Err(Unmasked::Changed)
        );
    }

    #[test]
    fn hostile_numbers_are_no_panic() {
        assert!(matches!(Image::new(&[0; 7], 1, 1), Err(Unmasked::Size { .. })));
        assert!(matches!(Image::new(&[], u32::MAX, u32::MAX), Err(Unmasked::Size { .. })));
        let flat = page(|_, _| None);
        let image = Image::new(&flat, SIDE, SIDE).unwrap();
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY, 1e300, -1e300, 0.0] {
            let rect = PageRect { x: number, y: number, width: number, height: number };
            let mut hostile = report();
            hostile.masked.push(MaskedElement { kind: MediaKind::Svg, rect, seen: rect });
            hostile.text.push(rect);
            hostile.over.push(rect);
            let _ = check_report(&image, &hostile);
        }
    }
}
