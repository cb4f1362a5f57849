//! Gift cards and prepaid codes, by their brands (`data/guidance/identify/gift-cards.txt`).

use super::token::Word;
use crate::{Found, What};

const BRANDS: &str = include_str!("../../../../data/guidance/identify/gift-cards.txt");

/// Words that make a brand a card.
const CARD: [&str; 17] = [
    "card",
    "cards",
    "code",
    "codes",
    "giftcard",
    "giftcards",
    "gift",
    "gc",
    "voucher",
    "vouchers",
    "recharge",
    "pin",
    "redeem",
    "coupon",
    "carte",
    "tarjeta",
    "karte",
];

/// Every gift card.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Found> {
    let small: Vec<String> = words.iter().map(Word::small).collect();
    let mut found: Vec<Found> = Vec::new();
    let mut skip = 0;
    for (at, word) in words.iter().enumerate() {
        if at < skip {
            continue;
        }
        let hit = brands()
            .filter(|(brand, sure)| {
                let length = brand.split(' ').count();
                brand
                    .split(' ')
                    .enumerate()
                    .all(|(n, part)| small.get(at + n).is_some_and(|word| word == part))
                    && (*sure || is_card(words, &small, at, length))
            })
            .max_by_key(|(brand, _)| brand.len());
        if let Some((brand, _)) = hit {
            let length = brand.split(' ').count();
            let end = words.get(at + length - 1).map_or(word.span.1, |last| last.span.1);
            found.push(Found::new(What::GiftCard, brand, (word.span.0, end)));
            skip = at + length;
        }
    }
    found
}

/// Each brand, and whether it is unmistakable by itself.
fn brands() -> impl Iterator<Item = (&'static str, bool)> {
    BRANDS
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.strip_prefix('*').map_or((line, false), |brand| (brand, true)))
}

/// Whether a word for a card stands right behind the brand (one word may be between), or right before it.
fn is_card(words: &[Word<'_>], small: &[String], at: usize, length: usize) -> bool {
    let is = |index: usize| small.get(index).is_some_and(|word| CARD.contains(&word.as_str()));
    let ends = |index: usize| words.get(index).is_some_and(|word| word.ends);
    let last = at + length - 1;
    let behind = !ends(last) && (is(last + 1) || (!ends(last + 1) && is(last + 2)));
    behind || at.checked_sub(1).is_some_and(|before| is(before) && !ends(before))
}
