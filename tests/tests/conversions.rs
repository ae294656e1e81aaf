//! Timestamps and days as the types of other crates, and back.

use chrono::{DateTime, TimeZone, Utc};
use proptest::prelude::*;
use speccast_runtime::{Date, Timestamp};
use time::{OffsetDateTime, UtcDateTime, UtcOffset};

/// Every timestamp.
fn timestamps() -> impl Strategy<Value = Timestamp> {
    let nanos = 0..1_000_000_000_u32;
    let any = (Timestamp::MIN.secs()..=Timestamp::MAX.secs(), nanos);
    let any = any.prop_map(|(seconds, nanos)| Timestamp::new(seconds, nanos).unwrap());
    let edges =
        [Timestamp::MIN, Timestamp::UNIX_EPOCH, Timestamp::new(-1, 999_999_999).unwrap(), Timestamp::MAX];
    prop_oneof![9 => any, 1 => prop::sample::select(edges.to_vec())]
}

proptest! {
    #[test]
    fn time_and_chrono_have_every_timestamp(time in timestamps()) {
        let (offset, utc) = (OffsetDateTime::from(time), UtcDateTime::from(time));
        prop_assert_eq!(offset.unix_timestamp(), time.secs());
        prop_assert_eq!(offset.nanosecond(), time.subsec_nanos());
        prop_assert_eq!(Timestamp::try_from(offset), Ok(time));
        prop_assert_eq!(Timestamp::try_from(utc), Ok(time));
        let chrono = DateTime::<Utc>::from(time);
        prop_assert_eq!((chrono.timestamp(), chrono.timestamp_subsec_nanos()), (time.secs(), time.subsec_nanos()));
        prop_assert_eq!(Timestamp::try_from(chrono), Ok(time));
    }

    #[test]
    fn jiff_has_every_timestamp_but_those_of_the_last_hours(time in timestamps()) {
        match jiff::Timestamp::try_from(time) {
            Ok(jiff) => {
                // Both write the same text.
                prop_assert_eq!(jiff.to_string(), time.to_string());
                prop_assert_eq!(Timestamp::try_from(jiff), Ok(time));
            }
            Err(_) => prop_assert!(time.secs() > jiff::Timestamp::MAX.as_second()),
        }
    }

    #[test]
    fn other_times_are_timestamps_or_errors(seconds in any::<i64>(), nanos in 0..1_000_000_000_u32) {
        let expected = Timestamp::new(seconds, nanos);
        if let Some(chrono) = DateTime::<Utc>::from_timestamp(seconds, nanos) {
            prop_assert_eq!(Timestamp::try_from(chrono).ok(), expected);
        }
        let nanos = i128::from(seconds) * 1_000_000_000 + i128::from(nanos);
        if let Ok(time) = OffsetDateTime::from_unix_timestamp_nanos(nanos) {
            prop_assert_eq!(Timestamp::try_from(time).ok(), expected);
        }
        if let Ok(jiff) = jiff::Timestamp::from_nanosecond(nanos) {
            prop_assert_eq!(Timestamp::try_from(jiff).ok(), expected);
        }
    }

    #[test]
    fn every_type_has_every_day(year in 1..=9999_u16, month in 1..=12_u8, day in 1..=31_u8) {
        let Some(date) = Date::new(year, month, day) else { return Ok(()) };
        let (jiff, time) = (jiff::civil::Date::from(date), time::Date::from(date));
        let chrono = chrono::NaiveDate::from(date);
        for text in [jiff.to_string(), time.to_string(), chrono.to_string()] {
            prop_assert_eq!(text, date.to_string());
        }
        prop_assert_eq!(Date::try_from(jiff), Ok(date));
        prop_assert_eq!(Date::try_from(time), Ok(date));
        prop_assert_eq!(Date::try_from(chrono), Ok(date));
    }
}

#[test]
fn values_that_do_not_fit_are_errors() {
    let range = "out of the range of `Timestamp`, the years 1 to 9999";
    for time in [DateTime::<Utc>::MIN_UTC, DateTime::<Utc>::MAX_UTC] {
        assert_eq!(Timestamp::try_from(time).unwrap_err().to_string(), range);
    }
    assert_eq!(Timestamp::try_from(jiff::Timestamp::MIN).unwrap_err().to_string(), range);
    assert_eq!(Timestamp::try_from(UtcDateTime::MIN).unwrap_err().to_string(), range);
    let range = "out of the range of `Date`, the years 1 to 9999";
    assert_eq!(Date::try_from(jiff::civil::Date::MIN).unwrap_err().to_string(), range);
    assert_eq!(Date::try_from(time::Date::MIN).unwrap_err().to_string(), range);
    for date in [chrono::NaiveDate::MIN, chrono::NaiveDate::MAX] {
        assert_eq!(Date::try_from(date).unwrap_err().to_string(), range);
    }
    let error = jiff::Timestamp::try_from(Timestamp::MAX).unwrap_err();
    assert_eq!(error.to_string(), "out of the range of `jiff::Timestamp`");
}

#[test]
fn offsets_and_leap_seconds() {
    let noon = Timestamp::from_secs(1_795_350_896);
    let offset = UtcOffset::from_hms(5, 30, 0).unwrap();
    assert_eq!(Timestamp::try_from(OffsetDateTime::from(noon).to_offset(offset)), Ok(noon));
    let zone = chrono::FixedOffset::west_opt(3600).unwrap();
    assert_eq!(Timestamp::try_from(DateTime::<Utc>::from(noon).with_timezone(&zone)), Ok(noon));
    let leap = Utc.timestamp_opt(1_483_228_799, 1_500_000_000).unwrap();
    assert_eq!(Timestamp::try_from(leap), Ok(Timestamp::new(1_483_228_800, 500_000_000).unwrap()));
}
