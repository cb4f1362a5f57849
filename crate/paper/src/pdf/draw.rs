//! Pages that are laid out, drawn as a PDF.

use std::collections::BTreeMap;

use krilla::{
    Document as Pdf, SerializeSettings,
    color::rgb,
    destination::XyzDestination,
    geom::{PathBuilder, Point, Rect, Size, Transform},
    image::Image,
    metadata::Metadata,
    num::NormalizedF32,
    outline::{Outline, OutlineNode},
    page::PageSettings,
    paint::{Fill, Stroke},
    surface::Surface,
    tagging::{Artifact, ArtifactType, ContentTag, Identifier, TagGroup, TagTree},
    text::Font,
};

use super::{
    NoPdf,
    letters::{Letters, Look},
    lines::{Line, lines, natural},
    sheet::{Child, MARGIN, PAGE, Placed, Sheet, Tone},
};
use crate::{Document, Run};

/// Size of the line below a page, in points.
const FOOT: f32 = 8.0;
/// How much fatter bold strokes are, as a part of the size. One weight of the font is carried, not two.
const FATTER: f32 = 0.035;

pub(super) fn draw(
    document: &Document,
    sheet: Sheet,
    letters: &Letters<'_>,
    font: &Font,
    pictures: &mut BTreeMap<String, Vec<u8>>,
) -> Result<Vec<u8>, NoPdf> {
    let settings = SerializeSettings { enable_tagging: true, ..SerializeSettings::default() };
    let mut pdf = Pdf::new_with(settings);
    let mut artist = Artist { font, pictures, marks: vec![None; sheet.marks] };
    let total = sheet.pages.len();
    for (number, placed) in (1_usize..).zip(&sheet.pages) {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1)
            .ok_or_else(|| NoPdf::Failed("a page has no size".into()))?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        for placed in placed {
            artist.placed(&mut surface, placed)?;
        }
        artist.foot(&mut surface, document, letters, (number, total));
        surface.finish();
        page.finish();
    }
    let mut outline = Outline::new();
    for stop in &sheet.stops {
        let point = Point::from_xy(0.0, (stop.y - 8.0).max(0.0));
        outline.push_child(OutlineNode::new(stop.title.clone(), XyzDestination::new(stop.page, point)));
    }
    pdf.set_outline(outline);
    let mut tree = TagTree::new().with_lang(Some(document.language.clone()));
    for node in &sheet.top {
        if let Some(group) = artist.group(&sheet, *node) {
            tree.push(group);
        }
    }
    pdf.set_tag_tree(tree);
    pdf.set_metadata(
        Metadata::new()
            .title(document.title.clone())
            .language(document.language.clone())
            .creator("Breakwater".to_owned()),
    );
    pdf.finish().map_err(|error| NoPdf::Failed(error.to_string()))
}

struct Artist<'a> {
    font: &'a Font,
    pictures: &'a mut BTreeMap<String, Vec<u8>>,
    marks: Vec<Option<Identifier>>,
}

