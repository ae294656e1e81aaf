//! The places of codes, messages and other parts of a service's failed responses, as data.

use std::borrow::Cow;
use std::time::{Duration, SystemTime};

use crate::json::{Scalar, has_entries, scalar, whole};
use crate::rate_limit::RateLimitMap;
use crate::response::Response;
use crate::timestamp::{Format, Timestamp};

/// The places of codes, messages and other parts of a service's failed responses. The protocol has defaults for
/// places that are not set.
///
/// ```
/// use speccast_runtime::codegen::{FailureMap, FailurePlace};
///
/// const FAILURE: FailureMap = FailureMap::new()
///     .code(&[FailurePlace::pointer("/error/type")])
///     .retry_after(&[FailurePlace::header("Retry-After"), FailurePlace::header("X-Reset").epoch_seconds()]);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailureMap {
    pub(crate) code: &'static [FailurePlace],
    pub(crate) message: &'static [FailurePlace],
    pub(crate) request_id: &'static [FailurePlace],
    pub(crate) retry_after: &'static [FailurePlace],
    retry: &'static [FailurePlace],
    pub(crate) rate_limits: &'static [RateLimitMap],
    pub(crate) limit_statuses: &'static [u16],
    pub(crate) at: &'static str,
    when: Option<Condition>,
}

/// A JSON Pointer and the JSON there; without it, any value that is not null, `false` or empty.
type Condition = (&'static str, Option<&'static str>);

impl FailureMap {
    /// Creates a map that leaves everything to the protocol.
    pub const fn new() -> Self {
        Self {
            code: &[],
            message: &[],
            request_id: &[],
            retry_after: &[],
            retry: &[],
            rate_limits: &[],
            limit_statuses: &[],
            at: "",
            when: None,
        }
    }

    /// Sets the places of an error's code.
    #[must_use]
    pub const fn code(mut self, places: &'static [FailurePlace]) -> Self {
        self.code = places;
        self
    }

    /// Sets the places of the message.
    #[must_use]
    pub const fn message(mut self, places: &'static [FailurePlace]) -> Self {
        self.message = places;
        self
    }

    /// Sets the places of the request's identifier.
    #[must_use]
    pub const fn request_id(mut self, places: &'static [FailurePlace]) -> Self {
        self.request_id = places;
        self
    }

    /// Sets the places of the time to wait.
    #[must_use]
    pub const fn retry_after(mut self, places: &'static [FailurePlace]) -> Self {
        self.retry_after = places;
        self
    }

    /// Sets places of `true` or `false`: whether to send the request again.
    #[must_use]
    pub const fn retry(mut self, places: &'static [FailurePlace]) -> Self {
        self.retry = places;
        self
    }

    /// Sets the places of each rate limit of the service.
    #[must_use]
    pub const fn rate_limits(mut self, limits: &'static [RateLimitMap]) -> Self {
        self.rate_limits = limits;
        self
    }

    /// Sets the statuses that report an exceeded rate limit, if no requests remain or the response has a time
    /// to wait.
    #[must_use]
    pub const fn limit_statuses(mut self, statuses: &'static [u16]) -> Self {
        self.limit_statuses = statuses;
        self
    }

    /// Sets the place of the members of errors in the body, a JSON Pointer.
    #[must_use]
    pub const fn at(mut self, pointer: &'static str) -> Self {
        self.at = pointer;
        self
    }

    /// Makes a response with a success status a failure if the value at this JSON Pointer is `equals`: a string, a
    /// number, `true` or `false` in JSON.
    #[must_use]
    pub const fn when(mut self, pointer: &'static str, equals: &'static str) -> Self {
        self.when = Some((pointer, Some(equals)));
        self
    }

    /// Makes a response with a success status a failure if the value at this JSON Pointer is present, and is
    /// not null, `false`, or an empty string, list or object.
    #[must_use]
    pub const fn when_present(mut self, pointer: &'static str) -> Self {
        self.when = Some((pointer, None));
        self
    }

    /// Returns the condition under which a successful response is a failure.
    pub(crate) fn condition(&self) -> Option<Condition> {
        self.when
    }

