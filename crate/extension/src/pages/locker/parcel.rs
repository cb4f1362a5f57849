//! A package on its way out: read from the locker with a bar that shows how far it is, and given to the browser by the
//! megabyte, so that the whole of it never stands in our memory.

use std::cell::Cell;

use breakwater_evidence::{Entry, Library, Store, VaultError};
use web_sys::{Blob, Element, HtmlButtonElement};

use crate::{
    browser::{Failure, store},
    locker::Sealed,
    pages::dom,
};

/// Bytes that are gathered before the browser is given them.
const PIECE: usize = 4_000_000;

/// The bytes so far.
#[derive(Default)]
pub struct Parcel {
    /// With the browser.
    given: js_sys::Array,
    /// Still here.
    next: Vec<u8>,
}

impl Parcel {
    /// Puts bytes behind the others.
    ///
    /// # Errors
    /// When the browser does not take them.
    pub fn put(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        for bytes in bytes.chunks(PIECE) {
            self.next.extend_from_slice(bytes);
            if self.next.len() >= PIECE {
                self.give()?;
            }
        }
        Ok(())
    }

    fn give(&mut self) -> Result<(), Failure> {
        let bytes = js_sys::Array::of1(&js_sys::Uint8Array::from(self.next.as_slice()));
        self.given.push(Blob::new_with_u8_array_sequence(&bytes)?.as_ref());
        self.next.clear();
        Ok(())
    }

    /// All of it as a download.
    ///
    /// # Errors
    /// When the browser does not take it.
    pub fn hand_over(mut self, kind: &str, name: &str) -> Result<(), Failure> {
        self.give()?;
        dom::download_all(&self.given, kind, name)
    }
}

/// The open locker, with a bar that grows with every file that is read from it.
pub struct Watched<'a> {
    vault: &'a Sealed,
    read: Cell<usize>,
    all: usize,
}

impl<'a> Watched<'a> {
    /// Shows the bar. Every file of a record is read once to be checked, and every picture `more` times as it goes out.
    ///
    /// # Errors
    /// When the storage does not answer.
    pub async fn new(vault: &'a Sealed, more: usize) -> Result<Self, Failure> {
        let names = store::file_names("records/").await?;
        let pictures = names.iter().filter(|name| !name.ends_with(".json")).count();
        let watched = Self { vault, read: Cell::new(0), all: names.len() + more * pictures };
        show(true)?;
        watched.draw()?;
        Ok(watched)
    }

    fn tell(&self) {
        // A bar that does not grow is no reason to break off.
        let _ = self.draw();
    }

    fn draw(&self) -> Result<(), Failure> {
        let bar: Element = dom::by_id("progress")?;
        bar.set_attribute("max", &self.all.max(1).to_string())?;
        Ok(bar.set_attribute("value", &self.read.get().to_string())?)
    }
}

/// The bar, in the place of the button.
fn show(working: bool) -> Result<(), Failure> {
    dom::by_id::<HtmlButtonElement>("export")?.set_disabled(working);
    dom::show("making", working)
}

impl Drop for Watched<'_> {
    fn drop(&mut self) {
        // Fails only where the page has neither, and then nothing was shown.
        let _ = show(false);
    }
}

impl Store for Watched<'_> {
    type Error = VaultError<Failure>;

    async fn add(&self, entries: &[Entry]) -> Result<(), Self::Error> {
        self.vault.add(entries).await
    }

    async fn read(&self, name: &str) -> Result<Option<Vec<u8>>, Self::Error> {
        let bytes = self.vault.read(name).await;
        self.read.set(self.read.get() + 1);
        self.tell();
        bytes
    }
}

impl Library for Watched<'_> {
    async fn read_all(&self, prefix: &str) -> Result<Vec<Entry>, Self::Error> {
        self.vault.read_all(prefix).await
    }
}
