//! The layout snapshot: what the content script saw, without any judgement.
//!
//! The content script writes this as JSON (`extension/content/eyes/snapshot.ts`); nothing here decides what is a
//! message. All lengths are CSS pixels, rounded; all positions are relative to the top window's viewport.

use serde::{Deserialize, Deserializer, Serialize};

/// Beyond a few million pixels nothing is a place, and no sum or product of a few such numbers overflows. A page can
/// claim any number, so places and sizes of boxes are bounded as they are read.
const FARTHEST: i32 = 4_000_000;

/// What the content script sends about one page at one moment.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export, optional_fields))]
#[serde(default)]
pub struct Snapshot {
    /// Form of the snapshot; [`Snapshot::VERSION`].
    pub version: u32,
    /// Host name of the page, without port.
    pub host: String,
    /// Path and fragment of the page's address, without the query, cut at 200 characters.
    pub path: String,
    /// Title of the document, cut at 200 characters.
    pub title: String,
    /// Language of the document (`lang`), as the page gives it.
    pub lang: String,
    /// Whether the page says it runs from right to left. A hint only: kits do not always mirror.
    pub rtl: bool,
    /// Width and height of the viewport.
    #[serde(deserialize_with = "view")]
    pub view: [i32; 2],
    /// Every place where text could be typed, in page order.
    pub fields: Vec<Field>,
    /// The looks that nodes refer to.
    pub looks: Vec<Look>,
    /// The nodes around the fields. A parent stands before its children, and siblings stand bottom-up (the last
    /// one first), so that a walk cut short by its budget has lost the oldest rows and not the newest.
    pub nodes: Vec<Node>,
    /// The site whose marks the nodes carry (`data/sites`), if it has any and they were found on the page.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub site: String,
    /// Why the snapshot does not hold everything: `nodes`, `bytes`, `time` or `error`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<String>,
}

impl Snapshot {
    /// The form this crate writes and reads.
    pub const VERSION: u32 = 1;
}

/// A place where text can be typed. Its content is never part of a snapshot.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
pub struct Field {
    /// Index into [`Snapshot::nodes`], if the walk reached it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub node: Option<u32>,
    /// `textarea`, `input` or `editable` (any element one can edit).
    pub tag: String,
    /// The `type` of an input.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub kind: String,
    /// Where it stands.
    pub rect: Rect,
    /// Placeholder, label and title, joined by ` | `, cut at 160 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub label: String,
}

/// An element or a run of text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(optional_fields))]
#[serde(default)]
pub struct Node {
    /// Index of the parent, always smaller than the node's own; the first node is its own parent.
    pub up: u32,
    /// Where it stands. With text: the smallest box around its glyphs.
    pub rect: Rect,
    /// Index into [`Snapshot::looks`]; a run of text without one has its parent's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub look: Option<u32>,
    /// Name of the element; empty for a `div` and for a run of text among other things.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub tag: String,
    /// Text, white space as rendered: a run among other things, or all there is in an element.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Not to be seen: invisible, transparent, clipped away. Inherited by everything inside.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub hidden: bool,
    /// Flows with the text around it, as a bare run of text always does.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub inline: bool,
    /// Fixed or sticky.
    #[serde(skip_serializing_if = "is_false")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub fixed: bool,
    /// Where the element puts itself, if it says so: `end` of the line, or `left` or `right` of the screen.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub stands: String,
    /// Where the element puts what is in it, in the same words, or `center`. An alignment of text that is
    /// inherited stands only where it began.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub lays: String,
    /// `role`, as the page gives it.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub role: String,
    /// `aria-label`, else `title`.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub label: String,
    /// `alt` of a picture.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub alt: String,
    /// Address of a link, without the page's own origin, cut at 160 characters.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub href: String,
    /// `datetime` of a `time` element.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub datetime: String,
    /// A short digest of a picture's address: equal pictures have equal digests.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub src: String,
    /// What a small picture shows, if the browser lets us see it: 36 × 32 grey tones, a character each, `0` for black to `o`
    /// for white. Seen by [`Reading::portrait`](crate::Reading::portrait) only, and kept nowhere.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub tones: String,
    /// What the site's adapter calls this element (`data/sites`): names of marks, separated by spaces.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub mark: String,
    /// A video that shows a live stream: `stream`, or `muted` where its sound is off, as one's own picture is.
    #[serde(skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "ts", ts(as = "Option<_>", optional))]
    pub live: String,
    /// How many of its first children were left out, where it has more than the walk visits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<u32>,
    /// `scrollTop`, `scrollHeight` and `clientHeight` of an element that can scroll.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "scroll")]
    pub scroll: Option<[i32; 3]>,
}

