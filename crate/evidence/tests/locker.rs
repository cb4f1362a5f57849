//! The locker at rest: what is added while it is locked, who can read it, and what the disk shows.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod common;

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
};

use breakwater_evidence::{
    Choice, Damaged, DeviceLock, Digest, Entry, Head, Index, Keyring, Library, LockError, Memory, NoKey,
    NotSaved, Plan, Random, RandomFailed, Record, Store, Unlocked, Vault, VaultError, Wrapping,
    from_canonical, save, seal, to_canonical, verify,
};
use common::{English, Locker, capture, moment, now};

/// Numbers that are random enough for a test, and the same in every run.
struct Dice(Cell<u64>);

impl Dice {
    fn new() -> Self {
        Self(Cell::new(0))
    }
}

impl Random for Dice {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), RandomFailed> {
        for part in bytes.chunks_mut(32) {
            self.0.set(self.0.get() + 1);
            part.copy_from_slice(&Digest::of(&self.0.get().to_be_bytes()).as_bytes()[..part.len()]);
        }
        Ok(())
    }
}

struct NoDice;

impl Random for NoDice {
    fn fill(&self, _: &mut [u8]) -> Result<(), RandomFailed> {
        Err(RandomFailed)
    }
}

/// A device whose key is a number: it mixes it in and binds what it wraps to its purpose.
struct Device(u8);

#[derive(Debug, PartialEq, thiserror::Error)]
#[error("another device")]
struct OtherDevice;

impl DeviceLock for Device {
    type Error = OtherDevice;

    async fn wrap(&self, secret: &[u8], about: &[u8]) -> Result<Vec<u8>, OtherDevice> {
        let body: Vec<u8> = secret.iter().map(|byte| byte ^ self.0).collect();
        let tag = Digest::of(&[&[self.0], about, &body].concat());
        Ok([tag.as_bytes().as_slice(), &body].concat())
    }

    async fn unwrap(&self, wrapped: &[u8], about: &[u8]) -> Result<Vec<u8>, OtherDevice> {
        let (tag, body) = wrapped.split_at_checked(32).ok_or(OtherDevice)?;
        if Digest::of(&[&[self.0], about, body].concat()).as_bytes() != tag {
            return Err(OtherDevice);
        }
        Ok(body.iter().map(|byte| byte ^ self.0).collect())
    }
}

const QUICK: Wrapping = Wrapping { memory_kib: 64, passes: 1 };

fn created() -> (Keyring, Unlocked) {
    now(Keyring::create(&Device(7), &Dice::new())).unwrap()
}

fn with_words(words: &str) -> Keyring {
    let (keyring, unlocked) = created();
    now(keyring.with_passphrase(&unlocked, Some((words, QUICK)), &Device(7), &Dice::new())).unwrap()
}

#[test]
fn a_locked_locker_takes_a_record_and_checks_it() {
    let keyring = with_words("correct horse");
    let (store, dice) = (Memory::default(), Dice::new());
    let locked = Vault::new(&store, &dice, keyring.public().unwrap(), None);
    let sealed = seal(capture(), &moment(0), [0xa1; 16], &Head::EMPTY).unwrap();
    let receipt = now(save(&locked, &sealed)).unwrap();
    // Another vault, still locked, as after the browser was restarted.
    let name = "records/000001-a1a1a1a1/record.json";
    let later = Vault::new(&store, &dice, keyring.public().unwrap(), None);
    assert!(matches!(now(later.read(name)), Err(VaultError::Locked)));
    let unlocked = now(keyring.unlock(&Device(7), Some("correct horse"))).unwrap();
    let open = Vault::new(&store, &dice, keyring.public().unwrap(), Some(unlocked));
    let bytes = now(open.read(name)).unwrap().unwrap();
    assert_eq!(Digest::of(&bytes), receipt.sha256());
    assert_eq!(&from_canonical::<Record>(&bytes).unwrap(), sealed.record());
}

#[test]
fn the_disk_shows_nothing_of_the_page() {
    let keyring = with_words("correct horse");
    let (store, dice) = (Memory::default(), Dice::new());
    let vault = Vault::new(&store, &dice, keyring.public().unwrap(), None);
    let sealed = seal(capture(), &moment(0), [0xa1; 16], &Head::EMPTY).unwrap();
    now(save(&vault, &sealed)).unwrap();
    let disk: Vec<u8> = now(store.read_all(""))
        .unwrap()
        .into_iter()
        .flat_map(|Entry { name, bytes }| [name.into_bytes(), bytes].concat())
        .chain(to_canonical(&keyring).unwrap())
        .collect();
    let canaries: [&[u8]; 8] = [
        b"Alex",
        b"alex.example",
        b"chat.example",
        b"same gym",
        b"alex.pay",
        b"IHDR",
        b"u-1001",
        b"correct horse",
    ];
    for canary in canaries {
        assert!(
            !disk.windows(canary.len()).any(|part| part == canary),
            "{}",
            String::from_utf8_lossy(canary)
        );
    }
}

