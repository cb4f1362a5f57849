//! Below the first screen: the doors, the lines, the other places, and where all this comes from.

use maud::{Markup, html};

use super::{Scene, line};
use crate::{Door, Kind, MissingWord, Step, Who};

/// The seven doors. `<details>` opens without a script; the browser opens it for `#door-…` as well.
pub(super) fn doors(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #doors aria-labelledby="doors-heading" {
            h2 #doors-heading { (words.get("doors-heading")?) }
            p { (words.get("doors-lead")?) }
            @for door in &scene.guidance.doors { (one_door(scene, door)?) }
            p.ticks.script-only hidden {
                (words.get("ticks-kept")?) " "
                button #forget-ticks type="button" { (words.get("forget-ticks")?) }
            }
        }
    })
}

fn one_door(scene: Scene<'_>, door: &Door) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        details.door id={ "door-" (door.id) } {
            summary { (words.get(&format!("door-{}", door.id))?) }
            p.lead { (words.get(&format!("door-{}-lead", door.id))?) }
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
            label for={ "tick-" (id) } { (words.get(&format!("step-{}", step.say))?) }
            @if let Some(anchor) = &step.to {
                " " a.to href={ "#" (anchor) } { (words.get(&format!("to-{anchor}"))?) }
            }
            @for each in lines {
                div.buttons { (line::buttons(scene, each)?) (line::terms(scene, each)?) }
            }
            @if honest { p.note { (words.get("missing")?) } }
        }
    })
}

/// Reporting and blocking on the site where it happened.
pub(super) fn site(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #site aria-labelledby="site-heading" tabindex="-1" {
            h2 #site-heading { (words.get("site-heading")?) }
            p { (words.get("site-lead")?) }
            ol {
                @for n in 1..=4 { li { (words.get(&format!("site-{n}"))?) } }
            }
        }
    })
}

/// Words to start with, for three people one might tell.
pub(super) fn tell(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #tell aria-labelledby="tell-heading" tabindex="-1" {
            h2 #tell-heading { (words.get("tell-heading")?) }
            p { (words.get("tell-lead")?) }
            @for whom in ["parent", "friend", "teacher"] {
                blockquote { (words.get(&format!("tell-{whom}"))?) }
            }
        }
    })
}

/// Every line of the country, by kind.
pub(super) fn lines(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let country = scene.country;
    Ok(html! {
        section #lines aria-labelledby="lines-heading" {
            h2 #lines-heading { (words.fill("lines-heading", &[("place", scene.place()?)])?) }
            @for kind in Kind::ALL {
                @let found: Vec<_> = country.lines_for(kind, Who::All).collect();
                @let missing: Vec<_> = country.missing.iter().filter(|missing| missing.kind == kind).collect();
                @if !found.is_empty() || !missing.is_empty() {
                    h3 { (words.get(&format!("kind-{}", kind.key()))?) }
                    ul.plain {
                        @for each in found { (line::card(scene, each)?) }
                        @for each in missing {
                            li.line.missing {
                                p.facts { (words.get(&format!("who-{}", each.who.key()))?) }
                                p.note { (words.get("missing")?) }
                                p.source { (words.fill("checked", &[("day", &scene.date(each.checked)?)])?) }
                            }
                        }
                    }
                }
            }
        }
    })
}

/// Links to the other countries' pages.
pub(super) fn places(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let mut others = Vec::new();
    for country in &scene.guidance.countries {
        others.push((words.get(&format!("place-{}", country.code))?, country.code.as_str()));
    }
    others.sort_unstable();
    Ok(html! {
        section #places aria-labelledby="places-heading" tabindex="-1" {
            h2 #places-heading { (words.get("places-heading")?) }
            ul.places {
                @for (name, code) in others {
                    li {
                        @if code == scene.country.code {
                            a href={ (code) ".html" } aria-current="page" { (name) }
                        } @else {
                            a href={ (code) ".html" } { (name) }
                        }
                    }
                }
            }
        }
    })
}

/// What leaving can't hide, and how sure the lines are.
pub(super) fn about(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #about {
            h2 { (words.get("residue-heading")?) }
            p { (words.get("residue-lead")?) }
            h2 { (words.get("sources-heading")?) }
            p { (words.get("sources-lead")?) }
        }
    })
}
