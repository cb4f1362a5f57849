//! A locker with made-up records, and what it takes to pack them.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::panic,
    clippy::new_without_default,
    reason = "tests may fail loudly, and this is only for them"
)]

use std::{
    collections::BTreeMap,
    path::Path,
    pin::pin,
    task::{Context, Poll, Waker},
};

use breakwater_evidence::{
    Capture, Choice, DeviceKey, Entry, Event, Forgetful as _, Found, Head, Identifiers, Image, Masked,
    Memory, Moment, NoPress, Opinion, Picture, Plan, Press, Reason, Receipt, Record, Rect, Store, Told, Tool,
    Wording, add_note, check_masked, delete, from_canonical, note_event, save, seal, to_canonical,
};
use breakwater_paper::{Document, NoPdf};
use breakwater_transcript::{Contact, Fact, Kind, Row, Side};
use p256::ecdsa::{Signature, SigningKey, signature::Signer as _};

/// Runs a future that never waits.
pub fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("waited"),
    }
}

/// The shipped English words.
pub struct English(BTreeMap<String, String>);

impl English {
    pub fn load() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/words/en/evidence.toml");
        Self(toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap())
    }
}

impl Wording for English {
    fn text(&self, key: &str) -> Option<&str> {
        self.0.get(key).map(String::as_str)
    }

    fn language(&self) -> &str {
        "en"
    }

    fn right_to_left(&self) -> bool {
        false
    }
}

/// A device key with a fixed secret. RFC 6979 makes its signatures the same each time; a browser's are not.
pub struct Key(SigningKey);

impl Key {
    pub fn new() -> Self {
        Self(SigningKey::from_slice(&[7; 32]).unwrap())
    }
}

impl DeviceKey for Key {
    type Error = std::convert::Infallible;

    fn public(&self) -> [u8; 65] {
        self.0.verifying_key().to_sec1_point(false).as_bytes().try_into().unwrap()
    }

    async fn sign(&self, message: &[u8]) -> Result<[u8; 64], Self::Error> {
        let signature: Signature = self.0.sign(message);
        Ok(signature.to_bytes().into())
    }
}

/// The press of the extension, with the font that it ships.
pub struct Paper(breakwater_paper::Press);

impl Paper {
    pub fn load() -> Self {
        let font = "../../node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf";
        let font = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join(font));
        Self(breakwater_paper::Press::new(font.expect("the font: npm ci --ignore-scripts")))
    }
}

impl Press for Paper {
    type Error = NoPdf;

    fn most(&self) -> u64 {
        breakwater_paper::MOST_BYTES
    }

    async fn picture(&mut self, path: &str, png: Vec<u8>) -> Result<(), NoPdf> {
        self.0.picture(path.to_owned(), png)
    }

    async fn print(self, report: &Document) -> Result<Vec<u8>, NoPdf> {
        self.0.print(report)
    }
}

pub fn moment(minute: i64) -> Moment {
    Moment {
        utc_ms: 1_795_356_180_123 + minute * 60_000,
        offset_minutes: 0,
        zone: "Europe/London".into(),
        run: "00112233445566778899aabbccddeeff".into(),
        monotonic_ms: 1_000 + minute as u64 * 60_000,
    }
}

/// A small picture in which one thing is masked.
pub fn picture() -> Picture {
    let pixels = vec![204; 40 * 30 * 4];
    let whole = Rect { left: 5, top: 5, right: 25, bottom: 25 };
    let image = Image::new(&pixels, 40, 30).unwrap();
    let proof = check_masked(&image, &[Masked { whole, seen: whole }], &[], &[]).unwrap();
    Picture::masked(png(40, 30), &proof).unwrap()
}

/// A small PNG of one colour.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels = vec![204; (width * height * 3) as usize];
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

fn row(side: Side, text: &str, time: &str) -> Row {
    Row { side, confidence: 0.9, kind: Kind::Text, text: text.into(), time: Some(time.into()) }
}

