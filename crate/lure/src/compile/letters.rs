//! The folding table: compatibility forms and accents from Unicode's own data, look-alikes from ours.

use std::{collections::BTreeMap, fs, path::Path};

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{Fault, files};
use crate::folding::Table;

/// The blocks whose letters are folded. Others stay as they are: no phrase is written in them.
const BLOCKS: [(u32, u32); 20] = [
    (0x0080, 0x06FF),
    (0x0900, 0x097F),
    (0x1D00, 0x1DBF),
    (0x1E00, 0x1FFF),
    (0x2000, 0x206F),
    (0x2070, 0x20CF),
    (0x2100, 0x218F),
    (0x2460, 0x24FF),
    (0x2C60, 0x2C7F),
    (0x3000, 0x3000),
    (0xA720, 0xA7FF),
    (0xAB30, 0xAB6F),
    (0xFB00, 0xFB06),
    (0xFB50, 0xFDFF),
    (0xFE00, 0xFEFF),
    (0xFF00, 0xFF5E),
    (0x1D400, 0x1D7FF),
    (0x1F100, 0x1F1FF),
    (0x1F3FB, 0x1F3FF),
    (0xE0000, 0xE01EF),
];

/// Makes the table.
pub fn folding(folder: &Path, faults: &mut Vec<Fault>) -> Table {
    let alike = look_alikes(&folder.join("look-alikes.toml"), faults);
    let mut pairs = BTreeMap::new();
    for letter in BLOCKS.iter().flat_map(|(from, to)| (*from..=*to).filter_map(char::from_u32)) {
        let folded = fold(letter, &alike);
        if !folded.chars().eq([letter]) {
            pairs.insert(letter, folded);
        }
    }
    // Look-alikes outside the blocks.
    for (letter, to) in &alike {
        if !letter.is_ascii() {
            pairs.entry(*letter).or_insert_with(|| to.clone());
        }
    }
    Table::from_pairs(&pairs)
}

fn fold(letter: char, alike: &BTreeMap<char, String>) -> String {
    if let Some(to) = alike.get(&letter) {
        return to.clone();
    }
    if is_unseen(letter) {
        return String::new();
    }
    let mut folded = String::new();
    for part in letter.nfkd() {
        if is_dropped_mark(part) {
            continue;
        }
        for lower in part.to_lowercase() {
            match alike.get(&lower) {
                Some(to) => folded.push_str(to),
                None if is_dropped_mark(lower) => {}
                None => folded.push(lower),
            }
        }
    }
    folded
}

/// Accents go; the vowel signs of Devanagari, which are marks too, stay.
fn is_dropped_mark(letter: char) -> bool {
    let devanagari = ('\u{0900}'..='\u{097F}').contains(&letter);
    is_combining_mark(letter) && !devanagari || matches!(letter, '\u{093C}' | '\u{094D}')
}

/// Zero-width, direction and variation marks, tags, soft hyphen, skin tones, Arabic stretching.
fn is_unseen(letter: char) -> bool {
    matches!(letter,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{0640}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
        | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0000}'..='\u{E01EF}')
}

/// `look-alikes.toml`: the plain letter, then the signs that are read as it.
fn look_alikes(path: &Path, faults: &mut Vec<Fault>) -> BTreeMap<char, String> {
    let name = path.display().to_string();
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) => {
            faults.push(Fault { file: name, line: 0, what: error.to_string() });
            return BTreeMap::new();
        }
    };
    let table: BTreeMap<String, String> = match toml::from_str(&text) {
        Ok(table) => table,
        Err(error) => {
            faults.push(files::toml_fault(&name, &text, &error));
            return BTreeMap::new();
        }
    };
    let mut alike = BTreeMap::new();
    for (to, signs) in table {
        for sign in signs.chars().filter(|sign| *sign != ' ') {
            if let Some(other) = alike.insert(sign, to.clone()) {
                let line = text.lines().position(|line| line.contains(sign)).map_or(0, |line| line + 1);
                let what = format!("`{sign}` looks like `{other}` and like `{to}`; choose one");
                faults.push(Fault { file: name.clone(), line, what });
            }
        }
    }
    alike
}
