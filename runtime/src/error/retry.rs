//! When a request may be sent again, as far as its error tells.

use http::StatusCode;

use crate::modeled::{OperationError, Retryable};

/// When a request may be sent again after an error.
///
/// ```
/// use speccast_runtime::error::{Error, RetryClass};
///
/// fn may_have_been_done<E>(error: &Error<E>) -> bool {
///     error.retry_class() == RetryClass::IfRepeatable
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum RetryClass {
    /// It would fail again.
    Never,
    /// If [`Meta::is_repeatable`](crate::operation::Meta::is_repeatable): it may have been carried out.
    IfRepeatable,
    /// Always: it was not carried out.
    Always,
    /// Always, but the service asks for fewer requests.
    Throttling,
}

/// Codes by which AWS services ask for fewer requests; those of the AWS SDKs' standard retry mode, and API Gateway's.
const THROTTLING: [&str; 15] = [
    "BandwidthLimitExceeded",
    "CallRateLimitExceededException",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

/// Codes by which AWS services say that a request did not arrive in time.
const TRANSIENT: [&str; 2] = ["RequestTimeout", "RequestTimeoutException"];

/// What the spec says of a modeled error, else what its code says, else what the status says.
pub(super) fn classify<E: OperationError>(
    modeled: Option<&E>,
    code: Option<&str>,
    status: StatusCode,
) -> RetryClass {
    match modeled.map(E::retryable) {
        Some(Retryable::Throttling) => return RetryClass::Throttling,
        // Even where a spec calls it retryable, an internal error does not say that nothing was done.
        Some(Retryable::Yes) if status.is_server_error() => return RetryClass::IfRepeatable,
        Some(Retryable::Yes) => return RetryClass::Always,
        Some(Retryable::No) => return RetryClass::Never,
        Some(Retryable::Unsaid) | None => {}
    }
    match code {
        Some(code) if THROTTLING.contains(&code) => RetryClass::Throttling,
        Some(code) if TRANSIENT.contains(&code) => RetryClass::IfRepeatable,
        _ => match status.as_u16() {
            429 => RetryClass::Throttling,
            500 | 502 | 503 | 504 => RetryClass::IfRepeatable,
            _ => RetryClass::Never,
        },
    }
}
