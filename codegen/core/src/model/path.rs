//! Paths of operations.

use std::fmt;

/// The path of an operation as literal text and labels, and its constant query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    parts: Vec<PathPart>,
    /// The query as it is on the wire, if there is one.
    query: Option<String>,
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

/// Maximum number of steps of [`Path::matches`]; a longer comparison counts as a match.
const MAX_STEPS: usize = 1 << 20;

impl Path {
    /// Splits a path from the query after its `?`.
    pub(crate) fn split(text: &str) -> (&str, Option<&str>) {
        text.split_once('?').map_or((text, None), |(path, query)| (path, Some(query)))
    }

    /// Parses a path and the query after its `?`; none if a label is not closed or has no name.
    pub fn parse(text: &str) -> Option<Self> {
        let (path, query) = Self::split(text);
        let mut parts = Vec::new();
        let mut rest = path;
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
        Some(Self { parts, query: query.map(str::to_owned) })
    }

    /// Creates a path without labels; braces in the text are literal.
    pub(crate) fn literal(text: &str) -> Self {
        let (path, query) = Self::split(text);
        Self { parts: vec![PathPart::Literal(path.to_owned())], query: query.map(str::to_owned) }
    }

    /// Returns whether it has a brace that neither opens nor closes a label, and so could not be parsed.
    pub(crate) fn is_unclosed(&self) -> bool {
        self.parts.iter().any(|part| matches!(part, PathPart::Literal(text) if text.contains(['{', '}'])))
    }

    /// Returns the pairs of the constant query: keys and values as they are on the wire; a missing value is
    /// empty.
    pub fn query(&self) -> impl Iterator<Item = (&str, &str)> {
        pairs(self.query.as_deref().unwrap_or_default())
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

    /// Returns the decoded keys of the constant query.
    pub(crate) fn query_keys(&self) -> impl Iterator<Item = Vec<u8>> {
        self.query().map(|(key, _)| decoded(key))
    }

    /// Returns a text that is equal for paths that cannot be distinguished on the wire: label names are left
    /// out, the query is sorted, and greedy labels stay marked.
    pub fn without_names(&self) -> String {
        let part = |part: &PathPart| match part {
            PathPart::Literal(text) => text.clone(),
            PathPart::Label { greedy, .. } => if *greedy { "{+}" } else { "{}" }.to_owned(),
        };
        let path: String = self.parts.iter().map(part).collect();
        let mut query: Vec<String> = self.query().map(|(key, value)| format!("{key}={value}")).collect();
        query.sort_unstable();
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }

    /// Returns the first pair of the constant query that `query` lacks.
    pub(crate) fn missing_in(&self, query: &str) -> Option<(&str, &str)> {
        self.query().find(|pair| !pairs(query).any(|found| found == *pair))
    }

    /// Returns whether `path` is this path with a text in place of each label. Queries are not compared.
    pub fn matches(&self, path: &str) -> bool {
        if self.parts.len().saturating_mul(path.len()) > MAX_STEPS {
            return true;
        }
        // The offsets at which a match of the parts so far can end.
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
    /// Formats the path as in a spec.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| match part {
            PathPart::Literal(text) => f.write_str(text),
            PathPart::Label { name, greedy } => write!(f, "{{{name}{}}}", if *greedy { "+" } else { "" }),
        })?;
        self.query.as_ref().map_or(Ok(()), |query| write!(f, "?{query}"))
    }
}

/// Decodes percent escapes (RFC 3986 section 2.1).
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = tail.get(..2).filter(|_| *first == b'%').and_then(|digits| str::from_utf8(digits).ok());
        let escaped = escaped.and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { &tail[2..] } else { tail };
    }
    bytes
}

/// Splits a query into pairs.
fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    query.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")))
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
        assert_eq!(without("/{a}?y&x=1"), without("/{b}?x=1&y="));
        assert_ne!(without("/{a}?x=1"), without("/{a}?x=2"));
    }

    #[test]
    fn a_long_path_takes_no_longer() {
        assert!(matches(&"{a}".repeat(100_000), &"x".repeat(100_000)));
    }

    #[test]
    fn labels_are_closed_and_named() {
        for text in ["/a", "/{a}", "/{a}{b+}/c", "", "/{a}?b=c&d", "/?", "/a?b={c"] {
            assert_eq!(Path::parse(text).map(|path| path.to_string()).as_deref(), Some(text));
        }
        for text in ["/{a", "/a}", "/{}", "/{+}", "/{a/b}", "/{a{b}"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}