#[test]
fn passphrase_and_device_are_both_needed() {
    let keyring = with_words("correct horse");
    assert!(keyring.has_passphrase());
    let unlock = |device: u8, words: Option<&str>| now(keyring.unlock(&Device(device), words)).map(|_| ());
    assert!(unlock(7, Some("correct horse")).is_ok());
    assert!(matches!(unlock(7, Some("Correct horse")), Err(LockError::WrongPassphrase)));
    assert!(matches!(unlock(7, Some("")), Err(LockError::WrongPassphrase)));
    assert!(matches!(unlock(7, None), Err(LockError::NeedsPassphrase)));
    assert!(matches!(unlock(8, Some("correct horse")), Err(LockError::Device(OtherDevice))));
}

#[test]
fn a_passphrase_can_be_changed_and_taken_off() {
    let (first, unlocked) = created();
    assert!(!first.has_passphrase());
    let dice = Dice::new();
    let change = |words| now(first.with_passphrase(&unlocked, words, &Device(7), &dice)).unwrap();
    let one = change(Some(("one", QUICK)));
    let two = change(Some(("two", QUICK)));
    assert!(matches!(now(two.unlock(&Device(7), Some("one"))), Err(LockError::WrongPassphrase)));
    assert!(now(two.unlock(&Device(7), Some("two"))).is_ok());
    assert!(now(change(None).unlock(&Device(7), None)).is_ok());
    assert_ne!(one, change(Some(("one", QUICK))), "another salt each time");
    let (_, stranger) = {
        let dice = Dice(Cell::new(99));
        now(Keyring::create(&Device(7), &dice)).unwrap()
    };
    let refused = now(first.with_passphrase(&stranger, None, &Device(7), &dice));
    assert!(matches!(refused, Err(LockError::Damaged)));
}

#[test]
fn a_damaged_keyring_opens_nothing() {
    let keyring = with_words("words");
    let json = to_canonical(&keyring).unwrap();
    assert_eq!(from_canonical::<Keyring>(&json).unwrap(), keyring);
    for at in 0..json.len() {
        let mut bad = json.clone();
        bad[at] ^= 1;
        let Ok(bad) = from_canonical::<Keyring>(&bad) else { continue };
        assert!(now(bad.unlock(&Device(7), Some("words"))).is_err(), "byte {at}");
    }
}

/// A sealed file and the locker it belongs to.
fn sealed_file(text: &[u8]) -> (Unlocked, Vec<u8>) {
    let (keyring, unlocked) = created();
    let (store, dice) = (Memory::default(), Dice::new());
    let vault = Vault::new(&store, &dice, keyring.public().unwrap(), None);
    now(vault.add(&[Entry { name: "records/x".into(), bytes: text.to_vec() }])).unwrap();
    let bytes = now(store.read("records/x")).unwrap().unwrap();
    (unlocked, bytes)
}

#[test]
fn a_sealed_file_opens_only_whole_and_under_its_name() {
    let (unlocked, bytes) = sealed_file(b"some words");
    assert_eq!(unlocked.open("records/x", &bytes).unwrap(), b"some words");
    assert_eq!(unlocked.open("records/y", &bytes), Err(Damaged));
    for at in 0..bytes.len() {
        let mut bad = bytes.clone();
        bad[at] ^= 0x80;
        // X25519 passes over the top bit of a public key (RFC 7748, section 5), HPKE's key schedule does not.
        assert_eq!(unlocked.open("records/x", &bad), Err(Damaged), "byte {at}");
        assert_eq!(unlocked.open("records/x", &bytes[..at]), Err(Damaged), "cut at {at}");
    }
}

#[test]
fn known_answer() {
    // Made with these dice, and opened once by other code: Python's `cryptography`, HPKE written out from RFC 9180.
    let (_, bytes) = sealed_file(b"some words");
    assert_eq!(Digest::of(&bytes).to_string(), KNOWN);
}

const KNOWN: &str = "d3e550acd11e6d0245ce36cc6890e46c4ea54b7e9647f43891b1514bc0cd4ac8";

