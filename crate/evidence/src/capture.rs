//! What a capture hands over, and the record that is made of it: every text within its bounds, every list in its order.

use breakwater_transcript::{Contact, Row};

use crate::{
    ContactFacts, Digest, Found, Identifiers, Kind, Message, PageView, Picture, PictureFile, Reason, Record,
    Redaction, RedactionMode, SCHEMA, State, Tool, When, Words, text::without_credentials,
};

/// Longest name, handle, id or title that is kept, in bytes.
const SHORT: usize = 4 * 1024;
/// Longest message or address that is kept, in bytes. The hash and length of longer ones stay.
const LONG: usize = 64 * 1024;

/// What the browser hands over to be kept. Texts are as the page gave them.
#[derive(Clone, Debug, Default)]
pub struct Capture {
    /// Address of the page.
    pub url: String,
    /// Title of the page.
    pub title: String,
    /// Origins of the frames in it, without paths.
    pub frames: Vec<String>,
    /// The other person.
    pub contact: Contact,
    /// Ids of the contact and conversation, if address or page show them.
    pub identifiers: Identifiers,
    /// The transcript.
    pub rows: Vec<Row>,
    /// Places in `rows`, from 0, before which messages may be missing.
    pub gaps: Vec<usize>,
    /// Payment handles, deadlines and the like that were found in the words.
    pub found: Vec<Found>,
    /// What took it, and what it looked at.
    pub tool: Tool,
    /// Pictures of the screen, top to bottom; none for a record of words only.
    pub pictures: Vec<Picture>,
    /// How many pixels each picture repeats of the one before; missing numbers count as 0.
    pub overlaps: Vec<u32>,
    /// How many things on the page could not be shown to be masked.
    pub unmaskable: u64,
    /// Why something is missing, if something is.
    pub reasons: Vec<Reason>,
}

impl Record {
    /// Makes the record of a capture; its consistency is [`crate::seal`]'s business.
    pub(crate) fn new(capture: &Capture, id: String, seq: u64, prev: Digest, when: When) -> Self {
        let mut reasons = capture.reasons.clone();
        reasons.sort_unstable();
        reasons.dedup();
        let mut frames: Vec<_> = capture.frames.iter().map(|origin| cut(origin)).collect();
        frames.sort_unstable();
        frames.dedup();
        let short = |text: &Option<String>| text.as_deref().map(|text| Words::new(text, SHORT));
        let short_id = |text: &Option<String>| text.as_deref().map(cut);
        let contact = &capture.contact;
        Self {
            schema: SCHEMA,
            id,
            seq,
            prev,
            kind: match capture.pictures.len() {
                0 => Kind::TextOnly,
                1 => Kind::Visible,
                _ => Kind::ChatScroll,
            },
            when,
            page: PageView {
                url: Words::new(&without_credentials(&capture.url), LONG),
                title: Words::new(&capture.title, SHORT),
                frames,
            },
            contact: ContactFacts {
                name: short(&contact.name),
                handle: short(&contact.handle),
                profile: contact.profile.as_deref().map(|url| Words::new(&without_credentials(url), LONG)),
                facts: contact.facts.clone(),
                identifiers: Identifiers {
                    contact: short_id(&capture.identifiers.contact),
                    conversation: short_id(&capture.identifiers.conversation),
                },
            },
            messages: (0..)
                .zip(&capture.rows)
                .map(|(place, row)| Message::new(row, capture.gaps.contains(&place)))
                .collect(),
            found: capture.found.iter().map(Found::shortened).collect(),
            tool: capture.tool.shortened(),
            redaction: Redaction::of(capture),
            files: files(capture),
            state: if reasons.iter().all(|reason| reason.is_choice()) {
                State::Complete
            } else {
                State::Incomplete
            },
            reasons,
        }
    }
}

impl Found {
    fn shortened(&self) -> Self {
        Self { kind: cut(&self.kind), text: cut(&self.text), message: self.message }
    }
}

impl Tool {
    fn shortened(&self) -> Self {
        Self {
            name: cut(&self.name),
            version: cut(&self.version),
            build: cut(&self.build),
            browser: cut(&self.browser),
            os: cut(&self.os),
            language: cut(&self.language),
            reader: cut(&self.reader),
            ..self.clone()
        }
    }
}

/// For texts that are never long unless someone means harm.
fn cut(text: &str) -> String {
    Words::new(text, SHORT).text
}

impl Message {
    fn new(row: &Row, gap_before: bool) -> Self {
        // A confidence that is no number is no confidence; the cast turns it into 0.
        let side_confidence_percent = (row.confidence * 100.0).round().clamp(0.0, 100.0) as u8;
        Self {
            side: row.side,
            side_confidence_percent,
            kind: row.kind,
            words: Words::new(&row.text, LONG),
            shown_time: row.time.as_deref().map(|time| Words::new(time, SHORT)),
            sha256: Digest::of(row.text.as_bytes()),
            gap_before,
        }
    }
}

impl Redaction {
    fn of(capture: &Capture) -> Self {
        let masked: Option<u64> = capture.pictures.iter().map(|picture| picture.masked).sum();
        let (mode, masked_count, verified) = match masked {
            _ if capture.pictures.is_empty() => (RedactionMode::NoPicture, 0, false),
            Some(count) => (RedactionMode::AllMediaMasked, count, true),
            None => (RedactionMode::None, 0, false),
        };
        Self { mode, masked_count, unmaskable: capture.unmaskable, verified }
    }
}

fn files(capture: &Capture) -> Vec<PictureFile> {
    let overlaps = capture.overlaps.iter().copied().chain(std::iter::repeat(0));
    (1..)
        .zip(&capture.pictures)
        .zip(overlaps)
        .map(|((number, picture), overlap_px)| PictureFile {
            path: format!("screen-{number:03}.png"),
            media_type: "image/png".to_owned(),
            bytes: picture.png.len() as u64,
            sha256: picture.sha256,
            width: picture.width,
            height: picture.height,
            overlap_px,
        })
        .collect()
}
