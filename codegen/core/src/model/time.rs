//! Points in time and days in a spec.

use super::TimestampFormat;
use std::fmt;

/// English names of the months, as in RFC 2822.
const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// A point in time, of the years 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Time {
    /// Seconds since 1970 began, rounded down.
    pub seconds: i64,
    /// Nanoseconds after that, below 1,000,000,000.
    pub nanos: u32,
}

impl Time {
    /// The least and the greatest number of seconds.
    const RANGE: std::ops::RangeInclusive<i64> = -62_135_596_800..=253_402_300_799;

    fn new(seconds: i64, nanos: u32) -> Option<Self> {
        Self::RANGE.contains(&seconds).then_some(Self { seconds, nanos })
    }

    /// Reads a text of RFC 3339 section 5.6 whose offset may lack the colon, or one in `format`.
    pub fn of_text(text: &str, format: TimestampFormat) -> Option<Self> {
        date_time(text).or_else(|| match format {
            TimestampFormat::HttpDate | TimestampFormat::Rfc2822 => named_month(text),
            TimestampFormat::Sql => date_time(&format!("{text}Z")),
            TimestampFormat::DateTime
            | TimestampFormat::Iso8601
            | TimestampFormat::Iso8601Millis
            | TimestampFormat::EpochSeconds
            | TimestampFormat::EpochMillis => None,
        })
    }

    /// Reads a number of seconds or milliseconds since 1970; `None` if `format` is not that of a number.
    pub(crate) fn of_number(number: f64, format: TimestampFormat) -> Option<Self> {
        let seconds = match format {
            TimestampFormat::EpochSeconds => number,
            TimestampFormat::EpochMillis => number / 1e3,
            TimestampFormat::DateTime
            | TimestampFormat::HttpDate
            | TimestampFormat::Rfc2822
            | TimestampFormat::Iso8601
            | TimestampFormat::Iso8601Millis
            | TimestampFormat::Sql => return None,
        };
        // The precision of a number for any time in use.
        let micros = (seconds * 1e6).round();
        let micros = (micros.abs() < 1e18).then_some(micros as i64)?;
        let nanos = u32::try_from(micros.rem_euclid(1_000_000)).ok()? * 1_000;
        Self::new(micros.div_euclid(1_000_000), nanos)
    }
}

/// Writes RFC 3339, in UTC.
impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (day, second) = (self.seconds.div_euclid(86_400), self.seconds.rem_euclid(86_400));
        let (year, month, day) = date(day);
        let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
        write!(f, "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")?;
        if self.nanos > 0 {
            write!(f, ".{}", format!("{:09}", self.nanos).trim_end_matches('0'))?;
        }
        f.write_str("Z")
    }
}

/// Returns the year, month and day of a text such as `2026-01-31`; `None` if there is no such day in the years 1
/// to 9999.
pub fn day(text: &str) -> Option<(u16, u8, u8)> {
    let [year, month, day] = numbers(text, '-', [4, 2, 2])?;
    days(year, month, day)?;
    Some((year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?))
}

/// `2026-01-31T12:00:00.5+01:00`.
fn date_time(text: &str) -> Option<Time> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let (time, zone) = time.split_at_checked(time.find(['Z', 'z', '+', '-'])?)?;
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let [year, month, day] = numbers(date, '-', [4, 2, 2])?;
    let [hour, minute, second] = numbers(time, ':', [2, 2, 2])?;
    let is_clock = hour < 24 && minute < 60 && second < 60;
    if !is_clock || fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let nanos: String = fraction.chars().chain(std::iter::repeat('0')).take(9).collect();
    let seconds = days(year, month, day)? * 86_400 + hour * 3_600 + minute * 60 + second;
    Time::new(seconds - offset(zone)?, nanos.parse().ok()?)
}

/// Seconds that a zone is ahead of UTC.
fn offset(zone: &str) -> Option<i64> {
    let (sign, clock) = match zone.split_at_checked(1)? {
        ("Z" | "z", "") => return Some(0),
        ("-", clock) => (-1, clock),
        (_, clock) => (1, clock),
    };
    let [hours, minutes] = match clock.contains(':') {
        true => numbers(clock, ':', [2, 2])?,
        false => clock
            .split_at_checked(2)
            .and_then(|(hours, minutes)| Some([digits(hours, 2)?, digits(minutes, 2)?]))?,
    };
    (hours < 24 && minutes < 60).then_some(sign * (hours * 3_600 + minutes * 60))
}

/// `Sat, 31 Jan 2026 12:00:00 GMT`, or with an offset.
fn named_month(text: &str) -> Option<Time> {
    let mut words = text.split_once(", ")?.1.split(' ');
    let (day, month, year) = (words.next()?, words.next()?, words.next()?);
    let (time, zone) = (words.next()?, words.next()?);
    let month = MONTHS.iter().position(|name| *name == month)? + 1;
    let zone = if zone == "GMT" { "Z" } else { zone };
    date_time(&format!("{year}-{month:02}-{day}T{time}{zone}")).filter(|_| words.next().is_none())
}

