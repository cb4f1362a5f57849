//! What a document is made of.

use serde::{Deserialize, Serialize};

/// A document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// Its title, also the first heading's.
    pub title: String,
    /// Language tag (BCP 47) of our words in it.
    pub language: String,
    /// Whether that language is written from right to left.
    pub right_to_left: bool,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// Words that only a form with pages needs.
    pub paging: Paging,
}

/// Words that only a form with pages needs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paging {
    /// The line below a page, with places for `{page}` and `{pages}`.
    pub page: String,
    /// Said once at the top, if a sign had to be set as its number.
    pub stand_ins: String,
}

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// Blocks that belong together.
    Part(Role, Vec<Block>),
    /// A heading; 1 is the title's level, 3 the lowest.
    Heading(u8, Text),
    /// A paragraph.
    Paragraph(Text),
    /// A paragraph that is not so important.
    Small(Text),
    /// Points, in no order.
    List(Vec<Text>),
    /// Names and what they are.
    Facts(Vec<Fact>),
    /// A table with a heading for every column.
    Table(Vec<Column>, Vec<Vec<Text>>),
    /// A picture.
    Picture {
        /// Which one: its path beside the document.
        path: String,
        /// Pixels.
        width: u32,
        /// Pixels.
        height: u32,
        /// What it is, for those who can't see it.
        alt: String,
        /// What stands below it.
        caption: Text,
    },
}

/// What a part is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// What stands before everything else.
    Front,
    /// One record; starts a page, where there are pages.
    Record,
    /// Added later by the person.
    Note,
    /// What software thought: set apart from the facts.
    Opinion,
}

/// A name and what it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The name.
    pub name: String,
    /// What it is; several are several points.
    pub is: Vec<Text>,
    /// Whether it is a list, of however many.
    pub list: bool,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Its heading.
    pub title: String,
    /// How much room it wants.
    pub width: Width,
}

/// How much room a column wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Width {
    /// A running number's.
    Number,
    /// What its longest cell needs, or a fair share.
    Plain,
    /// As much as there is; line ends in it count.
    Words,
}

/// A text: runs of different kinds, one after another.
pub type Text = Vec<Run>;

/// A run of text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Run {
    /// Words of ours, or numbers.
    Ours(String),
    /// What we did not write: may hold anything at all.
    Seen(String),
    /// A hash.
    Code(String),
    /// A remark of ours in between.
    Aside(String),
}

/// Whether a character leaves no visible mark of its own: controls, direction marks, zero-width, tags.
///
/// Ranges after Unicode's `Cc`, `Default_Ignorable_Code_Point` and `Bidi_Control`, without U+200D (it joins emoji)
/// and the variation selectors, which change what is seen next to them.
pub fn is_unseen(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}
