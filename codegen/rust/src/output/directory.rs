//! An output directory with its lock file, which says why a file differs.

use super::paths::{lock_folder, relative, resolve, shown};
use super::plan::LockChange;
use super::{Change, OutputError, Plan, Problem, Reason, declarations, fingerprint};
use crate::generate::Generated;
use crate::input::{self, InputError};
use crate::lock::{self, Lock, Sides};
use speccast_core::Source;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// An output directory and the lock file that is responsible for it: the nearest one in it or above it, up to the root
/// of the repository. If there is none yet, it belongs in the working directory if that holds the output directory, and
/// in the output directory if not.
///
/// A test that generated code is what the specs make reads like this:
///
/// ```no_run
/// use speccast_build::output::Directory;
/// use speccast_build::{Options, generate, input};
/// use std::path::Path;
///
/// let specs = Path::new("specs");
/// let directory = Directory::open(Path::new("generated/src"))?;
/// let sources = input::find(specs)?.iter().map(|spec| directory.read(spec)).collect::<Result<Vec<_>, _>>()?;
/// let generated = generate(&sources, &Options::default())?;
/// let plan = directory.plan(&sources, &[specs.to_owned()], false, &generated)?;
/// assert!(plan.is_done(), "run `speccast generate`: {:?}", plan.changes());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Directory {
    /// As the user wrote it.
    out: PathBuf,
    /// Where the lock file is or belongs, in full.
    folder: PathBuf,
    /// The text of the lock file, with LF for line ends.
    text: Option<String>,
    recorded: Sides,
    /// The output directory as the lock file names it.
    name: String,
}

impl Directory {
    /// Reads the lock file of an output directory, neither of which needs to exist yet.
    ///
    /// # Errors
    /// Where there is a lock file that cannot be read.
    pub fn open(out: &Path) -> Result<Self, OutputError> {
        let full = resolve(out).map_err(OutputError::io("find", out))?;
        let folder = lock_folder(&full).map_err(OutputError::io("find the lock file of", out))?;
        let path = folder.join(lock::FILE_NAME);
        let text = match fs::read(&path) {
            // What is not UTF-8 is no lock file either, as parsing finds.
            Ok(bytes) => Some(String::from_utf8_lossy(&bytes).replace("\r\n", "\n")),
            Err(error) if error.kind() == ErrorKind::NotFound => None,
            Err(error) => return Err(OutputError::io("read", &path)(error)),
        };
        let recorded = Sides::parse(text.as_deref().unwrap_or_default())
            .map_err(|error| OutputError { path: shown(&path), problem: Problem::Lock(error) })?;
        let name = relative(&full, &folder);
        Ok(Self { out: out.to_owned(), folder, text, recorded, name })
    }

    /// Reads a spec. What is generated from it names its path as it is from the lock file, if it is below that.
    ///
    /// # Errors
    /// Where it cannot be read, or is not UTF-8.
    pub fn read(&self, spec: &Path) -> Result<Source, InputError> {
        let source = input::read(spec)?;
        let path = self.path_of(spec);
        Ok(if path.starts_with("../") || Path::new(&path).is_absolute() {
            source
        } else {
            source.with_origin(path)
        })
    }

    /// Whether tests were generated into the directory.
    pub fn has_tests(&self) -> bool {
        self.recorded.locks.iter().any(|lock| lock.tests.contains(&self.name))
    }

    /// Compares the directory with what was generated from some sources.
    ///
    /// `folders` are directories whose specs are all among the sources: a module that was generated from another spec
    /// in one of them is left behind. `tests` is whether tests were asked for.
    ///
    /// # Errors
    /// Where something cannot be read, or a file that is not ours is in the way.
    pub fn plan(
        &self,
        sources: &[Source],
        folders: &[PathBuf],
        tests: bool,
        generated: &Generated,
    ) -> Result<Plan, OutputError> {
        let now = self.specs(sources, generated);
        let gone = self.gone(&now, folders);
        let is_recorded = |path: &str| self.recorded.hashes(&self.key(path)).next().is_some();
        let mut plan = Plan::compare(&self.out, generated, &gone, is_recorded)?;
        for change in &mut plan.changes {
            change.reasons = self.reasons(change, &now, tests);
        }
        plan.declarations = declarations::missing_and_stale(&self.out, &generated.modules, &gone);
        plan.lock = Some(self.lock(&plan, now, &gone, tests, generated));
        Ok(plan)
    }

    /// A path below the output directory as the lock file names it.
    fn key(&self, path: &str) -> String {
        if self.name.is_empty() { path.to_owned() } else { format!("{}/{path}", self.name) }
    }

    fn path_of(&self, spec: &Path) -> String {
        resolve(spec)
            .map_or_else(|_| spec.to_string_lossy().into_owned(), |full| relative(&full, &self.folder))
    }

    /// The spec of each module that was generated, by the module's name.
    fn specs(&self, sources: &[Source], generated: &Generated) -> Vec<(String, lock::Spec)> {
        let specs = sources.iter().map(|source| lock::Spec {
            path: self.path_of(Path::new(source.name())),
            hash: fingerprint::of_text(source.text()),
        });
        generated.modules.iter().cloned().zip(specs).collect()
    }

