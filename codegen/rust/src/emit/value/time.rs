//! Timestamps.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

/// A timestamp of RFC 3339 as an expression.
pub(super) fn expression(text: &str) -> TokenStream {
    let Some((seconds, nanos)) = parse(text) else {
        // The front end read it before.
        return quote!(Timestamp::UNIX_EPOCH);
    };
    let seconds = grouped(seconds);
    if nanos == 0 {
        return quote!(Timestamp::from_secs(#seconds));
    }
    let nanos = grouped(nanos.into());
    quote!(Timestamp::new(#seconds, #nanos).unwrap_or(Timestamp::from_secs(#seconds)))
}

/// A number with its thousands apart.
fn grouped(number: i64) -> Literal {
    let digits = number.unsigned_abs().to_string();
    let mut grouped = if number < 0 { "-".to_owned() } else { String::new() };
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push('_');
        }
        grouped.push(digit);
    }
    grouped.parse().unwrap_or_else(|_| Literal::i64_unsuffixed(number))
}

/// Seconds since 1970 and nanoseconds of `2026-01-31T12:00:00.5+01:00`.
fn parse(text: &str) -> Option<(i64, u32)> {
    let number = |range: std::ops::Range<usize>| text.get(range)?.parse::<i64>().ok();
    let days = days(number(0..4)?, number(5..7)?, number(8..10)?);
    let seconds = days * 86_400 + number(11..13)? * 3600 + number(14..16)? * 60 + number(17..19)?;
    let rest = text.get(19..)?;
    let zone = rest.find(['Z', 'z', '+', '-'])?;
    let (fraction, zone) = rest.split_at(zone);
    let digits: String = fraction.chars().skip(1).chain(std::iter::repeat('0')).take(9).collect();
    let offset = match zone.as_bytes() {
        [sign @ (b'+' | b'-'), _, _, b':', _, _] => {
            let minutes = zone[1..3].parse::<i64>().ok()? * 60 + zone[4..6].parse::<i64>().ok()?;
            if *sign == b'-' { -minutes } else { minutes }
        }
        _ => 0,
    };
    Some((seconds - offset * 60, digits.parse().ok()?))
}

/// Days from 1970-01-01 to a day of the Gregorian calendar.
fn days(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March here, so that a leap day is a year's last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let leap_days = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    year * 365 + leap_days + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::{grouped, parse};

    #[test]
    fn thousands_are_apart() {
        for (number, text) in [(0, "0"), (999, "999"), (-1000, "-1_000"), (1_769_860_800, "1_769_860_800")] {
            assert_eq!(grouped(number).to_string(), text);
        }
    }

    #[test]
    fn seconds_and_nanoseconds() {
        let cases = [
            ("1970-01-01T00:00:00Z", (0, 0)),
            ("2000-02-29T12:00:00Z", (951_825_600, 0)),
            ("1969-12-31T23:59:59.5Z", (-1, 500_000_000)),
            ("2019-12-16T23:48:18.52+01:00", (1_576_536_498, 520_000_000)),
            ("0001-01-01T00:00:00Z", (-62_135_596_800, 0)),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
        assert_eq!(parse("tomorrow"), None);
    }
}
