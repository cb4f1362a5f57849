//! The rest of the page: words to start with, what comes after, the other places, and where all this comes from.

use maud::{Markup, html};

use super::{Scene, out};
use crate::MissingWord;

/// Whom one might tell: `tell_<whom>` is the heading, `tell_<whom>_1` and `_2` are the words.
const WHOM: [&str; 3] = ["parent", "friend", "teacher"];

/// Words to start with.
pub(super) fn tell(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #tell aria-labelledby="tell-heading" tabindex="-1" {
            h2 #tell-heading { (words.get("tell_heading")?) }
            p { (words.get("tell_lead")?) }
            @for whom in WHOM {
                h3 { (words.say(&["tell", whom])?) }
                @for n in ["1", "2"] {
                    figure.say {
                        blockquote id={ "tell-" (whom) "-" (n) } { (words.say(&["tell", whom, n])?) }
                        button.script-only type="button" data-copy={ "tell-" (whom) "-" (n) } hidden {
                            (words.get("copy")?)
                        }
                    }
                }
            }
            p #copied .copied role="status" data-done=(words.get("copied")?) data-failed=(words.get("copy_failed")?) {}
        }
    })
}

/// The way to the page that drafts a statement. It lies beside the folder of help pages, and needs a script.
pub(super) fn draft(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #draft aria-labelledby="draft-heading" tabindex="-1" {
            h2 #draft-heading { (words.get("draft_heading")?) }
            p { (words.get("draft_lead")?) }
            p.page.script-only hidden { a.button.web href="../../draft.html" { (words.get("draft_open")?) } }
        }
    })
}

/// The days after.
pub(super) fn after(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #after aria-labelledby="after-heading" tabindex="-1" {
            h2 #after-heading { (words.get("after_heading")?) }
            @for part in &scene.guidance.after {
                h3 { (words.say(&["after", &part.id])?) }
                p { (words.say(&["after", &part.id, "more"])?) }
                p.source {
                    (words.say(&["seen", part.sure.key()])?) " "
                    @for source in &part.sources {
                        (out(source, None, &html! { (source.host()) })) " · "
                    }
                    (scene.checked(part.checked)?)
                }
            }
        }
    })
}

/// Links to the other countries' pages.
pub(super) fn places(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #places aria-labelledby="places-heading" tabindex="-1" {
            h2 #places-heading { (words.get("places_heading")?) }
            ul.places {
                @for (name, country) in scene.places()? {
                    @let here = (country.code == scene.country.code).then_some("page");
                    li { a href=(scene.page_of(country)) aria-current=[here] { (name) } }
                }
            }
            // Shown once there is a choice to forget.
            p.ticks #place-kept hidden {
                (words.get("place_kept")?) " "
                button #place-forget type="button" { (words.get("place_forget")?) }
            }
            p #place-forgot role="status" data-done=(words.get("place_forgot")?) {}
        }
    })
}

/// What leaving can't hide, and how sure the lines are.
pub(super) fn about(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    Ok(html! {
        section #about aria-labelledby="residue-heading" {
            h2 #residue-heading { (words.get("residue_heading")?) }
            p { (words.get("residue_lead")?) }
            h2 { (words.get("sources_heading")?) }
            p { (words.get("sources_lead")?) }
        }
    })
}
