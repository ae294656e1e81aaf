//! Specs of a revision in git: `git:REV:PATH`.
//!
//! Runs the command `git`, so that every notation of a revision is supported.

use crate::Source;
use std::fmt;
use std::process::{Command, Output};

/// Prefix of the name of a spec in git.
const PREFIX: &str = "git:";

/// A path in a revision; messages show it as it was written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Revision<'a> {
    revision: &'a str,
    path: &'a str,
}

impl<'a> Revision<'a> {
    /// Parses `git:REV:PATH`; none if the text has no such prefix, or if a file has this name.
    pub(super) fn parse(text: &'a str) -> Option<Self> {
        let rest = text.strip_prefix(PREFIX).filter(|_| !std::path::Path::new(text).exists())?;
        let (revision, path) = rest.split_once(':').unwrap_or((rest, ""));
        Some(Self { revision, path: if path.is_empty() { "." } else { path } })
    }

    /// Returns whether there is no path in the revision.
    pub(super) fn is_whole(&self) -> bool {
        self.path == "."
    }

    /// Returns another path in the same revision.
    pub(super) fn at<'b>(&self, path: &'b str) -> Revision<'b>
    where
        'a: 'b,
    {
        Revision { revision: self.revision, path }
    }

    /// Reads the spec, or those directly in the directory, sorted by name; and returns whether it is a
    /// directory.
    pub(super) fn read(&self) -> Result<(Vec<Source>, bool), String> {
        // git would read it as an option.
        if self.revision.starts_with('-') {
            return Err(format!("unknown revision `{}`", self.revision));
        }
        let kind = self.ask(&["cat-file", "-t"], self.path)?;
        if kind.trim_ascii() != b"tree" {
            return Ok((vec![self.source(self.path)?], false));
        }
        // Without `--full-tree`, git looks for the current directory in this tree.
        let names = self.ask(&["ls-tree", "--full-tree", "-z", "--name-only"], self.path)?;
        let names = names.split(|byte| *byte == 0).filter_map(|name| std::str::from_utf8(name).ok());
        let mut names: Vec<&str> =
            names.filter(|name| name.ends_with(".yaml") || name.ends_with(".yml")).collect();
        names.sort_unstable();
        if names.is_empty() {
            return Err(format!(
                "git:{}:{}: no specs in this directory; their names end in .yaml or .yml",
                self.revision, self.path
            ));
        }
        let folder = self.path.trim_end_matches('/');
        let specs = names.iter().map(|name| self.source(&format!("{folder}/{name}")));
        Ok((specs.collect::<Result<_, _>>()?, true))
    }

    /// Reads one spec.
    fn source(&self, path: &str) -> Result<Source, String> {
        let name = format!("{PREFIX}{}:{}", self.revision, path.trim_start_matches("./"));
        let text = String::from_utf8(self.ask(&["cat-file", "blob"], path)?);
        let text = text.map_err(|_| format!("{name}: invalid UTF-8; save the file as UTF-8"))?;
        Ok(Source::new(name, text))
    }

    /// Runs a command of git with a path in the revision, relative to the current directory.
    fn ask(&self, arguments: &[&str], path: &str) -> Result<Vec<u8>, String> {
        let object = format!("{}:./{}", self.revision, path.trim_start_matches("./"));
        let output = Command::new("git").args(arguments).arg(&object).output();
        let Output { status, stdout, stderr } = output.map_err(|error| format!("cannot run git: {error}"))?;
        if status.success() {
            return Ok(stdout);
        }
        let said = String::from_utf8_lossy(&stderr);
        let said = said.lines().next().unwrap_or("no message").trim_start_matches("fatal: ");
        let help = if said.starts_with("path ") {
            "\nhelp: a path in a revision is relative to the current directory"
        } else {
            ""
        };
        Err(format!("git has no `{self}`: {}{help}", said.trim_end_matches('.')))
    }
}

impl fmt::Display for Revision<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let colon = if self.path == "." { "" } else { ":" };
        let path = if self.path == "." { "" } else { self.path };
        write!(f, "{PREFIX}{}{colon}{path}", self.revision)
    }
}