#[test]
fn no_nonce_and_no_key_comes_twice() {
    let (keyring, _) = created();
    let (store, dice) = (Memory::default(), Dice::new());
    let vault = Vault::new(&store, &dice, keyring.public().unwrap(), None);
    let entries: Vec<_> =
        (0..200).map(|number| Entry { name: format!("records/{number}"), bytes: b"same".to_vec() }).collect();
    now(vault.add(&entries)).unwrap();
    let mut seen = HashSet::new();
    for Entry { bytes, .. } in now(store.read_all("records/")).unwrap() {
        assert!(seen.insert(bytes[4..36].to_vec()) && seen.insert(bytes[36..48].to_vec()));
    }
}

#[test]
fn without_randomness_nothing_is_written() {
    let (keyring, _) = created();
    let (store, dice) = (Memory::default(), NoDice);
    let vault = Vault::new(&store, &dice, keyring.public().unwrap(), None);
    let sealed = seal(capture(), &moment(0), [0xa1; 16], &Head::EMPTY).unwrap();
    assert!(matches!(now(save(&vault, &sealed)), Err(NotSaved::Write(VaultError::Sealing(_)))));
    assert!(store.names().is_empty());
}

/// A store that gives back what it should not.
struct Forger {
    inner: Memory,
    swap: RefCell<Option<(String, String)>>,
}

impl Store for Forger {
    type Error = breakwater_evidence::Taken;

    async fn add(&self, entries: &[Entry]) -> Result<(), Self::Error> {
        self.inner.add(entries).await
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Self::Error> {
        let swapped = match &*self.swap.borrow() {
            Some((asked, given)) if asked == name => given.clone(),
            _ => name.to_owned(),
        };
        self.inner.read(&swapped).await
    }
}

#[test]
fn a_store_that_swaps_files_is_found_out_while_locked() {
    let (keyring, _) = created();
    let dice = Dice::new();
    let store = Forger { inner: Memory::default(), swap: RefCell::default() };
    let vault = Vault::new(&store, &dice, keyring.public().unwrap(), None);
    let first = seal(capture(), &moment(0), [0xa1; 16], &Head::EMPTY).unwrap();
    let receipt = now(save(&vault, &first)).unwrap();
    let second = seal(capture(), &moment(1), [0xb2; 16], receipt.head()).unwrap();
    let of = |folder: &str| format!("records/{folder}/record.json");
    *store.swap.borrow_mut() = Some((of("000002-b2b2b2b2"), of("000001-a1a1a1a1")));
    assert!(matches!(now(save(&vault, &second)), Err(NotSaved::ReadBack { .. })));
}

#[test]
fn a_package_from_a_sealed_locker_is_the_same() {
    let plain = Locker::filled();
    let (keyring, unlocked) = created();
    let (store, dice) = (Memory::default(), Dice::new());
    let vault = Vault::new(&store, &dice, keyring.public().unwrap(), Some(unlocked));
    now(vault.add(&now(plain.store.read_all("")).unwrap())).unwrap();
    let key = None::<&NoKey>;
    let plan = now(Plan::new(&vault, &Choice::default(), &English::load(), "Breakwater 0.1.0", key)).unwrap();
    let mut bytes = Vec::new();
    now(plan.write(&vault, |piece| {
        bytes.extend(piece);
        Ok(())
    }))
    .unwrap();
    assert_eq!(bytes, plain.pack_unsigned(&Choice::default()));
    assert!(verify(&bytes).holds());
}

#[test]
fn the_list_is_a_sealed_file_like_any_other() {
    let sealed = |id, seq_head: &Head| seal(capture(), &moment(0), [id; 16], seq_head).unwrap();
    let first = sealed(1, &Head::EMPTY);
    let mut index = Index::default();
    index.insert(first.record());
    index.insert(first.record());
    assert_eq!((index.records.len(), index.through), (1, 1));
    assert_eq!(index.records[0].contact.as_deref(), Some("Alex R."));
    let json = to_canonical(&index).unwrap();
    assert_eq!(from_canonical::<Index>(&json).unwrap(), index);
    index.remove(&first.record().id);
    assert!(index.records.is_empty());
}

#[test]
fn five_thousand_lines_open_at_once() {
    let record = seal(capture(), &moment(0), [1; 16], &Head::EMPTY).unwrap().record().clone();
    let mut index = Index::default();
    for seq in 1..=5_000 {
        index.insert(&Record { seq, ..record.clone() });
    }
    let (unlocked, bytes) = sealed_file(&to_canonical(&index).unwrap());
    let opened: Index = from_canonical(&unlocked.open("records/x", &bytes).unwrap()).unwrap();
    assert_eq!(opened.records.len(), 5_000);
    assert!(bytes.len() < 2_000_000, "{}", bytes.len());
}
