//! What was last heard of a policy, for the moments in which the browser has not read it yet.
//!
//! Pure. Right after a start a browser may say that there is no policy when there is one (research 2.4): for that while
//! the last one holds, so that nothing that it protects is open, and no first run flashes up. A browser that says so at
//! two starts in a row, or that says that the policy changed, is believed.

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The last policy that was heard of.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heard {
    /// What it said, as managed storage gave it.
    policy: Value,
    /// The browser named none at its last start.
    missed: bool,
}

impl Heard {
    /// What was kept of it, which may be anything at all.
    #[must_use]
    pub fn read(kept: Value) -> Self {
        serde_json::from_value(kept).unwrap_or_default()
    }

    /// The policy that holds while the browser says `now`.
    #[must_use]
    pub fn in_force(self, now: Value) -> Value {
        if says_something(&now) { now } else { self.policy }
    }

    /// What to keep after a start of the browser at which it said `now`.
    #[must_use]
    pub fn at_start(self, now: Value) -> Self {
        match (says_something(&now), self.missed) {
            (true, _) => Self { policy: now, missed: false },
            (false, false) if says_something(&self.policy) => Self { missed: true, ..self },
            (false, _) => Self::default(),
        }
    }

    /// What to keep once the browser has said that the policy changed to `now`.
    #[must_use]
    pub fn changed(now: Value) -> Self {
        Self { policy: now, missed: false }
    }
}

/// Whether managed storage holds anything. Browsers answer with an empty object, or refuse, where it does not.
#[must_use]
pub fn says_something(policy: &Value) -> bool {
    policy.as_object().is_some_and(|policy| !policy.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn none() -> [Value; 3] {
        [json!({}), Value::Null, json!("nothing")]
    }

    #[test]
    fn a_policy_that_is_late_holds_from_the_last_time() {
        let policy = json!({"lockSettings": true});
        let heard = Heard::default().at_start(policy.clone());
        for late in none() {
            assert_eq!(heard.clone().in_force(late.clone()), policy);
            // It comes after all: nothing was lost, and nothing is counted against it.
            let started = heard.clone().at_start(late);
            assert_eq!(started.clone().in_force(json!({})), policy);
            assert_eq!(started.at_start(policy.clone()), heard);
        }
    }

    #[test]
    fn a_policy_that_is_gone_goes() {
        let heard = Heard::changed(json!({"lockSettings": true}));
        for gone in none() {
            assert_eq!(Heard::changed(gone.clone()).in_force(json!({})), gone);
            let twice = heard.clone().at_start(gone.clone()).at_start(gone);
            assert_eq!(twice, Heard::default());
        }
    }

    #[test]
    fn what_the_browser_says_now_goes_before_what_it_said() {
        let heard = Heard::changed(json!({"country": "gb"}));
        assert_eq!(heard.in_force(json!({"country": "ie"})), json!({"country": "ie"}));
    }

    #[test]
    fn what_is_kept_comes_back_and_a_broken_file_is_no_policy() {
        let heard = Heard::changed(json!({"country": "gb"})).at_start(json!({}));
        assert_eq!(Heard::read(serde_json::to_value(&heard).unwrap()), heard);
        for broken in [json!(null), json!(7), json!({"missed": "yes"}), json!("x")] {
            assert_eq!(Heard::read(broken), Heard::default());
        }
    }
}
