//! What holds for any text whatever.

#![allow(missing_docs, clippy::unwrap_used, clippy::indexing_slicing)]

use std::sync::OnceLock;

use breakwater_lure::{Context, Engine, Message, State};
use breakwater_transcript::{Kind, Side};
use proptest::prelude::*;

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new().unwrap())
}

/// A message as tests make it up.
#[derive(Clone, Debug)]
struct Made {
    from: Side,
    text: String,
    kind: Kind,
    t: Option<f64>,
}

/// Words that lures and threats are made of, so that random conversations are not all calm.
const WORDS: [&str; 24] = [
    "send", "me", "a", "pic", "first", "i", "have", "your", "video", "pay", "$200", "or", "your", "mum",
    "sees", "it", "snap?", "tonight.", "😏", "nudes", "manda", "foto", "sinon", "je",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..24).prop_map(|words| words.join(" ")),
        1 => any::<String>(),
        1 => prop::collection::vec(any::<char>(), 0..80).prop_map(|letters| letters.into_iter().collect()),
    ]
}

fn message(sides: &'static [Side]) -> impl Strategy<Value = Made> {
    let kinds = vec![Kind::Text, Kind::Text, Kind::Text, Kind::Image, Kind::Call, Kind::System, Kind::Voice];
    let t = prop_oneof![Just(None), any::<f64>().prop_map(Some), (0.0..1e6_f64).prop_map(Some)];
    (prop::sample::select(sides), text(), prop::sample::select(kinds), t)
        .prop_map(|(from, text, kind, t)| Made { from, text, kind, t })
}

fn anyone() -> impl Strategy<Value = Vec<Made>> {
    prop::collection::vec(message(&[Side::Them, Side::Them, Side::Me, Side::Unknown]), 0..20)
}

fn row(made: &Made) -> Message<'_> {
    Message { from: made.from, text: &made.text, kind: made.kind, t: made.t }
}

fn replay(messages: &[Made]) -> State {
    let mut state = State::new();
    for made in messages {
        engine().update(&mut state, &row(made), &Context::default());
    }
    state
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_has_an_answer_with_spans_inside_it(messages in anyone()) {
        let mut state = State::new();
        for made in &messages {
            let characters = u32::try_from(made.text.chars().count()).unwrap();
            let update = engine().update(&mut state, &row(made), &Context::default());
            prop_assert!(made.from != Side::Me || update.signals.is_empty());
            for signal in &update.signals {
                let (from, to) = signal.span;
                prop_assert!(from <= to && to <= characters, "{signal:?} in {characters}");
            }
            prop_assert_eq!(update.level, state.level());
        }
        prop_assert_eq!(state.messages() as usize, messages.len());
    }

    #[test]
    fn stored_and_read_back_it_goes_on_the_same(messages in anyone(), cut in 0_usize..20) {
        let cut = cut.min(messages.len());
        let (before, after) = messages.split_at(cut);
        let bytes = replay(before).to_bytes();
        prop_assert!(bytes.len() <= State::MOST_BYTES, "{} bytes", bytes.len());
        let mut stored = State::from_bytes(&bytes).unwrap();
        let mut whole = replay(before);
        for made in after {
            let a = engine().update(&mut stored, &row(made), &Context::default()).level;
            let b = engine().update(&mut whole, &row(made), &Context::default()).level;
            prop_assert_eq!(a, b);
        }
    }

    #[test]
    fn harmless_words_of_the_person_never_raise_the_level(messages in anyone()) {
        let mut state = replay(&messages);
        for text in ["ok", "see you at practice", "no thanks", "haha", "send me the homework"] {
            let before = state.level();
            let mine = Message { from: Side::Me, text, kind: Kind::Text, t: None };
            let level = engine().update(&mut state, &mine, &Context::default()).level;
            prop_assert!(level <= before, "{text}: {before:?} to {level:?}");
        }
    }

    #[test]
    fn early_is_never_later_and_moves_no_threat(messages in anyone()) {
        let early = Context { early: true, ..Context::default() };
        let (mut a, mut b) = (State::new(), State::new());
        for made in &messages {
            let ordinary = engine().update(&mut a, &row(made), &Context::default()).level;
            let sooner = engine().update(&mut b, &row(made), &early).level;
            prop_assert!(sooner >= ordinary, "{ordinary:?}, and early {sooner:?}");
            prop_assert_eq!(sooner == breakwater_lure::Level::Threat, ordinary == breakwater_lure::Level::Threat);
        }
    }

    #[test]
    fn a_second_delivery_of_a_row_is_no_second_threat(made in message(&[Side::Them])) {
        let once = replay(std::slice::from_ref(&made));
        let twice = replay(&[made.clone(), made.clone()]);
        prop_assert!(twice.level() <= once.level().max(breakwater_lure::Level::Notice));
    }

    #[test]
    fn any_bytes_are_a_state_or_an_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        if let Ok(mut state) = State::from_bytes(&bytes) {
            let hello = Message { from: Side::Them, text: "hello send me a pic", kind: Kind::Text, t: Some(f64::NAN) };
            engine().update(&mut state, &hello, &Context::default());
        }
    }

    #[test]
    fn a_pack_with_bytes_changed_is_refused(at in any::<prop::sample::Index>(), by in 1_u8..) {
        let mut bytes = Engine::embedded().to_vec();
        let at = at.index(bytes.len());
        bytes[at] ^= by;
        prop_assert!(Engine::from_pack(bytes).is_err());
    }
}

#[test]
fn a_clock_that_goes_backwards_changes_nothing_of_note() {
    let rows: Vec<Made> = ["hey cutie", "wanna trade pics?", "i have your nudes, pay or your mum sees them"]
        .into_iter()
        .map(|text| Made { from: Side::Them, text: text.into(), kind: Kind::Text, t: None })
        .collect();
    let with = |times: [f64; 3]| {
        let rows: Vec<Made> =
            rows.iter().zip(times).map(|(row, t)| Made { t: Some(t), ..row.clone() }).collect();
        replay(&rows).level()
    };
    assert_eq!(with([100.0, 60.0, 20.0]), with([20.0, 60.0, 100.0]));
    assert_eq!(with([f64::INFINITY, f64::NEG_INFINITY, f64::NAN]), with([20.0, 60.0, 100.0]));
}

#[test]
fn very_long_and_very_odd_texts_end_soon_and_say_so() {
    for text in [
        "a".repeat(1_000_000),
        "👍".repeat(250_000),
        "send ".repeat(200_000),
        "\0".repeat(1000),
        String::new(),
    ] {
        let mut state = State::new();
        let message = Message { from: Side::Them, text: &text, kind: Kind::Text, t: None };
        let update = engine().update(&mut state, &message, &Context::default());
        assert_eq!(update.truncated, text.chars().count() > 8000, "{} bytes", text.len());
    }
}
