//! Paths in a value: linked lists on the stack, formatted only when there is something to report.

use std::fmt;

use crate::request::Text;

/// A position in a value, linked to its parent.
///
/// Its [`Display`](fmt::Display) is a JSON Pointer (RFC 6901).
#[derive(Clone, Copy)]
pub(crate) struct Path<'a> {
    /// Path of the containing value; `None` in the root.
    pub(crate) parent: Option<&'a Path<'a>>,
    /// The last step.
    pub(crate) step: Step<'a>,
}

/// One step from a value to a part of it.
#[derive(Clone, Copy)]
pub enum Step<'a> {
    /// A member of a structure, by its wire name.
    Member(&'static str),
    /// An element of a list.
    Index(usize),
    /// An entry of a map.
    Key(&'a str),
    /// An entry of a map, by a key that is formatted only if needed.
    Entry(&'a dyn Text),
    /// The value itself, as the member of a union.
    Itself,
    /// An entry of a map with secret keys.
    SecretKey,
}

impl From<&'static str> for Step<'_> {
    fn from(member: &'static str) -> Self {
        Self::Member(member)
    }
}

impl<'a> Path<'a> {
    /// Creates the path of a part of `parent`.
    pub(crate) fn new(parent: Option<&'a Path<'a>>, step: Step<'a>) -> Self {
        Self { parent, step }
    }

    /// Returns the wire name of the innermost member on the path; empty if there is none.
    pub(crate) fn member(&self) -> &'static str {
        match (self.step, self.parent) {
            (Step::Member(name), _) => name,
            (_, Some(parent)) => parent.member(),
            (_, None) => "",
        }
    }

    /// Returns the wire name of the outermost member; empty if the root is not a structure.
    pub(crate) fn root_member(&self) -> &'static str {
        match (self.parent, self.step) {
            (Some(parent), _) => parent.root_member(),
            (None, Step::Member(name)) => name,
            (None, _) => "",
        }
    }

    /// Returns the number of steps from the root.
    pub(crate) fn depth(&self) -> usize {
        1 + self.parent.map_or(0, Path::depth)
    }
}

impl fmt::Debug for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(parent) = self.parent {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Member(name) => write_token(f, name),
            Step::Index(index) => write!(f, "/{index}"),
            Step::Itself => Ok(()),
            Step::Key(key) => write_token(f, key),
            Step::Entry(key) => write_token(f, &key.text()),
            Step::SecretKey => f.write_str("/***"),
        }
    }
}

/// Writes one reference token with the escapes of RFC 6901 section 3.
fn write_token(f: &mut fmt::Formatter<'_>, token: &str) -> fmt::Result {
    f.write_str("/")?;
    for part in token.split_inclusive(['~', '/']) {
        match part.as_bytes().last() {
            Some(b'~') => write!(f, "{}~0", &part[..part.len() - 1])?,
            Some(b'/') => write!(f, "{}~1", &part[..part.len() - 1])?,
            _ => f.write_str(part)?,
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_escaped() {
        let tags = Path::new(None, Step::Member("tags"));
        let entry = Path::new(Some(&tags), Step::Key("a/b~c"));
        let index = Path::new(Some(&entry), Step::Index(3));
        assert_eq!(index.to_string(), "/tags/a~1b~0c/3");
        assert_eq!(Path::new(Some(&tags), Step::SecretKey).to_string(), "/tags/***");
        assert_eq!(Path::new(Some(&tags), Step::Key("")).to_string(), "/tags/");
        assert_eq!((index.member(), index.root_member(), index.depth()), ("tags", "tags", 3));
    }
}
