//! `report.html`: the package for a person at a desk. No script, nothing loaded but the pictures beside it.
//!
//! Every text from a page goes through [`seen`]: escaped, isolated from the direction of its surroundings, and with
//! characters that leave no mark shown by their number.

use breakwater_transcript::{Kind as RowKind, Side};
use maud::{DOCTYPE, Markup, PreEscaped, Render as _, html};

use super::{
    Packed, names,
    wording::{MissingWord, Say},
};
use crate::{
    ClockJump, Digest, Event, LogLine, Message, Note, Opinion, Record, RedactionMode, Words, text::is_unseen,
};

/// What the report is made of.
pub(super) struct Scene<'a> {
    pub(super) say: Say<'a>,
    pub(super) records: &'a [Packed],
    pub(super) log: &'a [LogLine],
    pub(super) manifest: Digest,
    /// Fingerprint of the device's key, if the package is signed.
    pub(super) key: Option<Digest>,
}

const STYLE: &str = include_str!("report.css");
/// Nothing from anywhere but the folder the report lies in; browsers differ on whether that is `'self'` for a file.
const POLICY: &str = "default-src 'none'; img-src 'self' file:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// The whole page.
pub(super) fn page(scene: &Scene<'_>) -> Result<String, MissingWord> {
    let say = scene.say;
    let direction = if say.0.right_to_left() { "rtl" } else { "ltr" };
    let page = html! {
        (DOCTYPE)
        html lang=(say.0.language()) dir=(direction) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(POLICY);
                meta name="referrer" content="no-referrer";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (say.get("title")?) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                main {
                    (front(scene)?)
                    (timeline(scene)?)
                    (found(scene)?)
                    (told(scene)?)
                    @for (number, packed) in (1_usize..).zip(scene.records) { (record(say, number, packed)?) }
                }
            }
        }
    };
    Ok(page.into_string())
}

fn front(scene: &Scene<'_>) -> Result<Markup, MissingWord> {
    let say = scene.say;
    let count = |event: Event| scene.log.iter().filter(|line| line.event == event).count();
    let deleted = count(Event::Deleted);
    let others = count(Event::Captured).saturating_sub(deleted).saturating_sub(scene.records.len());
    Ok(html! {
        header {
            h1 { (say.get("title")?) }
            p { (say.get("what_this_is")?) }
            dl {
                (pair(say, "records", &scene.records.len().render())?)
                (pair(say, "first_saved", &seen(scene.records.first().map_or("", saved_at)))?)
                (pair(say, "last_saved", &seen(scene.records.last().map_or("", saved_at)))?)
                @if others > 0 { (pair(say, "others", &others.render())?) }
                @if deleted > 0 { (pair(say, "deleted", &deleted.render())?) }
                (pair(say, "fingerprint", &code(&scene.manifest))?)
                dt { (say.get("key")?) }
                dd { @match scene.key { Some(key) => (code(&key)), None => (say.get("not_signed")?) } }
            }
            p { (say.get("times_are")?) }
            p { (say.get("see_limits")?) }
        }
    })
}

fn saved_at(packed: &Packed) -> &str {
    &packed.record.when.local
}

fn timeline(scene: &Scene<'_>) -> Result<Markup, MissingWord> {
    let say = scene.say;
    Ok(html! {
        h2 { (say.get("timeline")?) }
        table {
            thead { tr {
                th.number { (say.get("number")?) }
                @for key in ["saved_at", "contact", "site", "holds"] { th { (say.get(key)?) } }
            } }
            tbody {
                @for (number, packed) in (1_usize..).zip(scene.records) {
                    @let record = &packed.record;
                    tr {
                        td.number { (number) }
                        td { (seen(&record.when.local)) }
                        td { (name(say, record)?) }
                        td { (seen(site(&record.page.url.text))) }
                        td { (say.of("kind", record.kind)?) " · " (say.of("state", record.state)?) }
                    }
                }
            }
        }
    })
}

/// Payment handles, deadlines and the like, over all records.
fn found(scene: &Scene<'_>) -> Result<Markup, MissingWord> {
    let say = scene.say;
    if scene.records.iter().all(|packed| packed.record.found.is_empty()) {
        return Ok(html! {});
    }
    Ok(html! {
        h2 { (say.get("found")?) }
        p { (say.get("found_how")?) }
        table {
            thead { tr { @for key in ["found_kind", "found_text", "found_record", "found_message"] { th { (say.get(key)?) } } } }
            tbody {
                @for (number, packed) in (1_usize..).zip(scene.records) {
                    @for item in &packed.record.found {
                        tr {
                            // A finder may know more kinds than the catalogue has names for.
                            td { @match say.get(&format!("found_{}", item.kind)) { Ok(kind) => (kind), Err(_) => (seen(&item.kind)) } }
                            td { (seen(&item.text)) }
                            td { (number) }
                            td { (item.message) }
                        }
                    }
                }
            }
        }
    })
}

