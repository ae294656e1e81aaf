//! Paths in full and the ways between them.

use crate::{input, lock};
use std::path::{Component, Path, PathBuf};
use std::{env, io};

/// Files of a project: a lock file above the settings is another project's.
const PROJECT: &[&str] = &[lock::FILE_NAME, input::SETTINGS];

/// Where the lock file of an output directory is, or belongs.
pub(super) fn lock_folder(out: &Path) -> io::Result<PathBuf> {
    let here = env::current_dir()?.canonicalize()?;
    let found = find_up(out, &here, PROJECT);
    Ok(found.unwrap_or_else(|| if out.starts_with(&here) { here } else { out.to_owned() }))
}

/// The nearest directory that holds a file of one of these names: `start` or one above it, up to the root of the repository.
/// Outside of one, up to the package's root, or to the working directory `here` if that is higher: what is above them
/// may be anyone's.
pub(super) fn find_up(start: &Path, here: &Path, names: &[&str]) -> Option<PathBuf> {
    let has = |folder: &Path, name: &str| folder.join(name).symlink_metadata().is_ok();
    let root = |name| start.ancestors().find(|folder| has(folder, name));
    let root = root(".git").or_else(|| {
        let package = root("Cargo.toml");
        let here = start.starts_with(here).then_some(here);
        // The shorter one of two directories above the same one is the higher one.
        package.into_iter().chain(here).min_by_key(|folder| folder.as_os_str().len())
    });
    let root = root.unwrap_or(start);
    start
        .ancestors()
        .take_while(|folder| folder.starts_with(root))
        .find(|folder| names.iter().any(|name| has(folder, name)))
        .map(Path::to_owned)
}

/// The nearest directory that holds a file of this name: the working directory or one above it, up to the root of the
/// repository or else of the package. It is a path from the working directory.
pub fn find(name: &str) -> Option<PathBuf> {
    find_any(&[name])
}

/// The nearest directory with the lock file of the project that one is in, or where it belongs beside the settings.
pub(super) fn find_lock() -> Option<PathBuf> {
    find_any(PROJECT)
}

fn find_any(names: &[&str]) -> Option<PathBuf> {
    let here = env::current_dir().and_then(|here| here.canonicalize()).ok()?;
    find_up(&here, &here, names).map(|folder| shown(&folder))
}

/// Whether a path is below another one, or the same, when links are followed.
pub fn is_below(path: &Path, base: &Path) -> bool {
    matches!((resolve(path), resolve(base)), (Ok(path), Ok(base)) if path.starts_with(&base))
}

/// Whether two paths lead to the same place, where nothing needs to be.
pub fn is_same(one: &Path, other: &Path) -> bool {
    matches!((resolve(one), resolve(other)), (Ok(one), Ok(other)) if one == other)
}

/// A path in full, without `.`, `..` and symbolic links, whether or not something is there.
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

/// How to get from a folder to a path, both in full, with `/` between the parts; empty if they are the same.
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

/// A path as it is from the working directory.
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
