//! Replacement of files. All new texts are on disk under temporary names before the first file is replaced.

use super::{Disk, OutputError};
use std::ffi::OsStr;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The work of a run, in this order.
#[derive(Debug, Default)]
pub(super) struct Work {
    /// Temporary files of runs that were interrupted.
    pub(super) leftovers: Vec<PathBuf>,
    /// The lock file while files are being replaced, with the old and the new files.
    pub(super) first: Option<(PathBuf, Arc<str>)>,
    /// Files to create or replace.
    pub(super) texts: Vec<(PathBuf, Arc<str>)>,
    /// Files to remove, and their directories if they become empty.
    pub(super) stale: Vec<PathBuf>,
    /// The final lock file.
    pub(super) last: Option<(PathBuf, Arc<str>)>,
}

/// A text on disk, under a temporary name.
struct Staged<'a> {
    temporary: PathBuf,
    path: &'a Path,
    text: &'a str,
}

/// Does the work. If something cannot be written before the first replacement, nothing has changed.
pub(super) fn apply(disk: &mut dyn Disk, work: &Work) -> Result<(), OutputError> {
    remove(disk, &work.leftovers)?;
    let mut staged = Vec::new();
    let result = stage(disk, work, &mut staged).and_then(|()| place(disk, work, &staged));
    if result.is_err() {
        for Staged { temporary, .. } in &staged {
            // Some may already be renamed; the others are removed if possible.
            let _ = disk.remove(temporary);
        }
    }
    result
}

fn stage<'a>(disk: &mut dyn Disk, work: &'a Work, staged: &mut Vec<Staged<'a>>) -> Result<(), OutputError> {
    for (path, text) in work.first.iter().chain(&work.texts).chain(&work.last) {
        if let Some(folder) = path.parent() {
            disk.make_folder(folder).map_err(OutputError::io("make", folder))?;
        }
        staged.push(Staged { temporary: write_beside(disk, path, text)?, path, text });
    }
    Ok(())
}

/// Writes a text next to its target, under an unused name.
fn write_beside(disk: &mut dyn Disk, path: &Path, text: &str) -> Result<PathBuf, OutputError> {
    let mut number = 0_u32;
    loop {
        let mut name = path.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}.{number}{TEMPORARY}", std::process::id()));
        let temporary = path.with_file_name(name);
        match disk.write_new(&temporary, text) {
            Ok(()) => return Ok(temporary),
            Err(error) if error.kind() == ErrorKind::AlreadyExists && number < 100 => number += 1,
            Err(error) => {
                // It may be incomplete.
                let _ = disk.remove(&temporary);
                return Err(OutputError::io("write", &temporary)(error));
            }
        }
    }
}

/// Replaces files, then removes others.
fn place(disk: &mut dyn Disk, work: &Work, staged: &[Staged<'_>]) -> Result<(), OutputError> {
    let (files, last) = staged.split_at(staged.len() - usize::from(work.last.is_some()));
    files.iter().try_for_each(|file| rename(disk, file))?;
    remove(disk, &work.stale)?;
    last.iter().try_for_each(|file| rename(disk, file))
}

fn rename(disk: &mut dyn Disk, staged: &Staged<'_>) -> Result<(), OutputError> {
    let failed = OutputError::io("replace", staged.path);
    match disk.rename(&staged.temporary, staged.path) {
        // A concurrent run removed it as a leftover.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            let again = write_beside(disk, staged.path, staged.text)?;
            disk.rename(&again, staged.path).map_err(failed)
        }
        result => result.map_err(failed),
    }
}

/// Removes files, and then their folders if they are empty.
fn remove(disk: &mut dyn Disk, paths: &[PathBuf]) -> Result<(), OutputError> {
    for path in paths {
        let removed = disk.remove(path).or_else(missing_is_fine);
        removed.map_err(OutputError::io("remove", path))?;
    }
    let mut folders: Vec<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
    folders.dedup();
    for folder in folders {
        // This fails if the folder still contains a file, which is intended.
        let _ = disk.remove_folder(folder);
    }
    Ok(())
}

fn missing_is_fine(error: io::Error) -> io::Result<()> {
    if error.kind() == ErrorKind::NotFound { Ok(()) } else { Err(error) }
}

/// Suffix of temporary files.
const TEMPORARY: &str = ".tmp";

/// Returns whether [`write_beside`] could have chosen this name, for a file whose name satisfies `of`.
pub(super) fn is_temporary(name: &OsStr, of: impl Fn(&str) -> bool) -> bool {
    let name = name.to_str().and_then(|name| name.strip_suffix(TEMPORARY));
    let Some(name) = name else { return false };
    let whose = name.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    whose.len() < name.len() && of(whose)
}
