//! Sums said without a currency: "pay me 300 or else", "200 in steam cards". A bare number is a sum only behind a word that
//! asks for money, or in front of a gift card, and only where no thing that is counted follows ("send 50 pics").

use super::{money::number_of, token::Word};
use crate::{Found, What};

/// Words that ask for money and nothing else, in small letters.
const PAY: [&str; 36] = [
    "betaal",
    "betala",
    "bezahl",
    "bezahle",
    "bayar",
    "cashapp",
    "deposit",
    "owe",
    "paga",
    "pagame",
    "pague",
    "págame",
    "paid",
    "paie",
    "paie-moi",
    "pay",
    "paye",
    "paypal",
    "przelej",
    "swish",
    "swisha",
    "transfer",
    "transfiere",
    "venmo",
    "versa",
    "vire",
    "wire",
    "wired",
    "zahl",
    "zahle",
    "zapłać",
    "zelle",
    "öde",
    "überweis",
    "überweise",
    "überwies",
];

/// Words that ask for something, money among it.
const GIVE: [&str; 25] = [
    "donne",
    "donne-moi",
    "dammi",
    "dame",
    "daj",
    "envoie",
    "envía",
    "envia",
    "geef",
    "gib",
    "gimme",
    "give",
    "gönder",
    "kirim",
    "manda",
    "mandame",
    "mándame",
    "mandami",
    "need",
    "schick",
    "send",
    "sent",
    "skicka",
    "stuur",
    "want",
];

/// Words between the asking and the sum.
const BETWEEN: [&str; 30] = [
    "about", "another", "around", "at", "encore", "exactly", "her", "him", "jeszcze", "just", "least", "me",
    "mi", "mig", "mij", "mir", "moi", "more", "más", "mais", "my", "nog", "noch", "nur", "only", "over",
    "solo", "u", "us", "you",
];

/// Words behind a sum, where a thing would stand if things were counted.
const BEHIND: [&str; 47] = [
    "a",
    "ahora",
    "al",
    "already",
    "an",
    "asap",
    "agora",
    "auf",
    "avant",
    "bis",
    "by",
    "do",
    "else",
    "first",
    "heute",
    "hoy",
    "jetzt",
    "la",
    "maintenant",
    "más",
    "men",
    "na",
    "naar",
    "nu",
    "now",
    "o",
    "oder",
    "of",
    "or",
    "ou",
    "plus",
    "please",
    "pls",
    "przed",
    "right",
    "rn",
    "sinon",
    "sonst",
    "subito",
    "then",
    "through",
    "till",
    "to",
    "today",
    "tonight",
    "until",
    "via",
];

/// More of them, where money and nothing else is asked for.
const BEHIND_PAY: [&str; 10] = ["and", "before", "for", "from", "in", "if", "into", "on", "que", "within"];

/// Words between a sum and the gift card it is on.
const ON_CARD: [&str; 5] = ["en", "in", "of", "on", "worth"];

/// The smallest bare number that is a sum behind [`PAY`]; behind [`GIVE`], and right in front of a card, smaller ones count
/// things.
const LEAST: f64 = 5.0;
const LEAST_ASKED: f64 = 25.0;

/// Every sum without a currency. `cards` are the gift cards of the same text.
pub(super) fn find(words: &[Word<'_>], cards: &[Found]) -> Vec<Found> {
    let small: Vec<String> = words.iter().map(Word::small).collect();
    let is_sum = |at: usize| asked_for(words, &small, at) || on_a_card(words, &small, at, cards);
    let sums = (0..words.len()).filter(|at| is_sum(*at));
    sums.filter_map(|at| {
        let word = words.get(at)?;
        Some(Found::new(What::Amount, number_of(word.text)?, word.span))
    })
    .collect()
}

/// The number at this place, if it can be a sum: not the front of a phone number, no year.
fn bare(words: &[Word<'_>], at: usize) -> Option<f64> {
    let text = words.get(at)?.text;
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let number: f64 = number_of(text).filter(|_| !text.starts_with('0') && digits <= 6)?.parse().ok()?;
    let is_year = digits == 4 && text.len() == 4 && (2010.0..=2035.0).contains(&number);
    (!is_year).then_some(number)
}

fn asked_for(words: &[Word<'_>], small: &[String], at: usize) -> bool {
    let Some(number) = bare(words, at) else { return false };
    // Back over what stands between, within the sentence.
    let asks = (0..at).rev().take(4).take_while(|before| words.get(*before).is_some_and(|word| !word.ends));
    let asks = asks.filter_map(|before| small.get(before)).find(|word| !BETWEEN.contains(&word.as_str()));
    let is = |list: &[&str]| asks.is_some_and(|word| list.contains(&word.as_str()));
    let pays = is(&PAY);
    if !(pays && number >= LEAST || is(&GIVE) && number >= LEAST_ASKED) {
        return false;
    }
    let next = small.get(at + 1).filter(|_| words.get(at).is_some_and(|word| !word.ends));
    next.is_none_or(|next| {
        let next = next.as_str();
        BEHIND.contains(&next) || pays && BEHIND_PAY.contains(&next)
    })
}

fn on_a_card(words: &[Word<'_>], small: &[String], at: usize, cards: &[Found]) -> bool {
    let Some(number) = bare(words, at) else { return false };
    let says_on = small.get(at + 1).is_some_and(|next| ON_CARD.contains(&next.as_str()));
    let card = words.get(at + if says_on { 2 } else { 1 });
    let least = if says_on { LEAST } else { LEAST_ASKED };
    number >= least && card.is_some_and(|card| cards.iter().any(|found| found.span.0 == card.span.0))
}
