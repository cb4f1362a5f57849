//! From a capture to the words "saved and checked": seal, write, read back, hash again, compare.
//!
//! A [`Receipt`] can only come out of [`save`]. Whoever wants to say "saved" needs one.

use std::{error::Error, future::Future};

use crate::{
    CanonicalError, Capture, Digest, Event, Forgetful, Head, Moment, Reason, Record, When, hex, to_canonical,
};

/// A named file of the locker. Names are made by this crate: digits, letters, `-`, `.` and `/`, nothing from a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Name, with `/` between folders.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Where records are kept. The browser's database in the extension, a map in tests.
pub trait Store {
    /// What can go wrong.
    type Error: Error;

    /// Writes all entries or none, and only under names that are not taken.
    fn add(&self, entries: &[Entry]) -> impl Future<Output = Result<(), Self::Error>>;

    /// Reads one entry from where it rests, not from a copy in memory.
    fn read(&self, name: &str) -> impl Future<Output = Result<Option<Vec<u8>>, Self::Error>>;
}

/// A record with its files and its log line, hashed, and not yet written anywhere.
#[derive(Clone, Debug)]
pub struct Sealed {
    record: Record,
    sha256: Digest,
    entries: Vec<Entry>,
    head: Head,
    moment: Moment,
}

/// Why a capture does not make a record.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// Neither picture nor a reason why there is none.
    #[error("no picture, and no reason why: a record of words only names its reason")]
    NoReason,
    /// A picture next to things that could not be masked.
    #[error("{0} things could not be masked, so no picture may be kept; keep the words only")]
    Unmaskable(u64),
    /// Masked and unmasked pictures in one record.
    #[error("some pictures of this capture are masked and some are not")]
    MixedMasking,
    /// The record has no written form.
    #[error("the record can't be written: {0}")]
    Canonical(#[from] CanonicalError),
}

/// Turns a capture into a record, ready to be written.
///
/// `id` is 16 random bytes; `head` is the end of the log as it rests in the locker.
///
/// # Errors
/// A capture that contradicts itself; nothing is lost by it, the caller still has all parts.
pub fn seal(capture: Capture, now: &Moment, id: [u8; 16], head: &Head) -> Result<Sealed, SealError> {
    let unmasked = capture.pictures.iter().filter(|picture| picture.masked.is_none()).count();
    if capture.pictures.is_empty() && capture.reasons.is_empty() {
        return Err(SealError::NoReason);
    }
    if !capture.pictures.is_empty() && unmasked == 0 && capture.unmaskable > 0 {
        return Err(SealError::Unmaskable(capture.unmaskable));
    }
    if unmasked != 0 && unmasked != capture.pictures.len() {
        return Err(SealError::MixedMasking);
    }
    let id = hex::write(&id);
    let when = When {
        utc: now.utc(),
        local: now.local(),
        zone: now.zone.clone(),
        run: now.run.clone(),
        monotonic_ms: now.monotonic_ms,
        clock_jump: head.clock_jump(now),
    };
    let record = Record::new(&capture, id.clone(), head.seq + 1, head.last, when);
    let json = to_canonical(&record)?;
    let sha256 = Digest::of(&json);
    let (line, next) = head.append(Event::Captured, Some(id), Some(sha256), now)?;
    let folder = record.folder();
    let mut entries = vec![Entry { name: format!("records/{folder}/record.json"), bytes: json }];
    for (file, picture) in record.files.iter().zip(capture.pictures) {
        entries.push(Entry { name: format!("records/{folder}/{}", file.path), bytes: picture.png });
    }
    entries.push(Entry { name: log_name(next.seq), bytes: line });
    Ok(Sealed { record, sha256, entries, head: next, moment: now.clone() })
}

/// Name of a log line in the locker.
pub(crate) fn log_name(seq: u64) -> String {
    format!("log/{seq:08}.json")
}

impl Sealed {
    /// The record.
    pub fn record(&self) -> &Record {
        &self.record
    }

    /// The files to write, the log line last. For handing out what could not be stored.
    pub fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

/// What was saved and checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    id: String,
    sha256: Digest,
    time: String,
    head: Head,
    has_picture: bool,
    reasons: Vec<Reason>,
}