    /// Modules below the output directory whose spec makes another one now, or is in one of `folders` no longer.
    fn gone(&self, now: &[(String, lock::Spec)], folders: &[PathBuf]) -> Vec<String> {
        let folders: Vec<String> = folders.iter().map(|folder| self.path_of(folder)).collect();
        let is_gone = |module: &str, spec: &lock::Spec| {
            let folder = spec.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let was_read = now.iter().any(|(_, other)| other.path == spec.path);
            let is_made = now.iter().any(|(other, _)| other == module);
            !is_made && (was_read || folders.iter().any(|name| name == folder))
        };
        let recorded = self.recorded.union().specs.into_iter();
        recorded
            .filter_map(|(key, spec)| {
                let module = if self.name.is_empty() {
                    &key
                } else {
                    key.strip_prefix(&self.name)?.strip_prefix('/')?
                };
                (!module.contains('/') && is_gone(module, &spec)).then(|| module.to_owned())
            })
            .collect()
    }

    fn reasons(&self, change: &Change, now: &[(String, lock::Spec)], tests: bool) -> Vec<Reason> {
        let Some(before) = change.before.as_ref().filter(|text| !text.trim().is_empty()) else {
            return vec![Reason::Missing];
        };
        let key = self.key(&change.path);
        let recorded: Vec<&str> = self.recorded.hashes(&key).collect();
        let is = fingerprint::of_code(before);
        let by_hand = match &is {
            _ if recorded.is_empty() => Some(Reason::Unrecorded),
            Some(hash) if recorded.contains(&hash.as_str()) => None,
            _ => Some(Reason::EditedByHand),
        };
        let Some(after) = &change.after else {
            return [Reason::LeftBehind].into_iter().chain(by_hand).collect();
        };
        if before.lines().any(|line| line.starts_with("<<<<<<< ")) {
            return vec![Reason::MergeConflict];
        }
        let wanted = fingerprint::of_code(after);
        if is == wanted {
            return vec![Reason::Reformatted];
        }
        if by_hand == Some(Reason::Unrecorded) {
            return vec![Reason::Unrecorded];
        }
        let is_other = !wanted.is_some_and(|hash| recorded.contains(&hash.as_str()));
        let causes = if is_other { self.causes(&change.path, now, tests) } else { Vec::new() };
        by_hand.into_iter().chain(causes).collect()
    }

    /// Why what is made of a module's spec is not what it was.
    fn causes(&self, path: &str, now: &[(String, lock::Spec)], tests: bool) -> Vec<Reason> {
        let module = path.split('/').next().unwrap_or_default();
        let folder = self.key(module);
        let (mut causes, mut before) = (Vec::new(), self.recorded.specs(&folder).peekable());
        if let Some((_, spec)) = now.iter().find(|(name, _)| name == module)
            && let Some(first) = before.peek().copied()
        {
            let before: Vec<&lock::Spec> = before.collect();
            if !before.iter().any(|old| old.path == spec.path) {
                causes.push(Reason::SpecRenamed(first.path.clone()));
            }
            if !before.iter().any(|old| old.hash == spec.hash) {
                causes.push(Reason::SpecChanged(spec.path.clone()));
            }
        }
        let generators = || self.recorded.locks.iter().map(|lock| lock.generator.as_str());
        if let Some(from) =
            generators().next().filter(|_| !generators().any(|version| version == crate::VERSION))
        {
            causes.push(Reason::GeneratorUpgraded { from: from.to_owned() });
        }
        if self.has_tests() != tests {
            causes.push(Reason::Tests(tests));
        }
        if causes.is_empty() {
            causes.push(Reason::GeneratorChanged);
        }
        causes
    }

    fn lock(
        &self,
        plan: &Plan,
        now: Vec<(String, lock::Spec)>,
        gone: &[String],
        tests: bool,
        generated: &Generated,
    ) -> LockChange {
        let before = self.recorded.union();
        let mut lock = before.clone();
        self.forget_lost_modules(&mut lock);
        crate::VERSION.clone_into(&mut lock.generator);
        if tests {
            lock.tests.insert(self.name.clone());
        } else {
            lock.tests.remove(&self.name);
        }
        for module in generated.modules.iter().chain(gone) {
            let folder = self.key(module);
            lock.specs.remove(&folder);
            lock.files.retain(|path, _| path.rsplit_once('/').is_none_or(|(parent, _)| parent != folder));
        }
        for (module, spec) in now {
            lock.specs.insert(self.key(&module), spec);
        }
        for file in &generated.files {
            // What was just printed is Rust; if it were not, no file would ever equal this.
            let hash = fingerprint::of_code(&file.text).unwrap_or_default();
            lock.files.insert(self.key(&file.path), hash);
        }
        let generated = lock.to_string();
        // A file that is left behind and may have been edited stays, and so does its record.
        for change in plan.changes.iter().filter(|change| change.after.is_none() && change.is_by_hand()) {
            let key = self.key(&change.path);
            let folder = key.rsplit_once('/').map_or("", |(folder, _)| folder);
            if let Some(spec) = before.specs.get(folder) {
                lock.specs.entry(folder.to_owned()).or_insert_with(|| spec.clone());
            }
            if let Some(hash) = before.files.get(&key) {
                lock.files.insert(key, hash.clone());
            }
        }
        LockChange {
            path: shown(&self.folder.join(lock::FILE_NAME)),
            before: self.text.clone(),
            conflict: self.recorded.conflict,
            generated,
            with_kept: lock.to_string(),
        }
    }

    /// Modules of other output directories go from the lock with their folders; nobody else would notice.
    fn forget_lost_modules(&self, lock: &mut Lock) {
        let is_ours = |folder: &str| folder.rsplit_once('/').map_or("", |(out, _)| out) == self.name;
        let is_there = |folder: &str| is_ours(folder) || self.folder.join(folder).exists();
        lock.specs.retain(|folder, _| is_there(folder));
        lock.files.retain(|path, _| path.rsplit_once('/').is_some_and(|(folder, _)| is_there(folder)));
        lock.tests.retain(|out| self.folder.join(out).exists());
    }
}
