//! Finding phrases in tokens, in time that grows with the number of tokens only.
//!
//! Every phrase is looked for from its rarest word. From there the few places where it can begin are tried. A
//! budget bounds the work for each token, so that no text, however made, can hold the engine up.

use crate::{
    chart::Chart,
    elements::Elements,
    family::Strength,
    hits::{self, Hit},
    records::Anchor,
    search::Search,
    token::Token,
    view::View,
    vocabulary::Vocabulary,
};

/// How many words on both sides show which language is spoken.
const AROUND: usize = 8;

/// What a phrase says, and what it is made of.
struct Phrase<'a> {
    family: u8,
    strength: Strength,
    language: u8,
    elements: Elements<'a>,
}

fn phrase<'a>(pack: &View<'a>, number: u16) -> Option<Phrase<'a>> {
    let [family, kind] = pack.heads.get(usize::from(number))?.to_le_bytes();
    let strength = Strength::from_code(kind >> 4)?;
    let most = if strength == Strength::Notion { 64 } else { pack.directory.families.len() };
    if usize::from(family) >= most {
        return None;
    }
    let elements = Elements::of_phrase(pack.phrases.get(number));
    Some(Phrase { family, strength, language: kind & 15, elements })
}

/// All phrases in `tokens` that end after the first `old` of them, and whether the budget sufficed.
pub fn find(pack: View<'_>, tokens: &[Token], old: usize, hits: &mut Vec<Hit>) -> bool {
    let mut chart = Chart::new(pack, tokens, old);
    let mut open: Vec<(Anchor, u16, Phrase<'_>)> = Vec::new();
    for (anchor, number) in std::mem::take(&mut chart.phrases) {
        let Some(phrase) = phrase(&pack, number) else { continue };
        if chart.may_be(phrase.elements) {
            open.push((anchor, number, phrase));
        }
    }
    open.sort_by_cached_key(|(anchor, number, _)| anchor.order() << 16 | i64::from(*number));
    for (anchor, _, phrase) in &open {
        for from in anchor.starts(true) {
            let mut search = Search::new(&chart);
            let end = search.first(phrase.elements, from, old);
            let spent = search.spent();
            chart.steps = chart.steps.saturating_sub(spent);
            if let Some(to) = end
                && to > anchor.place()
            {
                let Phrase { family, strength, language, .. } = *phrase;
                if speaks(&pack.vocabulary, tokens, from, to, language) {
                    hits::add(hits, Hit { family, strength, language, from, to });
                }
                break;
            }
        }
        if !chart.is_complete() {
            return false;
        }
    }
    chart.is_complete()
}

/// Whether the words from `from` to `to` are meant in this language. English phrases always are; another
/// language needs a word that is not English as well, and must not be clearly less at home around them than some
/// other language ("la photo de classe" is French, though Spanish knows half of the words). The same holds for what takes
/// another phrase back: a word that Tagalog borrowed does not hide an English threat.
fn speaks(vocabulary: &Vocabulary<'_>, tokens: &[Token], from: usize, to: usize, language: u8) -> bool {
    if language == 0 {
        return true;
    }
    let own = 1_u16 << (language & 15);
    let around = tokens.get(from.saturating_sub(AROUND)..(to + AROUND).min(tokens.len())).unwrap_or(&[]);
    let mut counts = [0_u32; 16];
    let (mut telling, mut foreign) = (false, false);
    for token in around {
        let languages = vocabulary.languages(token.symbol);
        telling |= languages & own != 0 && languages & 1 == 0;
        foreign |= languages != 0 && languages & own == 0;
        for (place, count) in counts.iter_mut().enumerate() {
            *count += u32::from(languages >> place & 1);
        }
    }
    if !telling && foreign {
        return false;
    }
    let here = counts.get(usize::from(language & 15)).copied().unwrap_or(0);
    counts.iter().skip(1).all(|count| here * 10 >= count * 7)
}
