//! Conversions between [`Timestamp`] and the types of other crates, each behind a feature with the name of the crate.

use std::fmt;

use super::{NANOS, Timestamp};

/// A point in time that the other type does not have.
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

    fn unix_nanos(self) -> i128 {
        i128::from(self.seconds) * i128::from(NANOS) + i128::from(self.nanos)
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
        Self::from_nanosecond(time.unix_nanos()).map_err(|_| OutOfRange("`jiff::Timestamp`"))
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
