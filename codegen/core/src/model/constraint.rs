//! Constraints on values.

pub use crate::number::Number;
use speccast_pattern as pattern;
use std::sync::Arc;

/// Constraints on the values of a type or member, a field for each kind.
///
/// A consumer takes the struct apart with every field named, so that the compiler leads to each place that a new kind
/// concerns.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Length of a string in characters, of a list or map in entries, of a blob in bytes.
    pub length: Option<Bounds<u64>>,
    /// Range of a number; both bounds of a whole number are whole.
    pub range: Option<Bounds<Number>>,
    /// Pattern that a whole string matches.
    pub pattern: Option<Pattern>,
    /// Whether no two items of a list are equal.
    pub unique_items: Option<bool>,
    /// Whether values are secrets, which are never shown.
    pub sensitive: bool,
}

impl Constraints {
    /// Returns these constraints with those of `own` in their place, kind by kind.
    #[must_use]
    pub fn replaced_by(self, own: &Self) -> Self {
        let Self { length, range, pattern, unique_items, sensitive } = own;
        Self {
            length: length.or(self.length),
            range: range.or(self.range),
            pattern: pattern.clone().or(self.pattern),
            unique_items: unique_items.or(self.unique_items),
            sensitive: *sensitive || self.sensitive,
        }
    }

    /// Returns whether nothing limits the value itself: not its bounds, and not its text.
    pub fn is_unbounded(&self) -> bool {
        let Self { length, range, pattern, unique_items: _, sensitive: _ } = self;
        length.is_none() && range.is_none() && pattern.is_none()
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
    /// Creates bounds from what is written; none if both are absent.
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

/// A pattern that a whole string matches.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The pattern as written.
    pub source: String,
    /// The parsed pattern; none if it is only documented, and not checked.
    pub parsed: Option<Arc<pattern::Pattern>>,
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source && self.parsed.is_some() == other.parsed.is_some()
    }
}
