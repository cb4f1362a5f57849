//! What the page shows now, on top of what was judged before.

use breakwater_lure::{Context, Engine, Level, Message, Stage, State};
use breakwater_reader::Reading;
use breakwater_transcript::Fact;

use super::{DeviceKey, Memory, Step};

/// A day, in seconds: from then on a contact is no longer "seen for the first time".
const DAY: u32 = 24 * 60 * 60;

/// What follows from a conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The advice level.
    pub level: Level,
    /// The signals to name, the furthest stage first and the latest of a stage first, each once; their message's words
    /// beside them where those are still on the page.
    pub signals: Vec<Seen>,
    /// How many different signals were seen, named or not.
    pub different: u32,
    /// When each stage was first seen: its name, and milliseconds since 1970 if it arrived before our eyes.
    pub stages: Vec<(String, Option<f64>)>,
}

/// One signal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The signal's id (`picture-trade`).
    pub id: String,
    /// Where in the run of a lure it belongs.
    pub stage: Stage,
    /// The words that triggered it, if their message is still on the page.
    pub quote: Option<String>,
}

/// Judges what is new in `reading` and brings `memory` up to date. `early` is the person's
/// wish to be told earlier, `now` is in seconds since 1970.
///
/// The same page again changes nothing. Rows that were there at the first look have no time: how fast a talk went is
/// known only of what arrived before our eyes.
pub fn judge(
    engine: &Engine,
    key: &DeviceKey,
    memory: &mut Memory,
    reading: &Reading,
    early: bool,
    now: u32,
) -> Judgement {
    if memory.first_seen == 0 {
        memory.first_seen = now;
    }
    memory.last_seen = now;
    let name = reading.contact.name.as_deref().map(|name| key.name_mark(name));
    let renamed = name.is_some_and(|name| memory.called.hear(name, now));
    let facts = facts(memory, reading, renamed, now);
    let context = Context { known: memory.known, early, facts: &facts };
    // Bytes that are no state of this version mean "judge anew": what the page shows is read again, nothing is lost
    // but what has scrolled away.
    let stored = State::from_bytes(&memory.state).ok();
    if stored.is_none() {
        memory.judged = super::Judged::default();
    }
    let mut state = stored.unwrap_or_default();

    let marks: Vec<u32> = reading.rows.iter().map(|row| key.mark(row)).collect();
    let at_end = reading.placement.as_ref().is_none_or(|placement| placement.at_end);
    let (from, arrivals) = match memory.judged.step(&marks, at_end) {
        Step::Nothing => (reading.rows.len(), Vec::new()),
        Step::Append(from) => {
            memory.judged.append(&marks, from, now);
            (from, vec![now; marks.len()])
        }
        Step::Replay => {
            state = State::new();
            (0, memory.judged.replay(&marks, now))
        }
    };
    for (row, &at) in reading.rows.iter().zip(&arrivals).skip(from) {
        let t = (at > 0).then(|| f64::from(at));
        let message = Message { from: row.side, text: &row.text, kind: row.kind, t };
        engine.update(&mut state, &message, &context);
    }
    let mut level = engine.advise(&state, &context);
    if memory.pictured.elsewhere() {
        // A picture has its weight, but what only it brings is never more than a notice.
        let others: Vec<Fact> =
            facts.iter().copied().filter(|fact| *fact != Fact::PictureSeenBefore).collect();
        let without = engine.advise(&state, &Context { facts: &others, ..context });
        level = level.min(without.max(Level::Notice));
    }
    // The number of the first row on the page, counted as the engine counts.
    let total = memory.judged.total();
    let shown_from = total.saturating_sub(u32::try_from(reading.rows.len()).unwrap_or(u32::MAX));
    let whole = memory.judged.ends_with(&marks);
    let seen = engine.signals(&state).map(|signal| {
        let row = whole.then(|| signal.message.checked_sub(shown_from + 1)).flatten();
        let text = row.and_then(|row| reading.rows.get(row as usize)).map(|row| row.text.as_str());
        let quote = text.and_then(|text| characters(text, signal.span));
        Seen { id: signal.id.to_owned(), stage: signal.stage, quote }
    });
    let mut signals: Vec<Seen> = Vec::new();
    for one in seen.collect::<Vec<_>>().into_iter().rev() {
        if !signals.iter().any(|known| known.id == one.id) {
            signals.push(one);
        }
    }
    let different = u32::try_from(signals.len()).unwrap_or(u32::MAX);
    // A single word of force ("right now") that made no threat is none: naming it would say more than was seen.
    let named = |stage: Stage| level >= Level::Threat || !is_force(stage);
    if signals.iter().any(|seen| named(seen.stage)) {
        signals.retain(|seen| named(seen.stage));
    }
    signals.sort_by_cached_key(|seen| -(seen.stage as i64));
    // In the order of the run, the furthest last: a stray word of a later stage does not turn the story around.
    let started = |stage: &Stage| state.timeline().iter().find(|start| start.stage == *stage);
    let starts = Stage::ALL.iter().filter_map(started).filter(|start| named(start.stage));
    let stages = starts.map(|start| (start.stage.name().to_owned(), start.t.map(|t| t * 1000.0))).collect();
    let judgement = Judgement { level, signals, different, stages };
    memory.state = state.to_bytes();
    judgement
}

