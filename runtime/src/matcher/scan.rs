//! A cursor that follows a value from its beginning.

use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::chars::run;

/// Follows a value part by part, for patterns in which the next character decides what comes next.
///
/// Each step moves past its part. Where the part is not, the scan has failed, and stays so.
///
/// ```
/// use speccast_runtime::matcher::Scan;
///
/// /// `v[0-9]{1,3}(?:\.[0-9]+)*`
/// fn version(value: &str) -> bool {
///     Scan::new(value)
///         .text("v")
///         .many(1..=3, |c| c.is_ascii_digit())
///         .repeat(0.., |scan| scan.text(".").many(1.., |c| c.is_ascii_digit()))
///         .is_done()
/// }
///
/// assert!(version("v12.0.7"));
/// assert!(!version("v12."));
/// ```
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Scan<'a> {
    /// What is left to follow; nothing once the scan has failed.
    rest: Option<&'a str>,
}

impl<'a> Scan<'a> {
    /// Begins at the beginning of `value`.
    #[inline]
    pub fn new(value: &'a str) -> Self {
        Self { rest: Some(value) }
    }

    /// Exactly `text`.
    #[inline]
    pub fn text(self, text: &str) -> Self {
        Self { rest: self.rest.and_then(|rest| rest.strip_prefix(text)) }
    }

    /// One character for which `is` holds.
    #[inline]
    pub fn one(self, is: impl FnOnce(char) -> bool) -> Self {
        let mut chars = self.rest.unwrap_or_default().chars();
        let found = chars.next().is_some_and(is);
        Self { rest: found.then_some(chars.as_str()) }
    }

    /// As many characters as there are for which `is` holds, within `counts`: any more are left.
    #[inline]
    pub fn many(self, counts: impl Counts, is: impl Fn(char) -> bool) -> Self {
        let Some(rest) = self.rest else { return self };
        let (least, most) = counts.bounds();
        let (count, length) = run(rest, most, is);
        let (_, rest) = rest.split_at(length);
        Self { rest: (count >= least).then_some(rest) }
    }

    /// `part`, or nothing.
    #[inline]
    pub fn optional(self, part: impl FnOnce(Self) -> Self) -> Self {
        self.either(part, |scan| scan)
    }

    /// `part` as often as it comes, within `counts`.
    #[inline]
    pub fn repeat(self, counts: impl Counts, part: impl Fn(Self) -> Self) -> Self {
        let (least, most) = counts.bounds();
        let mut count = 0;
        let mut at = self;
        while count < most {
            let next = part(at);
            if next.rest.is_none() {
                break;
            }
            at = next;
            count += 1;
        }
        if count >= least { at } else { Self { rest: None } }
    }

    /// `first`; where it is not, `second`.
    #[inline]
    pub fn either(self, first: impl FnOnce(Self) -> Self, second: impl FnOnce(Self) -> Self) -> Self {
        let found = first(self);
        if found.rest.is_some() { found } else { second(self) }
    }

    /// Whether all parts were there and nothing is left.
    #[inline]
    #[must_use]
    pub fn is_done(self) -> bool {
        self.rest == Some("")
    }
}

/// How often something may come: a number, or a range that includes its end.
pub trait Counts {
    /// The least and the most.
    fn bounds(self) -> (u64, u64);
}

impl Counts for u32 {
    #[inline]
    fn bounds(self) -> (u64, u64) {
        (self.into(), self.into())
    }
}

impl Counts for RangeInclusive<u32> {
    #[inline]
    fn bounds(self) -> (u64, u64) {
        ((*self.start()).into(), (*self.end()).into())
    }
}

impl Counts for RangeFrom<u32> {
    #[inline]
    fn bounds(self) -> (u64, u64) {
        (self.start.into(), u64::MAX)
    }
}

impl Counts for RangeToInclusive<u32> {
    #[inline]
    fn bounds(self) -> (u64, u64) {
        (0, self.end.into())
    }
}
