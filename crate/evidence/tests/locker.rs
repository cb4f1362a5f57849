//! The locker at rest: what is added while it is locked, who can read it, and what the disk shows.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod common;
#[path = "common/device.rs"]
mod device;

use std::{
    cell::{Cell, RefCell},
    collections::HashSet,
};

use breakwater_evidence::{
    Choice, CipherFailed, Crypto, Damaged, Digest, Entry, Forgetful, Head, Keyring, Library, LockError,
    Memory, NoKey, NoPress, NotSaved, Plan, RandomFailed, Record, Store, Unlocked, Vault, VaultError,
    from_canonical, save, seal, to_canonical, verify,
};
use common::{English, Locker, capture, moment, now};
use device::{Device, Dice, OtherDevice, QUICK};

/// A device on which nothing of it works.
struct Broken;

impl Crypto for Broken {
    fn fill(&self, _: &mut [u8]) -> Result<(), RandomFailed> {
        Err(RandomFailed)
    }

    async fn encrypt(&self, _: &[u8; 32], _: &[u8; 12], _: &[u8], _: &[u8]) -> Result<Vec<u8>, CipherFailed> {
        Err(CipherFailed)
    }

    async fn decrypt(&self, _: &[u8; 32], _: &[u8; 12], _: &[u8], _: &[u8]) -> Result<Vec<u8>, CipherFailed> {
        Err(CipherFailed)
    }
}

fn created() -> (Keyring, Unlocked) {
    now(Keyring::create(&Device(7), &Dice::new())).unwrap()
}

fn with_words(words: &str) -> Keyring {
    let (keyring, unlocked) = created();
    now(keyring.with_passphrase(&unlocked, (words, QUICK), &Device(7), &Dice::new())).unwrap()
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
    let unlocked = now(keyring.unlock(&Device(7), "correct horse", &Dice::new())).unwrap();
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
    let unlock =
        |device: u8, words: &str| now(keyring.unlock(&Device(device), words, &Dice::new())).map(|_| ());
    assert!(unlock(7, "correct horse").is_ok());
    assert!(matches!(unlock(7, "Correct horse"), Err(LockError::WrongPassphrase)));
    assert!(matches!(unlock(7, ""), Err(LockError::WrongPassphrase)));
    assert!(matches!(unlock(8, "correct horse"), Err(LockError::Device(OtherDevice))));
    assert!(matches!(now(keyring.unlock_by_device(&Device(7))), Err(LockError::NeedsPassphrase)));
}

#[test]
fn a_passphrase_can_be_set_and_changed() {
    let (first, unlocked) = created();
    assert!(!first.has_passphrase());
    assert!(now(first.unlock_by_device(&Device(7))).is_ok());
    assert!(now(first.unlock(&Device(7), "one", &Dice::new())).is_err());
    let dice = Dice::new();
    let change = |words| now(first.with_passphrase(&unlocked, (words, QUICK), &Device(7), &dice)).unwrap();
    let one = change("one");
    let two = change("two");
    assert!(matches!(now(two.unlock(&Device(7), "one", &Dice::new())), Err(LockError::WrongPassphrase)));
    assert!(now(two.unlock(&Device(7), "two", &Dice::new())).is_ok());
    assert_ne!(one, change("one"), "another salt each time");
    let (_, stranger) = {
        let dice = Dice(Cell::new(99));
        now(Keyring::create(&Device(7), &dice)).unwrap()
    };
    let refused = now(first.with_passphrase(&stranger, ("one", QUICK), &Device(7), &dice));
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
        assert!(now(bad.unlock(&Device(7), "words", &Dice::new())).is_err(), "byte {at}");
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
    assert_eq!(now(unlocked.open("records/x", &bytes, &Dice::new())).unwrap(), b"some words");
    assert_eq!(now(unlocked.open("records/y", &bytes, &Dice::new())), Err(Damaged));
    for at in 0..bytes.len() {
        let mut bad = bytes.clone();
        bad[at] ^= 0x80;
        // X25519 passes over the top bit of a public key (RFC 7748, section 5), HPKE's key schedule does not.
        assert_eq!(now(unlocked.open("records/x", &bad, &Dice::new())), Err(Damaged), "byte {at}");
        assert_eq!(now(unlocked.open("records/x", &bytes[..at], &Dice::new())), Err(Damaged), "cut at {at}");
    }
}

#[test]
fn known_answer() {
    // Made with these dice, and opened once by other code: Python's `cryptography`, HPKE written out from RFC 9180.
    let (_, bytes) = sealed_file(b"some words");
    assert_eq!(Digest::of(&bytes).to_string(), KNOWN);
}

const KNOWN: &str = "ac36f2d6c2a234b439f522924a0afa6c738237dd9b31e0a9758470d28b0505b1";

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
    let (store, dice) = (Memory::default(), Broken);
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

impl Forgetful for Forger {
    async fn replace(&self, entries: &[Entry], names: &[String]) -> Result<(), Self::Error> {
        self.inner.replace(entries, names).await
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
    let plan = now(Plan::new(
        &vault,
        &Choice::default(),
        &English::load(),
        "Breakwater 0.1.0",
        key,
        None::<NoPress>,
    ))
    .unwrap();
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
fn what_an_earlier_version_left_in_the_clear_is_sealed_once() {
    let (keyring, unlocked) = created();
    let (public, dice) = (keyring.public().unwrap(), Dice::new());
    for text in [b"{}".as_slice(), b"", b"\x89PNG"] {
        let sealed = now(public.seal_older("records/x", text, &dice)).unwrap().unwrap();
        assert_eq!(now(unlocked.open("records/x", &sealed, &Dice::new())).unwrap(), text);
        assert_eq!(now(public.seal_older("records/x", &sealed, &dice)).unwrap(), None, "sealed already");
    }
    assert_eq!(
        now(public.seal_older("log/00000001.json", b"{}", &dice)).unwrap(),
        None,
        "the log stays in the clear"
    );
    assert!(now(public.seal_older("records/x", b"{}", &Broken)).is_err());
}

#[test]
fn an_open_locker_reads_back_with_its_own_key() {
    // A public key that is not this locker's: what is sealed to it could never be opened, and is not called saved.
    let (_, unlocked) = created();
    let stranger = now(Keyring::create(&Device(7), &Dice(Cell::new(99)))).unwrap().0;
    let (store, dice) = (Memory::default(), Dice::new());
    let vault = Vault::new(&store, &dice, stranger.public().unwrap(), Some(unlocked));
    let sealed = seal(capture(), &moment(0), [0xa1; 16], &Head::EMPTY).unwrap();
    let outcome = now(save(&vault, &sealed));
    assert!(matches!(outcome, Err(NotSaved::ReadBack { error: VaultError::Damaged { .. }, .. })));
}
