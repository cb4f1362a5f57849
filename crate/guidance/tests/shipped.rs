//! The data that ships, and the pages that are drawn from it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may fail loudly")]

use std::{collections::BTreeSet, fs, path::Path};

use breakwater_guidance::{
    Day, Guidance, Kind, Number, Who, Words,
    load::{self, File, Problem},
    place::{ANYWHERE, Places},
    render::{self, Output},
};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data");

fn read(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(DATA).join(folder);
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "toml"))
        .map(|path| (path.display().to_string(), fs::read_to_string(&path).unwrap()))
        .collect();
    files.sort();
    files
}

fn files(read: &[(String, String)]) -> Vec<File<'_>> {
    read.iter().map(|(path, text)| File { path, text }).collect()
}

fn data() -> Vec<(String, String)> {
    let mut data = read("guidance");
    data.extend(read("guidance/platforms"));
    data
}

fn guidance() -> Guidance {
    load::guidance(&files(&data())).unwrap_or_else(|faults| {
        panic!("{}", faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}

fn words() -> Words {
    load::words("en", &files(&read("words/en"))).unwrap()
}

/// Every language that has the words of the help page.
fn languages() -> Vec<Words> {
    let folders = fs::read_dir(Path::new(DATA).join("words")).unwrap().map(|entry| entry.unwrap().path());
    let mut languages: Vec<_> = folders
        .filter(|folder| folder.join("help.toml").is_file())
        .map(|folder| folder.file_name().unwrap().to_str().unwrap().to_owned())
        .collect();
    languages.sort();
    languages
        .iter()
        .map(|language| load::words(language, &files(&read(&format!("words/{language}")))).unwrap())
        .collect()
}

/// A day on which nothing in the data is old yet.
fn today() -> Day {
    guidance().countries.iter().flat_map(|country| &country.lines).map(|line| line.checked).max().unwrap()
}

fn pages() -> Vec<Output> {
    render::pages(&guidance(), &languages(), today()).unwrap()
}

/// Every value of an attribute in a page.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_country_of_the_plan_is_there() {
    let guidance = guidance();
    for code in [
        "gb", "us", "ca", "ie", "au", "nz", "fr", "de", "at", "es", "it", "nl", "be", "pt", "pl", "se", "no",
        "dk", "in", "ph", "br", "mx", "za", "ng", ANYWHERE,
    ] {
        assert!(guidance.country(code).is_some(), "{code}");
    }
    assert_eq!(guidance.doors.len(), 7);
}

/// Whether a number can be dialled in a country. Short codes are in no numbering plan that could be asked: up to six digits
/// are believed, but for a long number that lost its end, which begins with the 0 of a national number.
fn is_whole(number: &Number, country: &str) -> bool {
    let digits = number.dialled();
    match digits.trim_start_matches('+').len() {
        ..=3 => true,
        4..=6 if !digits.starts_with(['0', '+']) => true,
        _ => {
            let region = country.get(..2).and_then(|code| code.to_uppercase().parse().ok());
            phonenumber::parse(region, digits).is_ok_and(|number| phonenumber::is_valid(&number))
        }
    }
}

#[test]
fn every_number_is_whole() {
    for country in &guidance().countries {
        for line in &country.lines {
            for number in line.contact.call.iter().chain(line.contact.text.iter().map(|(number, _)| number)) {
                assert!(is_whole(number, &country.code), "{}: {}: {}", country.code, line.id, number.shown());
            }
        }
    }
    // Childline's and the Kids Helpline's, with a digit less, one more and half of it.
    for (cut, country) in
        [("0800 111", "gb"), ("0800 11111", "gb"), ("0800", "gb"), ("1800 55 180", "au"), ("+44 800", "gb")]
    {
        assert!(!is_whole(&cut.parse().unwrap(), country), "{cut}");
    }
}

#[test]
fn a_language_is_whole_or_not_there() {
    let room = |language: &str| -> Words {
        let rooms: Vec<_> = read(&format!("words/{language}"))
            .into_iter()
            .filter(|(path, _)| Path::new(path).file_name().unwrap().to_str().unwrap().starts_with("help"))
            .collect();
        load::words(language, &files(&rooms)).unwrap()
    };
    let holes = |text: &str| -> BTreeSet<String> {
        text.split('{').skip(1).map(|rest| rest.split('}').next().unwrap().to_owned()).collect()
    };
    let english = room("en");
    for words in languages() {
        let other = room(words.language());
        let keys = |words: &Words| words.iter().map(|(key, _)| key.to_owned()).collect::<BTreeSet<_>>();
        let differ: Vec<_> = keys(&english).symmetric_difference(&keys(&other)).cloned().collect();
        assert_eq!(differ, Vec::<String>::new(), "{}", words.language());
        for (key, text) in other.iter() {
            assert_eq!(holes(text), holes(english.get(key).unwrap()), "{}: {key}", words.language());
        }
    }
}

#[test]
fn a_page_says_in_which_other_languages_it_is() {
    let all = languages();
    for page in pages() {
        let (language, file) = page.path.split_once('/').unwrap();
        let country = guidance().country(file.strip_suffix(".html").unwrap()).unwrap().clone();
        for other in all.iter().map(Words::language).filter(|other| *other != language) {
            let link = format!("href=\"../{other}/{file}\" lang=\"{other}\"");
            assert_eq!(page.text.contains(&link), country.is_read_in(other), "{}: {other}", page.path);
        }
    }
}

#[test]
fn the_parts_of_the_uk_have_their_own_lines() {
    let guidance = guidance();
    let areas: BTreeSet<_> =
        guidance.country("gb").unwrap().lines.iter().filter_map(|line| line.area.as_deref()).collect();
    assert_eq!(areas, BTreeSet::from(["england-wales-ni", "northern-ireland", "scotland"]));
}

#[test]
fn under_18_and_over_have_their_own_way_to_take_a_picture_down() {
    for country in guidance().countries {
        for who in [Who::Under18, Who::Adult] {
            assert!(country.lines_for(Kind::Removal, who).next().is_some(), "{} {who:?}", country.code);
        }
    }
}

#[test]
fn every_page_has_a_place_for_everything_it_links_to() {
    for page in pages() {
        let ids = values(&page.text, "id");
        let unique: BTreeSet<_> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{}: an id is there twice", page.path);
        for href in values(&page.text, "href") {
            if let Some(anchor) = href.strip_prefix('#') {
                assert!(ids.contains(&anchor), "{}: #{anchor}", page.path);
            }
        }
        for target in values(&page.text, "data-copy") {
            assert!(ids.contains(&target), "{}: {target}", page.path);
        }
    }
}

#[test]
fn every_link_is_one_of_ours_and_tells_nobody_where_it_came_from() {
    let guidance = guidance();
    let ours: BTreeSet<String> = guidance
        .countries
        .iter()
        .flat_map(|country| &country.lines)
        .flat_map(|line| line.sources.iter().chain(&line.contact.web))
        .chain(
            guidance
                .platforms
                .iter()
                .flat_map(|p| p.sources.iter().chain(p.pages.iter().map(|page| &page.web))),
        )
        .chain(guidance.after.iter().flat_map(|part| &part.sources))
        .map(ToString::to_string)
        .collect();
    let pages = pages();
    let paths: BTreeSet<_> = pages.iter().map(|page| page.path.as_str()).collect();
    for page in &pages {
        let folder = page.path.split('/').next().unwrap();
        for link in page.text.split("<a ").skip(1).filter_map(|rest| rest.split('>').next()) {
            let link = format!(" {link}");
            let href = values(&link, "href")[0].replace("&amp;", "&");
            let beside = href.strip_prefix("../").map_or_else(|| format!("{folder}/{href}"), str::to_owned);
            let local = href.starts_with('#') || paths.contains(beside.as_str())
                || href == "about:blank"
                // The report draft, a page of ours beside the folder.
                || href == "../../draft.html";
            let phone = href.starts_with("tel:") || href.starts_with("sms:");
            if local || phone {
                continue;
            }
            assert!(ours.contains(&href) && href.starts_with("https://"), "{}: {href}", page.path);
            assert_eq!(values(&link, "target"), ["_blank"], "{href}");
            assert_eq!(values(&link, "rel"), ["noopener noreferrer"], "{href}");
            assert_eq!(values(&link, "referrerpolicy"), ["no-referrer"], "{href}");
        }
    }
}

#[test]
fn nothing_on_a_page_needs_what_the_policy_forbids() {
    for page in pages() {
        for forbidden in
            ["<style", " style=", "<script>", " onclick", "<iframe", "<form", "javascript:", "http://"]
        {
            assert!(!page.text.contains(forbidden), "{}: {forbidden}", page.path);
        }
        assert_eq!(values(&page.text, "src"), ["../help.js"], "{}", page.path);
    }
}

#[test]
fn title_and_icon_give_nothing_away() {
    for page in pages() {
        if page.path.starts_with("en/") {
            assert!(page.text.contains("<title>Notes</title>"), "{}", page.path);
        }
        let head = page.text.split("</head>").next().unwrap().to_lowercase();
        for word in ["breakwater", "help me", "blackmail", "sextortion", "crisis"] {
            assert!(!head.contains(word), "{}: {word}", page.path);
        }
    }
}

#[test]
fn the_page_turns_for_right_to_left_writing() {
    let english = words();
    let arabic =
        Words::new("ar", english.iter().map(|(key, text)| (key.to_owned(), text.to_owned())).collect());
    for page in render::pages(&guidance(), &[arabic], today()).unwrap() {
        assert_eq!(page.path, "ar/anywhere.html", "no country says that Arabic is read there");
        assert!(page.text.contains("<html lang=\"ar\" dir=\"rtl\">"), "{}", page.path);
    }
}

#[test]
fn what_is_over_a_year_old_is_marked() {
    let next = Day::new(today().year() + 1, today().month(), today().day()).unwrap();
    let later = Day::new(next.year() + 1, 1, 1).unwrap();
    let guidance = guidance();
    assert!(load::stale(&guidance, today()).is_empty());
    let in_countries = guidance.countries.iter().map(|country| country.lines.len() + country.missing.len());
    let entries = in_countries.sum::<usize>() + guidance.platforms.len() + guidance.after.len();
    assert_eq!(load::stale(&guidance, later).len(), entries);
    for (day, marked) in [(today(), 0), (later, 1)] {
        let page = &render::pages(&guidance, &[words()], day).unwrap()[0];
        assert_eq!(page.text.contains("<p class=\"stale\">"), marked == 1, "{day}");
    }
}

#[test]
fn the_table_for_the_button_agrees_with_the_rule() {
    let places = Places::of(&guidance(), &["de", "en"]);
    let table: serde_json::Value = serde_json::from_str(&render::places_json(&places).text).unwrap();
    assert_eq!(table["zones"]["Europe/London"], "gb");
    assert_eq!(table["regions"]["US"], "us");
    assert_eq!(table["languages"]["at"], "de");
    assert_eq!(table["languages"]["gb"], serde_json::Value::Null, "English alone needs no entry");
    assert_eq!(table["zones"].as_object().unwrap().len(), places.zones.len());
    for (zone, code) in &places.zones {
        assert_eq!(places.choose(&["xx-XX"], zone), code);
    }
}

/// Breaks one file and says what the loader found.
fn broken(name: &str, from: &str, to: &str) -> Vec<(String, Problem)> {
    let mut data = data();
    let file = data.iter_mut().find(|(path, _)| path.ends_with(name)).unwrap();
    assert!(file.1.contains(from), "{from}");
    file.1 = file.1.replacen(from, to, 1);
    let faults = load::guidance(&files(&data)).unwrap_err();
    faults
        .into_iter()
        .map(|fault| {
            assert!(fault.path.ends_with(name), "{fault}");
            (fault.to_string(), fault.problem)
        })
        .collect()
}

#[test]
fn a_fault_names_file_and_line() {
    let faults = broken("guidance/gb.toml", "call = \"999\"", "call = \"99x9\"");
    assert!(
        faults.iter().any(|(said, problem)| {
            matches!(problem, Problem::Number(_)) && said.contains("gb.toml:10: \"99x9\"")
        }),
        "{faults:?}"
    );
}

#[test]
fn what_can_go_wrong_is_found() {
    let found = |faults: Vec<(String, Problem)>, wanted: fn(&Problem) -> bool| {
        assert!(faults.iter().any(|(_, problem)| wanted(problem)), "{faults:?}");
    };
    found(broken("guidance/gb.toml", "kind = \"crisis\"", "kind = \"crises\""), |p| {
        matches!(p, Problem::Shape(_))
    });
    found(broken("guidance/gb.toml", "free = true", "fre = true"), |p| matches!(p, Problem::Shape(_)));
    found(broken("guidance/gb.toml", "hours = \"24/7\"", "hours = \"always\""), |p| {
        matches!(p, Problem::Hours(_))
    });
    found(broken("guidance/gb.toml", "web = \"https://www.childline", "web = \"http://www.childline"), |p| {
        matches!(p, Problem::Address(_))
    });
    found(broken("guidance/gb.toml", "checked = 2026-11-22", "checked = 12:30:00"), |p| {
        matches!(p, Problem::Day)
    });
    found(broken("guidance/gb.toml", "id = \"shout\"", "id = \"samaritans\""), |p| {
        matches!(p, Problem::IdTwice(_))
    });
    found(broken("guidance/gb.toml", "first = [\"childline\"", "first = [\"childlime\""), |p| {
        matches!(p, Problem::NoSuchLine(_))
    });
    found(broken("guidance/gb.toml", "call = \"999\"\n", ""), |p| matches!(p, Problem::Unreachable(_)));
    found(broken("guidance/gb.toml", "kind = \"emergency\"", "kind = \"police\""), |p| {
        matches!(p, Problem::Essential { .. })
    });
    found(broken("guidance/gb.toml", "\"Europe/London\"", "\"Europe/Paris\""), |p| {
        matches!(p, Problem::PlaceTwice(_))
    });
    found(broken("guidance/dk.toml", "kind = \"crisis\"", "kind = \"child-line\""), |p| {
        matches!(p, Problem::NotMissing { .. })
    });
    found(broken("guidance/doors.toml", "lines = \"removal\"", "lines = \"removals\""), |p| {
        matches!(p, Problem::Shape(_))
    });
    found(broken("platforms/snapchat.toml", "sure = \"relay\"\n", ""), |p| matches!(p, Problem::Steps));
    found(broken("platforms/snapchat.toml", "\"snapchat.com\"", "\"www.snapchat.com\""), |p| {
        matches!(p, Problem::Shape(_))
    });
}
