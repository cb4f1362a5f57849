//! What the report says, as a document: drawn as `report.html`, set as `report.pdf`, the same in both.

use breakwater_paper::{Block, Column, Document, Fact, Paging, Role, Run, Text, Width};
use breakwater_transcript::{Kind as RowKind, Side};

use super::{
    Packed, names,
    wording::{MissingWord, Say},
};
use crate::{Digest, Event, LogError, LogLine, Message, Note, Opinion, Record, RedactionMode, Words};

/// What the report is made of.
pub(super) struct Scene<'a> {
    pub(super) say: Say<'a>,
    pub(super) records: &'a [Packed],
    /// Folders of the records that could not be read.
    pub(super) left_out: &'a [String],
    pub(super) log: &'a [LogLine],
    /// Why the log does not hold.
    pub(super) broken: Option<&'a LogError>,
    pub(super) manifest: Digest,
    /// Fingerprint of the device's key, if the package is signed.
    pub(super) key: Option<Digest>,
}

/// The whole report.
pub(super) fn document(scene: &Scene<'_>) -> Result<Document, MissingWord> {
    let say = scene.say;
    let mut blocks = vec![front(scene)?];
    blocks.extend(timeline(scene)?);
    blocks.extend(found(scene)?);
    blocks.extend(told(scene)?);
    for (number, packed) in (1_usize..).zip(scene.records) {
        blocks.push(record(say, number, packed)?);
    }
    Ok(Document {
        title: say.get("title")?.to_owned(),
        language: say.0.language().to_owned(),
        right_to_left: say.0.right_to_left(),
        blocks,
        paging: Paging {
            page: say.get("page_of_pages")?.to_owned(),
            stand_ins: say.get("stand_ins")?.to_owned(),
        },
    })
}

fn front(scene: &Scene<'_>) -> Result<Block, MissingWord> {
    let say = scene.say;
    let count = |event: Event| scene.log.iter().filter(|line| line.event == event).count();
    let deleted = count(Event::Deleted);
    let gone = [deleted, scene.records.len(), scene.left_out.len()];
    let others = gone.into_iter().fold(count(Event::Captured), usize::saturating_sub);
    let number = |number: usize| ours(number.to_string());
    let mut facts = vec![
        fact(say, "records", number(scene.records.len()))?,
        fact(say, "first_saved", seen(scene.records.first().map_or("", saved_at)))?,
        fact(say, "last_saved", seen(scene.records.last().map_or("", saved_at)))?,
    ];
    if others > 0 {
        facts.push(fact(say, "others", number(others))?);
    }
    if deleted > 0 {
        facts.push(fact(say, "deleted", number(deleted))?);
    }
    facts.push(fact(say, "fingerprint", code(&scene.manifest))?);
    facts.push(match scene.key {
        Some(key) => fact(say, "key", code(&key))?,
        None => fact(say, "key", ours(say.get("not_signed")?))?,
    });
    let mut blocks =
        vec![heading(1, say.get("title")?), paragraph(say, "what_this_is")?, Block::Facts(facts)];
    if let Some(error) = scene.broken {
        blocks.push(Block::Paragraph(ours(say.fill("log_broken", &[("why", &error.to_string())])?)));
    }
    for folder in scene.left_out {
        // The name of a folder is made by us, from digits and letters.
        blocks.push(Block::Paragraph(ours(say.fill("left_out", &[("record", folder)])?)));
    }
    blocks.extend([paragraph(say, "times_are")?, paragraph(say, "see_limits")?]);
    Ok(Block::Part(Role::Front, blocks))
}

fn saved_at(packed: &Packed) -> &str {
    &packed.record.when.local
}

fn timeline(scene: &Scene<'_>) -> Result<[Block; 2], MissingWord> {
    let say = scene.say;
    let mut columns = vec![column(say, "number", Width::Number)?];
    for key in ["saved_at", "contact", "site", "holds"] {
        columns.push(column(say, key, Width::Plain)?);
    }
    let mut rows = Vec::new();
    for (number, packed) in (1_usize..).zip(scene.records) {
        let record = &packed.record;
        rows.push(vec![
            ours(number.to_string()),
            seen(&record.when.local),
            name(say, record)?,
            seen(site(&record.page.url.text)),
            ours(format!("{} · {}", say.of("kind", record.kind)?, say.of("state", record.state)?)),
        ]);
    }
    Ok([heading(2, say.get("timeline")?), Block::Table(columns, rows)])
}

