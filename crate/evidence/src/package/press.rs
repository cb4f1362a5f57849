//! What sets the report as a PDF. It is heavy, so it comes in from outside: in the extension, from a module that is
//! loaded only when a package is made.

use std::{convert::Infallible, error::Error};

use breakwater_paper::Document;

/// Sets one report.
pub trait Press {
    /// Why it could not: in words, because the package is made all the same.
    type Error: Error;

    /// Most bytes of pictures that it takes for one report.
    fn most(&self) -> u64;

    /// Takes a picture of the report: a PNG, under its path in the package.
    fn picture(&mut self, path: &str, png: Vec<u8>) -> impl Future<Output = Result<(), Self::Error>>;

    /// Sets the report. The same report gives the same bytes.
    fn print(self, report: &Document) -> impl Future<Output = Result<Vec<u8>, Self::Error>>;
}

/// For packages without a PDF.
#[derive(Clone, Copy, Debug)]
pub enum NoPress {}

impl Press for NoPress {
    type Error = Infallible;

    fn most(&self) -> u64 {
        match *self {}
    }

    async fn picture(&mut self, _path: &str, _png: Vec<u8>) -> Result<(), Self::Error> {
        match *self {}
    }

    async fn print(self, _report: &Document) -> Result<Vec<u8>, Self::Error> {
        match self {}
    }
}
