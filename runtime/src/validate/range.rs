//! Ranges of integers and of numbers with a fraction, as constants.

use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::{Constraint, Found, LengthRule, Violation, Violations};
use crate::path::Path;

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

/// A number with a fraction, in the precision of its member.
#[derive(Clone, Copy, Debug)]
pub enum Number {
    /// Of 24 significant bits.
    Single(f32),
    /// Of 53 significant bits.
    Double(f64),
}

impl From<f32> for Number {
    fn from(number: f32) -> Self {
        Self::Single(number)
    }
}

impl From<f64> for Number {
    fn from(number: f64) -> Self {
        Self::Double(number)
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
