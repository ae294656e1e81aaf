//! The places of codes, messages and other parts of failed responses.

use super::Value;

/// The places of codes, messages and other parts of failed responses. The protocol has defaults for places that
/// are empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Failure {
    /// Where the code of an error is, the preferred place first.
    pub code: Vec<FailurePlace>,
    /// Where the message is.
    pub message: Vec<FailurePlace>,
    /// Where the identifier of the request is.
    pub request_id: Vec<FailurePlace>,
    /// Where the time to wait is.
    pub retry_after: Vec<FailurePlace>,
    /// Where a response has whether to send the request again.
    pub retry: Vec<FailurePlace>,
    /// Where every response has each rate limit.
    pub rate_limits: Vec<RateLimit>,
    /// Where the members of errors are in the body: a JSON Pointer, empty for the body itself.
    pub at: String,
    /// Condition under which a response with a successful status is a failure.
    pub when: Option<FailureCondition>,
}

/// Where a response has a rate limit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RateLimit {
    /// Name that distinguishes it from others.
    pub name: Option<String>,
    /// Where the number of requests in a period is.
    pub limit: Vec<FailurePlace>,
    /// Where the number of requests that remain is.
    pub remaining: Vec<FailurePlace>,
    /// Where the time is when the limit is reset.
    pub reset: Vec<FailurePlace>,
    /// Statuses that report an exceeded limit if no requests remain or the response has a time to wait.
    pub statuses: Vec<u16>,
}

/// A place in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailurePlace {
    /// Where it is.
    pub source: FailureSource,
    /// Format of a time to wait.
    pub unit: WaitUnit,
}

/// Where something is in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureSource<T = String> {
    /// At this JSON Pointer in the body.
    Pointer(T),
    /// In this header.
    Header(T),
}

/// Format of a time to wait.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WaitUnit {
    /// Seconds, or a date of HTTP.
    #[default]
    Seconds,
    /// Milliseconds.
    Millis,
    /// A point in time, in seconds since 1970.
    EpochSeconds,
    /// A point in time, in milliseconds since 1970.
    EpochMillis,
    /// A point in time, as RFC 3339 or HTTP writes it.
    DateTime,
    /// A time with units, such as `6m0s`.
    Duration,
}

/// Condition under which a response is a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureCondition {
    /// JSON Pointer into the body.
    pub pointer: String,
    /// The value there: a string, a number or a boolean. Without it, any value that is not null, `false` or empty.
    pub equals: Option<Value>,
}
