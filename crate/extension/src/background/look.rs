//! A look at a chat: read, remember, judge, advise; and what the popup shows of it.

use breakwater_lure::{Level, Stage};
use breakwater_reader::{Event, Problem, Reading, Snapshot};
use futures_util::future::{join, join3};

use super::{core, panel::Panels, sender::Page};
use crate::{
    browser::{Failure, api, seconds, store, store::Shelf, words::Words},
    contact::{DeviceKey, Judgement, Memory, Pseudonym, Seen, judge},
    protocol::{Advice, Mark, Reason, Status, TabState, View},
    reading,
    sensitivity::Sensitivity,
    settings::Settings,
};

async fn state(tab: i32) -> Result<Option<TabState>, Failure> {
    api::remembered(&TabState::slot(tab)).await
}

async fn remember(tab: i32, state: &TabState) -> Result<(), Failure> {
    api::remember(&TabState::slot(tab), state).await
}

/// Our script has come to a watched page: no chat so far.
pub async fn arrived(page: &Page) -> Result<(), Failure> {
    let view = View { status: Status::NoChat, ..View::default() };
    let state = TabState { view, private: page.private, ..TabState::default() };
    remember(page.tab, &state).await
}

/// The tab was closed or went on. What stood open there is closed, so that a notice does not come twice a day.
pub async fn left(tab: i32) -> Result<(), Failure> {
    if let Some(state) = state(tab).await? {
        if let Some(contact) = &state.contact {
            let mut memory = recall(contact, state.private).await?;
            memory.shown.leave();
            keep(contact, &memory, state.private).await?;
        }
        api::drop_remembered(&TabState::slot(tab)).await?;
    }
    Ok(())
}

/// Looks at what the page shows now.
pub async fn at(page: &Page, snapshot: &Snapshot, settings: &Settings) -> Result<Advice, Failure> {
    let watch = settings.watches(&page.host);
    if !watch {
        left(page.tab).await?;
        return Ok(Advice { chat: false, watch, panel: None, pause: None });
    }
    // A worker that has just started waits for storage and files: side by side, and while the page is being read.
    let language = settings.language.as_deref();
    let (reading, ready, before) =
        join3(reading::read(snapshot), core::key_and_words(language), state(page.tab)).await;
    let (reading, before) = (reading?, before?.unwrap_or_default());
    if !reading.chat {
        let status = reading.problem.map_or(Status::NoChat, |problem| Status::CannotRead(name(problem)));
        let view = View { status, ..View::default() };
        leave_contact(&before, None).await?;
        let state = TabState { view, private: page.private, ..TabState::default() };
        remember(page.tab, &state).await?;
        mark_button(page.tab, Level::Calm, None, settings.discreet).await;
        return Ok(Advice { chat: false, watch, panel: None, pause: None });
    }
    let (key, words) = ready?;
    judge_chat(page, &reading, &before, &key, &words, settings).await
}

/// Whether a video call is coming, or on, or the person's own camera is.
fn is_call(reading: &Reading) -> bool {
    reading.events.iter().any(|event| *event != Event::PictureReady)
}

fn name(problem: Problem) -> String {
    serde_json::to_value(problem).ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}

async fn judge_chat(
    page: &Page,
    reading: &Reading,
    before: &TabState,
    key: &DeviceKey,
    words: &Words,
    settings: &Settings,
) -> Result<Advice, Failure> {
    let engine = core::engine().await?;
    let now = seconds();
    let contact = key.pseudonym(&page.host, &reading.contact, &page.path);
    let (left, memory) = join(leave_contact(before, Some(&contact)), recall(&contact, page.private)).await;
    left?;
    let mut memory = memory?;
    // It may be long until the browser starts again.
    if settings.retention.is_over(memory.last_seen, now) {
        memory = Memory::default();
    }
    look_for_picture(&mut memory, reading, key, now).await;
    let judgement = judge(&engine, key, &mut memory, reading, settings.sensitivity == Sensitivity::High, now);
    let signals = judgement.different;
    let shown =
        memory.shown.settle(spoken(judgement.level, settings.sensitivity), signals, memory.known, now);

    let mut reasons = reasons(words, &engine, &judgement);
    if memory.pictured.elsewhere() && judgement.level > Level::Calm {
        // After the weightiest, so that it is among the few that are named.
        let text = words.say("panel_reason_picture", &[]);
        reasons.insert(reasons.len().min(1), Reason { text, quote: None });
    }
    let placement = reading.placement.clone().unwrap_or_default();
    let panels = Panels { words, sign: settings.sign(), placement: &placement };
    let pause = asks_before_sending(&judgement, memory.known).then(|| panels.pause());
    let view = View {
        status: Status::Watching,
        reader: Some(reading.reader.clone()),
        rows: u32::try_from(reading.rows.len()).unwrap_or(u32::MAX),
        beside: reading.beside,
        contact: reading.contact.name.clone(),
        level: if memory.known && judgement.level < Level::Threat { Level::Calm } else { judgement.level },
        reasons: reasons.iter().map(|reason| reason.text.clone()).collect(),
        timeline: judgement.stages.into_iter().map(|(stage, at)| Mark { stage, at }).collect(),
        known: memory.known,
        asked_known: memory.asked_known,
    };
    let call = is_call(reading);
    // What was closed stays closed until the call is over; the next one is another.
    let call_closed = call && before.call_closed;
    let tells = call && !call_closed && spoken(view.level, settings.sensitivity) > Level::Calm;
    let state =
        TabState { view, contact: Some(contact.clone()), signals, private: page.private, call, call_closed };
    let (kept, (), remembered) = join3(
        keep(&contact, &memory, page.private),
        mark_button(page.tab, state.view.level, Some(words), settings.discreet),
        remember(page.tab, &state),
    )
    .await;
    kept?;
    remembered?;
    let panel = match shown {
        Some(level) => Some(panels.panel(level, reasons, tells)),
        None => tells.then(|| panels.call()),
    };
    Ok(Advice { chat: true, watch: true, panel, pause })
}

