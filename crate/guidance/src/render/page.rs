//! The whole page, and the order of its parts.

use maud::{DOCTYPE, Markup, html};

use super::{Scene, doors, first, line, sections, sites};
use crate::MissingWord;

/// One country's page.
pub(super) fn page(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        (DOCTYPE)
        html lang=(words.language()) dir=(words.direction()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                // Neutral, before, during and after: it is what a tab, the history and a task switcher show.
                title { (words.get("tab_title")?) }
                link rel="icon" href="../page.svg" type="image/svg+xml";
                link rel="stylesheet" href="../help.css";
                script src="../help.js" defer {}
            }
            body data-country=(scene.country.code) {
                (leave(scene)?)
                main {
                    (first::crisis(scene)?)
                    (first::screen(scene)?)
                    (doors::section(scene)?)
                    (sites::section(scene)?)
                    (sections::tell(scene)?)
                    (sections::draft(scene)?)
                    (sections::after(scene)?)
                    (line::section(scene)?)
                    (sections::places(scene)?)
                    (sections::about(scene)?)
                }
            }
        }
    })
}

/// The way out. `about:blank` and not a page of ours: it needs no network, it stays out of the history, and the
/// address bar shows neither the extension's name nor its address (docs/leaving.md).
fn leave(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        nav.leave aria-label=(words.get("leave")?) {
            a #leave href="about:blank" rel="noreferrer" {
                b { (words.get("leave")?) }
                span.script-only hidden { " " (words.get("leave_hint")?) }
            }
        }
    })
}
