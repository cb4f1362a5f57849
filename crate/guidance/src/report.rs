//! A plain statement for police, a platform, a school or a bank, from what was saved and a few answers.
//!
//! It is a draft: a person reads it, changes it, copies or prints it. Nothing is sent. It says what was written and done,
//! and judges nobody; what is not known is left out or asked for with a gap to fill in by hand.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{Day, MissingWord, What, Words};

/// Whom the statement is for. Each asks for something else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum For {
    /// Police or a national reporting centre.
    Police,
    /// The site where it happened.
    Platform,
    /// A school or college.
    School,
    /// A bank or payment service.
    Bank,
}

impl For {
    /// All of them, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Police, Self::Platform, Self::School, Self::Bank];

    /// The name used in the keys of words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Police => "police",
            Self::Platform => "platform",
            Self::School => "school",
            Self::Bank => "bank",
        }
    }
}

/// Something the person has already done, as a key of words: `report_done_<key>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// Stopped replying.
    StoppedReplying,
    /// Saved the messages.
    Saved,
    /// Reported the account on the site.
    ReportedOnSite,
    /// Blocked the account.
    Blocked,
    /// Told someone they trust.
    ToldSomeone,
    /// Used a take-down tool.
    UsedTakeDown,
    /// Told the bank.
    ToldBank,
}

impl Done {
    /// All of them, in the order they are asked.
    pub const ALL: [Self; 7] = [
        Self::StoppedReplying,
        Self::Saved,
        Self::ReportedOnSite,
        Self::Blocked,
        Self::ToldSomeone,
        Self::UsedTakeDown,
        Self::ToldBank,
    ];

    /// The name used in the keys of words.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::StoppedReplying => "stopped-replying",
            Self::Saved => "saved",
            Self::ReportedOnSite => "reported-on-site",
            Self::Blocked => "blocked",
            Self::ToldSomeone => "told-someone",
            Self::UsedTakeDown => "used-take-down",
            Self::ToldBank => "told-bank",
        }
    }
}

/// One payment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// How much, as the person writes it.
    pub amount: String,
    /// How it was paid, and to whom.
    pub how: String,
    /// When, as the person writes it.
    pub when: String,
}

/// One saved record, as the report names it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// Time of saving, with its zone, as the locker shows it.
    pub when: String,
    /// Address of the page.
    pub page: String,
    /// First characters of the record's hash, to tell records apart.
    pub mark: String,
}

/// What the draft is made of. Every text may be empty; then its line is left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Answers {
    /// Site or app.
    pub site: String,
    /// Names the other person used.
    pub names: Vec<String>,
    /// Links to their profiles.
    pub profiles: Vec<String>,
    /// When they first wrote.
    pub first_contact: String,
    /// When the threat came.
    pub threat: String,
    /// What they asked for.
    pub demand: String,
    /// Where something was posted or sent, if it was.
    pub posted: Vec<String>,
    /// What was paid.
    pub paid: Vec<Payment>,
    /// What was already done.
    pub done: Vec<Done>,
    /// What was kept.
    pub kept: Vec<Kept>,
    /// Whether the person was under 18 when it happened; `None` when they don't say.
    pub under18: Option<bool>,
}

