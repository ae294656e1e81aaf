//! Texts put in the place of files: all of them are on disk under another name before the first file is replaced.

use super::OutputError;
use std::fs;
use std::path::{Path, PathBuf};

/// Replaces or makes files, in order. If something cannot be written before the first replacement, nothing has changed.
pub(super) fn replace(texts: &[(PathBuf, String)]) -> Result<(), OutputError> {
    let mut staged: Vec<(PathBuf, &Path)> = Vec::new();
    let result = stage(texts, &mut staged).and_then(|()| rename(&staged));
    if result.is_err() {
        for (temporary, _) in &staged {
            // Some were moved to their place already; there is nothing more to do about the others.
            let _ = fs::remove_file(temporary);
        }
    }
    result
}

fn stage<'a>(
    texts: &'a [(PathBuf, String)],
    staged: &mut Vec<(PathBuf, &'a Path)>,
) -> Result<(), OutputError> {
    for (path, text) in texts {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(OutputError::io("make", folder))?;
        }
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.tmp", std::process::id()));
        let temporary = path.with_file_name(name);
        staged.push((temporary.clone(), path));
        fs::write(&temporary, text).map_err(OutputError::io("write", &temporary))?;
    }
    Ok(())
}

fn rename(staged: &[(PathBuf, &Path)]) -> Result<(), OutputError> {
    for (temporary, path) in staged {
        fs::rename(temporary, path).map_err(OutputError::io("replace", path))?;
    }
    Ok(())
}

/// Removes files, and then their folders if nothing else is in them.
pub(super) fn remove(paths: &[PathBuf]) -> Result<(), OutputError> {
    for path in paths {
        fs::remove_file(path).map_err(OutputError::io("remove", path))?;
    }
    for folder in paths.iter().filter_map(|path| path.parent()) {
        // It fails where a file is left, which is as it should be.
        let _ = fs::remove_dir(folder);
    }
    Ok(())
}