impl Receipt {
    /// Id of the record.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// SHA-256 of its `record.json`, which holds the hashes of all its files.
    pub fn sha256(&self) -> Digest {
        self.sha256
    }

    /// First six digits of the hash, for the sentence.
    pub fn short_hash(&self) -> String {
        self.sha256.short()
    }

    /// Local time, hours and minutes, for the sentence.
    pub fn time(&self) -> &str {
        &self.time
    }

    /// The end of the log now.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Whether the record has a picture.
    pub fn has_picture(&self) -> bool {
        self.has_picture
    }

    /// Why something is missing, if something is.
    pub fn reasons(&self) -> &[Reason] {
        &self.reasons
    }
}

/// Why a record is not saved. The [`Sealed`] record is still in memory, to be tried again or handed out.
#[derive(Debug, thiserror::Error)]
pub enum NotSaved<E: Error> {
    /// Nothing from a private window may be stored.
    #[error("taken in a private window: it can be downloaded, and is not stored")]
    PrivateWindow,
    /// The store did not take it.
    #[error("could not be written: {0}")]
    Write(E),
    /// The store could not give it back.
    #[error("written, but {name} could not be read back: {error}")]
    ReadBack {
        /// Which file.
        name: String,
        /// What the store said.
        error: E,
    },
    /// The store says it wrote, and has nothing.
    #[error("written, but {name} is not there")]
    Missing {
        /// Which file.
        name: String,
    },
    /// The store gives back something else.
    #[error("written, but {name} came back changed")]
    Changed {
        /// Which file.
        name: String,
    },
}

/// Writes a record, reads every file back, hashes it again and compares. What did not come back as it was is taken away
/// again: half a record would stand in the way of every later package.
///
/// # Errors
/// Anything short of all files being there unchanged.
pub async fn save<S: Forgetful>(store: &S, sealed: &Sealed) -> Result<Receipt, NotSaved<S::Error>> {
    if sealed.record.tool.private_window {
        return Err(NotSaved::PrivateWindow);
    }
    store.add(&sealed.entries).await.map_err(NotSaved::Write)?;
    if let Err(fault) = check_written(store, &sealed.entries).await {
        take_back(store, sealed).await;
        return Err(fault);
    }
    Ok(Receipt {
        id: sealed.record.id.clone(),
        sha256: sealed.sha256,
        time: sealed.moment.hours_minutes(),
        head: sealed.head.clone(),
        has_picture: !sealed.record.files.is_empty(),
        reasons: sealed.record.reasons.clone(),
    })
}

/// Takes away what was written of a record. Where that fails too, the locker's page shows what is left as changed.
async fn take_back<S: Forgetful>(store: &S, sealed: &Sealed) {
    // A line that another one already follows has to stay, or the chain would break.
    if matches!(store.read(&log_name(sealed.head.seq + 1)).await, Ok(None)) {
        let names: Vec<_> = sealed.entries.iter().map(|entry| entry.name.clone()).collect();
        let _ = store.replace(&[], &names).await;
    }
}

/// Writes entries and checks that they are there.
pub(crate) async fn write_checked<S: Store>(store: &S, entries: &[Entry]) -> Result<(), NotSaved<S::Error>> {
    store.add(entries).await.map_err(NotSaved::Write)?;
    check_written(store, entries).await
}

