//! Saving the whole chat: from the newest messages back to the first, screen by screen, as one record.
//!
//! Every screen is taken as a single one is: masked, looked at, shot, looked at again, its pixels checked. What was taken
//! when it had to end early is kept, with the reason. How far it is stands in the browser's memory, for any popup to show.

use breakwater_evidence::{Capture, Picture, Reason, Slices};
use breakwater_reader::{Placement, Reading};
use breakwater_transcript::Contact;

use super::{
    capture::{self, BETWEEN, Shot},
    tell_outcome,
};
use crate::{
    browser::{Failure, api},
    protocol::{Ready, Saved, Scroll, Scrolled, ToContent, Whole},
    reading,
    settings::Settings,
};

/// The script that steps through a chat, beside the one that is on every page.
const STEPS: &str = "scroll.js";
/// The most screens of one chat: two minutes of someone's patience.
const MOST: usize = 60;
/// The most bytes of all pictures together. While they are sealed and read back they are held some three times.
const MOST_BYTES: usize = 48 << 20;
/// The longest it takes, in milliseconds: Chrome ends a worker that answers nothing for five minutes, and all would be lost.
const LONGEST: f64 = 240_000.0;

/// Saves the whole chat of a tab. How far it is can be read under [`Whole::SLOT`], what came of it as well.
///
/// # Errors
/// When the browser's memory for that cannot be written.
pub async fn take(tab: i32, settings: &Settings) -> Result<Saved, Failure> {
    let saved = attempt(tab, settings).await.unwrap_or_else(|failure| capture::not_saved(&failure));
    let step = 0;
    api::remember(Whole::SLOT, &Whole { tab, step, at: js_sys::Date::now(), done: Some(saved.clone()) })
        .await?;
    // A tab that was closed has no button.
    let _ = tell_outcome(tab, &saved).await;
    Ok(saved)
}

async fn attempt(tab: i32, settings: &Settings) -> Result<Saved, Failure> {
    if !settings.capture {
        return Ok(capture::failed("saving_not_policy"));
    }
    let page = api::tab(tab).await?;
    if page.incognito {
        return Ok(capture::failed("saving_not_private"));
    }
    capture::cover(tab, settings).await;
    let taken = Walk::along(&page, tab, settings).await;
    capture::uncover(tab, settings).await;
    match taken? {
        Some(walk) => capture::keep_record(walk.into_capture(page, settings), true).await,
        // No chat: there is nothing to step through, and what is on the screen is kept as ever.
        None => {
            let mut saved = capture::take(tab, settings).await;
            if let Saved::Checked { missing, .. } = &mut saved {
                missing.push("saving_whole_screen".to_owned());
            }
            Ok(saved)
        }
    }
}

/// What was taken so far.
#[derive(Default)]
struct Walk {
    slices: Slices,
    contact: Contact,
    /// Of each screen from the newest: its picture, and how many of its pixels at the bottom the one before repeats.
    pictures: Vec<(Picture, u32)>,
    bytes: usize,
    /// Whether the screen before has a picture.
    joins: bool,
    reasons: Vec<Reason>,
    unmaskable: u64,
    /// What the first screen said of the page, and how it was read.
    first: Option<(Ready, Reading)>,
}

impl Walk {
    /// Steps through the chat and takes every screen; nothing where there is no chat.
    async fn along(page: &api::Tab, tab: i32, settings: &Settings) -> Result<Option<Self>, Failure> {
        progress(tab, 0).await?;
        let Some(Ready { snapshot: Some(snapshot), viewport, .. }) =
            capture::prepare(tab, settings.must_mask()).await
        else {
            return Ok(None);
        };
        let Some(placement) = reading::read(&snapshot).await?.placement else { return Ok(None) };
        let mut scroll = middle(&placement, viewport.height);
        let mut walk = Self::default();
        if api::run_in(tab, STEPS).await.is_err() {
            return Ok(None);
        }
        let mut moved = match api::tell::<Scrolled>(tab, &ToContent::Scroll(scroll)).await {
            Ok(scrolled) => scrolled,
            Err(_) => return Ok(None),
        };
        scroll.newest = false;
        let begun = api::steady_ms();
        for step in 1.. {
            progress(tab, step).await?;
            let since = api::steady_ms();
            let shot = capture::shoot_masked(tab, page.window_id, settings).await?;
            if !walk.is_here(page, tab).await || !walk.add(shot, moved).await? {
                walk.reasons.push(Reason::TabGone);
                break;
            }
            if moved.start {
                break;
            }
            if !capture::in_front(tab).await {
                walk.reasons.push(Reason::TabGone);
                break;
            }
            if step == MOST || walk.bytes > MOST_BYTES || api::steady_ms() - begun > LONGEST {
                walk.reasons.push(Reason::CapReached);
                break;
            }
            if api::remembered::<bool>(Whole::STOP).await?.unwrap_or(false) {
                walk.reasons.push(Reason::Stopped);
                break;
            }
            moved = match api::tell(tab, &ToContent::Scroll(scroll)).await {
                Ok(scrolled) => scrolled,
                Err(_) => {
                    walk.reasons.push(Reason::Interrupted);
                    break;
                }
            };
            if moved.start && moved.moved == Some(0.0) {
                break;
            }
            // The browser takes two pictures a second.
            let rest = f64::from(BETWEEN) - (api::steady_ms() - since);
            api::sleep(rest.max(0.0) as i32).await;
        }
        Ok(walk.first.is_some().then_some(walk))
    }

