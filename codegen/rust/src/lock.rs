//! The lock file: generated files, their specs and the generator. This module parses and formats it; `output` reads and
//! writes it.
//!
//! Each line states one fact, and lines are sorted, so that a change of a spec only changes its own lines:
//!
//! ```text
//! format 2
//! generator 0.1.0
//! tests generated/src
//! spec 8a0c41f1bd1f9fb9 specs/ping.yaml > generated/src/ping
//! made 1f9fb98a0c41f1bd generated/src/ping
//! file 4b227777d4dd1fc6 generated/src/ping/client.rs
//! ```
//!
//! Paths are relative to the lock file, with `/` as separator, and, except for specs, below its directory. `output`
//! computes the hashes of a spec's text and of a file's code; `made` is the hash of everything that a module depends
//! on, and of its files; `tests` lists an output directory whose modules have tests.
//!
//! After a merge, and while a run is writing, several lines may contain the same path. Any of them may be true.

use speccast_core::text::is_hidden;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};
use std::{fmt, iter};

/// The name of the file.
pub const FILE_NAME: &str = "speccast.lock";
/// Maximum size of a lock file in bytes, enough for about 100,000 modules.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// Beginning of the file, which identifies leftovers of interrupted runs.
pub(crate) const HEADER: &str = "# Written by speccast";
const HEAD: &str = "\
: the generated files and their specs. Check this file in. After a merge conflict, here or
# in generated code, fix the specs and run `speccast generate`.
";
/// The format that this version reads and writes. Format 1 had other hashes.
const FORMAT: u32 = 2;
/// The line that marks an unfinished run.
const UNFINISHED: &str = "unfinished";

/// Contents of a lock file. After a merge or an interrupted run, a path may have several entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The version of the generator that wrote it.
    pub generators: BTreeSet<String>,
    /// Whether a run was interrupted.
    pub unfinished: bool,
    /// Output directories whose modules have tests.
    pub tests: BTreeSet<String>,
    /// The spec of each module, by the module's folder.
    pub specs: BTreeMap<String, BTreeSet<Spec>>,
    /// The hash of everything that each module depends on and of its files, by the module's folder.
    pub made: BTreeMap<String, BTreeSet<String>>,
    /// The hash of each generated file, by its path.
    pub files: BTreeMap<String, BTreeSet<String>>,
    /// The line of the first conflict marker, counted from 1. It is not written.
    pub conflict: Option<usize>,
}

/// What a module was generated from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spec {
    /// Path of the spec.
    pub path: String,
    /// The hash of its text.
    pub hash: String,
}

/// Why a text is not a valid lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// It has this format of another version.
    Format(u32),
    /// This line, counted from 1, is invalid.
    Line(usize),
    /// This line, counted from 1, has an invalid path.
    Path(usize),
}

impl LockError {
    /// Returns how to fix it, in the imperative.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Format(format) if *format > FORMAT => {
                "install the version of speccast that wrote it, or a later one"
            }
            Self::Format(_) => "remove it, and run `speccast generate`",
            Self::Line(_) | Self::Path(_) => {
                "restore it from version control, or remove it and run `speccast generate`"
            }
        }
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(format) => {
                let which = if *format > FORMAT { "a later" } else { "an earlier" };
                write!(
                    f,
                    "written by {which} version of speccast (format {format}; this version reads format {FORMAT})"
                )
            }
            Self::Line(line) => write!(f, "line {line} is invalid"),
            Self::Path(line) => write!(f, "line {line} contains an invalid path"),
        }
    }
}

impl std::error::Error for LockError {}

