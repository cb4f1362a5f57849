//! What the targets share: conversations and JSON as a fuzzer makes them up.

use breakwater_lure::{Context, Engine, Message, State};
use breakwater_transcript::{Kind, Side};
use serde_json::Value;
use std::sync::LazyLock;

/// The engine with its own pack, loaded once.
pub static ENGINE: LazyLock<Engine> = LazyLock::new(|| Engine::new().expect("the pack of this build"));

/// One message.
#[derive(Clone, Debug)]
pub struct Made {
    pub from: Side,
    pub kind: Kind,
    pub text: String,
    pub t: Option<f64>,
}

impl Made {
    pub fn message(&self) -> Message<'_> {
        Message { from: self.from, text: &self.text, kind: self.kind, t: self.t }
    }
}

/// Most messages of a conversation: more cost time and find nothing.
const MOST: usize = 24;

/// A message a line: `them: text`, `me: text`, `someone: text`; `picture`, `call`, `system: text` after that are kinds,
/// `@12.5 ` before all is a time. Whatever else is there is a text of the contact.
pub fn conversation(data: &[u8]) -> Vec<Made> {
    String::from_utf8_lossy(data).split('\n').take(MOST).map(line).collect()
}

fn line(line: &str) -> Made {
    let timed = line.strip_prefix('@').and_then(|rest| rest.split_once(' '));
    let (t, line) = timed.map_or((None, line), |(t, rest)| (t.parse().ok(), rest));
    let sides = [("them: ", Side::Them), ("me: ", Side::Me), ("someone: ", Side::Unknown)];
    let (from, rest) = sides
        .into_iter()
        .find_map(|(prefix, side)| Some((side, line.strip_prefix(prefix)?)))
        .unwrap_or((Side::Them, line));
    let kinds = [
        ("picture ", Kind::Image),
        ("video ", Kind::Video),
        ("call ", Kind::Call),
        ("system: ", Kind::System),
    ];
    let (kind, text) = kinds
        .into_iter()
        .find_map(|(prefix, kind)| Some((kind, rest.strip_prefix(prefix)?)))
        .unwrap_or((Kind::Text, rest));
    Made { from, kind, text: text.to_owned(), t }
}

/// Takes messages into a state, each with what must hold after any message.
pub fn converse(engine: &Engine, state: &mut State, messages: &[Made]) {
    for made in messages {
        let before = state.level();
        let letters = made.text.chars().count();
        let update = engine.update(state, &made.message(), &Context::default());
        assert_eq!(update.level, state.level());
        assert!(made.from != Side::Me || update.signals.is_empty(), "the person alarmed themselves");
        assert!(made.kind != Kind::System || update.level <= before, "the site's own line alarmed");
        for signal in &update.signals {
            let (from, to) = signal.span;
            assert!(from <= to && to as usize <= letters, "{signal:?} leaves the {letters} characters");
        }
        assert!(state.to_bytes().len() <= State::MOST_BYTES, "{} bytes", state.to_bytes().len());
    }
}

/// Changes one value of a JSON text, or the bytes where it is none. For `fuzz_mutator!`: changed bytes alone are mostly
/// no JSON any more, and nothing behind the parser is ever reached.
pub fn mutate_json(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed) | 1 << 40);
    let parsed = data.get(..size).and_then(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let Some(mut value) = parsed.filter(|_| dice.throw(3) > 0) else {
        return libfuzzer_sys::fuzzer_mutate(data, size, most);
    };
    for _ in 0..=dice.throw(4) {
        let count = count(&value);
        let (mut from, mut to) = (dice.throw(count), dice.throw(count));
        let taken = find(&mut value, &mut from).cloned().unwrap_or_default();
        if let Some(target) = find(&mut value, &mut to) {
            change(target, taken, &mut dice);
        }
    }
    match serde_json::to_vec(&value) {
        Ok(bytes) if bytes.len() <= most => {
            data[..bytes.len()].copy_from_slice(&bytes);
            bytes.len()
        }
        _ => libfuzzer_sys::fuzzer_mutate(data, size, most),
    }
}

struct Dice(u64);

impl Dice {
    /// A number below `sides`.
    fn throw(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum(),
        Value::Object(map) => map.values().map(count).sum(),
        _ => 0,
    }
}

/// The `left`th value within `value`, itself being the first.
fn find<'a>(value: &'a mut Value, left: &mut usize) -> Option<&'a mut Value> {
    if *left == 0 {
        return Some(value);
    }
    *left -= 1;
    match value {
        Value::Array(items) => items.iter_mut().find_map(|item| find(item, left)),
        Value::Object(map) => map.values_mut().find_map(|item| find(item, left)),
        _ => None,
    }
}

/// Texts that are something to one part or another.
const TEXTS: [&str; 12] = [
    "",
    "\u{202e}",
    "me",
    "You",
    "12:30",
    "Today",
    "rgb(0, 0, 0)",
    "rgb(255, 255, 255)",
    "textarea",
    "end",
    "left",
    "row",
];
const NUMBERS: [i64; 12] =
    [0, 1, -1, 2, 8, 40, 300, 1000, 4_000_000, i32::MAX as i64, i32::MIN as i64, u32::MAX as i64];

fn change(target: &mut Value, taken: Value, dice: &mut Dice) {
    let kind = dice.throw(6);
    match target {
        _ if kind == 0 => *target = taken,
        Value::Number(number) if kind < 4 => {
            let step = [-40, -8, -1, 1, 8, 40][dice.throw(6)];
            *target = number.as_i64().unwrap_or(0).wrapping_add(step).into();
        }
        Value::Number(_) => *target = NUMBERS[dice.throw(NUMBERS.len())].into(),
        Value::Bool(flag) => *flag = !*flag,
        Value::String(text) => match kind {
            1 => text.push_str(TEXTS[dice.throw(TEXTS.len())]),
            2 => text.truncate(text.floor_char_boundary(dice.throw(text.len() + 1))),
            3 => text.push(char::from_u32(dice.throw(0x2100) as u32).unwrap_or('\u{fffd}')),
            _ => *text = TEXTS[dice.throw(TEXTS.len())].to_owned(),
        },
        Value::Array(items) if !items.is_empty() => {
            let (a, b) = (dice.throw(items.len()), dice.throw(items.len()));
            match kind {
                1 => items.swap(a, b),
                2 | 3 => items.insert(b, items[a].clone()),
                4 => drop(items.remove(a)),
                _ => items.insert(b, taken),
            }
        }
        Value::Object(map) if !map.is_empty() => {
            let at = dice.throw(map.len());
            let key = map.keys().nth(at).cloned().unwrap_or_default();
            match kind {
                1..4 => drop(map.remove(&key)),
                _ => drop(map.insert(key, taken)),
            }
        }
        _ => *target = taken,
    }
}
