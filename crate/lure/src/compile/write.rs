//! Numbering words, classes and phrases in the order of their first use, and writing them into the pack.

use std::collections::{BTreeMap, HashMap};

use super::lower::{Class, Lowered, Lowering, Part, Single};
use crate::{
    pack::{Element, Head, Pack, symbol},
    stream::Counters,
};

struct Writer<'a> {
    lowering: &'a Lowering<'a>,
    words: Vec<String>,
    symbols: HashMap<String, u16>,
    languages: Vec<u16>,
    /// Old place of a class to its number.
    classes: HashMap<usize, u16>,
    /// The numbered classes, in order.
    order: Vec<usize>,
}

/// Writes everything that the phrases use.
pub fn write(lowering: &Lowering<'_>, phrases: &[Lowered], pack: &mut Pack) {
    let mut this = Writer {
        lowering,
        words: Vec::new(),
        symbols: HashMap::new(),
        languages: Vec::new(),
        classes: HashMap::new(),
        order: Vec::new(),
    };
    // Classes first, then the words that only stand in phrases: the order in which the streams are read.
    for phrase in phrases {
        this.number_classes(&phrase.parts);
    }
    for phrase in phrases {
        this.number_words(&phrase.parts);
    }
    for phrase in phrases {
        this.speak(&phrase.parts, 1 << phrase.language);
    }
    this.share_stems(pack);
    let mut counters = Counters::new();
    for (number, place) in this.order.iter().enumerate() {
        let Some(class) = lowering.classes.get(*place) else { continue };
        this.class(class, &mut counters, &mut pack.classes);
        counters.at_class(u16::try_from(number + 1).unwrap_or(u16::MAX));
    }
    pack.class_count = u16::try_from(this.order.len()).unwrap_or(u16::MAX);
    counters.at_class(pack.class_count);
    for phrase in phrases {
        this.run(&phrase.parts, &mut counters, &mut pack.phrases);
        let head = Head { family: phrase.family, strength: phrase.strength, language: phrase.language };
        push_run(&mut pack.phrase_heads, head);
    }
    for languages in &this.languages {
        push_run(&mut pack.word_languages, *languages);
    }
    pack.words = this.words.join("\n");
}

/// Counts the same thing in a row.
fn push_run<T: PartialEq>(runs: &mut Vec<(T, u16)>, item: T) {
    match runs.last_mut() {
        Some((last, count)) if *last == item && *count < u16::MAX => *count += 1,
        _ => runs.push((item, 1)),
    }
}

fn text(single: &Single) -> Option<String> {
    match single {
        Single::Exact(word) => Some(word.clone()),
        Single::Stem(stem) => Some(format!("{stem}*")),
        Single::Builtin(_) => None,
    }
}

impl Writer<'_> {
    fn number(&mut self, single: &Single) {
        if let Some(text) = text(single)
            && !self.symbols.contains_key(&text)
        {
            let symbol =
                u16::try_from(self.words.len()).unwrap_or(u16::MAX).saturating_add(symbol::FIRST_WORD);
            self.symbols.insert(text.clone(), symbol);
            self.words.push(text);
            self.languages.push(0);
        }
    }

    /// Inner classes come before the outer one.
    fn number_classes(&mut self, parts: &[Part]) {
        for part in parts {
            let Part::Class(place, _) = part else { continue };
            let Some(class) = self.lowering.classes.get(*place) else { continue };
            if self.classes.contains_key(place) {
                continue;
            }
            for sequence in &class.sequences {
                self.number_classes(sequence);
            }
            class.singles.iter().for_each(|single| self.number(single));
            for sequence in &class.sequences {
                self.number_words(sequence);
            }
            let number = u16::try_from(self.order.len()).unwrap_or(u16::MAX);
            self.classes.insert(*place, number);
            self.order.push(*place);
        }
    }

    fn number_words(&mut self, parts: &[Part]) {
        for part in parts {
            if let Part::One(single, _) = part {
                self.number(single);
            }
        }
    }

    /// Notes the language of every word that parts can reach.
    fn speak(&mut self, parts: &[Part], language: u16) {
        let mut open: Vec<&[Part]> = vec![parts];
        let mut done = std::collections::BTreeSet::new();
        while let Some(parts) = open.pop() {
            for part in parts {
                let singles: Vec<&Single> = match part {
                    Part::One(single, _) => vec![single],
                    Part::Class(place, _) if done.insert(*place) => {
                        let Some(class) = self.lowering.classes.get(*place) else { continue };
                        open.extend(class.sequences.iter().map(Vec::as_slice));
                        class.singles.iter().collect()
                    }
                    _ => continue,
                };
                for symbol in singles.into_iter().filter_map(text).filter_map(|text| self.symbols.get(&text))
                {
                    let place = usize::from(symbol - symbol::FIRST_WORD);
                    if let Some(languages) = self.languages.get_mut(place) {
                        *languages |= language;
                    }
                }
            }
        }
    }

    /// A word belongs to every language, and to every class, that has a stem which it begins with.
    fn share_stems(&mut self, pack: &mut Pack) {
        let sorted: BTreeMap<&str, u16> =
            self.symbols.iter().map(|(word, symbol)| (word.as_str(), *symbol)).collect();
        for (place, word) in self.words.iter().enumerate() {
            let Some(stem) = word.strip_suffix('*') else { continue };
            let own = self.languages.get(place).copied().unwrap_or(0);
            let mut longer: Vec<u16> = sorted
                .range(stem..)
                .take_while(|(other, _)| other.starts_with(stem))
                .filter(|(other, _)| **other != word.as_str())
                .map(|(_, symbol)| *symbol)
                .collect();
            longer.sort_unstable();
            pack.stem_words.push(u16::try_from(longer.len()).unwrap_or(u16::MAX));
            let mut last = 0;
            for symbol in longer {
                pack.stem_words.push(symbol - last);
                last = symbol;
                if let Some(languages) = self.languages.get_mut(usize::from(symbol - symbol::FIRST_WORD)) {
                    *languages |= own;
                }
            }
        }
    }

    fn symbol(&self, single: &Single) -> u16 {
        match single {
            Single::Builtin(symbol) => *symbol,
            other => text(other).and_then(|text| self.symbols.get(&text).copied()).unwrap_or(symbol::NONE),
        }
    }

    fn class(&self, class: &Class, counters: &mut Counters, out: &mut Vec<u16>) {
        let mut members: Vec<u16> = class.singles.iter().map(|single| self.symbol(single)).collect();
        members.sort_unstable();
        counters.write_members(&members, out);
        out.push(u16::try_from(class.sequences.len()).unwrap_or(u16::MAX));
        for sequence in &class.sequences {
            self.run(sequence, counters, out);
        }
    }

    fn run(&self, parts: &[Part], counters: &mut Counters, out: &mut Vec<u16>) {
        out.push(u16::try_from(parts.len()).unwrap_or(u16::MAX));
        out.push(u16::try_from(self.lowering.anchor(parts).0).unwrap_or(u16::MAX));
        for part in parts {
            counters.write(self.element(part), out);
        }
    }

    fn element(&self, part: &Part) -> Element {
        match part {
            Part::One(single, optional) => {
                Element::Word { symbol: u32::from(self.symbol(single)), optional: *optional }
            }
            Part::Class(place, optional) => {
                let class = self.classes.get(place).copied().unwrap_or(u16::MAX);
                Element::Class { class: u32::from(class), optional: *optional }
            }
            Part::Gap(most) => Element::Gap(*most),
            Part::Start => Element::Start,
            Part::End => Element::End,
        }
    }
}
