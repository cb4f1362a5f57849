//! Shaped text, broken into lines: at spaces, and within a word only if it is longer than a line.

use std::{ops::Range, rc::Rc};

use super::letters::{Piece, Shaped};

/// A line: parts of pieces, one after another.
#[derive(Clone, Debug)]
pub(super) struct Line {
    pub(super) pieces: Rc<Vec<Piece>>,
    pub(super) slices: Vec<Slice>,
}

/// Glyphs of one piece in a line.
#[derive(Clone, Debug)]
pub(super) struct Slice {
    pub(super) piece: usize,
    pub(super) glyphs: Range<usize>,
    /// Points from the start of the line.
    pub(super) x: f32,
}

/// Glyphs that stay together.
struct Cluster {
    piece: usize,
    glyphs: Range<usize>,
    width: f32,
    space: bool,
    ends_line: bool,
}

/// Breaks pieces, set at `size`, into lines of at most `width` points. A space may hang over the end.
pub(super) fn lines(pieces: Vec<Piece>, size: f32, width: f32) -> Vec<Line> {
    let clusters = clusters(&pieces, size);
    let pieces = Rc::new(pieces);
    let mut lines = Vec::new();
    let (mut start, mut x, mut after_space, mut x_after_space) = (0, 0.0, None, 0.0);
    for (at, cluster) in clusters.iter().enumerate() {
        while x + cluster.width > width && !cluster.space && at > start {
            let cut = after_space.unwrap_or(at);
            lines.push(line(&pieces, &clusters, start..cut));
            x -= if after_space.is_some() { x_after_space } else { x };
            (start, after_space) = (cut, None);
        }
        x += cluster.width;
        if cluster.ends_line || (cluster.space && x > width) {
            lines.push(line(&pieces, &clusters, start..at + 1));
            (start, x, after_space) = (at + 1, 0.0, None);
        } else if cluster.space {
            (after_space, x_after_space) = (Some(at + 1), x);
        }
    }
    if start < clusters.len() || lines.is_empty() {
        lines.push(line(&pieces, &clusters, start..clusters.len()));
    }
    lines
}

/// Points that a text would take on one line, up to its first line end.
pub(super) fn natural(pieces: &[Piece], size: f32) -> f32 {
    let mut widest = 0.0_f32;
    let mut x = 0.0;
    for cluster in clusters(pieces, size) {
        x += cluster.width;
        widest = widest.max(x);
        if cluster.ends_line {
            x = 0.0;
        }
    }
    widest
}

fn clusters(pieces: &[Piece], size: f32) -> Vec<Cluster> {
    let mut clusters: Vec<Cluster> = Vec::new();
    for (number, piece) in pieces.iter().enumerate() {
        let em = size * piece.look.scale;
        for group in piece.glyphs.chunk_by(|one, other| one.range() == other.range()) {
            let from = clusters.last().filter(|last| last.piece == number).map_or(0, |last| last.glyphs.end);
            let words = group.first().and_then(|glyph| piece.text.get(glyph.range())).unwrap_or_default();
            clusters.push(Cluster {
                piece: number,
                glyphs: from..from + group.len(),
                width: advance(group) * em,
                space: words.chars().all(|c| c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}'),
                ends_line: false,
            });
        }
        if piece.ends_line {
            match clusters.last_mut() {
                Some(last) if last.piece == number => last.ends_line = true,
                _ => clusters.push(Cluster {
                    piece: number,
                    glyphs: 0..0,
                    width: 0.0,
                    space: true,
                    ends_line: true,
                }),
            }
        }
    }
    clusters
}

fn advance(glyphs: &[Shaped]) -> f32 {
    glyphs.iter().map(|glyph| glyph.advance).sum()
}

fn line(pieces: &Rc<Vec<Piece>>, clusters: &[Cluster], range: Range<usize>) -> Line {
    let mut slices: Vec<Slice> = Vec::new();
    let mut x = 0.0;
    for cluster in clusters.get(range).unwrap_or_default() {
        match slices.last_mut() {
            Some(last) if last.piece == cluster.piece => last.glyphs.end = cluster.glyphs.end,
            _ => slices.push(Slice { piece: cluster.piece, glyphs: cluster.glyphs.clone(), x }),
        }
        x += cluster.width;
    }
    Line { pieces: Rc::clone(pieces), slices }
}
