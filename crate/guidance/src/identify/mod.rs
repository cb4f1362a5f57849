//! What in a message points to a person or a payment: names, links, numbers, wallets, amounts, deadlines.
//!
//! The report draft lists them, because police and platforms ask for exactly these. Pure: text in, findings out, in time
//! linear in the text. Whatever can be checked by its own check digits is; what fails the check is no finding, so that an
//! order number does not end up in a statement. Nothing is looked up.

mod deadline;
mod gift_card;
mod handle;
mod iban;
mod link;
mod money;
mod phone;
mod sum;
mod token;
mod wallet;

use std::collections::BTreeMap;

pub use phone::Region;

use crate::Found;

/// Longer texts are read up to here (bytes, at a character's end): a message is short, and a wall of text is an attack.
pub const LONGEST: usize = 100_000;

/// Everything found in `text`, in its order. `region` is where numbers without a country code are dialled.
#[must_use]
pub fn find(text: &str, region: Option<Region>) -> Vec<Found> {
    let text = text.get(..text.floor_char_boundary(LONGEST)).unwrap_or(text);
    let words = token::words(text);
    // The surest first: what is found earlier keeps its place, and nothing is found twice in the same place.
    let cards = gift_card::find(&words);
    let sums = sum::find(&words, &cards);
    let finders: [Vec<Found>; 9] = [
        link::find(text),
        iban::find(text, &words),
        wallet::find(&words),
        money::find(&words),
        deadline::find(&words),
        phone::find(text, &words, region),
        handle::find(text, &words),
        cards,
        // Last: a bare number is a sum only if it is nothing else.
        sums,
    ];
    let mut all = BTreeMap::new();
    for found in finders.into_iter().flatten() {
        let (start, end) = found.span;
        let free_before =
            all.range(..end).next_back().is_none_or(|(_, other): (_, &Found)| other.span.1 <= start);
        if free_before {
            all.insert(start, found);
        }
    }
    all.into_values().collect()
}
