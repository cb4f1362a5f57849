//! Finding phrases in tokens, in time that grows with the number of tokens only.
//!
//! Every phrase is looked for from its rarest word. From there the few places where it can begin are tried. A
//! budget bounds the work for each token, so that no text, however made, can hold the engine up.

use crate::{
    chart::{Chart, Room},
    hits::{self, Hit},
    leads::{Leads, Phrase},
    search::Search,
    token::Token,
    tongues::Tongues,
    view::View,
};

/// All phrases in `tokens` that end after the first `old` of them, and whether the budget sufficed.
pub fn find(
    pack: View<'_>,
    (leads, room): (&mut Leads, &mut Room),
    tokens: &[Token],
    old: usize,
    hits: &mut Vec<Hit>,
) -> bool {
    let mut chart = Chart::new(pack, (leads, room), tokens, old);
    let mut open = std::mem::take(&mut chart.room.phrases);
    open.retain(|(anchor, phrase)| chart.may_end(*anchor, phrase));
    open.sort_by_cached_key(|(anchor, phrase)| anchor.order() << 16 | i64::from(phrase.number));
    let mut tongues = Tongues::default();
    let mut ends = Vec::new();
    for (anchor, phrase) in &open {
        for from in anchor.starts(true) {
            ends.clear();
            let spent = Search::first(&chart, from, old, &mut ends).over(phrase.elements);
            chart.steps = chart.steps.saturating_sub(spent);
            if let Some(to) = ends.first().map(|to| usize::from(*to))
                && to > anchor.place()
            {
                let Phrase { family, strength, language, .. } = *phrase;
                let hit = Hit { family, strength, language, from, to };
                if hits::is_new(hits, hit) && tongues.speak(&pack.vocabulary, tokens, (from, to), language) {
                    hits::add(hits, hit);
                }
                break;
            }
        }
        if !chart.is_complete() {
            break;
        }
    }
    chart.room.phrases = open;
    chart.is_complete()
}
