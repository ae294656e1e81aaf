//! When a request may be sent again, by its error.

use http::StatusCode;

use crate::client::{Refusal, Service};
use crate::modeled::{Case, Recognized, Retryable};
use crate::operation::{Operation, ProtocolOf};
use crate::protocol::Protocol as _;
use crate::rate_limit::RateLimit;
use crate::response::Response;

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
    /// If [`Meta::is_repeatable`](crate::codegen::Meta::is_repeatable): it may have been carried out.
    IfRepeatable,
    /// Always: it was not carried out.
    Always,
    /// Always, but the service asks for fewer requests.
    Throttling,
}

/// Classifies a failed response. Members of the error are not read.
pub(crate) fn refusal<Op: Operation>(response: &Response) -> Refusal {
    let failure = <Op::Service as Service>::FAILURE;
    let Recognized { case, code, .. } = ProtocolOf::<Op>::error(response, failure).recognize::<Op::Error>();
    let refusal = classify::<Op>(case, code, response);
    Refusal { waits: ProtocolOf::<Op>::waits(response, failure, refusal.class), ..refusal }
}

/// Classifies an error by what the response says of a retry, or by the spec, or by rate limit, code and status.
pub(super) fn classify<Op: Operation>(
    case: Option<&Case<Op::Error>>,
    code: Option<String>,
    response: &Response,
) -> Refusal {
    let (failure, status) = (<Op::Service as Service>::FAILURE, response.status());
    // Even if the spec marks it as retryable, an internal error does not prove that nothing was done.
    let again = if status.is_server_error() { RetryClass::IfRepeatable } else { RetryClass::Always };
    let class = match case.map_or(Retryable::Undocumented, Case::retryable) {
        Retryable::Throttling => RetryClass::Throttling,
        Retryable::Yes => again,
        Retryable::No => RetryClass::Never,
        Retryable::Undocumented if limits::<Op>(response) => RetryClass::Throttling,
        Retryable::Undocumented => {
            code.as_deref().and_then(ProtocolOf::<Op>::retry_class).unwrap_or_else(|| by_status(status))
        }
    };
    let class = match failure.retries(response) {
        Some(false) => RetryClass::Never,
        Some(true) if class != RetryClass::Throttling => again,
        Some(true) | None => class,
    };
    Refusal { class, code, waits: Vec::new() }
}

/// Whether a response means that the rate limit is reached, though its status has other meanings too.
fn limits<Op: Operation>(response: &Response) -> bool {
    let failure = <Op::Service as Service>::FAILURE;
    if !failure.limit_statuses.contains(&response.status().as_u16()) {
        return false;
    }
    let remaining = RateLimit::read(failure, response).and_then(|limit| limit.remaining);
    remaining == Some(0) || !ProtocolOf::<Op>::waits(response, failure, RetryClass::Never).is_empty()
}

fn by_status(status: StatusCode) -> RetryClass {
    match status.as_u16() {
        // 529 is not registered; services use it when they are overloaded.
        429 | 529 => RetryClass::Throttling,
        // RFC 8470 section 5.2: the request was not processed.
        425 => RetryClass::Always,
        408 | 500 | 502 | 503 | 504 => RetryClass::IfRepeatable,
        _ => RetryClass::Never,
    }
}
