//! A cursor that follows a value from its beginning.

use std::marker::PhantomData;
use std::ops::{RangeFrom, RangeInclusive, RangeToInclusive};

use super::direction::{Backward, Direction, Forward, run};

/// Follows a value part by part, for patterns in which the next character decides what comes next.
///
/// Each step moves past its part. Where the part is not, the scan has failed, and stays so.
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
    /// What is left to follow; nothing once the scan has failed.
    rest: Option<&'a str>,
    direction: PhantomData<D>,
}

impl<'a> Scan<'a> {
    /// Begins at the beginning of `value`.
    #[inline]
    pub fn new(value: &'a str) -> Self {
        Self::at(Some(value))
    }

    /// `part` from the end on, its last step being the first one.
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

    /// Exactly `text`.
    #[inline]
    pub fn text(self, text: &str) -> Self {
        Self::at(self.rest.and_then(|rest| D::past(rest, text)))
    }

    /// One character for which `is` holds.
    #[inline]
    pub fn one(self, is: impl FnOnce(char) -> bool) -> Self {
        let mut chars = self.rest.unwrap_or_default().chars();
        let found = D::next(&mut chars).is_some_and(is);
        Self::at(found.then_some(chars.as_str()))
    }

    /// As many characters as there are for which `is` holds, within `counts`: any more are left.
    #[inline]
    pub fn many(self, counts: impl Counts, is: impl Fn(char) -> bool) -> Self {
        self.run(counts, is, |_| true)
    }

    /// As many characters as there are for which `is` holds, the last of which `is_last` holds for, within `counts`.
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

    /// As many characters as there are for which `is` holds, if they are within `counts` and `fits` holds for them.
    #[inline]
    fn run(self, counts: impl Counts, is: impl Fn(char) -> bool, fits: impl FnOnce(&'a str) -> bool) -> Self {
        let Some(rest) = self.rest else { return self };
        let (least, most) = counts.bounds();
        let (count, length) = run::<D>(rest, most, is);
        let (passed, left) = D::split(rest, length);
        Self::at((count >= least && fits(passed)).then_some(left))
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
        if count >= least { at } else { Self::at(None) }
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
