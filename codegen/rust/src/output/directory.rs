//! An output directory with its lock file, which says why a file differs.

use super::disk;
use super::paths::{find_lock, lock_folder, relative, resolve, shown};
use super::plan::LockChange;
use super::{Change, OutputError, Plan, Problem, Reason, UpdateError, declarations, fingerprint};
use crate::generate::{Generated, Options, generate};
use crate::input::{self, InputError};
use crate::lock::{self, Lock};
use speccast_core::{Source, fingerprint};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// An output directory and the lock file that is responsible for it: the nearest one in it or above it, up to the root
/// of the repository, or of the package where there is none. If there is none yet, it belongs in the working directory if
/// that holds the output directory, and in the output directory if not.
///
/// A test that generated code is what the specs make reads like this:
///
/// ```no_run
/// use speccast_build::output::Directory;
/// use speccast_build::{Options, input};
/// use std::path::Path;
///
/// let specs = Path::new("specs");
/// let directory = Directory::open(Path::new("generated/src"))?;
/// let sources = input::find(specs)?.iter().map(|spec| directory.read(spec)).collect::<Result<Vec<_>, _>>()?;
/// let plan = directory.update(&sources, &[specs.to_owned()], &Options::default(), true)?.plan;
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
    recorded: Lock,
    /// The output directory as the lock file names it.
    name: String,
    /// What a module is made by, beside its spec.
    generator: String,
}

/// What [`Directory::update`] comes to.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Update {
    /// What was generated: only that which the lock file does not know to be unchanged.
    pub generated: Generated,
    /// The modules that were not generated again.
    pub unchanged: Vec<String>,
    /// What has to happen to the directory.
    pub plan: Plan,
}

/// A module and what it is of.
struct Module {
    name: String,
    spec: lock::Spec,
    /// The hash of all that it was made of and of what was made, where there is nothing to be said of it in later runs.
    made: Option<String>,
    /// Its files, if it was not generated again.
    unchanged: Option<BTreeSet<String>>,
}

impl Directory {
    /// Reads the lock file of an output directory, neither of which needs to exist yet.
    ///
    /// # Errors
    /// Where there is a lock file that cannot be read.
    pub fn open(out: &Path) -> Result<Self, OutputError> {
        let full = resolve(out).map_err(OutputError::io("find", out))?;
        let folder = lock_folder(&full).map_err(OutputError::io("find the lock file of", out))?;
        let (text, recorded) = read_lock(&folder.join(lock::FILE_NAME))?;
        let name = relative(&full, &folder);
        let generator = crate::VERSION.to_owned();
        Ok(Self { out: out.to_owned(), folder, text, recorded, name, generator })
    }

    /// Says which build of the generator this is, where its version alone does not tell, as while it is developed. What
    /// another build made is generated again.
    #[must_use]
    pub fn made_by(mut self, build: &str) -> Self {
        self.generator = format!("{} {build}", crate::VERSION);
        self
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
        self.recorded.tests.contains(&self.name)
    }

    /// Generates from some sources, and compares the directory with the result.
    ///
    /// A module is not generated again if the lock file knows that nothing changed: neither its spec, nor the generator,
    /// nor any of its files. Unless all are wanted `fresh`: who can write to the lock file can also have it say so.
    ///
    /// `folders` are directories whose specs are all among the sources: a module that was generated from another spec
    /// in one of them is left behind.
    ///
    /// # Errors
    /// Where a spec is wrong, something cannot be read, or a file that is not ours is in the way.
    pub fn update(
        &self,
        sources: &[Source],
        folders: &[PathBuf],
        options: &Options,
        fresh: bool,
    ) -> Result<Update, UpdateError> {
        let (modules, generated) = self.modules(sources, options, fresh)?;
        let plan = self.plan(&modules, folders, options.tests, &generated).map_err(UpdateError::Output)?;
        let unchanged = modules.into_iter().filter(|module| module.unchanged.is_some());
        Ok(Update { unchanged: unchanged.map(|module| module.name).collect(), generated, plan })
    }