impl Artist<'_> {
    fn placed(&mut self, surface: &mut Surface<'_>, placed: &Placed) -> Result<(), NoPdf> {
        match placed {
            Placed::Lines { mark, lines, size } => {
                let id = surface.start_tagged(content(mark.is_none(), ArtifactType::PaginationOther));
                for (x, baseline, line) in lines {
                    self.line(surface, (*x, *baseline), line, *size);
                }
                surface.end_tagged();
                self.keep(*mark, id);
            }
            Placed::Rule { at, tone } => {
                surface.start_tagged(content(true, ArtifactType::Layout));
                fill(surface, *tone);
                surface.set_stroke(None);
                boxed(surface, *at);
                surface.end_tagged();
            }
            Placed::Picture { mark, path, at: (left, top, width, height) } => {
                // Taken out: once it is drawn, nobody needs its bytes.
                let png =
                    self.pictures.remove(path).ok_or_else(|| NoPdf::Failed(format!("no picture {path}")))?;
                let image = Image::from_png(png.into(), false).map_err(NoPdf::Failed)?;
                let size = Size::from_wh(*width, *height)
                    .ok_or_else(|| NoPdf::Failed(format!("{path} has no size")))?;
                let id = surface.start_tagged(ContentTag::Other);
                surface.push_transform(&Transform::from_translate(*left, *top));
                surface.draw_image(image, size);
                surface.pop();
                surface.end_tagged();
                self.keep(Some(*mark), id);
                surface.start_tagged(content(true, ArtifactType::Layout));
                surface.set_fill(None);
                surface.set_stroke(Some(stroke(Tone::Edge, 0.5)));
                boxed(surface, (*left, *top, *width, *height));
                surface.end_tagged();
            }
        }
        Ok(())
    }

    fn keep(&mut self, mark: Option<usize>, id: Identifier) {
        if let Some(place) = mark.and_then(|mark| self.marks.get_mut(mark)) {
            *place = Some(id);
        }
    }

    fn line(&self, surface: &mut Surface<'_>, (x, baseline): (f32, f32), line: &Line, size: f32) {
        for slice in &line.slices {
            let Some(piece) = line.pieces.get(slice.piece) else { continue };
            let glyphs = piece.glyphs.get(slice.glyphs.clone()).unwrap_or_default();
            let Look { scale, muted, bold } = piece.look;
            let tone = if muted { Tone::Muted } else { Tone::Ink };
            fill(surface, tone);
            surface.set_stroke(bold.then(|| stroke(tone, size * scale * FATTER)));
            let start = Point::from_xy(x + slice.x, baseline);
            surface.draw_glyphs(start, glyphs, self.font.clone(), &piece.text, size * scale, false);
        }
        surface.set_stroke(None);
    }

    /// The line below a page.
    fn foot(
        &self,
        surface: &mut Surface<'_>,
        document: &Document,
        letters: &Letters<'_>,
        (page, pages): (usize, usize),
    ) {
        surface.start_tagged(content(true, ArtifactType::Footer));
        let number = document.paging.page.replace("{page}", &page.to_string());
        let number = number.replace("{pages}", &pages.to_string());
        for (words, at_right) in [(document.title.clone(), false), (number, true)] {
            let pieces = letters.pieces(&vec![Run::Ours(words)], Look::MUTED);
            let left = if at_right { PAGE.0 - MARGIN - natural(&pieces, FOOT) } else { MARGIN };
            if let Some(line) = lines(pieces, FOOT, PAGE.0).first() {
                self.line(surface, (left, PAGE.1 - 34.0), line, FOOT);
            }
        }
        surface.end_tagged();
    }

    /// A part of the tree; what is on no page is in none.
    fn group(&mut self, sheet: &Sheet, node: usize) -> Option<TagGroup> {
        let node = sheet.nodes.get(node)?;
        let mut group = TagGroup::new(node.tag.clone());
        for child in &node.children {
            match child {
                Child::Node(node) => {
                    if let Some(child) = self.group(sheet, *node) {
                        group.push(child);
                    }
                }
                Child::Mark(mark) => {
                    if let Some(id) = self.marks.get_mut(*mark).and_then(Option::take) {
                        group.push(id);
                    }
                }
            }
        }
        Some(group)
    }
}

fn content(artifact: bool, kind: ArtifactType) -> ContentTag<'static> {
    if artifact { ContentTag::Artifact(Artifact::with_kind(kind)) } else { ContentTag::Other }
}

fn colour(tone: Tone) -> rgb::Color {
    match tone {
        Tone::Ink => rgb::Color::new(0x14, 0x21, 0x2b),
        Tone::Muted => rgb::Color::new(0x4a, 0x59, 0x64),
        Tone::Edge => rgb::Color::new(0xc9, 0xd0, 0xd5),
        Tone::Teal => rgb::Color::new(0x0b, 0x5a, 0x6f),
    }
}

fn fill(surface: &mut Surface<'_>, tone: Tone) {
    surface.set_fill(Some(Fill {
        paint: colour(tone).into(),
        opacity: NormalizedF32::ONE,
        ..Fill::default()
    }));
}

fn stroke(tone: Tone, width: f32) -> Stroke {
    Stroke { paint: colour(tone).into(), width, ..Stroke::default() }
}

fn boxed(surface: &mut Surface<'_>, (left, top, width, height): (f32, f32, f32, f32)) {
    let Some(rect) = Rect::from_xywh(left, top, width, height) else { return };
    let mut path = PathBuilder::new();
    path.push_rect(rect);
    if let Some(path) = path.finish() {
        surface.draw_path(&path);
    }
}
