//! Constraints of a string, an integer, a length: constants, stated once and used by every member of their type.

use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::{Constraint, Found, Number, Violation, Violations};
use crate::path::Path;

/// What a string must satisfy: a length in Unicode scalar values, a pattern that all of it matches.
///
/// ```
/// use speccast_runtime::validate::StringRule;
///
/// const ACCOUNT_ID: StringRule = StringRule::exactly(12).pattern("[0-9]{12}", account_id);
///
/// fn account_id(value: &str) -> bool {
///     value.bytes().all(|b| b.is_ascii_digit())
/// }
///
/// assert!(ACCOUNT_ID.check("123456789012").is_ok());
/// assert_eq!(
///     ACCOUNT_ID.check("1234").unwrap_err().to_string(),
///     "1 validation error detected. Value with length 4 failed to satisfy constraint: \
///      Member must have length between 12 and 12, inclusive",
/// );
/// ```
#[derive(Clone, Copy, Debug)]
pub struct StringRule {
    length: LengthRule,
    pattern: Option<Pattern>,
}

/// A pattern's text, for messages, and the function that decides it.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    source: &'static str,
    matches: fn(&str) -> bool,
}

impl Pattern {
    #[cold]
    fn report(&self, path: Option<&Path<'_>>, found: &mut Vec<Violation>) {
        let constraint = Constraint::Pattern(self.source);
        found.push(Violation::new(path, constraint, Found::Hidden));
    }
}

impl StringRule {
    /// Any string.
    pub const fn any() -> Self {
        Self { length: LengthRule::any(), pattern: None }
    }

    /// `min` to `max` Unicode scalar values.
    pub const fn length(min: usize, max: usize) -> Self {
        Self { length: LengthRule::between(min, max), pattern: None }
    }

    /// `min` Unicode scalar values or more.
    pub const fn at_least(min: usize) -> Self {
        Self { length: LengthRule::at_least(min), pattern: None }
    }

    /// `max` Unicode scalar values or fewer.
    pub const fn at_most(max: usize) -> Self {
        Self { length: LengthRule::at_most(max), pattern: None }
    }

    /// `length` Unicode scalar values.
    pub const fn exactly(length: usize) -> Self {
        Self::length(length, length)
    }

    /// This, and `matches` holds; `source` is the regular expression that `matches` decides, for messages.
    #[must_use]
    pub const fn pattern(mut self, source: &'static str, matches: fn(&str) -> bool) -> Self {
        self.pattern = Some(Pattern { source, matches });
        self
    }

    /// Checks a string on its own.
    ///
    /// # Errors
    /// Everything that `value` violates.
    #[inline]
    pub fn check(&self, value: &str) -> Result<(), Violations> {
        let mut found = Vec::new();
        self.check_at(None, value, &mut found);
        Violations::new(found).map_or(Ok(()), Err)
    }

    #[inline]
    pub(super) fn check_at(&self, path: Option<&Path<'_>>, value: &str, found: &mut Vec<Violation>) {
        if !self.length.admits_bytes(value.len()) {
            self.length.check_chars(path, value, found);
        }
        if let Some(pattern) = self.pattern
            && !(pattern.matches)(value)
        {
            pattern.report(path, found);
        }
    }
}

/// What an integer must satisfy: a range, bounds included.
///
/// Made of `1..=1000`, `1..` or `..=1000` too.
///
/// ```
/// use speccast_runtime::validate::IntegerRule;
///
/// const COUNT: IntegerRule = IntegerRule::between(1, 1000);
///
/// assert!(COUNT.check(1000).is_ok());
/// assert!(COUNT.check(0).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IntegerRule {
    min: Option<i64>,
    max: Option<i64>,
}

impl IntegerRule {
    /// `min` to `max`.
    pub const fn between(min: i64, max: i64) -> Self {
        Self { min: Some(min), max: Some(max) }
    }

    /// `min` or more.
    pub const fn at_least(min: i64) -> Self {
        Self { min: Some(min), max: None }
    }

    /// `max` or less.
    pub const fn at_most(max: i64) -> Self {
        Self { min: None, max: Some(max) }
    }

    /// Checks an integer on its own.
    ///
    /// # Errors
    /// The violation, if `value` is out of range.
    pub fn check(&self, value: i64) -> Result<(), Violations> {
        let mut found = Vec::new();
        self.check_at(None, value, &mut found);
        Violations::new(found).map_or(Ok(()), Err)
    }

    pub(super) fn check_at(&self, path: Option<&Path<'_>>, value: i64, found: &mut Vec<Violation>) {
        let Self { min, max } = *self;
        if min.is_some_and(|min| value < min) || max.is_some_and(|max| value > max) {
            let constraint = Constraint::Range { min, max };
            found.push(Violation::new(path, constraint, Found::Number(value)));
        }
    }
}

