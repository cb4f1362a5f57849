//! Blocks become lines and boxes on pages.

use std::num::NonZeroU16;

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag};

use super::{
    NoPdf,
    letters::{Letters, Look},
    lines::{lines, natural},
    sheet::{BOTTOM, Cell, LEADING, MARGIN, Placed, Sheet, Stop, Tone},
};
use crate::{Block, Column, Document, Fact, Role, Run, Text, Width};

/// Size of running text, in points.
const BODY: f32 = 10.0;
/// Of less important text, and of tables.
const SMALL: f32 = 9.0;
/// Between two columns.
const GUTTER: f32 = 10.0;
/// Of the names in a list of facts.
const NAMES: f32 = 138.0;
/// Of a running number.
const NUMBERS: f32 = 28.0;
/// No column gets narrower.
const NARROWEST: f32 = 40.0;
/// How far a part is moved in beside its bar, and a point beside its dot.
const INDENT: f32 = 12.0;
/// A picture is made smaller, down to this part, rather than moved to the next page and leave half of one empty.
const LEAST_OF_A_PICTURE: f32 = 0.7;
/// A pixel, in points: 96 to the inch.
const PIXEL: f32 = 0.75;

/// Lays a whole document out.
pub(super) fn lay_out(document: &Document, letters: &Letters<'_>, stand_ins: bool) -> Result<Sheet, NoPdf> {
    let mut layout = Layout { letters, sheet: Sheet::new() };
    let mut note = stand_ins.then(|| vec![Run::Ours(document.paging.stand_ins.clone())]);
    for block in &document.blocks {
        layout.block(None, block)?;
        // Below the front, where the reader has to know it.
        if let Some(text) = note.take() {
            layout.paragraph(None, &text, SMALL, Look::MUTED)?;
        }
    }
    Ok(layout.sheet)
}

struct Layout<'a> {
    letters: &'a Letters<'a>,
    sheet: Sheet,
}

