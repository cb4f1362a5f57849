//! The lines of a country: their buttons, their hours, what they cost, and where we saw them.

use maud::{Markup, html};

use super::{Scene, out};
use crate::{Hours, Kind, Line, MissingWord, Number, Span, Weekday, Who};

/// Every line of the country, by kind.
pub(super) fn section(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let country = scene.country;
    Ok(html! {
        section #lines aria-labelledby="lines-heading" {
            h2 #lines-heading { (words.fill("lines_heading", &[("place", scene.place()?)])?) }
            @for kind in Kind::ALL {
                @let found: Vec<_> = country.lines_for(kind, Who::All).collect();
                @let missing: Vec<_> = country.missing.iter().filter(|missing| missing.kind == kind).collect();
                @if !found.is_empty() || !missing.is_empty() {
                    h3 { (words.say(&["kind", kind.key()])?) }
                    ul.plain {
                        @for each in found { (card(scene, each)?) }
                        @for each in missing {
                            li.line.missing {
                                p.note { (words.get("missing")?) }
                                p.source { (scene.checked(each.checked)?) }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// Everything we know of a line, with its sources.
fn card(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let old = line.checked.is_over_a_year_before(scene.today);
    Ok(html! {
        li.line id={ "line-" (line.id) } data-checked=(line.checked) {
            div.buttons { (buttons(scene, line)?) }
            p.facts { (area(scene, line)?) (whose_and_terms(scene, line)?) }
            @if let Some(note) = &line.note { p.note { (words.say(&["note", note])?) } }
            // The script takes `hidden` away when the day comes after the build; the build shows what is old already.
            p.stale hidden[!old] { (words.get("stale")?) }
            p.source {
                (words.say(&["seen", line.sure.key()])?) " "
                @for source in &line.sources {
                    (out(source, None, &html! { (source.host()) })) " · "
                }
                (scene.checked(line.checked)?)
            }
        }
    })
}

/// The part of the country it is for, if not all of it.
pub(super) fn area(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    Ok(html! {
        @if let Some(area) = &line.area { b { (scene.words.say(&["area", area])?) } " · " }
    })
}

/// The line's name and all the ways to reach it, as buttons.
pub(super) fn buttons(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let contact = &line.contact;
    Ok(html! {
        @if let Some(number) = &contact.call {
            a.button.call href={ "tel:" (number.dialled()) } {
                span.name { (line.name) }
                @if let Some(number) = number_to_show(line) { " " (digits(number)) }
            }
        }
        @if let Some((number, word)) = &contact.text {
            a.button.text href={ "sms:" (number.dialled()) } {
                @if contact.call.is_none() { span.name { (line.name) } " " }
                b { (text_to(scene, number, word.as_deref())?) }
            }
        }
        @if let Some(address) = &contact.web {
            (out(address, Some("button web"), &html! {
                @if contact.call.is_none() && contact.text.is_none() { span.name { (line.name) } " " }
                span.host { (words.fill("opens", &[("host", address.host())])?) }
            }))
        }
    })
}

/// The number, unless it is the name itself ("3114").
pub(super) fn number_to_show(line: &Line) -> Option<&Number> {
    line.contact.call.as_ref().filter(|number| {
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        digits(&line.name) != digits(number.shown())
    })
}

/// A number keeps its order in right-to-left text.
pub(super) fn digits(number: &Number) -> Markup {
    html! { b.digits dir="ltr" { (number) } }
}

fn text_to(scene: Scene<'_>, number: &Number, word: Option<&str>) -> Result<String, MissingWord> {
    match word {
        Some(word) => scene.words.fill("text_word", &[("number", number.shown()), ("word", word)]),
        None => scene.words.fill("text_to", &[("number", number.shown())]),
    }
}

/// Hours and cost in a few words; nothing where no source says.
pub(super) fn terms(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    Ok(joined(&hours_and_cost(scene, line)?))
}

/// As [`terms`], with whom it is for in front unless it is for anyone.
pub(super) fn whose_and_terms(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    let mut parts = hours_and_cost(scene, line)?;
    if line.who != Who::All {
        parts.insert(0, scene.words.say(&["who", line.who.key()])?.to_owned());
    }
    Ok(joined(&parts))
}

fn joined(parts: &[String]) -> Markup {
    html! { @if !parts.is_empty() { span.terms { (parts.join(" · ")) } } }
}

fn hours_and_cost(scene: Scene<'_>, line: &Line) -> Result<Vec<String>, MissingWord> {
    let words = scene.words;
    let mut parts = Vec::new();
    match &line.hours {
        Some(Hours::Always) => parts.push(words.get("hours_always")?.to_owned()),
        Some(Hours::At(spans)) => {
            for span in spans {
                parts.push(open(scene, span)?);
            }
        }
        None => {}
    }
    match line.free {
        Some(true) => parts.push(words.get("cost_free")?.to_owned()),
        Some(false) => parts.push(words.get("cost_paid")?.to_owned()),
        None => {}
    }
    Ok(parts)
}

fn open(scene: Scene<'_>, span: &Span) -> Result<String, MissingWord> {
    let words = scene.words;
    let (first, last) = span.days;
    let key = match (first, last) {
        (Weekday::Mon, Weekday::Sun) => "hours_every_day",
        _ if first == last => "hours_one_day",
        _ => "hours_days",
    };
    let name = |day: Weekday| words.say(&["weekday", day.key()]);
    words.fill(key, &[("first", name(first)?), ("last", name(last)?), ("from", &span.from), ("to", &span.to)])
}
