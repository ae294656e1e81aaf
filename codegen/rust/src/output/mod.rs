//! Comparison of generated files with a directory, the reasons for differences, and their correction. The only module
//! that writes files.
//!
//! [`Directory`] is an output directory with its lock file; it creates a [`Plan`] with the reason for each difference.
//! A build script's directory has no lock file, so [`Plan::new`] is sufficient.

mod declarations;
mod directory;
mod disk;
mod fingerprint;
mod paths;
mod plan;
mod reason;
mod write;

pub use declarations::Declaration;
pub use directory::{Directory, Update, known_directories};
pub use disk::{Disk, RealDisk};
pub use paths::{find, is_below, is_same};
pub use plan::{Change, LockState, Plan};
pub use reason::Reason;

use crate::lock::LockError;
use speccast_core::diagnostic::Diagnostics;
use speccast_core::text::shown_path;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// An output directory that could not be read or written.
#[derive(Debug)]
pub struct OutputError {
    path: PathBuf,
    problem: Problem,
}

/// Why nothing was generated into a directory.
#[derive(Debug)]
pub enum UpdateError {
    /// The specs have errors.
    Specs(Diagnostics),
    /// The directory could not be read, or contains files that were not generated.
    Output(OutputError),
}

impl fmt::Display for UpdateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Specs(diagnostics) => diagnostics.fmt(f),
            Self::Output(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for UpdateError {}

#[derive(Debug)]
enum Problem {
    Io { what: &'static str, source: io::Error },
    NotOurs,
    NotAFile,
    Link,
    TooLarge(u64),
    ByHand,
    Lock(LockError),
}

impl OutputError {
    /// Returns the same error for another path.
    fn at(self, path: PathBuf) -> Self {
        Self { path, ..self }
    }

    fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { path, problem: Problem::Io { what, source } }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = shown_path(&self.path);
        match &self.problem {
            Problem::Io { what, source } => write!(f, "cannot {what} {path}: {source}"),
            Problem::NotOurs => write!(
                f,
                "cannot replace {path}: it was not generated; move it, or choose another directory or module"
            ),
            Problem::NotAFile => write!(f, "cannot read {path}: not a regular file; remove it"),
            Problem::Link => write!(
                f,
                "{path} is a symbolic link; replace it with a directory, or pass its target with `--out`"
            ),
            Problem::TooLarge(most) => {
                write!(f, "cannot read {path}: larger than {} MiB; remove it", most / (1024 * 1024))
            }
            Problem::ByHand => write!(f, "{path} may contain hand edits, so it was not replaced"),
            Problem::Lock(error) => write!(f, "cannot read {path}: {error}\nhelp: {}", error.help()),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io { source, .. } => Some(source),
            Problem::Lock(error) => Some(error),
            Problem::NotOurs | Problem::NotAFile | Problem::Link | Problem::TooLarge(_) | Problem::ByHand => {
                None
            }
        }
    }
}
