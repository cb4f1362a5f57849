//! What works in this browser and what is in the way: each thing that was looked at becomes one plain sentence and,
//! where somebody can change it, one for whoever manages the browser.
//!
//! Pure. Nothing in a finding is about the person: no site, contact or record is named, so that all of it can be copied
//! into a mail to an administrator.

/// Whether something works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It does.
    Works,
    /// It does not, or not everywhere.
    Blocked,
    /// It can't be told from here.
    Unknown,
}

impl State {
    /// Its name, for the page's look and the catalogue.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Works => "works",
            Self::Blocked => "blocked",
            Self::Unknown => "unknown",
        }
    }
}

/// What came of asking the browser for a picture of our own page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// It gave one.
    Taken,
    /// A policy forbids pictures of the screen.
    Forbidden,
    /// It wants a click on the toolbar button first, as it does before every capture.
    WantsClick,
    /// It gave none, and not for one of these reasons.
    Failed,
}

impl Picture {
    /// What a browser's refusal means, by its words (Chromium: `extensions/browser/api/web_contents_capture_client.cc`,
    /// `extensions/common/permissions/permissions_data.cc`; Firefox: `toolkit/components/extensions`).
    #[must_use]
    pub fn refused(message: &str) -> Self {
        let message = message.to_lowercase();
        let says = |part: &str| message.contains(part);
        if says("disabled") || says("policy") || says("administrator") {
            Self::Forbidden
        } else if says("activetab") || says("permission") {
            Self::WantsClick
        } else {
            Self::Failed
        }
    }
}

/// What was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// The core answered and has its signals.
    pub core: bool,
    /// How many sites are listed, and how many of them the browser keeps from us.
    pub sites: usize,
    /// See `sites`.
    pub sites_kept: usize,
    /// How many open tabs of watched sites our script could not be put into because a policy forbids it.
    pub tabs_forbidden: usize,
    /// See [`Picture`].
    pub picture: Picture,
    /// Whether we may run in private windows, where the browser says so.
    pub private: Option<bool>,
    /// What was written to the database came back.
    pub storage: bool,
    /// The browser promises not to clear it when the disk is full, where it says so.
    pub lasting: Option<bool>,
    /// How many settings a policy has locked.
    pub locked: usize,
    /// Names of managed values that were passed over. They are the administrator's own.
    pub ignored: Vec<String>,
    /// The button is in sight in the toolbar, where the browser says so.
    pub pinned: Option<bool>,
}

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether it works.
    pub state: State,
    /// The catalogue's key for the sentence.
    pub word: &'static str,
    /// What its places are filled with.
    pub places: Vec<(&'static str, String)>,
    /// The catalogue's key for what to do, or to tell whoever manages the browser.
    pub tell: Option<&'static str>,
}

impl Finding {
    fn works(word: &'static str) -> Self {
        Self { state: State::Works, word, places: Vec::new(), tell: None }
    }

    fn blocked(word: &'static str, tell: &'static str) -> Self {
        Self { state: State::Blocked, word, places: Vec::new(), tell: Some(tell) }
    }

    fn unknown(word: &'static str, tell: &'static str) -> Self {
        Self { state: State::Unknown, word, places: Vec::new(), tell: Some(tell) }
    }

    fn with(mut self, place: &'static str, value: impl ToString) -> Self {
        self.places.push((place, value.to_string()));
        self
    }
}

/// What was found, what matters most first.
#[must_use]
pub fn findings(seen: &Seen) -> Vec<Finding> {
    let mut all = vec![Finding::works("works_help"), core(seen), sites(seen)];
    if seen.tabs_forbidden > 0 {
        let tabs = Finding::blocked("works_tabs_forbidden", "works_tabs_forbidden_tell");
        all.push(tabs.with("count", seen.tabs_forbidden));
    }
    all.extend([picture(seen), storage(seen)]);
    if seen.storage && seen.lasting == Some(false) {
        all.push(Finding::unknown("works_lasting_no", "works_lasting_no_tell"));
    }
    all.extend(seen.private.map(private));
    all.extend(managed(seen));
    if seen.pinned == Some(false) {
        all.push(Finding::blocked("works_not_pinned", "works_not_pinned_tell"));
    }
    all
}

fn core(seen: &Seen) -> Finding {
    if seen.core {
        Finding::works("works_core")
    } else {
        Finding::blocked("works_core_down", "works_core_down_tell")
    }
}

fn sites(seen: &Seen) -> Finding {
    let found = match seen.sites_kept {
        0 => Finding::works("works_sites"),
        _ => Finding::blocked("works_sites_kept", "works_sites_kept_tell").with("kept", seen.sites_kept),
    };
    found.with("count", seen.sites)
}

