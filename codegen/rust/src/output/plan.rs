//! What has to happen to a directory.

use super::declarations::{self, Declaration};
use super::{OutputError, Problem, Reason, write};
use crate::format::HEADER;
use crate::generate::{Generated, GeneratedFile};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// What has to happen to a directory so that it holds what was generated, and nothing of ours beside it.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) root: PathBuf,
    pub(super) changes: Vec<Change>,
    pub(super) unchanged: usize,
    pub(super) lock: Option<LockChange>,
    pub(super) declarations: Vec<Declaration>,
}

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Below the output directory, with `/` between the parts.
    pub path: String,
    /// What is there, with LF for line ends; nothing if the file is missing.
    pub before: Option<String>,
    /// What belongs there; nothing if the file is left behind.
    pub after: Option<String>,
    /// Why it differs, as far as a lock file can tell.
    pub reasons: Vec<Reason>,
}

/// Whether a lock file says what is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockState {
    /// It does, or none is needed.
    Current,
    /// There is none.
    Missing,
    /// It says what was so.
    OutOfDate,
    /// It has a merge conflict at this line, from 1.
    Conflict(usize),
}

/// A lock file as it is, and as it has to be.
#[derive(Clone, Debug)]
pub(super) struct LockChange {
    pub(super) path: PathBuf,
    pub(super) before: Option<String>,
    pub(super) conflict: Option<usize>,
    /// Of every file that was generated, and of none that is left behind.
    pub(super) generated: String,
    /// The same with the files that are left behind and may have been edited, which stay until somebody removes them.
    pub(super) with_kept: String,
}

impl Change {
    /// Whether replacing or removing the file may lose what somebody wrote.
    pub fn is_by_hand(&self) -> bool {
        self.reasons.iter().any(Reason::is_by_hand)
    }
}

impl Plan {
    /// Compares the directory `root` with what was generated, without a lock file: whatever is ours there is replaced.
    ///
    /// Our own files in a generated module's folder that were not generated this time are left behind, and removed.
    /// Other people's files are left alone.
    ///
    /// # Errors
    /// Where something cannot be read, or a file that is not ours is in the way.
    pub fn new(root: &Path, generated: &Generated) -> Result<Self, OutputError> {
        Self::compare(root, generated, &[], |_| false)
    }

