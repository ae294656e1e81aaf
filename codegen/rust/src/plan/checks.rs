//! Constraints as checks: what a validator does for a value.

use super::Type;
use speccast_core::model::{self, Bounds, Constraints, Number, TypeRef};

/// The constraint of a named type, which is stated in one place.
#[derive(Debug)]
pub(crate) struct Rule {
    /// Constant that holds it.
    pub(crate) constant: String,
    /// The type's name in the API.
    pub(crate) type_name: String,
    pub(crate) doc: Option<String>,
    /// The Rust type of its values.
    pub(crate) ty: Type,
    pub(crate) constraint: Constraint,
}

/// A constraint on a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Constraint {
    /// A string's length in characters, and its pattern.
    String { length: Option<Bounds<u64>>, pattern: Option<PatternUse> },
    /// A whole number's value.
    Integer(Bounds<i64>),
    /// A floating-point number's value.
    Float(Bounds<f64>),
    /// The number of entries of a list or a map, or of a blob's bytes.
    Length(Bounds<u64>),
    /// No two items of a list are equal.
    Unique,
}

/// A pattern where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PatternUse {
    /// As written in the spec.
    pub(crate) source: String,
    /// The function that matches it; none if it is only documented.
    pub(crate) matcher: Option<String>,
}

/// One thing that a validator checks of a value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Check {
    /// The constraint of a named type, by the constant that holds it.
    Named(String, CheckKind),
    /// A constraint that is stated where it is used.
    Inline(Constraint),
    /// The value is one that an enum names.
    Known,
    /// A structure or union: its Rust name, and in a finished plan the function that checks it.
    Nested(String),
    /// Each item of a list.
    Each(Vec<Check>),
    /// Each key and each value of a map.
    Entries { keys: Vec<Check>, values: Vec<Check> },
}

/// The values that a named constraint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CheckKind {
    String,
    Integer,
    Float,
    /// A list, a map or a blob.
    Length,
}

/// The rule that values of a type have, and whether the items of a list are unique; `matcher` gives the function of a
/// pattern.
pub(super) fn constraints(
    target: &TypeRef,
    matcher: impl FnOnce(&model::Pattern) -> Option<String>,
) -> (Option<Constraint>, Option<Constraint>) {
    let Constraints { length, range, pattern, unique_items, sensitive: _ } = &target.constraints;
    let used =
        |pattern: &model::Pattern| PatternUse { source: pattern.source.clone(), matcher: matcher(pattern) };
    let rule = match kind(target) {
        None => None,
        Some(CheckKind::String) => {
            Some(Constraint::String { length: *length, pattern: pattern.as_ref().map(used) })
        }
        Some(CheckKind::Integer) => range.map(|range| Constraint::Integer(range.map(Number::as_i64))),
        Some(CheckKind::Float) => range.map(|range| Constraint::Float(range.map(Number::as_f64))),
        Some(CheckKind::Length) => length.map(Constraint::Length),
    };
    (rule, (*unique_items == Some(true)).then_some(Constraint::Unique))
}

/// The kind of rule that values of a type have.
pub(super) fn kind(target: &TypeRef) -> Option<CheckKind> {
    let constraints = &target.constraints;
    let (has_length, has_range) = (constraints.length.is_some(), constraints.range.is_some());
    match target.ty {
        model::Type::String => (has_length || constraints.pattern.is_some()).then_some(CheckKind::String),
        model::Type::Integer(_) => has_range.then_some(CheckKind::Integer),
        model::Type::Float | model::Type::Double => has_range.then_some(CheckKind::Float),
        model::Type::List { .. } | model::Type::Map { .. } | model::Type::Blob => {
            has_length.then_some(CheckKind::Length)
        }
        _ => None,
    }
}
