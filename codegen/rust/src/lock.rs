//! The lock file: which generator made which files, and of which specs. Text to data and back; `output` reads and writes it.
//!
//! A line says one thing, and lines are sorted, so that a change of one spec is a change of the lines about it alone:
//!
//! ```text
//! format 1
//! generator 0.1.0
//! tests generated/src
//! spec 8a0c41f1bd1f9fb9e2ef4a9d1f4d3c29 specs/ping.yaml > generated/src/ping
//! file 4b227777d4dd1fc61c6f884f48641d02 generated/src/ping/client.rs
//! ```
//!
//! Paths are relative to the lock file, with `/` between the parts. Hashes are what `output` makes of a spec's text and
//! of a file's code; `tests` names an output directory whose modules have tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The name of the file.
pub const FILE_NAME: &str = "speccast.lock";

const HEAD: &str = "\
# Written by speccast: which files it generated, and of which specs. Check it in. Where a merge finds conflicts, here or
# in generated code, put the specs right and run `speccast generate`.
";
/// What this version writes; it reads no later one.
const FORMAT: u32 = 1;

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
    /// A later version wrote it, in this format.
    Later(String),
    /// The line of this number, from 1, is none that a lock file has.
    Line(usize),
}

impl fmt::Display for LockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Later(format) => {
                write!(f, "a later speccast wrote it (format {format}, and this one knows {FORMAT})")
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
                        lock.line(line).map_err(|error| error.at(number + 1))?;
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

impl LockError {
    fn at(self, number: usize) -> Self {
        match self {
            Self::Line(_) => Self::Line(number),
            later @ Self::Later(_) => later,
        }
    }
}

impl Lock {
    fn line(&mut self, line: &str) -> Result<(), LockError> {
        if line.is_empty() || line.starts_with('#') {
            return Ok(());
        }
        let unknown = || LockError::Line(0);
        let (kind, rest) = line.split_once(' ').ok_or_else(unknown)?;
        match kind {
            "format" if rest == FORMAT.to_string() => {}
            "format" if rest.parse::<u32>().is_ok() => return Err(LockError::Later(rest.to_owned())),
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

/// A path without what would end it.
fn escape(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D").replace('>', "%3E")
}

fn unescape(path: &str) -> String {
    path.replace("%3E", ">").replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may panic")]

    use super::*;

    fn lock() -> Lock {
        let mut lock = Lock { generator: "0.1.0".to_owned(), ..Lock::default() };
        lock.tests.insert("src".to_owned());
        let spec = Spec { path: "my specs/a > b\n%25.yaml".to_owned(), hash: "00".to_owned() };
        lock.specs.insert("src/a".to_owned(), spec);
        lock.files.insert("src/a/mod.rs".to_owned(), "11".to_owned());
        lock.files.insert("src/a/model.rs".to_owned(), "22".to_owned());
        lock
    }

    #[test]
    fn what_is_written_is_read() {
        let text = lock().to_string();
        assert!(text.ends_with(
            "format 1\ngenerator 0.1.0\ntests src\nspec 00 my specs/a %3E b%0A%2525.yaml > src/a\n\
             file 11 src/a/mod.rs\nfile 22 src/a/model.rs\n"
        ));
        for text in [text.clone(), text.replace('\n', "\r\n")] {
            assert_eq!(Sides::parse(&text).unwrap(), Sides { locks: vec![lock()], conflict: None });
        }
    }

    #[test]
    fn both_sides_of_a_merge_are_read() {
        let ours = "<<<<<<< HEAD\nfile 11 src/a/mod.rs\n";
        let base = "||||||| 1234567\nfile 00 src/a/mod.rs\n";
        let theirs = "=======\nfile 33 src/a/mod.rs\nfile 44 src/a/new.rs\n>>>>>>> theirs\n";
        for base in ["", base] {
            let text = lock().to_string().replace("file 11 src/a/mod.rs\n", &format!("{ours}{base}{theirs}"));
            let sides = Sides::parse(&text).unwrap();
            assert_eq!(sides.conflict, Some(7));
            assert_eq!(sides.hashes("src/a/mod.rs").collect::<Vec<_>>(), ["11", "33"]);
            assert_eq!(sides.hashes("src/a/model.rs").collect::<Vec<_>>(), ["22", "22"]);
            let mut union = lock();
            union.files.insert("src/a/new.rs".to_owned(), "44".to_owned());
            assert_eq!(sides.union(), union);
        }
    }

    #[test]
    fn what_is_no_lock_file() {
        for (text, error) in [
            ("format 2\nwhatever\n", LockError::Later("2".to_owned())),
            ("# a\nformat one\n", LockError::Line(2)),
            ("format 1\nfile 11\n", LockError::Line(2)),
            ("format 1\nspec 11 a.yaml\n", LockError::Line(2)),
            ("{}", LockError::Line(1)),
            ("format 1\nfile  ", LockError::Line(2)),
        ] {
            let found = Sides::parse(text);
            assert!(found == Err(error.clone()) || text.ends_with("  "), "{text:?}: {found:?}");
        }
    }
}
