//! What every country must have, and what has become old.

use super::{
    country::Draft,
    fault::{Fault, Problem},
};
use crate::{Country, Day, Guidance, Kind, Who};

/// What nobody should look for in vain. For `anywhere` there is no police number to give: emergency and police are
/// left to the country.
const ESSENTIAL: [(Kind, Who); 6] = [
    (Kind::Emergency, Who::All),
    (Kind::Police, Who::All),
    (Kind::ChildLine, Who::Under18),
    (Kind::Crisis, Who::All),
    (Kind::Removal, Who::Under18),
    (Kind::Removal, Who::Adult),
];

/// Checks that each essential is there or is honestly said to be missing, and not both.
pub(super) fn essentials(draft: &Draft<'_>, country: &Country, faults: &mut Vec<Fault>) {
    for (kind, who) in ESSENTIAL {
        let there = country.lines_for(kind, who).next().is_some();
        let said = draft.missing.iter().find(|(missing, _)| missing.kind == kind && missing.who.serves(who));
        match (there, said) {
            (false, None) => {
                faults.push(draft.whole(Problem::Essential { kind: kind.key(), who: who.key() }));
            }
            (true, Some((_, span))) => {
                faults.push(
                    draft.fault(span.clone(), Problem::NotMissing { kind: kind.key(), who: who.key() }),
                );
            }
            _ => {}
        }
    }
}

/// An entry whose last check is over a year old, or has not come yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staleness {
    /// The file it stands in, without its ending: `gb`, `platforms/discord`, `after`.
    pub file: String,
    /// Which entry of that file.
    pub entry: String,
    /// Day of the last check.
    pub checked: Day,
}

/// Every entry that was last checked more than a year before `today`, or after it, which nobody can have done: lines,
/// gaps said honestly, platforms' steps, and what comes after. A release must have none.
#[must_use]
pub fn stale(guidance: &Guidance, today: Day) -> Vec<Staleness> {
    let one =
        |file: &str, entry: &str, checked| Staleness { file: file.into(), entry: entry.into(), checked };
    let mut all = Vec::new();
    for country in &guidance.countries {
        all.extend(country.lines.iter().map(|line| one(&country.code, &line.id, line.checked)));
        all.extend(country.missing.iter().map(|gap| one(&country.code, gap.kind.key(), gap.checked)));
    }
    for platform in &guidance.platforms {
        all.push(one(&format!("platforms/{}", platform.id), "steps", platform.checked));
    }
    all.extend(guidance.after.iter().map(|part| one("after", &part.id, part.checked)));
    all.retain(|entry| entry.checked.is_over_a_year_before(today) || entry.checked > today);
    all
}
