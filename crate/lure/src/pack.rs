//! The signal pack: everything the data files say, compiled, versioned and used where it lies.
//!
//! A pack is a head (its layout, its check sum, the lengths of its sections) and the sections. Loading checks the head
//! and reads the short directory; all else is read in place, when a message needs it. The pack holds no code and
//! trusts nothing: whatever the bytes say, loading ends in a pack or a [`PackError`], and no read leaves the bytes.

use std::{borrow::Cow, sync::OnceLock};

use serde::{Deserialize, Serialize};

use crate::{
    family::{Family, Together},
    folding::Folding,
    layout::{Rows, Shorts, Words},
    sections::{ALL, SECTIONS, Section},
    view::View,
    vocabulary::Vocabulary,
};

/// The first bytes of every pack.
const MAGIC: &[u8; 4] = b"BWSP";
/// The layout that this version of the engine reads.
pub const LAYOUT: u8 = 5;

/// Why a pack could not be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The bytes are not a signal pack at all.
    #[error("not a signal pack; build the engine again")]
    NotAPack,
    /// The pack was made for another version of the engine.
    #[error("the signal pack has layout {found}, this engine reads layout {expected}; build both together")]
    WrongLayout {
        /// The layout that the pack says it has.
        found: u8,
        /// The layout that this engine reads.
        expected: u8,
    },
    /// The bytes changed after the pack was made.
    #[error("the signal pack is damaged (its check sum differs); install it again")]
    Damaged,
    /// The parts of the pack do not fit together.
    #[error("the signal pack contradicts itself: {0}")]
    Inconsistent(&'static str),
}

/// Magic, layout, three bytes of nothing, check sum, lengths.
const HEAD: usize = 12 + 4 * SECTIONS;

/// What is short and used whole.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Directory {
    /// The families.
    pub families: Vec<Family>,
    /// Signals made of notions.
    pub together: Vec<Together>,
    /// Short words that may be stuck to the front of another (Arabic "and", "the").
    pub clitics: Vec<String>,
    /// The languages in the pack, English first.
    pub languages: Vec<String>,
    /// Foldings of more than one character.
    pub long: Vec<String>,
    /// How many phrases there are.
    pub phrases: u16,
    /// How many classes there are.
    pub classes: u16,
    /// A mark of the names of the notions (see [`crate::learned::mark`]).
    pub notions: u32,
}

/// A pack, ready for use: its bytes, and where in them the sections begin.
#[derive(Clone, Debug)]
pub struct Pack {
    bytes: Cow<'static, [u8]>,
    /// Where each section begins, and where the last one ends.
    bounds: [usize; SECTIONS + 1],
    directory: Directory,
    /// See [`Vocabulary::heads`]: made with the first message, because not every start has one.
    heads: OnceLock<Vec<u64>>,
    sum: u32,
}

