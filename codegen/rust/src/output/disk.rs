//! File system access of the output. Only regular files of a bounded size are read; [`Disk`] lists every kind of
//! change.

use super::{OutputError, Problem};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::Path;

/// Maximum size of a generated file in bytes, about thirty times the code of the largest spec.
pub(super) const MAX_BYTES: u64 = 128 * 1024 * 1024;

/// The operations by which output changes a file system.
///
/// [`Plan::write_on`](super::Plan::write_on) takes a disk, so that a test can let any operation fail.
pub trait Disk {
    /// Creates a directory and its parents, if they do not exist.
    ///
    /// # Errors
    /// Those of [`std::fs::create_dir_all`].
    fn make_folder(&mut self, path: &Path) -> io::Result<()>;

    /// Creates a file.
    ///
    /// # Errors
    /// If the path exists, even as a dangling link, or writing fails.
    fn write_new(&mut self, path: &Path, text: &str) -> io::Result<()>;

    /// Renames a file, and replaces the target.
    ///
    /// # Errors
    /// Those of [`std::fs::rename`].
    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a file.
    ///
    /// # Errors
    /// Those of [`std::fs::remove_file`].
    fn remove(&mut self, path: &Path) -> io::Result<()>;

    /// Removes an empty directory.
    ///
    /// # Errors
    /// Those of [`std::fs::remove_dir`].
    fn remove_folder(&mut self, path: &Path) -> io::Result<()>;
}

/// The real file system.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn make_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::create_dir_all(path)
    }

    fn write_new(&mut self, path: &Path, text: &str) -> io::Result<()> {
        OpenOptions::new().write(true).create_new(true).open(path)?.write_all(text.as_bytes())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&mut self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }
}

/// Reads a file of at most `most` bytes; `None` if it does not exist.
///
/// # Errors
/// If it is longer, is not a regular file, or cannot be read. Links to files are followed.
pub(super) fn read(path: &Path, most: u64) -> Result<Option<Vec<u8>>, OutputError> {
    let failed = OutputError::io("read", path);
    let metadata = match fs::metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    };
    let problem = |problem| OutputError { path: path.to_owned(), problem };
    if !metadata.is_file() {
        return Err(problem(Problem::NotAFile));
    }
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(most)).unwrap_or(0));
    let read = File::open(path).and_then(|file| file.take(most + 1).read_to_end(&mut bytes));
    read.map_err(failed)?;
    if bytes.len() as u64 > most {
        return Err(problem(Problem::TooLarge(most)));
    }
    Ok(Some(bytes))
}

/// Reads a file of code, and replaces CRLF by LF; `None` if it does not exist.
///
/// # Errors
/// Those of [`read`], and if the file is not UTF-8.
pub(super) fn read_code(path: &Path) -> Result<Option<String>, OutputError> {
    let Some(bytes) = read(path, MAX_BYTES)? else { return Ok(None) };
    let text = String::from_utf8(bytes).map_err(|_| io::Error::new(ErrorKind::InvalidData, "invalid UTF-8"));
    text.map(lf).map(Some).map_err(OutputError::io("read", path))
}

/// Replaces CRLF by LF: a checkout may have converted line ends, which is not a change.
pub(super) fn lf(text: String) -> String {
    if text.contains('\r') { text.replace("\r\n", "\n") } else { text }
}

/// Whether a path is a symbolic link.
pub(super) fn is_link(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_symlink())
}

/// Returns an error if a directory is a symbolic link, which may lead to unrelated files.
pub(super) fn check_folder(path: &Path) -> Result<(), OutputError> {
    if is_link(path) { Err(OutputError { path: path.to_owned(), problem: Problem::Link }) } else { Ok(()) }
}
