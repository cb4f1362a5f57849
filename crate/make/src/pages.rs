//! Our own pages: `data-word="key"` elements are filled with the source language, so that a page reads well before
//! its script runs, and when it never does.

use std::{fs, path::Path};

use crate::{Error, files, words::Catalogue};

/// Copies every `*.html` below `from` into `out`, filled.
pub fn write(from: &Path, out: &Path, words: &Catalogue) -> Result<(), Error> {
    for folder in files::folders(from)? {
        let folder = from.join(folder);
        for entry in fs::read_dir(&folder).map_err(Error::io(&folder))? {
            let path = entry.map_err(Error::io(&folder))?.path();
            if path.extension().is_none_or(|ending| ending != "html") {
                continue;
            }
            let text = fs::read_to_string(&path).map_err(Error::io(&path))?;
            let filled = fill(&text, words).map_err(|message| Error::file(&path, message))?;
            files::write(&out.join(path.file_name().unwrap_or_default()), &filled)?;
        }
    }
    Ok(())
}

/// Puts each key's text behind its tag. The markup is ours: a marked element is written empty, on one line.
fn fill(page: &str, words: &Catalogue) -> Result<String, String> {
    let mut filled = String::with_capacity(page.len() * 2);
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("data-word=\"") {
        let (key, tail) = after.split_once('"').ok_or("a data-word without its end")?;
        let (attributes, tail) = tail.split_once('>').ok_or("a tag without its end")?;
        if !tail.starts_with("</") {
            return Err(format!("the element of {key} is not empty"));
        }
        let text = words.get(key).ok_or(format!("no text {key} in data/words"))?;
        filled.push_str(&format!("{before}data-word=\"{key}\"{attributes}>{}", escape(text)));
        rest = tail;
    }
    filled.push_str(rest);
    Ok(filled)
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn words() -> Catalogue {
        Catalogue::of(BTreeMap::from([("a".to_owned(), "1 < 2".to_owned())]))
    }

    #[test]
    fn marked_elements_are_filled() {
        assert_eq!(
            fill("<p data-word=\"a\" hidden></p>x", &words()).unwrap(),
            "<p data-word=\"a\" hidden>1 &lt; 2</p>x"
        );
    }

    #[test]
    fn an_unknown_key_and_a_text_in_the_page_are_faults() {
        assert!(fill("<p data-word=\"b\"></p>", &words()).is_err());
        assert!(fill("<p data-word=\"a\">own words</p>", &words()).is_err());
    }
}
