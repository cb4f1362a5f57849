//! Laying out the pack: numbers for words, classes and phrases, and for each what the engine reads when it meets it.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{
    lower::{Class, Lowered, Lowering, Part, Single},
    words::Words,
};
use crate::{
    elements::{self, Element, symbol},
    folding::Table,
    layout::{put_number, put_rows},
    pack::{Directory, Pack},
    sections::Section,
    view::ANCHOR,
};

/// What is looked for from a word or a class.
#[derive(Default)]
struct Anchored {
    /// Longer members of classes: least and most tokens before the anchor, elements; then the classes, ascending.
    runs: BTreeMap<(u8, u8, Vec<u8>), Vec<u16>>,
    /// Phrases: number, least and most tokens before the anchor.
    phrases: Vec<(u16, u8, u8)>,
}

struct Writer<'a> {
    lowering: &'a Lowering<'a>,
    words: Words,
    /// Old place of a class to its number.
    classes: HashMap<usize, u16>,
    /// The numbered classes, in order.
    order: Vec<usize>,
    /// For each symbol, the classes that it stands in by itself, ascending.
    member_of: Vec<Vec<u16>>,
    from_symbols: Vec<Anchored>,
    from_classes: Vec<Anchored>,
    /// Classes that may be a bare start of a sentence, and a bare end.
    edges: [Vec<u16>; 2],
}

/// Makes the pack of everything that the phrases use.
pub fn write(
    lowering: &Lowering<'_>,
    phrases: &[Lowered],
    mut directory: Directory,
    folding: &Table,
    learned: &[u8],
) -> Result<Pack, String> {
    let mut this = Writer {
        lowering,
        words: Words::default(),
        classes: HashMap::new(),
        order: Vec::new(),
        member_of: Vec::new(),
        from_symbols: Vec::new(),
        from_classes: Vec::new(),
        edges: [Vec::new(), Vec::new()],
    };
    let mut used = BTreeMap::new();
    for phrase in phrases {
        this.number_classes(&phrase.parts);
        this.speak(&phrase.parts, 1 << phrase.language, &mut used);
    }
    this.words = Words::new(used)?;
    let symbols = this.words.len() + usize::from(symbol::FIRST_WORD);
    this.member_of.resize_with(symbols, Vec::new);
    this.from_symbols.resize_with(symbols, Anchored::default);
    this.from_classes.resize_with(this.order.len(), Anchored::default);
    for (number, place) in (0..=u16::MAX).zip(this.order.clone()) {
        let Some(class) = lowering.classes.get(place) else { continue };
        this.class(number, class)?;
    }
    let (mut heads, mut records) = (Vec::new(), Vec::new());
    for (number, phrase) in phrases.iter().enumerate() {
        let number = u16::try_from(number).map_err(|_| "too many phrases for this layout".to_string())?;
        heads.extend([phrase.family, (phrase.strength as u8) << 4 | phrase.language]);
        records.push(this.phrase(number, phrase)?);
    }
    directory.phrases = u16::try_from(phrases.len()).unwrap_or(u16::MAX);
    directory.classes = u16::try_from(this.order.len())
        .map_err(|_| "too many classes for this layout; make some slots".to_string())?;
    directory.long = folding.long.clone();

    let symbols: Vec<Vec<u8>> = this
        .member_of
        .iter()
        .zip(&this.from_symbols)
        .map(|(classes, from)| record(Some(classes), from))
        .collect();
    let classes: Vec<Vec<u8>> = this.from_classes.iter().map(|from| record(None, from)).collect();
    let ahead: Vec<u8> = this
        .ahead(phrases)
        .into_iter()
        .zip(&classes)
        .map(|(ahead, record)| if record.is_empty() { ahead } else { ahead | ANCHOR })
        .collect();
    let (symbol_starts, symbols) = put_rows(&symbols);
    let (class_starts, classes) = put_rows(&classes);
    let (phrase_starts, phrases) = put_rows(&records);
    let [starts, ends] = this.edges.map(|list| list.iter().flat_map(|class| class.to_le_bytes()).collect());
    let words = this.words;
    let section = |section| -> Vec<u8> {
        let bytes: &Vec<u8> = match section {
            Section::Directory => return Vec::new(),
            Section::Learned => return learned.to_vec(),
            Section::FoldPages => &folding.pages,
            Section::FoldLows => &folding.lows,
            Section::FoldTargets => &folding.targets,
            Section::WordBlocks => &words.blocks,
            Section::WordShared => &words.shared,
            Section::WordOwn => &words.own,
            Section::WordLetters => &words.letters,
            Section::WordStems => &words.stems,
            Section::WordLanguages => &words.languages,
            Section::SymbolStarts => &symbol_starts,
            Section::Symbols => &symbols,
            Section::ClassAhead => &ahead,
            Section::ClassStarts => &class_starts,
            Section::Classes => &classes,
            Section::ClassIsStart => &starts,
            Section::ClassIsEnd => &ends,
            Section::PhraseStarts => &phrase_starts,
            Section::Phrases => &phrases,
            Section::PhraseHeads => &heads,
        };
        bytes.clone()
    };
    Pack::from_sections(&directory, section).map_err(|error| error.to_string())
}

