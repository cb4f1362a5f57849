//! What to keep of a policy, for the moments in which the browser has not read it yet.
//!
//! Pure. Right after a start a browser may say that there is no policy when there is one (research 2.4): for that while
//! the last one holds, so that nothing that it protects is open, and no first run flashes up. A browser that says so at
//! two starts in a row, or that says that the policy changed, is believed.

/// What is kept from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// The policy that the browser names now.
    Now,
    /// The policy that was kept, and that the browser missed it once.
    Last,
    /// No policy.
    Nothing,
}

/// What to keep after a start of the browser: whether it names a policy (`named`), whether one is kept (`kept`), and
/// whether the browser missed that one at its last start (`missed`).
#[must_use]
pub fn at_start(named: bool, kept: bool, missed: bool) -> Keep {
    match (named, kept, missed) {
        (true, ..) => Keep::Now,
        (false, true, false) => Keep::Last,
        (false, ..) => Keep::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_that_is_late_holds_from_the_last_time() {
        assert_eq!(at_start(false, true, false), Keep::Last);
    }

    #[test]
    fn a_policy_that_is_missed_twice_is_gone() {
        assert_eq!(at_start(false, true, true), Keep::Nothing);
        assert_eq!(at_start(false, false, false), Keep::Nothing);
    }

    #[test]
    fn what_the_browser_names_now_goes_before_what_was_kept() {
        for (kept, missed) in [(false, false), (true, false), (true, true)] {
            assert_eq!(at_start(true, kept, missed), Keep::Now);
        }
    }
}
