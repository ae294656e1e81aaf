//! When a request may be sent again, by its error.

use http::StatusCode;

use crate::client::{Refusal, Service};
use crate::failure::FailureMap;
use crate::modeled::{Case, ErrorResponse, OperationError as _, Recognized, Retryable};
use crate::operation::{Operation, ProtocolOf};
use crate::protocol::Protocol;
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
    /// If [`Meta::is_repeatable`](crate::codegen::Meta::is_repeatable): the request may have been processed.
    IfRepeatable,
    /// Always: the request was not processed.
    Always,
    /// Always, after slowing down: the service reported throttling.
    Throttling,
}

/// The parts of a failed response other than the members of its error.
pub(super) struct Known {
    /// Whether the status alone identifies the modeled error.
    pub(super) inferred: bool,
    pub(super) message: Option<String>,
    pub(super) refusal: Refusal,
}

/// Classifies a failed response. Members of the error are not read.
pub(crate) fn refusal<Op: Operation>(response: &Response) -> Refusal {
    let failure = <Op::Service as Service>::FAILURE;
    read::<ProtocolOf<Op>>(response, failure, Op::Error::CASES, &mut |_, _| ()).refusal
}

/// Reads a failed response, and has the members of a modeled error read by `decode`. This depends on the protocol alone,
/// so that it is not compiled for each operation.
pub(super) fn read<P: Protocol>(
    response: &Response,
    failure: &FailureMap,
    cases: &'static [Case],
    decode: &mut dyn FnMut(&Case, &ErrorResponse<'_>),
) -> Known {
    let parsed = P::error(response, failure);
    let Recognized { case, code, inferred } = parsed.recognize(cases);
    if let Some(case) = case {
        decode(case, &parsed);
    }
    let class = classify::<P>(case, code.as_deref(), failure, response);
    let waits = P::waits(response, failure, class);
    Known { inferred, message: parsed.message, refusal: Refusal { class, code, waits } }
}

/// Classifies an error by the response's own instruction, or by the spec, or by rate limit, code and status.
fn classify<P: Protocol>(
    case: Option<&Case>,
    code: Option<&str>,
    failure: &FailureMap,
    response: &Response,
) -> RetryClass {
    let status = response.status();
    // Even if the spec marks it as retryable, an internal error does not prove that nothing was done.
    let again = if status.is_server_error() { RetryClass::IfRepeatable } else { RetryClass::Always };
    let class = match case.map_or(Retryable::Undocumented, Case::retryable) {
        Retryable::Throttling => RetryClass::Throttling,
        Retryable::Yes => again,
        Retryable::No => RetryClass::Never,
        Retryable::Undocumented if limits::<P>(failure, response) => RetryClass::Throttling,
        Retryable::Undocumented => code.and_then(P::retry_class).unwrap_or_else(|| by_status(status)),
    };
    match failure.retries(response) {
        Some(false) => RetryClass::Never,
        Some(true) if class != RetryClass::Throttling => again,
        Some(true) | None => class,
    }
}

/// Whether a response means that the rate limit is reached, though its status has other meanings too.
fn limits<P: Protocol>(failure: &FailureMap, response: &Response) -> bool {
    if !failure.limit_statuses.contains(&response.status().as_u16()) {
        return false;
    }
    let remaining = RateLimit::read(failure, response).and_then(|limit| limit.remaining);
    remaining == Some(0) || !P::waits(response, failure, RetryClass::Never).is_empty()
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