fn picture(seen: &Seen) -> Finding {
    match seen.picture {
        Picture::Taken => Finding::works("works_picture"),
        Picture::Forbidden => Finding::blocked("works_picture_forbidden", "works_picture_forbidden_tell"),
        Picture::WantsClick => Finding::unknown("works_picture_click", "works_picture_click_tell"),
        Picture::Failed => Finding::unknown("works_picture_failed", "works_picture_failed_tell"),
    }
}

fn storage(seen: &Seen) -> Finding {
    if seen.storage {
        Finding::works("works_storage")
    } else {
        Finding::blocked("works_storage_not", "works_storage_not_tell")
    }
}

fn private(allowed: bool) -> Finding {
    if allowed {
        Finding::works("works_private")
    } else {
        Finding::unknown("works_private_not", "works_private_not_tell")
    }
}

/// Who manages this browser, what of that was not understood, and what can't be seen of it from here.
fn managed(seen: &Seen) -> Vec<Finding> {
    let mut all = Vec::new();
    if seen.locked > 0 {
        all.push(Finding::works("works_managed").with("count", seen.locked));
        all.push(Finding::unknown("works_ephemeral", "works_ephemeral_tell"));
    }
    if !seen.ignored.is_empty() {
        let ignored = Finding::blocked("works_ignored", "works_ignored_tell");
        all.push(ignored.with("names", seen.ignored.join(", ")));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all_well() -> Seen {
        Seen {
            core: true,
            sites: 45,
            sites_kept: 0,
            tabs_forbidden: 0,
            picture: Picture::Taken,
            private: Some(true),
            storage: true,
            lasting: Some(true),
            locked: 0,
            ignored: Vec::new(),
            pinned: Some(true),
        }
    }

    fn words(seen: &Seen, state: State) -> Vec<&'static str> {
        findings(seen).into_iter().filter(|found| found.state == state).map(|found| found.word).collect()
    }

    #[test]
    fn where_all_is_well_nothing_is_blocked() {
        assert!(
            findings(&all_well()).iter().all(|found| found.state == State::Works && found.tell.is_none())
        );
    }

    #[test]
    fn each_thing_in_the_way_is_named_alone_with_what_to_do() {
        let well = all_well();
        let blocked = [
            (Seen { core: false, ..well.clone() }, "works_core_down"),
            (Seen { sites_kept: 2, ..well.clone() }, "works_sites_kept"),
            (Seen { tabs_forbidden: 1, ..well.clone() }, "works_tabs_forbidden"),
            (Seen { picture: Picture::Forbidden, ..well.clone() }, "works_picture_forbidden"),
            (Seen { storage: false, ..well.clone() }, "works_storage_not"),
            (Seen { ignored: vec!["webhook".into()], ..well.clone() }, "works_ignored"),
            (Seen { pinned: Some(false), ..well.clone() }, "works_not_pinned"),
        ];
        for (seen, word) in blocked {
            assert_eq!(words(&seen, State::Blocked), [word]);
        }
        let unknown = [
            (Seen { picture: Picture::WantsClick, ..well.clone() }, "works_picture_click"),
            (Seen { picture: Picture::Failed, ..well.clone() }, "works_picture_failed"),
            (Seen { lasting: Some(false), ..well.clone() }, "works_lasting_no"),
            (Seen { private: Some(false), ..well.clone() }, "works_private_not"),
            (Seen { locked: 6, ..well.clone() }, "works_ephemeral"),
        ];
        for (seen, word) in unknown {
            assert_eq!(words(&seen, State::Unknown), [word]);
            assert!(words(&seen, State::Blocked).is_empty());
        }
        for seen in [Seen { core: false, storage: false, ..well.clone() }, Seen { locked: 6, ..well }] {
            let told =
                findings(&seen).iter().all(|found| (found.state == State::Works) == found.tell.is_none());
            assert!(told);
        }
    }

    #[test]
    fn help_works_whatever_else_does_not() {
        let worst = Seen {
            core: false,
            sites_kept: 45,
            picture: Picture::Forbidden,
            storage: false,
            private: None,
            lasting: None,
            pinned: None,
            ..all_well()
        };
        assert_eq!(words(&worst, State::Works), ["works_help"]);
    }

    #[test]
    fn a_refusal_is_known_by_the_browsers_words() {
        let cases = [
            ("Taking screenshots has been disabled", Picture::Forbidden),
            (
                "Administrator policy disables screen capture when confidential content is visible",
                Picture::Forbidden,
            ),
            ("This page cannot be scripted due to an ExtensionsSettings policy.", Picture::Forbidden),
            ("Either the '<all_urls>' or 'activeTab' permission is required.", Picture::WantsClick),
            ("Missing activeTab permission", Picture::WantsClick),
            ("image readback failed", Picture::Failed),
        ];
        for (message, picture) in cases {
            assert_eq!(Picture::refused(message), picture, "{message}");
        }
    }
}