/// A made-up capture with something in every field.
pub fn capture() -> Capture {
    Capture {
        url: "https://chat.example/t/42?tab=all#last".into(),
        title: "Alex R. – Chat".into(),
        frames: vec!["https://media.example".into()],
        contact: Contact {
            name: Some("Alex R.".into()),
            handle: Some("@alex.example".into()),
            profile: Some("https://chat.example/u/alex.example".into()),
            facts: vec![Fact::MessageRequest, Fact::FirstSeen],
        },
        identifiers: Identifiers { contact: Some("u-1001".into()), conversation: Some("42".into()) },
        rows: vec![
            row(Side::Them, "hey, saw we go to the same gym", "14:01"),
            row(Side::Me, "hi, do I know you?", "14:02"),
            Row { side: Side::Them, kind: Kind::Image, time: Some("14:02".into()), ..Row::default() },
            row(Side::Them, "pay 200 to @alex.pay by 6 pm", "14:03"),
        ],
        found: vec![Found { kind: "deadline".into(), text: "by 6 pm".into(), message: 4 }],
        tool: Tool {
            name: "Breakwater".into(),
            version: "0.1.0".into(),
            build: "test".into(),
            browser: "Chromium 156".into(),
            os: "Linux".into(),
            language: "en".into(),
            viewport_width: 40,
            viewport_height: 30,
            device_pixels_per_1000: 1000,
            zoom_percent: 100,
            reader: "generic".into(),
            own_ui_hidden: true,
            private_window: false,
        },
        pictures: vec![picture()],
        ..Capture::default()
    }
}

/// A locker that is filled as the extension fills it.
pub struct Locker {
    pub store: Memory,
    pub head: Head,
}

impl Locker {
    pub fn new() -> Self {
        Self { store: Memory::default(), head: Head::EMPTY }
    }

    pub fn save(&mut self, capture: Capture, id: u8, minute: i64) -> Receipt {
        let sealed = seal(capture, &moment(minute), [id; 16], &self.head).unwrap();
        let receipt = now(save(&self.store, &sealed)).unwrap();
        self.head = receipt.head().clone();
        receipt
    }

    pub fn log(&mut self, event: Event, receipt: &Receipt, minute: i64) {
        let about = (Some(receipt.id()), Some(receipt.sha256()));
        self.head = now(note_event(&self.store, &self.head, event, about, &moment(minute))).unwrap();
    }

    pub fn record(&self, receipt: &Receipt, seq: u64) -> Record {
        let name = format!("records/{seq:06}-{}/record.json", &receipt.id()[..8]);
        from_canonical(&now(self.store.read(&name)).unwrap().unwrap()).unwrap()
    }

    pub fn note(&mut self, receipt: &Receipt, text: &str, told: Told, minute: i64) {
        let record = self.record(receipt, 1);
        let note = (text.to_owned(), vec![told]);
        let then = moment(minute);
        let changed = add_note(&self.store, &self.head, &record, receipt.sha256(), note, &then);
        self.head = now(changed).unwrap();
    }

    pub fn delete(&mut self, receipt: &Receipt, folder: &str, minute: i64) {
        let files: Vec<_> = self.store.names().into_iter().filter(|name| name.contains(folder)).collect();
        assert!(!files.is_empty());
        let about = (receipt.id(), receipt.sha256());
        self.head = now(delete(&self.store, &self.head, about, &files, &moment(minute))).unwrap();
    }

    pub fn opinion(&mut self, opinion: &Opinion, folder: &str) {
        let name = format!("records/{folder}/opinion.json");
        now(self.store.add(&[Entry { name, bytes: to_canonical(opinion).unwrap() }])).unwrap();
    }

