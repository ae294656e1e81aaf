//! The lock file: what it records of a run.

use super::{Directory, Module};
use crate::generate::Generated;
use crate::lock::{self, Lock};
use crate::output::paths::{find_lock, shown};
use crate::output::plan::LockChange;
use crate::output::{Change, OutputError, Plan, Problem, disk, fingerprint};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

impl Directory {
    /// Returns the change of the lock file.
    pub(super) fn lock(
        &self,
        plan: &Plan,
        modules: &[Module],
        gone: &[String],
        tests: bool,
        generated: &Generated,
    ) -> LockChange {
        let mut lock = self.without(generated.modules.iter().chain(gone), tests);
        for file in &generated.files {
            lock.files.insert(self.key(&file.path), [fingerprint::of_code(&file.text)].into());
        }
        modules.iter().filter(|module| module.unchanged.is_none()).for_each(|it| self.add(it, &mut lock));
        let before = &self.recorded;
        let generated: Arc<str> = lock.to_string().into();
        let unfinished =
            (!plan.changes.is_empty()).then(|| Lock { unfinished: true, ..before.clone().or(lock.clone()) });
        // A stale file that may have been edited is kept, and so is its record.
        let kept: Vec<&Change> = plan.changes.iter().filter(|change| change.is_kept()).collect();
        for change in &kept {
            let key = self.key(&change.path);
            let folder = parent(&key);
            if let Some(spec) = before.specs.get(folder) {
                lock.specs.entry(folder.to_owned()).or_insert_with(|| spec.clone());
            }
            if let Some(hashes) = before.files.get(&key) {
                lock.files.insert(key, hashes.clone());
            }
        }
        let with_kept = if kept.is_empty() { generated.clone() } else { lock.to_string().into() };
        LockChange {
            path: shown(&self.folder.join(lock::FILE_NAME)),
            before: self.text.clone(),
            conflict: before.conflict,
            unfinished,
            out: self.name.clone(),
            generated,
            with_kept,
        }
    }

    /// Returns what is recorded, without these modules.
    fn without<'m>(&self, modules: impl Iterator<Item = &'m String>, tests: bool) -> Lock {
        let mut lock = Lock { unfinished: false, conflict: None, ..self.recorded.clone() };
        self.forget_lost_modules(&mut lock);
        lock.generators = [crate::VERSION.to_owned()].into();
        if tests {
            lock.tests.insert(self.name.clone());
        } else {
            lock.tests.remove(&self.name);
        }
        for module in modules {
            let folder = self.key(module);
            lock.specs.remove(&folder);
            lock.made.remove(&folder);
            lock.files.retain(|path, _| parent(path) != folder);
        }
        lock
    }

    /// Records a module that was generated; its files are recorded.
    fn add(&self, module: &Module, lock: &mut Lock) {
        let (before, folder) = (&self.recorded, self.key(&module.name));
        lock.specs.insert(folder.clone(), [module.spec.clone()].into());
        // If another build of the generator produces the same code, the lock file does not change.
        let is_same = before.specs.get(&folder) == lock.specs.get(&folder)
            && before.generators == lock.generators
            && before.tests.contains(&self.name) == lock.tests.contains(&self.name)
            && files_of(before, &folder).eq(files_of(lock, &folder))
            && files_of(lock, &folder).all(|path| before.files.get(path) == lock.files.get(path));
        let old = before.made.get(&folder).filter(|_| is_same && !before.unfinished);
        let made = module.made.iter().map(|made| match old {
            Some(old) if old.len() == 1 => old.clone(),
            _ => [made.clone()].into(),
        });
        lock.made.extend(made.map(|made| (folder.clone(), made)));
    }

    /// Removes modules of other output directories whose folders no longer exist; no other run would notice them.
    fn forget_lost_modules(&self, lock: &mut Lock) {
        let is_ours = |folder: &str| parent(folder) == self.name;
        let is_there = |folder: &str| is_ours(folder) || self.folder.join(folder).exists();
        lock.specs.retain(|folder, _| is_there(folder));
        lock.made.retain(|folder, _| is_there(folder));
        lock.files.retain(|path, _| is_there(parent(path)));
        lock.tests.retain(|out| self.folder.join(out).exists());
    }
}

/// Returns the output directories in the lock file of the working directory, as relative paths.
///
/// # Errors
/// If the lock file exists but cannot be read.
pub fn known_directories() -> Result<Vec<PathBuf>, OutputError> {
    let Some(folder) = find_lock() else { return Ok(Vec::new()) };
    let (_, recorded) = read_lock(&folder.join(lock::FILE_NAME))?;
    let known: BTreeSet<&str> = recorded.specs.keys().map(|folder| parent(folder)).collect();
    Ok(known.into_iter().map(|out| folder.join(out)).collect())
}

/// Returns the text of a lock file, with LF as line ends, and its contents.
pub(super) fn read_lock(path: &Path) -> Result<(Option<String>, Lock), OutputError> {
    let text = disk::read(path, lock::MAX_BYTES).map_err(|error| error.at(shown(path)))?;
    // Text that is not UTF-8 is rejected by the parser.
    let text = text.map(|bytes| disk::lf(String::from_utf8_lossy(&bytes).into_owned()));
    let recorded = Lock::parse(text.as_deref().unwrap_or_default())
        .map_err(|error| OutputError { path: shown(path), problem: Problem::Lock(error) })?;
    Ok((text, recorded))
}

/// Returns the folder of a path in the lock file.
pub(super) fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the files in a module's folder according to a lock file, sorted.
pub(super) fn files_of<'a>(lock: &'a Lock, folder: &'a str) -> impl Iterator<Item = &'a String> {
    let below = lock.files.range(format!("{folder}/")..).map(|(path, _)| path);
    below.take_while(move |path| path.starts_with(folder)).filter(move |path| parent(path) == folder)
}
