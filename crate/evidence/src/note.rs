//! What a person adds to a record later: a remark, and whom they told. The record itself never changes.

use serde::{Deserialize, Serialize};

use crate::Digest;

/// A note on a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Note {
    /// SHA-256 of the `record.json` it is about.
    pub record: Digest,
    /// When it was written, UTC by the device's clock.
    pub utc: String,
    /// The remark; may be empty.
    pub text: String,
    /// Who was told.
    pub told: Vec<Told>,
}

/// One report that the person made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// To whom: a police force, a platform, a helpline.
    pub who: String,
    /// When, as the person wrote it.
    pub when: String,
    /// Reference or ticket number, if there is one.
    pub reference: String,
}