/// The draft as plain text, one thought a line, in the words' language.
///
/// `found` are the identifiers found in the saved messages; the same one is listed once. Texts that came from the other
/// person are made harmless: one line, no control or direction characters, of readable length.
///
/// # Errors
/// [`MissingWord`] when the language lacks a text.
pub fn draft(
    answers: &Answers,
    found: &[(What, String)],
    whom: For,
    today: Day,
    words: &Words,
) -> Result<String, MissingWord> {
    let mut page = Page { words, lines: Vec::new() };
    page.heading("title")?;
    page.say(&["intro", whom.key()])?;
    page.fill("date", &[("day", &today.to_string())])?;
    match answers.under18 {
        Some(true) => page.say(&["under18"])?,
        Some(false) => page.say(&["adult"])?,
        None => {}
    }

    page.heading("happened")?;
    page.answer("site", &answers.site)?;
    page.answer("first_contact", &answers.first_contact)?;
    page.answer("threat", &answers.threat)?;
    page.answer("demand", &answers.demand)?;
    let mut seen = BTreeSet::new();
    let found: Vec<_> =
        found.iter().filter(|found| seen.insert((found.0, harmless(&found.1).to_lowercase()))).collect();
    let (demanded, theirs): (Vec<_>, Vec<_>) = found.iter().partition(|found| is_demand(found.0));
    page.found(&demanded)?;

    page.heading("who")?;
    page.list("names", &answers.names)?;
    page.list("profiles", &answers.profiles)?;
    page.found(&theirs)?;
    if theirs.is_empty() && answers.names.is_empty() && answers.profiles.is_empty() {
        page.say(&["who_unknown"])?;
    }

    if !answers.posted.is_empty() {
        page.heading("posted")?;
        for place in &answers.posted {
            page.lines.push(format!("- {}", harmless(place)));
        }
    }

    page.heading("paid")?;
    if answers.paid.is_empty() {
        page.say(&["paid_nothing"])?;
    }
    for payment in &answers.paid {
        let (amount, how, when) =
            (harmless(&payment.amount), harmless(&payment.how), harmless(&payment.when));
        page.fill("payment", &[("amount", &amount), ("how", &how), ("when", &when)])?;
    }

    if !answers.done.is_empty() {
        page.heading("done")?;
        for done in Done::ALL.iter().filter(|done| answers.done.contains(done)) {
            page.lines.push(format!("- {}", words.say(&["report", "done", done.key()])?));
        }
    }

    if !answers.kept.is_empty() {
        page.heading("kept")?;
        for kept in &answers.kept {
            let (when, at, mark) = (harmless(&kept.when), harmless(&kept.page), harmless(&kept.mark));
            page.fill("kept_one", &[("when", &when), ("page", &at), ("mark", &mark)])?;
        }
        page.say(&["kept_pictures"])?;
    }

    page.heading("ask")?;
    page.say(&["ask", whom.key()])?;
    Ok(page.lines.join("\n") + "\n")
}

/// Whether a finding says what was asked for, and not who asked.
fn is_demand(what: What) -> bool {
    matches!(what, What::Amount | What::Deadline | What::GiftCard)
}

/// The lines so far.
struct Page<'a> {
    words: &'a Words,
    lines: Vec<String>,
}

impl Page<'_> {
    fn heading(&mut self, key: &str) -> Result<(), MissingWord> {
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        self.lines.push(self.words.say(&["report", key, "heading"])?.to_owned());
        Ok(())
    }

    fn say(&mut self, parts: &[&str]) -> Result<(), MissingWord> {
        let key = [&["report"], parts].concat();
        self.lines.push(self.words.say(&key)?.to_owned());
        Ok(())
    }

    fn fill(&mut self, key: &str, values: &[(&str, &str)]) -> Result<(), MissingWord> {
        self.lines.push(self.words.fill(&format!("report_{key}"), values)?);
        Ok(())
    }

    /// One answer, if there is one.
    fn answer(&mut self, key: &str, answer: &str) -> Result<(), MissingWord> {
        let answer = harmless(answer);
        if answer.is_empty() { Ok(()) } else { self.fill(key, &[("answer", &answer)]) }
    }

    /// What was found in the messages, one a line.
    fn found(&mut self, found: &[&(What, String)]) -> Result<(), MissingWord> {
        for (what, value) in found {
            let kind = self.words.say(&["report", "found", what.key()])?;
            self.lines.push(format!("- {kind}: {}", harmless(value)));
        }
        Ok(())
    }

    fn list(&mut self, key: &str, answers: &[String]) -> Result<(), MissingWord> {
        let all: Vec<String> =
            answers.iter().map(|answer| harmless(answer)).filter(|one| !one.is_empty()).collect();
        self.answer(key, &all.join(", "))
    }
}

/// Longest text that is taken over from elsewhere, in characters.
const LONGEST: usize = 400;

/// One line without characters that hide or turn text: control, zero-width and direction marks.
fn harmless(text: &str) -> String {
    let hides = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
    };
    let line: String =
        text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).filter(|c| !hides(*c)).collect();
    let line = line.split(' ').filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LONGEST { line } else { line.chars().take(LONGEST).chain(['…']).collect() }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn makes_hostile_text_harmless() {
        assert_eq!(harmless("a\nb\t c\u{202e}d\u{200b}\u{0}"), "a b cd");
        assert_eq!(harmless(&"x".repeat(1000)).chars().count(), 401);
    }
}
