//! The lock file: which generator made which files, and of which specs. Text to data and back; `output` reads and writes it.
//!
//! A line says one thing, and lines are sorted, so that a change of one spec is a change of the lines about it alone:
//!
//! ```text
//! format 2
//! generator 0.1.0
//! tests generated/src
//! spec 8a0c41f1bd1f9fb9 specs/ping.yaml > generated/src/ping
//! file 4b227777d4dd1fc6 generated/src/ping/client.rs
//! ```
//!
//! Paths are relative to the lock file, with `/` between the parts. Hashes are what `output` makes of a spec's text and
//! of a file's code; `tests` names an output directory whose modules have tests.

use speccast_core::text::is_hidden;
use std::collections::{BTreeMap, BTreeSet};
use std::{fmt, iter};

/// The name of the file.
pub const FILE_NAME: &str = "speccast.lock";

const HEAD: &str = "\
# Written by speccast: which files it generated, and of which specs. Check it in. Where a merge finds conflicts, here or
# in generated code, put the specs right and run `speccast generate`.
";
/// The format that this version reads and writes. Format 1 had other hashes.
const FORMAT: u32 = 2;

/// What a lock file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lock {
    /// The version of the generator that wrote last.
    pub generator: String,
    /// Output directories whose modules have tests.
    pub tests: BTreeSet<String>,
    /// The spec of each module, by the module's folder.
    pub specs: BTreeMap<String, Spec>,
    /// The hash of each generated file, by its path.
    pub files: BTreeMap<String, String>,
}

/// What a module was generated from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Where the spec was.
    pub path: String,
    /// The hash of its text.
    pub hash: String,
}

/// A lock file as it was read: both sides of it, if a merge left its markers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sides {
    /// What it says: one lock, or that of either branch.
    pub locks: Vec<Lock>,
    /// The line of the first conflict marker, from 1.
    pub conflict: Option<usize>,
}

/// Why a text is no lock file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LockError {
    /// Another version wrote it, in this format.
    Format(u32),
    /// The line of this number, from 1, is none that a lock file has.
    Line(usize),
}

impl LockError {
    /// How to fix it, in the imperative.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Format(format) if *format > FORMAT => {
                "run the speccast that the others use, or a later one"
            }
            Self::Format(_) => "remove it and run `speccast generate`, which writes it anew",
            Self::Line(_) => {
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
        }
    }
}

impl std::error::Error for LockError {}

impl Sides {
    /// Reads a lock file. Line ends may be CRLF.
    ///
    /// # Errors
    /// Where the text is none of a lock file.
    pub fn parse(text: &str) -> Result<Self, LockError> {
        let (mut ours, mut theirs, mut conflict) = (Lock::default(), Lock::default(), None);
        let (mut is_ours, mut is_theirs) = (true, true);
        for (number, line) in text.lines().enumerate() {
            // The last line of a text that ends within CRLF still has half of it.
            let line = line.trim_end_matches('\r');
            // Between `|||||||` and `=======`, if anything, is what both branches came from.
            let marker = line.get(..7).unwrap_or_default();
            (is_ours, is_theirs) = match marker {
                "<<<<<<<" => (true, false),
                "|||||||" => (false, false),
                "=======" => (false, true),
                ">>>>>>>" => (true, true),
                _ => {
                    for (_, lock) in
                        [(is_ours, &mut ours), (is_theirs, &mut theirs)].into_iter().filter(|side| side.0)
                    {
                        lock.line(line, number + 1)?;
                    }
                    continue;
                }
            };
            conflict = conflict.or(Some(number + 1));
        }
        let locks = if conflict.is_some() { vec![ours, theirs] } else { vec![ours] };
        Ok(Self { locks, conflict })
    }

    /// All that is said: for what both sides speak of, what the first says.
    pub fn union(&self) -> Lock {
        let mut union = Lock::default();
        for lock in self.locks.iter().rev() {
            union.generator.clone_from(&lock.generator);
            union.tests.extend(lock.tests.iter().cloned());
            union.specs.extend(lock.specs.clone());
            union.files.extend(lock.files.clone());
        }
        union
    }

    /// What is said of a file; both sides may.
    pub fn hashes<'a>(&'a self, path: &'a str) -> impl Iterator<Item = &'a str> {
        self.locks.iter().filter_map(move |lock| lock.files.get(path)).map(String::as_str)
    }

    /// What is said of a module's spec; both sides may.
    pub fn specs<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = &'a Spec> {
        self.locks.iter().filter_map(move |lock| lock.specs.get(folder))
    }
}

impl Lock {
    fn line(&mut self, line: &str, number: usize) -> Result<(), LockError> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let unknown = || LockError::Line(number);
        let (kind, rest) = line.split_once(' ').ok_or_else(unknown)?;
        match kind {
            "format" => match rest.parse().map_err(|_| unknown())? {
                FORMAT => {}
                other => return Err(LockError::Format(other)),
            },
            "generator" => rest.clone_into(&mut self.generator),
            "tests" => {
                self.tests.insert(unescape(rest));
            }
            "spec" => {
                let (hash, paths) = rest.split_once(' ').ok_or_else(unknown)?;
                let (path, folder) = paths.split_once(" > ").ok_or_else(unknown)?;
                let spec = Spec { path: unescape(path), hash: hash.to_owned() };
                self.specs.insert(unescape(folder), spec);
            }
            "file" => {
                let (hash, path) = rest.split_once(' ').ok_or_else(unknown)?;
                self.files.insert(unescape(path), hash.to_owned());
            }
            _ => return Err(unknown()),
        }
        Ok(())
    }
}

impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{HEAD}format {FORMAT}\ngenerator {}\n", self.generator)?;
        for out in &self.tests {
            writeln!(f, "tests {}", escape(out))?;
        }
        for (folder, Spec { path, hash }) in &self.specs {
            writeln!(f, "spec {hash} {} > {}", escape(path), escape(folder))?;
        }
        for (path, hash) in &self.files {
            writeln!(f, "file {hash} {}", escape(path))?;
        }
        Ok(())
    }
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
