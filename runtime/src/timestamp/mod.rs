//! Points in time and their formats, and calendar dates.

mod calendar;
#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
mod convert;
mod date;
mod format;
mod parse;
pub(crate) mod read;
pub(crate) mod wire;

use std::fmt;
use std::time::{Duration, SystemTime};

#[cfg(any(feature = "chrono", feature = "jiff", feature = "time"))]
pub use convert::OutOfRange;
pub use date::Date;
pub use format::{Format, Formatted};
pub use parse::ParseError;

/// A point in time with nanoseconds, from the year 1 to 9999.
///
/// Serializes as seconds since 1970, unless its member has another format. Deserializes from any unambiguous
/// format.
///
/// ```
/// use speccast_runtime::Timestamp;
/// use speccast_runtime::timestamp::Format;
///
/// let time: Timestamp = "2019-12-16T23:48:18.52Z".parse()?;
/// assert_eq!(time.secs(), 1_576_540_098);
/// assert_eq!(time.to_string(), "2019-12-16T23:48:18.52Z");
/// assert_eq!(time.format(Format::HttpDate).to_string(), "Mon, 16 Dec 2019 23:48:18 GMT");
/// assert_eq!(time.format(Format::EpochSeconds).to_string(), "1576540098.52");
/// # Ok::<_, speccast_runtime::timestamp::ParseError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp {
    /// Seconds since 1970 began, rounded down.
    seconds: i64,
    /// What came after them, below 1,000,000,000.
    nanos: u32,
}

const NANOS: u32 = 1_000_000_000;

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const UNIX_EPOCH: Self = Self { seconds: 0, nanos: 0 };
    /// 0001-01-01T00:00:00Z.
    pub const MIN: Self = Self { seconds: -62_135_596_800, nanos: 0 };
    /// 9999-12-31T23:59:59.999999999Z.
    pub const MAX: Self = Self { seconds: 253_402_300_799, nanos: NANOS - 1 };

    /// Creates the time so many seconds after the beginning of 1970. Beyond the range, it is [`MIN`](Self::MIN)
    /// or [`MAX`](Self::MAX).
    pub const fn from_secs(seconds: i64) -> Self {
        if seconds < Self::MIN.seconds {
            Self::MIN
        } else if seconds > Self::MAX.seconds {
            Self::MAX
        } else {
            Self { seconds, nanos: 0 }
        }
    }

    /// Creates the time so many seconds and nanoseconds after the beginning of 1970. Returns `None` if it is
    /// out of range, or if `nanos` is 1,000,000,000 or more.
    pub const fn new(seconds: i64, nanos: u32) -> Option<Self> {
        let is_year = Self::MIN.seconds <= seconds && seconds <= Self::MAX.seconds;
        if is_year && nanos < NANOS { Some(Self { seconds, nanos }) } else { None }
    }

    /// Returns the seconds since the beginning of 1970, rounded down; negative before 1970.
    pub const fn secs(&self) -> i64 {
        self.seconds
    }

    /// Returns the nanoseconds after [`secs`](Self::secs), fewer than 1,000,000,000.
    pub const fn subsec_nanos(&self) -> u32 {
        self.nanos
    }

    /// Returns the time as a `SystemTime`; `None` if the system cannot represent it, such as years before
    /// 1601 on Windows.
    pub fn system_time(&self) -> Option<SystemTime> {
        let seconds = Duration::from_secs(self.seconds.unsigned_abs());
        let time = if self.seconds < 0 {
            SystemTime::UNIX_EPOCH.checked_sub(seconds)
        } else {
            SystemTime::UNIX_EPOCH.checked_add(seconds)
        };
        time?.checked_add(Duration::from_nanos(self.nanos.into()))
    }
}

/// Out of range, it becomes [`Timestamp::MIN`] or [`Timestamp::MAX`].
impl From<SystemTime> for Timestamp {
    fn from(time: SystemTime) -> Self {
        let (since, is_before) = match time.duration_since(SystemTime::UNIX_EPOCH) {
            Ok(since) => (since, false),
            Err(error) => (error.duration(), true),
        };
        let seconds = i64::try_from(since.as_secs()).unwrap_or(i64::MAX);
        let (seconds, nanos) = match (is_before, since.subsec_nanos()) {
            (false, nanos) => (seconds, nanos),
            (true, 0) => (-seconds, 0),
            (true, nanos) => (-seconds - 1, NANOS - nanos),
        };
        Self::new(seconds, nanos).unwrap_or_else(|| Self::from_secs(seconds))
    }
}

/// Shows what [`Display`](fmt::Display) writes.
impl fmt::Debug for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Writes [`Format::DateTime`].
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.format(Format::DateTime).to_string())
    }
}
