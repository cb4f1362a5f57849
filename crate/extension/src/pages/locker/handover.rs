//! The module that is loaded only as a package is handed over: the press for its PDF, and the lock on its file.

use breakwater_evidence::Press;
use breakwater_paper::Document;
use wasm_bindgen::prelude::*;

use crate::browser::Failure;

#[wasm_bindgen]
extern "C" {
    /// What the page can load when it hands a package over (`extension/pages/locker/locker.ts`).
    pub type Handover;
    /// Loads the module with the press.
    #[wasm_bindgen(method, catch)]
    async fn press(this: &Handover) -> Result<JsValue, JsValue>;
    /// Loads the module, and works a passphrase's key out.
    #[wasm_bindgen(method, catch)]
    async fn lock(this: &Handover, passphrase: &str) -> Result<JsValue, JsValue>;

    /// That module's press.
    type LoadedPress;
    #[wasm_bindgen(method, catch)]
    fn picture(this: &LoadedPress, path: &str, png: Vec<u8>) -> Result<(), JsValue>;
    #[wasm_bindgen(method, catch)]
    fn print(this: &LoadedPress, report: &str) -> Result<Vec<u8>, JsValue>;

    /// That module's lock.
    type LoadedLock;
    #[wasm_bindgen(method, catch)]
    fn piece(this: &LoadedLock, bytes: &[u8]) -> Result<Vec<u8>, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn end(this: &LoadedLock) -> Result<Vec<u8>, JsValue>;
}

/// The loaded press.
pub struct Printing(LoadedPress);

impl Printing {
    /// Loads it; nothing if that fails, because a package is made without it too.
    pub async fn load(handover: &Handover) -> Option<Self> {
        handover.press().await.ok().map(|press| Self(press.unchecked_into()))
    }
}

impl Press for Printing {
    type Error = Failure;

    fn most(&self) -> u64 {
        breakwater_paper::MOST_BYTES
    }

    async fn picture(&mut self, path: &str, png: Vec<u8>) -> Result<(), Failure> {
        Ok(self.0.picture(path, png)?)
    }

    async fn print(self, report: &Document) -> Result<Vec<u8>, Failure> {
        Ok(self.0.print(&serde_json::to_string(report)?)?)
    }
}

/// The loaded lock.
pub struct Locking(LoadedLock);

impl Locking {
    /// Loads it. A file that was to be locked is not made without it.
    pub async fn load(handover: &Handover, passphrase: &str) -> Result<Self, Failure> {
        Ok(Self(handover.lock(passphrase).await?.unchecked_into()))
    }

    /// Takes the next bytes, and gives the next encrypted ones.
    pub fn piece(&self, bytes: &[u8]) -> Result<Vec<u8>, Failure> {
        Ok(self.0.piece(bytes)?)
    }

    /// The last encrypted bytes.
    pub fn end(self) -> Result<Vec<u8>, Failure> {
        Ok(self.0.end()?)
    }
}
