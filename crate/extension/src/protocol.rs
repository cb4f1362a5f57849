//! What the parts of the extension say to each other. The TypeScript forms of these types are generated from here
//! (`breakwater-make`), never written a second time.
//!
//! Two doors, because the senders differ: a content script stands in a hostile page and may report and ask; our own
//! pages may change things. The background checks who speaks before it looks at what is said.
//!
//! All of it crosses as JSON, tagged from the outside: that is read as it comes, while a tag within would make serde
//! keep a copy of the whole snapshot until it has found it, and two kinds of decoders would cost 40 KB of wasm.

pub use breakwater_lure::Level;
use breakwater_reader::{Placement, Snapshot};
use serde::{Deserialize, Serialize};

mod saving;

pub use saving::{Ready, Saved, Scroll, Scrolled, ToSaving, Viewport, Whole};

use crate::settings::Settings;

/// From a content script.
#[derive(Debug, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum FromContent {
    /// "I am here; is this site watched?" Answered with [`Welcome`].
    Hello,
    /// The chat as it stands now. Answered with [`Advice`].
    Snapshot(Box<Snapshot>),
    /// The person closed the panel ("Not now").
    Dismiss,
    /// The person says in the page that they know this contact. It counts only once confirmed in the popup.
    KnowContact,
    /// The person asks in the page to save. It is done from the popup; this opens it where the browser lets us.
    AskSave,
    /// "Get help now." Answered by the entry point, which needs no core for it.
    OpenHelp,
    /// "How to block and report here": the help page, at the steps for this site. Answered by the entry point.
    OpenSteps,
    /// Saving was broken off and nobody took the masking style away. Done by the entry point, which needs no core for it.
    Undress,
}

/// From one of our own pages to the background. What a page can look up or keep by itself, it does.
#[derive(Debug, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum FromPage {
    /// "I know this person", or its taking back.
    Trust {
        /// The browser's number for the tab that shows the chat.
        tab: i32,
        /// Known?
        known: bool,
    },
    /// "Forget this contact": what is kept of it goes.
    Forget {
        /// The browser's number for the tab that shows the chat.
        tab: i32,
    },
    /// The settings were changed: what was derived from them is out of date.
    SettingsChanged,
    /// Whether the core can judge: answered once it has its signals, refused where it can't get them.
    Ready,
}

/// From the background to a content script.
#[derive(Debug, Deserialize, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase")]
pub enum ToContent {
    /// Hide our own panel, look whether pictures are masked, say what the page shows. Answered with [`Ready`].
    Prepare {
        /// Whether pictures must be masked.
        mask: bool,
    },
    /// Step through the chat's own scroller. Answered with [`Scrolled`].
    Scroll(Scroll),
    /// The shots are taken: scroll back to where the chat was, show the panel again.
    Done,
    /// The settings, or what is known of a contact, changed: look again.
    Refresh,
    /// The key that closes the panel was pressed.
    Dismiss,
    /// The popup asks how things stand on the page itself. Answered with [`Standing`].
    Stand,
}

/// How things stand on a page, as only our script there knows.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// Whether the background answered when it was asked last. If not, nobody reads this page.
    pub answered: bool,
    /// Whether the page keeps a panel of ours from being seen.
    pub unseen: bool,
}

/// Answer to [`FromContent::Hello`].
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Welcome {
    /// Whether this site is watched. If not, the content script rests.
    pub watch: bool,
    /// What is known of the site's page (`sites/<host>.json` of the package), if anything is.
    pub adapter: Option<String>,
}

/// Answer to a snapshot: whether it was a chat, and what to show.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Advice {
    /// Whether the page shows a chat. If not, the content script looks less often.
    pub chat: bool,
    /// Whether this site is still watched.
    pub watch: bool,
    /// What to draw; nothing for most conversations.
    pub panel: Option<Panel>,
    /// What to ask before a picture goes to this contact; nothing for most conversations.
    pub pause: Option<Pause>,
}

/// The question before a picture or video is handed to a flagged contact's chat.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Pause {
    /// The question, with its two answers.
    pub ask: Panel,
    /// What is said when the page does not take back what was held.
    pub gone: Panel,
}

