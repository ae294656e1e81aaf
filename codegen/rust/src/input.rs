//! Specs on disk.

use speccast_core::MAX_BYTES;
use speccast_core::Source;
use speccast_core::text::shown_path;
use std::io::{self, ErrorKind, Read};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

/// The file name of a project's settings, which is not a spec.
pub const SETTINGS: &str = "speccast.yaml";

/// A spec that could not be read.
#[derive(Debug)]
pub struct InputError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Io(io::Error),
    NoSpec,
    NotUtf8 { line: usize, byte: u8 },
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown_path(&self.path);
        match &self.problem {
            Problem::Io(error) if error.kind() == ErrorKind::NotFound => {
                write!(f, "{path}: no such file or directory")
            }
            Problem::Io(error) => write!(f, "cannot read {path}: {error}"),
            Problem::NoSpec => {
                write!(f, "{path}: no specs in this directory; their names end in .yaml or .yml")
            }
            Problem::NotUtf8 { line, byte } => {
                write!(f, "{path}:{line}: invalid UTF-8 (byte {byte:#04X}); save the file as UTF-8")
            }
        }
    }
}

impl std::error::Error for InputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io(error) => Some(error),
            Problem::NoSpec | Problem::NotUtf8 { .. } => None,
        }
    }
}

/// Returns the specs of a path: the file itself, or the specs directly in a directory, sorted by name.
///
/// # Errors
/// If the path does not exist, cannot be read, or is a directory without specs.
pub fn find(path: &Path) -> Result<Vec<PathBuf>, InputError> {
    let failed = |problem| InputError { path: path.to_owned(), problem };
    let metadata = fs::metadata(path).map_err(|error| failed(Problem::Io(error)))?;
    if !metadata.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| failed(Problem::Io(error)))? {
        let entry = entry.map_err(|error| failed(Problem::Io(error)))?.path();
        let is_settings = entry.file_name().is_some_and(|name| name == SETTINGS);
        if !is_settings
            && entry.extension().is_some_and(|extension| extension == "yaml" || extension == "yml")
            && entry.is_file()
        {
            found.push(entry);
        }
    }
    found.sort_unstable();
    if found.is_empty() { Err(failed(Problem::NoSpec)) } else { Ok(found) }
}

/// Reads a spec. Its path becomes the name of the source.
///
/// # Errors
/// If the file cannot be read, or is not UTF-8.
pub fn read(path: &Path) -> Result<Source, InputError> {
    let failed = |problem| InputError { path: path.to_owned(), problem };
    let file = fs::File::open(path).map_err(|error| failed(Problem::Io(error)))?;
    let mut bytes = Vec::new();
    // Reads one byte more than allowed, so that a spec that is too long is rejected without reading all of it.
    let most = MAX_BYTES as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(|error| failed(Problem::Io(error)))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        // The text may end inside a character.
        Err(error) if error.as_bytes().len() > MAX_BYTES => {
            String::from_utf8_lossy(error.as_bytes()).into_owned()
        }
        Err(error) => {
            let (valid, rest) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
            let line = valid.iter().filter(|byte| **byte == b'\n').count() + 1;
            let byte = rest.first().copied().unwrap_or_default();
            return Err(failed(Problem::NotUtf8 { line, byte }));
        }
    };
    Ok(Source::new(path.to_string_lossy(), text))
}
