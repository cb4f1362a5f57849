//! The other person, as far as the page tells.

use serde::{Deserialize, Serialize};

/// Something the page or our own memory says about a contact. Each one has a name that stays the same in every
/// file and message (`message-request`, …).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
#[serde(rename_all = "kebab-case")]
pub enum Fact {
    /// The chat stands in a request folder, or asks to be accepted.
    MessageRequest,
    /// The page says that the two do not follow or know each other.
    NotConnected,
    /// The page says that the two follow or know each other.
    Connected,
    /// The page says that the account was made lately.
    NewAccount,
    /// The page says that there are no shared friends or groups.
    NoSharedGroups,
    /// The page names shared friends or groups. No comfort: they are the bait of many lures.
    SharedGroups,
    /// The contact is shown as a number where saved contacts have names.
    NumberNotName,
    /// The whole history fits on the screen.
    ShortHistory,
    /// The history reaches far back (many rows, or days between the first and the last).
    LongHistory,
    /// The person has not written anything yet.
    NothingFromMe,
    /// We have not seen this contact before.
    FirstSeen,
    /// On this site every contact is a stranger (dating, webcam).
    StrangersSite,
    /// The same profile picture was seen under another name.
    PictureSeenBefore,
    /// The contact's name changed during the conversation.
    NameChanged,
    /// A fact that this version does not know.
    #[serde(other)]
    Unknown,
}

/// The other person in a conversation.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(default)]
pub struct Contact {
    /// The name as shown.
    pub name: Option<String>,
    /// The handle (`@name`, number, user name), if the page shows one.
    pub handle: Option<String>,
    /// The address of the profile, if the page links to it.
    pub profile: Option<String>,
    /// What is known of the contact, sorted, each once.
    pub facts: Vec<Fact>,
}
