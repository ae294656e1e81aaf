//! The tree of a document.

use super::Scalar;
use crate::text::Span;

/// A YAML node and its place.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where it is written.
    pub span: Span,
    /// Its content.
    pub kind: Kind,
}

/// The content of a node.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A single value.
    Scalar {
        /// The value without quotes and escapes.
        text: String,
        /// Whether it is written without quotes.
        plain: bool,
    },
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order written.
    Mapping(Vec<(Key, Node)>),
    /// A node that was reported and is ignored.
    Refused,
}

/// A mapping's key, always a scalar.
#[derive(Clone, Debug)]
pub struct Key {
    /// Where it is written.
    pub span: Span,
    /// The key without quotes and escapes.
    pub text: String,
}

impl Node {
    /// Returns what messages call a node of this kind.
    pub fn what(&self) -> &'static str {
        match &self.kind {
            Kind::Scalar { text, plain: true } if text.is_empty() => "nothing",
            Kind::Scalar { .. } => "a single value",
            Kind::Sequence(_) => "a list",
            Kind::Mapping(_) => "a mapping",
            Kind::Refused => "an alias",
        }
    }

    /// Returns the text of a single value.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// Returns the entry of a key.
    pub(crate) fn entry(&self, key: &str) -> Option<&(Key, Node)> {
        match &self.kind {
            Kind::Mapping(entries) => entries.iter().find(|(known, _)| known.text == key),
            _ => None,
        }
    }

    /// Returns whether this is null, or an empty list or mapping.
    pub fn is_empty(&self) -> bool {
        match &self.kind {
            Kind::Scalar { .. } => self.is_null(),
            Kind::Sequence(items) => items.is_empty(),
            Kind::Mapping(entries) => entries.is_empty(),
            Kind::Refused => false,
        }
    }

    /// Returns whether this is absent or `null`.
    pub fn is_null(&self) -> bool {
        self.scalar() == Some(Scalar::Null)
    }
}