/// What a number with a fraction must satisfy: a range, bounds included. What is not a number (`NaN`) is in none.
///
/// Made of `0.0..=1.0`, `0.0..` or `..=1.0` too.
///
/// ```
/// use speccast_runtime::validate::FloatRule;
///
/// const RATIO: FloatRule = FloatRule::between(0.0, 1.0);
///
/// assert!(RATIO.check(0.5).is_ok());
/// assert!(RATIO.check(1.5).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FloatRule {
    min: Option<f64>,
    max: Option<f64>,
}

impl FloatRule {
    /// `min` to `max`.
    pub const fn between(min: f64, max: f64) -> Self {
        Self { min: Some(min), max: Some(max) }
    }

    /// `min` or more.
    pub const fn at_least(min: f64) -> Self {
        Self { min: Some(min), max: None }
    }

    /// `max` or less.
    pub const fn at_most(max: f64) -> Self {
        Self { min: None, max: Some(max) }
    }

    /// Checks a number on its own.
    ///
    /// # Errors
    /// The violation, if `value` is out of range.
    pub fn check(&self, value: f64) -> Result<(), Violations> {
        let mut found = Vec::new();
        self.check_at(None, Number::Double(value), &mut found);
        Violations::new(found).map_or(Ok(()), Err)
    }

    pub(super) fn check_at(&self, path: Option<&Path<'_>>, value: Number, found: &mut Vec<Violation>) {
        let Self { min, max } = *self;
        let (value, is_in_range) = match value {
            Number::Double(value) => {
                (value, min.is_none_or(|min| value >= min) && max.is_none_or(|max| value <= max))
            }
            // In its own precision: the nearest number to 0.1 that it has is above 0.1.
            Number::Single(value) => (
                value.into(),
                min.is_none_or(|min| value >= min as f32) && max.is_none_or(|max| value <= max as f32),
            ),
        };
        if !is_in_range || value.is_nan() {
            let constraint = Constraint::FloatRange { min, max };
            found.push(Violation::new(path, constraint, Found::Float(value)));
        }
    }
}

/// What a length must satisfy, bounds included: entries of a list or map, bytes of a blob.
///
/// Made of `1..=50`, `1..` or `..=50` too.
///
/// ```
/// use speccast_runtime::validate::LengthRule;
///
/// const PARTS: LengthRule = LengthRule::at_most(50);
///
/// assert!(PARTS.check(51).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LengthRule {
    min: Option<usize>,
    max: Option<usize>,
}

impl LengthRule {
    /// Any length.
    pub const fn any() -> Self {
        Self { min: None, max: None }
    }

    /// `min` to `max`.
    pub const fn between(min: usize, max: usize) -> Self {
        Self { min: Some(min), max: Some(max) }
    }

    /// `min` or more.
    pub const fn at_least(min: usize) -> Self {
        Self { min: Some(min), max: None }
    }

    /// `max` or less.
    pub const fn at_most(max: usize) -> Self {
        Self { min: None, max: Some(max) }
    }

    /// Checks a length on its own.
    ///
    /// # Errors
    /// The violation, if `length` is out of range.
    pub fn check(&self, length: usize) -> Result<(), Violations> {
        let mut found = Vec::new();
        self.check_at(None, length, &mut found);
        Violations::new(found).map_or(Ok(()), Err)
    }

    /// Whether every string of so many bytes has a length in bounds: a character takes one to four.
    #[inline]
    const fn admits_bytes(&self, bytes: usize) -> bool {
        let Self { min, max } = *self;
        let is_long_enough = match min {
            Some(min) => bytes.div_ceil(4) >= min,
            None => true,
        };
        let is_short_enough = match max {
            Some(max) => bytes <= max,
            None => true,
        };
        is_long_enough && is_short_enough
    }

    /// Checks the number of characters.
    fn check_chars(&self, path: Option<&Path<'_>>, value: &str, found: &mut Vec<Violation>) {
        // Most are ASCII, which is quicker to see than characters are to count.
        let length = if value.is_ascii() { value.len() } else { value.chars().count() };
        self.check_at(path, length, found);
    }

    pub(super) fn check_at(&self, path: Option<&Path<'_>>, length: usize, found: &mut Vec<Violation>) {
        let Self { min, max } = *self;
        if min.is_some_and(|min| length < min) || max.is_some_and(|max| length > max) {
            let constraint = Constraint::Length { min, max };
            found.push(Violation::new(path, constraint, Found::Length(length)));
        }
    }
}

/// Makes a rule of the ranges that have its shape.
macro_rules! from_ranges {
    ($rule:ident, $number:ty) => {
        impl From<RangeInclusive<$number>> for $rule {
            fn from(range: RangeInclusive<$number>) -> Self {
                let (min, max) = range.into_inner();
                Self::between(min, max)
            }
        }

        impl From<RangeFrom<$number>> for $rule {
            fn from(range: RangeFrom<$number>) -> Self {
                Self::at_least(range.start)
            }
        }

        impl From<RangeToInclusive<$number>> for $rule {
            fn from(range: RangeToInclusive<$number>) -> Self {
                Self::at_most(range.end)
            }
        }
    };
}

from_ranges!(IntegerRule, i64);
from_ranges!(FloatRule, f64);
from_ranges!(LengthRule, usize);