impl Pack {
    /// Puts a pack together; [`crate::compile`] makes the sections.
    ///
    /// # Errors
    /// When the directory cannot be written or the sections do not make a pack.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn from_sections(
        directory: &Directory,
        section: impl Fn(Section) -> Vec<u8>,
    ) -> Result<Self, PackError> {
        let directory = postcard::to_allocvec(directory)
            .map_err(|_| PackError::Inconsistent("the directory cannot be written"))?;
        let sections: [Vec<u8>; SECTIONS] = ALL.map(|which| match which {
            Section::Directory => directory.clone(),
            other => section(other),
        });
        let mut rest = Vec::new();
        for section in &sections {
            let length =
                u32::try_from(section.len()).map_err(|_| PackError::Inconsistent("a section is too long"))?;
            rest.extend(length.to_le_bytes());
        }
        rest.extend(sections.concat());
        let mut bytes = MAGIC.to_vec();
        bytes.extend([LAYOUT, 0, 0, 0]);
        bytes.extend(checksum(&rest).to_le_bytes());
        bytes.extend(rest);
        Self::from_bytes(bytes.into())
    }

    /// Takes the bytes of a pack and checks head and check sum.
    ///
    /// # Errors
    /// When the bytes are no pack that this engine can use.
    pub fn from_bytes(bytes: Cow<'static, [u8]>) -> Result<Self, PackError> {
        let rest = bytes.strip_prefix(MAGIC.as_slice()).ok_or(PackError::NotAPack)?;
        let (&[found, ..], rest) = rest.split_first_chunk::<4>().ok_or(PackError::NotAPack)?;
        if found != LAYOUT {
            return Err(PackError::WrongLayout { found, expected: LAYOUT });
        }
        let (sum, rest) = rest.split_first_chunk().ok_or(PackError::Damaged)?;
        let sum = u32::from_le_bytes(*sum);
        if checksum(rest) != sum {
            return Err(PackError::Damaged);
        }
        let mut bounds = [HEAD; SECTIONS + 1];
        let mut end = HEAD;
        for (bound, length) in bounds.iter_mut().skip(1).zip(0..SECTIONS) {
            let length = Words(rest).get(length).and_then(|length| usize::try_from(length).ok());
            end = length.and_then(|length| end.checked_add(length)).ok_or(PackError::Damaged)?;
            *bound = end;
        }
        if end != bytes.len() {
            return Err(PackError::Damaged);
        }
        let mut pack = Self { bytes, bounds, directory: Directory::default(), heads: OnceLock::new(), sum };
        pack.directory =
            postcard::from_bytes(pack.section(Section::Directory)).map_err(|_| PackError::Damaged)?;
        pack.check()?;
        Ok(pack)
    }

    /// Whether the directory fits together, and the tables that stand side by side are of one length. What stands in
    /// the tables is checked when it is read.
    fn check(&self) -> Result<(), PackError> {
        let families = &self.directory.families;
        if families.len() > 127 {
            return Err(PackError::Inconsistent("too many families"));
        }
        if self.directory.together.iter().any(|signal| usize::from(signal.family) >= families.len()) {
            return Err(PackError::Inconsistent("notions of no family"));
        }
        let words = self.section(Section::WordShared).len();
        let same = [(Section::WordOwn, 1), (Section::WordStems, 2), (Section::WordLanguages, 2)];
        if same.iter().any(|(section, size)| self.section(*section).len() != words * size) {
            return Err(PackError::Inconsistent("tables of words differ in length"));
        }
        Ok(())
    }

    /// The bytes of a section.
    pub fn section(&self, section: Section) -> &[u8] {
        let place = section as usize;
        match (self.bounds.get(place), self.bounds.get(place + 1)) {
            (Some(from), Some(to)) => self.bytes.get(*from..*to).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// The tables.
    pub fn view(&self) -> View<'_> {
        View {
            folding: Folding {
                pages: Shorts(self.section(Section::FoldPages)),
                lows: self.section(Section::FoldLows),
                targets: Words(self.section(Section::FoldTargets)),
                long: &self.directory.long,
            },
            vocabulary: Vocabulary {
                heads: self.heads.get_or_init(|| self.vocabulary().heads()),
                ..self.vocabulary()
            },
            symbols: self.rows(Section::SymbolStarts, Section::Symbols),
            classes: self.rows(Section::ClassStarts, Section::Classes),
            ahead: self.section(Section::ClassAhead),
            starts: Shorts(self.section(Section::ClassIsStart)),
            ends: Shorts(self.section(Section::ClassIsEnd)),
            phrases: self.rows(Section::PhraseStarts, Section::Phrases),
            heads: Shorts(self.section(Section::PhraseHeads)),
            directory: &self.directory,
        }
    }

    /// The words, without the heads of their blocks.
    fn vocabulary(&self) -> Vocabulary<'_> {
        Vocabulary {
            blocks: Words(self.section(Section::WordBlocks)),
            heads: &[],
            shared: self.section(Section::WordShared),
            own: self.section(Section::WordOwn),
            letters: self.section(Section::WordLetters),
            stems: Shorts(self.section(Section::WordStems)),
            languages: Shorts(self.section(Section::WordLanguages)),
            clitics: &self.directory.clitics,
        }
    }

    fn rows(&self, starts: Section, records: Section) -> Rows<'_> {
        Rows { starts: Words(self.section(starts)), records: self.section(records) }
    }

    /// What is short.
    pub const fn directory(&self) -> &Directory {
        &self.directory
    }

    /// The families, for giving them their keys.
    pub fn families_mut(&mut self) -> &mut [Family] {
        &mut self.directory.families
    }

    /// Changed bytes under a right check sum: what a pack may never be, and still must not bring the engine down.
    ///
    /// # Errors
    /// When head or directory are no longer of a pack.
    #[cfg(any(test, fuzzing))]
    pub fn with_changes(mut bytes: Vec<u8>, changes: &[(usize, u8)]) -> Result<Self, PackError> {
        let body = bytes.get_mut(12..).unwrap_or_default();
        for (place, by) in changes {
            let place = place % body.len().max(1);
            if let Some(byte) = body.get_mut(place) {
                *byte ^= by;
            }
        }
        let sum = checksum(body).to_le_bytes();
        bytes.get_mut(8..12).unwrap_or_default().copy_from_slice(&sum);
        Self::from_bytes(bytes.into())
    }

    /// The check sum, which is also the pack's name in stored states.
    pub const fn sum(&self) -> u32 {
        self.sum
    }

    /// All bytes.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// One line on what is in the pack.
    #[cfg_attr(not(feature = "compile"), allow(dead_code))]
    pub fn summary(&self) -> String {
        format!(
            "{} languages, {} families, {} phrases, {} words, {} bytes",
            self.directory.languages.len(),
            self.directory.families.len(),
            self.directory.phrases,
            self.section(Section::WordShared).len(),
            self.bytes.len(),
        )
    }
}

