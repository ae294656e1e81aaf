//! Points in time from text.

use std::fmt;
use std::str::FromStr;

use super::calendar::Civil;
use super::format::MONTHS;
use super::{Format, NANOS, Timestamp};

/// A text is no point in time, or one out of range.
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

/// `Tue, 29 Apr 2014 18:30:38.5 GMT`, or one of the two obsolete forms.
fn http_date(text: &str) -> Option<Timestamp> {
    imf_fixdate(text).or_else(|| httpdate::parse_http_date(text).ok().map(Timestamp::from))
}

/// IMF-fixdate (RFC 9110 section 5.6.7), with parts of a second. Its day of the week tells nothing.
fn imf_fixdate(text: &str) -> Option<Timestamp> {
    let (weekday, rest) = text.strip_suffix(" GMT")?.split_once(", ")?;
    if weekday.len() != 3 || !weekday.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let mut words = rest.split(' ');
    let (day, month, year, time) = (words.next()?, words.next()?, words.next()?, words.next()?);
    if words.next().is_some() {
        return None;
    }
    let month = MONTHS.iter().position(|name| *name == month)?;
    let month = i64::try_from(month).ok()? + 1;
    let (time, nanos) = split_fraction(time)?;
    let (hour, minute, second) = clock(time)?;
    let (year, day) = (digits(year, 4)?, digits(day, 2)?);
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
