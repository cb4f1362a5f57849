//! What goes wrong while something is saved: never a false "saved", never a lost earlier record, never a word from the
//! page on the disk.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test")]

mod common;
#[path = "common/device.rs"]
mod device;

use std::{
    cell::Cell,
    future::pending,
    pin::pin,
    sync::LazyLock,
    task::{Context, Poll, Waker},
};

use breakwater_evidence::{
    Choice, ClockJump, Digest, Entry, Forgetful, Head, Keyring, Library, Memory, Moment, NoKey, NoPress,
    NotSaved, Plan, Receipt, Store, Unlocked, Vault, delete, save, seal, verify,
};
use common::{English, capture, moment, now};
use device::{Device, Dice, QUICK};

/// What the disk does at the step whose number has come.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Trouble {
    /// Refuses, and nothing of the step is written: no room, or the browser took the transaction back.
    Refuses,
    /// Says that it wrote, and forgot one of the files.
    Forgets(usize),
    /// One of the files comes out with another byte.
    Flips(usize),
    /// One of the files comes out shorter.
    CutsOff(usize),
    /// The worker is killed before the step is done.
    KilledBefore,
    /// The worker is killed when the step is done, before it hears of it.
    KilledAfter,
}

/// A disk that does one thing wrong.
struct Disk {
    inner: Memory,
    /// Steps until the trouble.
    left: Cell<usize>,
    trouble: Trouble,
    struck: Cell<bool>,
}

#[derive(Debug, thiserror::Error)]
#[error("the disk refuses")]
struct Refused;

impl Disk {
    fn new() -> Self {
        Self {
            inner: Memory::default(),
            left: Cell::new(usize::MAX),
            trouble: Trouble::Refuses,
            struck: Cell::new(false),
        }
    }

    /// Whether the trouble comes now.
    fn strikes(&self) -> bool {
        let left = self.left.get();
        self.left.set(left.wrapping_sub(1));
        self.struck.set(self.struck.get() || left == 0);
        left == 0
    }

    fn spoilt(&self, at: usize, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
        match self.trouble {
            Trouble::Forgets(one) if one == at => return None,
            Trouble::Flips(one) if one == at => bytes.last_mut().map_or((), |byte| *byte ^= 1),
            Trouble::CutsOff(one) if one == at => drop(bytes.pop()),
            _ => {}
        }
        Some(bytes)
    }
}

impl Store for Disk {
    type Error = Refused;

    async fn add(&self, entries: &[Entry]) -> Result<(), Refused> {
        self.replace(entries, &[]).await
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Refused> {
        let strikes = self.strikes();
        let bytes = self.inner.read(name).await.map_err(|_| Refused)?;
        match self.trouble {
            _ if !strikes => Ok(bytes),
            Trouble::Refuses => Err(Refused),
            Trouble::KilledBefore | Trouble::KilledAfter => pending().await,
            // What is read wrongly is the one file that is read.
            Trouble::Forgets(_) => Ok(None),
            Trouble::Flips(_) | Trouble::CutsOff(_) => Ok(bytes.and_then(|bytes| self.spoilt(0, bytes))),
        }
    }
}

impl Forgetful for Disk {
    async fn replace(&self, entries: &[Entry], names: &[String]) -> Result<(), Refused> {
        let strikes = self.strikes();
        let spoil = |(at, entry): (usize, &Entry)| {
            let bytes = self.spoilt(at, entry.bytes.clone())?;
            Some(Entry { name: entry.name.clone(), bytes })
        };
        match self.trouble {
            Trouble::Refuses if strikes => return Err(Refused),
            Trouble::KilledBefore if strikes => pending().await,
            _ => {}
        }
        let spoilt: Vec<Entry> = entries.iter().enumerate().filter_map(spoil).collect();
        let written = if strikes { &spoilt } else { entries };
        self.inner.replace(written, names).await.map_err(|_| Refused)?;
        if strikes && self.trouble == Trouble::KilledAfter {
            pending().await
        }
        Ok(())
    }
}

impl Library for Disk {
    async fn read_all(&self, prefix: &str) -> Result<Vec<Entry>, Refused> {
        self.inner.read_all(prefix).await.map_err(|_| Refused)
    }
}

static WORDS: LazyLock<English> = LazyLock::new(English::load);

/// A locker with one record, as it rests, and whoever can open it.
struct Setting {
    disk: Disk,
    dice: Dice,
    keyring: Keyring,
    unlocked: Unlocked,
    earlier: Receipt,
}

impl Setting {
    fn new() -> Self {
        let dice = Dice::new();
        let (keyring, unlocked) = now(Keyring::create(&Device(7), &dice)).unwrap();
        let keyring = now(keyring.with_passphrase(&unlocked, ("words", QUICK), &Device(7), &dice)).unwrap();
        let disk = Disk::new();
        let earlier = {
            let vault = Vault::new(&disk, &dice, keyring.public().unwrap(), None);
            now(save(&vault, &seal(capture(), &moment(0), [0xa1; 16], &Head::EMPTY).unwrap())).unwrap()
        };
        Self { disk, dice, keyring, unlocked, earlier }
    }

    fn vault(&self, open: bool) -> Vault<'_, Disk, Dice> {
        let unlocked = open.then(|| self.unlocked.clone());
        Vault::new(&self.disk, &self.dice, self.keyring.public().unwrap(), unlocked)
    }

