//! Where the items of a spec are written.

use crate::parse::name_of;
use crate::text::Span;
use crate::yaml::{Key, Kind, Node};
use std::collections::HashMap;
use std::fmt;

/// The keys that lead to an item of a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath(Vec<KeyPart>);

/// A part of a [`KeyPath`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyPart {
    /// A key of the language.
    Key(&'static str),
    /// A name given by the spec, or an item of a list.
    Name(String),
}

impl KeyPart {
    /// Returns the key or name.
    pub fn text(&self) -> &str {
        match self {
            Self::Key(key) => key,
            Self::Name(name) => name,
        }
    }
}

impl KeyPath {
    /// Returns this path with a key of the language appended.
    #[must_use]
    pub fn key(&self, key: &'static str) -> Self {
        self.with(KeyPart::Key(key))
    }

    /// Returns this path with a name appended.
    #[must_use]
    pub fn name(&self, name: &str) -> Self {
        self.with(KeyPart::Name(name.to_owned()))
    }

    fn with(&self, part: KeyPart) -> Self {
        Self(self.0.iter().cloned().chain([part]).collect())
    }

    /// Returns the path of a type under `types`.
    pub fn of_type(name: &str) -> Self {
        Self::default().key("types").name(name)
    }

    /// Returns its parts.
    pub fn parts(&self) -> &[KeyPart] {
        &self.0
    }
}

impl fmt::Display for KeyPath {
    /// Formats the path as a JSON Pointer (RFC 6901 section 3) without the first slash.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, part) in self.0.iter().enumerate() {
            let separator = if index == 0 { "" } else { "/" };
            write!(f, "{separator}{}", part.text().replace('~', "~0").replace('/', "~1"))?;
        }
        Ok(())
    }
}

/// The spans of a spec's items.
#[derive(Clone, Debug)]
pub struct SourceMap {
    root: Node,
    /// Indices of the named types in their mapping: a spec may have thousands.
    types: HashMap<String, usize>,
}

/// Number of parts in the path to a member of an error.
const SHARED: usize = 4;

/// An item, or its nearest ancestor.
struct Found<'m, 'p> {
    span: Span,
    node: &'m Node,
    /// The parts of the path that were not found.
    rest: &'p [KeyPart],
}

impl SourceMap {
    pub(crate) fn new(root: Node) -> Self {
        let types = entries(&root, "types").iter().enumerate();
        let types = types.map(|(index, (key, _))| (key.text.clone(), index)).collect();
        Self { root, types }
    }

    /// Returns whether the spec has an item.
    pub fn contains(&self, path: &KeyPath) -> bool {
        self.find(path).rest.is_empty()
    }

    /// Returns the span of an item (its key, or the whole item of a list) and `true`; or that of its nearest
    /// ancestor and `false`. A key of the language counts as found if it is absent, since its absence has a
    /// meaning.
    pub fn locate(&self, path: &KeyPath) -> (Span, bool) {
        let found = self.find(path);
        let exact = !found.rest.iter().any(|part| matches!(part, KeyPart::Name(_)));
        (found.span, exact)
    }

    /// Returns the span of an item's value.
    pub fn value(&self, path: &KeyPath) -> Option<Span> {
        let found = self.find(path);
        found.rest.is_empty().then(|| found.node.span.clone())
    }

    /// Returns the span of a mapping in the root, with its key.
    pub fn section(&self, key: &str) -> Option<Span> {
        let (name, node) = self.root.entry(key)?;
        Some(name.span.start..node.span.end.max(name.span.end))
    }

    /// Returns the path of an item where it is written: a member of every error is written in the service.
    pub fn written(&self, path: &KeyPath) -> KeyPath {
        if self.shared_member(path.parts()).is_none() {
            return path.clone();
        }
        let shared = ["service", "errorMembers"].map(KeyPart::Key);
        KeyPath(shared.into_iter().chain(path.parts().iter().skip(SHARED - 1).cloned()).collect())
    }

