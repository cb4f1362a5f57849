//! What every country must have, and what has become old.

use super::{
    country::Draft,
    fault::{Fault, Problem},
};
use crate::{Country, Day, Kind, Who};

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

/// A line whose last check is over a year old.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Staleness {
    /// Code of the country.
    pub country: String,
    /// Id of the line.
    pub line: String,
    /// Day of the last check.
    pub checked: Day,
}

/// Every line that was last checked more than a year before `today`. A release must have none.
#[must_use]
pub fn stale(countries: &[Country], today: Day) -> Vec<Staleness> {
    let old = |day: Day| day.is_over_a_year_before(today);
    countries
        .iter()
        .flat_map(|country| country.lines.iter().map(move |line| (country, line)))
        .filter(|(_, line)| old(line.checked))
        .map(|(country, line)| Staleness {
            country: country.code.clone(),
            line: line.id.clone(),
            checked: line.checked,
        })
        .collect()
}
