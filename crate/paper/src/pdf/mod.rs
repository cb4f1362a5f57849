//! Sets a document as a PDF: A4, one embedded subset of one font, text that can be copied out, tags for readers that
//! don't look at the page. No clock and no random number goes into it.

use std::collections::BTreeMap;

use krilla::text::Font;
use serde::{Deserialize, Serialize};

use crate::{Block, Document, MOST_BYTES, Run, Text};

mod draw;
mod layout;
mod letters;
mod lines;
mod sheet;
#[cfg(test)]
mod tests;

use letters::Letters;

/// Why there is no PDF.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "kebab-case")]
pub enum NoPdf {
    /// A letter of a script that the font lacks: set without it, the text would be wrong.
    #[error("the font has no letter U+{:04X}; print the HTML instead", u32::from(*.0))]
    Letters(char),
    /// More pictures or pages than one PDF should have.
    #[error("{}", crate::TOO_LARGE)]
    TooLarge,
    /// Anything else.
    #[error("the PDF could not be set: {0}")]
    Failed(String),
}

/// Sets one document.
pub struct Press {
    font: Vec<u8>,
    pictures: BTreeMap<String, Vec<u8>>,
    bytes: u64,
}

impl Press {
    /// Takes the font: TrueType, with outlines.
    pub fn new(font: Vec<u8>) -> Self {
        Self { font, pictures: BTreeMap::new(), bytes: 0 }
    }

    /// Takes a picture of the document: a PNG, under the path that it has there.
    ///
    /// # Errors
    /// When it is too much together.
    pub fn picture(&mut self, path: String, png: Vec<u8>) -> Result<(), NoPdf> {
        self.bytes = self.bytes.saturating_add(png.len() as u64);
        if self.bytes > MOST_BYTES {
            return Err(NoPdf::TooLarge);
        }
        self.pictures.insert(path, png);
        Ok(())
    }

    /// Sets the document.
    ///
    /// # Errors
    /// When its letters can't be set properly, when it is too large, or when font or pictures can't be read.
    pub fn print(mut self, document: &Document) -> Result<Vec<u8>, NoPdf> {
        let font = Font::new(self.font.clone().into(), 0);
        let font = font.ok_or_else(|| NoPdf::Failed("the font can't be read".into()))?;
        let letters = Letters::new(&self.font)?;
        let mut stand_ins = false;
        each_text(document, &mut |words| {
            stand_ins |= letters.check(words)?;
            Ok(())
        })?;
        let sheet = layout::lay_out(document, &letters, stand_ins)?;
        draw::draw(document, sheet, &letters, &font, &mut self.pictures)
    }
}

/// Calls `then` with every text of a document.
fn each_text(document: &Document, then: &mut impl FnMut(&str) -> Result<(), NoPdf>) -> Result<(), NoPdf> {
    let Document { title, paging, blocks, .. } = document;
    [title, &paging.page, &paging.stand_ins].into_iter().try_for_each(|words| then(words))?;
    blocks.iter().try_for_each(|block| of_block(block, then))
}

fn of_block(block: &Block, then: &mut impl FnMut(&str) -> Result<(), NoPdf>) -> Result<(), NoPdf> {
    match block {
        Block::Part(_, blocks) => blocks.iter().try_for_each(|block| of_block(block, then)),
        Block::Heading(_, text) | Block::Paragraph(text) | Block::Small(text) => of_text(text, then),
        Block::List(items) => items.iter().try_for_each(|text| of_text(text, then)),
        Block::Facts(facts) => facts.iter().try_for_each(|fact| {
            then(&fact.name)?;
            fact.is.iter().try_for_each(|text| of_text(text, then))
        }),
        Block::Table(columns, rows) => {
            columns.iter().try_for_each(|column| then(&column.title))?;
            rows.iter().flatten().try_for_each(|text| of_text(text, then))
        }
        Block::Picture { alt, caption, .. } => then(alt).and_then(|()| of_text(caption, then)),
    }
}

fn of_text(text: &Text, then: &mut impl FnMut(&str) -> Result<(), NoPdf>) -> Result<(), NoPdf> {
    text.iter().try_for_each(|run| match run {
        Run::Ours(words) | Run::Seen(words) | Run::Code(words) | Run::Aside(words) => then(words),
    })
}
