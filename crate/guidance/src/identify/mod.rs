//! What in a message points to a person or a payment: names, links, numbers, wallets, amounts, deadlines.
//!
//! The report draft lists them, because police and platforms ask for exactly these. Pure: text in, findings out, in time
//! linear in the text. Whatever can be checked by its own check digits is; what fails the check is no finding, so that an
//! order number does not end up in a statement. Nothing is looked up.

mod deadline;
mod gift_card;
mod handle;
mod iban;
mod link;
mod money;
mod phone;
mod token;
mod wallet;

use serde::Serialize;

pub use phone::Region;

/// What a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum What {
    /// A mail address.
    Mail,
    /// A link to someone's profile, or an invitation to a chat.
    Profile,
    /// Any other link: a place where something may have been posted.
    Link,
    /// A link, tag or address to pay to: PayPal.Me, $cashtag, UPI.
    Payment,
    /// A bank account (IBAN), its check digits right.
    Iban,
    /// A crypto wallet, its checksum right.
    Wallet,
    /// A phone number that could exist.
    Phone,
    /// A user name on some site.
    Username,
    /// A gift card or prepaid code by its brand.
    GiftCard,
    /// A sum of money.
    Amount,
    /// A time by which something is demanded.
    Deadline,
}

impl What {
    /// The name used in test data and in the keys of words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Mail => "mail",
            Self::Profile => "profile",
            Self::Link => "link",
            Self::Payment => "payment",
            Self::Iban => "iban",
            Self::Wallet => "wallet",
            Self::Phone => "phone",
            Self::Username => "username",
            Self::GiftCard => "gift-card",
            Self::Amount => "amount",
            Self::Deadline => "deadline",
        }
    }
}

/// One finding in one text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Found {
    /// What it is.
    pub what: What,
    /// One spelling for all spellings of the same thing: numbers in E.164, IBANs without spaces, names in small letters.
    pub value: String,
    /// Where it stands: first byte and the byte behind the last one.
    pub span: (usize, usize),
}

impl Found {
    fn new(what: What, value: impl Into<String>, span: (usize, usize)) -> Self {
        Self { what, value: value.into(), span }
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.span.0 < other.span.1 && other.span.0 < self.span.1
    }
}

/// Longer texts are read up to here (bytes, at a character's end): a message is short, and a wall of text is an attack.
pub const LONGEST: usize = 100_000;

/// Everything found in `text`, in its order. `region` is where numbers without a country code are dialled.
#[must_use]
pub fn find(text: &str, region: Option<Region>) -> Vec<Found> {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let words = token::words(text);
    // The surest first: what is found earlier keeps its place, and nothing is found twice in the same place.
    let finders: [Vec<Found>; 8] = [
        link::find(text),
        iban::find(text, &words),
        wallet::find(&words),
        money::find(&words),
        deadline::find(&words),
        phone::find(text, &words, region),
        handle::find(text, &words),
        gift_card::find(&words),
    ];
    let mut all: Vec<Found> = Vec::new();
    for found in finders.into_iter().flatten() {
        if !all.iter().any(|other| other.overlaps(&found)) {
            all.push(found);
        }
    }
    all.sort_by_key(|found| found.span);
    all
}
