//! The specs that a command is about.

use crate::{Source, input};
use std::path::PathBuf;

/// Where specs are, if nothing is said.
const SPECS: &str = "specs";

/// Reads the specs and directories of specs that were named, or those in `specs`.
pub(super) fn read(named: &[PathBuf]) -> Result<Vec<Source>, String> {
    let default = [PathBuf::from(SPECS)];
    let paths = if named.is_empty() { default.as_slice() } else { named };
    let mut sources = Vec::new();
    for path in paths {
        let found = input::find(path).map_err(|error| match named {
            [] => {
                let help = format!("run this where a directory `{SPECS}` is, or name the specs");
                format!("{error}\nhelp: {help}")
            }
            _ => error.to_string(),
        });
        for file in found? {
            sources.push(input::read(&file).map_err(|error| error.to_string())?);
        }
    }
    Ok(sources)
}