impl Lock {
    /// Parses a lock file, including both sides of merge conflicts. Line ends may be CRLF.
    ///
    /// # Errors
    /// If the text is not a valid lock file, or contains a module or file that is not below the lock file.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let (mut lock, mut is_said) = (Self::default(), true);
        for (index, line) in text.lines().enumerate() {
            // A text that ends inside CRLF has a CR at the end.
            let line = line.trim_end_matches('\r');
            // The common ancestor may appear between `|||||||` and `=======`.
            is_said = match line.get(..7).unwrap_or_default() {
                "|||||||" => false,
                "<<<<<<<" | "=======" | ">>>>>>>" => true,
                _ => {
                    if is_said {
                        lock.line(line, index + 1)?;
                    }
                    continue;
                }
            };
            lock.conflict = lock.conflict.or(Some(index + 1));
        }
        Ok(lock)
    }

    /// Adds the entries of another lock file, so that either may be true.
    #[must_use]
    pub fn or(mut self, other: Self) -> Self {
        fn add<T: Ord>(to: &mut BTreeMap<String, BTreeSet<T>>, from: BTreeMap<String, BTreeSet<T>>) {
            from.into_iter().for_each(|(key, values)| to.entry(key).or_default().extend(values));
        }
        self.generators.extend(other.generators);
        self.unfinished |= other.unfinished;
        self.tests.extend(other.tests);
        add(&mut self.specs, other.specs);
        add(&mut self.made, other.made);
        add(&mut self.files, other.files);
        self
    }

    fn line(&mut self, line: &str, number: usize) -> Result<(), LockError> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        if line == UNFINISHED {
            self.unfinished = true;
            return Ok(());
        }
        let unknown = || LockError::Line(number);
        let known = |path: String, is_known: bool| is_known.then_some(path).ok_or(LockError::Path(number));
        let module = |folder: &str| {
            let folder = unescape(folder);
            let is_known = is_module(&folder);
            known(folder, is_known)
        };
        let (kind, rest) = line.split_once(' ').ok_or_else(unknown)?;
        match kind {
            "format" => match rest.parse().map_err(|_| unknown())? {
                FORMAT => {}
                other => return Err(LockError::Format(other)),
            },
            "generator" => {
                self.generators.insert(rest.to_owned());
            }
            "tests" => {
                let out = unescape(rest);
                let is_known = out.is_empty() || is_below(&out);
                self.tests.insert(known(out, is_known)?);
            }
            "spec" => {
                let (hash, paths) = rest.split_once(' ').ok_or_else(unknown)?;
                let (path, folder) = paths.split_once(" > ").ok_or_else(unknown)?;
                let spec = Spec { path: unescape(path), hash: hash.to_owned() };
                self.specs.entry(module(folder)?).or_default().insert(spec);
            }
            "made" => {
                let (hash, folder) = rest.split_once(' ').ok_or_else(unknown)?;
                self.made.entry(module(folder)?).or_default().insert(hash.to_owned());
            }
            "file" => {
                let (hash, path) = rest.split_once(' ').ok_or_else(unknown)?;
                let path = unescape(path);
                let is_known = path.rsplit_once('/').is_some_and(|(folder, name)| {
                    is_module(folder) && name.strip_suffix(".rs").is_some_and(is_identifier)
                });
                self.files.entry(known(path, is_known)?).or_default().insert(hash.to_owned());
            }
            _ => return Err(unknown()),
        }
        Ok(())
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{HEADER}{HEAD}format {FORMAT}")?;
        if self.unfinished {
            writeln!(f, "{UNFINISHED}")?;
        }
        for version in &self.generators {
            writeln!(f, "generator {version}")?;
        }
        for out in &self.tests {
            writeln!(f, "tests {}", escape(out))?;
        }
        for (folder, Spec { path, hash }) in each(&self.specs) {
            writeln!(f, "spec {hash} {} > {}", escape(path), escape(folder))?;
        }
        for (folder, hash) in each(&self.made) {
            writeln!(f, "made {hash} {}", escape(folder))?;
        }
        for (path, hash) in each(&self.files) {
            writeln!(f, "file {hash} {}", escape(path))?;
        }
        Ok(())
    }
}

fn each<T>(of: &BTreeMap<String, BTreeSet<T>>) -> impl Iterator<Item = (&String, &T)> {
    of.iter().flat_map(|(key, values)| values.iter().map(move |value| (key, value)))
}

/// Returns whether a path can be a module's folder: it is below the lock file, and its last part is an identifier.
fn is_module(folder: &str) -> bool {
    is_below(folder) && folder.rsplit('/').next().is_some_and(is_identifier)
}

/// Returns whether a path only leads to subdirectories, on every system.
fn is_below(path: &str) -> bool {
    path.split('/').all(|part| {
        let mut parts = Path::new(part).components();
        matches!(parts.next(), Some(Component::Normal(only)) if only == part) && parts.next().is_none()
    })
}

fn is_identifier(name: &str) -> bool {
    !name.starts_with(|c: char| c.is_ascii_digit())
        && !name.is_empty()
        && name.chars().all(|c| c == '_' || c.is_alphanumeric())
}

/// Escapes characters that would end a path or are hidden, as `%` and two digits.
fn escape(path: &str) -> String {
    let mut escaped = String::with_capacity(path.len());
    for c in path.chars() {
        if matches!(c, '%' | '>' | '\n') || is_hidden(c) {
            escaped.extend(c.encode_utf8(&mut [0; 4]).bytes().map(|byte| format!("%{byte:02X}")));
        } else {
            escaped.push(c);
        }
    }
    escaped
}

fn unescape(path: &str) -> String {
    let mut parts = path.split('%');
    let mut bytes = parts.next().unwrap_or_default().as_bytes().to_vec();
    for part in parts {
        match part.get(..2).and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
            Some(byte) => bytes.extend(iter::once(byte).chain(part.bytes().skip(2))),
            None => bytes.extend(iter::once(b'%').chain(part.bytes())),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
