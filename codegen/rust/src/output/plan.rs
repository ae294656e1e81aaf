//! The changes to make in a directory.

use super::declarations::{self, Declaration};
use super::disk::{self, Disk, RealDisk};
use super::write::{self, Work};
use super::{OutputError, Problem, Reason, fingerprint};
use crate::format::HEADER;
use crate::generate::{Generated, GeneratedFile};
use crate::lock::{self, Lock};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The changes after which a directory contains the generated files, and no other files of the generator.
#[derive(Clone, Debug)]
pub struct Plan {
    pub(super) root: PathBuf,
    pub(super) changes: Vec<Change>,
    pub(super) unchanged: usize,
    /// Temporary files of runs that were interrupted.
    leftovers: Vec<PathBuf>,
    pub(super) lock: Option<LockChange>,
    pub(super) declarations: Vec<Declaration>,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Path below the output directory, with `/` as separator.
    pub path: String,
    /// The current text, with LF as line ends; absent if the file is missing.
    pub before: Option<Arc<str>>,
    /// The generated text; absent if the file is stale.
    pub after: Option<Arc<str>>,
    /// Why it differs, according to the lock file.
    pub reasons: Vec<Reason>,
}

/// State of a lock file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LockState {
    /// It is up to date, or not needed.
    Current,
    /// It does not exist.
    Missing,
    /// It is out of date.
    OutOfDate,
    /// It has a merge conflict at this line, counted from 1.
    Conflict(usize),
}

/// The current and the new lock file.
#[derive(Clone, Debug)]
pub(super) struct LockChange {
    pub(super) path: PathBuf,
    pub(super) before: Option<String>,
    pub(super) conflict: Option<usize>,
    /// The old and the new entries, while files are being replaced; absent if none is.
    pub(super) unfinished: Option<Lock>,
    /// The output directory's path in the lock file.
    pub(super) out: String,
    /// Text with every generated file, and no stale file.
    pub(super) generated: Arc<str>,
    /// The same with stale files that may have been edited, which are kept until the user removes them.
    pub(super) with_kept: Arc<str>,
}

impl Change {
    /// Returns whether replacing or removing the file may lose manual edits.
    pub fn is_by_hand(&self) -> bool {
        self.reasons.iter().any(Reason::is_by_hand)
    }

    /// Returns whether the file is stale but kept, unless manual edits are discarded.
    pub fn is_kept(&self) -> bool {
        self.after.is_none() && self.is_by_hand()
    }
}

impl LockChange {
    /// Returns a path below the output directory as it appears in the lock file.
    pub(super) fn key(out: &str, path: &str) -> String {
        if out.is_empty() { path.to_owned() } else { format!("{out}/{path}") }
    }

    /// Returns the lock file to write before changes are made. It records files with manual edits that will be
    /// replaced, so that the next run can continue an interrupted one.
    fn while_writing(&self, changes: &[&Change]) -> Option<String> {
        let mut lock = self.unfinished.clone()?;
        for change in changes.iter().filter(|change| !change.reasons.is_empty()) {
            if let Some(before) = &change.before {
                let hash = fingerprint::of_code(before);
                lock.files.entry(Self::key(&self.out, &change.path)).or_default().insert(hash);
            }
        }
        Some(lock.to_string())
    }
}

impl Plan {
    /// Compares the directory `root` with the generated files, without a lock file: all files of the generator are
    /// replaced.
    ///
    /// Files of the generator in a module's folder that were not generated this time are stale, and are removed. Other
    /// files are not touched.
    ///
    /// # Errors
    /// If a file cannot be read, or a file that was not generated is in the way.
    pub fn new(root: &Path, generated: &Generated) -> Result<Self, OutputError> {
        Self::compare(root, generated, &[])
    }

    /// Does the same for a directory without other modules, so that all other modules in it are stale.
    ///
    /// # Errors
    /// If a file cannot be read, or a file that was not generated is in the way.
    pub(crate) fn of_all(root: &Path, generated: &Generated) -> Result<Self, OutputError> {
        let mut gone = folders(root)?;
        gone.retain(|name| !generated.modules.contains(name));
        Self::compare(root, generated, &gone)
    }