/// The numbers of so many digits between separators.
fn numbers<const N: usize>(text: &str, separator: char, lengths: [usize; N]) -> Option<[i64; N]> {
    let mut parts = text.split(separator);
    let mut numbers = [0; N];
    for (number, length) in numbers.iter_mut().zip(lengths) {
        *number = digits(parts.next()?, length)?;
    }
    parts.next().is_none().then_some(numbers)
}

fn digits(text: &str, length: usize) -> Option<i64> {
    let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { text.parse().ok() } else { None }
}

/// Days from 1970-01-01 to a day of the Gregorian calendar, if there is such a day.
fn days(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + i64::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || !(1..=last).contains(&day) {
        return None;
    }
    // Years begin in March here, so that a leap day is a year's last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

/// The year, month and day so many days after 1970-01-01.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let (of_month, year) = (day - (153 * month + 2) / 5 + 1, era * 400 + year);
    if month < 10 { (year, month + 3, of_month) } else { (year + 1, month - 9, of_month) }
}

#[cfg(test)]
mod tests {
    use super::{Time, day};
    use crate::model::TimestampFormat as Format;

    const FORMATS: [Format; 8] = [
        Format::DateTime,
        Format::HttpDate,
        Format::EpochSeconds,
        Format::EpochMillis,
        Format::Rfc2822,
        Format::Iso8601,
        Format::Iso8601Millis,
        Format::Sql,
    ];

    #[test]
    fn seconds_and_nanoseconds() {
        let cases = [
            ("1970-01-01T00:00:00Z", (0, 0)),
            ("2000-02-29t12:00:00z", (951_825_600, 0)),
            ("1969-12-31T23:59:59.5Z", (-1, 500_000_000)),
            ("2019-12-16 23:48:18.52+01:00", (1_576_536_498, 520_000_000)),
            ("2019-12-16T23:48:18.123456789-0100", (1_576_543_698, 123_456_789)),
            ("0001-01-01T00:00:00Z", (-62_135_596_800, 0)),
        ];
        for (text, expected) in cases {
            let time = Time::of_text(text, Format::DateTime);
            assert_eq!(time.map(|time| (time.seconds, time.nanos)), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_written_in_a_format_is_read_in_it() {
        for format in FORMATS {
            let sample = format.sample();
            let time = match sample.parse() {
                Ok(number) => Time::of_number(number, format),
                Err(_) => Time::of_text(sample, format),
            };
            assert_eq!(
                time.map(|time| time.to_string()).as_deref(),
                Some("2026-01-31T12:00:00Z"),
                "{sample}"
            );
        }
        assert_eq!(
            Time::of_number(-1.5, Format::EpochSeconds).map(|time| time.to_string()).as_deref(),
            Some("1969-12-31T23:59:58.5Z")
        );
        assert_eq!(Time::of_number(1e300, Format::EpochSeconds), None);
        assert_eq!(Time::of_number(f64::NAN, Format::EpochMillis), None);
        assert_eq!(Time::of_text("Sat, 31 Jan 2026 12:00:00 GMT", Format::DateTime), None);
        assert_eq!(Time::of_text("2026-01-31 12:00:00", Format::DateTime), None);
    }

    #[test]
    fn what_is_not_a_point_in_time() {
        let bad = [
            "",
            "2026",
            "tomorrow",
            "2026-01-31",
            "2026-02-29T00:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:60Z",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00:00.Z",
            "2026-01-31T12:00:00Z ",
            "+026-01-31T12:00:00Z",
            "2026-01-31T12:00:00+1:00",
            "2026-01-31T12:00:00+24:00",
            "2026-01-31T12:00:00+é00",
            "2026-01-31T12:00:0é",
            "0000-01-31T12:00:00Z",
            "0001-01-01T00:00:00+01:00",
            "Sat, 31 Jam 2026 12:00:00 GMT",
            "Sat, 31 Jan 2026 12:00:00 GMT x",
        ];
        for bad in bad {
            assert_eq!(Time::of_text(bad, Format::HttpDate), None, "{bad}");
        }
    }

    #[test]
    fn days_of_the_calendar() {
        assert_eq!(day("2024-02-29"), Some((2024, 2, 29)));
        for bad in
            ["2023-02-29", "2023-13-01", "2023-00-01", "2023-1-01", "2023-01-01T", "0000-01-01", "20230101"]
        {
            assert_eq!(day(bad), None, "{bad}");
        }
        for seconds in [-62_135_596_800, -1, 0, 951_782_400, 253_402_300_799] {
            let time = Time { seconds, nanos: 0 };
            assert_eq!(Time::of_text(&time.to_string(), Format::DateTime), Some(time));
        }
    }
}
