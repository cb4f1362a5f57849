//! What in a message points to a person or a payment. The finders are in `identify`; the report draft needs only these.

use serde::Serialize;

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
    /// A finding of this kind at this place.
    #[cfg(feature = "identify")]
    pub(crate) fn new(what: What, value: impl Into<String>, span: (usize, usize)) -> Self {
        Self { what, value: value.into(), span }
    }
}
