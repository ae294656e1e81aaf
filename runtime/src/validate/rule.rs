//! Constraints of a string: constants, defined once and used by every member of their type.

use super::{Constraint, Found, LengthRule, Violation, Violations};
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
        if self.is_satisfied(value) {
            return Ok(());
        }
        let mut found = Vec::new();
        self.report(None, value, &mut found);
        Violations::new(found).map_or(Ok(()), Err)
    }

    /// Whether there is nothing to report, which is all that most values need to be asked.
    #[inline]
    pub(super) fn is_satisfied(&self, value: &str) -> bool {
        self.length.admits(value) && self.pattern.is_none_or(|pattern| (pattern.matches)(value))
    }

    /// Reports what is violated.
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
    /// Whether every string of so many bytes has a length in bounds: a character takes one to four.
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

    /// Whether the number of characters is in bounds.
    #[inline]
    fn admits(&self, value: &str) -> bool {
        self.admits_bytes(value.len()) || self.admits_chars(value)
    }

    /// Counts them.
    #[inline(never)]
    fn admits_chars(&self, value: &str) -> bool {
        // Most are ASCII, which is quicker to see than characters are to count.
        self.contains(if value.is_ascii() { value.len() } else { value.chars().count() })
    }
}