    /// Returns whether a response with a success status is a failure.
    pub(crate) fn is_failure(&self, response: &Response) -> bool {
        self.when.is_some_and(|(pointer, equals)| {
            let found = scalar(response.body(), pointer);
            match (found, equals) {
                (Some(Scalar::String(text)), Some(equals)) => {
                    serde_json::from_str(equals).is_ok_and(|wanted: Cow<'_, str>| wanted == text)
                }
                (Some(Scalar::Number(number)), Some(equals)) => whole(number) == equals,
                (Some(Scalar::Boolean(value)), Some(equals)) => {
                    equals == if value { "true" } else { "false" }
                }
                (None, Some(_)) => false,
                (Some(Scalar::String(text)), None) => !text.is_empty(),
                (Some(Scalar::Number(_)), None) => true,
                (Some(Scalar::Boolean(value)), None) => value,
                (None, None) => has_entries(response.body(), pointer),
            }
        })
    }

    /// Returns whether to send the request again, if the response reports it.
    pub(crate) fn retries(&self, response: &Response) -> Option<bool> {
        self.retry.iter().find_map(|place| place.flag(response))
    }
}

impl Default for FailureMap {
    fn default() -> Self {
        Self::new()
    }
}

/// A place in a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailurePlace {
    source: Source,
    unit: Unit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Source {
    Pointer(&'static str),
    Header(&'static str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Seconds,
    Millis,
    EpochSeconds,
    EpochMillis,
    DateTime,
    Duration,
}

impl FailurePlace {
    /// Creates the place of the value at this JSON Pointer in the body.
    pub const fn pointer(pointer: &'static str) -> Self {
        Self { source: Source::Pointer(pointer), unit: Unit::Seconds }
    }

    /// Creates the place of the header of this name.
    pub const fn header(name: &'static str) -> Self {
        Self { source: Source::Header(name), unit: Unit::Seconds }
    }

    /// Reads the time to wait in milliseconds.
    #[must_use]
    pub const fn milliseconds(mut self) -> Self {
        self.unit = Unit::Millis;
        self
    }

    /// Reads a point in time, in seconds since 1970.
    #[must_use]
    pub const fn epoch_seconds(mut self) -> Self {
        self.unit = Unit::EpochSeconds;
        self
    }

    /// Reads a point in time, in milliseconds since 1970.
    #[must_use]
    pub const fn epoch_millis(mut self) -> Self {
        self.unit = Unit::EpochMillis;
        self
    }

    /// Reads a point in time, in RFC 3339 or HTTP's format.
    #[must_use]
    pub const fn date_time(mut self) -> Self {
        self.unit = Unit::DateTime;
        self
    }

    /// Reads a time with units: `1h30m`, `6m0s`, `1.5s` or `20ms`.
    #[must_use]
    pub const fn duration(mut self) -> Self {
        self.unit = Unit::Duration;
        self
    }

    /// Returns the JSON Pointer, if it is one.
    pub(crate) fn as_pointer(&self) -> Option<&'static str> {
        match self.source {
            Source::Pointer(pointer) => Some(pointer),
            Source::Header(_) => None,
        }
    }

    /// Returns the name of the header, if it is one.
    pub(crate) fn as_header(&self) -> Option<&'static str> {
        match self.source {
            Source::Header(name) => Some(name),
            Source::Pointer(_) => None,
        }
    }

    /// Returns the string or number at this place.
    pub(crate) fn text<'r>(&self, response: &'r Response) -> Option<Cow<'r, str>> {
        let text = match self.source {
            Source::Header(name) => response.texts(name).next().map(Cow::Borrowed),
            Source::Pointer(pointer) => match scalar(response.body(), pointer)? {
                Scalar::String(text) => Some(text),
                Scalar::Number(number) => Some(whole(number)),
                Scalar::Boolean(_) => None,
            },
        };
        text.filter(|text| !text.trim().is_empty())
    }

    /// Returns whether a response has `true` or `false` there.
    fn flag(&self, response: &Response) -> Option<bool> {
        if let Source::Pointer(pointer) = self.source
            && let Some(Scalar::Boolean(value)) = scalar(response.body(), pointer)
        {
            return Some(value);
        }
        let text = self.text(response)?;
        ["false", "true"].iter().position(|word| text.eq_ignore_ascii_case(word)).map(|at| at == 1)
    }

    /// Returns whether the value is a point in time, such as the reset of a limit.
    pub(crate) fn is_point_in_time(&self) -> bool {
        matches!(self.unit, Unit::EpochSeconds | Unit::EpochMillis | Unit::DateTime)
    }

    /// Returns how long a response asks to wait.
    pub(crate) fn wait(&self, response: &Response) -> Option<RetryAfter> {
        RetryAfter::read(&self.text(response)?, self.unit)
    }
}

/// Returns the value of the first place that has one.
pub(crate) fn first<'r>(places: &[FailurePlace], response: &'r Response) -> Option<Cow<'r, str>> {
    places.iter().find_map(|place| place.text(response))
}

/// How long a service asks to wait before the next request.
///
/// ```
/// use std::time::{Duration, SystemTime};
///
/// use speccast_runtime::error::RetryAfter;
///
/// let wait = RetryAfter::In(Duration::from_secs(3));
/// assert_eq!(wait.from(SystemTime::UNIX_EPOCH), Duration::from_secs(3));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryAfter {
    /// For this long.
    In(Duration),
    /// Until this point in time, by the server's clock.
    At(SystemTime),
}

impl RetryAfter {
    /// Returns how long to wait from `now` on; zero if the time has passed.
    pub fn from(self, now: SystemTime) -> Duration {
        match self {
            Self::In(delay) => delay,
            Self::At(time) => time.duration_since(now).unwrap_or_default(),
        }
    }

    /// Parses a `Retry-After` header (RFC 9110 section 10.2.3).
    pub(crate) fn standard(text: &str) -> Option<Self> {
        // No fractions.
        (!text.contains('.')).then(|| Self::read(text, Unit::Seconds))?
    }