    /// Three records, one of words only, one deleted; a note, an opinion, and looks that no package tells of.
    pub fn filled() -> Self {
        let mut locker = Self::new();
        let first = locker.save(capture(), 0xa1, 0);
        let words = Capture { pictures: vec![], reasons: vec![Reason::CaptureOffByPolicy], ..capture() };
        let second = locker.save(words, 0xb2, 3);
        locker.log(Event::Opened, &first, 4);
        let told = Told { who: "Police".into(), when: "22 Nov 2026".into(), reference: "REF 1".into() };
        locker.note(&first, "Told my sister too.", told, 5);
        let third = locker.save(capture(), 0xc3, 6);
        locker.delete(&third, "c3c3c3c3", 7);
        let _ = second;
        let opinion = Opinion {
            record: first.sha256(),
            pack: "en 1".into(),
            level: "threat".into(),
            signals: vec!["demand".into()],
        };
        locker.opinion(&opinion, "000001-a1a1a1a1");
        locker.log(Event::Exported, &first, 8);
        locker
    }

    /// Flips a bit of a file as it rests, or takes the file away.
    pub fn damage(&mut self, name: &str, flip: bool) {
        let mut bytes = now(self.store.read(name)).unwrap().unwrap();
        now(self.store.replace(&[], &[name.to_owned()])).unwrap();
        if flip {
            *bytes.first_mut().unwrap() ^= 1;
            now(self.store.add(&[Entry { name: name.to_owned(), bytes }])).unwrap();
        }
    }

    /// Why nothing can be packed.
    pub fn unpackable(&self, choice: &Choice) -> String {
        let (words, key) = (English::load(), Key::new());
        let plan = Plan::new(&self.store, choice, &words, "Breakwater 0.1.0", Some(&key), None::<NoPress>);
        now(plan).err().unwrap().to_string()
    }

    /// Packs with the device's key.
    pub fn pack(&self, choice: &Choice) -> Vec<u8> {
        self.write(&self.plan(choice, Some(&Key::new()), None::<NoPress>))
    }

    /// Packs with the device's key and a PDF, if there can be one.
    pub fn pack_printed(&self, choice: &Choice) -> (Vec<u8>, Option<String>) {
        let plan = self.plan(choice, Some(&Key::new()), Some(Paper::load()));
        (self.write(&plan), plan.unset().map(str::to_owned))
    }

    fn plan<P: Press>(&self, choice: &Choice, key: Option<&Key>, press: Option<P>) -> Plan {
        now(Plan::new(&self.store, choice, &English::load(), "Breakwater 0.1.0", key, press)).unwrap()
    }

    /// Packs without a key.
    pub fn pack_unsigned(&self, choice: &Choice) -> Vec<u8> {
        self.write(&self.plan(choice, None, None::<NoPress>))
    }

    pub fn write(&self, plan: &Plan) -> Vec<u8> {
        let mut bytes = Vec::new();
        now(plan.write(&self.store, |piece| {
            bytes.extend(piece);
            Ok(())
        }))
        .unwrap();
        bytes
    }
}

/// Names of a package's entries, in order.
pub fn names(zip: &[u8]) -> Vec<String> {
    files(zip).into_iter().map(|(name, _)| name).collect()
}

/// The text of the first file whose name ends so.
pub fn text_of(zip: &[u8], end: &str) -> String {
    String::from_utf8(bytes_of(zip, end).unwrap()).unwrap()
}

/// The first file whose name ends so.
pub fn bytes_of(zip: &[u8], end: &str) -> Option<Vec<u8>> {
    let (_, bytes) = files(zip).into_iter().find(|(name, _)| name.ends_with(end))?;
    Some(bytes.to_vec())
}

/// Reads our own ZIPs, header after header.
fn files(mut zip: &[u8]) -> Vec<(String, &[u8])> {
    let mut files = Vec::new();
    while let Some(header) = zip.strip_prefix(b"PK\x03\x04") {
        let number = |at: usize, length: usize| {
            header.iter().skip(at).take(length).rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte))
        };
        let (size, name) = (number(14, 4), number(22, 2));
        let (name, rest) = header.split_at(26).1.split_at(name);
        let (bytes, rest) = rest.split_at(size);
        files.push((String::from_utf8_lossy(name).into_owned(), bytes));
        zip = rest;
    }
    files
}
