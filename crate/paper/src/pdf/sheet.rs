//! The pages as they fill, and what each thing on them is.

use krilla::tagging::TagKind;

use super::{NoPdf, lines::Line};

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// 20 mm at the sides and the top; the line below a page stands in the rest.
pub(super) const MARGIN: f32 = 56.7;
/// Where a page ends for what is set on it.
pub(super) const BOTTOM: f32 = PAGE.1 - 64.0;
/// A report of more pages is read by nobody, and takes more memory than a page of a browser should.
const MOST_PAGES: usize = 2_000;
/// Baseline to baseline, as a part of the size: the font's own height.
pub(super) const LEADING: f32 = 1.36;
/// From a line's top to its baseline.
const ASCENT: f32 = 1.07;

/// Something on a page.
#[derive(Debug)]
pub(super) enum Placed {
    /// Lines of text, each at its left end and baseline. `mark` is a place in [`Sheet::marks`]; nothing for what only
    /// repeats.
    Lines { mark: Option<usize>, lines: Vec<(f32, f32, Line)>, size: f32 },
    /// A thin box: left, top, width, height.
    Rule { at: (f32, f32, f32, f32), tone: Tone },
    /// A picture in a thin frame: left, top, width, height.
    Picture { mark: usize, path: String, at: (f32, f32, f32, f32) },
}

/// Colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tone {
    Ink,
    Muted,
    Edge,
    Teal,
}

/// What things are, as a tree, for readers that don't look at the page.
#[derive(Debug)]
pub(super) struct Node {
    pub(super) tag: TagKind,
    pub(super) children: Vec<Child>,
}

/// What a node holds.
#[derive(Clone, Copy, Debug)]
pub(super) enum Child {
    Node(usize),
    /// Something on a page.
    Mark(usize),
}

/// A heading that a reader can jump to.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) title: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// A cell of a row that is being placed.
pub(super) struct Cell {
    pub(super) node: usize,
    pub(super) left: f32,
    pub(super) lines: Vec<Line>,
}

/// The pages so far.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) pages: Vec<Vec<Placed>>,
    pub(super) nodes: Vec<Node>,
    pub(super) top: Vec<usize>,
    pub(super) stops: Vec<Stop>,
    pub(super) marks: usize,
    pub(super) y: f32,
    pub(super) left: f32,
    /// Where a bar runs down the side of what is placed.
    pub(super) bar: Option<f32>,
}

impl Sheet {
    pub(super) fn new() -> Self {
        Self {
            pages: vec![Vec::new()],
            nodes: Vec::new(),
            top: Vec::new(),
            stops: Vec::new(),
            marks: 0,
            y: MARGIN,
            left: MARGIN,
            bar: None,
        }
    }

    /// Points from the left edge of what is set to the right margin.
    pub(super) fn width(&self) -> f32 {
        PAGE.0 - MARGIN - self.left
    }

    pub(super) fn node(&mut self, within: Option<usize>, tag: impl Into<TagKind>) -> usize {
        let number = self.nodes.len();
        self.nodes.push(Node { tag: tag.into(), children: Vec::new() });
        match within.and_then(|within| self.nodes.get_mut(within)) {
            Some(parent) => parent.children.push(Child::Node(number)),
            None => self.top.push(number),
        }
        number
    }

    fn mark(&mut self, node: usize) -> usize {
        let number = self.marks;
        self.marks += 1;
        if let Some(node) = self.nodes.get_mut(node) {
            node.children.push(Child::Mark(number));
        }
        number
    }

    pub(super) fn place(&mut self, placed: Placed) {
        if let Some(page) = self.pages.last_mut() {
            page.push(placed);
        }
    }

    pub(super) fn new_page(&mut self) -> Result<(), NoPdf> {
        if self.pages.len() >= MOST_PAGES {
            return Err(NoPdf::TooLarge);
        }
        self.pages.push(Vec::new());
        self.y = MARGIN;
        Ok(())
    }

    /// Whether nothing stands on the page yet.
    pub(super) fn at_top(&self) -> bool {
        self.y <= MARGIN
    }

    /// Goes to the next page if there is no room for something so high.
    pub(super) fn room_for(&mut self, height: f32) -> Result<(), NoPdf> {
        if self.y + height > BOTTOM && !self.at_top() { self.new_page() } else { Ok(()) }
    }

    /// Moves down; nothing is left free at the top of a page.
    pub(super) fn down(&mut self, height: f32) {
        if let Some(left) = self.bar {
            let height = height.min(BOTTOM - self.y);
            self.place(Placed::Rule { at: (left, self.y, 2.5, height), tone: Tone::Edge });
        }
        self.y += height;
    }

    pub(super) fn gap(&mut self, height: f32) {
        if !self.at_top() {
            self.down(height);
        }
    }

    /// Places cells side by side, line by line, over as many pages as it takes. `again` is placed at the top of every
    /// further page.
    pub(super) fn row(&mut self, cells: &[Cell], size: f32, again: &[(f32, Vec<Line>)]) -> Result<(), NoPdf> {
        let lead = size * LEADING;
        let total = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or(0);
        // What is not much taller than a thumb stays together.
        if total <= 8 {
            let left = self.pages.len();
            self.room_for(total as f32 * lead)?;
            if self.pages.len() > left {
                self.repeat(again, size);
            }
        }
        let mut done = 0;
        while done < total {
            let fit = ((BOTTOM - self.y) / lead).max(0.0) as usize;
            if fit == 0 {
                self.new_page()?;
                self.repeat(again, size);
                continue;
            }
            let until = total.min(done + fit);
            for cell in cells {
                let lines = cell.lines.get(done..until.min(cell.lines.len())).unwrap_or_default();
                if !lines.is_empty() {
                    let mark = self.mark(cell.node);
                    self.text(Some(mark), cell.left, lines, size);
                }
            }
            self.down((until - done) as f32 * lead);
            done = until;
        }
        Ok(())
    }

    /// What repeats at the top of a page; no part of what is said.
    fn repeat(&mut self, again: &[(f32, Vec<Line>)], size: f32) {
        for (left, lines) in again {
            self.text(None, *left, lines, size);
        }
        if let Some(most) = again.iter().map(|(_, lines)| lines.len()).max() {
            self.down(most as f32 * size * LEADING + 3.0);
        }
    }

    fn text(&mut self, mark: Option<usize>, left: f32, lines: &[Line], size: f32) {
        let mut baseline = self.y + size * ASCENT;
        let mut placed = Vec::with_capacity(lines.len());
        for line in lines {
            placed.push((left, baseline, line.clone()));
            baseline += size * LEADING;
        }
        self.place(Placed::Lines { mark, lines: placed, size });
    }

    /// Places a picture at the left, and moves below it.
    pub(super) fn picture(&mut self, node: usize, path: &str, (width, height): (f32, f32)) {
        let mark = self.mark(node);
        self.place(Placed::Picture { mark, path: path.to_owned(), at: (self.left, self.y, width, height) });
        self.down(height);
    }
}
