//! Constraints on values.

use super::{Type, Value};
pub use crate::number::Number;
use speccast_pattern as pattern;
use std::collections::HashSet;
use std::fmt;
use std::sync::Arc;

/// Constraints on the values of a type or member, a field for each kind.
///
/// Consumers destructure the struct with every field named, so that the compiler reports each place that must
/// handle a new kind.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Length of a string in characters, of a list or map in entries, of a blob in bytes.
    pub length: Option<Bounds<u64>>,
    /// Range of a number; the bounds of an integer are integers.
    pub range: Option<Bounds<Number>>,
    /// Positive number; an integer must be a multiple of it.
    pub multiple_of: Option<i64>,
    /// Pattern that the whole string must match.
    pub pattern: Option<Pattern>,
    /// Whether no two items of a list are equal.
    pub unique_items: Option<bool>,
    /// Whether values are secrets, which are never shown.
    pub sensitive: bool,
}

impl Constraints {
    /// Returns these constraints, with each kind replaced by that of `own` if it has one.
    #[must_use]
    pub(crate) fn replaced_by(self, own: &Self) -> Self {
        let Self { length, range, multiple_of, pattern, unique_items, sensitive } = own;
        Self {
            length: length.or(self.length),
            range: range.or(self.range),
            multiple_of: multiple_of.or(self.multiple_of),
            pattern: pattern.clone().or(self.pattern),
            unique_items: unique_items.or(self.unique_items),
            sensitive: *sensitive || self.sensitive,
        }
    }

    /// Returns whether a value of any size and any text is allowed.
    pub fn is_unbounded(&self) -> bool {
        let Self { length, range, multiple_of, pattern, unique_items: _, sensitive: _ } = self;
        length.is_none() && range.is_none() && multiple_of.is_none() && pattern.is_none()
    }
}

/// A violation of a constraint, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The constraint.
    pub demand: String,
    /// The value's property that violates it.
    pub found: String,
}

impl Constraints {
    /// Returns the violations of these constraints by a value of type `ty`.
    pub fn violations(&self, value: &Value, ty: &Type) -> Vec<Violation> {
        let Self { length, range, multiple_of, pattern, unique_items, sensitive: _ } = self;
        let mut violations = Vec::new();
        let mut add = |demand: String, found: String| violations.push(Violation { demand, found });
        if let (Some(length), Some((found, unit))) = (length, value.length(ty))
            && !length.contains(found)
        {
            add(format!("value must have {length} {unit}"), format!("found {found}"));
        }
        let number = match value {
            Value::Integer(value) => Some(Number::Integer(*value)),
            Value::Float(value) => Some(Number::Float(*value)),
            _ => None,
        };
        if let (Some(range), Some(number)) = (range, number)
            && !range.contains(number)
        {
            add(format!("value must be {range}"), format!("found {number}"));
        }
        if let (Some(divisor), Value::Integer(number)) = (multiple_of, value)
            && number.checked_rem(*divisor) != Some(0)
        {
            add(format!("value must be a multiple of {divisor}"), format!("found {number}"));
        }
        if let (Some(pattern), Value::String(text)) = (pattern, value)
            && pattern.parsed.as_ref().is_some_and(|parsed| !parsed.language().contains(text))
        {
            add(format!("value must match `{}`", pattern.source), "does not match".to_owned());
        }
        if let (Some(true), Value::List(items)) = (unique_items, value) {
            // Equal values have equal texts, since floating-point numbers are not allowed here.
            let mut seen = HashSet::new();
            if let Some(twice) = items.iter().position(|item| !seen.insert(format!("{item:?}"))) {
                add("items must be unique".to_owned(), format!("item {} is a duplicate", twice + 1));
            }
        }
        violations
    }
}

/// Inclusive bounds, at least one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds<T> {
    /// At least this.
    AtLeast(T),
    /// At most this.
    AtMost(T),
    /// From the first to the second.
    Between(T, T),
}

impl<T: Copy> Bounds<T> {
    /// Creates bounds from a spec's `min` and `max`; none if both are absent.
    pub fn new(min: Option<T>, max: Option<T>) -> Option<Self> {
        match (min, max) {
            (Some(min), Some(max)) => Some(Self::Between(min, max)),
            (Some(min), None) => Some(Self::AtLeast(min)),
            (None, Some(max)) => Some(Self::AtMost(max)),
            (None, None) => None,
        }
    }

    /// Returns the least and the greatest value, if they are bounded.
    pub fn ends(&self) -> (Option<T>, Option<T>) {
        match *self {
            Self::AtLeast(min) => (Some(min), None),
            Self::AtMost(max) => (None, Some(max)),
            Self::Between(min, max) => (Some(min), Some(max)),
        }
    }

    /// Applies `f` to each bound.
    pub fn map<U>(self, f: impl Fn(T) -> U) -> Bounds<U> {
        match self {
            Self::AtLeast(min) => Bounds::AtLeast(f(min)),
            Self::AtMost(max) => Bounds::AtMost(f(max)),
            Self::Between(min, max) => Bounds::Between(f(min), f(max)),
        }
    }

    /// Returns whether `value` is within the bounds.
    pub fn contains(&self, value: T) -> bool
    where
        T: PartialOrd,
    {
        let (min, max) = self.ends();
        min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max)
    }
}

impl<T: fmt::Display + PartialEq> fmt::Display for Bounds<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtLeast(min) => write!(f, "at least {min}"),
            Self::AtMost(max) => write!(f, "at most {max}"),
            Self::Between(min, max) if min == max => write!(f, "just {min}"),
            Self::Between(min, max) => write!(f, "{min} to {max}"),
        }
    }
}

/// A pattern that the whole string must match.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The pattern as it is written.
    pub source: String,
    /// The parsed pattern; none if it is only documented, and not checked.
    pub parsed: Option<Arc<pattern::Pattern>>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source && self.parsed.is_some() == other.parsed.is_some()
    }
}
