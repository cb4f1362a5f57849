//! The first screen: what fits into 390 × 844 and into 1200 × 800 without scrolling.

use maud::{Markup, html};

use super::{Scene, line, out};
use crate::{Kind, Line, MissingWord, Who};

/// The five things to do, in order: the words are `now_<key>` and `now_<key>_more`.
const NOW: [&str; 5] = ["pay", "send", "reply", "save", "tell"];

/// Stands first in the page and shows only when asked for (`#crisis`), so that no script is needed to put it on top.
pub(super) fn crisis(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let lines = || {
        let crisis = scene.country.lines_for(Kind::Crisis, Who::All);
        crisis.chain(scene.country.lines_for(Kind::Emergency, Who::All))
    };
    let none = scene.country.lines_for(Kind::Crisis, Who::All).next().is_none();
    Ok(html! {
        section #crisis .crisis aria-labelledby="crisis-heading" tabindex="-1" {
            h2 #crisis-heading { (words.get("crisis_heading")?) }
            p { (words.get("crisis_lead")?) }
            @if none { p { (words.get("crisis_none")?) } }
            ul.plain {
                @for each in lines() {
                    li {
                        div.buttons { (line::buttons(scene, each)?) }
                        p.facts { (line::area(scene, each)?) (line::terms(scene, each)?) }
                    }
                }
            }
            p { a href="#now" { (words.get("crisis_back")?) } }
        }
    })
}

/// The big sentence, the five things, the numbers, and quietly the crisis line.
pub(super) fn screen(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #now .now aria-labelledby="big" {
            h1 #big { (words.get("big")?) }
            ol.now-list {
                @for key in NOW {
                    li {
                        b { (words.say(&["now", key])?) } " "
                        span { (words.say(&["now", key, "more"])?) }
                    }
                }
                li.call { b { (words.get("now_call")?) } }
            }
            div.buttons {
                @for id in &scene.country.first {
                    @if let Some(each) = scene.country.line(id) { (big_button(scene, each)?) }
                }
            }
            (quiet_crisis(scene)?)
            p.place {
                (place(scene)?)
                @for other in scene.also_in() {
                    " "
                    a href={ "../" (other.language()) "/" (scene.country.code) ".html" }
                        lang=(other.language()) hreflang=(other.language()) { (other.get("this_language")?) }
                }
            }
        }
    })
}

/// Which country this is for. With the script the name is a list and choosing leads there (`place.ts`); without it
/// there is a link to the list of links at the end of the page.
fn place(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        label for="place" { (words.get("for_place")?) } " "
        span.plain-only { (scene.place()?) " " a href="#places" { (words.get("change_country")?) } }
        span.script-only hidden {
            select #place autocomplete="off" {
                @for (name, country) in scene.places()? {
                    @let here = country.code == scene.country.code;
                    option value=(scene.page_of(country)) selected[here] { (name) }
                }
            }
            " " button #place-show type="button" hidden { (words.get("place_show")?) }
        }
    })
}

/// One button, by phone where there is a phone, with hours and cost below.
fn big_button(scene: Scene<'_>, each: &Line) -> Result<Markup, MissingWord> {
    let contact = &each.contact;
    let content = html! {
        span.name { (each.name) }
        @if let Some(number) = line::number_to_show(each) { " " (line::digits(number)) }
        (line::whose_and_terms(scene, each)?)
    };
    Ok(match (&contact.call, &contact.web) {
        (Some(number), _) => html! { a.button.call href={ "tel:" (number.dialled()) } { (content) } },
        (None, Some(address)) => out(address, Some("button web"), &content),
        (None, None) => line::buttons(scene, each)?,
    })
}

/// Always there, never loud: a question, the first crisis number, and the way to the whole section.
fn quiet_crisis(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let called = scene.country.lines_for(Kind::Crisis, Who::All).find_map(|each| {
        let number = each.contact.call.as_ref()?;
        Some((each, number))
    });
    Ok(html! {
        p.quiet {
            (words.get("crisis_quiet")?) " "
            @if let Some((each, number)) = called {
                a href={ "tel:" (number.dialled()) } {
                    (each.name)
                    @if let Some(number) = line::number_to_show(each) { " " (line::digits(number)) }
                } " "
                (line::terms(scene, each)?) " "
            }
            a.more href="#crisis" { (words.get("crisis_open")?) }
        }
    })
}
