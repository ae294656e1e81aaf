//! Points in time from text.

use std::fmt;
use std::str::FromStr;

use super::calendar::Civil;
use super::format::MONTHS;
use super::{Format, NANOS, Timestamp};

/// A text is not a point in time, or one out of range.
///
/// ```
/// use speccast_runtime::Timestamp;
///
/// assert!("2023-02-29T00:00:00Z".parse::<Timestamp>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParseError(());

impl fmt::Display for ParseError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a timestamp: a date-time, an http-date, or seconds since 1970")
    }
}

impl std::error::Error for ParseError {}

impl Timestamp {
    /// Reads a text of this form. What is finer than a nanosecond is cut off.
    ///
    /// A date-time may have any offset from UTC; an http-date may be of any of the forms that RFC 9110 section 5.6.7
    /// wants to be read, and may have parts of a second.
    ///
    /// # Errors
    /// Where the text has another form, or no such point in time exists in the years 1 to 9999.
    pub fn parse(text: &str, format: Format) -> Result<Self, ParseError> {
        let time = match format {
            Format::DateTime => date_time(text),
            Format::HttpDate => http_date(text),
            Format::EpochSeconds => epoch_seconds(text),
        };
        time.ok_or(ParseError(()))
    }
}

/// Reads any [`Format`].
impl FromStr for Timestamp {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let formats = [Format::DateTime, Format::EpochSeconds, Format::HttpDate];
        formats.into_iter().find_map(|format| Self::parse(text, format).ok()).ok_or(ParseError(()))
    }
}

/// `1985-04-12T23:20:50.52Z` (RFC 3339 section 5.6).
fn date_time(text: &str) -> Option<Timestamp> {
    let (date, time) = text.split_once(['T', 't'])?;
    let (year, month_and_day) = date.split_once('-')?;
    let (month, day) = month_and_day.split_once('-')?;
    let (time, offset) = match time.strip_suffix(['Z', 'z']) {
        Some(time) => (time, 0),
        None => {
            let at = time.rfind(['+', '-'])?;
            let (hours, minutes) = time[at + 1..].split_once(':')?;
            let (hours, minutes) = (digits(hours, 2)?, digits(minutes, 2)?);
            if hours > 23 || minutes > 59 {
                return None;
            }
            let seconds = hours * 3_600 + minutes * 60;
            (&time[..at], if time[at..].starts_with('-') { -seconds } else { seconds })
        }
    };
    let (time, nanos) = split_fraction(time)?;
    let (hour, minute, second) = clock(time)?;
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    let local = Civil { year, month, day, hour, minute, second }.to_secs()?;
    Timestamp::new(local - offset, nanos)
}

/// An HTTP date (RFC 9110 section 5.6.7): `Tue, 29 Apr 2014 18:30:38 GMT`, or an obsolete form,
/// `Tuesday, 29-Apr-14 18:30:38 GMT` or `Tue Apr 29 18:30:38 2014`. The day of the week is not compared with the date.
fn http_date(text: &str) -> Option<Timestamp> {
    let is_weekday = |word: &str| word.len() >= 3 && word.bytes().all(|b| b.is_ascii_alphabetic());
    let Some(text) = text.strip_suffix(" GMT") else {
        let mut words = text.split_ascii_whitespace();
        let (weekday, month, day) = (words.next()?, words.next()?, words.next()?);
        let (time, year) = (words.next()?, words.next()?);
        let is_whole = weekday.len() == 3 && is_weekday(weekday) && words.next().is_none();
        return civil(digits(year, 4)?, month, digits(day, day.len().min(2))?, time).filter(|_| is_whole);
    };
    let (weekday, rest) = text.split_once(", ").filter(|(weekday, _)| is_weekday(weekday))?;
    let (date, time) = rest.rsplit_once(' ')?;
    let is_obsolete = weekday.len() > 3;
    let mut words = date.split(if is_obsolete { '-' } else { ' ' });
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let year = match is_obsolete {
        true => digits(year, 2).map(|year| year + if year < 70 { 2000 } else { 1900 })?,
        false => digits(year, 4)?,
    };
    civil(year, month, digits(day, 2)?, time).filter(|_| words.next().is_none())
}

/// A date whose month has its English name, and a time of day that may have parts of a second.
fn civil(year: i64, month: &str, day: i64, time: &str) -> Option<Timestamp> {
    let month = i64::try_from(MONTHS.iter().position(|name| *name == month)?).ok()? + 1;
    let (time, nanos) = split_fraction(time)?;
    let (hour, minute, second) = clock(time)?;
    Timestamp::new(Civil { year, month, day, hour, minute, second }.to_secs()?, nanos)
}

/// `-1.5`.
fn epoch_seconds(text: &str) -> Option<Timestamp> {
    let (whole, nanos) = split_fraction(text)?;
    let is_negative = whole.starts_with('-');
    let whole = whole.strip_prefix('-').unwrap_or(whole);
    if whole.is_empty() || !whole.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let seconds: i64 = whole.parse().ok()?;
    match (is_negative, nanos) {
        (false, nanos) => Timestamp::new(seconds, nanos),
        (true, 0) => Timestamp::new(-seconds, 0),
        (true, nanos) => Timestamp::new(-seconds - 1, NANOS - nanos),
    }
}

/// What comes before a point, and the nanoseconds after it.
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