    /// The member that is written once for all errors, unless the error has its own.
    fn shared_member(&self, parts: &[KeyPart]) -> Option<(Span, &Node)> {
        let [KeyPart::Key("errors"), error, KeyPart::Key("members"), member, ..] = parts else { return None };
        let find = |node, path: &[&KeyPart]| {
            let start = Some((0..0, node));
            path.iter().fold(start, |found, part| child(found?.1, part))
        };
        let errors = &KeyPart::Key("errors");
        if find(&self.root, &[errors, error, &KeyPart::Key("members"), member]).is_some() {
            return None;
        }
        find(&self.root, &[&KeyPart::Key("service"), &KeyPart::Key("errorMembers"), member])
    }

    fn find<'p>(&self, path: &'p KeyPath) -> Found<'_, 'p> {
        let mut found = Found { span: 0..0, node: &self.root, rest: path.parts() };
        if let [KeyPart::Key("types"), KeyPart::Name(name), rest @ ..] = path.parts()
            && let Some((key, node)) =
                self.types.get(name).and_then(|at| entries(&self.root, "types").get(*at))
        {
            found = Found { span: key.span.clone(), node, rest };
        }
        if let Some((span, node)) = self.shared_member(path.parts()) {
            found = Found { span, node, rest: path.parts().get(SHARED..).unwrap_or_default() };
        }
        let mut is_choice = false;
        while let Some((part, rest)) = found.rest.split_first()
            && let Some((span, node)) =
                child(found.node, part).or_else(|| alternative(found.node, part, is_choice))
        {
            is_choice = *part == KeyPart::Key("oneOf");
            found = Found { span, node, rest };
        }
        found
    }
}

/// The entries of a mapping in the root.
fn entries<'n>(root: &'n Node, key: &str) -> &'n [(Key, Node)] {
    match root.entry(key).map(|(_, node)| &node.kind) {
        Some(Kind::Mapping(entries)) => entries,
        _ => &[],
    }
}

/// A part of a node, and its span: a key and its value, or an item of a list.
fn child<'n>(node: &'n Node, part: &KeyPart) -> Option<(Span, &'n Node)> {
    match &node.kind {
        Kind::Mapping(_) => match node.entry(part.text()) {
            Some((key, value)) => Some((key.span.clone(), value)),
            None => stands_for(node, part.text()).then(|| (node.span.clone(), node)),
        },
        Kind::Sequence(items) => {
            let item = items.iter().find(|item| is_item(item, part.text()))?;
            Some((item.span.clone(), item))
        }
        // A single value may replace a list.
        Kind::Scalar { text, .. } if matches!(part, KeyPart::Name(name) if name == text) => {
            Some((node.span.clone(), node))
        }
        Kind::Scalar { .. } | Kind::Refused => None,
    }
}

/// An alternative in the list of a `oneOf`, by the name that follows from its type.
fn alternative<'n>(node: &'n Node, part: &KeyPart, is_choice: bool) -> Option<(Span, &'n Node)> {
    let Kind::Sequence(items) = &node.kind else { return None };
    let item = items.iter().find(|item| is_choice && name_of(item) == part.text())?;
    Some((item.span.clone(), item))
}

/// Whether a mapping is `{ aws: PREFIX }`, and the URL is one of its rules.
fn stands_for(node: &Node, url: &str) -> bool {
    let prefix = node.entry("aws").and_then(|(_, value)| value.text());
    let rest = prefix.and_then(|prefix| url.strip_prefix("https://")?.strip_prefix(prefix));
    rest.is_some_and(|rest| rest.starts_with(".{region}.") || rest.starts_with("-fips.{region}."))
}

/// Whether an item of a list is this name, or a mapping with this `value` or `url`.
fn is_item(item: &Node, name: &str) -> bool {
    let is_name = |key| item.entry(key).is_some_and(|(_, value)| value.text() == Some(name));
    item.text() == Some(name) || ["value", "url"].into_iter().any(is_name) || stands_for(item, name)
}
