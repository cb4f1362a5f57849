//! Draws the help pages into a folder, to look at them without building the extension:
//! `cargo run -p breakwater-guidance --features load,render --example draw -- target/help 2026-11-22`.

use std::{env, error::Error, fs, path::Path};

use breakwater_guidance::{Words, load, place::Places, render};

fn main() -> Result<(), Box<dyn Error>> {
    let mut args = env::args().skip(1);
    let folder = args.next().ok_or("say where to put the pages")?;
    let today = args.next().ok_or("say which day it is, as 2026-11-22")?.parse()?;
    let mut data = read("data/guidance")?;
    data.extend(read("data/guidance/platforms")?);
    let guidance = load::guidance(&files(&data)).map_err(join)?;
    let mut languages = Vec::new();
    for language in fs::read_dir("data/words")? {
        let folder = language?.path();
        if let (true, Some(name)) = (folder.join("help.toml").exists(), folder.file_name()) {
            let texts = read(&folder)?;
            languages.push(load::words(&name.to_string_lossy(), &files(&texts)).map_err(join)?);
        }
    }
    let names: Vec<_> = languages.iter().map(Words::language).collect();
    let mut outputs = render::pages(&guidance, &languages, today)?;
    outputs.push(render::places_json(&Places::of(&guidance, &names)));
    for output in outputs {
        let path = Path::new(&folder).join(&output.path);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(path, output.text)?;
    }
    Ok(())
}

fn read(folder: impl AsRef<Path>) -> Result<Vec<(String, String)>, std::io::Error> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|end| end == "toml") {
            files.push((path.display().to_string(), fs::read_to_string(&path)?));
        }
    }
    files.sort();
    Ok(files)
}

fn files(read: &[(String, String)]) -> Vec<load::File<'_>> {
    read.iter().map(|(path, text)| load::File { path, text }).collect()
}

fn join(faults: Vec<load::Fault>) -> String {
    faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}
