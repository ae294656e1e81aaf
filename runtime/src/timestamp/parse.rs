//! Points in time and days from text.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use super::calendar::Civil;
use super::format::MONTHS;
use super::{Format, NANOS, Timestamp};

/// Error of parsing a timestamp or a date: the text has another format, or its value is out of range.
///
/// ```
/// use speccast_runtime::Timestamp;
///
/// assert!("2023-02-29T00:00:00Z".parse::<Timestamp>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError(&'static str);

impl ParseError {
    const TIMESTAMP: Self = Self("expected a timestamp: a date-time, an http-date, or seconds since 1970");
    pub(super) const DATE: Self = Self("expected a date such as 2026-11-28");
}

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for ParseError {}

impl Timestamp {
    /// Parses a text in this format. Fractions of a nanosecond are cut off.
    ///
    /// Parsing accepts more than [`Format`] writes. RFC 3339 and ISO 8601 may have a `T` or a space between
    /// date and time, and any offset from UTC: `Z`, `+01:00`, `+0100`, `+01` or `UTC`. RFC 2822 and an HTTP
    /// date may have each of the formats that RFC 9110 section 5.6.7 requires recipients to accept, any offset,
    /// and fractions of a second. A text in the format of SQL is in UTC if it has no offset.
    ///
    /// # Errors
    /// If the text has another format, or the time does not exist in the years 1 to 9999.
    pub fn parse(text: &str, format: Format) -> Result<Self, ParseError> {
        let time = match format {
            Format::DateTime | Format::Iso8601 | Format::Iso8601Millis => date_time(text, None),
            Format::Sql => date_time(text, Some(0)),
            Format::HttpDate | Format::Rfc2822 => mail_date(text).or_else(|| obsolete_date(text)),
            Format::EpochSeconds => decimal(text).and_then(|(seconds, nanos)| Self::new(seconds, nanos)),
            Format::EpochMillis => {
                decimal(text).and_then(|(millis, billionths)| Self::from_millis(millis, billionths))
            }
        };
        time.ok_or(ParseError::TIMESTAMP)
    }

    /// So many milliseconds after 1970 began, and so many billionths of one after that.
    pub(super) fn from_millis(millis: i64, billionths: u32) -> Option<Self> {
        let nanos = u32::try_from(millis.rem_euclid(1_000)).ok()? * 1_000_000 + billionths / 1_000;
        Self::new(millis.div_euclid(1_000), nanos)
    }
}

/// Reads any form that cannot be misunderstood: not milliseconds, and not a time without an offset.
impl FromStr for Timestamp {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let formats = [Format::DateTime, Format::EpochSeconds, Format::HttpDate];
        formats.into_iter().find_map(|format| Self::parse(text, format).ok()).ok_or(ParseError::TIMESTAMP)
    }
}

/// `1985-04-12T23:20:50.52Z` (RFC 3339 section 5.6), or a form of ISO 8601 that differs in what is between the parts.
/// `offset` is that of a text without one.
fn date_time(text: &str, offset: Option<i64>) -> Option<Timestamp> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let (year, month, day) = year_month_day(date)?;
    let (time, offset) = match time.find(['Z', 'z', '+', '-', ' ', 'U']) {
        Some(at) => (&time[..at], zone(time[at..].strip_prefix(' ').unwrap_or(&time[at..]))?),
        None => (time, offset?),
    };
    let (time, nanos) = split_fraction(time)?;
    let (hour, minute, second) = clock(time)?;
    let local = Civil { year, month, day, hour, minute, second }.to_secs()?;
    Timestamp::new(local - offset, nanos)
}

/// The numbers of a year, a month and a day: `1985-04-12`.
pub(super) fn year_month_day(text: &str) -> Option<(i64, i64, i64)> {
    let (year, rest) = text.split_once('-')?;
    let (month, day) = rest.split_once('-')?;
    Some((digits(year, 4)?, digits(month, 2)?, digits(day, 2)?))
}

