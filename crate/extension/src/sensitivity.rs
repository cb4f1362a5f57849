//! How easily Breakwater speaks up.
//!
//! Pure. What the levels mean for the judgement stands with the engine; this is only the person's wish.

use serde::{Deserialize, Serialize};

/// How easily Breakwater speaks up, the most careful last.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sensitivity {
    /// Warnings and threats only; what would be a notice shows on the toolbar button and in the popup.
    Low,
    /// With the promised rate of false alarms.
    #[default]
    Standard,
    /// Earlier, and wrong more often (docs/detection.md).
    High,
}
