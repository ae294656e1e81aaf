//! Days.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, Serializer};

use super::ParseError;
use super::calendar::days_of;
use super::parse::year_month_day;
use crate::request::Text;

/// A calendar date, from the year 1 to 9999. It has no time zone, so it is not a
/// [`Timestamp`](crate::Timestamp).
///
/// On the wire and as text, it is a full date of RFC 3339 section 5.6: `2026-11-28`.
///
/// ```
/// use speccast_runtime::Date;
///
/// let day: Date = "2026-11-28".parse()?;
/// assert_eq!(Some(day), Date::new(2026, 11, 28));
/// assert_eq!((day.year(), day.month(), day.day()), (2026, 11, 28));
/// assert!(day < Date::MAX);
/// assert_eq!(Date::new(2026, 2, 29), None);
/// # Ok::<_, speccast_runtime::timestamp::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// 1970-01-01.
    pub const UNIX_EPOCH: Self = Self { year: 1970, month: 1, day: 1 };
    /// 0001-01-01.
    pub const MIN: Self = Self { year: 1, month: 1, day: 1 };
    /// 9999-12-31.
    pub const MAX: Self = Self { year: 9999, month: 12, day: 31 };

    /// Creates a date; months and days begin at 1. Returns `None` if the month has no such day, or the year is
    /// not between 1 and 9999.
    pub const fn new(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_month = year >= 1 && year <= 9999 && month >= 1 && month <= 12;
        if is_month && day >= 1 && day as i64 <= days_of(year as i64, month as i64) {
            Some(Self { year, month, day })
        } else {
            None
        }
    }

    /// Returns the year, from 1 to 9999.
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// Returns the month, from 1 to 12.
    pub const fn month(&self) -> u8 {
        self.month
    }

    /// Returns the day of the month, from 1 to 31.
    pub const fn day(&self) -> u8 {
        self.day
    }
}

/// Reads only dates such as `2026-11-28`.
impl FromStr for Date {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let day = || {
            let (year, month, day) = year_month_day(text)?;
            Self::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?)
        };
        day().ok_or(ParseError::DATE)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&format!("{:04}-{:02}-{:02}", self.year, self.month, self.day))
    }
}

/// Shows what [`Display`](fmt::Display) writes.
impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Text for Date {
    fn text(&self) -> Cow<'_, str> {
        self.to_string().into()
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(DateVisitor)
    }
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Date, E> {
        text.trim().parse().map_err(E::custom)
    }

    /// In a response, the value of a missing required member.
    fn visit_none<E: de::Error>(self) -> Result<Date, E> {
        Ok(Date::UNIX_EPOCH)
    }
}
