//! Sums of money: a number with a currency before or behind it.

use super::token::Word;
use crate::{Found, What};

/// Currency signs, and the code that stands for them. `$` may be any dollar.
const SIGNS: [(&str, &str); 14] = [
    ("US$", "USD"),
    ("C$", "CAD"),
    ("A$", "AUD"),
    ("R$", "BRL"),
    ("$", "$"),
    ("£", "GBP"),
    ("€", "EUR"),
    ("₹", "INR"),
    ("₦", "NGN"),
    ("₱", "PHP"),
    ("₿", "BTC"),
    ("₺", "TRY"),
    ("₽", "RUB"),
    ("zł", "PLN"),
];

/// Words for money, in small letters, and the code that stands for them.
const NAMES: [(&str, &str); 55] = [
    ("$", "$"),
    ("bitcoin", "BTC"),
    ("bitcoins", "BTC"),
    ("brl", "BRL"),
    ("btc", "BTC"),
    ("bucks", "$"),
    ("cad", "CAD"),
    ("chf", "CHF"),
    ("cop", "COP"),
    ("czk", "CZK"),
    ("dkk", "DKK"),
    ("dollar", "$"),
    ("dollars", "$"),
    ("eth", "ETH"),
    ("eur", "EUR"),
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("fcfa", "XOF"),
    ("francs", "XOF"),
    ("gbp", "GBP"),
    ("grand", "GBP"),
    ("inr", "INR"),
    ("kr", "KR"),
    ("kroner", "KR"),
    ("kronor", "KR"),
    ("ltc", "LTC"),
    ("mxn", "MXN"),
    ("naira", "NGN"),
    ("ngn", "NGN"),
    ("nok", "NOK"),
    ("peso", "PESO"),
    ("pesos", "PESO"),
    ("php", "PHP"),
    ("pln", "PLN"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("quid", "GBP"),
    ("r$", "BRL"),
    ("rand", "ZAR"),
    ("reais", "BRL"),
    ("rs", "INR"),
    ("rupee", "INR"),
    ("rupees", "INR"),
    ("sek", "SEK"),
    ("us$", "USD"),
    ("usd", "USD"),
    ("usdt", "USDT"),
    ("xof", "XOF"),
    ("zar", "ZAR"),
    ("zł", "PLN"),
    ("zloty", "PLN"),
    ("złoty", "PLN"),
    ("złotych", "PLN"),
    ("£", "GBP"),
    ("€", "EUR"),
];

/// Every sum of money.
pub(super) fn find(words: &[Word<'_>]) -> Vec<Found> {
    let mut found = Vec::new();
    let mut skip = 0;
    for (at, word) in words.iter().enumerate() {
        if at < skip {
            continue;
        }
        // The full stop of "Rs." ends no sentence.
        let next = words.get(at + 1).filter(|_| !word.ends || word.small() == "rs");
        let pair = next.and_then(|next| {
            let value =
                named(&word.small(), &next.small()).or_else(|| named_before(&word.small(), &next.small()))?;
            Some(Found::new(What::Amount, value, (word.span.0, next.span.1)))
        });
        if let Some(pair) = pair {
            found.push(pair);
            skip = at + 2;
        } else if let Some(value) = glued(word.text) {
            found.push(Found::new(What::Amount, value, word.span));
        }
    }
    found
}

/// "£150", "150€", "€1.500", "500usd", "0.05btc".
fn glued(text: &str) -> Option<String> {
    for (sign, code) in SIGNS {
        let number = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign));
        if let Some(value) = number.and_then(number_of) {
            return Some(format!("{value} {code}"));
        }
    }
    let small = text.to_lowercase();
    if let Some(value) = small.strip_prefix("rs").and_then(|rest| number_of(rest.trim_start_matches('.'))) {
        return Some(format!("{value} INR"));
    }
    let letters = small.find(|c: char| c.is_alphabetic())?;
    let name = small.get(letters..)?;
    let name = name.strip_prefix('k').filter(|name| code_of(name).is_some()).unwrap_or(name);
    let value = number_of(small.strip_suffix(name)?)?;
    Some(format!("{value} {}", code_of(name)?))
}

/// "150 euros", "5k naira".
fn named(number: &str, name: &str) -> Option<String> {
    Some(format!("{} {}", number_of(number)?, code_of(name)?))
}

/// "Rs 5000", "$ 200", "USD 300".
fn named_before(name: &str, number: &str) -> Option<String> {
    // "Pounds 20" is no way to write money; codes, signs and "rs" are.
    let short = name.chars().count() <= 4 && !matches!(name, "kr" | "euro" | "peso" | "rand" | "quid");
    if short { named(number, name.trim_end_matches('.')) } else { None }
}

fn code_of(name: &str) -> Option<&'static str> {
    NAMES.iter().find(|(known, _)| *known == name).map(|(_, code)| *code)
}

/// The number, thousands joined and the decimal mark a point: "1.500,50" and "1,500.50" are 1500.50. `k` is thousand.
pub(super) fn number_of(text: &str) -> Option<String> {
    let (text, thousand) = match text.strip_suffix(['k', 'K']) {
        Some(text) => (text, true),
        None => (text, false),
    };
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | '\u{a0}'));
    if digits == 0
        || digits > 10
        || !plain
        || !text.starts_with(|c: char| c.is_ascii_digit())
        || !text.ends_with(|c: char| c.is_ascii_digit())
    {
        return None;
    }
    let groups: Vec<&str> = text.split(['.', ',', '\'', '\u{a0}']).collect();
    let (last, front) = groups.split_last()?;
    let grouped = |groups: &[&str]| {
        groups.iter().skip(1).all(|group| group.len() == 3) && groups.first().is_some_and(|g| g.len() <= 3)
    };
    let mut number = if front.is_empty() {
        (*last).to_owned()
    } else if last.len() == 3 && grouped(front) && !text.starts_with("0.") && !text.starts_with("0,") {
        format!("{}{last}", front.concat())
    } else if front.len() == 1 || grouped(front) {
        // What is left behind the last mark is a fraction: "9.99", "0.05", "1.500,50".
        format!("{}.{last}", front.concat())
    } else {
        return None;
    };
    if thousand {
        number = match number.split_once('.') {
            None => format!("{number}000"),
            // "2.5k" is 2500.
            Some((whole, part)) if part.len() <= 3 => {
                format!("{whole}{part:0<3}").trim_start_matches('0').to_owned()
            }
            Some(_) => return None,
        };
    }
    Some(number)
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn reads_both_ways_to_write_numbers() {
        for (text, value) in [
            ("150", "150"),
            ("1.500", "1500"),
            ("1,500", "1500"),
            ("1.500,50", "1500.50"),
            ("1,500.50", "1500.50"),
            ("9.99", "9.99"),
            ("0.05", "0.05"),
            ("5k", "5000"),
            ("2.5k", "2500"),
            ("0.5k", "500"),
            ("1'000", "1000"),
            ("1,000,000", "1000000"),
        ] {
            assert_eq!(number_of(text).as_deref(), Some(value), "{text}");
        }
        for text in ["", "abc", "12:30", "1.2.3.4", "1/2", "12345678901", ".5", "5."] {
            assert_eq!(number_of(text), None, "{text}");
        }
    }
}
