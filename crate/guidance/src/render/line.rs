//! One line of a country: its buttons, its hours, what it costs, and where we saw it.

use maud::{Markup, html};

use super::Scene;
use crate::{Hours, Line, MissingWord, Number, Span, Sure, WebAddress, Weekday};

/// A link out of the extension: https only (the type sees to it), no opener, no referrer, a tab of its own.
pub(super) fn out(address: &WebAddress, class: &str, content: &Markup) -> Markup {
    html! {
        a class=(class) href=(address) target="_blank" rel="noopener noreferrer" referrerpolicy="no-referrer" {
            (content)
        }
    }
}

/// The line's name and all the ways to reach it, as buttons.
pub(super) fn buttons(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let contact = &line.contact;
    Ok(html! {
        @if let Some(number) = &contact.call {
            a.button.call href={ "tel:" (number.dialled()) } {
                span.name { (line.name) } " " (digits(number))
            }
        }
        @if let Some((number, word)) = &contact.text {
            a.button.text href={ "sms:" (number.dialled()) } {
                span.name { (line.name) } " "
                b { (text_to(scene, number, word.as_deref())?) }
            }
        }
        @if let Some(address) = &contact.web {
            (out(address, "button web", &html! {
                span.name { (line.name) } " "
                span.host { (words.fill("opens", &[("host", address.host())])?) }
            }))
        }
    })
}

/// A number keeps its order in right-to-left text.
pub(super) fn digits(number: &Number) -> Markup {
    html! { b.digits dir="ltr" { (number) } }
}

fn text_to(scene: Scene<'_>, number: &Number, word: Option<&str>) -> Result<String, MissingWord> {
    match word {
        Some(word) => scene.words.fill("text-word", &[("number", number.shown()), ("word", word)]),
        None => scene.words.fill("text-to", &[("number", number.shown())]),
    }
}

/// Hours and cost in a few words; nothing where no source says.
pub(super) fn terms(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let mut parts = Vec::new();
    match &line.hours {
        Some(Hours::Always) => parts.push(words.get("hours-always")?.to_owned()),
        Some(Hours::At(spans)) => {
            for span in spans {
                parts.push(open(scene, span)?);
            }
        }
        None => {}
    }
    match line.free {
        Some(true) => parts.push(words.get("cost-free")?.to_owned()),
        Some(false) => parts.push(words.get("cost-paid")?.to_owned()),
        None => {}
    }
    Ok(html! { @if !parts.is_empty() { span.terms { (parts.join(" · ")) } } })
}

fn open(scene: Scene<'_>, span: &Span) -> Result<String, MissingWord> {
    let words = scene.words;
    let (first, last) = span.days;
    let key = match (first, last) {
        (Weekday::Mon, Weekday::Sun) => "hours-every-day",
        _ if first == last => "hours-one-day",
        _ => "hours-days",
    };
    let name = |day: Weekday| words.get(day_key(day));
    words.fill(key, &[("first", name(first)?), ("last", name(last)?), ("from", &span.from), ("to", &span.to)])
}

fn day_key(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "weekday-mon",
        Weekday::Tue => "weekday-tue",
        Weekday::Wed => "weekday-wed",
        Weekday::Thu => "weekday-thu",
        Weekday::Fri => "weekday-fri",
        Weekday::Sat => "weekday-sat",
        Weekday::Sun => "weekday-sun",
    }
}

/// Everything we know of a line, with its source.
pub(super) fn card(scene: Scene<'_>, line: &Line) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let old = line.checked.is_over_a_year_before(scene.today);
    let seen = match line.sure {
        Sure::Official => "seen-official",
        Sure::Relay => "seen-relay",
    };
    Ok(html! {
        li.line id={ "line-" (line.id) } data-checked=(line.checked) {
            div.buttons { (buttons(scene, line)?) }
            p.facts {
                @if let Some(area) = &line.area { b { (words.get(&format!("area-{area}"))?) } " · " }
                (words.get(&format!("who-{}", line.who.key()))?)
                " " (terms(scene, line)?)
            }
            @if let Some(note) = &line.note { p.note { (words.get(&format!("note-{note}"))?) } }
            p.source {
                @for source in &line.sources {
                    (out(source, "", &html! { (words.fill("source", &[("host", source.host())])?) })) " · "
                }
                (words.fill("checked", &[("day", &scene.date(line.checked)?)])?)
                " · " (words.get(seen)?)
            }
            // The script takes `hidden` away when the day comes after the build; the build shows what is old already.
            p.stale hidden[!old] { (words.get("stale")?) }
        }
    })
}
