//! The TypeScript forms of the protocol types, written from the Rust types themselves.

use std::path::Path;

use breakwater_extension::protocol::{
    Advice, FromContent, Panel, Ready, Scrolled, Standing, ToContent, Welcome,
};
use ts_rs::{Config, TS};

use crate::Error;

/// Writes one file a type, with everything that a type names.
pub fn write(out: &Path) -> Result<(), Error> {
    let config = Config::new().with_out_dir(out);
    let all = [
        Advice::export_all(&config),
        FromContent::export_all(&config),
        Panel::export_all(&config),
        Ready::export_all(&config),
        ToContent::export_all(&config),
        Scrolled::export_all(&config),
        Standing::export_all(&config),
        Welcome::export_all(&config),
    ];
    all.into_iter().collect::<Result<(), _>>().map_err(|error| Error::file(out, error.to_string()))
}
