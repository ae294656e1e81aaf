//! Absolute and relative paths.

use crate::{input, lock};
use std::path::{Component, Path, PathBuf};
use std::{env, io};

/// Files that mark the root of a project: a lock file above the settings belongs to another project.
const PROJECT: &[&str] = &[lock::FILE_NAME, input::SETTINGS];

/// Returns the directory of the lock file of an output directory.
pub(super) fn lock_folder(out: &Path) -> io::Result<PathBuf> {
    let here = env::current_dir()?.canonicalize()?;
    let found = find_up(out, &here, PROJECT);
    Ok(found.unwrap_or_else(|| if out.starts_with(&here) { here } else { out.to_owned() }))
}

/// Returns the nearest directory with a file of one of these names: `start` or one above it, up to the root of the
/// repository. Outside of a repository, the search ends at the package's root, or at the working directory `here` if
/// that is higher; directories above may belong to other users.
pub(super) fn find_up(start: &Path, here: &Path, names: &[&str]) -> Option<PathBuf> {
    let has = |folder: &Path, name: &str| folder.join(name).symlink_metadata().is_ok();
    let root = |name| start.ancestors().find(|folder| has(folder, name));
    let root = root(".git").or_else(|| {
        let package = root("Cargo.toml");
        let here = start.starts_with(here).then_some(here);
        // Both are above the same directory, so the shorter path is the higher one.
        package.into_iter().chain(here).min_by_key(|folder| folder.as_os_str().len())
    });
    let root = root.unwrap_or(start);
    start
        .ancestors()
        .take_while(|folder| folder.starts_with(root))
        .find(|folder| names.iter().any(|name| has(folder, name)))
        .map(Path::to_owned)
}

/// Returns the nearest directory with a file of this name: the working directory or one above it, up to the root of the
/// repository or package. The path is relative to the working directory.
pub fn find(name: &str) -> Option<PathBuf> {
    find_any(&[name])
}

/// Returns the directory of the current project's lock file, which is next to the settings if it does not exist yet.
pub(super) fn find_lock() -> Option<PathBuf> {
    find_any(PROJECT)
}

fn find_any(names: &[&str]) -> Option<PathBuf> {
    let here = env::current_dir().and_then(|here| here.canonicalize()).ok()?;
    find_up(&here, &here, names).map(|folder| shown(&folder))
}

/// Returns whether a path is equal to or below another one, after links are resolved.
pub fn is_below(path: &Path, base: &Path) -> bool {
    matches!((resolve(path), resolve(base)), (Ok(path), Ok(base)) if path.starts_with(&base))
}

/// Returns whether two paths lead to the same place, which need not exist.
pub fn is_same(one: &Path, other: &Path) -> bool {
    matches!((resolve(one), resolve(other)), (Ok(one), Ok(other)) if one == other)
}

/// Returns the absolute path without `.`, `..` and symbolic links. The path need not exist.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let full = env::current_dir()?.join(path);
    if let Ok(real) = full.canonicalize() {
        return Ok(real);
    }
    let mut resolved = PathBuf::new();
    for part in full.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir => {
                resolved.pop();
            }
            part => {
                resolved.push(part);
                if let Ok(real) = resolved.canonicalize() {
                    resolved = real;
                }
            }
        }
    }
    Ok(resolved)
}

/// Returns the relative path from a folder to a path, with `/` as separator; empty if they are equal. Both are
/// absolute.
pub(super) fn relative(path: &Path, folder: &Path) -> String {
    let common = path.components().zip(folder.components()).take_while(|(a, b)| a == b).count();
    if common == 0 {
        // Another drive.
        return path.to_string_lossy().replace('\\', "/");
    }
    let up = folder.components().skip(common).map(|_| "..".into());
    let down = path.components().skip(common).map(|part| part.as_os_str().to_string_lossy());
    up.chain(down).collect::<Vec<_>>().join("/")
}

/// Returns a path relative to the working directory.
pub(super) fn shown(path: &Path) -> PathBuf {
    let here = env::current_dir().and_then(|here| here.canonicalize());
    here.map_or_else(|_| path.to_owned(), |here| PathBuf::from(relative(path, &here)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_from_folder_to_path() {
        for (path, folder, way) in
            [("/a/b/c.yaml", "/a", "b/c.yaml"), ("/a/b/c.yaml", "/a/d/e", "../../b/c.yaml"), ("/a", "/a", "")]
        {
            assert_eq!(relative(Path::new(path), Path::new(folder)), way);
        }
    }
}
