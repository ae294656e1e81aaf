//! Ranges of numbers and lengths, as constants.

use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::{Constraint, Found, Violation, Violations};
use crate::path::Path;

/// A constraint on a number or a length: an inclusive range, and for an integer a divisor.
///
/// Ranges such as `1..=1000`, `1..` and `..=1000` convert into one.
///
/// ```
/// use speccast_runtime::validate::{FloatRule, IntegerRule};
///
/// const COUNT: IntegerRule = IntegerRule::between(1, 1000);
/// assert!(COUNT.check(1000).is_ok());
/// assert!(COUNT.check(0).is_err());
///
/// const RATIO: FloatRule = FloatRule::at_most(1.0);
/// assert!(RATIO.check(1.5).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeRule<T> {
    pub(super) min: Option<T>,
    pub(super) max: Option<T>,
    multiple_of: Option<T>,
}

/// A constraint on an integer.
pub type IntegerRule = RangeRule<i64>;

/// A constraint on a floating-point number. `NaN` is in no range.
pub type FloatRule = RangeRule<f64>;

/// A constraint on a length: the number of entries of a list or map, or of bytes of a blob.
pub type LengthRule = RangeRule<usize>;

impl<T: Bound> RangeRule<T> {
    /// Accepts any value.
    pub const fn any() -> Self {
        Self { min: None, max: None, multiple_of: None }
    }

    /// Accepts `min` to `max`.
    pub const fn between(min: T, max: T) -> Self {
        Self { min: Some(min), max: Some(max), multiple_of: None }
    }

    /// Accepts `min` or more.
    pub const fn at_least(min: T) -> Self {
        Self { min: Some(min), max: None, multiple_of: None }
    }

    /// Accepts `max` or less.
    pub const fn at_most(max: T) -> Self {
        Self { min: None, max: Some(max), multiple_of: None }
    }

    /// Checks a single value.
    ///
    /// # Errors
    /// The violations, if `value` is out of range or not a multiple.
    pub fn check(&self, value: T) -> Result<(), Violations> {
        let mut found = Vec::new();
        self.report(None, value, &mut found);
        Violations::new(found).map_or(Ok(()), Err)
    }

    /// Returns whether there are no violations.
    pub(super) fn is_satisfied(&self, value: T) -> bool {
        self.contains(value) && self.not_multiple(value).is_none()
    }

    pub(super) fn contains(&self, value: T) -> bool {
        self.min.is_none_or(|min| min <= value) && self.max.is_none_or(|max| value <= max)
    }

    fn not_multiple(&self, value: T) -> Option<(Constraint, Found)> {
        self.multiple_of.and_then(|divisor| T::not_multiple(divisor, value))
    }

    /// Reports the violations.
    #[cold]
    pub(super) fn report(&self, path: Option<&Path<'_>>, value: T, found: &mut Vec<Violation>) {
        let outside = (!self.contains(value)).then(|| T::violation(self.min, self.max, value));
        for (constraint, value) in [outside, self.not_multiple(value)].into_iter().flatten() {
            found.push(Violation::new(path, constraint, value));
        }
    }
}

impl IntegerRule {
    /// Also requires multiples of `divisor`. Nothing is a multiple of zero.
    #[must_use]
    pub const fn multiple_of(self, divisor: i64) -> Self {
        Self { multiple_of: Some(divisor), ..self }
    }
}

impl FloatRule {
    /// Rounds the bounds to single precision: the single nearest to 0.1 is greater than 0.1.
    pub(super) fn single(&self) -> Self {
        let round = |bound| f64::from(bound as f32);
        Self { min: self.min.map(round), max: self.max.map(round), ..*self }
    }
}

/// A number type of bounds.
pub trait Bound: Copy + PartialOrd {
    /// Returns the violated constraint and the finding.
    fn violation(min: Option<Self>, max: Option<Self>, value: Self) -> (Constraint, Found);

    /// Returns the violated constraint and the finding, if `value` is not a multiple of `divisor`.
    fn not_multiple(_divisor: Self, _value: Self) -> Option<(Constraint, Found)> {
        None
    }
}

impl Bound for i64 {
    fn not_multiple(divisor: Self, value: Self) -> Option<(Constraint, Found)> {
        let is_multiple = value.checked_rem(divisor) == Some(0);
        (!is_multiple).then_some((Constraint::MultipleOf(divisor), Found::Number(value)))
    }

    fn violation(min: Option<Self>, max: Option<Self>, value: Self) -> (Constraint, Found) {
        (Constraint::Range { min, max }, Found::Number(value))
    }
}

impl Bound for f64 {
    fn violation(min: Option<Self>, max: Option<Self>, value: Self) -> (Constraint, Found) {
        (Constraint::FloatRange { min, max }, Found::Float(value))
    }
}

impl Bound for usize {
    fn violation(min: Option<Self>, max: Option<Self>, value: Self) -> (Constraint, Found) {
        (Constraint::Length { min, max }, Found::Length(value))
    }
}

/// A floating-point number as a double, and whether its own precision is single.
pub struct Number(pub(super) f64, pub(super) bool);

impl From<f32> for Number {
    fn from(number: f32) -> Self {
        Self(number.into(), true)
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self(number, false)
    }
}

impl<T: Bound> From<RangeInclusive<T>> for RangeRule<T> {
    fn from(range: RangeInclusive<T>) -> Self {
        let (min, max) = range.into_inner();
        Self::between(min, max)
    }
}

impl<T: Bound> From<RangeFrom<T>> for RangeRule<T> {
    fn from(range: RangeFrom<T>) -> Self {
        Self::at_least(range.start)
    }
}

impl<T: Bound> From<RangeToInclusive<T>> for RangeRule<T> {
    fn from(range: RangeToInclusive<T>) -> Self {
        Self::at_most(range.end)
    }
}
