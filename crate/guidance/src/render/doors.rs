//! The seven doors: what is going on, and one step at a time.

use maud::{Markup, html};

use super::{Scene, line};
use crate::{Door, MissingWord, Step};

/// The seven doors. `<details>` opens without a script; the browsers open it for `#door-…` as well.
pub(super) fn section(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #doors aria-labelledby="doors-heading" {
            h2 #doors-heading { (words.get("doors_heading")?) }
            p { (words.get("doors_lead")?) }
            @for door in &scene.guidance.doors { (one_door(scene, door)?) }
            p.ticks.script-only hidden {
                (words.get("ticks_kept")?) " "
                button #forget-ticks type="button" { (words.get("forget_ticks")?) }
            }
        }
    })
}

fn one_door(scene: Scene<'_>, door: &Door) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        details.door id={ "door-" (door.id) } {
            summary { (words.say(&["door", &door.id])?) }
            p.lead { (words.say(&["door", &door.id, "lead"])?) }
            ol.steps {
                @for step in &door.steps { (one_step(scene, door, step)?) }
            }
        }
    })
}

/// A step whose lines this country does not have is left out, except where the lack itself is worth saying.
fn one_step(scene: Scene<'_>, door: &Door, step: &Step) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let lines: Vec<_> = step.lines.iter().flat_map(|kind| scene.country.lines_for(*kind, step.who)).collect();
    let honest = step.lines.is_some_and(|kind| {
        scene.country.missing.iter().any(|missing| missing.kind == kind && missing.who.serves(step.who))
    });
    if step.lines.is_some() && lines.is_empty() && !honest {
        return Ok(html! {});
    }
    let id = format!("{}-{}", door.id, step.say);
    Ok(html! {
        li {
            // Firefox restores ticked boxes on reload unless told not to; what is kept is for the person to decide.
            input type="checkbox" id={ "tick-" (id) } data-tick=(id) autocomplete="off";
            label for={ "tick-" (id) } { (words.say(&["step", &step.say])?) }
            @if let Some(anchor) = &step.to {
                " " a.to href={ "#" (anchor) } { (words.say(&["to", anchor])?) }
            }
            @for each in lines {
                div.buttons { (line::buttons(scene, each)?) }
                p.facts { (line::area(scene, each)?) (line::terms(scene, each)?) }
            }
            @if honest { p.note { (words.get("missing")?) } }
        }
    })
}
