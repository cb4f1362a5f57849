//! One act of saving: mask, look, shoot, look again, check the pixels, write, read back.
//!
//! A picture that was not shown to be masked is dropped here and never stored; the words are kept, and the reason.

use base64::{Engine as _, prelude::BASE64_STANDARD as STANDARD};
use breakwater_evidence::{Capture, Image, Picture, Reason, Tool, Unmasked, check_shot, save, seal};
use breakwater_reader::Reading;
use wasm_bindgen::{Clamped, JsCast};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::{
    browser::{Failure, api},
    locker::{self, Keys},
    protocol::{Ready, Saved, ToContent},
    reading, refusal,
    settings::Settings,
};

/// The style sheet that hides pictures.
const MASK: &str = "mask.css";
/// How often a shot is tried when the page changes under it, or the browser is busy.
const TRIES: u32 = 3;
/// Chrome allows two captures a second; this many milliseconds between tries stay below that.
pub(super) const BETWEEN: i32 = 600;
/// How long a page that went to another address is given until it is looked at again, in milliseconds: an app changes the
/// address first and draws the other chat once it has fetched it. Until then the new address stands over the old chat.
const SETTLE: i32 = 1_500;

/// Saves what a tab shows.
pub async fn take(tab: i32, settings: &Settings) -> Saved {
    attempt(tab, settings).await.unwrap_or_else(|failure| not_saved(&failure))
}

/// What is said of a failure.
pub(super) fn not_saved(failure: &Failure) -> Saved {
    failed(match failure {
        Failure::Storage(_) => "saving_not_storage",
        Failure::Newer => "saving_not_newer",
        Failure::Keys(_) => "saving_not_sealed",
        _ => "saving_not_page",
    })
}

/// The tab, and what came of shooting it; nothing if it goes from one address to the next all the time. Words and picture of
/// one page must not stand under the address of another.
async fn look(tab: i32, settings: &Settings) -> Result<Option<(api::Tab, Shot)>, Failure> {
    for attempt in 0..TRIES {
        if attempt > 0 {
            api::sleep(SETTLE).await;
        }
        let before = api::tab(tab).await?;
        if before.incognito {
            return Ok(Some((before, Shot { ready: None, picture: None, reason: None })));
        }
        let shot = shoot_page(tab, before.window_id, settings).await?;
        // A tab that was closed meanwhile went nowhere: what it showed is kept.
        if api::tab(tab).await.map_or(true, |after| after.url == before.url) {
            return Ok(Some((before, shot)));
        }
    }
    Ok(None)
}

pub(super) fn failed(why: &str) -> Saved {
    Saved::Failed { why: why.to_owned() }
}

async fn attempt(tab: i32, settings: &Settings) -> Result<Saved, Failure> {
    if !settings.capture {
        return Ok(failed("saving_not_policy"));
    }
    let Some((tab_now, shot)) = look(tab, settings).await? else {
        return Ok(failed("saving_not_moved"));
    };
    if tab_now.incognito {
        return Ok(failed("saving_not_private"));
    }
    keep_record(make(shot, &tab_now, settings).await?, false).await
}

/// Seals what was taken, writes it, reads it back and says what came of it.
pub(super) async fn keep_record(capture: Capture, whole: bool) -> Result<Saved, Failure> {
    let head = locker::head().await?;
    let now = locker::moment();
    let sealed =
        seal(capture, &now, locker::random()?, &head).map_err(|error| Failure::Form(error.to_string()))?;
    locker::remember_moment(&now).await?;
    let keys = Keys::open().await?;
    // Where there is no passphrase, what was written is opened again with the locker's own key. Where there is one, it is
    // checked with the keys that sealed it, and the private key stays locked.
    let vault = keys.vault(keys.unlock_plain().await?)?;
    let outcome = save(&vault, &sealed).await;
    spawn_local(async move {
        // What cannot be sealed now is tried again at the next opening, which tells.
        let _ = locker::older::seal(&keys).await;
    });
    match outcome {
        Ok(receipt) => Ok(Saved::Checked {
            record: receipt.id().to_owned(),
            time: receipt.time().to_owned(),
            short: receipt.short_hash(),
            pictures: sealed.record().files.len(),
            messages: sealed.record().messages.len(),
            whole,
            missing: refusal::missing_keys(receipt.reasons(), whole && receipt.has_picture()),
            masked: receipt.has_picture() && sealed.record().redaction.verified,
        }),
        Err(fault) => Ok(failed(refusal::not_saved_key(&fault))),
    }
}

