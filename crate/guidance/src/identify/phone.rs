//! Phone numbers: candidates by their shape, judged by `phonenumber` (Google's libphonenumber data).

use phonenumber::country;

use super::token::Word;
use crate::{Found, What};

/// A country whose dialling rules apply to numbers without a country code: its ISO code, such as `GB`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region(country::Id);

impl Region {
    /// The region with this ISO 3166-1 alpha-2 code, in either case.
    #[must_use]
    pub fn new(code: &str) -> Option<Self> {
        code.to_uppercase().parse().ok().map(Self)
    }
}

/// Words that say a number is one to call.
const CALL: [&str; 30] = [
    "call",
    "whatsapp",
    "text",
    "phone",
    "tel",
    "telephone",
    "mobile",
    "cell",
    "number",
    "num",
    "ring",
    "sms",
    "wa",
    "viber",
    "signal",
    "telegram",
    "imessage",
    "zelle",
    "bizum",
    "handy",
    "mbway",
    "mobilepay",
    "no",
    "nr",
    "pix",
    "swish",
    "vipps",
    "tlf",
    "móvil",
    "whats",
];

/// Words that say it is something else.
const ELSE: [&str; 30] = [
    "order",
    "invoice",
    "ticket",
    "ref",
    "reference",
    "tracking",
    "parcel",
    "case",
    "id",
    "isbn",
    "code",
    "pin",
    "account",
    "card",
    "iban",
    "sort",
    "serial",
    "version",
    "booking",
    "flight",
    "policy",
    "vat",
    "passport",
    "student",
    "invoice",
    "bestellung",
    "score",
    "page",
    "otp",
    "customer",
];

/// Every phone number.
pub(super) fn find(text: &str, words: &[Word<'_>], region: Option<Region>) -> Vec<Found> {
    candidates(text)
        .into_iter()
        .filter_map(|(start, end)| {
            let written = text.get(start..end)?;
            let whole = international(written);
            let number = phonenumber::parse(region.map(|region| region.0), whole.as_str()).ok()?;
            if whole.starts_with('+') {
                // With its country code it says what it is. The digits stay as written: some countries' numbers keep
                // their leading zero, which the library takes off.
                let digits: String = whole.chars().filter(char::is_ascii_digit).collect();
                return (digits.len() >= 8)
                    .then(|| Found::new(What::Phone, format!("+{digits}"), (start, end)));
            }
            let told = near(words, start, &CALL);
            let other = near(words, start, &ELSE)
                || text.get(..start).is_some_and(|front| front.ends_with(['#', '№', '/', '=']));
            // A national number without any mark of one is only taken when the words around it say so.
            let marked = told || written.starts_with(['0', '(']) || written.contains([' ', '-', '.']);
            (phonenumber::is_valid(&number) && marked && (told || !other)).then(|| {
                let value = number.format().mode(phonenumber::Mode::E164).to_string();
                Found::new(What::Phone, value, (start, end))
            })
        })
        .collect()
}

/// `0044…` is `+44…`.
fn international(written: &str) -> String {
    match written.strip_prefix("00") {
        Some(rest) => format!("+{rest}"),
        None => written.to_owned(),
    }
}

/// Runs of digits with the separators that numbers have, 7 to 15 digits, not glued to letters, and no date, time, price,
/// address or card.
fn candidates(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut run: Option<(usize, usize)> = None;
    let mut previous = ' ';
    for (at, c) in text.char_indices().chain([(text.len(), '\n')]) {
        match (&mut run, c) {
            (None, '+' | '(' | '0'..='9')
                if !previous.is_alphanumeric()
                    && !matches!(previous, '.' | ',' | ':' | '$' | '£' | '€' | '_') =>
            {
                run = Some((at, at + c.len_utf8()));
            }
            (Some((_, end)), '0'..='9') => *end = at + 1,
            (Some(_), ' ' | '-' | '.' | '(' | ')' | '\u{a0}' | '/') if previous != c || c == '(' => {}
            (Some((start, end)), _) => {
                let glued = c.is_alphanumeric() && previous.is_ascii_digit() || matches!(c, '@' | '_' | '%');
                if !glued && text.get(*start..*end).is_some_and(shaped) {
                    found.push((*start, *end));
                }
                run = None;
            }
            (None, _) => {}
        }
        previous = c;
    }
    found
}

fn shaped(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    let groups: Vec<&str> =
        run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
    let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
    let plus = run.starts_with('+');
    let date = matches!(
        lengths.as_slice(),
        [4, 2, 2] | [2, 2, 4] | [1, 2, 4] | [2, 1, 4] | [1, 1, 4] | [4, 1 | 2, 1 | 2, ..]
    ) && !plus
        && run.contains(['-', '.', '/']);
    let address =
        lengths.len() == 4 && run.matches('.').count() == 3 && lengths.iter().all(|length| *length <= 3);
    let card = matches!(lengths.as_slice(), [4, 4, 4, 4] | [16]) && !plus;
    let slashes = run.contains('/') && !run.starts_with('0');
    // Prices and counts are grouped in threes from the right: 1 000 000.
    let grouped = !plus
        && !run.starts_with('0')
        && lengths.len() > 1
        && lengths.iter().skip(1).all(|length| *length == 3)
        && lengths.first().is_some_and(|first| *first <= 3)
        && !run.contains(['-', '('])
        && (run.contains('.') || lengths.len() == 3 && lengths.first() == Some(&1));
    (7..=15).contains(&digits) && !date && !address && !card && !slashes && !grouped
}

/// Whether one of these words stands among the four words before the place.
fn near(words: &[Word<'_>], place: usize, wanted: &[&str]) -> bool {
    let before = words.partition_point(|word| word.span.1 <= place);
    words
        .iter()
        .take(before)
        .rev()
        .take(4)
        // The full stop of "no." and "tel." ends no sentence.
        .take_while(|word| !word.ends || word.text.len() <= 3)
        .any(|word| wanted.contains(&word.small().trim_matches(|c: char| !c.is_alphanumeric())))
}