/// Whether a stage belongs to threat and demand.
const fn is_force(stage: Stage) -> bool {
    matches!(stage, Stage::Threat | Stage::Demand | Stage::Repeat)
}

/// What the page says, and what we remember ourselves.
fn facts(memory: &Memory, reading: &Reading, renamed: bool, now: u32) -> Vec<Fact> {
    let mut facts = reading.contact.facts.clone();
    if renamed {
        facts.push(Fact::NameChanged);
    }
    if memory.pictured.elsewhere() {
        facts.push(Fact::PictureSeenBefore);
    }
    if now.saturating_sub(memory.first_seen) < DAY {
        facts.push(Fact::FirstSeen);
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// The characters of a span; nothing for an empty one.
fn characters(text: &str, (from, to): (u32, u32)) -> Option<String> {
    let words: String = text.chars().skip(from as usize).take(to.saturating_sub(from) as usize).collect();
    (!words.trim().is_empty()).then_some(words)
}

#[cfg(test)]
mod tests {
    use breakwater_reader::Placement;
    use breakwater_transcript::{Contact, Row, Side};

    use super::*;

    const NOW: u32 = 1_800_000_000;
    const KEY: DeviceKey = DeviceKey([7; 16]);

    fn reading(texts: &[(Side, &str)]) -> Reading {
        let rows = texts.iter().map(|&(side, text)| Row {
            side,
            confidence: 0.9,
            text: text.into(),
            ..Row::default()
        });
        Reading {
            chat: true,
            rows: rows.collect(),
            contact: Contact { name: Some("Riley".into()), ..Contact::default() },
            placement: Some(Placement { at_end: true, ..Placement::default() }),
            ..Reading::default()
        }
    }

    const LURE: [(Side, &str); 8] = [
        (Side::Them, "hey, you came up in my suggestions"),
        (Side::Me, "hi, who is this?"),
        (Side::Them, "i'm riley, how old are you and what school do you go to?"),
        (Side::Me, "why"),
        (Side::Them, "just curious, you're cute. are you alone right now?"),
        (Side::Them, "i'll send you a pic if you send me one back"),
        (Side::Them, "add me on snapchat, it's easier there"),
        (Side::Them, "promise you won't tell anyone"),
    ];

    #[test]
    fn one_look_or_many_end_the_same() {
        let engine = Engine::new().unwrap();
        let mut at_once = Memory::default();
        let whole = judge(&engine, &KEY, &mut at_once, &reading(&LURE), false, NOW);
        assert!(whole.level >= Level::Notice, "{whole:?}");
        assert!(whole.different >= 2);

        let mut bit_by_bit = Memory::default();
        let mut last = None;
        for end in 1..=LURE.len() {
            last = Some(judge(&engine, &KEY, &mut bit_by_bit, &reading(&LURE[..end]), false, NOW));
        }
        let ids = |judgement: &Judgement| judgement.signals.iter().map(|s| s.id.clone()).collect::<Vec<_>>();
        assert_eq!(last.map(|judgement| ids(&judgement)), Some(ids(&whole)));
    }

    #[test]
    fn looking_again_changes_nothing() {
        let engine = Engine::new().unwrap();
        let mut memory = Memory::default();
        let first = judge(&engine, &KEY, &mut memory, &reading(&LURE), false, NOW);
        let kept = memory.state.clone();
        assert_eq!(judge(&engine, &KEY, &mut memory, &reading(&LURE), false, NOW), first);
        assert_eq!(memory.state, kept);
    }

    #[test]
    fn a_word_of_force_that_makes_no_threat_is_not_named() {
        let engine = Engine::new().unwrap();
        let rows = [LURE.as_slice(), &[(Side::Them, "you have one hour")]].concat();
        let judgement = judge(&engine, &KEY, &mut Memory::default(), &reading(&rows), false, NOW);
        assert!(
            judgement.level < Level::Threat && judgement.different > judgement.signals.len() as u32,
            "{judgement:?}"
        );
        assert!(judgement.signals.iter().all(|seen| !is_force(seen.stage)), "{judgement:?}");
        assert!(judgement.stages.iter().all(|(stage, _)| stage != "demand"), "{judgement:?}");
    }

    #[test]
    fn what_triggered_is_quoted_from_the_page() {
        let engine = Engine::new().unwrap();
        let judgement = judge(&engine, &KEY, &mut Memory::default(), &reading(&LURE), false, NOW);
        let quotes: Vec<_> = judgement.signals.iter().filter_map(|seen| seen.quote.as_deref()).collect();
        assert!(!quotes.is_empty());
        for quote in quotes {
            assert!(LURE.iter().any(|(_, text)| text.contains(quote)), "{quote}");
        }
    }

    #[test]
    fn a_picture_used_before_has_weight_and_never_makes_more_than_a_notice() {
        let engine = Engine::new().unwrap();
        let mark = [166, 3, 90, 17, 200, 6, 77, 129];
        let pictured = |name| {
            let mut memory = Memory::default();
            memory.called.hear(name, NOW);
            memory.pictured.see(mark, NOW);
            memory
        };
        let mut other = pictured(1);
        other.pictured.compare(1, []);
        let mut lifted = 0;
        let mut warned = 0;
        // Enough for a warning; then it fades while they talk of other things, past every bar.
        let more = [
            (Side::Them, "now send me a pic with your face in it, prove you're real"),
            (Side::Them, "and what's your insta? let me see who follows you"),
        ];
        for passed in (0..480).step_by(4) {
            let talk = vec![(Side::Me, "the ferry was late again"); passed];
            let rows = reading(&[LURE.as_slice(), &more, &talk].concat());
            let mut memory = pictured(2);
            memory.pictured.compare(2, [&other]);
            let with = judge(&engine, &KEY, &mut memory, &rows, false, NOW).level;
            let without = judge(&engine, &KEY, &mut Memory::default(), &rows, false, NOW).level;
            assert!(with >= without && with <= without.max(Level::Notice), "{without:?} {with:?}");
            lifted += usize::from(with > without);
            warned += usize::from(without == Level::Warning);
        }
        assert!(lifted > 0 && warned > 0, "{lifted} {warned}");
    }

    #[test]
    fn a_killed_worker_loses_nothing() {
        let engine = Engine::new().unwrap();
        let mut kept_going = Memory::default();
        let mut killed = Memory::default();
        let (mut a, mut b) = (None, None);
        for end in 1..=LURE.len() {
            a = Some(judge(&engine, &KEY, &mut kept_going, &reading(&LURE[..end]), false, NOW));
            let stored = serde_json::to_string(&killed).unwrap();
            killed = serde_json::from_str(&stored).unwrap();
            b = Some(judge(&Engine::new().unwrap(), &KEY, &mut killed, &reading(&LURE[..end]), false, NOW));
        }
        assert_eq!(a, b);
    }

    #[test]
    fn bytes_that_are_no_state_are_judged_anew() {
        let engine = Engine::new().unwrap();
        let mut memory = Memory::default();
        let whole = judge(&engine, &KEY, &mut memory, &reading(&LURE), false, NOW);
        memory.state = vec![0xFF; 9];
        assert_eq!(judge(&engine, &KEY, &mut memory, &reading(&LURE), false, NOW).signals, whole.signals);
    }
}