    /// The same, where modules are `gone`, and where a lock file may say of a path that the file there is ours.
    pub(super) fn compare(
        root: &Path,
        generated: &Generated,
        gone: &[String],
        is_recorded: impl Fn(&str) -> bool,
    ) -> Result<Self, OutputError> {
        let (changes, declarations) = (Vec::new(), Vec::new());
        let mut plan = Self { root: root.to_owned(), changes, unchanged: 0, lock: None, declarations };
        for file in &generated.files {
            plan.compare_file(file, is_recorded(&file.path))?;
        }
        for module in generated.modules.iter().chain(gone) {
            plan.find_left_behind(module, generated, &is_recorded)?;
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

    /// Modules that the user has yet to declare, or should not any more.
    pub fn declarations(&self) -> &[Declaration] {
        &self.declarations
    }

    /// Modules that are new, where no file is yet that could declare them. They may be declared wherever the user likes, so
    /// that this is no reason for a check to fail.
    pub fn first_declarations(&self) -> Vec<Declaration> {
        let new = self.changes.iter().filter(|change| change.before.is_none() && change.after.is_some());
        declarations::first(&self.root, new.filter_map(|change| change.path.strip_suffix("/mod.rs")))
    }

    /// Where the lock file is, if the directory has one.
    pub fn lock_path(&self) -> Option<&Path> {
        self.lock.as_ref().map(|lock| lock.path.as_path())
    }

    /// Whether the lock file says what is so.
    pub fn lock_state(&self) -> LockState {
        match &self.lock {
            None => LockState::Current,
            Some(LockChange { conflict: Some(line), .. }) => LockState::Conflict(*line),
            Some(LockChange { before: None, .. }) => LockState::Missing,
            Some(lock) if lock.before.as_ref() == Some(&lock.with_kept) => LockState::Current,
            Some(_) => LockState::OutOfDate,
        }
    }

    /// The lock file as it is, with LF for line ends, and as it has to be.
    pub fn lock_texts(&self) -> Option<(String, String)> {
        let lock = self.lock.as_ref()?;
        Some((lock.before.clone().unwrap_or_default(), lock.with_kept.clone()))
    }

    /// Whether everything is as it should be: the files, the lock file, and the declarations of the modules.
    pub fn is_done(&self) -> bool {
        self.changes.is_empty() && self.lock_state() == LockState::Current && self.declarations.is_empty()
    }

    /// The files that may hold somebody's work and would have to be replaced.
    pub fn refused(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.after.is_some() && change.is_by_hand())
    }

    /// Puts the directory right: every new text is on disk under another name before the first file is replaced.
    ///
    /// A file that is left behind and may hold somebody's work stays.
    ///
    /// # Errors
    /// Where a file to be replaced may hold somebody's work, or something cannot be written. If that is found before the
    /// first replacement, nothing has changed.
    pub fn write(&self) -> Result<(), OutputError> {
        match self.refused().next() {
            Some(change) => Err(OutputError { path: self.root.join(&change.path), problem: Problem::ByHand }),
            None => self.put(|change| !change.is_by_hand(), |lock| &lock.with_kept),
        }
    }

    /// The same, but work by hand is lost.
    ///
    /// # Errors
    /// Where something cannot be written. If that is found before the first replacement, nothing has changed.
    pub fn write_over(&self) -> Result<(), OutputError> {
        self.put(|_| true, |lock| &lock.generated)
    }

    fn put(
        &self,
        wanted: impl Fn(&&Change) -> bool,
        record: impl Fn(&LockChange) -> &String,
    ) -> Result<(), OutputError> {
        let (mut texts, mut stale) = (Vec::new(), Vec::new());
        for change in self.changes.iter().filter(wanted) {
            let path = self.root.join(&change.path);
            match &change.after {
                Some(text) => texts.push((path, text.clone())),
                None => stale.push(path),
            }
        }
        let lock = self.lock.as_ref().map(|lock| (lock, record(lock)));
        let lock = lock.filter(|(lock, record)| lock.before.as_ref() != Some(record));
        write::apply(&texts, &stale, lock.map(|(lock, record)| (lock.path.clone(), record.clone())))
    }

    /// Compares one file; `is_recorded` if a lock file says that it is ours.
    fn compare_file(&mut self, file: &GeneratedFile, is_recorded: bool) -> Result<(), OutputError> {
        let path = self.root.join(&file.path);
        // A checkout may have turned line ends into CRLF, which is not a change.
        let before = match fs::read_to_string(&path) {
            Ok(text) => Some(text.replace("\r\n", "\n")),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(OutputError::io("read", &path)(error)),
        };
        if before.as_ref() == Some(&file.text) {
            self.unchanged += 1;
            return Ok(());
        }
        let is_ours = |text: &String| is_recorded || text.trim().is_empty() || text.starts_with(HEADER);
        if !before.as_ref().is_none_or(is_ours) {
            return Err(OutputError { path, problem: Problem::NotOurs });
        }
        let after = Some(file.text.clone());
        self.changes.push(Change { path: file.path.clone(), before, after, reasons: Vec::new() });
        Ok(())
    }

    /// Adds the files of ours in a module's folder that were not generated.
    fn find_left_behind(
        &mut self,
        module: &str,
        generated: &Generated,
        is_recorded: impl Fn(&str) -> bool,
    ) -> Result<(), OutputError> {
        let folder = self.root.join(module);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(OutputError::io("read", &folder)(error)),
        };
        let mut names: Vec<String> = Vec::new();
        for entry in entries {
            names.extend(entry.map_err(OutputError::io("read", &folder))?.file_name().into_string());
        }
        names.sort_unstable();
        for name in names.into_iter().filter(|name| name.ends_with(".rs")) {
            let path = format!("{module}/{name}");
            let text = fs::read_to_string(folder.join(&name)).unwrap_or_default().replace("\r\n", "\n");
            let is_ours = text.starts_with(HEADER) || is_recorded(&path);
            if is_ours && !generated.files.iter().any(|file| file.path == path) {
                let reasons = vec![Reason::LeftBehind];
                self.changes.push(Change { path, before: Some(text), after: None, reasons });
            }
        }
        Ok(())
    }
}
