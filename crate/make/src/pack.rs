//! A folder as a ZIP: sorted names, one fixed date, so that the same files give the same bytes.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::Error;

/// Packs everything below `from` into `out`.
pub fn write(from: &Path, out: &Path) -> Result<(), Error> {
    let mut paths = Vec::new();
    collect(from, &mut paths)?;
    paths.sort();
    let failed = |error: zip::result::ZipError| Error::file(out, error.to_string());
    let mut archive = ZipWriter::new(File::create(out).map_err(Error::io(out))?);
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(9))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for path in paths {
        let name = path.strip_prefix(from).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        archive.start_file(name, options).map_err(failed)?;
        let bytes = fs::read(&path).map_err(Error::io(&path))?;
        archive.write_all(&bytes).map_err(Error::io(out))?;
    }
    archive.finish().map_err(failed)?;
    Ok(())
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Error> {
    for entry in fs::read_dir(folder).map_err(Error::io(folder))? {
        let path = entry.map_err(Error::io(folder))?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else {
            paths.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_files_give_the_same_bytes() {
        let folder = std::env::temp_dir().join(format!("breakwater-pack-{}", std::process::id()));
        let (from, one, two) = (folder.join("in/deep"), folder.join("one.zip"), folder.join("two.zip"));
        fs::create_dir_all(&from).unwrap();
        fs::write(from.join("b.txt"), "b").unwrap();
        fs::write(folder.join("in/a.txt"), "a").unwrap();
        write(&folder.join("in"), &one).unwrap();
        // Another modification time must not show.
        fs::write(from.join("b.txt"), "b").unwrap();
        write(&folder.join("in"), &two).unwrap();
        let bytes = fs::read(&one).unwrap();
        assert_eq!(bytes, fs::read(&two).unwrap());
        assert!(bytes.windows(10).any(|window| window == b"deep/b.txt"));
        fs::remove_dir_all(folder).unwrap();
    }
}