/// Seconds that an offset is ahead of UTC: `Z`, `UTC`, `+01:00`, `+0100`, `+01`.
fn zone(text: &str) -> Option<i64> {
    if matches!(text, "Z" | "z" | "UTC") {
        return Some(0);
    }
    let (sign, clock) = match text.strip_prefix('-') {
        Some(clock) => (-1, clock),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = match clock.split_once(':') {
        Some(parts) => parts,
        None if clock.len() == 2 => (clock, "00"),
        None => clock.split_at_checked(2)?,
    };
    let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// `Tue, 29 Apr 2014 18:30:38 GMT`, of RFC 9110 section 5.6.7 and RFC 2822 section 3.3, which may lack the day of the
/// week and the seconds, and have any offset. The day of the week is not compared with the date.
fn mail_date(text: &str) -> Option<Timestamp> {
    let text = match text.split_once(", ") {
        Some((weekday, rest)) if weekday.len() == 3 && is_weekday(weekday) => rest,
        Some(_) => return None,
        None => text,
    };
    let mut words = text.split(' ').filter(|word| !word.is_empty());
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let (time, zone) = (words.next()?, words.next()?);
    let offset = if matches!(zone, "GMT" | "UT") { 0 } else { self::zone(zone)? };
    let time = if time.len() == 5 { Cow::Owned(format!("{time}:00")) } else { Cow::Borrowed(time) };
    let local = civil(digits(year, 4)?, month, digits(day, day.len().min(2))?, &time)?;
    Timestamp::new(local.seconds - offset, local.nanos).filter(|_| words.next().is_none())
}

/// The obsolete forms of an http-date: `Tuesday, 29-Apr-14 18:30:38 GMT` and `Tue Apr 29 18:30:38 2014`.
fn obsolete_date(text: &str) -> Option<Timestamp> {
    let Some(text) = text.strip_suffix(" GMT") else {
        let mut words = text.split_ascii_whitespace();
        let (weekday, month, day) = (words.next()?, words.next()?, words.next()?);
        let (time, year) = (words.next()?, words.next()?);
        let is_whole = weekday.len() == 3 && is_weekday(weekday) && words.next().is_none();
        return civil(digits(year, 4)?, month, digits(day, day.len().min(2))?, time).filter(|_| is_whole);
    };
    let (_, rest) = text.split_once(", ").filter(|(weekday, _)| weekday.len() > 3 && is_weekday(weekday))?;
    let (date, time) = rest.rsplit_once(' ')?;
    let mut words = date.split('-');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let year = digits(year, 2).map(|year| year + if year < 70 { 2000 } else { 1900 })?;
    civil(year, month, digits(day, 2)?, time).filter(|_| words.next().is_none())
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|b| b.is_ascii_alphabetic())
}

/// A date whose month has its English name, and a time of day that may have parts of a second.
fn civil(year: i64, month: &str, day: i64, time: &str) -> Option<Timestamp> {
    let month = i64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()? + 1;
    let (time, nanos) = split_fraction(time)?;
    let (hour, minute, second) = clock(time)?;
    Timestamp::new(Civil { year, month, day, hour, minute, second }.to_secs()?, nanos)
}

/// A number such as `-1.5`: what is before the point, rounded down, and the billionths after that.
fn decimal(text: &str) -> Option<(i64, u32)> {
    let (whole, billionths) = split_fraction(text)?;
    let is_negative = whole.starts_with('-');
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    Some(match (is_negative, billionths) {
        (false, billionths) => (whole, billionths),
        (true, 0) => (-whole, 0),
        (true, billionths) => (-whole - 1, NANOS - billionths),
    })
}

/// What comes before a point, and the billionths after it.
fn split_fraction(text: &str) -> Option<(&str, u32)> {
    let Some((whole, fraction)) = text.split_once('.') else {
        return Some((text, 0));
    };
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let digits = fraction.bytes().chain(std::iter::repeat(b'0')).take(9);
    Some((whole, digits.fold(0, |nanos, digit| nanos * 10 + u32::from(digit - b'0'))))
}

/// `18:30:38`.
fn clock(text: &str) -> Option<(i64, i64, i64)> {
    let mut parts = text.split(':').map(|part| digits(part, 2));
    let time = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(time)
}

/// A number of so many digits.
fn digits(text: &str, count: usize) -> Option<i64> {
    let is_number = text.len() == count && text.bytes().all(|b| b.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}
