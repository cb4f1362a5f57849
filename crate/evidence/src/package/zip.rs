//! The ZIP that a package is: every file stored as it is, one header form, one date, one order.
//!
//! Packages are compared byte by byte: the same files always give the same ZIP. So nothing is compressed (pictures
//! are already), nothing depends on the machine, and whoever reads one can write it again and compare.
//! Field numbers after PKWARE's APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// A table of 1 KB; the larger ones buy speed that hashing next to it eats up.
const CRC: Crc<u32, Table<1>> = Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC);

/// The checksum that a ZIP holds of each file.
pub(crate) fn checksum(bytes: &[u8]) -> u32 {
    CRC.checksum(bytes)
}

/// First of January 1980, the earliest date a ZIP can hold: the files' own dates are in the record.
const DATE: u16 = 0x0021;
/// Needs version 1.0: nothing but stored files.
const NEEDS: u16 = 10;
/// Made by version 3.0 on Unix, so that the next field is read as a file's mode.
const MADE_BY: u16 = 0x031e;
/// A regular file that its owner may write and all may read.
const MODE: u32 = 0o100_644 << 16;

pub(crate) const LOCAL: u32 = 0x0403_4b50;
pub(crate) const CENTRAL: u32 = 0x0201_4b50;
pub(crate) const END: u32 = 0x0605_4b50;

/// What a ZIP without 64-bit extensions can't hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too large for one package (4 GB or 65,535 files); export fewer records at a time")]
pub struct TooLarge;

/// Writes a ZIP piece by piece; the caller puts each file's bytes after its header.
#[derive(Default)]
pub(crate) struct Zip {
    offset: u32,
    directory: Vec<u8>,
    count: u16,
}

impl Zip {
    /// The header that goes before `bytes`.
    pub(crate) fn header(&mut self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, TooLarge> {
        let size = u32::try_from(bytes.len()).map_err(|_| TooLarge)?;
        let name_length = u16::try_from(name.len()).map_err(|_| TooLarge)?;
        let common = Fields::default()
            .u16(NEEDS)
            .u16(0) // flags
            .u16(0) // stored
            .u16(0) // time
            .u16(DATE)
            .u32(checksum(bytes))
            .u32(size) // compressed
            .u32(size)
            .u16(name_length)
            .u16(0); // extra fields
        let header = Fields::default().u32(LOCAL).all(&common).bytes(name.as_bytes());
        let entry = Fields::default()
            .u32(CENTRAL)
            .u16(MADE_BY)
            .all(&common)
            .u16(0) // comment
            .u16(0) // disk
            .u16(0) // internal attributes
            .u32(MODE)
            .u32(self.offset)
            .bytes(name.as_bytes());
        self.directory.extend(entry.0);
        self.count = self.count.checked_add(1).ok_or(TooLarge)?;
        let length = u32::try_from(header.0.len()).map_err(|_| TooLarge)?;
        self.offset = self.offset.checked_add(length).and_then(|at| at.checked_add(size)).ok_or(TooLarge)?;
        Ok(header.0)
    }

    /// What goes after the last file.
    pub(crate) fn finish(self) -> Result<Vec<u8>, TooLarge> {
        let size = u32::try_from(self.directory.len()).map_err(|_| TooLarge)?;
        self.offset.checked_add(size).ok_or(TooLarge)?;
        let end = Fields::default()
            .u32(END)
            .u16(0) // this disk
            .u16(0) // the directory's disk
            .u16(self.count)
            .u16(self.count)
            .u32(size)
            .u32(self.offset)
            .u16(0); // comment
        Ok([self.directory, end.0].concat())
    }
}

/// Little-endian fields in a row.
#[derive(Default)]
struct Fields(Vec<u8>);

impl Fields {
    fn u16(mut self, value: u16) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn u32(mut self, value: u32) -> Self {
        self.0.extend(value.to_le_bytes());
        self
    }

    fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend(bytes);
        self
    }

    fn all(self, other: &Self) -> Self {
        self.bytes(&other.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crc_of_the_check_string() {
        assert_eq!(CRC.checksum(b"123456789"), 0xcbf4_3926);
    }

    #[test]
    fn an_empty_zip_is_its_end_record() {
        assert_eq!(Zip::default().finish().unwrap(), [b"PK\x05\x06".as_slice(), &[0; 18]].concat());
    }
}
