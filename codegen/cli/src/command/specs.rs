//! The specs that a command is about.

use crate::{Source, input};
use std::path::PathBuf;

/// Where specs are, if nothing is said.
const SPECS: &str = "specs";

/// What a command was told to read.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    /// Every spec.
    pub(super) files: Vec<PathBuf>,
    /// The directories among what was named, whose specs are all in `files`.
    pub(super) folders: Vec<PathBuf>,
}

/// What was named, or else the directory `specs`.
pub(super) fn named(named: &[PathBuf]) -> Vec<PathBuf> {
    if named.is_empty() { vec![PathBuf::from(SPECS)] } else { named.to_vec() }
}

/// Finds the specs and directories of specs that were named, or those in `specs`.
pub(super) fn find(paths: &[PathBuf]) -> Result<Found, String> {
    let mut found = Found::default();
    for path in named(paths) {
        let files = input::find(&path).map_err(|error| match paths {
            [] => {
                let help = format!("run this where a directory `{SPECS}` is, or name the specs");
                format!("{error}\nhelp: {help}")
            }
            _ => error.to_string(),
        })?;
        if files != [path.clone()] {
            found.folders.push(path);
        }
        found.files.extend(files);
    }
    Ok(found)
}

/// Reads the specs and directories of specs that were named, or those in `specs`.
pub(super) fn read(named: &[PathBuf]) -> Result<Vec<Source>, String> {
    find(named)?.files.iter().map(|file| input::read(file).map_err(|error| error.to_string())).collect()
}
