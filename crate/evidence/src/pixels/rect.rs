//! Rectangles in pixels.

/// Pixels from the image's corner that no edge of a rectangle is taken to lie beyond.
const FAR: i64 = 1 << 24;

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

impl Rect {
    pub(super) fn width(&self) -> i64 {
        self.right - self.left
    }

    pub(super) fn height(&self) -> i64 {
        self.bottom - self.top
    }

    pub(super) fn is_empty(&self) -> bool {
        self.width() <= 0 || self.height() <= 0
    }

    pub(super) fn grown(&self, by: i64) -> Self {
        Self { left: self.left - by, top: self.top - by, right: self.right + by, bottom: self.bottom + by }
    }

    /// The same, with edges no farther out than any screen: what is computed from them cannot overflow.
    pub(super) fn tame(&self) -> Self {
        let near = |edge: i64| edge.clamp(-FAR, FAR);
        Self {
            left: near(self.left),
            top: near(self.top),
            right: near(self.right),
            bottom: near(self.bottom),
        }
    }

    pub(super) fn common(&self, other: &Self) -> Self {
        Self {
            left: self.left.max(other.left),
            top: self.top.max(other.top),
            right: self.right.min(other.right),
            bottom: self.bottom.min(other.bottom),
        }
    }

    pub(super) fn area(&self) -> i64 {
        self.width().max(0) * self.height().max(0)
    }
}
