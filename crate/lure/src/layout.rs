//! Tables inside the bytes of a pack, read where they lie.
//!
//! Nothing is copied or checked ahead: every read is checked when it happens, and a number that leads nowhere gives
//! nothing. All numbers are little-endian and may stand at any address.

/// Bytes read from front to back.
#[derive(Clone, Copy, Debug, Default)]
pub struct Reader<'a>(pub &'a [u8]);

impl<'a> Reader<'a> {
    /// Whether all is read.
    #[inline]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The next byte.
    #[inline]
    pub fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    /// The next number of two bytes.
    #[inline]
    pub fn short(&mut self) -> Option<u16> {
        let (number, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*number))
    }

    /// The next number of one to three bytes, seven bits a byte, low bits first. What is too large is cut off.
    #[inline]
    pub fn number(&mut self) -> Option<u16> {
        let first = self.byte()?;
        if first < 128 {
            return Some(u16::from(first));
        }
        let second = self.byte()?;
        let sum = u16::from(first & 127) | u16::from(second & 127) << 7;
        if second < 128 {
            return Some(sum);
        }
        Some(sum | u16::from(self.byte()?) << 14)
    }

    /// Adds to a list so many numbers, each of which is written as the step from the one before.
    pub fn sums(&mut self, count: u16, list: &mut Vec<u16>) {
        let first = list.len();
        list.resize(first + usize::from(count).min(self.0.len()), 0);
        let mut sum = 0_u16;
        for place in list.get_mut(first..).unwrap_or_default() {
            let step = match self.0 {
                [step @ ..128, rest @ ..] => {
                    self.0 = rest;
                    u16::from(*step)
                }
                _ => self.number().unwrap_or(0),
            };
            sum = sum.saturating_add(step);
            *place = sum;
        }
    }

    /// The next so many bytes.
    #[inline]
    pub fn take(&mut self, count: u16) -> Option<Self> {
        let (taken, rest) = self.0.split_at_checked(usize::from(count))?;
        self.0 = rest;
        Some(Self(taken))
    }
}

/// Numbers of two bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Shorts<'a>(pub &'a [u8]);

impl Shorts<'_> {
    /// The number at a place.
    #[inline]
    pub fn get(&self, place: usize) -> Option<u16> {
        let bytes = self.0.get(place.checked_mul(2)?..)?.first_chunk()?;
        Some(u16::from_le_bytes(*bytes))
    }

    /// Whether an ascending table has the number.
    pub fn has(&self, number: u16) -> bool {
        self.0.as_chunks().0.binary_search_by_key(&number, |bytes| u16::from_le_bytes(*bytes)).is_ok()
    }
}

/// Numbers of four bytes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Words<'a>(pub &'a [u8]);

impl Words<'_> {
    /// How many there are.
    pub const fn len(&self) -> usize {
        self.0.len() / 4
    }

    /// The number at a place.
    pub fn get(&self, place: usize) -> Option<u32> {
        let bytes = self.0.get(place.checked_mul(4)?..)?.first_chunk()?;
        Some(u32::from_le_bytes(*bytes))
    }
}

/// Records of different lengths, numbered from 0. The place of every [`ROWS`]th is known; from there it is counted on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rows<'a> {
    /// Where every [`ROWS`]th record begins.
    pub starts: Words<'a>,
    /// The records, each after its length.
    pub records: &'a [u8],
}

/// Records between two known places: more would save bytes and cost steps.
pub const ROWS: usize = 8;

impl<'a> Rows<'a> {
    /// The record of that number; empty when there is none.
    pub fn get(&self, number: u16) -> Reader<'a> {
        self.find(usize::from(number)).unwrap_or_default()
    }

    fn find(&self, number: usize) -> Option<Reader<'a>> {
        let mut at = usize::try_from(self.starts.get(number / ROWS)?).ok()?;
        for _ in 0..number % ROWS {
            // Most records are short: their length is one byte.
            at += match *self.records.get(at)? {
                length @ ..128 => 1 + usize::from(length),
                _ => {
                    let mut rest = Reader(self.records.get(at..)?);
                    let length = usize::from(rest.number()?);
                    self.records.len() - at - rest.0.len() + length
                }
            };
        }
        let mut rest = Reader(self.records.get(at..)?);
        let length = rest.number()?;
        rest.take(length)
    }
}

/// Writes a number as [`Reader::number`] reads it: below 65,536.
#[cfg_attr(not(feature = "compile"), allow(dead_code))]
pub fn put_number(mut number: usize, out: &mut Vec<u8>) {
    while number >= 128 {
        out.push(u8::try_from(number & 127).unwrap_or(0) | 128);
        number >>= 7;
    }
    out.push(u8::try_from(number).unwrap_or(0));
}

/// Writes records as [`Rows`] reads them: the known places, and the records.
#[cfg_attr(not(feature = "compile"), allow(dead_code))]
pub fn put_rows(rows: &[Vec<u8>]) -> (Vec<u8>, Vec<u8>) {
    let (mut starts, mut records) = (Vec::new(), Vec::new());
    for (number, row) in rows.iter().enumerate() {
        if number % ROWS == 0 {
            starts.extend(u32::try_from(records.len()).unwrap_or(u32::MAX).to_le_bytes());
        }
        put_number(row.len(), &mut records);
        records.extend_from_slice(row);
    }
    (starts, records)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let rows: Vec<Vec<u8>> = (0..100_u8).map(|number| vec![number; usize::from(number) * 3]).collect();
        let (starts, records) = put_rows(&rows);
        let read = Rows { starts: Words(&starts), records: &records };
        for (number, row) in (0..).zip(&rows) {
            assert_eq!(read.get(number).0, row.as_slice());
        }
        assert!(read.get(100).is_empty() && read.get(u16::MAX).is_empty());
        for number in [0, 1, 127, 128, 16_383, 16_384, 65_535] {
            let mut bytes = Vec::new();
            put_number(number, &mut bytes);
            assert_eq!(Reader(&bytes).number(), u16::try_from(number).ok());
        }
    }

    #[test]
    fn what_is_cut_off_is_nothing() {
        let (starts, records) = put_rows(&[vec![1, 2, 3], vec![4]]);
        let read = Rows { starts: Words(&starts), records: records.get(..5).unwrap() };
        assert_eq!(read.get(0).0, [1, 2, 3]);
        assert!(read.get(1).is_empty());
        assert_eq!(Reader(&[200]).number(), None);
        assert_eq!(Shorts(&[1]).get(0), None);
        assert_eq!(Words(&[1, 0, 0, 0]).get(usize::MAX), None);
    }
}
