//! Constraints on strings: constants, defined once and used by every member of their type.

use super::{Constraint, Found, LengthRule, Violation, Violations};
use crate::path::Path;

/// A constraint on a string: its length in Unicode scalar values, and a pattern that the whole string must
/// match.
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

/// A pattern's text, for messages, and its matcher.
#[derive(Clone, Copy, Debug)]
struct Pattern {
    source: &'static str,
    matches: fn(&str) -> bool,
}

impl StringRule {
    /// Accepts any string.
    pub const fn any() -> Self {
        Self { length: LengthRule::any(), pattern: None }
    }

    /// Accepts `min` to `max` Unicode scalar values.
    pub const fn length(min: usize, max: usize) -> Self {
        Self { length: LengthRule::between(min, max), pattern: None }
    }

    /// Accepts `min` Unicode scalar values or more.
    pub const fn at_least(min: usize) -> Self {
        Self { length: LengthRule::at_least(min), pattern: None }
    }

    /// Accepts `max` Unicode scalar values or fewer.
    pub const fn at_most(max: usize) -> Self {
        Self { length: LengthRule::at_most(max), pattern: None }
    }

    /// Accepts `length` Unicode scalar values.
    pub const fn exactly(length: usize) -> Self {
        Self::length(length, length)
    }

    /// Also requires `matches`; `source` is its regular expression, for messages.
    #[must_use]
    pub const fn pattern(mut self, source: &'static str, matches: fn(&str) -> bool) -> Self {
        self.pattern = Some(Pattern { source, matches });
        self
    }

    /// Checks a single string.
    ///
    /// # Errors
    /// The violations.
    #[inline]
    pub fn check(&self, value: &str) -> Result<(), Violations> {
        if self.is_satisfied(value) {
            return Ok(());
        }
        let mut found = Vec::new();
        self.report(None, value, &mut found);
        Violations::new(found).map_or(Ok(()), Err)
    }

    /// Returns whether there are no violations; usually the only question.
    #[inline]
    pub(super) fn is_satisfied(&self, value: &str) -> bool {
        self.length.admits(value) && self.pattern.is_none_or(|pattern| (pattern.matches)(value))
    }

    /// Reports the violations.
    #[cold]
    pub(super) fn report(&self, path: Option<&Path<'_>>, value: &str, found: &mut Vec<Violation>) {
        self.length.report(path, value.chars().count(), found);
        if let Some(pattern) = self.pattern
            && !(pattern.matches)(value)
        {
            found.push(Violation::new(path, Constraint::Pattern(pattern.source), Found::Hidden));
        }
    }
}

impl LengthRule {
    /// Returns whether every string of so many bytes has a valid length: a character takes one to four.
    #[inline]
    const fn admits_bytes(&self, bytes: usize) -> bool {
        let Self { min, max, .. } = *self;
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

    /// Returns whether the number of characters is valid.
    #[inline]
    fn admits(&self, value: &str) -> bool {
        self.admits_bytes(value.len()) || self.admits_chars(value)
    }

    /// Counts the characters.
    #[inline(never)]
    fn admits_chars(&self, value: &str) -> bool {
        // Testing for ASCII is faster than counting.
        self.contains(if value.is_ascii() { value.len() } else { value.chars().count() })
    }
}
