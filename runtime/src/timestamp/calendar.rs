//! The proleptic Gregorian calendar, in UTC, without leap seconds.

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;

/// Days of 400 years, after which the calendar repeats.
const ERA: i64 = 146_097;

/// Days from 0000-03-01, where the years of the algorithms below begin, to 1970-01-01.
const EPOCH: i64 = 719_468;

/// A date and a time of day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Civil {
    pub(super) year: i64,
    /// 1 to 12.
    pub(super) month: i64,
    /// 1 to 31.
    pub(super) day: i64,
    pub(super) hour: i64,
    pub(super) minute: i64,
    pub(super) second: i64,
}

impl Civil {
    /// The date and time so many seconds after 1970 began.
    pub(super) fn from_secs(seconds: i64) -> Self {
        let (days, time) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
        // Years begin in March here, so that the leap day is a year's last.
        let days = days + EPOCH;
        let (era, day_of_era) = (days.div_euclid(ERA), days.rem_euclid(ERA));
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * month + 2) / 5 + 1;
        let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
        Self {
            year: era * 400 + year_of_era + next,
            month,
            day,
            hour: time / 3_600,
            minute: time / 60 % 60,
            second: time % 60,
        }
    }

    /// Seconds from the beginning of 1970, if there are such a date and such a time. The 60th second of a minute, a leap
    /// second, is the first one of the next.
    pub(super) fn to_secs(self) -> Option<i64> {
        let Self { year, month, day, hour, minute, second } = self;
        let is_date = (1..=12).contains(&month) && day >= 1 && day <= days_of(year, month);
        let is_time = (0..24).contains(&hour) && (0..60).contains(&minute) && (0..=60).contains(&second);
        if !is_date || !is_time {
            return None;
        }
        let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
        let (era, year_of_era) = (year.div_euclid(400), year.rem_euclid(400));
        let day_of_year = (153 * month + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        let days = era * ERA + day_of_era - EPOCH;
        Some(days * DAY + hour * 3_600 + minute * 60 + second)
    }
}

/// The day of the week, counted from Monday.
pub(super) fn weekday(seconds: i64) -> usize {
    // 1970 began on a Thursday.
    usize::try_from((seconds.div_euclid(DAY) + 3).rem_euclid(7)).unwrap_or_default()
}

/// Days of a month.
pub(super) const fn days_of(year: i64, month: i64) -> i64 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_range() {
        let mut expected = Civil { year: 1, month: 1, day: 1, hour: 0, minute: 0, second: 0 };
        let mut seconds = expected.to_secs().unwrap_or_default();
        assert_eq!((seconds, weekday(seconds)), (-62_135_596_800, 0));
        while expected.year < 10_000 {
            assert_eq!(Civil::from_secs(seconds), expected);
            assert_eq!(expected.to_secs(), Some(seconds));
            seconds += DAY;
            expected.day += 1;
            if expected.day > days_of(expected.year, expected.month) {
                (expected.day, expected.month) = (1, expected.month + 1);
            }
            if expected.month > 12 {
                (expected.month, expected.year) = (1, expected.year + 1);
            }
        }
        assert_eq!(seconds, 253_402_300_800);
    }
}