    /// The module of each source, generated where something changed.
    fn modules(
        &self,
        sources: &[Source],
        options: &Options,
        fresh: bool,
    ) -> Result<(Vec<Module>, Generated), UpdateError> {
        let modules: Vec<Option<Module>> =
            sources.iter().map(|source| if fresh { None } else { self.unchanged(source, options) }).collect();
        let changed: Vec<Source> =
            sources.iter().zip(&modules).filter(|it| it.1.is_none()).map(|it| it.0.clone()).collect();
        let mut generated = Generated::default();
        if !changed.is_empty() {
            generated = generate(&changed, options).map_err(UpdateError::Specs)?;
        }
        let names = modules.iter().flatten().map(|module| &module.name).chain(&generated.modules);
        if names.collect::<BTreeSet<_>>().len() < sources.len() && changed.len() < sources.len() {
            // Two specs make one module, which is for the generator to report.
            return self.modules(sources, options, true);
        }
        let mut names = generated.modules.iter();
        let mut made = Vec::new();
        for (source, module) in sources.iter().zip(modules) {
            made.extend(
                module.or_else(|| names.next().map(|name| self.generated(source, name, options, &generated))),
            );
        }
        Ok((made, generated))
    }

    /// The module of a source, if nothing changed since it was generated.
    fn unchanged(&self, source: &Source, options: &Options) -> Option<Module> {
        let lock = &self.recorded;
        let is_ours = lock.generators.iter().eq([crate::VERSION]) && self.has_tests() == options.tests;
        if !is_ours || lock.unfinished || lock.conflict.is_some() {
            return None;
        }
        let spec = self.spec(source);
        let name = lock
            .specs
            .iter()
            .find_map(|(folder, specs)| specs.iter().eq([&spec]).then(|| self.module_of(folder)).flatten())?;
        let key = self.key(name);
        let made = lock.made.get(&key).filter(|made| made.len() == 1)?.first()?;
        let (mut files, mut hashes) = (BTreeSet::new(), Vec::new());
        for path in files_of(lock, &key) {
            let file = path.strip_prefix(&key).and_then(|file| file.strip_prefix('/'))?;
            let text = disk::read_code(&self.out.join(name).join(file)).ok().flatten()?;
            hashes.push((format!("{name}/{file}"), fingerprint([text.as_str()])));
            files.insert(format!("{name}/{file}"));
        }
        let module = Module { name: name.to_owned(), spec, made: Some(made.clone()), unchanged: Some(files) };
        (self.made(source, &module.spec, options, hashes) == *made).then_some(module)
    }

    /// The module that was generated from a source.
    fn generated(&self, source: &Source, name: &str, options: &Options, generated: &Generated) -> Module {
        let files = generated.files.iter().filter(|file| file.path.split('/').next() == Some(name));
        let mut hashes: Vec<(String, String)> =
            files.map(|file| (file.path.clone(), fingerprint([&*file.text]))).collect();
        hashes.sort_unstable();
        let spec = self.spec(source);
        // Each run reports the warnings of a spec, so one with warnings is generated again.
        let is_clean = !generated.warnings.iter().any(|finding| finding.source.name() == source.name());
        let made = is_clean.then(|| self.made(source, &spec, options, hashes));
        Module { name: name.to_owned(), spec, made, unchanged: None }
    }

    /// The hash of all that a module was made of, and of its files in the order of their paths.
    fn made(
        &self,
        source: &Source,
        spec: &lock::Spec,
        options: &Options,
        files: Vec<(String, String)>,
    ) -> String {
        let tests = if options.tests { "tests" } else { "" };
        let of = [&self.generator, &options.regenerate, tests, source.origin(), &spec.path, &spec.hash];
        let files = files.iter().flat_map(|(path, hash)| [path.as_str(), hash.as_str()]);
        fingerprint(of.into_iter().chain(files))
    }

    fn plan(
        &self,
        modules: &[Module],
        folders: &[PathBuf],
        tests: bool,
        generated: &Generated,
    ) -> Result<Plan, OutputError> {
        let gone = self.gone(modules, folders);
        let mut plan = Plan::compare(&self.out, generated, &gone)?;
        for module in modules {
            if let Some(files) = &module.unchanged {
                disk::check_folder(&self.out.join(&module.name))?;
                plan.find_left_behind(&module.name, |path| files.contains(path))?;
                plan.unchanged += files.len();
            }
        }
        let names: Vec<String> = modules.iter().map(|module| module.name.clone()).collect();
        let looked_at = [names.as_slice(), &gone].concat();
        plan.find_leftovers(&self.folder, &looked_at)?;
        for change in &mut plan.changes {
            change.reasons = self.reasons(change, modules, tests);
        }
        plan.declarations = declarations::missing_and_stale(&self.out, &names, &gone);
        plan.lock = Some(self.lock(&plan, modules, &gone, tests, generated));
        Ok(plan)
    }