/// The record of a symbol (which has classes of its own) or of a class.
fn record(classes: Option<&Vec<u16>>, from: &Anchored) -> Vec<u8> {
    let mut out = Vec::new();
    if let Some(classes) = classes
        && !(classes.is_empty() && from.runs.is_empty() && from.phrases.is_empty())
    {
        put_classes(classes, &mut out);
    }
    if from.runs.is_empty() && from.phrases.is_empty() {
        return out;
    }
    put_number(from.runs.len(), &mut out);
    for ((least, most, elements), classes) in &from.runs {
        match u8::try_from(elements.len()) {
            Ok(length) if least == most && *least < 4 && length < 63 => out.push(least << 6 | length),
            _ => {
                out.extend([63, *least, *most]);
                put_number(elements.len(), &mut out);
            }
        }
        out.extend(elements);
        put_classes(classes, &mut out);
    }
    let mut last = 0;
    for (phrase, least, most) in &from.phrases {
        put_number(usize::from(phrase - last), &mut out);
        if least == most {
            out.push(*least);
        } else {
            out.extend([255, *least, *most]);
        }
        last = *phrase;
    }
    out
}

fn put_classes(classes: &[u16], out: &mut Vec<u8>) {
    put_number(classes.len(), out);
    let mut last = 0;
    for class in classes {
        put_number(usize::from(class - last), out);
        last = *class;
    }
}

impl Writer<'_> {
    /// Numbers classes in the order of their first use; inner classes come before the outer one.
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
            let number = u16::try_from(self.order.len()).unwrap_or(u16::MAX);
            self.classes.insert(*place, number);
            self.order.push(*place);
        }
    }

    /// Notes every word that parts can reach, and its language.
    fn speak(&self, parts: &[Part], language: u16, used: &mut BTreeMap<Single, u16>) {
        let mut open: Vec<&[Part]> = vec![parts];
        let mut done = BTreeSet::new();
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
                for single in singles {
                    *used.entry(single.clone()).or_default() |= language;
                }
            }
        }
    }

    /// Notes the members of a class where they will be met.
    fn class(&mut self, number: u16, class: &Class) -> Result<(), String> {
        for single in &class.singles {
            let symbol = self.words.symbol(single);
            if let Some(classes) = self.member_of.get_mut(usize::from(symbol)) {
                classes.push(number);
            }
        }
        for sequence in &class.sequences {
            match sequence.as_slice() {
                [Part::Start] => self.edges[0].push(number),
                [Part::End] => self.edges[1].push(number),
                parts => {
                    let elements = self.elements(parts);
                    let (anchor, least, most) = self.anchor(parts)?;
                    let mut bytes = Vec::new();
                    elements::put(&elements, Some(anchor), &mut bytes);
                    if let Some(from) = self.from(elements.get(anchor)) {
                        from.runs.entry((least, most, bytes)).or_default().push(number);
                    }
                }
            }
        }
        Ok(())
    }

    /// The record of a phrase, which is also noted where it is looked for from.
    fn phrase(&mut self, number: u16, phrase: &Lowered) -> Result<Vec<u8>, String> {
        let elements = self.elements(&phrase.parts);
        let (anchor, least, most) = self.anchor(&phrase.parts)?;
        if let Some(from) = self.from(elements.get(anchor)) {
            from.phrases.push((number, least, most));
        }
        let mut record = Vec::new();
        elements::put(&elements, None, &mut record);
        Ok(record)
    }

    /// For each class, the most tokens that can follow a member of it, in any phrase.
    fn ahead(&self, phrases: &[Lowered]) -> Vec<u8> {
        let mut ahead = vec![0; self.order.len()];
        for phrase in phrases {
            self.follow(&phrase.parts, 0, &mut ahead);
        }
        // Outer classes have higher numbers than the ones in them.
        for (number, place) in self.order.iter().enumerate().rev() {
            let after = ahead.get(number).copied().unwrap_or(0);
            for sequence in self.lowering.classes.get(*place).into_iter().flat_map(|class| &class.sequences) {
                self.follow(sequence, after, &mut ahead);
            }
        }
        ahead
    }

    /// Notes what follows each class among `parts`, which are themselves followed by `after` tokens.
    fn follow(&self, parts: &[Part], after: u8, ahead: &mut [u8]) {
        let mut after = usize::from(after);
        for part in parts.iter().rev() {
            if let Part::Class(place, _) = part
                && let Some(class) = self.classes.get(place)
                && let Some(most) = ahead.get_mut(usize::from(*class))
            {
                *most = (*most).max(u8::try_from(after).unwrap_or(u8::MAX).min(ANCHOR - 1));
            }
            after += self.lowering.reach(std::slice::from_ref(part)).1;
        }
    }

    /// The place to look from, and the least and most tokens before it.
    fn anchor(&self, parts: &[Part]) -> Result<(usize, u8, u8), String> {
        let anchor = self.lowering.anchor(parts).0;
        let (least, most) = self.lowering.reach(parts.get(..anchor).unwrap_or(parts));
        Ok((anchor, narrow(least)?, narrow(most)?))
    }

    fn from(&mut self, anchor: Option<&Element>) -> Option<&mut Anchored> {
        match *anchor? {
            Element::Word { symbol, .. } => self.from_symbols.get_mut(usize::from(symbol)),
            Element::Class { class, .. } => self.from_classes.get_mut(usize::from(class)),
            _ => None,
        }
    }

    fn elements(&self, parts: &[Part]) -> Vec<Element> {
        let element = |part: &Part| match part {
            Part::One(single, optional) => {
                Element::Word { symbol: self.words.symbol(single), optional: *optional }
            }
            Part::Class(place, optional) => {
                let class = self.classes.get(place).copied().unwrap_or(u16::MAX);
                Element::Class { class, optional: *optional }
            }
            Part::Gap(most) => Element::Gap(u8::try_from(*most).unwrap_or(u8::MAX)),
            Part::Start => Element::Start,
            Part::End => Element::End,
        };
        parts.iter().map(element).collect()
    }
}

fn narrow(reach: usize) -> Result<u8, String> {
    u8::try_from(reach).map_err(|_| format!("a phrase reaches over {reach} words"))
}