/// Payment handles, deadlines and the like, over all records.
fn found(scene: &Scene<'_>) -> Result<Vec<Block>, MissingWord> {
    let say = scene.say;
    let mut rows = Vec::new();
    for (number, packed) in (1_usize..).zip(scene.records) {
        for item in &packed.record.found {
            // A finder may know more kinds than the catalogue has names for.
            let kind = say.get(&format!("found_{}", item.kind)).map_or_else(|_| seen(&item.kind), ours);
            let message = ours(item.message.to_string());
            rows.push(vec![kind, seen(&item.text), ours(number.to_string()), message]);
        }
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let columns = columns(say, &["found_kind", "found_text", "found_record", "found_message"])?;
    Ok(vec![heading(2, say.get("found")?), paragraph(say, "found_how")?, Block::Table(columns, rows)])
}

/// Who was told of it, over all records.
fn told(scene: &Scene<'_>) -> Result<Vec<Block>, MissingWord> {
    let say = scene.say;
    let mut rows = Vec::new();
    for (number, packed) in (1_usize..).zip(scene.records) {
        for told in packed.notes.iter().flat_map(|note| &note.told) {
            let texts = [&told.who, &told.when, &told.reference].map(|text| seen(text));
            rows.push(texts.into_iter().chain([ours(number.to_string())]).collect());
        }
    }
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let columns = columns(say, &["told_who", "told_when", "told_reference", "found_record"])?;
    Ok(vec![heading(2, say.get("told")?), Block::Table(columns, rows)])
}

fn record(say: Say<'_>, number: usize, packed: &Packed) -> Result<Block, MissingWord> {
    let record = &packed.record;
    let mut title = ours(format!("{} · ", say.fill("record", &[("number", &number.to_string())])?));
    title.extend(name(say, record)?);
    let mut blocks = vec![Block::Heading(2, title), Block::Facts(facts(say, packed)?)];
    if !record.reasons.is_empty() {
        blocks.push(heading(3, say.get("missing")?));
        let reasons = record.reasons.iter().map(|reason| say.of("reason", reason).map(ours));
        blocks.push(Block::List(reasons.collect::<Result<_, _>>()?));
    }
    blocks.extend(pictures(say, record)?);
    blocks.extend(transcript(say, record)?);
    for note in &packed.notes {
        blocks.push(self::note(say, note)?);
    }
    if let Some(opinion) = &packed.opinion {
        blocks.push(self::opinion(say, opinion)?);
    }
    Ok(Block::Part(Role::Record, blocks))
}

fn facts(say: Say<'_>, packed: &Packed) -> Result<Vec<Fact>, MissingWord> {
    let record = &packed.record;
    let (contact, tool, when) = (&record.contact, &record.tool, &record.when);
    let of = |text: &Option<String>| text.as_deref().map(seen);
    let window =
        format!("{} × {} ({}/1000)", tool.viewport_width, tool.viewport_height, tool.device_pixels_per_1000);
    let pairs = [
        ("saved_at", Some(seen(&when.local))),
        ("utc", Some(seen(&when.utc))),
        ("zone", Some(seen(&when.zone))),
        ("clock", Some(ours(say.of("clock", when.clock_jump)?))),
        ("address", Some(words(say, &record.page.url)?)),
        ("page_title", Some(words(say, &record.page.title)?)),
        ("contact", contact.name.as_ref().map(|name| words(say, name)).transpose()?),
        ("handle", contact.handle.as_ref().map(|handle| words(say, handle)).transpose()?),
        ("profile", contact.profile.as_ref().map(|profile| words(say, profile)).transpose()?),
        ("contact_id", of(&contact.identifiers.contact)),
        ("conversation_id", of(&contact.identifiers.conversation)),
        ("browser", Some(seen(&tool.browser))),
        ("viewport", Some(ours(window))),
        ("tool", Some(seen(&format!("{} {} {}", tool.name, tool.version, tool.build)))),
        ("record_hash", Some(code(&packed.sha256))),
    ];
    let mut facts = Vec::new();
    for (key, value) in pairs {
        if let Some(value) = value {
            facts.push(fact(say, key, value)?);
        }
    }
    if !contact.facts.is_empty() {
        let is = contact.facts.iter().map(|fact| say.of("fact", fact).map(ours));
        let (name, is) = (say.get("contact_facts")?.to_owned(), is.collect::<Result<_, _>>()?);
        facts.push(Fact { name, is, list: true });
    }
    Ok(facts)
}

fn pictures(say: Say<'_>, record: &Record) -> Result<Vec<Block>, MissingWord> {
    let redaction = match record.redaction.mode {
        RedactionMode::AllMediaMasked => "pictures_masked",
        RedactionMode::None => "pictures_not_masked",
        RedactionMode::NoPicture => "pictures_none",
    };
    let mut how = say.get(redaction)?.to_owned();
    if record.tool.own_ui_hidden {
        how.push(' ');
        how.push_str(say.get("own_ui_hidden")?);
    }
    let mut blocks = vec![heading(3, say.get("screen")?), Block::Paragraph(ours(how))];
    let folder = record.folder();
    let total = record.files.len().to_string();
    for (number, file) in (1_usize..).zip(&record.files) {
        let alt = say.fill("screen_number", &[("number", &number.to_string()), ("total", &total)])?;
        let mut caption = format!("{alt} · ");
        if file.overlap_px > 0 {
            caption.push_str(&say.fill("overlap", &[("pixels", &file.overlap_px.to_string())])?);
            caption.push_str(" · ");
        }
        let mut caption = ours(caption);
        caption.extend(code(&file.sha256));
        blocks.push(Block::Picture {
            // Both parts are made by us, from digits and letters.
            path: names::of_record(&folder, &file.path),
            width: file.width,
            height: file.height,
            alt,
            caption,
        });
    }
    Ok(blocks)
}

fn transcript(say: Say<'_>, record: &Record) -> Result<Vec<Block>, MissingWord> {
    let title = heading(3, say.get("transcript")?);
    if record.messages.is_empty() {
        return Ok(vec![title, paragraph(say, "transcript_none")?]);
    }
    let how = Block::Small(ours(say.get("transcript_how")?));
    let columns = vec![
        column(say, "number", Width::Number)?,
        column(say, "shown_time", Width::Plain)?,
        column(say, "from", Width::Plain)?,
        column(say, "words", Width::Words)?,
    ];
    let mut rows = Vec::new();
    for (number, message) in (1_usize..).zip(&record.messages) {
        if message.gap_before {
            rows.push(vec![Text::new(), Text::new(), Text::new(), ours(say.get("gap")?)]);
        }
        rows.push(row(say, number, message)?);
    }
    Ok(vec![title, how, Block::Table(columns, rows)])
}

fn row(say: Say<'_>, number: usize, message: &Message) -> Result<Vec<Text>, MissingWord> {
    let side = match message.side {
        Side::Them => "side_them",
        Side::Me => "side_me",
        Side::Unknown => "side_unknown",
    };
    let time = message.shown_time.as_ref().map(|time| words(say, time)).transpose()?;
    let mut said = match message.kind {
        RowKind::Text => Text::new(),
        kind => ours(format!("[{}] ", say.of("row", kind)?)),
    };
    said.extend(words(say, &message.words)?);
    Ok(vec![ours(number.to_string()), time.unwrap_or_default(), ours(say.get(side)?), said])
}

fn note(say: Say<'_>, note: &Note) -> Result<Block, MissingWord> {
    let mut blocks = vec![heading(3, &say.fill("note", &[("time", &note.utc)])?)];
    if !note.text.is_empty() {
        blocks.push(Block::Paragraph(seen(&note.text)));
    }
    for told in &note.told {
        let mut text = ours(format!("{}: ", say.get("told")?));
        text.extend(seen(&told.who));
        for part in [&told.when, &told.reference] {
            text.extend(ours(" · "));
            text.extend(seen(part));
        }
        blocks.push(Block::Paragraph(text));
    }
    Ok(Block::Part(Role::Note, blocks))
}

fn opinion(say: Say<'_>, opinion: &Opinion) -> Result<Block, MissingWord> {
    let facts = vec![
        fact(say, "opinion_level", seen(&opinion.level))?,
        fact(say, "opinion_signals", seen(&opinion.signals.join(", ")))?,
        fact(say, "opinion_pack", seen(&opinion.pack))?,
    ];
    let blocks = vec![
        heading(3, say.get("opinion")?),
        paragraph(say, "opinion_is_none_of_the_facts")?,
        Block::Facts(facts),
    ];
    Ok(Block::Part(Role::Opinion, blocks))
}

fn name(say: Say<'_>, record: &Record) -> Result<Text, MissingWord> {
    let contact = &record.contact;
    contact
        .name
        .as_ref()
        .or(contact.handle.as_ref())
        .map_or_else(|| Ok(ours(say.get("no_name")?)), |name| words(say, name))
}

fn fact(say: Say<'_>, key: &str, value: Text) -> Result<Fact, MissingWord> {
    Ok(Fact { name: say.get(key)?.to_owned(), is: vec![value], list: false })
}

fn heading(level: u8, words: &str) -> Block {
    Block::Heading(level, ours(words))
}

fn paragraph(say: Say<'_>, key: &str) -> Result<Block, MissingWord> {
    Ok(Block::Paragraph(ours(say.get(key)?)))
}

fn columns(say: Say<'_>, keys: &[&str]) -> Result<Vec<Column>, MissingWord> {
    keys.iter().map(|key| column(say, key, Width::Plain)).collect()
}

fn column(say: Say<'_>, key: &str, width: Width) -> Result<Column, MissingWord> {
    Ok(Column { title: say.get(key)?.to_owned(), width })
}

fn ours(words: impl Into<String>) -> Text {
    vec![Run::Ours(words.into())]
}

fn seen(text: &str) -> Text {
    vec![Run::Seen(text.to_owned())]
}

fn code(digest: &Digest) -> Text {
    vec![Run::Code(digest.to_string())]
}

/// Words that may have been cut.
fn words(say: Say<'_>, words: &Words) -> Result<Text, MissingWord> {
    let mut text = seen(&words.text);
    if let Some(cut) = &words.cut {
        text.extend(ours(" "));
        text.push(Run::Aside(say.fill("cut", &[("bytes", &cut.bytes.to_string())])?));
        text.extend(ours(" "));
        text.extend(code(&cut.sha256));
    }
    Ok(text)
}

/// The host of an address, for a narrow column.
fn site(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
