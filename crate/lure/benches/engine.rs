//! How long the engine takes: a message, a long conversation, loading the pack; and a plain list of regular
//! expressions over the same phrases for comparison.
//!
//!     cargo bench -p breakwater-lure --features compile
//!
//! The messages are made up, in all languages, short as chat is. Nothing here fails: `tools/instructions.sh` is the gate.

#![allow(missing_docs, clippy::print_stdout, clippy::unwrap_used)]

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use breakwater_lure::{Context, Engine, Message, State};
use breakwater_transcript::{Kind, Side};
use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};

const MESSAGES: &str = include_str!("messages.txt");

fn messages() -> Vec<Message<'static>> {
    let row = |line: &'static str| {
        let (side, text) = line.split_once(": ").unwrap();
        let from = if side == "me" { Side::Me } else { Side::Them };
        Message { from, text, kind: Kind::Text, t: None }
    };
    MESSAGES.lines().map(row).collect()
}

/// Takes all messages as one conversation.
fn converse(engine: &Engine, state: &mut State, messages: &[Message<'_>]) {
    for message in messages {
        black_box(engine.update(state, message, &Context::default()).level);
    }
}

/// Takes the messages as conversations of ten.
fn meet(engine: &Engine, messages: &[Message<'_>]) {
    messages.chunks(10).for_each(|ten| converse(engine, &mut State::new(), ten));
}

/// What the single messages take: half of them take less than the median, and the mean hides that.
fn spread(engine: &Engine, messages: &[Message<'_>]) {
    const ROUNDS: usize = 400;
    let mut times = vec![Vec::with_capacity(ROUNDS); messages.len()];
    for _ in 0..ROUNDS {
        let mut state = State::new();
        for (place, (message, times)) in messages.iter().zip(&mut times).enumerate() {
            if place % 10 == 0 {
                state = State::new();
            }
            let began = Instant::now();
            black_box(engine.update(&mut state, message, &Context::default()).level);
            times.push(began.elapsed());
        }
    }
    let middle = |times: &mut Vec<Duration>| {
        times.sort_unstable();
        times.get(times.len() / 2).copied().unwrap_or_default()
    };
    let mut each: Vec<Duration> = times.iter_mut().map(middle).collect();
    let median = middle(&mut each);
    let (Some(least), Some(most)) = (each.first(), each.last()) else { return };
    println!("single messages: least {least:?}, median {median:?}, most {most:?}");
}

fn message(c: &mut Criterion) {
    let engine = Engine::new().unwrap();
    let messages = messages();
    spread(&engine, &messages);
    let mut group = c.benchmark_group("message");
    group.throughput(Throughput::Elements(messages.len() as u64));
    group.bench_function("all languages", |b| b.iter(|| meet(&engine, &messages)));
    // The same messages after 20,000 others: the cost must not grow with the conversation.
    let mut old = State::new();
    (0..20_000 / messages.len()).for_each(|_| converse(&engine, &mut old, &messages));
    group.bench_function("all languages, after 20,000 messages", |b| {
        b.iter_batched_ref(
            || old.clone(),
            |state| converse(&engine, state, &messages),
            BatchSize::SmallInput,
        );
    });
    group.finish();
    let mut group = c.benchmark_group("single message");
    for (name, text) in [
        ("short, nothing in it", "ok see you at the bus then"),
        ("short, a signal in it", "send me a pic and i send you one back"),
        ("long", &"we could meet at the library and then walk to the lake if it does not rain ".repeat(12)),
    ] {
        let message = Message { from: Side::Them, text, kind: Kind::Text, t: None };
        group.bench_function(name, |b| {
            b.iter_batched_ref(
                State::new,
                |state| converse(&engine, state, &[message]),
                BatchSize::SmallInput,
            );
        });
    }
    group.finish();
}

fn load(c: &mut Criterion) {
    let pack = || black_box(Engine::embedded()).to_vec();
    c.bench_function("load the pack", |b| b.iter_batched(pack, Engine::from_pack, BatchSize::LargeInput));
}

/// English only: as one set, the phrases of all languages do not compile within 2 GB.
#[cfg(feature = "compile")]
fn compare(c: &mut Criterion) {
    use breakwater_lure::compile;
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/signals");
    // A language that does not exist: English is always there.
    let only = ["none".to_string()];
    let engine = Engine::with(compile::compile(folder.as_ref(), &only).unwrap()).unwrap();
    let patterns = compile::regexes(folder.as_ref(), &only).unwrap();
    let list: Vec<regex::Regex> = patterns
        .iter()
        .map(|pattern| regex::RegexBuilder::new(pattern).size_limit(1 << 28).build().unwrap())
        .collect();
    let messages = messages();
    let mut group = c.benchmark_group("English phrases");
    group.throughput(Throughput::Elements(messages.len() as u64)).sample_size(10);
    group.bench_function("engine", |b| b.iter(|| meet(&engine, &messages)));
    group.bench_function(format!("{} regular expressions, one by one", list.len()), |b| {
        b.iter(|| {
            messages
                .iter()
                .map(|message| list.iter().filter(|one| one.is_match(message.text)).count())
                .sum::<usize>()
        });
    });
    if let Ok(set) = regex::RegexSetBuilder::new(&patterns).size_limit(1 << 30).build() {
        group.bench_function("the same as one RegexSet", |b| {
            b.iter(|| messages.iter().map(|message| set.matches(message.text).iter().count()).sum::<usize>());
        });
    }
    group.finish();
}

#[cfg(not(feature = "compile"))]
fn compare(_: &mut Criterion) {}

criterion_group! {
    name = benches;
    config = Criterion::default().warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(2));
    targets = message, load, compare
}
criterion_main!(benches);