/// Eight bytes a step, because this runs on every cold start: it guards against damage, not against an attacker
/// (who would have to change the extension's own package).
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = 0xcbf2_9ce4_8422_2325_u64;
    let (chunks, rest) = bytes.as_chunks::<8>();
    for chunk in chunks {
        sum = (sum ^ u64::from_le_bytes(*chunk)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    for byte in rest {
        sum = (sum ^ u64::from(*byte)).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    }
    let low = u32::try_from(sum & 0xFFFF_FFFF).unwrap_or(0);
    let high = u32::try_from(sum >> 32).unwrap_or(0);
    low ^ high
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{Context, Engine, Message, State};
    use breakwater_transcript::{Kind, Side};

    const TEXTS: [&str; 4] = [
        "send me a pic and i send you one back 😏",
        "i have your video. pay $200 in bitcoin or your mum sees it",
        "mándame una foto / n.u.d.e.s pleaaase www.example.com",
        "मुझे फोटो भेजो وصورتك",
    ];

    /// Whatever the engine makes of them: nothing may panic and no span may leave the text.
    fn converse(engine: &Engine) {
        let mut state = State::new();
        for text in TEXTS {
            let message = Message { from: Side::Them, text, kind: Kind::Text, t: None };
            let characters = u32::try_from(text.chars().count()).unwrap();
            for signal in engine.update(&mut state, &message, &Context::default()).signals {
                assert!(signal.span.0 <= signal.span.1 && signal.span.1 <= characters);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_pack_with_wrong_contents_is_refused_or_misses(
            changes in prop::collection::vec((any::<usize>(), 1_u8..), 1..4000),
        ) {
            if let Ok(engine) = Pack::with_changes(Engine::embedded().to_vec(), &changes).and_then(Engine::with) {
                converse(&engine);
            }
        }

        #[test]
        fn a_pack_with_a_wrong_head_or_directory_is_refused_or_misses(
            changes in prop::collection::vec((0_usize..6000, 1_u8..), 1..4),
        ) {
            if let Ok(engine) = Pack::with_changes(Engine::embedded().to_vec(), &changes).and_then(Engine::with) {
                converse(&engine);
            }
        }
    }

    #[test]
    fn a_pack_that_was_cut_off_is_damaged() {
        let whole = Engine::embedded();
        for length in [0, 3, 7, 11, HEAD - 1, HEAD, whole.len() / 2, whole.len() - 1] {
            assert!(Engine::from_pack(whole.get(..length).unwrap_or(&[]).to_vec()).is_err(), "{length}");
        }
    }
}
