//! What has to happen to a directory.

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

/// What has to happen to a directory so that it holds what was generated, and nothing of ours beside it.
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

/// One file that is not as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Below the output directory, with `/` between the parts.
    pub path: String,
    /// What is there, with LF for line ends; nothing if the file is missing.
    pub before: Option<Arc<str>>,
    /// What belongs there; nothing if the file is left behind.
    pub after: Option<Arc<str>>,
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
    /// Both what it says and what it has to say, for as long as files are replaced.
    pub(super) unfinished: Lock,
    /// The output directory as it names it.
    pub(super) out: String,
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

    /// Whether the file is left behind and stays all the same, unless work by hand is to be lost.
    pub fn is_kept(&self) -> bool {
        self.after.is_none() && self.is_by_hand()
    }
}

impl LockChange {
    /// A path below the output directory as the lock file names it.
    pub(super) fn key(out: &str, path: &str) -> String {
        if out.is_empty() { path.to_owned() } else { format!("{out}/{path}") }
    }

    /// The lock file while some changes are made: what is replaced although somebody may have written it is recorded, so
    /// that the next run goes on if this one is interrupted.
    fn while_writing(&self, changes: &[&Change]) -> String {
        let mut lock = self.unfinished.clone();
        for change in changes.iter().filter(|change| !change.reasons.is_empty()) {
            if let Some(before) = &change.before {
                let hash = fingerprint::of_code(before);
                lock.files.entry(Self::key(&self.out, &change.path)).or_default().insert(hash);
            }
        }
        lock.to_string()
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
        Self::compare(root, generated, &[])
    }

    /// The same where nothing else is generated into the directory, so that other modules in it are left behind, too.
    ///
    /// # Errors
    /// Where something cannot be read, or a file that is not ours is in the way.
    pub(crate) fn of_all(root: &Path, generated: &Generated) -> Result<Self, OutputError> {
        let mut gone = folders(root)?;
        gone.retain(|name| !generated.modules.contains(name));
        Self::compare(root, generated, &gone)
    }

    /// The same, where modules are `gone`.
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

    /// Puts the directory right: every new text is on disk under another name before the first file is replaced, and the
    /// lock file knows what was there and what will be.
    ///
    /// A file that is left behind and may hold somebody's work stays.
    ///
    /// # Errors
    /// Where a file to be replaced may hold somebody's work, or something cannot be written. If that is found before the
    /// first replacement, nothing has changed; if it is found later, or the process ends, the next run goes on.
    pub fn write(&self) -> Result<(), OutputError> {
        self.write_on(&mut RealDisk, false)
    }

    /// The same, but work by hand is lost.
    ///
    /// # Errors
    /// Where something cannot be written. If that is found before the first replacement, nothing has changed; if it is
    /// found later, or the process ends, the next run goes on.
    pub fn write_over(&self) -> Result<(), OutputError> {
        self.write_on(&mut RealDisk, true)
    }

    /// What [`Plan::write`] and, if `over`, [`Plan::write_over`] do, on another disk: for tests of what is left when it fails.
    ///
    /// # Errors
    /// As those.
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
            if lock.before.as_ref() != Some(record) {
                work.last = Some((lock.path.clone(), record.as_str().into()));
            }
            if !changes.is_empty() {
                work.first = Some((lock.path.clone(), lock.while_writing(&changes).into()));
                work.last = Some((lock.path.clone(), record.as_str().into()));
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

    /// Adds the files of ours in a module's folder that were not generated.
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
            // What cannot be read is not ours.
            let text = disk::read_code(&folder.join(name)).ok().flatten().unwrap_or_default();
            if is_ours(&text) {
                let reasons = vec![Reason::LeftBehind];
                self.changes.push(Change { path, before: Some(text.into()), after: None, reasons });
            }
        }
        Ok(())
    }

    /// Adds what interrupted runs left in folders of other modules, and of the lock file in `folder`.
    pub(super) fn find_leftovers(&mut self, folder: &Path, looked_at: &[String]) -> Result<(), OutputError> {
        self.add_leftovers(folder, &names(folder)?, |of| of == lock::FILE_NAME, lock::HEADER);
        for module in folders(&self.root)?.iter().filter(|name| !looked_at.contains(name)) {
            let folder = self.root.join(module);
            self.add_leftovers(&folder, &names(&folder)?, is_code, HEADER);
        }
        Ok(())
    }

    /// Adds the temporary files among the names in a folder that are for such a file and begin with its header.
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

/// Whether a file of this name is code.
fn is_code(name: &str) -> bool {
    name.ends_with(".rs")
}

/// Whether a file was generated: among the comments that it begins with is our header. A merge may have put a marker, and
/// somebody a licence, before it.
fn is_ours(text: &str) -> bool {
    let is_head =
        |line: &&str| line.is_empty() || ["//", "<<<<<<< "].iter().any(|start| line.starts_with(start));
    text.trim_start_matches('\u{feff}').lines().take_while(is_head).any(|line| line.starts_with(HEADER))
}

/// Whether a file of a temporary name is ours: it begins with our header, of which only a part may be written.
fn is_leftover(path: &Path, header: &str) -> bool {
    let text = if disk::is_link(path) { None } else { disk::read(path, disk::MAX_BYTES).ok().flatten() };
    text.is_some_and(|text| text.starts_with(header.as_bytes()) || header.as_bytes().starts_with(&text))
}

/// The names in a directory, sorted; none if it is not there.
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

/// The directories in a directory, links not among them.
fn folders(folder: &Path) -> Result<Vec<String>, OutputError> {
    let mut names = names(folder)?;
    names.retain(|name| fs::symlink_metadata(folder.join(name)).is_ok_and(|it| it.is_dir()));
    Ok(names)
}
