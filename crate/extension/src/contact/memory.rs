//! The few hundred bytes that are kept of a contact, and the name they are kept under.

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use super::{Judged, Shown};
use breakwater_transcript::{Contact, Row};

/// A random key that never leaves this browser profile. Pseudonyms and row marks mean nothing without it.
#[derive(Clone)]
pub struct DeviceKey(pub [u8; 32]);

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
    #[serde(with = "serde_bytes")]
    pub state: Vec<u8>,
    /// Which rows were judged.
    pub judged: Judged,
    /// What was shown.
    pub shown: Shown,
}

impl DeviceKey {
    /// The name under which a contact on a host is kept. `path` stands in where the page names nobody.
    #[must_use]
    pub fn pseudonym(&self, host: &str, contact: &Contact, path: &str) -> Pseudonym {
        // What changes least comes first: a profile outlives a handle, a handle outlives a name.
        let named = [("profile", &contact.profile), ("handle", &contact.handle), ("name", &contact.name)];
        let (what, who) = named
            .into_iter()
            .find_map(|(what, who)| Some((what, who.as_deref().map(str::trim).filter(|who| !who.is_empty())?)))
            .unwrap_or(("path", path));
        let digest = self.digest(&["contact", host, what, &who.to_lowercase()]);
        digest.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }

    /// The mark of a row: kind and text, without the side, which may become clearer later.
    #[must_use]
    pub fn mark(&self, row: &Row) -> u32 {
        let kind = format!("{:?}", row.kind);
        let digest = self.digest(&["row", &kind, &row.text]);
        digest.iter().take(4).fold(0, |mark, &byte| mark << 8 | u32::from(byte))
    }

    fn digest(&self, parts: &[&str]) -> Vec<u8> {
        // HMAC takes keys of any length, so this cannot fail; an empty digest would only merge all contacts.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else { return Vec::new() };
        for part in parts {
            // Lengths between the parts, so that ("ab", "c") and ("a", "bc") differ.
            mac.update(&(part.len() as u64).to_le_bytes());
            mac.update(part.as_bytes());
        }
        mac.finalize().into_bytes().to_vec()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> DeviceKey {
        DeviceKey([byte; 32])
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
    fn what_is_kept_is_small_and_holds_no_text() {
        let mut memory = Memory { state: vec![0; 512], ..Memory::default() };
        let rows: Vec<u32> = (0..500).collect();
        memory.judged.replay(&rows, 1_800_000_000);
        let kept = serde_json::to_string(&memory.judged).unwrap();
        assert!(kept.len() < 64 * 40, "{}", kept.len());
    }
}
