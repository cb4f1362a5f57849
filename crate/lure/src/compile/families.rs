//! What belongs to a pack as a whole: its families, its notions, and the signals that notions make together.

use super::{
    Fault,
    files::{HOME, Language},
};
use crate::family::{Family, Strength, Together};

/// The families in English order, which is the order of their files.
pub fn families(languages: &[Language]) -> Vec<Family> {
    let home =
        languages.iter().filter(|language| language.code == HOME).flat_map(|language| &language.families);
    home.filter_map(|file| {
        file.home.as_ref().map(|home| Family {
            id: file.id.clone(),
            role: home.role,
            stage: home.stage,
            weight: home.weight,
            reason: home.reason.clone(),
            events: home.events,
            key: 0,
        })
    })
    .collect()
}

/// The notions, in the order of the English file.
pub fn notions(languages: &[Language]) -> Vec<String> {
    let home =
        languages.iter().filter(|language| language.code == HOME).flat_map(|language| &language.notions);
    home.map(|(notion, ..)| notion.clone()).collect()
}

/// `a + b + c / 12`: all of these within twelve tokens; twenty when nothing is said.
pub fn together(
    languages: &[Language],
    families: &[Family],
    notions: &[String],
    faults: &mut Vec<Fault>,
) -> Vec<Together> {
    let mut signals = Vec::new();
    for file in languages.iter().flat_map(|language| &language.families) {
        let Some(family) = families.iter().position(|family| family.id == file.id) else { continue };
        let kinds = [(&file.together, Strength::Phrase), (&file.together_hints, Strength::Hint)];
        for (line, strength) in
            kinds.into_iter().flat_map(|(lines, kind)| lines.iter().map(move |l| (l, kind)))
        {
            let (names, within) = line.text.split_once('/').unwrap_or((&line.text, "20"));
            let mut mask = 0_u64;
            for name in names.split('+').map(str::trim) {
                match notions.iter().position(|notion| notion == name) {
                    Some(place) if place < 64 => mask |= 1 << place,
                    _ => {
                        let what = format!("there is no notion `{name}` in notions.toml");
                        faults.push(Fault { file: file.path.clone(), line: line.line, what });
                    }
                }
            }
            let Ok(within) = within.trim().parse() else {
                let what = "after `/` stands a number of words".to_string();
                faults.push(Fault { file: file.path.clone(), line: line.line, what });
                continue;
            };
            let family = u8::try_from(family).unwrap_or(u8::MAX);
            signals.push(Together { family, strength, notions: mask, within });
        }
    }
    signals
}
