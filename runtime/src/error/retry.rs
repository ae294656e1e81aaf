//! When a request may be sent again, by its error.

use http::StatusCode;

use crate::client::{Refusal, Service};
use crate::modeled::{Case, Recognized, Retryable};
use crate::operation::{Operation, ProtocolOf};
use crate::protocol::Protocol as _;
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
    let refusal = classify::<Op>(case, code, response.status());
    Refusal { waits: ProtocolOf::<Op>::waits(response, failure, refusal.class), ..refusal }
}

/// Classifies an error by the spec, or by its code, or by its status.
pub(super) fn classify<Op: Operation>(
    case: Option<&Case<Op::Error>>,
    code: Option<String>,
    status: StatusCode,
) -> Refusal {
    let otherwise = || {
        let by_status = || match status.as_u16() {
            // 529 is not registered; services use it when they are overloaded.
            429 | 529 => RetryClass::Throttling,
            // RFC 8470 section 5.2: the request was not processed.
            425 => RetryClass::Always,
            408 | 500 | 502 | 503 | 504 => RetryClass::IfRepeatable,
            _ => RetryClass::Never,
        };
        code.as_deref().and_then(ProtocolOf::<Op>::retry_class).unwrap_or_else(by_status)
    };
    let class = match case.map_or(Retryable::Undocumented, Case::retryable) {
        Retryable::Throttling => RetryClass::Throttling,
        // Even if a spec marks it as retryable, an internal error does not prove that nothing was done.
        Retryable::Yes if status.is_server_error() => RetryClass::IfRepeatable,
        Retryable::Yes => RetryClass::Always,
        Retryable::No => RetryClass::Never,
        Retryable::Undocumented => otherwise(),
    };
    Refusal { class, code, waits: Vec::new() }
}
