//! One profile picture under two names: the mark that is kept of a contact's picture, and its search among the others.

use breakwater_reader::{Portrait, is_same_picture};
use serde::{Deserialize, Serialize};

use super::Memory;

/// A picture counts once it has stood this long beside the same contact, in seconds: a page that goes from one chat to
/// another shows the picture of the one beside the name of the other for a moment.
const SETTLED: u32 = 60;
/// A picture that more contacts than this have is one that a site gives to everybody.
const MOST: usize = 3;

/// What is kept of a contact's profile picture: eight bytes that no picture can be made of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Pictured {
    mark: Option<Portrait>,
    /// Seconds since 1970 at which it was first seen.
    since: u32,
    /// It has stood, and was compared with the others.
    settled: bool,
    /// It stood with another name before.
    elsewhere: bool,
}

impl Pictured {
    /// Takes note of the picture on the page at `now`; true if it is time to look for it among the other contacts.
    pub fn see(&mut self, mark: Portrait, now: u32) -> bool {
        if !self.mark.is_some_and(|known| is_same_picture(known, mark)) {
            *self = Self { mark: Some(mark), since: now, ..Self::default() };
        }
        !self.settled && now.saturating_sub(self.since) >= SETTLED
    }

    /// Looks for the picture among everybody's memories. `name` is the mark of the contact's name: under the same name it
    /// is the same person, on another site or under another address.
    pub fn compare<'m>(&mut self, name: u32, all: impl IntoIterator<Item = &'m Memory>) {
        let Some(mark) = self.mark else { return };
        let others = all.into_iter().filter(|other| {
            let Self { mark: known, settled, .. } = other.pictured;
            settled && !other.called.is(name) && known.is_some_and(|known| is_same_picture(known, mark))
        });
        self.settled = true;
        self.elsewhere = (1..=MOST).contains(&others.count());
    }

    /// Whether the picture stood with another name before.
    #[must_use]
    pub fn elsewhere(&self) -> bool {
        self.elsewhere
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PICTURE: Portrait = [0b1010_0110, 3, 90, 17, 200, 6, 77, 129];
    const NOW: u32 = 1_800_000_000;

    /// A contact whose picture has stood.
    fn someone(name: u32, mark: Portrait) -> Memory {
        let mut memory = Memory::default();
        memory.called.hear(name, NOW);
        assert!(!memory.pictured.see(mark, NOW));
        assert!(memory.pictured.see(mark, NOW + SETTLED));
        memory.pictured.compare(name, []);
        memory
    }

    /// Whether a contact with this name and picture is seen to share it.
    fn shares(name: u32, mark: Portrait, others: &[Memory]) -> bool {
        let mut pictured = Pictured::default();
        pictured.see(mark, NOW);
        assert!(pictured.see(mark, NOW + SETTLED));
        pictured.compare(name, others);
        assert!(!pictured.see(mark, NOW + 2 * SETTLED), "compared once");
        pictured.elsewhere()
    }

    #[test]
    fn the_same_picture_under_another_name_is_seen() {
        let saved_again = [PICTURE[0] ^ 0b11, 3, 90, 17, 200, 6, 77, 128];
        assert!(shares(2, saved_again, &[someone(1, PICTURE)]));
        assert!(!shares(1, PICTURE, &[someone(1, PICTURE)]), "the same name is the same person");
        assert!(!shares(2, [!PICTURE[0], 7, 12, 99, 1, 2, 3, 4], &[someone(1, PICTURE)]), "another picture");
    }

    #[test]
    fn a_picture_that_many_have_is_nobodys() {
        let all: Vec<Memory> = (1..=4).map(|name| someone(name, PICTURE)).collect();
        assert!(shares(9, PICTURE, &all[..3]));
        assert!(!shares(9, PICTURE, &all));
    }

    #[test]
    fn a_picture_for_a_moment_is_none() {
        let mut passing = Memory::default();
        passing.called.hear(1, NOW);
        passing.pictured.see(PICTURE, NOW);
        assert!(!shares(2, PICTURE, &[passing]), "the other's had not stood");
        let mut pictured = Pictured::default();
        pictured.see(PICTURE, NOW);
        let other = [1, 2, 3, 4, 5, 6, 7, 8];
        assert!(!pictured.see(other, NOW + SETTLED), "another one begins anew");
        assert!(pictured.see(other, NOW + 2 * SETTLED));
    }

    #[test]
    fn another_picture_is_compared_anew() {
        let mut pictured = Pictured::default();
        pictured.see(PICTURE, NOW);
        pictured.compare(2, &[someone(1, PICTURE)]);
        assert!(pictured.elsewhere());
        pictured.see([1, 2, 3, 4, 5, 6, 7, 8], NOW + 9000);
        assert!(!pictured.elsewhere());
    }
}