    /// Whether the tab still shows the page it showed at the start.
    async fn is_here(&self, page: &api::Tab, tab: i32) -> bool {
        api::tab(tab).await.is_ok_and(|now| now.url == page.url)
    }

    /// Adds a screen; false if it shows another chat, of which nothing is kept.
    async fn add(&mut self, shot: Shot, scrolled: Scrolled) -> Result<bool, Failure> {
        let Shot { ready: Some(mut ready), picture, reason } = shot else { return Ok(false) };
        if let (None, Some(report)) = (&picture, &ready.mask) {
            self.unmaskable += report.unverified.len() as u64;
        }
        let overlap = match scrolled.moved {
            Some(moved) if self.joins => (scrolled.height - moved).max(0.0) * ready.viewport.ratio,
            _ => 0.0,
        };
        let snapshot = ready.snapshot.take();
        let mut reading = match &snapshot {
            Some(snapshot) => reading::read(snapshot).await?,
            None => Reading::default(),
        };
        if !reading.chat {
            self.reasons.push(Reason::ChatNotRead);
        } else if other(self.contact.name.as_ref(), reading.contact.name.as_ref()) {
            return Ok(false);
        }
        self.slices.add(std::mem::take(&mut reading.rows), &reading.tops, scrolled.moved);
        if snapshot.is_some_and(|snapshot| snapshot.nodes.iter().any(|node| node.more.is_some())) {
            self.slices.more_before();
        }
        self.joins = picture.is_some();
        self.bytes += picture.as_ref().map_or(0, Picture::size);
        self.pictures.extend(picture.map(|picture| (picture, overlap.round() as u32)));
        self.reasons.extend(reason);
        if self.contact.name.is_none() {
            self.contact = reading.contact.clone();
        }
        if self.first.is_none() {
            self.first = Some((ready, reading));
        }
        Ok(true)
    }

    fn into_capture(self, page: api::Tab, settings: &Settings) -> Capture {
        let (ready, reading) = self.first.unzip();
        let (rows, gaps) = self.slices.into_rows();
        let (pictures, repeats): (Vec<_>, Vec<_>) = self.pictures.into_iter().rev().unzip();
        // What a screen shares with the one below it is counted there, at that one's top.
        let mut reasons = self.reasons;
        if !gaps.is_empty() {
            reasons.push(Reason::Gap);
        }
        let overlaps = std::iter::once(0).chain(repeats).take(pictures.len()).collect();
        Capture {
            url: page.url.unwrap_or_default(),
            title: page.title.unwrap_or_default(),
            tool: capture::tool(ready.as_ref(), reading.as_ref(), settings),
            contact: self.contact,
            rows,
            gaps,
            // What could not be masked in one screen has no picture there; the others were shown to be masked.
            unmaskable: if pictures.is_empty() { self.unmaskable } else { 0 },
            pictures,
            overlaps,
            reasons,
            ..Capture::default()
        }
    }
}

/// Whether two names are known and not the same.
fn other(a: Option<&String>, b: Option<&String>) -> bool {
    a.zip(b).is_some_and(|(a, b)| a != b)
}

/// The point in the middle of what is seen of the rows.
fn middle(placement: &Placement, height: f64) -> Scroll {
    let pane = &placement.pane;
    let (top, bottom) = (f64::from(pane.y).max(0.0), f64::from(pane.y + pane.h).min(height));
    Scroll {
        x: f64::from(pane.x) + f64::from(pane.w) / 2.0,
        y: f64::midpoint(top, bottom),
        least: (bottom - top) / 2.0,
        newest: true,
    }
}

/// Notes how far it is, for the popup and on the toolbar button.
async fn progress(tab: i32, step: usize) -> Result<(), Failure> {
    api::remember(Whole::SLOT, &Whole { tab, step, at: js_sys::Date::now(), done: None }).await?;
    if step > 0 {
        // A tab that was closed has no button.
        let _ = api::badge(tab, &step.to_string(), api::TEAL, "").await;
    }
    Ok(())
}
