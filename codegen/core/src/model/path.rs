//! Paths of operations.

use std::fmt;

/// The path of an operation: literal text and labels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    parts: Vec<PathPart>,
}

/// A part of a [`Path`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PathPart {
    /// Text, as it is on the wire.
    Literal(String),
    /// A member's value: `{name}`, or `{name+}` if it may contain slashes.
    Label {
        /// Name of the label.
        name: String,
        /// Whether it may contain slashes.
        greedy: bool,
    },
}

/// The most steps that [`Path::matches`] takes; a longer comparison counts as a match.
const MAX_STEPS: usize = 1 << 20;

impl Path {
    /// Parses a path; none if a label is not closed or has no name.
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(open) = rest.find(['{', '}']) {
            let (literal, label) = rest.split_at(open);
            let (label, after) = label.strip_prefix('{')?.split_once('}')?;
            let (name, greedy) = label.strip_suffix('+').map_or((label, false), |name| (name, true));
            if name.is_empty() || name.contains(['{', '/']) {
                return None;
            }
            parts.extend((!literal.is_empty()).then(|| PathPart::Literal(literal.to_owned())));
            parts.push(PathPart::Label { name: name.to_owned(), greedy });
            rest = after;
        }
        parts.extend((!rest.is_empty()).then(|| PathPart::Literal(rest.to_owned())));
        Some(Self { parts })
    }

    /// Creates a path without labels, whatever the text contains.
    pub(crate) fn literal(text: &str) -> Self {
        Self { parts: vec![PathPart::Literal(text.to_owned())] }
    }

    /// Returns its parts.
    pub fn parts(&self) -> &[PathPart] {
        &self.parts
    }

    /// Returns the names of its labels.
    pub fn labels(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().filter_map(|part| match part {
            PathPart::Label { name, .. } => Some(name.as_str()),
            PathPart::Literal(_) => None,
        })
    }

    /// Returns the path without the names of its labels, which are not on the wire; that one may contain slashes remains.
    pub fn without_names(&self) -> String {
        let part = |part: &PathPart| match part {
            PathPart::Literal(text) => text.clone(),
            PathPart::Label { greedy, .. } => if *greedy { "{+}" } else { "{}" }.to_owned(),
        };
        self.parts.iter().map(part).collect()
    }

    /// Returns whether `path` is this path with something in place of each label.
    pub fn matches(&self, path: &str) -> bool {
        if self.parts.len().saturating_mul(path.len()) > MAX_STEPS {
            return true;
        }
        // The ends of what the parts so far can match.
        let mut ends = vec![false; path.len() + 1];
        ends[0] = true;
        for part in &self.parts {
            ends = match part {
                PathPart::Literal(text) => after_literal(&ends, text, path),
                PathPart::Label { greedy, .. } => after_label(&ends, *greedy, path),
            };
        }
        ends.last() == Some(&true)
    }
}

impl fmt::Display for Path {
    /// As it is written in a spec.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            PathPart::Literal(text) => f.write_str(text),
            PathPart::Label { name, greedy } => write!(f, "{{{name}{}}}", if *greedy { "+" } else { "" }),
        })
    }
}

fn after_literal(ends: &[bool], literal: &str, path: &str) -> Vec<bool> {
    let mut next = vec![false; ends.len()];
    for (at, _) in ends.iter().enumerate().filter(|(_, reached)| **reached) {
        if path.as_bytes()[at..].starts_with(literal.as_bytes()) {
            next[at + literal.len()] = true;
        }
    }
    next
}

/// A label matches at least one character, and no slash unless it is greedy.
fn after_label(ends: &[bool], greedy: bool, path: &str) -> Vec<bool> {
    let mut next = vec![false];
    let mut inside = false;
    for (reached, byte) in ends.iter().zip(path.bytes()) {
        inside = (inside || *reached) && (greedy || byte != b'/');
        next.push(inside);
    }
    next
}

#[cfg(test)]
mod tests {
    use super::Path;

    fn matches(template: &str, path: &str) -> bool {
        Path::parse(template).is_some_and(|template| template.matches(path))
    }

    #[test]
    fn a_label_stands_for_a_part_of_a_segment() {
        for path in ["/a/1", "/a/1%2F2", "/a/{id}"] {
            assert!(matches("/a/{id}", path), "{path}");
        }
        for path in ["/a", "/a/", "/a/1/", "/a/1/2", "/b/1", "/A/1", "a/1", ""] {
            assert!(!matches("/a/{id}", path), "{path}");
        }
        assert!(
            matches("/a", "/a") && matches("/{a}/{b}.json", "/1/2.json") && matches("/{a}-{b}", "/1-2-3")
        );
        assert!(!matches("/{a}/{b}.json", "/1/.json") && !matches("/{a}-{b}", "/1/2-3"));
    }

    #[test]
    fn a_greedy_label_stands_for_several_segments() {
        assert!(matches("/a/{rest+}", "/a/1/2/3") && matches("/a/{rest+}/end", "/a/1/end/end"));
        assert!(!matches("/a/{rest+}", "/a/") && !matches("/a/{rest+}/end", "/a/end"));
    }

    #[test]
    fn names_of_labels_are_no_part_of_a_path() {
        let without = |path| Path::parse(path).map(|path| path.without_names());
        assert_eq!(without("/v1/{group}/widgets/{rest+}").as_deref(), Some("/v1/{}/widgets/{+}"));
        assert_eq!(without("/v1/{name}/widgets/{all+}").as_deref(), Some("/v1/{}/widgets/{+}"));
        assert_ne!(without("/v1/{name}"), without("/v1/{name+}"));
        assert_eq!(without("/plain").as_deref(), Some("/plain"));
    }

    #[test]
    fn a_long_path_takes_no_longer() {
        assert!(matches(&"{a}".repeat(100_000), &"x".repeat(100_000)));
    }

    #[test]
    fn labels_are_closed_and_named() {
        for text in ["/a", "/{a}", "/{a}{b+}/c", ""] {
            assert_eq!(Path::parse(text).map(|path| path.to_string()).as_deref(), Some(text));
        }
        for text in ["/{a", "/a}", "/{}", "/{+}", "/{a/b}", "/{a{b}"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
