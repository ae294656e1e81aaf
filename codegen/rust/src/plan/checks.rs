//! Constraints as checks: what a validator does for a value.

use super::Type;
use speccast_core::model::{self, Constraints, Head, TypeRef};

/// The constraint of a named type, which is defined once.
#[derive(Debug)]
pub(crate) struct Rule<'m> {
    /// The names and documentation of the type.
    pub(crate) head: &'m Head,
    /// The constant's name.
    pub(crate) constant: String,
    /// The Rust type of its values.
    pub(crate) ty: Type,
    pub(crate) constraint: Constraint,
}

/// A constraint on a value: the bounds, multiples and patterns that values of its kind have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Constraint {
    pub(crate) kind: CheckKind,
    pub(crate) constraints: Constraints,
    /// The function that matches the pattern; absent without a pattern, or if it is only documented.
    pub(crate) matcher: Option<String>,
}

/// One check of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Check {
    /// The constraint of a named type, by its constant.
    Named(String, CheckKind),
    /// An inline constraint.
    Inline(Constraint),
    /// No two items of a list are equal.
    Unique,
    /// The value is known to the enum.
    Known,
    /// A structure or union: its Rust name, and in a finished plan the function that checks it.
    Nested(String),
    /// Each item of a list.
    Each(Vec<Check>),
    /// Each key and each value of a map.
    Entries { keys: Vec<Check>, values: Vec<Check> },
}

/// The values that a named constraint applies to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckKind {
    String,
    Integer,
    Float,
    /// A list, a map or a blob.
    Length,
}

impl Constraint {
    /// The constraint on values of a type; `matcher` returns the function for a pattern.
    pub(super) fn new(
        target: &TypeRef,
        matcher: impl FnOnce(&model::Pattern) -> Option<String>,
    ) -> Option<Self> {
        let kind = kind(target)?;
        let matcher = target.constraints.pattern.as_ref().and_then(matcher);
        Some(Self { kind, constraints: target.constraints.clone(), matcher })
    }

    /// Whether it is checked. A single pattern that cannot be compiled is only documented.
    pub(crate) fn is_checked(&self) -> bool {
        self.kind != CheckKind::String || self.constraints.length.is_some() || self.matcher.is_some()
    }
}

/// The kind of the rule that values of a type have.
pub(super) fn kind(target: &TypeRef) -> Option<CheckKind> {
    let kind = match target.ty {
        model::Type::String => CheckKind::String,
        model::Type::Integer(_) => CheckKind::Integer,
        model::Type::Float | model::Type::Double => CheckKind::Float,
        model::Type::List { .. } | model::Type::Map { .. } | model::Type::Blob => CheckKind::Length,
        _ => return None,
    };
    (!target.constraints.is_unbounded()).then_some(kind)
}
