//! Generated files and a directory: what differs, why, and how it is put right. The only module that writes.
//!
//! [`Directory`] is an output directory with its lock file, and makes a [`Plan`] that says why each file differs. A build
//! script's directory is its own alone and has no lock; [`Plan::new`] is enough for it.

mod declarations;
mod directory;
mod fingerprint;
mod paths;
mod plan;
mod reason;
mod write;

pub use declarations::Declaration;
pub use directory::Directory;
pub use plan::{Change, LockState, Plan};
pub use reason::Reason;

use crate::lock::LockError;
use std::path::{Path, PathBuf};
use std::{fmt, io};

/// An output directory that could not be read or written.
#[derive(Debug)]
pub struct OutputError {
    path: PathBuf,
    problem: Problem,
}

#[derive(Debug)]
enum Problem {
    Io { what: &'static str, source: io::Error },
    NotOurs,
    ByHand,
    Lock(LockError),
}

impl OutputError {
    fn io(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self { path, problem: Problem::Io { what, source } }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display();
        match &self.problem {
            Problem::Io { what, source } => write!(f, "cannot {what} {path}: {source}"),
            Problem::NotOurs => write!(
                f,
                "cannot replace {path}: it was not generated; move it, or choose another directory or module"
            ),
            Problem::ByHand => write!(f, "{path} may hold what was written by hand, so it was not replaced"),
            Problem::Lock(error) => write!(f, "cannot read {path}: {error}\nhelp: {}", error.help()),
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.problem {
            Problem::Io { source, .. } => Some(source),
            Problem::Lock(error) => Some(error),
            Problem::NotOurs | Problem::ByHand => None,
        }
    }
}