/// Who was told of it, over all records.
fn told(scene: &Scene<'_>) -> Result<Markup, MissingWord> {
    let say = scene.say;
    if scene.records.iter().flat_map(|packed| &packed.notes).all(|note| note.told.is_empty()) {
        return Ok(html! {});
    }
    Ok(html! {
        h2 { (say.get("told")?) }
        table {
            thead { tr { @for key in ["told_who", "told_when", "told_reference", "found_record"] { th { (say.get(key)?) } } } }
            tbody {
                @for (number, packed) in (1_usize..).zip(scene.records) {
                    @for told in packed.notes.iter().flat_map(|note| &note.told) {
                        tr {
                            td { (seen(&told.who)) }
                            td { (seen(&told.when)) }
                            td { (seen(&told.reference)) }
                            td { (number) }
                        }
                    }
                }
            }
        }
    })
}

fn record(say: Say<'_>, number: usize, packed: &Packed) -> Result<Markup, MissingWord> {
    let record = &packed.record;
    Ok(html! {
        section.record {
            h2 { (say.fill("record", &[("number", &number.to_string())])?) " · " (name(say, record)?) }
            (facts(say, packed)?)
            @if !record.reasons.is_empty() {
                h3 { (say.get("missing")?) }
                ul { @for reason in &record.reasons { li { (say.of("reason", reason)?) } } }
            }
            (pictures(say, record)?)
            (transcript(say, record)?)
            @for note in &packed.notes { (self::note(say, note)?) }
            @if let Some(opinion) = &packed.opinion { (self::opinion(say, opinion)?) }
        }
    })
}

fn facts(say: Say<'_>, packed: &Packed) -> Result<Markup, MissingWord> {
    let record = &packed.record;
    let (contact, tool, when) = (&record.contact, &record.tool, &record.when);
    let of = |text: &Option<String>| text.as_deref().map(seen);
    let pairs = [
        ("saved_at", Some(seen(&when.local))),
        ("utc", Some(seen(&when.utc))),
        ("zone", Some(seen(&when.zone))),
        ("clock", Some(clock(say, when.clock_jump)?)),
        ("address", Some(words(say, &record.page.url)?)),
        ("page_title", Some(words(say, &record.page.title)?)),
        ("contact", contact.name.as_ref().map(|name| words(say, name)).transpose()?),
        ("handle", contact.handle.as_ref().map(|handle| words(say, handle)).transpose()?),
        ("profile", contact.profile.as_ref().map(|profile| words(say, profile)).transpose()?),
        ("contact_id", of(&contact.identifiers.contact)),
        ("conversation_id", of(&contact.identifiers.conversation)),
        ("browser", Some(seen(&tool.browser))),
        (
            "viewport",
            Some(html! {
                (tool.viewport_width) " × " (tool.viewport_height) " (" (tool.device_pixels_per_1000) "/1000)"
            }),
        ),
        ("tool", Some(seen(&format!("{} {} {}", tool.name, tool.version, tool.build)))),
        ("record_hash", Some(code(&packed.sha256))),
    ];
    Ok(html! {
        dl {
            @for (key, value) in &pairs { @if let Some(value) = value { (pair(say, key, value)?) } }
            @if !contact.facts.is_empty() {
                dt { (say.get("contact_facts")?) }
                dd { ul { @for fact in &contact.facts { li { (say.of("fact", fact)?) } } } }
            }
        }
    })
}

fn clock(say: Say<'_>, jump: ClockJump) -> Result<Markup, MissingWord> {
    Ok(html! { (say.of("clock", jump)?) })
}