/// A panel with all its words: the content script holds none of its own.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(export))]
#[serde(rename_all = "camelCase")]
pub struct Panel {
    /// Which of the three looks.
    #[cfg_attr(feature = "ts", ts(type = "'calm' | 'notice' | 'warning' | 'threat'"))]
    pub level: Level,
    /// Language tag of the words.
    pub lang: String,
    /// Whether the words run from right to left.
    pub rtl: bool,
    /// Accessible name of the panel.
    pub label: String,
    /// The first sentences, one a line.
    pub lines: Vec<String>,
    /// Heading over the reasons.
    pub why: String,
    /// What was seen.
    pub reasons: Vec<Reason>,
    /// What the button says that shows the contact's own words.
    pub quotes: String,
    /// Buttons, the most important first.
    pub actions: Vec<Action>,
    /// What is said when a click may not have been meant for us.
    pub unsure: String,
    /// Where composer and pane are, in the page's own pixels.
    pub placement: Placement,
}

/// One thing that was seen.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Reason {
    /// In our words.
    pub text: String,
    /// In theirs, if the message is still on the page. Shown only when asked for.
    pub quote: Option<String>,
}

/// A button of a panel.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Action {
    /// What it does.
    pub does: Does,
    /// What it says.
    pub label: String,
    /// What is said after it was pressed, where the step goes on elsewhere.
    pub then: Option<String>,
}

/// What a button of a panel does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS), ts(rename_all = "kebab-case"))]
#[serde(rename_all = "kebab-case")]
pub enum Does {
    /// Opens the help page.
    Help,
    /// Opens the help page at the steps for blocking and reporting on this site.
    Steps,
    /// Leads to the popup, where saving is done.
    Save,
    /// Leads to the popup, where knowing someone is confirmed.
    Know,
    /// Closes the panel.
    Dismiss,
    /// Unfolds the reasons.
    Why,
    /// Keeps a picture back.
    Keep,
    /// Lets a picture go after all.
    Send,
}

/// What is known of a tab until it is left. In the browser's memory only, under [`TabState::slot`].
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct TabState {
    /// What the popup shows.
    pub view: View,
    /// Under which name the contact is kept, once a chat was read.
    pub contact: Option<String>,
    /// How many different signals were seen.
    pub signals: u32,
    /// Whether the window is private: then the contact is kept in memory only.
    pub private: bool,
    /// Whether a video call is on, or coming.
    pub call: bool,
    /// Whether what was said of it was closed.
    pub call_closed: bool,
}

impl TabState {
    /// The name it is remembered under.
    #[must_use]
    pub fn slot(tab: i32) -> String {
        format!("tab:{tab}")
    }
}

/// What the popup shows of a chat.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct View {
    /// Where watching stands.
    pub status: Status,
    /// Which reader was used.
    pub reader: Option<String>,
    /// How many rows it found.
    pub rows: u32,
    /// Whether another chat on the page was not read.
    pub beside: bool,
    /// The contact's name as the page shows it.
    pub contact: Option<String>,
    /// The advice.
    pub level: Level,
    /// What was seen, in our words.
    pub reasons: Vec<String>,
    /// When each stage was first seen.
    pub timeline: Vec<Mark>,
    /// Whether the person said that they know this contact.
    pub known: bool,
    /// Whether the panel in the page asked to confirm that.
    pub asked_known: bool,
}

/// One dot of the popup's line of stages.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Mark {
    /// The stage's name (`approach`, …).
    pub stage: String,
    /// Milliseconds since 1970, if we saw it arrive.
    pub at: Option<f64>,
}

/// Where watching stands in a tab.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Our script is not on this page.
    #[default]
    NotHere,
    /// Switched off for this site, by the person or by policy.
    Off,
    /// On the page, and no chat seen so far.
    NoChat,
    /// Reading a chat.
    Watching,
    /// A chat may be there, and it could not be read.
    CannotRead(String),
    /// The core failed twice. It never turns into "this looks safe".
    Paused,
}

/// The settings in force.
#[derive(Debug)]
pub struct InForce {
    /// What holds now.
    pub settings: Settings,
    /// Names of the settings that an organisation has locked.
    pub locked: Vec<String>,
    /// Names of managed values that were passed over.
    pub ignored: Vec<String>,
}

impl InForce {
    /// Whether an organisation has locked a setting.
    #[must_use]
    pub fn locks(&self, name: &str) -> bool {
        self.locked.iter().any(|locked| locked == name)
    }

    /// Whether it has locked every one that can be.
    #[must_use]
    pub fn locks_all(&self) -> bool {
        crate::settings::MANAGED.iter().all(|(name, _)| self.locks(name))
    }
}
