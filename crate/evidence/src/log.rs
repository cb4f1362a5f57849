//! The log: what happened in the locker, each line chained to the one before by its hash.
//!
//! A line that is changed, taken out, put in or moved breaks the chain at that place. The log holds hashes, random
//! ids and times, never words from a page.

use serde::{Deserialize, Serialize};

use crate::{CanonicalError, ClockJump, Digest, Moment, from_canonical, to_canonical};

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A record was made. The hash is that of its `record.json`.
    Captured,
    /// A note was added to a record. The hash is that of the note.
    Noted,
    /// A record was opened and read.
    Opened,
    /// Records went out in a package. The hash is that of the package's `manifest-sha256.txt`.
    Exported,
    /// A record was deleted. This line is what stays of it; the hash is that of its `record.json`.
    Deleted,
    /// A passphrase was tried and was wrong.
    FailedUnlock,
    /// The locker was opened with its passphrase.
    Unlocked,
    /// The passphrase was set or changed.
    PassphraseSet,
}

impl Event {
    /// Whether the event changes what the locker holds. Looking at it and taking a copy do not.
    pub fn changes_content(self) -> bool {
        matches!(self, Self::Captured | Self::Noted | Self::Deleted)
    }
}

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogLine {
    /// Number of the line, from 1, without gaps.
    pub seq: u64,
    /// When, by the device's clock, in UTC.
    pub utc: String,
    /// Whether the clock was set since the line before.
    pub clock_jump: ClockJump,
    /// What happened.
    pub event: Event,
    /// The record it happened to.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub record: Option<String>,
    /// SHA-256 of what the event is about; see [`Event`].
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub sha256: Option<Digest>,
    /// SHA-256 of the line before, without its line end; 64 zeros in the first line.
    pub prev: Digest,
}

/// The end of the log: what the next line is chained to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Number of the last line; 0 for an empty log.
    pub seq: u64,
    /// SHA-256 of the last line, or [`Digest::NONE`].
    pub last: Digest,
    /// When the last line was written, if the caller still knows both clocks.
    pub moment: Option<Moment>,
}

impl Head {
    /// The head of an empty log.
    pub const EMPTY: Self = Self { seq: 0, last: Digest::NONE, moment: None };

    /// What the clocks did since the last line.
    pub fn clock_jump(&self, now: &Moment) -> ClockJump {
        match &self.moment {
            Some(earlier) => now.jump_since(earlier),
            None if self.seq == 0 => ClockJump::First,
            None => ClockJump::NotKnown,
        }
    }

    /// The next line, as bytes without a line end, and the head after it.
    ///
    /// # Errors
    /// None that is known: a line holds texts and whole numbers.
    pub fn append(
        &self,
        event: Event,
        record: Option<String>,
        sha256: Option<Digest>,
        now: &Moment,
    ) -> Result<(Vec<u8>, Self), CanonicalError> {
        let seq = self.seq + 1;
        let clock_jump = self.clock_jump(now);
        let line = LogLine { seq, utc: now.utc(), clock_jump, event, record, sha256, prev: self.last };
        let bytes = to_canonical(&line)?;
        let head = Self { seq, last: Digest::of(&bytes), moment: Some(now.clone()) };
        Ok((bytes, head))
    }
}

/// Why a log does not hold. Line numbers count from 1.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// A line that cannot be read.
    #[error("log line {line}: {error}")]
    Line {
        /// The line.
        line: u64,
        /// What is wrong with it.
        error: CanonicalError,
    },
    /// A line with another number than its place.
    #[error("log line {line} calls itself number {found}: a line is missing, doubled or moved")]
    Number {
        /// The line.
        line: u64,
        /// The number it bears.
        found: u64,
    },
    /// A line that does not follow from the one before.
    #[error("log line {line} does not follow from the line before: one of the two was changed")]
    Chain {
        /// The line.
        line: u64,
    },
    /// The file ends within a line.
    #[error("the log does not end with a line end: something was cut off or added")]
    Unfinished,
}