    /// A path below the output directory as the lock file names it.
    fn key(&self, path: &str) -> String {
        LockChange::key(&self.name, path)
    }

    fn path_of(&self, spec: &Path) -> String {
        resolve(spec)
            .map_or_else(|_| spec.to_string_lossy().into_owned(), |full| relative(&full, &self.folder))
    }

    fn spec(&self, source: &Source) -> lock::Spec {
        let path = self.path_of(Path::new(source.name()));
        lock::Spec { path, hash: fingerprint::of_text(source.text()) }
    }

    /// The module below the output directory whose folder the lock file names so.
    fn module_of<'a>(&self, folder: &'a str) -> Option<&'a str> {
        let module =
            if self.name.is_empty() { folder } else { folder.strip_prefix(&self.name)?.strip_prefix('/')? };
        (!module.contains('/')).then_some(module)
    }

    /// Modules below the output directory whose spec makes another one now, or is in one of `folders` no longer.
    fn gone(&self, now: &[Module], folders: &[PathBuf]) -> Vec<String> {
        let folders: Vec<String> = folders.iter().map(|folder| self.path_of(folder)).collect();
        let is_gone = |spec: &lock::Spec| {
            let folder = spec.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            now.iter().any(|other| other.spec.path == spec.path) || folders.iter().any(|name| name == folder)
        };
        let recorded = self.recorded.specs.iter().filter(|(_, specs)| specs.iter().any(is_gone));
        let recorded = recorded.filter_map(|(folder, _)| self.module_of(folder));
        recorded.filter(|name| !now.iter().any(|other| other.name == *name)).map(str::to_owned).collect()
    }

    fn reasons(&self, change: &Change, now: &[Module], tests: bool) -> Vec<Reason> {
        let Some(before) = change.before.as_ref().filter(|text| !text.trim().is_empty()) else {
            return vec![Reason::Missing];
        };
        let key = self.key(&change.path);
        let recorded = self.recorded.files.get(&key);
        let is = fingerprint::of_code(before);
        let by_hand = match recorded {
            None => Some(Reason::Unrecorded),
            Some(hashes) if hashes.contains(&is) => None,
            Some(_) => Some(Reason::EditedByHand),
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
        let is_other = !recorded.is_some_and(|hashes| hashes.contains(&wanted));
        let causes = if is_other { self.causes(&change.path, now, tests) } else { Vec::new() };
        by_hand.into_iter().chain(causes).collect()
    }

    /// Why what is made of a module's spec is not what it was.
    fn causes(&self, path: &str, now: &[Module], tests: bool) -> Vec<Reason> {
        let name = path.split('/').next().unwrap_or_default();
        let before = self.recorded.specs.get(&self.key(name));
        let mut causes = Vec::new();
        if let Some(Module { spec, .. }) = now.iter().find(|module| module.name == name)
            && let Some(before) = before
        {
            if let Some(first) = before.first().filter(|_| !before.iter().any(|old| old.path == spec.path)) {
                causes.push(Reason::SpecRenamed(first.path.clone()));
            }
            if !before.iter().any(|old| old.hash == spec.hash) {
                causes.push(Reason::SpecChanged(spec.path.clone()));
            }
        }
        let generators = &self.recorded.generators;
        if let Some(from) = generators.first().filter(|_| !generators.contains(crate::VERSION)) {
            causes.push(Reason::GeneratorUpgraded { from: from.clone() });
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
        modules: &[Module],
        gone: &[String],
        tests: bool,
        generated: &Generated,
    ) -> LockChange {
        let before = &self.recorded;
        let mut lock = Lock { unfinished: false, conflict: None, ..before.clone() };
        self.forget_lost_modules(&mut lock);
        lock.generators = [crate::VERSION.to_owned()].into();
        if tests {
            lock.tests.insert(self.name.clone());
        } else {
            lock.tests.remove(&self.name);
        }
        for module in generated.modules.iter().chain(gone) {
            let folder = self.key(module);
            lock.specs.remove(&folder);
            lock.made.remove(&folder);
            lock.files.retain(|path, _| parent(path) != folder);
        }
        for file in &generated.files {
            lock.files.insert(self.key(&file.path), [fingerprint::of_code(&file.text)].into());
        }
        for module in modules.iter().filter(|module| module.unchanged.is_none()) {
            let folder = self.key(&module.name);
            lock.specs.insert(folder.clone(), [module.spec.clone()].into());
            // Another build of the generator that makes the same is no reason to change the lock file.
            let is_same = before.specs.get(&folder) == lock.specs.get(&folder)
                && before.generators == lock.generators
                && before.tests.contains(&self.name) == tests
                && files_of(before, &folder).eq(files_of(&lock, &folder))
                && files_of(&lock, &folder).all(|path| before.files.get(path) == lock.files.get(path));
            let old = before.made.get(&folder).filter(|_| is_same && !before.unfinished);
            let made = module.made.iter().map(|made| match old {
                Some(old) if old.len() == 1 => old.clone(),
                _ => [made.clone()].into(),
            });
            lock.made.extend(made.map(|made| (folder.clone(), made)));
        }
        let generated = lock.to_string();
        let mut unfinished = before.clone().or(lock.clone());
        unfinished.unfinished = true;
        // A file that is left behind and may have been edited stays, and so does its record.
        for change in plan.changes.iter().filter(|change| change.is_kept()) {
            let key = self.key(&change.path);
            let folder = parent(&key);
            if let Some(spec) = before.specs.get(folder) {
                lock.specs.entry(folder.to_owned()).or_insert_with(|| spec.clone());
            }
            if let Some(hashes) = before.files.get(&key) {
                lock.files.insert(key, hashes.clone());
            }
        }
        LockChange {
            path: shown(&self.folder.join(lock::FILE_NAME)),
            before: self.text.clone(),
            conflict: self.recorded.conflict,
            unfinished,
            out: self.name.clone(),
            generated,
            with_kept: lock.to_string(),
        }
    }

    /// Modules of other output directories go from the lock with their folders; nobody else would notice.
    fn forget_lost_modules(&self, lock: &mut Lock) {
        let is_ours = |folder: &str| parent(folder) == self.name;
        let is_there = |folder: &str| is_ours(folder) || self.folder.join(folder).exists();
        lock.specs.retain(|folder, _| is_there(folder));
        lock.made.retain(|folder, _| is_there(folder));
        lock.files.retain(|path, _| is_there(parent(path)));
        lock.tests.retain(|out| self.folder.join(out).exists());
    }
}

/// The output directories that the lock file knows which is responsible for the working directory, as paths from there.
///
/// # Errors
/// Where there is a lock file that cannot be read.
pub fn known_directories() -> Result<Vec<PathBuf>, OutputError> {
    let Some(folder) = find_lock() else { return Ok(Vec::new()) };
    let (_, recorded) = read_lock(&folder.join(lock::FILE_NAME))?;
    let known: BTreeSet<&str> = recorded.specs.keys().map(|folder| parent(folder)).collect();
    Ok(known.into_iter().map(|out| folder.join(out)).collect())
}

/// The text of a lock file with LF for line ends, and what it says.
fn read_lock(path: &Path) -> Result<(Option<String>, Lock), OutputError> {
    let text = disk::read(path, lock::MAX_BYTES).map_err(|error| error.at(shown(path)))?;
    // What is not UTF-8 is no lock file either, as parsing finds.
    let text = text.map(|bytes| disk::lf(String::from_utf8_lossy(&bytes).into_owned()));
    let recorded = Lock::parse(text.as_deref().unwrap_or_default())
        .map_err(|error| OutputError { path: shown(path), problem: Problem::Lock(error) })?;
    Ok((text, recorded))
}

/// The folder of a path, as the lock file names both.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The files that a lock file has in a module's folder, sorted.
fn files_of<'a>(lock: &'a Lock, folder: &'a str) -> impl Iterator<Item = &'a String> {
    let below = lock.files.range(format!("{folder}/")..).map(|(path, _)| path);
    below.take_while(move |path| path.starts_with(folder)).filter(move |path| parent(path) == folder)
}
