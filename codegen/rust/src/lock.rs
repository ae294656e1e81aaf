//! The lock file: which generator made which files, and of which specs. Text to data and back; `output` reads and writes it.
//!
//! A line says one thing, and lines are sorted, so that a change of one spec is a change of the lines about it alone:
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
//! Paths are relative to the lock file, with `/` between the parts, and below its directory but for those of specs. Hashes
//! are what `output` makes of a spec's text and of a file's code; `made` is one of all that a module was made of, and of
//! all that was made; `tests` names an output directory whose modules have tests.
//!
//! After a merge, and while a run is writing, several lines may name the same path: any of them may be true.

use speccast_core::text::is_hidden;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};
use std::{fmt, iter};

/// The name of the file.
pub const FILE_NAME: &str = "speccast.lock";
/// The largest lock file that is read, in bytes: that of some 100,000 modules.
pub const MAX_BYTES: u64 = 32 * 1024 * 1024;

/// How the file begins, which is how our own leftovers are told from others.
pub(crate) const HEADER: &str = "# Written by speccast";
const HEAD: &str = "\
: which files it generated, and of which specs. Check it in. Where a merge finds conflicts, here or
# in generated code, put the specs right and run `speccast generate`.
";
/// The format that this version reads and writes. Format 1 had other hashes.
const FORMAT: u32 = 2;
/// The line of a run that has not ended.
const UNFINISHED: &str = "unfinished";

/// What a lock file says: one thing of a path, or what was so on each side of a merge or of a run that was interrupted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The version of the generator that wrote last.
    pub generators: BTreeSet<String>,
    /// Whether a run began to write and did not end.
    pub unfinished: bool,
    /// Output directories whose modules have tests.
    pub tests: BTreeSet<String>,
    /// The spec of each module, by the module's folder.
    pub specs: BTreeMap<String, BTreeSet<Spec>>,
    /// The hash of what each module was made of and of what was made, by the module's folder.
    pub made: BTreeMap<String, BTreeSet<String>>,
    /// The hash of each generated file, by its path.
    pub files: BTreeMap<String, BTreeSet<String>>,
    /// The line of the first conflict marker that a merge left, from 1. It is not written.
    pub conflict: Option<usize>,
}

/// What a module was generated from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spec {
    /// Where the spec was.
    pub path: String,
    /// The hash of its text.
    pub hash: String,
}

/// Why a text is no lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// Another version wrote it, in this format.
    Format(u32),
    /// The line of this number, from 1, is none that a lock file has.
    Line(usize),
    /// The line of this number, from 1, names a path where no generated file can be.
    Path(usize),
}

impl LockError {
    /// How to fix it, in the imperative.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Format(format) if *format > FORMAT => {
                "run the speccast that the others use, or a later one"
            }
            Self::Format(_) => "remove it and run `speccast generate`, which writes it anew",
            Self::Line(_) | Self::Path(_) => {
                "take it from version control, or remove it and run `speccast generate`, which writes it anew"
            }
        }
    }
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Format(format) => {
                let which = if *format > FORMAT { "a later" } else { "an earlier" };
                write!(f, "{which} speccast wrote it (format {format}, and this one knows {FORMAT})")
            }
            Self::Line(line) => write!(f, "line {line} is not one that a lock file has"),
            Self::Path(line) => write!(f, "line {line} names a path where no generated file can be"),
        }
    }
}

impl std::error::Error for LockError {}

impl Lock {
    /// Reads a lock file, both sides of it if a merge left its markers. Line ends may be CRLF.
    ///
    /// # Errors
    /// Where the text is none of a lock file, or names a path of a module or file that is not below the lock file.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let (mut lock, mut is_said) = (Self::default(), true);
        for (index, line) in text.lines().enumerate() {
            // The last line of a text that ends within CRLF still has half of it.
            let line = line.trim_end_matches('\r');
            // Between `|||||||` and `=======`, if anything, is what both branches came from.
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

    /// Adds what another lock file says, so that either may be true.
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

/// Whether a path can be that of a module's folder: below the lock file, the last part an identifier.
fn is_module(folder: &str) -> bool {
    is_below(folder) && folder.rsplit('/').next().is_some_and(is_identifier)
}

/// Whether a path leads down only, on each system.
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

/// A path with the bytes of what would end it, or what nobody would see of it, as `%` and two digits.
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
