//! What is needed only as a package is handed over: the press for its PDF, and the lock on its file. A module of its own,
//! because it is as large as the rest together, and the locker is to open as fast as before.

use std::{cell::RefCell, io::Write, iter, rc::Rc};

use age::{Encryptor, Recipient, scrypt, stream::StreamWriter};
use breakwater_paper::{Document, NoPdf};
use wasm_bindgen::prelude::*;

/// How hard each guess of a passphrase is: scrypt with N = 2^16, r = 8, p = 1. Takes 64 MB, and here 0.8 s; 17 would take what a
/// whole export may.
const WORK_FACTOR: u8 = 16;

/// Sets one report.
#[wasm_bindgen]
pub struct Press(breakwater_paper::Press);

#[wasm_bindgen]
impl Press {
    /// Takes the font.
    #[wasm_bindgen(constructor)]
    pub fn new(font: Vec<u8>) -> Self {
        Self(breakwater_paper::Press::new(font))
    }

    /// Takes a picture of the report: a PNG, under its path.
    ///
    /// # Errors
    /// When it is too much together.
    pub fn picture(&mut self, path: String, png: Vec<u8>) -> Result<(), JsError> {
        self.0.picture(path, png).map_err(|error| shown(&error))
    }

    /// Sets the report, which comes as JSON.
    ///
    /// # Errors
    /// When it can't be set.
    pub fn print(self, report: &str) -> Result<Vec<u8>, JsError> {
        let report: Document =
            serde_json::from_str(report).map_err(|error| JsError::new(&error.to_string()))?;
        self.0.print(&report).map_err(|error| shown(&error))
    }
}

/// Encrypts one file with a passphrase, in the age format (age-encryption.org/v1), piece by piece.
#[wasm_bindgen]
pub struct Lock {
    writer: StreamWriter<Outlet>,
    outlet: Outlet,
}

#[wasm_bindgen]
impl Lock {
    /// Works the key out; that takes about a second.
    ///
    /// # Errors
    /// When the browser gives no random bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(passphrase: String) -> Result<Self, JsError> {
        let mut recipient = scrypt::Recipient::new(passphrase.into());
        recipient.set_work_factor(WORK_FACTOR);
        let encryptor = Encryptor::with_recipients(iter::once(&recipient as &dyn Recipient))?;
        let outlet = Outlet::default();
        let writer = encryptor.wrap_output(outlet.clone())?;
        Ok(Self { writer, outlet })
    }

    /// Takes the next bytes of the file, and gives the next ones of the encrypted file.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn piece(&mut self, bytes: &[u8]) -> Result<Vec<u8>, JsError> {
        self.writer.write_all(bytes)?;
        Ok(self.outlet.0.take())
    }

    /// The last bytes of the encrypted file. Without them it does not open.
    ///
    /// # Errors
    /// When the cipher fails.
    pub fn end(self) -> Result<Vec<u8>, JsError> {
        let outlet = self.writer.finish()?;
        Ok(outlet.0.take())
    }
}

/// Where the encrypted bytes wait to be taken.
#[derive(Clone, Default)]
struct Outlet(Rc<RefCell<Vec<u8>>>);

impl Write for Outlet {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn shown(error: &NoPdf) -> JsError {
    JsError::new(&error.to_string())
}
