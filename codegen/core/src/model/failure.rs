//! How responses of failure are read.

use super::Value;

/// How responses of failure are read; what is empty is up to the protocol.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Failure {
    /// Where the code of an error is, the preferred place first.
    pub code: Vec<FailurePlace>,
    /// Where the message is.
    pub message: Vec<FailurePlace>,
    /// Where the identifier of the request is.
    pub request_id: Vec<FailurePlace>,
    /// Where a response has how long to wait.
    pub retry_after: Vec<FailurePlace>,
    /// Where the members of errors are in the body: a JSON Pointer, empty for the body itself.
    pub at: String,
    /// What makes a response with a successful status a failure.
    pub when: Option<FailureCondition>,
}

/// A place in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailurePlace {
    /// Where it is.
    pub source: FailureSource,
    /// How a wait is written there.
    pub unit: WaitUnit,
}

/// Where something is in a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FailureSource {
    /// At this JSON Pointer in the body.
    Pointer(String),
    /// In this header.
    Header(String),
}

/// How a wait is written.
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
}

/// What makes a response a failure.
#[derive(Clone, Debug, PartialEq)]
pub struct FailureCondition {
    /// JSON Pointer into the body.
    pub pointer: String,
    /// The value there: a string, a number or a boolean.
    pub equals: Value,
}
