//! The JSON form of a conversation, as `assess` and `evaluate` take it.

use std::{borrow::Cow, fmt};

use breakwater_lure::Message;
use breakwater_transcript::{Fact, Kind, Side};
use serde::{
    Deserialize, Deserializer,
    de::{self, Visitor},
};

/// A conversation with one contact.
#[derive(Debug, Deserialize)]
pub struct Conversation {
    /// Handed back as it came.
    #[serde(default)]
    pub id: serde_json::Value,
    /// The messages in the order of their arrival.
    pub messages: Vec<Row>,
    /// The contact; a new one when it is missing.
    #[serde(default)]
    pub contact: Option<Contact>,
    /// `benign`, `lure`, `blackmail`, `scam`: for `evaluate` only.
    #[serde(default)]
    pub label: Option<String>,
    /// Where the conversation is from: for `evaluate` only.
    #[serde(default)]
    pub source: Option<String>,
    /// Its language: for `evaluate` only.
    #[serde(default)]
    pub lang: Option<String>,
    /// The message (from 1) where a careful reader would want at least a notice: for our own tests.
    #[serde(default)]
    pub due: Option<u32>,
}

/// What is said about the contact.
#[derive(Debug, Default, Deserialize)]
pub struct Contact {
    /// "I know this person".
    #[serde(default)]
    pub known: bool,
    /// What the page says.
    #[serde(default)]
    pub facts: Vec<Fact>,
}

/// One message.
#[derive(Debug, Deserialize)]
pub struct Row {
    /// Who it comes from.
    pub from: Side,
    /// The words.
    #[serde(default)]
    pub text: Option<Lossy>,
    /// Seconds since any fixed moment.
    #[serde(default)]
    pub t: Option<f64>,
    /// What it is; anything this version does not know is a text.
    #[serde(default, deserialize_with = "kind")]
    pub kind: Kind,
}

impl Row {
    /// As the engine takes it.
    pub fn message(&self) -> Message<'_> {
        let text = self.text.as_ref().map_or("", |text| text.0.as_str());
        Message { from: self.from, text, kind: self.kind, t: self.t }
    }
}

fn kind<'de, D: Deserializer<'de>>(input: D) -> Result<Kind, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Maybe {
        Known(Kind),
        Other(de::IgnoredAny),
    }
    Ok(match Maybe::deserialize(input)? {
        Maybe::Known(kind) => kind,
        Maybe::Other(_) => Kind::Text,
    })
}

/// A text in which half a surrogate pair (`"\ud83d"`, which pages do hand out) becomes U+FFFD instead of an error,
/// one character for one character, so that spans still fit.
#[derive(Debug)]
pub struct Lossy(pub String);

impl<'de> Deserialize<'de> for Lossy {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Lossy;

            fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str("a text")
            }

            fn visit_bytes<E: de::Error>(self, bytes: &[u8]) -> Result<Lossy, E> {
                Ok(Lossy(lossy(bytes).into_owned()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Lossy, E> {
                Ok(Lossy(text.to_string()))
            }
        }
        input.deserialize_bytes(Bytes)
    }
}

/// Bytes to text; three bytes that spell half a surrogate pair are one character.
fn lossy(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes;
    while !rest.is_empty() {
        if let [0xED, 0xA0..=0xBF, 0x80..=0xBF, after @ ..] = rest {
            text.push('\u{FFFD}');
            rest = after;
            continue;
        }
        let surrogate = rest.windows(2).skip(1).position(|pair| matches!(pair, [0xED, 0xA0..=0xBF]));
        let (plain, after) = rest.split_at(surrogate.map_or(rest.len(), |place| place + 1));
        text.push_str(&String::from_utf8_lossy(plain));
        rest = after;
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(json: &str) -> String {
        serde_json::from_str::<Lossy>(json).unwrap().0
    }

    #[test]
    fn half_a_surrogate_pair_is_one_character() {
        assert_eq!(text(r#""a\ud83db""#), "a\u{FFFD}b");
        assert_eq!(text(r#""\udc00""#), "\u{FFFD}");
        assert_eq!(text(r#""\ud83d\ude00 é""#), "😀 é");
        assert_eq!(text(r#""é\ud83d\ud83d""#), "é\u{FFFD}\u{FFFD}");
    }

    #[test]
    fn unknown_kinds_and_facts_are_taken() {
        let row: Row = serde_json::from_str(r#"{"from":"them","kind":"hologram","more":1}"#).unwrap();
        assert_eq!(row.kind, Kind::Text);
        assert_eq!(row.message().text, "");
        let contact: Contact = serde_json::from_str(r#"{"facts":["message-request","who-knows"]}"#).unwrap();
        assert_eq!(contact.facts, [Fact::MessageRequest, Fact::Unknown]);
    }
}
