//! Conversions between [`Timestamp`] and [`Date`] and the types of other crates. Each crate has a feature of
//! its name.

use std::fmt;

use super::{Date, NANOS, Timestamp};

/// Error of a conversion: the other type cannot represent the value.
///
/// ```
/// # #[cfg(feature = "jiff")] {
/// use speccast_runtime::Timestamp;
///
/// let error = Timestamp::try_from(jiff::Timestamp::MIN).unwrap_err();
/// assert_eq!(error.to_string(), "out of the range of `Timestamp`, the years 1 to 9999");
/// # }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutOfRange(&'static str);

impl fmt::Display for OutOfRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "out of the range of {}", self.0)
    }
}

impl std::error::Error for OutOfRange {}

impl Timestamp {
    fn from_unix_nanos(nanos: i128) -> Result<Self, OutOfRange> {
        let seconds = i64::try_from(nanos.div_euclid(NANOS.into())).ok();
        let nanos = u32::try_from(nanos.rem_euclid(NANOS.into())).ok();
        let time = seconds.zip(nanos).and_then(|(seconds, nanos)| Self::new(seconds, nanos));
        time.ok_or(OutOfRange("`Timestamp`, the years 1 to 9999"))
    }
}

/// Its errors are times before year 1.
#[cfg(feature = "jiff")]
impl TryFrom<jiff::Timestamp> for Timestamp {
    type Error = OutOfRange;

    fn try_from(time: jiff::Timestamp) -> Result<Self, OutOfRange> {
        Self::from_unix_nanos(time.as_nanosecond())
    }
}

/// Its errors are the last two hours of year 9999, which are in year 10000 somewhere.
#[cfg(feature = "jiff")]
impl TryFrom<Timestamp> for jiff::Timestamp {
    type Error = OutOfRange;

    fn try_from(time: Timestamp) -> Result<Self, OutOfRange> {
        let nanos = i128::from(time.seconds) * i128::from(NANOS) + i128::from(time.nanos);
        Self::from_nanosecond(nanos).map_err(|_| OutOfRange("`jiff::Timestamp`"))
    }
}

#[cfg(feature = "time")]
macro_rules! time {
    ($($type:ident)*) => {
        $(
            /// Its errors are times outside the years 1 to 9999.
            impl TryFrom<::time::$type> for Timestamp {
                type Error = OutOfRange;

                fn try_from(time: ::time::$type) -> Result<Self, OutOfRange> {
                    Self::from_unix_nanos(time.unix_timestamp_nanos())
                }
            }

            impl From<Timestamp> for ::time::$type {
                fn from(time: Timestamp) -> Self {
                    // It never saturates.
                    let since = ::time::Duration::seconds(time.seconds);
                    Self::UNIX_EPOCH.saturating_add(since + std::time::Duration::from_nanos(time.nanos.into()))
                }
            }
        )*
    };
}

#[cfg(feature = "time")]
time!(OffsetDateTime UtcDateTime);

/// Its errors are times outside the years 1 to 9999. A leap second is the first second of the next minute.
#[cfg(feature = "chrono")]
impl<Z: chrono::TimeZone> TryFrom<chrono::DateTime<Z>> for Timestamp {
    type Error = OutOfRange;

    fn try_from(time: chrono::DateTime<Z>) -> Result<Self, OutOfRange> {
        let nanos = i128::from(time.timestamp()) * i128::from(NANOS);
        Self::from_unix_nanos(nanos + i128::from(time.timestamp_subsec_nanos()))
    }
}

#[cfg(feature = "chrono")]
impl From<Timestamp> for chrono::DateTime<chrono::Utc> {
    fn from(time: Timestamp) -> Self {
        // There is no other time in these years.
        Self::from_timestamp(time.seconds, time.nanos).unwrap_or(Self::MAX_UTC)
    }
}

impl Date {
    fn of(year: i32, month: impl Into<i32>, day: impl Into<i32>) -> Result<Self, OutOfRange> {
        let date =
            || Self::new(year.try_into().ok()?, month.into().try_into().ok()?, day.into().try_into().ok()?);
        date().ok_or(OutOfRange("`Date`, the years 1 to 9999"))
    }
}

/// Its errors are days before year 1.
#[cfg(feature = "jiff")]
impl TryFrom<jiff::civil::Date> for Date {
    type Error = OutOfRange;

    fn try_from(date: jiff::civil::Date) -> Result<Self, OutOfRange> {
        Self::of(date.year().into(), date.month(), date.day())
    }
}

#[cfg(feature = "jiff")]
impl From<Date> for jiff::civil::Date {
    fn from(date: Date) -> Self {
        let parts = || {
            Self::new(
                date.year().try_into().ok()?,
                date.month().try_into().ok()?,
                date.day().try_into().ok()?,
            )
            .ok()
        };
        // There is no other day in these years.
        parts().unwrap_or(Self::MAX)
    }
}

/// Its errors are days outside the years 1 to 9999.
#[cfg(feature = "time")]
impl TryFrom<::time::Date> for Date {
    type Error = OutOfRange;

    fn try_from(date: ::time::Date) -> Result<Self, OutOfRange> {
        Self::of(date.year(), u8::from(date.month()), date.day())
    }
}

#[cfg(feature = "time")]
impl From<Date> for ::time::Date {
    fn from(date: Date) -> Self {
        let month = ::time::Month::January.nth_next(date.month() - 1);
        // There is no other day in these years.
        Self::from_calendar_date(date.year().into(), month, date.day()).unwrap_or(Self::MAX)
    }
}

/// Its errors are days outside the years 1 to 9999.
#[cfg(feature = "chrono")]
impl TryFrom<chrono::NaiveDate> for Date {
    type Error = OutOfRange;

    fn try_from(date: chrono::NaiveDate) -> Result<Self, OutOfRange> {
        use chrono::Datelike as _;
        let part = |part: u32| i32::try_from(part).unwrap_or_default();
        Self::of(date.year(), part(date.month()), part(date.day()))
    }
}

#[cfg(feature = "chrono")]
impl From<Date> for chrono::NaiveDate {
    fn from(date: Date) -> Self {
        // There is no other day in these years.
        Self::from_ymd_opt(date.year().into(), date.month().into(), date.day().into()).unwrap_or(Self::MAX)
    }
}
