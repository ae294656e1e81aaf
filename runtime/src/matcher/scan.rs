//! A cursor that matches a value part by part.

use std::marker::PhantomData;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::direction::{Backward, Direction, Forward, run};

/// Matches a value part by part, for patterns in which the next character decides each choice.
///
/// Each step moves past its part. If the part is missing, the scan fails and stays failed.
///
/// ```
/// use speccast_runtime::codegen::Scan;
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
pub struct Scan<'a, D = Forward> {
    /// The remaining text; none after a failure.
    rest: Option<&'a str>,
    direction: PhantomData<D>,
}

impl<'a> Scan<'a> {
    /// Starts at the beginning of `value`.
    #[inline]
    pub fn new(value: &'a str) -> Self {
        Self::at(Some(value))
    }

    /// Matches `part` from the end, in the order of its steps.
    ///
    /// ```
    /// use speccast_runtime::codegen::Scan;
    ///
    /// /// `.*:v[0-9]+`
    /// fn tagged(value: &str) -> bool {
    ///     Scan::new(value)
    ///         .backwards(|scan| scan.many(1.., |c| c.is_ascii_digit()).text(":v").many(0.., |c| c != '\n'))
    ///         .is_done()
    /// }
    ///
    /// assert!(tagged("my:own:v12"));
    /// assert!(!tagged("my:own:v"));
    /// ```
    #[inline]
    pub fn backwards(self, part: impl FnOnce(Scan<'a, Backward>) -> Scan<'a, Backward>) -> Self {
        Self::at(part(Scan::at(self.rest)).rest)
    }
}

impl<'a, D: Direction> Scan<'a, D> {
    #[inline]
    fn at(rest: Option<&'a str>) -> Self {
        Self { rest, direction: PhantomData }
    }

    /// Matches exactly `text`.
    #[inline]
    pub fn text(self, text: &str) -> Self {
        Self::at(self.rest.and_then(|rest| D::past(rest, text)))
    }

    /// Matches one character for which `is` is true.
    #[inline]
    pub fn one(self, is: impl FnOnce(char) -> bool) -> Self {
        let mut chars = self.rest.unwrap_or_default().chars();
        let found = D::next(&mut chars).is_some_and(is);
        Self::at(found.then_some(chars.as_str()))
    }

    /// Matches as many characters as possible for which `is` is true, within `counts`; more are left.
    #[inline]
    pub fn many(self, counts: impl Counts, is: impl Fn(char) -> bool) -> Self {
        self.run(counts, is, |_| true)
    }

    /// Matches as many characters as possible for which `is` is true and whose last one satisfies `is_last`,
    /// within `counts`.
    ///
    /// ```
    /// use speccast_runtime::codegen::Scan;
    ///
    /// /// `[a-z-]{1,62}[a-z]:`
    /// fn scheme(value: &str) -> bool {
    ///     let is_letter = |c: char| c.is_ascii_lowercase();
    ///     Scan::new(value).many_to(2..=63, |c| is_letter(c) || c == '-', is_letter).text(":").is_done()
    /// }
    ///
    /// assert!(scheme("a-b:"));
    /// assert!(!scheme("a-:"));
    /// ```
    #[inline]
    pub fn many_to(
        self,
        counts: impl Counts,
        is: impl Fn(char) -> bool,
        is_last: impl FnOnce(char) -> bool,
    ) -> Self {
        self.run(counts, is, |passed| D::last(passed).is_none_or(is_last))
    }

    /// Matches as many characters as possible for which `is` is true, if their number is within `counts` and
    /// `fits` accepts them.
    #[inline]
    fn run(self, counts: impl Counts, is: impl Fn(char) -> bool, fits: impl FnOnce(&'a str) -> bool) -> Self {
        let Some(rest) = self.rest else { return self };
        let (least, most) = counts.bounds();
        let (count, length) = run::<D>(rest, most, is);
        let (passed, left) = D::split(rest, length);
        Self::at((count >= least && fits(passed)).then_some(left))
    }

    /// Matches `part`, or nothing.
    #[inline]
    pub fn optional(self, part: impl FnOnce(Self) -> Self) -> Self {
        self.either(part, |scan| scan)
    }

    /// Matches `part` repeatedly, within `counts`.
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
        if count >= least { at } else { Self::at(None) }
    }

    /// Matches `first`, or `second` if that fails.
    #[inline]
    pub fn either(self, first: impl FnOnce(Self) -> Self, second: impl FnOnce(Self) -> Self) -> Self {
        let found = first(self);
        if found.rest.is_some() { found } else { second(self) }
    }

    /// Returns whether all parts matched and nothing is left.
    #[inline]
    #[must_use]
    pub fn is_done(self) -> bool {
        self.rest == Some("")
    }
}

/// The number of repetitions: a number, or an inclusive range.
pub trait Counts {
    /// Returns the minimum and the maximum.
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
