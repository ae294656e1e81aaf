//! Formats of timestamps, given by the spec or by the place.

use super::Resolver;
use crate::diagnostic::codes;
use crate::model::{Protocol, TimestampFormat, Type, TypeRef};
use crate::syntax::Place;

impl Resolver<'_> {
    /// Returns the default format of timestamps in a place.
    pub(super) fn timestamps_of(&self, place: Place) -> TimestampFormat {
        if self.is_http() {
            let written = self.document.service.timestamps.as_ref();
            return written.map_or(TimestampFormat::DateTime, |format| format.value);
        }
        match place {
            Place::Path | Place::Query | Place::QueryParams => TimestampFormat::DateTime,
            Place::Header | Place::PrefixHeaders => TimestampFormat::HttpDate,
            Place::Body | Place::Payload | Place::StatusCode | Place::Unreadable => {
                TimestampFormat::EpochSeconds
            }
        }
    }

    /// Reports a format for all timestamps if the protocol has one for each place.
    pub(super) fn check_timestamps(&mut self) {
        if let (Some(written), Some(protocol)) = (&self.document.service.timestamps, self.protocol)
            && protocol != Protocol::Http
        {
            let message = format!("`{}` has a format of timestamps for each place", protocol.name());
            let help = "remove `timestamps`, and write `format` on the members that differ";
            self.error(&codes::PROTOCOL_KEY, message, &written.span, help);
        }
    }
}

/// Returns the type with the format of the timestamp that it is or contains.
pub(super) fn with_format(target: TypeRef, format: TimestampFormat) -> TypeRef {
    let boxed = |inner: Box<TypeRef>| Box::new(with_format(*inner, format));
    let ty = match target.ty {
        Type::Timestamp(_) => Type::Timestamp(format),
        Type::List { item, sparse } => Type::List { item: boxed(item), sparse },
        Type::Map { key, value, sparse } => Type::Map { key, value: boxed(value), sparse },
        other => other,
    };
    TypeRef { ty, ..target }
}

/// Whether `text` is a date and time of RFC 3339 section 5.6, in the years 1 to 9999.
pub(super) fn is_date_time(text: &str) -> bool {
    fn number(text: &str, range: std::ops::RangeInclusive<u32>) -> bool {
        text.bytes().all(|byte| byte.is_ascii_digit())
            && text.parse().is_ok_and(|value| range.contains(&value))
    }
    let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    let digits = |range: std::ops::Range<usize>| part(range).parse::<u32>().unwrap_or_default();
    let (year, month) = (digits(0..4), digits(5..7));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    let date = number(part(0..4), 1..=9999) && number(part(5..7), 1..=12) && number(part(8..10), 1..=days);
    let time = number(part(11..13), 0..=23) && number(part(14..16), 0..=59) && number(part(17..19), 0..=59);
    let marks = part(4..5) == "-" && part(7..8) == "-" && part(13..14) == ":" && part(16..17) == ":";
    let rest = text.get(19..).unwrap_or_default();
    let fraction = rest.strip_prefix('.').map(|rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    let zone = match fraction {
        Some(0) => return false,
        Some(count) => &rest[1 + count..],
        None => rest,
    };
    let offset = || {
        let signed = zone.starts_with(['+', '-']) && zone.len() == 6 && zone.get(3..4) == Some(":");
        let part = |range: std::ops::Range<usize>| zone.get(range).unwrap_or_default();
        signed && number(part(1..3), 0..=23) && number(part(4..6), 0..=59)
    };
    let separated = matches!(part(10..11), "T" | "t" | " ");
    date && time && marks && separated && (matches!(zone, "Z" | "z") || offset())
}

#[cfg(test)]
mod tests {
    use super::is_date_time;

    #[test]
    fn dates_and_times() {
        for good in ["2026-01-31T12:00:00Z", "2024-02-29T23:59:59.123456789+01:00", "0001-01-01T00:00:00Z"] {
            assert!(is_date_time(good), "{good}");
        }
        let bad = [
            "",
            "2026",
            "2026-01-31",
            "2026-02-29T00:00:00Z",
            "2026-01-31T24:00:00Z",
            "2026-01-31T12:00:00",
            "2026-01-31T12:00:00.Z",
            "+026-01-31T12:00:00Z",
            "2026-01-31T12:00:00+1:00",
            "2026-01-31T12:00:0é",
            "0000-01-31T12:00:00Z",
        ];
        for bad in bad {
            assert!(!is_date_time(bad), "{bad}");
        }
    }
}
