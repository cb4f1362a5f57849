//! The few hundred bytes that are kept of a contact, and the name they are kept under.

use std::hash::Hasher;

use serde::{Deserialize, Serialize};
use siphasher::sip128::{Hasher128, SipHasher24};

use super::{Judged, Pictured, Shown};
use breakwater_transcript::{Contact, Row};

/// A random key that never leaves this browser profile. Pseudonyms and row marks mean nothing without it.
#[derive(Clone)]
pub struct DeviceKey(pub [u8; 16]);

/// The name a contact is kept under: 128 bits, in hexadecimal.
pub type Pseudonym = String;

/// What is kept of a contact. No text, no name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Memory {
    /// Seconds since 1970 at which we first saw this contact.
    pub first_seen: u32,
    /// Seconds since 1970 at which we last did.
    pub last_seen: u32,
    /// The person said, and confirmed in the popup, that they know this contact.
    pub known: bool,
    /// The person said so in the page, and has not confirmed it yet.
    pub asked_known: bool,
    /// The state of the lure engine, in its own versioned form.
    #[serde(with = "crate::hex")]
    pub state: Vec<u8>,
    /// What the contact called themselves.
    pub called: Called,
    /// Which profile picture they had.
    pub pictured: Pictured,
    /// Which rows were judged.
    pub judged: Judged,
    /// What was shown.
    pub shown: Shown,
}

/// A name counts once it has stood this long, in seconds: a page that is still loading shows others.
const SETTLED: u32 = 600;

/// The name of a contact who is kept under something that outlives it: a profile or a handle. Marks only, no name.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct Called {
    /// The mark of the name that counts; 0 before there is one.
    settled: u32,
    /// The mark of another one that was seen since.
    fresh: u32,
    /// Seconds since 1970 at which that one was first seen.
    since: u32,
    /// Another name has counted before.
    changed: bool,
}

impl Called {
    /// Takes note of the name on the page at `now`; true if the contact has had another one before.
    pub fn hear(&mut self, name: u32, now: u32) -> bool {
        if name == self.settled {
            self.fresh = 0;
        } else if name != self.fresh {
            (self.fresh, self.since) = (name, now);
        } else if now.saturating_sub(self.since) >= SETTLED {
            self.changed |= self.settled != 0;
            (self.settled, self.fresh) = (name, 0);
        }
        self.changed
    }

    /// Whether this is the name, or one that is about to be.
    #[must_use]
    pub fn is(&self, name: u32) -> bool {
        name == self.settled || name == self.fresh
    }
}

impl DeviceKey {
    /// The name under which a contact on a host is kept. `path` stands in where the page names nobody.
    #[must_use]
    pub fn pseudonym(&self, host: &str, contact: &Contact, path: &str) -> Pseudonym {
        // What changes least comes first: a profile outlives a handle, a handle outlives a name.
        let named = [("profile", &contact.profile), ("handle", &contact.handle), ("name", &contact.name)];
        let (what, who) = named
            .into_iter()
            .find_map(|(what, who)| {
                Some((what, who.as_deref().map(str::trim).filter(|who| !who.is_empty())?))
            })
            .unwrap_or(("path", path));
        let digest = self.digest(&["contact", host, what, &who.to_lowercase()]);
        format!("{digest:032x}")
    }

    /// The mark of a row: kind and text, without the side, which may become clearer later.
    #[must_use]
    pub fn mark(&self, row: &Row) -> u32 {
        let kind = format!("{:?}", row.kind);
        let digest = self.digest(&["row", &kind, &row.text]);
        // The lower 32 bits of 128; the mask keeps the conversion whole.
        u32::try_from(digest & u128::from(u32::MAX)).unwrap_or(0)
    }

    /// The mark of a contact's name, never 0.
    #[must_use]
    pub fn name_mark(&self, name: &str) -> u32 {
        let digest = self.digest(&["name", &name.trim().to_lowercase()]);
        u32::try_from(digest & u128::from(u32::MAX)).unwrap_or(0).max(1)
    }

    /// SipHash-2-4 with 128 bits: a keyed function that says nothing without its key.
    fn digest(&self, parts: &[&str]) -> u128 {
        let mut hasher = SipHasher24::new_with_key(&self.0);
        for part in parts {
            // Lengths between the parts, so that ("ab", "c") and ("a", "bc") differ.
            hasher.write_u64(part.len() as u64);
            hasher.write(part.as_bytes());
        }
        hasher.finish128().as_u128()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> DeviceKey {
        DeviceKey([byte; 16])
    }

    fn named(name: &str) -> Contact {
        Contact { name: Some(name.into()), ..Contact::default() }
    }

    #[test]
    fn a_pseudonym_depends_on_device_host_and_contact_and_on_nothing_else() {
        let name = key(1).pseudonym("a.example", &named("Sam"), "/x");
        assert_eq!(name.len(), 32);
        assert_eq!(name, key(1).pseudonym("a.example", &named(" sam "), "/y"));
        assert_ne!(name, key(2).pseudonym("a.example", &named("Sam"), "/x"));
        assert_ne!(name, key(1).pseudonym("b.example", &named("Sam"), "/x"));
        assert_ne!(name, key(1).pseudonym("a.example", &named("Alex"), "/x"));
    }

    #[test]
    fn the_path_stands_in_where_nobody_is_named() {
        let nobody = Contact::default();
        assert_ne!(key(1).pseudonym("a", &nobody, "/1"), key(1).pseudonym("a", &nobody, "/2"));
    }

    #[test]
    fn a_mark_does_not_depend_on_the_side() {
        use breakwater_transcript::Side;
        let row = |side| Row { side, text: "hi".into(), ..Row::default() };
        assert_eq!(key(1).mark(&row(Side::Them)), key(1).mark(&row(Side::Unknown)));
        assert_ne!(key(1).mark(&row(Side::Them)), key(2).mark(&row(Side::Them)));
    }

    #[test]
    fn a_new_name_counts_once_it_has_stood() {
        let mut called = Called::default();
        let (jess, ada, typing) = (1, 2, 3);
        assert!(!called.hear(typing, 1000), "a page that is loading");
        assert!(!called.hear(jess, 1001));
        assert!(!called.hear(jess, 1001 + SETTLED), "the first name is no change");
        assert!(!called.hear(typing, 5000), "a name for a moment is none");
        assert!(!called.hear(jess, 5001));
        assert!(!called.hear(ada, 9000));
        assert!(called.hear(ada, 9000 + SETTLED));
        assert!(called.hear(jess, 20_000), "and stays a change");
    }

    #[test]
    fn what_is_kept_is_small_and_holds_no_text() {
        let mut memory = Memory { state: vec![0; 512], ..Memory::default() };
        let rows: Vec<u32> = (0..500).collect();
        memory.judged.replay(&rows, 1_800_000_000);
        let kept = serde_json::to_string(&memory.judged).unwrap();
        assert!(kept.len() < 64 * 40, "{}", kept.len());
    }
}