    /// Parses a number of milliseconds.
    pub(crate) fn milliseconds(text: &str) -> Option<Self> {
        Self::read(text, Unit::Millis)
    }

    /// Parses a date of HTTP or RFC 3339.
    pub(crate) fn date(text: &str) -> Option<Self> {
        let text = text.trim();
        let time =
            Timestamp::parse(text, Format::HttpDate).or_else(|_| Timestamp::parse(text, Format::DateTime));
        let time = time.ok()?.system_time()?;
        (time >= SystemTime::UNIX_EPOCH).then_some(Self::At(time))
    }

    /// Returns the point in time that is this long after the start of 1970, if the system can represent it.
    pub(crate) fn since_epoch(time: Duration) -> Option<Self> {
        SystemTime::UNIX_EPOCH.checked_add(time).map(Self::At)
    }

    fn read(text: &str, unit: Unit) -> Option<Self> {
        let text = text.trim();
        match unit {
            Unit::Seconds => seconds(text, 1.0).map(Self::In).or_else(|| Self::date(text)),
            Unit::Millis => seconds(text, 1e3).map(Self::In),
            Unit::EpochSeconds => Self::since_epoch(seconds(text, 1.0)?),
            Unit::EpochMillis => Self::since_epoch(seconds(text, 1e3)?),
            Unit::DateTime => Self::date(text),
            Unit::Duration => with_units(text).map(Self::In),
        }
    }
}

/// Parses a number that is not negative; a number that is too large becomes the largest.
fn seconds(text: &str, in_a_second: f64) -> Option<Duration> {
    let is_number = text.starts_with(|c: char| c.is_ascii_digit());
    let number: f64 = text.parse().ok().filter(|number: &f64| is_number && !number.is_nan())?;
    Some(Duration::try_from_secs_f64(number / in_a_second).unwrap_or(Duration::MAX))
}

/// Parses numbers with units, as Go writes a duration.
fn with_units(text: &str) -> Option<Duration> {
    let (mut rest, mut sum) = (text, Duration::ZERO);
    while !rest.is_empty() {
        let unit = rest.find(|c: char| c.is_ascii_alphabetic())?;
        let (number, after) = rest.split_at(unit);
        let end = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(end);
        let in_a_second = match unit {
            "h" => 1.0 / 3600.0,
            "m" => 1.0 / 60.0,
            "s" => 1.0,
            "ms" => 1e3,
            "us" => 1e6,
            "ns" => 1e9,
            _ => return None,
        };
        sum = sum.saturating_add(seconds(number, in_a_second)?);
        rest = after;
    }
    (!text.is_empty()).then_some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whole numbers are equal in every notation (RFC 8259 section 6).
    #[test]
    fn numbers_of_failures() {
        let body = r#"{"code":4.04e2,"ok":0.0,"left":1.5}"#;
        let response = Response::from(http::Response::new(body));
        let text = |pointer| FailurePlace::pointer(pointer).text(&response).map(Cow::into_owned);
        assert_eq!((text("/code").as_deref(), text("/left").as_deref()), (Some("404"), Some("1.5")));
        let is_failure = |equals| FailureMap::new().when("/ok", equals).is_failure(&response);
        assert_eq!((is_failure("0"), is_failure("1"), is_failure("false")), (true, false, false));
    }

    #[test]
    fn waits() {
        let at = |seconds| Some(RetryAfter::At(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)));
        let within = |millis| Some(RetryAfter::In(Duration::from_millis(millis)));
        assert_eq!(RetryAfter::read(" 3", Unit::Seconds), within(3000));
        assert_eq!(RetryAfter::read("0.25", Unit::Seconds), within(250));
        assert_eq!(RetryAfter::read("Thu, 01 Jan 1970 00:00:07 GMT", Unit::Seconds), at(7));
        assert_eq!(RetryAfter::read("1970-01-01T00:00:07Z", Unit::Seconds), at(7));
        assert_eq!(RetryAfter::read("1500", Unit::Millis), within(1500));
        assert_eq!(RetryAfter::read("7", Unit::EpochSeconds), at(7));
        assert_eq!(RetryAfter::read("7000", Unit::EpochMillis), at(7));
        assert_eq!(RetryAfter::read("1970-01-01T00:00:07.000Z", Unit::DateTime), at(7));
        assert_eq!(RetryAfter::read("7", Unit::DateTime), None);
        assert_eq!(RetryAfter::read("6m0s", Unit::Duration), within(360_000));
        assert_eq!(RetryAfter::read("1h0.5s", Unit::Duration), within(3_600_500));
        assert_eq!(RetryAfter::read("20ms", Unit::Duration), within(20));
        for text in ["", "7", "m", "1s2", "1d", "-1s", "1 s"] {
            assert_eq!(RetryAfter::read(text, Unit::Duration), None, "{text}");
        }
        for text in ["", "-1", "soon", "NaN", "inf", "+1"] {
            assert_eq!(RetryAfter::read(text, Unit::Seconds), None, "{text}");
        }
        assert_eq!(
            RetryAfter::read("99999999999999999999", Unit::Seconds),
            Some(RetryAfter::In(Duration::MAX))
        );
    }
}
