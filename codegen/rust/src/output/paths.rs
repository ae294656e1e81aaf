//! Paths in full and the ways between them.

use crate::lock;
use std::path::{Component, Path, PathBuf};
use std::{env, io};

/// Where the lock file of an output directory is, or belongs.
pub(super) fn lock_folder(out: &Path) -> io::Result<PathBuf> {
    for folder in out.ancestors() {
        if folder.join(lock::FILE_NAME).exists() {
            return Ok(folder.to_owned());
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    let here = env::current_dir()?.canonicalize()?;
    Ok(if out.starts_with(&here) { here } else { out.to_owned() })
}

/// A path in full, without `.`, `..` and symbolic links, whether or not something is there.
pub(super) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let full = env::current_dir()?.join(path);
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
