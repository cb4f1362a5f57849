//! How our texts sound, as tests: easy enough for a frightened eleven-year-old by two formulas, and free of blame, false
//! promises, alarm and labels.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::{fs, path::Path};

use breakwater_guidance::{Words, load};
use readsight::ReadSight;
use serde::Deserialize;

const EN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/words/en");
const BANNED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/words/banned.toml");

/// US school grade 6 is read at eleven. One formula counts syllables, the other letters.
const GRADE: f64 = 6.0;
const FORMULAS: [&str; 2] = ["flesch_kincaid_grade_level", "ari"];
/// Below this many words a formula measures chance; such texts are judged together with the rest of their room.
const ENOUGH_WORDS: usize = 12;

/// Rooms that no frightened person reads: the package's report is for officers, the manifest's texts for the stores.
const FOR_OTHERS: [&str; 2] = ["evidence", "manifest"];

/// Every English room by name, as plain text.
fn rooms() -> Vec<(String, String)> {
    rooms_of(Path::new(EN))
}

/// Every room of every language.
fn all_rooms() -> Vec<(String, String)> {
    let folders = fs::read_dir(Path::new(EN).parent().unwrap()).unwrap().map(|entry| entry.unwrap().path());
    folders.filter(|folder| folder.is_dir()).flat_map(|folder| rooms_of(&folder)).collect()
}

