//! The rate limit that a response reports.

use std::time::Duration;

use crate::failure::{FailureMap, FailurePlace, RetryAfter, first};
use crate::response::Response;

/// A rate limit, with the numbers that a response reports.
///
/// ```
/// use speccast_runtime::response::Response;
///
/// let response = http::Response::builder().header("X-RateLimit-Limit", "5000").header("X-RateLimit-Remaining", "41");
/// let limit = Response::from(response.body("")?).rate_limit().unwrap_or_default();
/// assert_eq!((limit.limit, limit.remaining, limit.reset), (Some(5000), Some(41), None));
/// # Ok::<_, http::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RateLimit {
    /// Name of the limit in the spec, if the service has several.
    pub name: Option<&'static str>,
    /// Number of requests that are allowed in a period.
    pub limit: Option<u64>,
    /// Number of requests that remain in the current period.
    pub remaining: Option<u64>,
    /// When the limit is reset.
    pub reset: Option<RetryAfter>,
}

/// The places of a rate limit in the responses of a service.
///
/// ```
/// use speccast_runtime::codegen::{FailureMap, FailurePlace, RateLimitMap};
///
/// const FAILURE: FailureMap = FailureMap::new().rate_limits(&[
///     RateLimitMap::new().name("requests").remaining(&[FailurePlace::header("x-remaining-requests")]),
///     RateLimitMap::new().name("tokens").remaining(&[FailurePlace::header("x-remaining-tokens")]),
/// ]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RateLimitMap {
    name: Option<&'static str>,
    limit: &'static [FailurePlace],
    remaining: &'static [FailurePlace],
    reset: &'static [FailurePlace],
}

impl RateLimitMap {
    /// Creates a map without places.
    pub const fn new() -> Self {
        Self { name: None, limit: &[], remaining: &[], reset: &[] }
    }

    /// Sets the name that distinguishes the limit from others.
    #[must_use]
    pub const fn name(mut self, name: &'static str) -> Self {
        self.name = Some(name);
        self
    }

    /// Sets places of the number of requests that are allowed in a period.
    #[must_use]
    pub const fn limit(mut self, places: &'static [FailurePlace]) -> Self {
        self.limit = places;
        self
    }

    /// Sets places of the number of requests that remain in the period.
    #[must_use]
    pub const fn remaining(mut self, places: &'static [FailurePlace]) -> Self {
        self.remaining = places;
        self
    }

    /// Sets places of the time when the limit is reset.
    #[must_use]
    pub const fn reset(mut self, places: &'static [FailurePlace]) -> Self {
        self.reset = places;
        self
    }

    fn read(&self, response: &Response) -> RateLimit {
        let count = |places: &[FailurePlace]| first(places, response).and_then(|text| number(&text));
        RateLimit {
            name: self.name,
            limit: count(self.limit),
            remaining: count(self.remaining),
            reset: self.reset.iter().find_map(|place| place.wait(response)),
        }
    }
}

/// Prefixes of headers that many services use without a standard.
const PREFIXES: [&str; 3] = ["ratelimit", "x-ratelimit", "x-rate-limit"];

impl RateLimit {
    /// Reads each limit that a response reports: from the service's places, in the order of the spec, or from the
    /// usual headers.
    pub(crate) fn all(map: &FailureMap, response: &Response) -> Vec<Self> {
        let found: Vec<Self> = match map.rate_limits {
            [] => vec![Self::usual(response)],
            maps => maps.iter().map(|map| map.read(response)).collect(),
        };
        found.into_iter().filter(|it| Self { name: None, ..*it } != Self::default()).collect()
    }

    /// Reads the limit with the smallest share left.
    pub(crate) fn read(map: &FailureMap, response: &Response) -> Option<Self> {
        Self::all(map, response).into_iter().min_by(|one, other| one.share().total_cmp(&other.share()))
    }

    /// Returns the share that is left, from 0 to 1; 1 if it is unknown.
    fn share(&self) -> f64 {
        match (self.remaining, self.limit) {
            (Some(0), _) => 0.0,
            (Some(remaining), Some(limit)) if remaining < limit => remaining as f64 / limit as f64,
            _ => 1.0,
        }
    }

    fn usual(response: &Response) -> Self {
        let of_prefix = |prefix: &str| {
            let text = |name: &str| response.texts(&format!("{prefix}-{name}")).next();
            Self {
                name: None,
                limit: text("limit").and_then(number),
                remaining: text("remaining").and_then(number),
                reset: text("reset").and_then(time),
            }
        };
        let mut found =
            std::iter::once(Self::standard(response)).chain(PREFIXES.iter().map(|it| of_prefix(it)));
        found.find(|found| *found != Self::default()).unwrap_or_default()
    }