/// Reads a whole log, each line ended by a line feed, and checks numbers and chain.
///
/// # Errors
/// The first line that does not hold.
pub fn read_log(bytes: &[u8]) -> Result<Vec<LogLine>, LogError> {
    let Some(body) = bytes.strip_suffix(b"\n") else {
        return if bytes.is_empty() { Ok(Vec::new()) } else { Err(LogError::Unfinished) };
    };
    let mut last = Digest::NONE;
    let mut lines = Vec::new();
    for (line, text) in (1_u64..).zip(body.split(|byte| *byte == b'\n')) {
        let entry: LogLine = from_canonical(text).map_err(|error| LogError::Line { line, error })?;
        if entry.seq != line {
            return Err(LogError::Number { line, found: entry.seq });
        }
        if entry.prev != last {
            return Err(LogError::Chain { line });
        }
        last = Digest::of(text);
        lines.push(entry);
    }
    Ok(lines)
}

/// Reads what can be read of a log, and why it does not hold if it does not. Then lines that can't be read are passed over, and
/// nothing says that one was not changed, taken out or put in.
pub fn read_log_as_it_is(bytes: &[u8]) -> (Vec<LogLine>, Option<LogError>) {
    match read_log(bytes) {
        Ok(lines) => (lines, None),
        Err(error) => {
            let lines = bytes.split(|byte| *byte == b'\n').filter_map(|text| from_canonical(text).ok());
            (lines.collect(), Some(error))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_log_that_does_not_hold_the_rest_is_read_and_the_fault_named() {
        let mut lines = log(4);
        assert!(matches!(read_log_as_it_is(&joined(&lines)), (all, None) if all.len() == 4));
        lines[1] = b"{".to_vec();
        let (rest, error) = read_log_as_it_is(&joined(&lines));
        assert_eq!(rest.iter().map(|line| line.seq).collect::<Vec<_>>(), [1, 3, 4]);
        assert!(matches!(error, Some(LogError::Line { line: 2, .. })));
    }

    fn log(lines: usize) -> Vec<Vec<u8>> {
        let mut head = Head::EMPTY;
        (0..lines)
            .map(|index| {
                let utc_ms = 1_795_356_180_000 + index as i64 * 1_000;
                let now = Moment {
                    utc_ms,
                    offset_minutes: 0,
                    zone: "UTC".into(),
                    run: "r".into(),
                    monotonic_ms: 0,
                };
                let id = format!("{index:032x}");
                let (line, next) =
                    head.append(Event::Captured, Some(id), Some(Digest::of(&[index as u8])), &now).unwrap();
                head = next;
                line
            })
            .collect()
    }

    fn joined(lines: &[Vec<u8>]) -> Vec<u8> {
        lines.iter().flat_map(|line| [line.as_slice(), b"\n"].concat()).collect()
    }

    #[test]
    fn a_whole_log_holds() {
        assert_eq!(read_log(&joined(&log(3))).unwrap().len(), 3);
        assert!(read_log(b"").unwrap().is_empty());
    }

    #[test]
    fn lines_taken_out_doubled_or_moved_are_named() {
        let lines = log(4);
        let without = |skip: usize| {
            let kept: Vec<_> =
                lines.iter().enumerate().filter(|(at, _)| *at != skip).map(|(_, l)| l.clone()).collect();
            read_log(&joined(&kept))
        };
        assert!(matches!(without(0), Err(LogError::Number { line: 1, found: 2 })));
        assert!(matches!(without(2), Err(LogError::Number { line: 3, found: 4 })));
        let mut moved = lines.clone();
        moved.swap(1, 2);
        assert!(matches!(read_log(&joined(&moved)), Err(LogError::Number { line: 2, found: 3 })));
        let mut doubled = lines.clone();
        doubled.insert(1, lines[0].clone());
        assert!(matches!(read_log(&joined(&doubled)), Err(LogError::Number { line: 2, found: 1 })));
    }

    #[test]
    fn every_flipped_bit_but_those_of_the_last_line_breaks_the_chain() {
        // The last line's own hash is held by nothing in the log: the package's manifest holds it.
        let whole = joined(&log(3));
        let last = whole.len() - log(3)[2].len() - 1;
        for at in 0..last {
            for bit in 0..8 {
                let mut bad = whole.clone();
                bad[at] ^= 1 << bit;
                assert!(read_log(&bad).is_err(), "byte {at}, bit {bit}");
            }
        }
        let mut cut = whole.clone();
        cut.pop();
        assert!(matches!(read_log(&cut), Err(LogError::Unfinished)));
    }
}
