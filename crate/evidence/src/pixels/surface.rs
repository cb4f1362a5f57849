//! One masked rectangle: which of its pixels belong to the mask itself, to a surface on top of it or to words, and
//! whether each surface is flat.

use super::{
    Image, Unmasked,
    colour::{Colour, Tally},
    rect::Rect,
};

/// Pixels at each side of a rectangle that are not tested: anti-aliasing, and rounding of CSS pixels.
const EDGE: i64 = 2;
/// Stray pixels that are let pass: one in fifty, and never more than a patch of 6 x 6.
const STRAY_SHARE: u64 = 50;
const STRAY_MOST: u64 = 36;
/// At least one in this many of the pixels seen must be open to the test, unless the rectangle is tiny.
const TESTED_SHARE: u64 = 8;
const TINY: u64 = 24 * 24;

/// Checks one masked thing: `whole` is its box, `seen` the part of it on the screen.
pub(super) fn check_one(
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