    /// The trouble is over: how many records the locker hands over. They hold, and the earlier one is among them.
    fn hands_over(&self) -> usize {
        self.disk.left.set(usize::MAX);
        let (vault, choice) = (self.vault(true), Choice::default());
        let plan = Plan::new(&vault, &choice, &*WORDS, "Breakwater 0.1.0", None::<&NoKey>, None::<NoPress>);
        let plan = now(plan).unwrap();
        let mut package = Vec::new();
        now(plan.write(&vault, |piece| {
            package.extend(piece);
            Ok(())
        }))
        .unwrap();
        let report = verify(&package);
        let contents = report.contents().unwrap_or_else(|| panic!("{report}"));
        assert!(String::from_utf8_lossy(&package).contains(self.earlier.id()));
        contents.records as usize
    }

    /// No word from the page in what rests on the disk.
    fn assert_sealed(&self) {
        for Entry { name, bytes } in now(self.disk.inner.read_all("")).unwrap() {
            let text = String::from_utf8_lossy(&bytes);
            let canaries = ["Alex", "chat.example", "same gym", "alex.pay", "IHDR"];
            assert!(!canaries.iter().any(|canary| text.contains(canary)), "{name}");
        }
    }
}

/// Runs something until it is done, or would wait for ever: then the worker was killed there.
fn until_killed<T>(future: impl Future<Output = T>) -> Option<T> {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}

fn troubles() -> Vec<Trouble> {
    let spoils = (0..3).flat_map(|at| [Trouble::Forgets(at), Trouble::Flips(at), Trouble::CutsOff(at)]);
    spoils.chain([Trouble::Refuses, Trouble::KilledBefore, Trouble::KilledAfter]).collect()
}

/// Steps of the disk that one save takes: one write, and one read for each of the three files.
const STEPS: usize = 4;

#[test]
fn whatever_the_disk_does_nothing_is_called_saved_that_is_not_and_nothing_earlier_is_lost() {
    for trouble in troubles() {
        for step in 0..STEPS {
            for open in [false, true] {
                let mut setting = Setting::new();
                setting.disk.trouble = trouble;
                setting.disk.left.set(step);
                let second = seal(capture(), &moment(1), [0xb2; 16], setting.earlier.head()).unwrap();
                let outcome = until_killed(save(&setting.vault(open), &second));
                let about = format!("{trouble:?} at step {step}, open: {open}: {outcome:?}");
                assert!(setting.disk.struck.get(), "{about}");
                setting.assert_sealed();
                match outcome {
                    // The file that was to be spoilt is not the one that was read.
                    Some(Ok(_)) => assert_eq!(setting.hands_over(), 2, "{about}"),
                    // It was not written, or was taken back.
                    Some(Err(_)) => assert_eq!(setting.hands_over(), 1, "{about}"),
                    // Killed, nobody was told anything; all of it is there, or nothing.
                    None => assert!(setting.hands_over() >= 1, "{about}"),
                }
                // And saving goes on.
                let head = Head { moment: None, ..head(&setting.disk) };
                let third = seal(capture(), &moment(2), [0xc3; 16], &head).unwrap();
                now(save(&setting.vault(open), &third))
                    .unwrap_or_else(|error| panic!("{about}: then {error}"));
                assert!(setting.hands_over() >= 2, "{about}");
            }
        }
    }
}

/// The end of the log as it rests.
fn head(disk: &Disk) -> Head {
    let lines = now(disk.inner.read_all("log/")).unwrap();
    Head { seq: lines.len() as u64, last: Digest::of(&lines.last().unwrap().bytes), moment: None }
}

#[test]
fn a_deletion_that_fails_deletes_nothing_and_one_that_is_cut_short_is_whole() {
    for trouble in [Trouble::Refuses, Trouble::KilledBefore, Trouble::KilledAfter] {
        let mut setting = Setting::new();
        let second = seal(capture(), &moment(1), [0xb2; 16], setting.earlier.head()).unwrap();
        let second = now(save(&setting.vault(false), &second)).unwrap();
        setting.disk.trouble = trouble;
        setting.disk.left.set(0);
        let files = ["record.json", "screen-001.png"].map(|file| format!("records/000002-b2b2b2b2/{file}"));
        let about = (second.id(), second.sha256());
        let outcome = until_killed(delete(&setting.disk, second.head(), about, &files, &moment(2)));
        assert!(!matches!(outcome, Some(Ok(_))), "{trouble:?}");
        let left = if trouble == Trouble::KilledAfter { 1 } else { 2 };
        assert_eq!(setting.hands_over(), left, "{trouble:?}");
    }
}

#[test]
fn a_clock_that_was_set_back_is_written_down_and_stops_nothing() {
    let setting = Setting::new();
    let hour_earlier = Moment { utc_ms: moment(0).utc_ms - 3_600_000, ..moment(1) };
    let second = seal(capture(), &hour_earlier, [0xb2; 16], setting.earlier.head()).unwrap();
    assert_eq!(second.record().when.clock_jump, ClockJump::Back);
    now(save(&setting.vault(false), &second)).unwrap();
    assert_eq!(setting.hands_over(), 2);
}

#[test]
fn nothing_of_a_private_window_reaches_the_disk() {
    let setting = Setting::new();
    let before = now(setting.disk.inner.read_all("")).unwrap();
    let mut private = capture();
    private.tool.private_window = true;
    let second = seal(private, &moment(1), [0xb2; 16], setting.earlier.head()).unwrap();
    assert!(matches!(now(save(&setting.vault(true), &second)), Err(NotSaved::PrivateWindow)));
    assert_eq!(now(setting.disk.inner.read_all("")).unwrap(), before);
}