/// Reads entries back, hashes them again and compares.
pub(crate) async fn check_written<S: Store>(store: &S, entries: &[Entry]) -> Result<(), NotSaved<S::Error>> {
    for entry in entries {
        let name = entry.name.clone();
        match store.read(&entry.name).await {
            Ok(Some(bytes)) if Digest::of(&bytes) == Digest::of(&entry.bytes) => {}
            Ok(Some(_)) => return Err(NotSaved::Changed { name }),
            Ok(None) => return Err(NotSaved::Missing { name }),
            Err(error) => return Err(NotSaved::ReadBack { name, error }),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{
        cell::RefCell,
        collections::BTreeMap,
        pin::pin,
        task::{Context, Poll, Waker},
    };

    use breakwater_transcript::{Contact, Row, Side};

    use super::*;
    use crate::{
        ClockJump, Picture, RedactionMode, State, Verified, from_canonical, picture::tests::png, read_log,
    };

    /// The stores below never wait.
    fn now_or_never<T>(future: impl Future<Output = T>) -> T {
        match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(value) => value,
            Poll::Pending => panic!("waited"),
        }
    }

    #[derive(Debug, thiserror::Error, PartialEq)]
    #[error("{0}")]
    struct Fault(&'static str);

    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Trouble {
        None,
        Quota,
        ReadFails(usize),
        Forgets(usize),
        Flips(usize),
        CutsOff(usize),
    }

    struct Memory {
        files: RefCell<BTreeMap<String, Vec<u8>>>,
        trouble: Trouble,
    }

    impl Memory {
        fn new(trouble: Trouble) -> Self {
            Self { files: RefCell::default(), trouble }
        }
    }

    impl Store for Memory {
        type Error = Fault;

        async fn add(&self, entries: &[Entry]) -> Result<(), Fault> {
            if self.trouble == Trouble::Quota {
                return Err(Fault("quota"));
            }
            let mut files = self.files.borrow_mut();
            if entries.iter().any(|entry| files.contains_key(&entry.name)) {
                return Err(Fault("taken"));
            }
            for (index, entry) in entries.iter().enumerate() {
                let mut bytes = entry.bytes.clone();
                match self.trouble {
                    Trouble::Forgets(at) if at == index => continue,
                    Trouble::Flips(at) if at == index => bytes[0] ^= 1,
                    Trouble::CutsOff(at) if at == index => bytes.truncate(bytes.len() - 1),
                    _ => {}
                }
                files.insert(entry.name.clone(), bytes);
            }
            Ok(())
        }

        async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Fault> {
            let files = self.files.borrow();
            if let Trouble::ReadFails(at) = self.trouble
                && files.keys().position(|key| key == name) == Some(at)
            {
                return Err(Fault("read"));
            }
            Ok(files.get(name).cloned())
        }
    }

    impl Forgetful for Memory {
        async fn replace(&self, entries: &[Entry], names: &[String]) -> Result<(), Fault> {
            self.add(entries).await?;
            self.files.borrow_mut().retain(|name, _| !names.contains(name));
            Ok(())
        }
    }

    fn moment() -> Moment {
        Moment {
            utc_ms: 1_795_356_180_123,
            offset_minutes: 0,
            zone: "Europe/London".into(),
            run: "r1".into(),
            monotonic_ms: 5,
        }
    }

    fn capture() -> Capture {
        let proof = Verified { width: 8, height: 8, masked: 3 };
        Capture {
            url: "https://sam:pw@chat.example/t/1#x".into(),
            title: "Chat".into(),
            contact: Contact { name: Some("Alex".into()), ..Contact::default() },
            rows: vec![Row { side: Side::Them, confidence: 0.85, text: "hello".into(), ..Row::default() }],
            pictures: vec![Picture::masked(png(8, 8), &proof).unwrap()],
            ..Capture::default()
        }
    }

    #[test]
    fn saved_and_checked() {
        let store = Memory::new(Trouble::None);
        let sealed = seal(capture(), &moment(), [0xa1; 16], &Head::EMPTY).unwrap();
        let receipt = now_or_never(save(&store, &sealed)).unwrap();
        assert_eq!((receipt.time(), receipt.short_hash().len()), ("14:03", 6));
        let files = store.files.borrow();
        let names: Vec<_> = files.keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "log/00000001.json",
                "records/000001-a1a1a1a1/record.json",
                "records/000001-a1a1a1a1/screen-001.png"
            ]
        );
        let record: Record = from_canonical(&files["records/000001-a1a1a1a1/record.json"]).unwrap();
        assert_eq!(&record, sealed.record());
        assert_eq!(record.page.url.text, "https://chat.example/t/1#x");
        assert_eq!(record.messages[0].side_confidence_percent, 85);
        assert_eq!(record.when.clock_jump, ClockJump::First);
        assert_eq!((record.state, record.redaction.mode), (State::Complete, RedactionMode::AllMediaMasked));
        assert_eq!((record.redaction.masked_count, record.redaction.verified), (3, true));
        let log = read_log(&[files["log/00000001.json"].as_slice(), b"\n"].concat()).unwrap();
        assert_eq!(log[0].sha256, Some(receipt.sha256()));
        assert_eq!(Digest::of(&files["records/000001-a1a1a1a1/record.json"]), receipt.sha256());
    }

    #[test]
    fn never_saved_before_it_is_checked() {
        let sealed = seal(capture(), &moment(), [0xa1; 16], &Head::EMPTY).unwrap();
        let outcome = |trouble| now_or_never(save(&Memory::new(trouble), &sealed)).map(|_| ());
        assert!(matches!(outcome(Trouble::Quota), Err(NotSaved::Write(Fault("quota")))));
        for at in 0..3 {
            assert!(matches!(outcome(Trouble::ReadFails(at)), Err(NotSaved::ReadBack { .. })));
            assert!(matches!(outcome(Trouble::Forgets(at)), Err(NotSaved::Missing { .. })));
            assert!(matches!(outcome(Trouble::Flips(at)), Err(NotSaved::Changed { .. })));
            assert!(matches!(outcome(Trouble::CutsOff(at)), Err(NotSaved::Changed { .. })));
        }
    }

    #[test]
    fn two_captures_at_once_do_not_overwrite_each_other() {
        let store = Memory::new(Trouble::None);
        let first = seal(capture(), &moment(), [1; 16], &Head::EMPTY).unwrap();
        let second = seal(capture(), &moment(), [2; 16], &Head::EMPTY).unwrap();
        let receipt = now_or_never(save(&store, &first)).unwrap();
        assert!(matches!(now_or_never(save(&store, &second)), Err(NotSaved::Write(_))));
        assert_eq!(store.files.borrow().len(), 3);
        let again = seal(capture(), &moment(), [2; 16], receipt.head()).unwrap();
        assert_eq!(now_or_never(save(&store, &again)).unwrap().head().seq, 2);
    }

    #[test]
    fn nothing_from_a_private_window_is_stored() {
        let store = Memory::new(Trouble::None);
        let mut private = capture();
        private.tool.private_window = true;
        let sealed = seal(private, &moment(), [1; 16], &Head::EMPTY).unwrap();
        assert!(matches!(now_or_never(save(&store, &sealed)), Err(NotSaved::PrivateWindow)));
        assert!(store.files.borrow().is_empty());
        assert_eq!(sealed.entries().len(), 3);
    }

    #[test]
    fn a_record_of_words_names_its_reason() {
        let words = || Capture { pictures: vec![], ..capture() };
        assert!(matches!(seal(words(), &moment(), [1; 16], &Head::EMPTY), Err(SealError::NoReason)));
        let masked = Capture { unmaskable: 1, reasons: vec![Reason::MaskingNotVerified], ..words() };
        let record = seal(masked, &moment(), [1; 16], &Head::EMPTY).unwrap().record().clone();
        assert_eq!((record.kind, record.state), (crate::Kind::TextOnly, State::Incomplete));
        assert_eq!(record.redaction.mode, RedactionMode::NoPicture);
        let chosen = Capture { reasons: vec![Reason::TextOnlyChosen], ..words() };
        let record = seal(chosen, &moment(), [1; 16], &Head::EMPTY).unwrap().record().clone();
        assert_eq!(record.state, State::Complete);
    }

    #[test]
    fn no_picture_next_to_what_could_not_be_masked() {
        let bad = Capture { unmaskable: 2, ..capture() };
        assert!(matches!(seal(bad, &moment(), [1; 16], &Head::EMPTY), Err(SealError::Unmaskable(2))));
        let mut mixed = capture();
        let choice = crate::Age::Adult.choose_unmasked().unwrap();
        mixed.pictures.push(Picture::unmasked(png(8, 8), &choice).unwrap());
        assert!(matches!(seal(mixed, &moment(), [1; 16], &Head::EMPTY), Err(SealError::MixedMasking)));
    }
}
