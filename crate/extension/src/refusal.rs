//! Why there is no picture, or no record: the browser's refusals, and the catalogue's keys for what is said of them.

use std::error::Error;

use breakwater_evidence::{NotSaved, Reason};

/// Which of the browser's refusals to take a picture it is, and whether another try may help. Texts from Chromium's and
/// Firefox's sources (research, section 1.4).
pub fn of_picture(text: &str) -> (Reason, bool) {
    let has = |part: &str| text.contains(part);
    if has("MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND") {
        (Reason::RateLimit, true)
    } else if has("screenshots has been disabled") || has("policy") {
        (Reason::CaptureOffByPolicy, false)
    } else if has("activeTab") || has("captureVisibleTab is not a function") || has("<all_urls>") {
        (Reason::NoPermission, false)
    } else if has("No tab") || has("No window") {
        (Reason::TabGone, false)
    } else if has("Cannot access") || has("restricted") {
        (Reason::PageRestricted, false)
    } else {
        (Reason::ReadbackFailed, true)
    }
}

/// The key for a reason why something is missing: `saving_reason_masking_not_verified`.
pub fn reason_key(reason: Reason) -> String {
    let name = serde_json::to_value(reason).ok().and_then(|name| name.as_str().map(str::to_owned));
    format!("saving_reason_{}", name.unwrap_or_default().replace('-', "_"))
}

/// The keys for what is missing from a record: for one screen the first reason; for a whole chat each that ended it early,
/// and one for all that left parts of it without a picture or words.
pub fn missing_keys(reasons: &[Reason], whole: bool) -> Vec<String> {
    if !whole {
        return reasons.first().map(|reason| reason_key(*reason)).into_iter().collect();
    }
    let mut keys: Vec<String> = Vec::new();
    for reason in reasons {
        let key = match reason {
            Reason::CapReached => "saving_whole_cap_reached",
            Reason::Gap => "saving_whole_gap",
            Reason::Interrupted => "saving_whole_interrupted",
            Reason::Stopped => "saving_whole_stopped",
            Reason::TabGone => "saving_whole_tab_gone",
            _ => "saving_whole_part",
        };
        if !keys.iter().any(|said| said == key) {
            keys.push(key.to_owned());
        }
    }
    keys
}

/// The key for why a record is not saved.
pub fn not_saved_key<E: Error>(fault: &NotSaved<E>) -> &'static str {
    match fault {
        NotSaved::PrivateWindow => "saving_not_private",
        NotSaved::Write(_) | NotSaved::ReadBack { .. } => "saving_not_storage",
        NotSaved::Missing { .. } | NotSaved::Changed { .. } => "saving_not_check",
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, io};

    use super::*;

    /// Whether the catalogue has a sentence under a key.
    fn is_said(key: &str) -> bool {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/words/en/saving.toml");
        fs::read_to_string(path).unwrap().lines().any(|line| line.starts_with(&format!("{key} = ")))
    }

    #[test]
    fn every_known_refusal_is_told_apart_and_has_its_sentence() {
        for (text, reason, again) in [
            (
                "This request exceeds the MAX_CAPTURE_VISIBLE_TAB_CALLS_PER_SECOND quota.",
                Reason::RateLimit,
                true,
            ),
            ("Taking screenshots has been disabled", Reason::CaptureOffByPolicy, false),
            (
                "Administrator policy disables screen capture when confidential content is visible",
                Reason::CaptureOffByPolicy,
                false,
            ),
            (
                "This page cannot be scripted due to an ExtensionsSettings policy.",
                Reason::CaptureOffByPolicy,
                false,
            ),
            ("Either the '<all_urls>' or 'activeTab' permission is required.", Reason::NoPermission, false),
            ("No tab with id: 7.", Reason::TabGone, false),
            ("No window with id: 7.", Reason::TabGone, false),
            ("Cannot access contents of the page.", Reason::PageRestricted, false),
            ("Failed to capture tab: image readback failed", Reason::ReadbackFailed, true),
            ("Failed to capture tab: view is invisible", Reason::ReadbackFailed, true),
            ("Tabs cannot be edited right now (user may be dragging a tab).", Reason::ReadbackFailed, true),
        ] {
            assert_eq!(of_picture(text), (reason, again), "{text}");
            assert!(is_said(&reason_key(reason)), "{reason:?}");
        }
        for reason in [Reason::MaskingNotVerified, Reason::ChatNotRead, Reason::PageChanged] {
            assert!(is_said(&reason_key(reason)), "{reason:?}");
        }
        assert!(!is_said("saving_reason_that_is_none"));
    }

    #[test]
    fn what_is_missing_from_a_whole_chat_is_said_once() {
        let of = |reasons: &[Reason]| missing_keys(reasons, true);
        assert_eq!(of(&[]), Vec::<String>::new());
        let two = [Reason::MaskingNotVerified, Reason::ReadbackFailed, Reason::Stopped];
        assert_eq!(of(&two), ["saving_whole_part", "saving_whole_stopped"]);
        assert_eq!(missing_keys(&two, false), ["saving_reason_masking_not_verified"]);
        let apart = [Reason::RateLimit, Reason::TabGone, Reason::ReadbackFailed];
        assert_eq!(of(&apart), ["saving_whole_part", "saving_whole_tab_gone"]);
        let all =
            [Reason::TabGone, Reason::PageChanged, Reason::CapReached, Reason::Interrupted, Reason::Gap];
        for key in of(&all) {
            assert!(is_said(&key), "{key}");
        }
        for key in ["saving_whole", "saving_whole_broken_off", "saving_whole_screen"] {
            assert!(is_said(key), "{key}");
        }
    }

    #[test]
    fn every_way_not_to_be_saved_has_its_sentence() {
        let (name, error) = (String::new, || io::Error::other("full"));
        for fault in [
            NotSaved::PrivateWindow,
            NotSaved::Write(error()),
            NotSaved::ReadBack { name: name(), error: error() },
            NotSaved::Missing { name: name() },
            NotSaved::Changed { name: name() },
        ] {
            assert!(is_said(not_saved_key(&fault)), "{fault}");
        }
        for key in ["storage", "sealed", "newer", "page", "moved", "policy", "private"] {
            assert!(is_said(&format!("saving_not_{key}")), "{key}");
        }
    }
}