fn rooms_of(folder: &Path) -> Vec<(String, String)> {
    let mut rooms: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            (path.file_stem().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    rooms.sort();
    rooms
}

fn words(room: &(String, String)) -> Words {
    load::words("en", &[load::File { path: &room.0, text: &room.1 }]).unwrap()
}

/// Texts that are sentences. Lists of places, days and labels are names, not reading.
fn sentences(words: &Words) -> Vec<(&str, &str)> {
    words.iter().filter(|(_, text)| text.ends_with(['.', '?']) && !text.contains('{')).collect()
}

fn too_hard(engine: &ReadSight, text: &str) -> Vec<String> {
    FORMULAS
        .iter()
        .map(|formula| (formula, engine.score(formula, text).unwrap().score))
        .filter(|(_, grade)| *grade > GRADE)
        .map(|(formula, grade)| format!("{formula} {grade:.1}"))
        .collect()
}

#[test]
fn the_formulas_tell_easy_from_hard() {
    let engine = ReadSight::new("en-us").unwrap();
    assert!(
        too_hard(
            &engine,
            "Stop replying. You don’t have to explain. Call a friend and sit with them for a bit."
        )
        .is_empty()
    );
    let hard = "Immediately discontinue correspondence with the perpetrator and subsequently notify an appropriate \
                authority, preserving documentation of the communications for evidential purposes.";
    assert_eq!(too_hard(&engine, hard).len(), 2);
}

#[test]
fn every_text_can_be_read_at_eleven() {
    let engine = ReadSight::new("en-us").unwrap();
    let mut hard = Vec::new();
    for room in rooms().iter().filter(|(name, _)| !FOR_OTHERS.contains(&name.as_str())) {
        let words = words(room);
        let sentences = sentences(&words);
        let all = sentences.iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
        if all.split_whitespace().count() >= ENOUGH_WORDS {
            let whole = too_hard(&engine, &all);
            hard.extend(whole.into_iter().map(|grade| format!("{} as a whole: {grade}", room.0)));
        }
        for (key, text) in
            sentences.iter().filter(|(_, text)| text.split_whitespace().count() >= ENOUGH_WORDS)
        {
            hard.extend(too_hard(&engine, text).into_iter().map(|grade| format!("{key}: {grade}: {text}")));
        }
    }
    assert!(hard.is_empty(), "too hard for an eleven-year-old:\n{}", hard.join("\n"));
}

/// Languages of the help page besides English: `readsight`'s name for it, the formula made for it, and the score that
/// formula's author calls easy for the age of about eleven. Where a higher score is easier the last one is true.
const OTHERS: [(&str, &str, &str, f64, bool); 3] = [
    ("de", "de-1996", "wiener_sachtextformel", 6.0, false),
    ("es", "es", "fernandez_huerta", 80.0, true),
    ("fr", "fr", "flesch_reading_ease", 80.0, true),
];
/// LIX (Björnsson) calls a text below this one easy, in any of these languages.
const LIX: f64 = 35.0;

#[test]
fn the_help_page_can_be_read_in_every_language_it_is_in() {
    let words_folder = Path::new(EN).parent().unwrap();
    let mut hard = Vec::new();
    for (language, name, formula, limit, higher_is_easier) in OTHERS {
        let engine = ReadSight::new(name).unwrap();
        for room in ["help", "help_doors", "help_tell"] {
            let path = words_folder.join(language).join(format!("{room}.toml"));
            let words = words(&(room.to_owned(), fs::read_to_string(path).unwrap()));
            let all = sentences(&words).iter().map(|(_, text)| *text).collect::<Vec<_>>().join(" ");
            let (own, lix) =
                (engine.score(formula, &all).unwrap().score, engine.score("lix", &all).unwrap().score);
            println!("{language} {room}: {formula} {own:.1}, LIX {lix:.1}");
            if lix > LIX || if higher_is_easier { own < limit } else { own > limit } {
                hard.push(format!("{language} {room}: {formula} {own:.1}, LIX {lix:.1}"));
            }
        }
    }
    assert!(hard.is_empty(), "{}", hard.join("\n"));
    let there = fs::read_dir(words_folder).unwrap().map(|entry| entry.unwrap().path());
    let there = there.filter(|folder| folder.join("help.toml").is_file() && !folder.ends_with("en")).count();
    assert_eq!(there, OTHERS.len(), "a language without a formula is not checked");
}

#[derive(Deserialize)]
struct Banned {
    phrase: Vec<Phrase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Phrase {
    words: String,
    #[serde(default)]
    unless: Vec<String>,
    why: String,
    caught: String,
    fine: Option<String>,
}

impl Phrase {
    /// Whether the text holds the run of whole words, outside the longer runs in which it is fine.
    fn catches(&self, text: &str) -> bool {
        let mut plain = plain(text);
        for fine in &self.unless {
            plain = plain.replace(&format!(" {fine} "), " ");
        }
        plain.contains(&format!(" {} ", self.words))
    }
}

/// Small letters, straight apostrophes, single spaces instead of everything else, a space at both ends.
fn plain(text: &str) -> String {
    let text = text.to_lowercase().replace('’', "'");
    let words: Vec<_> =
        text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}

fn banned() -> Vec<Phrase> {
    toml::from_str::<Banned>(&fs::read_to_string(BANNED).unwrap()).unwrap().phrase
}

#[test]
fn the_list_catches_its_own_examples() {
    for phrase in banned() {
        assert!(phrase.catches(&phrase.caught), "{}: {}", phrase.words, phrase.caught);
        if let Some(fine) = &phrase.fine {
            assert!(!phrase.catches(fine), "{}: {fine}", phrase.words);
        }
        assert_eq!(plain(&phrase.words).trim(), phrase.words, "written as it is matched");
    }
}

#[test]
fn no_text_holds_a_banned_phrasing() {
    let banned = banned();
    let mut found = Vec::new();
    for room in all_rooms() {
        for (key, text) in words(&room).iter() {
            for phrase in banned.iter().filter(|phrase| phrase.catches(text)) {
                found.push(format!("{}: {key}: \"{}\" ({}): {text}", room.0, phrase.words, phrase.why));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn no_text_shouts() {
    for room in all_rooms().iter().filter(|(name, _)| !FOR_OTHERS.contains(&name.as_str())) {
        for (key, text) in words(room).iter() {
            assert!(!text.contains('!'), "{key}: {text}");
            let capitals = text.split_whitespace().filter(|word| {
                word.chars().filter(|c| c.is_alphabetic()).count() > 4
                    && !word.chars().any(char::is_lowercase)
            });
            // A number that is spelt as a name on the phone's keys is no shout.
            assert_eq!(capitals.filter(|word| *word != "NETSAFE.").count(), 0, "{key}: {text}");
        }
    }
}
