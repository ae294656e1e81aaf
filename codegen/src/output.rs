//! Generated files and a directory: what differs, and how it is put right. The only module that writes.

use crate::format::HEADER;
use crate::generate::{Generated, GeneratedFile};
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

/// What has to happen to a directory so that it holds what was generated, and nothing of ours beside it.
#[derive(Clone, Debug)]
pub struct Plan {
    root: PathBuf,
    changes: Vec<Change>,
    unchanged: usize,
}

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Below the output directory, with `/` between the parts.
    pub path: String,
    /// What is there; nothing if the file is missing.
    pub before: Option<String>,
    /// What belongs there; nothing if the file is an orphan.
    pub after: Option<String>,
}

/// An output directory that could not be read or written.
#[derive(Debug)]
pub struct OutputError {
    path: PathBuf,
    what: &'static str,
    source: io::Error,
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot {} {}: {}", self.what, self.path.display(), self.source)
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

impl Plan {
    /// Compares the directory `root` with what was generated.
    ///
    /// Our own files in a generated module's folder that were not generated this time are orphans. Other people's files
    /// are left alone.
    ///
    /// # Errors
    /// Where something cannot be read, or a file that is not ours is in the way.
    pub fn new(root: &Path, generated: &Generated) -> Result<Self, OutputError> {
        let mut plan = Self { root: root.to_owned(), changes: Vec::new(), unchanged: 0 };
        for file in &generated.files {
            plan.compare(file)?;
        }
        for module in &generated.modules {
            plan.find_orphans(module, generated)?;
        }
        Ok(plan)
    }

    /// What differs, in the order of generation.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many files are as they should be.
    pub fn unchanged(&self) -> usize {
        self.unchanged
    }

    fn compare(&mut self, file: &GeneratedFile) -> Result<(), OutputError> {
        let path = self.root.join(&file.path);
        let before = match fs::read_to_string(&path) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => {
                return Err(OutputError { path, what: "read", source: error });
            }
        };
        // A checkout may have turned line ends into CRLF, which is not a change.
        if before.as_deref().is_some_and(|text| text.replace("\r\n", "\n") == file.text) {
            self.unchanged += 1;
            return Ok(());
        }
        if before.as_deref().is_some_and(|text| !text.trim().is_empty() && !text.starts_with(HEADER)) {
            let source =
                io::Error::other("it was not generated; move it, or choose another directory or module");
            return Err(OutputError { path, what: "replace", source });
        }
        self.changes.push(Change { path: file.path.clone(), before, after: Some(file.text.clone()) });
        Ok(())
    }

    fn find_orphans(&mut self, module: &str, generated: &Generated) -> Result<(), OutputError> {
        let folder = self.root.join(module);
        let failed = |source| OutputError { path: folder.clone(), what: "read", source };
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        let mut names: Vec<String> = Vec::new();
        for entry in entries {
            names.extend(entry.map_err(failed)?.file_name().into_string());
        }
        names.sort_unstable();
        for name in names.into_iter().filter(|name| name.ends_with(".rs")) {
            let path = format!("{module}/{name}");
            let text = fs::read_to_string(folder.join(&name)).unwrap_or_default();
            if text.starts_with(HEADER) && !generated.files.iter().any(|file| file.path == path) {
                self.changes.push(Change { path, before: Some(text), after: None });
            }
        }
        Ok(())
    }

    /// Puts the directory right: every new text is on disk under another name before the first file is replaced.
    ///
    /// # Errors
    /// Where something cannot be written. If that is found before the first replacement, nothing has changed.
    pub fn write(&self) -> Result<(), OutputError> {
        let mut staged: Vec<(PathBuf, PathBuf)> = Vec::new();
        let result = self.stage(&mut staged).and_then(|()| self.replace(&staged));
        if result.is_err() {
            for (temporary, _) in &staged {
                // Some were moved to their place already; there is nothing more to do about the others.
                let _ = fs::remove_file(temporary);
            }
        }
        result
    }

    fn stage(&self, staged: &mut Vec<(PathBuf, PathBuf)>) -> Result<(), OutputError> {
        for change in &self.changes {
            let Some(text) = &change.after else { continue };
            let path = self.root.join(&change.path);
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(|source| OutputError {
                    path: folder.to_owned(),
                    what: "make",
                    source,
                })?;
            }
            let temporary = path.with_extension(format!("rs.{}.tmp", std::process::id()));
            staged.push((temporary.clone(), path));
            fs::write(&temporary, text).map_err(|source| OutputError {
                path: temporary,
                what: "write",
                source,
            })?;
        }
        Ok(())
    }

    fn replace(&self, staged: &[(PathBuf, PathBuf)]) -> Result<(), OutputError> {
        for (temporary, path) in staged {
            fs::rename(temporary, path).map_err(|source| OutputError {
                path: path.clone(),
                what: "replace",
                source,
            })?;
        }
        for orphan in self.changes.iter().filter(|change| change.after.is_none()) {
            let path = self.root.join(&orphan.path);
            fs::remove_file(&path).map_err(|source| OutputError { path, what: "remove", source })?;
        }
        Ok(())
    }
}