    /// Reads `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers-10): of several limits, the one
    /// with the fewest remaining requests. An earlier draft had one limit, with other names.
    fn standard(response: &Response) -> Self {
        let items = |name| response.texts(name).flat_map(|text| text.split(','));
        let seconds = |number| RetryAfter::In(Duration::from_secs(number));
        let remaining = items("ratelimit").filter_map(|item| Some((parameter(item, "r")?, item)));
        let Some((remaining, item)) = remaining.min_by_key(|(remaining, _)| *remaining) else {
            let find = |name| items("ratelimit").find_map(|item| parameter(item, name));
            return Self {
                name: None,
                limit: find("limit"),
                remaining: find("remaining"),
                reset: find("reset").map(seconds),
            };
        };
        let name = |item: &str| item.split(';').next().map(|name| name.trim().to_owned());
        let policy = items("ratelimit-policy").find(|policy| name(policy) == name(item));
        Self {
            name: None,
            limit: policy.and_then(|policy| parameter(policy, "q")),
            remaining: Some(remaining),
            reset: parameter(item, "t").map(seconds),
        }
    }
}

/// A parameter of an item, an integer.
fn parameter(item: &str, name: &str) -> Option<u64> {
    item.split(';').find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('=')).and_then(number)
}

/// An integer; a fraction and parameters after it are ignored.
fn number(text: &str) -> Option<u64> {
    text.split([',', ';', '.']).next()?.trim().parse().ok()
}

/// A time in an undocumented form: a small number is seconds to wait, a large one a point in time; or a date.
fn time(text: &str) -> Option<RetryAfter> {
    const BILLION: u64 = 1_000_000_000;
    match number(text) {
        None => RetryAfter::date(text),
        // Thirty years.
        Some(seconds @ ..BILLION) => Some(RetryAfter::In(Duration::from_secs(seconds))),
        Some(seconds) if seconds < 1000 * BILLION => RetryAfter::since_epoch(Duration::from_secs(seconds)),
        Some(millis) => RetryAfter::since_epoch(Duration::from_millis(millis)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::SystemTime;

    fn read(headers: &[(&str, &str)]) -> Option<RateLimit> {
        let builder =
            headers.iter().fold(http::Response::builder(), |it, (name, value)| it.header(*name, *value));
        builder.body("").ok().and_then(|response| Response::from(response).rate_limit())
    }

    fn limit(limit: u64, remaining: u64, reset: RetryAfter) -> Option<RateLimit> {
        Some(RateLimit { name: None, limit: Some(limit), remaining: Some(remaining), reset: Some(reset) })
    }

    #[test]
    fn the_limit_with_the_smallest_share_is_preferred() {
        let of = |limit, remaining| RateLimit { limit, remaining, ..RateLimit::default() }.share();
        assert_eq!(of(None, Some(0)), 0.0);
        assert!(of(Some(60), Some(6)) < of(Some(100_000), Some(20_000)));
        assert_eq!((of(None, Some(6)), of(Some(5), None), of(Some(0), Some(3))), (1.0, 1.0, 1.0));
    }

    #[test]
    fn usual_headers() {
        let within = |seconds| RetryAfter::In(Duration::from_secs(seconds));
        let at = |seconds| RetryAfter::At(SystemTime::UNIX_EPOCH + Duration::from_secs(seconds));
        let policy = ("ratelimit-policy", r#""burst";q=100;w=60,"daily";q=1000;w=86400"#);
        assert_eq!(read(&[("RateLimit", r#""default";r=50;t=30"#)]).map(|it| it.limit), Some(None));
        let daily = ("ratelimit", r#""burst";r=99;t=10, "daily";r=2;t=36000"#);
        assert_eq!(read(&[daily, policy]), limit(1000, 2, within(36_000)));
        assert_eq!(read(&[("ratelimit", "limit=10, remaining=9, reset=4")]), limit(10, 9, within(4)));
        let three = |prefix: &str, values: [&str; 3]| {
            let names = ["limit", "remaining", "reset"].map(|name| format!("{prefix}-{name}"));
            read(&[0, 1, 2].map(|at| (names[at].as_str(), values[at])))
        };
        assert_eq!(three("RateLimit", ["100, 100;w=60", "40", "7"]), limit(100, 40, within(7)));
        assert_eq!(three("X-RateLimit", ["60", "0", "1769817001"]), limit(60, 0, at(1_769_817_001)));
        assert_eq!(three("X-Rate-Limit", ["5", "1", "1769817001500"]).and_then(|it| it.limit), Some(5));
        let date = "2026-01-30T23:50:01Z";
        assert_eq!(three("x-ratelimit", ["5", "1", date]), limit(5, 1, at(1_769_817_001)));
        assert_eq!(three("x-ratelimit", ["many", "-1", "6m0s"]), None);
        assert_eq!(read(&[("content-type", "text/plain")]), None);
    }
}
