//! What the log tells of each record: made, noted, deleted.

use std::collections::HashMap;

use crate::{Event, LogLine, record};

/// One record's lines of the log.
pub(crate) struct Life<'a> {
    /// Its id.
    pub(crate) id: &'a str,
    /// The line that reports its making.
    pub(crate) captured: &'a LogLine,
    /// The lines of its notes, in order.
    pub(crate) notes: Vec<&'a LogLine>,
    /// The line of its deletion.
    pub(crate) deleted: Option<&'a LogLine>,
}

/// The folders of the records that a log knows and that were not deleted, in the order they were made.
pub fn kept(log: &[LogLine]) -> Vec<String> {
    let (lives, _) = lives(log);
    let left = lives.iter().filter(|life| life.deleted.is_none());
    left.map(|life| record::folder(life.captured.seq, life.id)).collect()
}

/// The records that a log speaks of, in the order they were made, and the numbers of lines that make no sense: a
/// second making, or a note on a record that is not there.
pub(crate) fn lives(log: &[LogLine]) -> (Vec<Life<'_>>, Vec<u64>) {
    let mut lives: Vec<Life<'_>> = Vec::new();
    let mut known = HashMap::new();
    let mut strays = Vec::new();
    for line in log {
        let life =
            line.record.as_deref().and_then(|id| known.get(id)).and_then(|at: &usize| lives.get_mut(*at));
        match (line.event, life, line.record.as_deref()) {
            (Event::Captured, None, Some(id)) => {
                known.insert(id, lives.len());
                lives.push(Life { id, captured: line, notes: Vec::new(), deleted: None });
            }
            (Event::Noted, Some(life), _) if life.deleted.is_none() => life.notes.push(line),
            (Event::Deleted, Some(life), _) if life.deleted.is_none() => life.deleted = Some(line),
            (event, ..) if event.changes_content() => strays.push(line.seq),
            _ => {}
        }
    }
    (lives, strays)
}
