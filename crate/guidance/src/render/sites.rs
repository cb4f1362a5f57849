//! Reporting and blocking where it happened.

use maud::{Markup, html};

use super::{Scene, out};
use crate::{MissingWord, Platform, Sure};

/// The steps that work on most sites, and each site's own where a source gives them.
pub(super) fn section(scene: Scene<'_>) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let unconfirmed = scene.guidance.platforms.iter().filter(|platform| !says_anything(platform));
    let unconfirmed = unconfirmed.map(|platform| platform.name.as_str()).collect::<Vec<_>>().join(", ");
    Ok(html! {
        section #site aria-labelledby="site-heading" tabindex="-1" {
            h2 #site-heading { (words.get("site_heading")?) }
            p { (words.get("site_lead")?) }
            ol.numbered {
                @for n in ["1", "2", "3", "4"] { li { (words.say(&["site", n])?) } }
            }
            div.sites {
                @for platform in known(scene) { (one(scene, platform)?) }
            }
            p.note #site-unconfirmed { (words.fill("site_unconfirmed", &[("names", &unconfirmed)])?) }
        }
    })
}

/// Sites with steps or pages of their own. The others are named in one honest sentence.
fn known(scene: Scene<'_>) -> impl Iterator<Item = &Platform> {
    scene.guidance.platforms.iter().filter(|platform| says_anything(platform))
}

fn says_anything(platform: &Platform) -> bool {
    !platform.steps.is_empty() || !platform.pages.is_empty()
}

fn one(scene: Scene<'_>, platform: &Platform) -> Result<Markup, MissingWord> {
    let words = scene.words;
    let seen = match platform.sure {
        Some(Sure::Official) => "seen_official",
        Some(Sure::Relay) => "seen_relay",
        None => "site_pages_only",
    };
    Ok(html! {
        // The script opens the one of the site that was used last and puts it first.
        details.door.site id={ "site-" (platform.id) } data-hosts=(platform.hosts.join(" ")) {
            summary {
                span { (platform.name) " " span.came-from hidden { (words.get("site_came_from")?) } }
            }
            @if !platform.steps.is_empty() {
                ol.numbered {
                    @for step in &platform.steps { li { (words.say(&["site_step", step])?) } }
                }
            }
            @for page in &platform.pages {
                p.page {
                    (out(&page.web, Some("button web"), &html! {
                        span.name { (words.say(&["site_page", &page.about])?) } " "
                        span.host { (words.fill("opens", &[("host", page.web.host())])?) }
                    }))
                }
            }
            p.source {
                (words.get(seen)?) " "
                @for source in &platform.sources {
                    (out(source, None, &html! { (source.host()) })) " · "
                }
                (scene.checked(platform.checked)?)
            }
        }
    })
}