fn pictures(say: Say<'_>, record: &Record) -> Result<Markup, MissingWord> {
    let redaction = match record.redaction.mode {
        RedactionMode::AllMediaMasked => "pictures_masked",
        RedactionMode::None => "pictures_not_masked",
        RedactionMode::NoPicture => "pictures_none",
    };
    let folder = record.folder();
    let total = record.files.len().to_string();
    Ok(html! {
        h3 { (say.get("screen")?) }
        p { (say.get(redaction)?) @if record.tool.own_ui_hidden { " " (say.get("own_ui_hidden")?) } }
        @for (number, file) in (1_usize..).zip(&record.files) {
            @let caption = say.fill("screen_number", &[("number", &number.to_string()), ("total", &total)])?;
            figure {
                // Both parts of the address are made by us, from digits and letters.
                img src=(names::of_record(&folder, &file.path)) width=(file.width) height=(file.height) alt=(caption);
                figcaption {
                    (caption) " · "
                    @if file.overlap_px > 0 { (say.fill("overlap", &[("pixels", &file.overlap_px.to_string())])?) " · " }
                    (code(&file.sha256))
                }
            }
        }
    })
}

fn transcript(say: Say<'_>, record: &Record) -> Result<Markup, MissingWord> {
    Ok(html! {
        h3 { (say.get("transcript")?) }
        @if record.messages.is_empty() {
            p { (say.get("transcript_none")?) }
        } @else {
            p.small { (say.get("transcript_how")?) }
            table {
                thead { tr {
                    th.number { (say.get("number")?) }
                    @for key in ["shown_time", "from", "words"] { th { (say.get(key)?) } }
                } }
                tbody { @for (number, message) in (1_usize..).zip(&record.messages) { (row(say, number, message)?) } }
            }
        }
    })
}

fn row(say: Say<'_>, number: usize, message: &Message) -> Result<Markup, MissingWord> {
    let side = match message.side {
        Side::Them => "side_them",
        Side::Me => "side_me",
        Side::Unknown => "side_unknown",
    };
    Ok(html! {
        tr {
            td.number { (number) }
            td { @if let Some(time) = &message.shown_time { (words(say, time)?) } }
            td { (say.get(side)?) }
            td.words {
                @if message.kind != RowKind::Text { "[" (say.of("row", message.kind)?) "] " }
                (words(say, &message.words)?)
            }
        }
    })
}

fn note(say: Say<'_>, note: &Note) -> Result<Markup, MissingWord> {
    Ok(html! {
        div.note {
            h3 { (say.fill("note", &[("time", &note.utc)])?) }
            @if !note.text.is_empty() { p { (seen(&note.text)) } }
            @for told in &note.told {
                p { (say.get("told")?) ": " (seen(&told.who)) " · " (seen(&told.when)) " · " (seen(&told.reference)) }
            }
        }
    })
}

fn opinion(say: Say<'_>, opinion: &Opinion) -> Result<Markup, MissingWord> {
    Ok(html! {
        div.opinion {
            h3 { (say.get("opinion")?) }
            p { (say.get("opinion_is_none_of_the_facts")?) }
            dl {
                (pair(say, "opinion_level", &seen(&opinion.level))?)
                (pair(say, "opinion_signals", &seen(&opinion.signals.join(", ")))?)
                (pair(say, "opinion_pack", &seen(&opinion.pack))?)
            }
        }
    })
}

fn name(say: Say<'_>, record: &Record) -> Result<Markup, MissingWord> {
    let contact = &record.contact;
    contact
        .name
        .as_ref()
        .or(contact.handle.as_ref())
        .map_or_else(|| Ok(html! { (say.get("no_name")?) }), |name| words(say, name))
}

fn pair(say: Say<'_>, key: &str, value: &Markup) -> Result<Markup, MissingWord> {
    Ok(html! { dt { (say.get(key)?) } dd { (value) } })
}

fn code(digest: &Digest) -> Markup {
    html! { code { (digest.to_string()) } }
}

/// Words that may have been cut.
fn words(say: Say<'_>, words: &Words) -> Result<Markup, MissingWord> {
    Ok(html! {
        (seen(&words.text))
        @if let Some(cut) = &words.cut {
            " " span.small { (say.fill("cut", &[("bytes", &cut.bytes.to_string())])?) " " (code(&cut.sha256)) }
        }
    })
}

/// A text that we did not write: isolated, and with nothing in it that can't be seen. Line ends and tabs stay.
fn seen(text: &str) -> Markup {
    let hidden = |c: char| is_unseen(c) && !matches!(c, '\n' | '\t');
    html! {
        bdi {
            @for run in text.split_inclusive(hidden) {
                @match run.chars().next_back() {
                    Some(last) if hidden(last) => {
                        (run.strip_suffix(last).unwrap_or_default())
                        span.unseen { (format!("U+{:04X}", u32::from(last))) }
                    }
                    _ => (run),
                }
            }
        }
    }
}

/// The host of an address, for a narrow column.
fn site(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}
