//! Prints how long an export of 500 records takes, and how much memory.

#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "it is a command for developers")]

use std::{cell::RefCell, collections::BTreeMap, fs, time::Instant};

use breakwater_evidence::{
    Capture, Choice, Entry, Forgetful, Head, Image, Library, Masked, NoKey, NoPress, Picture, Plan, Rect,
    Store, Taken, check_masked, save, seal,
};

#[path = "../tests/common/mod.rs"]
mod common;

/// Keeps small files, and the one large picture that all records share.
struct Disk {
    files: RefCell<BTreeMap<String, Vec<u8>>>,
    picture: Vec<u8>,
}

impl Store for Disk {
    type Error = Taken;

    async fn add(&self, entries: &[Entry]) -> Result<(), Taken> {
        let small = entries.iter().filter(|entry| !entry.name.ends_with(".png"));
        self.files.borrow_mut().extend(small.map(|entry| (entry.name.clone(), entry.bytes.clone())));
        Ok(())
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Taken> {
        if name.ends_with(".png") {
            return Ok(Some(self.picture.clone()));
        }
        Ok(self.files.borrow().get(name).cloned())
    }
}

impl Forgetful for Disk {
    async fn replace(&self, entries: &[Entry], _: &[String]) -> Result<(), Taken> {
        self.add(entries).await
    }
}

impl Library for Disk {
    async fn read_all(&self, prefix: &str) -> Result<Vec<Entry>, Taken> {
        let files = self.files.borrow();
        let within = files.iter().filter(|(name, _)| name.starts_with(prefix));
        Ok(within.map(|(name, bytes)| Entry { name: name.clone(), bytes: bytes.clone() }).collect())
    }
}

fn main() {
    let picture = large_picture();
    let disk = Disk { files: RefCell::default(), picture: picture.clone() };
    let mut head = Head::EMPTY;
    let rows: Vec<_> = common::capture().rows.iter().cycle().take(60).cloned().collect();
    for number in 0..500_u32 {
        let picture = masked(picture.clone());
        let capture = Capture { rows: rows.clone(), pictures: vec![picture], ..common::capture() };
        let mut id = [0; 16];
        id[..4].copy_from_slice(&number.to_be_bytes());
        let sealed = seal(capture, &common::moment(number.into()), id, &head).unwrap();
        head = common::now(save(&disk, &sealed)).unwrap().head().clone();
    }
    let before = resident();
    let start = Instant::now();
    let words = common::English::load();
    let plan =
        common::now(Plan::new(&disk, &Choice::default(), &words, "bench", None::<&NoKey>, None::<NoPress>))
            .unwrap();
    let mut bytes = 0;
    common::now(plan.write(&disk, |piece| {
        bytes += piece.len();
        Ok(())
    }))
    .unwrap();
    let more = resident().saturating_sub(before);
    println!(
        "export of 500 records: {} ms, {} MB out, {more} MB more memory",
        start.elapsed().as_millis(),
        bytes >> 20
    );
}

/// The picture as one that passed the check.
fn masked(png: Vec<u8>) -> Picture {
    let pixels = vec![0; 1000 * 350 * 4];
    let whole = Rect { left: 0, top: 0, right: 9, bottom: 9 };
    let image = Image::new(&pixels, 1000, 350).unwrap();
    let proof = check_masked(&image, &[Masked { whole, seen: whole }], &[], &[]).unwrap();
    Picture::masked(png, &proof).unwrap()
}

/// About a megabyte that does not compress.
fn large_picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 1000, 350);
    encoder.set_color(png::ColorType::Rgb);
    let mut state = 1_u32;
    let pixels: Vec<u8> = std::iter::repeat_with(|| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    })
    .take(1000 * 350 * 3)
    .collect();
    encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
    bytes
}

/// Most memory held so far, in MB. Linux only; 0 elsewhere.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().strip_suffix(" kB"))
        .and_then(|kb| kb.trim().parse::<u64>().ok())
        .unwrap_or(0)
        >> 10
}