/// What is said on the page of a level: at a low sensitivity a notice stays with the toolbar button and the popup.
fn spoken(level: Level, sensitivity: Sensitivity) -> Level {
    if level == Level::Notice && sensitivity == Sensitivity::Low { Level::Calm } else { level }
}

/// Looks for the contact's profile picture among the others', once it has stood. Where nobody's memory can be read there is
/// nothing to compare with, and nothing is said.
async fn look_for_picture(memory: &mut Memory, reading: &Reading, key: &DeviceKey, now: u32) {
    if let (Some(mark), Some(name)) = (reading.portrait, &reading.contact.name)
        && memory.pictured.see(mark, now)
        && let Ok(all) = store::all::<Memory>(Shelf::Contacts).await
    {
        memory.pictured.compare(key.name_mark(name), &all);
    }
}

/// Whether a picture is held for a question: from a warning on, and at a notice once a picture was asked for. Never
/// with someone known.
fn asks_before_sending(judgement: &Judgement, known: bool) -> bool {
    let asked_for = || judgement.signals.iter().any(|seen| seen.stage == Stage::CapturePush);
    !known && (judgement.level >= Level::Warning || judgement.level == Level::Notice && asked_for())
}

/// What was seen, in the words of the catalogue, or the pack's own where it has none.
fn reasons(words: &Words, engine: &breakwater_lure::Engine, judgement: &Judgement) -> Vec<Reason> {
    let in_words = |id: &str| {
        let key = format!("reason_{}", id.replace('-', "_"));
        if words.has(&key) {
            return words.say(&key, &[]);
        }
        let known = engine.reasons().find(|(other, _)| *other == id);
        known.map(|(_, reason)| reason.to_owned()).unwrap_or_default()
    };
    let reason = |seen: &Seen| Reason { text: in_words(&seen.id), quote: seen.quote.clone() };
    judgement.signals.iter().map(reason).collect()
}

/// Another contact than before stands in this tab: what was open for the one before is closed.
async fn leave_contact(before: &TabState, now: Option<&Pseudonym>) -> Result<(), Failure> {
    let Some(contact) = before.contact.as_ref().filter(|contact| Some(*contact) != now) else {
        return Ok(());
    };
    let mut memory = recall(contact, before.private).await?;
    memory.shown.leave();
    keep(contact, &memory, before.private).await
}

/// The person closed the panel in this tab.
pub async fn dismissed(page: &Page) -> Result<(), Failure> {
    change(page.tab, |memory, state| {
        memory.shown.dismiss(state.signals);
        state.call_closed = state.call;
    })
    .await
}

/// The person said in the page that they know this contact. The popup asks again before it counts.
pub async fn asked_known(page: &Page) -> Result<(), Failure> {
    change(page.tab, |memory, _| memory.asked_known = true).await
}

/// The person said in the popup whether they know the contact of a tab.
pub async fn known(tab: i32, known: bool) -> Result<(), Failure> {
    change(tab, |memory, _| {
        memory.known = known;
        memory.asked_known = false;
    })
    .await?;
    api::look_again(tab).await;
    Ok(())
}

/// The person said in the popup that what is kept of the contact of a tab is to go.
pub async fn forgotten(tab: i32) -> Result<(), Failure> {
    change(tab, |memory, _| *memory = Memory::default()).await?;
    api::look_again(tab).await;
    Ok(())
}

async fn change(tab: i32, how: impl FnOnce(&mut Memory, &mut TabState)) -> Result<(), Failure> {
    let Some(mut state) = state(tab).await? else { return Ok(()) };
    let Some(contact) = state.contact.clone() else { return Ok(()) };
    let mut memory = recall(&contact, state.private).await?;
    how(&mut memory, &mut state);
    keep(&contact, &memory, state.private).await?;
    state.view.known = memory.known;
    state.view.asked_known = memory.asked_known;
    remember(tab, &state).await
}

fn memory_slot(contact: &str) -> String {
    format!("contact:{contact}")
}

/// What is kept of a contact. In private windows, and where the browser keeps no database, from memory.
async fn recall(contact: &str, private: bool) -> Result<Memory, Failure> {
    if !private && let Ok(kept) = store::get(Shelf::Contacts, contact).await {
        return Ok(kept.unwrap_or_default());
    }
    Ok(api::remembered(&memory_slot(contact)).await?.unwrap_or_default())
}

async fn keep(contact: &str, memory: &Memory, private: bool) -> Result<(), Failure> {
    if !private && store::put(Shelf::Contacts, contact, memory).await.is_ok() {
        return Ok(());
    }
    api::remember(&memory_slot(contact), memory).await
}

/// A dot on the toolbar button: none, teal, amber, navy; and the same in words, for those who do not see it. A plain
/// button keeps its plain name.
async fn mark_button(tab: i32, level: Level, words: Option<&Words>, discreet: bool) {
    let (text, colour) = match level {
        Level::Calm => ("", api::TEAL),
        Level::Notice => ("•", api::TEAL),
        Level::Warning => ("•", "#9A5B00"),
        Level::Threat => ("•", "#12304A"),
    };
    let title = match (words, level) {
        _ if discreet => api::manifest_word("manifest_action_plain"),
        (Some(words), Level::Notice | Level::Warning | Level::Threat) => {
            words.say(&format!("popup_level_{}", level.name()), &[])
        }
        _ => String::new(),
    };
    // The tab may be gone by now; there is no button to mark then.
    let _ = api::badge(tab, text, colour, &title).await;
}
