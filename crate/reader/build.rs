//! Turns `data/reader/words.toml` into lists the reader can search: the words a page labels its parts with.

use std::{
    collections::{BTreeMap, BTreeSet},
    env,
    error::Error,
    fmt::Write,
    fs,
    path::Path,
};

/// Family, then language, then words.
type Families = BTreeMap<String, BTreeMap<String, Vec<String>>>;

fn main() -> Result<(), Box<dyn Error>> {
    let path = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../../data/reader/words.toml");
    println!("cargo::rerun-if-changed={}", path.display());
    println!("cargo::rerun-if-changed=build.rs");
    let shown = "data/reader/words.toml";
    let families: Families =
        toml::from_str(&fs::read_to_string(&path)?).map_err(|error| format!("{shown}: {error}"))?;

    let mut code = String::new();
    let mut all = Vec::new();
    for (number, (family, languages)) in families.iter().enumerate() {
        let mut words = BTreeSet::new();
        for (language, list) in languages {
            for word in list {
                if word.trim() != word || word.is_empty() || word.to_lowercase() != *word {
                    return Err(format!(
                        "{shown}: [{family}] {language}: {word:?} must be lower case, trimmed"
                    )
                    .into());
                }
                words.insert(word.as_str());
            }
        }
        let name = family.to_uppercase().replace('-', "_");
        writeln!(code, "/// `[{family}]` of `data/reader/words.toml`, all languages together.")?;
        writeln!(code, "pub const {name}: Family = Family({number});")?;
        all.push(words.into_iter().collect::<Vec<_>>().join("\n"));
    }
    writeln!(code, "/// How many families there are.")?;
    writeln!(code, "pub const FAMILIES: usize = {};", all.len())?;
    writeln!(code, "/// All of them: a word a line, an empty line between two families.")?;
    writeln!(code, "pub const EMBEDDED: &str = {:?};", all.join("\n\n"))?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("words.rs"), code)?;
    Ok(())
}
