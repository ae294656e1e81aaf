//! Texts put in the place of files: all of them are on disk under another name before the first file is replaced.

use super::OutputError;
use std::fs;
use std::path::{Path, PathBuf};

/// Replaces or makes files in order, then removes others, then replaces the last one, which speaks of all of them. If
/// something cannot be written before the first replacement, nothing has changed.
pub(super) fn apply(
    texts: &[(PathBuf, String)],
    stale: &[PathBuf],
    last: Option<(PathBuf, String)>,
) -> Result<(), OutputError> {
    let mut staged = Vec::new();
    let result = texts.iter().chain(&last).try_for_each(|(path, text)| stage(path, text, &mut staged));
    let result = result.and_then(|()| {
        let (first, last) = staged.split_at(texts.len());
        rename(first).and_then(|()| remove(stale)).and_then(|()| rename(last))
    });
    if result.is_err() {
        for (temporary, _) in &staged {
            // Some were moved to their place already; there is nothing more to do about the others.
            let _ = fs::remove_file(temporary);
        }
    }
    result
}

/// Writes a text beside the place where it belongs.
fn stage<'a>(path: &'a Path, text: &str, staged: &mut Vec<(PathBuf, &'a Path)>) -> Result<(), OutputError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(OutputError::io("make", folder))?;
    }
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = path.with_file_name(name);
    staged.push((temporary.clone(), path));
    fs::write(&temporary, text).map_err(OutputError::io("write", &temporary))
}

fn rename(staged: &[(PathBuf, &Path)]) -> Result<(), OutputError> {
    for (temporary, path) in staged {
        fs::rename(temporary, path).map_err(OutputError::io("replace", path))?;
    }
    Ok(())
}

/// Removes files, and then their folders if nothing else is in them.
fn remove(paths: &[PathBuf]) -> Result<(), OutputError> {
    for path in paths {
        fs::remove_file(path).map_err(OutputError::io("remove", path))?;
    }
    for folder in paths.iter().filter_map(|path| path.parent()) {
        // It fails where a file is left, which is as it should be.
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}
