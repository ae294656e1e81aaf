//! Points in time as text.

use std::fmt;

use super::calendar::{Civil, weekday};
use super::{NANOS, Timestamp};

pub(super) const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
pub(super) const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Format of a timestamp on the wire.
///
/// ```
/// use speccast_runtime::Timestamp;
/// use speccast_runtime::timestamp::Format;
///
/// let time = Timestamp::parse("Tue, 29 Apr 2014 18:30:38 GMT", Format::HttpDate)?;
/// assert_eq!(time.format(Format::DateTime).to_string(), "2014-04-29T18:30:38Z");
/// # Ok::<_, speccast_runtime::timestamp::ParseError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// RFC 3339: `1985-04-12T23:20:50.52Z`, with as many digits after the point as are needed.
    DateTime,
    /// RFC 9110 section 5.6.7: `Tue, 29 Apr 2014 18:30:38 GMT`. Fractions of a second are cut off.
    HttpDate,
    /// Seconds since 1970, with as many digits after the point as are needed: `1515531081.123`.
    EpochSeconds,
    /// Milliseconds since 1970: `1515531081123`. Smaller fractions are cut off.
    EpochMillis,
    /// RFC 2822 section 3.3, in UTC: `Tue, 29 Apr 2014 18:30:38 +0000`. Fractions of a second are cut off.
    Rfc2822,
    /// ISO 8601 with an offset without a colon, in UTC: `2014-04-29T18:30:38+0000`. Fractions of a second are
    /// cut off.
    Iso8601,
    /// The same with milliseconds: `2014-04-29T18:30:38.000+0000`. Smaller fractions are cut off.
    Iso8601Millis,
    /// As in SQL, in UTC: `2014-04-29 18:30:38`. Fractions of a second are cut off.
    Sql,
}

/// A [`Timestamp`] in a format, for display; created by [`Timestamp::format`].
#[derive(Clone, Copy, Debug)]
pub struct Formatted {
    time: Timestamp,
    format: Format,
}

impl Timestamp {
    /// Returns the time in a format, for display.
    pub fn format(&self, format: Format) -> Formatted {
        Formatted { time: *self, format }
    }

    /// Milliseconds since 1970 began, rounded down.
    pub(super) const fn millis(&self) -> i64 {
        self.seconds * 1_000 + (self.nanos / 1_000_000) as i64
    }
}

impl fmt::Display for Formatted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Timestamp { seconds, nanos } = self.time;
        let millis = nanos / 1_000_000;
        match self.format {
            Format::DateTime => {
                write_clock(f, seconds, 'T')?;
                write_fraction(f, nanos)?;
                f.write_str("Z")
            }
            Format::Iso8601 => {
                write_clock(f, seconds, 'T')?;
                f.write_str("+0000")
            }
            Format::Iso8601Millis => {
                write_clock(f, seconds, 'T')?;
                write!(f, ".{millis:03}+0000")
            }
            Format::Sql => write_clock(f, seconds, ' '),
            Format::HttpDate => write_date(f, seconds, "GMT"),
            Format::Rfc2822 => write_date(f, seconds, "+0000"),
            Format::EpochSeconds if seconds < 0 && nanos > 0 => {
                // The seconds are rounded down, and a decimal number's part before the point is not.
                write!(f, "-{}", (seconds + 1).unsigned_abs())?;
                write_fraction(f, NANOS - nanos)
            }
            Format::EpochSeconds => {
                write!(f, "{seconds}")?;
                write_fraction(f, nanos)
            }
            Format::EpochMillis => write!(f, "{}", self.time.millis()),
        }
    }
}

/// Writes a date and a time of day, the number of a month in digits.
fn write_clock(f: &mut fmt::Formatter<'_>, seconds: i64, separator: char) -> fmt::Result {
    let Civil { year, month, day, hour, minute, second } = Civil::from_secs(seconds);
    write!(f, "{year:04}-{month:02}-{day:02}{separator}{hour:02}:{minute:02}:{second:02}")
}

/// Writes a day of the week, a date, a time of day and a zone.
fn write_date(f: &mut fmt::Formatter<'_>, seconds: i64, zone: &str) -> fmt::Result {
    let Civil { year, month, day, hour, minute, second } = Civil::from_secs(seconds);
    let weekday = WEEKDAYS[weekday(seconds)];
    let month = usize::try_from(month - 1).map_or("", |index| MONTHS[index]);
    write!(f, "{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} {zone}")
}

/// Writes what comes after the seconds, without trailing zeros.
fn write_fraction(f: &mut fmt::Formatter<'_>, nanos: u32) -> fmt::Result {
    if nanos == 0 {
        return Ok(());
    }
    let digits = format!("{nanos:09}");
    write!(f, ".{}", digits.trim_end_matches('0'))
}