    /// Does the same, with the stale modules `gone`.
    pub(super) fn compare(root: &Path, generated: &Generated, gone: &[String]) -> Result<Self, OutputError> {
        let (changes, declarations, leftovers) = (Vec::new(), Vec::new(), Vec::new());
        let mut plan =
            Self { root: root.to_owned(), changes, unchanged: 0, leftovers, lock: None, declarations };
        for module in generated.modules.iter().chain(gone) {
            disk::check_folder(&root.join(module))?;
        }
        for file in &generated.files {
            plan.compare_file(file)?;
        }
        for module in generated.modules.iter().chain(gone) {
            plan.find_left_behind(module, |path| generated.files.iter().any(|file| file.path == path))?;
        }
        Ok(plan)
    }

    /// Returns the changed files, in the order of generation.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// Returns the number of files that are up to date.
    pub fn unchanged(&self) -> usize {
        self.unchanged
    }

    /// Returns the declarations of modules that the user must add or remove.
    pub fn declarations(&self) -> &[Declaration] {
        &self.declarations
    }

    /// Returns the declarations of new modules if no file could contain them yet. The user may declare them anywhere,
    /// so a check does not fail.
    pub fn first_declarations(&self) -> Vec<Declaration> {
        let new = self.changes.iter().filter(|change| change.before.is_none() && change.after.is_some());
        declarations::first(&self.root, new.filter_map(|change| change.path.strip_suffix("/mod.rs")))
    }

    /// Returns the path of the lock file, if the directory has one.
    pub fn lock_path(&self) -> Option<&Path> {
        self.lock.as_ref().map(|lock| lock.path.as_path())
    }

    /// Returns the state of the lock file.
    pub fn lock_state(&self) -> LockState {
        match &self.lock {
            None => LockState::Current,
            Some(LockChange { conflict: Some(line), .. }) => LockState::Conflict(*line),
            Some(LockChange { before: None, .. }) => LockState::Missing,
            Some(lock) if lock.before.as_deref() == Some(&*lock.with_kept) => LockState::Current,
            Some(_) => LockState::OutOfDate,
        }
    }

    /// Returns the current lock file, with LF as line ends, and the new one.
    pub fn lock_texts(&self) -> Option<(String, String)> {
        let lock = self.lock.as_ref()?;
        Some((lock.before.clone().unwrap_or_default(), lock.with_kept.to_string()))
    }

    /// Returns whether the files, the lock file and the declarations of the modules are up to date.
    pub fn is_done(&self) -> bool {
        self.changes.is_empty() && self.lock_state() == LockState::Current && self.declarations.is_empty()
    }