/// What came of looking and shooting.
pub(super) struct Shot {
    /// What the page said of itself before the shot, if our script is there.
    pub ready: Option<Ready>,
    /// The picture, if one may be kept.
    pub picture: Option<Picture>,
    /// Why not, if none may.
    pub reason: Option<Reason>,
}

async fn shoot_page(tab: i32, window: i32, settings: &Settings) -> Result<Shot, Failure> {
    cover(tab, settings).await;
    let outcome = shoot_masked(tab, window, settings).await;
    uncover(tab, settings).await;
    outcome
}

/// Lays the style over the page that hides pictures, if they must be hidden.
pub(super) async fn cover(tab: i32, settings: &Settings) {
    if settings.must_mask() {
        // Refused on pages no extension may touch; the shot then fails with the browser's own reason.
        let _ = api::dress(tab, MASK).await;
    }
}

/// Takes it away again. A page that has gone needs neither.
pub(super) async fn uncover(tab: i32, settings: &Settings) {
    if settings.must_mask() {
        let _ = api::undress(tab, MASK).await;
    }
    let _: Result<serde_json::Value, _> = api::tell(tab, &ToContent::Done).await;
}

/// One shot of a page that is covered.
pub(super) async fn shoot_masked(tab: i32, window: i32, settings: &Settings) -> Result<Shot, Failure> {
    let mask = settings.must_mask();
    let mut last = Shot { ready: None, picture: None, reason: Some(Reason::NoPermission) };
    for attempt in 0..TRIES {
        if attempt > 0 {
            api::sleep(BETWEEN).await;
        }
        let Some(before) = prepare(tab, mask).await else {
            return Ok(Shot { reason: Some(silent(tab).await), ..last });
        };
        if !in_front(tab).await {
            return Ok(Shot { ready: Some(before), picture: None, reason: Some(Reason::TabGone) });
        }
        let shot = api::shoot(window).await;
        // The browser shoots whatever is in front: another tab's picture must not come in.
        if !in_front(tab).await {
            return Ok(Shot { ready: Some(before), picture: None, reason: Some(Reason::TabGone) });
        }
        let after = prepare(tab, mask).await;
        let reason = match shot {
            Err(refusal) => {
                let (reason, again) = refusal::of_picture(&refusal.to_string());
                if !again {
                    return Ok(Shot { ready: Some(before), picture: None, reason: Some(reason) });
                }
                reason
            }
            Ok(address) => match keep(&address, &before, after.as_ref(), settings, mask).await {
                Ok(picture) => return Ok(Shot { ready: Some(before), picture: Some(picture), reason: None }),
                Err(reason) => reason,
            },
        };
        last = Shot { ready: Some(before), picture: None, reason: Some(reason) };
    }
    Ok(last)
}

/// Why nobody on the page answers.
async fn silent(tab: i32) -> Reason {
    if api::tab(tab).await.is_ok() { Reason::PageRestricted } else { Reason::TabGone }
}

pub(super) async fn in_front(tab: i32) -> bool {
    api::tab(tab).await.is_ok_and(|tab| tab.active)
}

pub(super) async fn prepare(tab: i32, mask: bool) -> Option<Ready> {
    let message = ToContent::Prepare { mask };
    if let Ok(ready) = api::tell(tab, &message).await {
        return Some(ready);
    }
    // Nobody answers: our script is not on this page, because it is not watched. The toolbar click lets us put it there, once.
    api::run_in(tab, "content.js").await.ok()?;
    api::tell(tab, &message).await.ok()
}

/// A picture that may be kept, or why none may.
async fn keep(
    address: &str,
    before: &Ready,
    after: Option<&Ready>,
    settings: &Settings,
    mask: bool,
) -> Result<Picture, Reason> {
    let png = png_of(address).ok_or(Reason::ReadbackFailed)?;
    if !mask {
        let choice = settings.age.choose_unmasked().ok_or(Reason::MaskingNotVerified)?;
        return Picture::unmasked(png, &choice).map_err(|_| Reason::ReadbackFailed);
    }
    // What was masked before the shot must still be masked, and in the same place, after it.
    let report = before.mask.as_ref().ok_or(Reason::MaskingNotVerified)?;
    let report_after = after.and_then(|after| after.mask.as_ref()).ok_or(Reason::PageChanged)?;
    let (rgba, width, height) = decode(&png).await.map_err(|_| Reason::ReadbackFailed)?;
    let image = Image::new(&rgba, width, height).map_err(|_| Reason::ReadbackFailed)?;
    let verified = check_shot(&image, report, report_after).map_err(|unmasked| match unmasked {
        Unmasked::Changed => Reason::PageChanged,
        _ => Reason::MaskingNotVerified,
    })?;
    Picture::masked(png, &verified).map_err(|_| Reason::ReadbackFailed)
}