/// How an element is drawn.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Look {
    /// Colour of the text, as computed (`rgb(0, 0, 0)`).
    pub fg: String,
    /// Colour of the background, empty if there is none.
    pub bg: String,
    /// Size of the text.
    pub size: u32,
    /// Weight of the text, 100 to 900.
    pub weight: u32,
    /// Radius of the roundest corner.
    pub radius: u32,
    /// Has a visible border or shadow.
    pub border: bool,
    /// Has a thick line at one side, as quotes do.
    pub bar: bool,
    /// Has a picture as background.
    pub image: bool,
}

/// A box: left, top, width, height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(as = "[i32; 4]"))]
#[serde(from = "[i32; 4]", into = "[i32; 4]")]
pub struct Rect {
    /// Left edge.
    pub x: i32,
    /// Top edge.
    pub y: i32,
    /// Width.
    pub w: i32,
    /// Height.
    pub h: i32,
}

impl From<[i32; 4]> for Rect {
    fn from([x, y, w, h]: [i32; 4]) -> Self {
        Self { x: place(x), y: place(y), w: place(w).max(0), h: place(h).max(0) }
    }
}

impl From<Rect> for [i32; 4] {
    fn from(rect: Rect) -> Self {
        [rect.x, rect.y, rect.w, rect.h]
    }
}

impl Rect {
    /// Right edge.
    pub fn right(&self) -> i32 {
        self.x + self.w
    }

    /// Bottom edge.
    pub fn bottom(&self) -> i32 {
        self.y + self.h
    }

    /// Middle, from left to right.
    pub fn middle(&self) -> i32 {
        self.x + self.w / 2
    }

    /// Whether it covers nothing.
    pub fn is_empty(&self) -> bool {
        self.w == 0 || self.h == 0
    }

    /// The smallest box around both. An empty box adds nothing.
    pub fn union(self, other: Self) -> Self {
        if self.is_empty() {
            return other;
        }
        if other.is_empty() {
            return self;
        }
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self { x, y, w: self.right().max(other.right()) - x, h: self.bottom().max(other.bottom()) - y }
    }

    /// What both cover.
    pub fn common(self, other: Self) -> Self {
        let (x, y) = (self.x.max(other.x), self.y.max(other.y));
        Self { x, y, w: self.shared_width(&other), h: self.shared_height(&other) }
    }

    /// How many pixels of width both share.
    pub fn shared_width(&self, other: &Self) -> i32 {
        (self.right().min(other.right()) - self.x.max(other.x)).max(0)
    }

    /// How many pixels of height both share.
    pub fn shared_height(&self, other: &Self) -> i32 {
        (self.bottom().min(other.bottom()) - self.y.max(other.y)).max(0)
    }
}

fn place(n: i32) -> i32 {
    n.clamp(-FARTHEST, FARTHEST)
}

fn view<'de, D: Deserializer<'de>>(from: D) -> Result<[i32; 2], D::Error> {
    <[i32; 2]>::deserialize(from).map(|sizes| sizes.map(place))
}

fn scroll<'de, D: Deserializer<'de>>(from: D) -> Result<Option<[i32; 3]>, D::Error> {
    <Option<[i32; 3]>>::deserialize(from).map(|sizes| sizes.map(|sizes| sizes.map(place)))
}

fn is_false(value: &bool) -> bool {
    !value
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_four_numbers() {
        let rect: Rect = serde_json::from_str("[1,2,3,4]").unwrap();
        assert_eq!(rect, Rect { x: 1, y: 2, w: 3, h: 4 });
        assert_eq!(serde_json::to_string(&rect).unwrap(), "[1,2,3,4]");
    }

    #[test]
    fn a_box_at_the_end_of_the_numbers_does_not_overflow() {
        let rect = Rect::from([i32::MAX, i32::MIN, i32::MAX, i32::MIN]);
        assert!(rect.right() > rect.x && rect.is_empty());
    }

    #[test]
    fn an_empty_box_adds_nothing_to_a_union() {
        let rect = Rect::from([10, 10, 5, 5]);
        assert_eq!(rect.union(Rect::default()), rect);
        assert_eq!(Rect::default().union(rect), rect);
    }
}