    /// Returns the files that would be replaced and may contain manual edits.
    pub fn refused(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.after.is_some() && change.is_by_hand())
    }

    /// Makes the changes. Every new text is on disk under a temporary name before the first file is replaced, and the
    /// lock file records the old and the new files.
    ///
    /// A stale file that may contain manual edits is kept.
    ///
    /// # Errors
    /// If a file to be replaced may contain manual edits, or a file cannot be written. If this is found before the
    /// first replacement, nothing has changed. If it is found later, or the process ends, the next run continues.
    pub fn write(&self) -> Result<(), OutputError> {
        self.write_on(&mut RealDisk, false)
    }

    /// Does the same, but discards manual edits.
    ///
    /// # Errors
    /// If a file cannot be written. If this is found before the first replacement, nothing has changed. If it is found
    /// later, or the process ends, the next run continues.
    pub fn write_over(&self) -> Result<(), OutputError> {
        self.write_on(&mut RealDisk, true)
    }

    /// Does the same as [`Plan::write`] or, with `over`, [`Plan::write_over`] on another disk, for tests of failures.
    ///
    /// # Errors
    /// Those of these functions.
    pub fn write_on(&self, disk: &mut dyn Disk, over: bool) -> Result<(), OutputError> {
        let mut work = Work { leftovers: self.leftovers.clone(), ..Work::default() };
        if let Some(change) = self.refused().next().filter(|_| !over) {
            return Err(OutputError { path: self.root.join(&change.path), problem: Problem::ByHand });
        }
        let changes: Vec<&Change> =
            self.changes.iter().filter(|change| over || !change.is_by_hand()).collect();
        for change in &changes {
            let path = self.root.join(&change.path);
            match &change.after {
                Some(text) => work.texts.push((path, text.clone())),
                None => work.stale.push(path),
            }
        }
        if let Some(lock) = &self.lock {
            let record = if over { &lock.generated } else { &lock.with_kept };
            if lock.before.as_deref() != Some(&**record) {
                work.last = Some((lock.path.clone(), record.clone()));
            }
            if !changes.is_empty() {
                work.first = lock.while_writing(&changes).map(|text| (lock.path.clone(), text.into()));
                work.last = Some((lock.path.clone(), record.clone()));
            }
        }
        write::apply(disk, &work)
    }

    /// Compares one file.
    fn compare_file(&mut self, file: &GeneratedFile) -> Result<(), OutputError> {
        let path = self.root.join(&file.path);
        let before = disk::read_code(&path)?;
        if before.as_deref() == Some(&*file.text) {
            self.unchanged += 1;
            return Ok(());
        }
        if !before.as_ref().is_none_or(|text| text.trim().is_empty() || is_ours(text)) {
            return Err(OutputError { path, problem: Problem::NotOurs });
        }
        let (before, after) = (before.map(Arc::from), Some(file.text.clone()));
        self.changes.push(Change { path: file.path.clone(), before, after, reasons: Vec::new() });
        Ok(())
    }

    /// Adds the stale files in a module's folder.
    pub(super) fn find_left_behind(
        &mut self,
        module: &str,
        is_generated: impl Fn(&str) -> bool,
    ) -> Result<(), OutputError> {
        let folder = self.root.join(module);
        let names = names(&folder)?;
        self.add_leftovers(&folder, &names, is_code, HEADER);
        for name in names.iter().filter(|name| is_code(name)) {
            let path = format!("{module}/{name}");
            if is_generated(&path) {
                continue;
            }
            // A file that cannot be read was not generated.
            let text = disk::read_code(&folder.join(name)).ok().flatten().unwrap_or_default();
            if is_ours(&text) {
                let reasons = vec![Reason::LeftBehind];
                self.changes.push(Change { path, before: Some(text.into()), after: None, reasons });
            }
        }
        Ok(())
    }

    /// Adds temporary files of interrupted runs in folders of other modules, and of the lock file in `folder`.
    pub(super) fn find_leftovers(&mut self, folder: &Path, looked_at: &[String]) -> Result<(), OutputError> {
        self.add_leftovers(folder, &names(folder)?, |of| of == lock::FILE_NAME, lock::HEADER);
        for module in folders(&self.root)?.iter().filter(|name| !looked_at.contains(name)) {
            let folder = self.root.join(module);
            self.add_leftovers(&folder, &names(&folder)?, is_code, HEADER);
        }
        Ok(())
    }

    /// Adds the temporary files in a folder that belong to such a file and begin with its header.
    fn add_leftovers(
        &mut self,
        folder: &Path,
        names: &[String],
        is_for: impl Fn(&str) -> bool,
        header: &str,
    ) {
        let temporary = names.iter().filter(|name| write::is_temporary(name.as_ref(), &is_for));
        let files = temporary.map(|name| folder.join(name)).filter(|file| is_leftover(file, header));
        self.leftovers.extend(files);
    }
}

/// Returns whether a file with this name is code.
fn is_code(name: &str) -> bool {
    name.ends_with(".rs")
}

/// Returns whether a file was generated: one of its first comments is the header. A merge marker or a license may
/// precede it.
fn is_ours(text: &str) -> bool {
    let is_head =
        |line: &&str| line.is_empty() || ["//", "<<<<<<< "].iter().any(|start| line.starts_with(start));
    text.trim_start_matches('\u{feff}').lines().take_while(is_head).any(|line| line.starts_with(HEADER))
}

/// Returns whether a file with a temporary name was written by the generator: it begins with the header, which may be
/// incomplete.
fn is_leftover(path: &Path, header: &str) -> bool {
    let text = if disk::is_link(path) { None } else { disk::read(path, disk::MAX_BYTES).ok().flatten() };
    text.is_some_and(|text| text.starts_with(header.as_bytes()) || header.as_bytes().starts_with(&text))
}

/// Returns the names in a directory, sorted; empty if it does not exist.
fn names(folder: &Path) -> Result<Vec<String>, OutputError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(OutputError::io("read", folder)(error)),
    };
    let mut names: Vec<String> = Vec::new();
    for entry in entries {
        names.extend(entry.map_err(OutputError::io("read", folder))?.file_name().into_string());
    }
    names.sort_unstable();
    Ok(names)
}

/// Returns the directories in a directory, without links.
fn folders(folder: &Path) -> Result<Vec<String>, OutputError> {
    let mut names = names(folder)?;
    names.retain(|name| fs::symlink_metadata(folder.join(name)).is_ok_and(|it| it.is_dir()));
    Ok(names)
}