impl Layout<'_> {
    fn block(&mut self, within: Option<usize>, block: &Block) -> Result<(), NoPdf> {
        match block {
            Block::Part(role, blocks) => self.part(within, *role, blocks),
            Block::Heading(level, text) => self.heading(within, *level, text),
            Block::Paragraph(text) => self.paragraph(within, text, BODY, Look::PLAIN),
            Block::Small(text) => self.paragraph(within, text, SMALL, Look::MUTED),
            Block::List(items) => self.list(within, items),
            Block::Facts(facts) => self.facts(within, facts),
            Block::Table(columns, rows) => self.table(within, columns, rows),
            Block::Picture { path, width, height, alt, caption } => {
                self.picture(within, (path, *width, *height), alt, caption)
            }
        }
    }

    fn part(&mut self, within: Option<usize>, role: Role, blocks: &[Block]) -> Result<(), NoPdf> {
        let part = self.sheet.node(within, Tag::Section);
        if role == Role::Record && !self.sheet.at_top() {
            self.sheet.new_page()?;
        }
        let left = self.sheet.left;
        let beside = matches!(role, Role::Note | Role::Opinion);
        if beside {
            self.sheet.gap(10.0);
            self.sheet.bar = Some(self.sheet.left);
            self.sheet.left += INDENT;
        }
        for block in blocks {
            self.block(Some(part), block)?;
        }
        if beside {
            self.sheet.left = left;
            self.sheet.bar = None;
        }
        Ok(())
    }

    fn heading(&mut self, within: Option<usize>, level: u8, text: &Text) -> Result<(), NoPdf> {
        let (size, before) = match level {
            1 => (19.0, 0.0),
            2 => (13.5, 18.0),
            _ => (11.0, 10.0),
        };
        let title = plain(text);
        let node = self.sheet.node(
            within,
            Tag::Hn(NonZeroU16::new(level.into()).unwrap_or(NonZeroU16::MIN), Some(title.clone())),
        );
        let lines = lines(self.letters.pieces(text, Look::BOLD), size, self.sheet.width());
        // With a few lines of what it is about.
        self.sheet.room_for(before + lines.len() as f32 * size * LEADING + 4.0 * BODY * LEADING)?;
        self.sheet.gap(before);
        if level == 2 {
            let at = (self.sheet.left, self.sheet.y, self.sheet.width(), 1.2);
            self.sheet.place(Placed::Rule { at, tone: Tone::Teal });
            self.sheet.down(5.0);
        }
        if level < 3 {
            let page = self.sheet.pages.len().saturating_sub(1);
            self.sheet.stops.push(Stop { title, page, y: self.sheet.y });
        }
        let left = self.sheet.left;
        self.sheet.row(&[Cell { node, left, lines }], size, &[])?;
        self.sheet.down(2.0);
        Ok(())
    }

    fn paragraph(&mut self, within: Option<usize>, text: &Text, size: f32, look: Look) -> Result<(), NoPdf> {
        let node = self.sheet.node(within, Tag::P);
        self.sheet.gap(3.0);
        let lines = lines(self.letters.pieces(text, look), size, self.sheet.width());
        let left = self.sheet.left;
        self.sheet.row(&[Cell { node, left, lines }], size, &[])
    }

    fn list(&mut self, within: Option<usize>, items: &[Text]) -> Result<(), NoPdf> {
        let list = self.sheet.node(within, Tag::L(ListNumbering::Disc));
        for item in items {
            let left = self.sheet.left;
            self.point(list, item, (left, self.sheet.width()), BODY)?;
        }
        Ok(())
    }

    /// One point of a list: a dot and a text.
    fn point(&mut self, list: usize, text: &Text, (left, width): (f32, f32), size: f32) -> Result<(), NoPdf> {
        let item = self.sheet.node(Some(list), Tag::LI);
        let (dot, body) = (self.sheet.node(Some(item), Tag::Lbl), self.sheet.node(Some(item), Tag::LBody));
        let bullet = vec![Run::Ours("•".to_owned())];
        let cells = [
            Cell { node: dot, left, lines: lines(self.letters.pieces(&bullet, Look::PLAIN), size, INDENT) },
            Cell {
                node: body,
                left: left + INDENT,
                lines: lines(self.letters.pieces(text, Look::PLAIN), size, width - INDENT),
            },
        ];
        self.sheet.row(&cells, size, &[])
    }

    fn facts(&mut self, within: Option<usize>, facts: &[Fact]) -> Result<(), NoPdf> {
        let list = self.sheet.node(within, Tag::L(ListNumbering::None));
        self.sheet.gap(4.0);
        for fact in facts {
            let item = self.sheet.node(Some(list), Tag::LI);
            let name = self.sheet.node(Some(item), Tag::Lbl);
            let body = self.sheet.node(Some(item), Tag::LBody);
            let left = self.sheet.left;
            let (after, width) = (left + NAMES + GUTTER, self.sheet.width() - NAMES - GUTTER);
            let called = vec![Run::Ours(fact.name.clone())];
            let name_lines = lines(self.letters.pieces(&called, Look::MUTED), SMALL, NAMES);
            let mut cells = vec![Cell { node: name, left, lines: name_lines }];
            if let ([only], false) = (fact.is.as_slice(), fact.list) {
                let value = lines(self.letters.pieces(only, Look::PLAIN), SMALL, width);
                cells.push(Cell { node: body, left: after, lines: value });
                self.sheet.row(&cells, SMALL, &[])?;
            } else {
                let (pages, top) = (self.sheet.pages.len(), self.sheet.y);
                self.sheet.row(&cells, SMALL, &[])?;
                // The points stand beside the name, not below it, unless it went to the next page.
                let below = self.sheet.y;
                if self.sheet.pages.len() == pages {
                    self.sheet.y = top;
                }
                let points = self.sheet.node(Some(body), Tag::L(ListNumbering::Disc));
                for point in &fact.is {
                    self.point(points, point, (after, width), SMALL)?;
                }
                if self.sheet.pages.len() == pages {
                    self.sheet.y = self.sheet.y.max(below);
                }
            }
            self.sheet.down(1.5);
        }
        Ok(())
    }

    fn table(&mut self, within: Option<usize>, columns: &[Column], rows: &[Vec<Text>]) -> Result<(), NoPdf> {
        let table = self.sheet.node(within, Tag::Table);
        self.sheet.gap(4.0);
        let places = self.columns(columns, rows);
        let mut head = Vec::new();
        let mut again = Vec::new();
        let row = self.sheet.node(Some(table), Tag::TR);
        for (column, (left, width)) in columns.iter().zip(&places) {
            let node = self.sheet.node(Some(row), Tag::TH(TableHeaderScope::Column));
            let title = vec![Run::Ours(column.title.clone())];
            let look = Look { bold: true, ..Look::MUTED };
            let lines = lines(self.letters.pieces(&title, look), SMALL, *width);
            again.push((*left, lines.clone()));
            head.push(Cell { node, left: *left, lines });
        }
        // The head, and something below it.
        self.sheet.room_for(4.0 * SMALL * LEADING)?;
        self.sheet.row(&head, SMALL, &[])?;
        self.sheet.down(2.0);
        for texts in rows {
            let row = self.sheet.node(Some(table), Tag::TR);
            let mut cells = Vec::new();
            for ((text, column), (left, width)) in texts.iter().zip(columns).zip(&places) {
                let node = self.sheet.node(Some(row), Tag::TD);
                let look = if column.width == Width::Number { Look::MUTED } else { Look::PLAIN };
                let lines = lines(self.letters.pieces(text, look), SMALL, *width);
                cells.push(Cell { node, left: *left, lines });
            }
            if self.sheet.y + 2.0 + SMALL * LEADING < BOTTOM && !self.sheet.at_top() {
                let at = (self.sheet.left, self.sheet.y, self.sheet.width(), 0.5);
                self.sheet.place(Placed::Rule { at, tone: Tone::Edge });
                self.sheet.down(2.0);
            }
            self.sheet.row(&cells, SMALL, &again)?;
            self.sheet.down(2.0);
        }
        Ok(())
    }

    /// Left edge and width of each column: what it needs, as long as all have room; else those that need the most share
    /// what the others leave.
    fn columns(&self, columns: &[Column], rows: &[Vec<Text>]) -> Vec<(f32, f32)> {
        let wish = |(number, column): (usize, &Column)| match column.width {
            Width::Number => NUMBERS,
            Width::Words => f32::MAX,
            Width::Plain => {
                let title = vec![Run::Ours(column.title.clone())];
                let heading = natural(&self.letters.pieces(&title, Look::BOLD), SMALL) + 2.0;
                let cells = rows.iter().take(200).filter_map(|row| row.get(number));
                let longest = cells.map(|text| natural(&self.letters.pieces(text, Look::PLAIN), SMALL));
                longest.fold(heading, f32::max).max(NARROWEST) + 1.0
            }
        };
        let wishes: Vec<f32> = columns.iter().enumerate().map(wish).collect();
        let mut room = self.sheet.width() - GUTTER * columns.len().saturating_sub(1) as f32;
        let mut order: Vec<usize> = (0..wishes.len()).collect();
        order.sort_by(|a, b| wishes.get(*a).unwrap_or(&0.0).total_cmp(wishes.get(*b).unwrap_or(&0.0)));
        let mut widths = vec![0.0; wishes.len()];
        for (done, column) in order.iter().enumerate() {
            let share = room / (order.len() - done) as f32;
            let wish = wishes.get(*column).copied().unwrap_or(share);
            // Beside words, other columns are kept short.
            let most = if columns.iter().any(|column| column.width == Width::Words) { 110.0 } else { share };
            let is_words = wish == f32::MAX;
            let width = if is_words { share } else { wish.min(share).min(most) };
            if let Some(place) = widths.get_mut(*column) {
                *place = width;
            }
            room -= width;
        }
        let mut left = self.sheet.left;
        widths
            .into_iter()
            .map(|width| {
                let at = left;
                left += width + GUTTER;
                (at, width)
            })
            .collect()
    }

    fn picture(
        &mut self,
        within: Option<usize>,
        (path, width, height): (&str, u32, u32),
        alt: &str,
        caption: &Text,
    ) -> Result<(), NoPdf> {
        let figure = self.sheet.node(within, Tag::Figure(Some(alt.to_owned())));
        let lines = lines(self.letters.pieces(caption, Look::MUTED), SMALL, self.sheet.width());
        let below = lines.len() as f32 * SMALL * LEADING + 4.0;
        let (width, height) = (width.max(1) as f32 * PIXEL, height.max(1) as f32 * PIXEL);
        let most = BOTTOM - MARGIN - below;
        let mut scale = (self.sheet.width() / width).min(most / height).min(1.0);
        self.sheet.gap(6.0);
        let left = (BOTTOM - self.sheet.y - below) / (height * scale);
        if (LEAST_OF_A_PICTURE..1.0).contains(&left) {
            scale *= left;
        }
        self.sheet.room_for(height * scale + below)?;
        self.sheet.picture(figure, path, (width * scale, height * scale));
        self.sheet.down(3.0);
        let node = self.sheet.node(within, Tag::Caption);
        let left = self.sheet.left;
        self.sheet.row(&[Cell { node, left, lines }], SMALL, &[])
    }
}

/// A text for a list of headings, without what can't be seen.
fn plain(text: &Text) -> String {
    let words = text.iter().map(|run| match run {
        Run::Ours(words) | Run::Seen(words) | Run::Code(words) | Run::Aside(words) => words.as_str(),
    });
    words.flat_map(str::chars).filter(|c| !crate::is_unseen(*c)).take(200).collect()
}
