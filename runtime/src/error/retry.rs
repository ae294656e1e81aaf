//! When a request may be sent again, as far as its error tells.

use http::StatusCode;

use crate::client::Service;
use crate::modeled::{OperationError, Retryable};
use crate::operation::Operation;
use crate::protocol::Protocol as _;

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

/// Classifies an error by what the spec documents of it, else by its code, else by its status.
pub(super) fn classify<Op: Operation>(
    modeled: Option<&Op::Error>,
    code: Option<&str>,
    status: StatusCode,
) -> RetryClass {
    match modeled.map(OperationError::retryable) {
        Some(Retryable::Throttling) => return RetryClass::Throttling,
        // Even where a spec calls it retryable, an internal error does not prove that nothing was done.
        Some(Retryable::Yes) if status.is_server_error() => return RetryClass::IfRepeatable,
        Some(Retryable::Yes) => return RetryClass::Always,
        Some(Retryable::No) => return RetryClass::Never,
        Some(Retryable::Undocumented) | None => {}
    }
    let by_status = || match status.as_u16() {
        429 => RetryClass::Throttling,
        500 | 502 | 503 | 504 => RetryClass::IfRepeatable,
        _ => RetryClass::Never,
    };
    code.and_then(<Op::Service as Service>::Protocol::retry_class).unwrap_or_else(by_status)
}