fn png_of(address: &str) -> Option<Vec<u8>> {
    STANDARD.decode(address.strip_prefix("data:image/png;base64,")?).ok()
}

/// The pixels of a picture, decoded by the browser: 8-bit RGBA, width, height.
async fn decode(png: &[u8]) -> Result<(Vec<u8>, u32, u32), Failure> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(png));
    let blob = web_sys::Blob::new_with_u8_array_sequence(&parts)?;
    let scope: web_sys::WorkerGlobalScope = js_sys::global().unchecked_into();
    // Firefox's background is a page, Chrome's a worker; both have this function, under the same name.
    let bitmap: web_sys::ImageBitmap =
        JsFuture::from(scope.create_image_bitmap_with_blob(&blob)?).await?.unchecked_into();
    let (width, height) = (bitmap.width(), bitmap.height());
    let canvas = web_sys::OffscreenCanvas::new(width, height)?;
    let context: web_sys::OffscreenCanvasRenderingContext2d =
        canvas.get_context("2d")?.ok_or_else(|| Failure::Browser("no canvas".into()))?.unchecked_into();
    context.draw_image_with_image_bitmap(&bitmap, 0.0, 0.0)?;
    let Clamped(rgba) = context.get_image_data(0.0, 0.0, width.into(), height.into())?.data();
    bitmap.close();
    Ok((rgba, width, height))
}

async fn make(shot: Shot, tab: &api::Tab, settings: &Settings) -> Result<Capture, Failure> {
    let snapshot = shot.ready.as_ref().and_then(|ready| ready.snapshot.as_deref());
    let reading = match snapshot {
        Some(snapshot) => Some(reading::read(snapshot).await?).filter(|reading| reading.chat),
        None => None,
    };
    let mut reasons: Vec<_> = shot.reason.into_iter().collect();
    if reading.is_none() {
        reasons.push(Reason::ChatNotRead);
    }
    let unmaskable = match (&shot.picture, shot.ready.as_ref().and_then(|ready| ready.mask.as_ref())) {
        (None, Some(report)) => report.unverified.len() as u64,
        _ => 0,
    };
    Ok(Capture {
        url: tab.url.clone().unwrap_or_default(),
        title: tab.title.clone().unwrap_or_default(),
        tool: tool(shot.ready.as_ref(), reading.as_ref(), settings),
        contact: reading.as_ref().map(|reading| reading.contact.clone()).unwrap_or_default(),
        rows: reading.map(|reading| reading.rows).unwrap_or_default(),
        pictures: shot.picture.into_iter().collect(),
        unmaskable,
        reasons,
        ..Capture::default()
    })
}

pub(super) fn tool(ready: Option<&Ready>, reading: Option<&Reading>, settings: &Settings) -> Tool {
    let whole = |pixels: f64| pixels.round().clamp(0.0, f64::from(u32::MAX)) as u32;
    let viewport = ready.map(|ready| ready.viewport);
    Tool {
        name: "Breakwater".into(),
        version: env!("CARGO_PKG_VERSION").into(),
        build: option_env!("BREAKWATER_BUILD").unwrap_or_default().into(),
        browser: api::user_agent(),
        os: String::new(),
        language: settings.language.clone().unwrap_or_else(api::language),
        viewport_width: viewport.map_or(0, |view| whole(view.width)),
        viewport_height: viewport.map_or(0, |view| whole(view.height)),
        device_pixels_per_1000: viewport.map_or(0, |view| whole(view.ratio * 1000.0)),
        zoom_percent: 0,
        reader: reading.map(|reading| reading.reader.clone()).unwrap_or_default(),
        own_ui_hidden: ready.is_some_and(|ready| ready.own_ui_hidden),
        private_window: false,
    }
}
