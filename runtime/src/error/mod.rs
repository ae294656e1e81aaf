//! Errors of calls.

mod display;
mod failure;
mod redirect;
mod retry;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::client::{Refusal, Service};
use crate::modeled::OperationError;
use crate::operation::{Operation, ProtocolOf};
use crate::response::{RateLimit, Response};
use crate::validate::Violations;

pub use crate::failure::RetryAfter;
pub use crate::json::DecodeError;
pub use crate::request::EncodeError;
pub use crate::service::EndpointError;
pub use failure::{BoxError, ErrorKind, Failure, TimeoutKind};
pub use redirect::RedirectError;
pub use retry::RetryClass;

pub(crate) use display::{Cut, OneLine};
use retry::Known;
pub(crate) use retry::refusal;

/// The error of a call. `E` is the enum of the operation's modeled errors.
///
/// An error from a response keeps all of it: status, headers and raw body. [`Display`](fmt::Display) is one
/// line with the cause, such as `ListWidgets: ThrottlingException (429): Rate exceeded [request 4c2f]` or
/// `ListWidgets: could not connect to localhost:8080: Connection refused`;
/// [`source`](std::error::Error::source) returns the cause. [`Debug`](fmt::Debug) shows no headers and no body.
/// Both shorten each text of the service to 1,000 characters.
///
/// ```
/// use speccast_runtime::error::Error;
///
/// /// Suggests a reaction to an error of any operation.
/// fn advice<E>(error: &Error<E>) -> &'static str {
///     match error {
///         error if error.violations().is_some() => "fix the input",
///         error if error.is_throttling() => "ask less often",
///         error if error.is_retryable() => "ask again later",
///         _ => "contact support",
///     }
/// }
/// ```
pub struct Error<E>(Box<Inner<E>>);

struct Inner<E> {
    operation: &'static str,
    cause: Cause<E>,
    response: Option<Response>,
    /// Whether the request was not sent again because its body was spent.
    spent: bool,
}

enum Cause<E> {
    /// The service returned an error.
    Service(ServiceError<E>),
    /// Anything else.
    Failure(Failure),
}

/// An error of the service.
struct ServiceError<E> {
    modeled: Option<E>,
    /// Whether the status alone identifies the modeled error.
    inferred: bool,
    code: Option<String>,
    message: Option<String>,
    retry: RetryClass,
    retry_after: Option<RetryAfter>,
}

impl<E: OperationError> ServiceError<E> {
    /// Decodes a failed response of `Op`.
    fn read<Op: Operation<Error = E>>(response: &Response) -> Self {
        let mut modeled = None;
        let known = retry::read::<ProtocolOf<Op>>(
            response,
            <Op::Service as Service>::FAILURE,
            E::CASES,
            &mut |case, parsed| {
                modeled = E::decode(case.name(), parsed);
            },
        );
        let own = modeled.as_ref().and_then(OperationError::message).map(str::to_owned);
        let Known { inferred, message, refusal: Refusal { class, code, waits } } = known;
        let (message, retry_after) = (own.or(message), waits.into_iter().next());
        Self { modeled, inferred, code, message, retry: class, retry_after }
    }
}

impl<E: fmt::Debug> fmt::Debug for ServiceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceError")
            .field("modeled", &Cut(&self.modeled))
            .field("inferred", &self.inferred)
            .field("code", &Cut(&self.code))
            .field("message", &Cut(&self.message))
            .field("retry", &self.retry)
            .field("retry_after", &self.retry_after)
            .finish()
    }
}

impl<E> Error<E> {
    /// Creates an error of `operation` that is not modeled.
    pub fn new(operation: &'static str, failure: Failure) -> Self {
        let cause = Cause::Failure(failure);
        Self(Box::new(Inner { operation, cause, response: None, spent: false }))
    }

    /// Adds the part of the response that was received.
    #[must_use]
    pub fn with_response(mut self, response: Response) -> Self {
        self.0.response = Some(response);
        self
    }

    /// Records whether another attempt was not possible because the request's body was spent.
    pub(crate) fn of_spent_body(mut self, spent: bool) -> Self {
        self.0.spent = spent;
        self
    }

    /// Decodes a failed response of `Op`.
    pub(crate) fn service<Op: Operation<Error = E>>(response: Response) -> Self
    where
        E: OperationError,
    {
        let cause = Cause::Service(ServiceError::read::<Op>(&response));
        Self(Box::new(Inner { operation: Op::META.name(), cause, response: Some(response), spent: false }))
    }

    /// Returns the name of the operation.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// Returns the kind of error.
    pub fn kind(&self) -> ErrorKind {
        match &self.0.cause {
            Cause::Service(_) => ErrorKind::Service,
            Cause::Failure(failure) => failure.kind(),
        }
    }

    /// Returns the modeled error, if it is one.
    pub fn modeled(&self) -> Option<&E> {
        match &self.0.cause {
            Cause::Service(service) => service.modeled.as_ref(),
            Cause::Failure(_) => None,
        }
    }

    /// Returns whether [`modeled`](Self::modeled) was inferred from the status: the response has no code, only one
    /// error of the operation has its status, and its body is empty or has a member of that error. With the
    /// protocol `http`, the status identifies the error, so nothing is inferred.
    pub fn is_inferred(&self) -> bool {
        match &self.0.cause {
            Cause::Service(service) => service.inferred,
            Cause::Failure(_) => false,
        }
    }

    /// Returns the modeled error, if it is one.
    ///
    /// # Errors
    /// This error, if it is not modeled.
    pub fn into_modeled(self) -> Result<E, Self> {
        let Inner { operation, cause, response, spent } = *self.0;
        match cause {
            Cause::Service(ServiceError { modeled: Some(modeled), .. }) => Ok(modeled),
            cause => Err(Self(Box::new(Inner { operation, cause, response, spent }))),
        }
    }

    /// Returns why there is no usable response; `None` for an error of the service.
    pub fn failure(&self) -> Option<&Failure> {
        match &self.0.cause {
            Cause::Service(_) => None,
            Cause::Failure(failure) => Some(failure),
        }
    }

    /// Returns the code of the error, modeled or not, without namespace. If the error was
    /// [inferred](Self::is_inferred), it is the code of that error.
    pub fn code(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::Service(service) => service.code.as_deref(),
            Cause::Failure(_) => None,
        }
    }

    /// Returns the service's error message: the modeled error's own, or the response's `message`, `Message`
    /// or `errorMessage`.
    pub fn message(&self) -> Option<&str> {
        match &self.0.cause {
            Cause::Service(service) => service.message.as_deref(),
            Cause::Failure(_) => None,
        }
    }

    /// Returns every violation, if the input was invalid.
    pub fn violations(&self) -> Option<&Violations> {
        match self.failure() {
            Some(Failure::InvalidInput(violations)) => Some(violations),
            _ => None,
        }
    }

    /// Returns the received part of the response, if any.
    pub fn response(&self) -> Option<&Response> {
        self.0.response.as_ref()
    }

    /// Returns the status of the response.
    pub fn status(&self) -> Option<StatusCode> {
        self.response().map(Response::status)
    }

    /// Returns the headers of the response.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.response().map(Response::headers)
    }

    /// Returns the raw body of the response, up to the part that was received.
    pub fn body(&self) -> Option<&Bytes> {
        self.response().map(Response::body)
    }

    /// Returns the service's identifier of the request, for its support.
    pub fn request_id(&self) -> Option<&str> {
        self.response()?.request_id()
    }

    /// Returns whether the same request may succeed later. Whether it is safe to send again is a separate
    /// question: see [`retry_class`](Self::retry_class).
    pub fn is_retryable(&self) -> bool {
        self.retry_class() != RetryClass::Never
    }

    /// Returns whether the request was not sent again only because its body is a stream that was partly sent.
    /// Streams [from a function](crate::stream::ByteStream::from_fn) and whole bytes can be sent again.
    pub fn is_body_spent(&self) -> bool {
        self.0.spent
    }

    /// Returns whether the service reported throttling.
    pub fn is_throttling(&self) -> bool {
        self.retry_class() == RetryClass::Throttling
    }

    /// Returns how long the service asks to wait before the next request, if the response contains that.
    pub fn retry_after(&self) -> Option<RetryAfter> {
        match &self.0.cause {
            Cause::Service(service) => service.retry_after,
            Cause::Failure(_) => None,
        }
    }

    /// Returns the rate limit, if the response reports one; see [`Response::rate_limit`].
    pub fn rate_limit(&self) -> Option<RateLimit> {
        self.response()?.rate_limit()
    }

    /// Returns each rate limit that the response reports; see [`Response::rate_limits`].
    pub fn rate_limits(&self) -> Vec<RateLimit> {
        self.response().map(Response::rate_limits).unwrap_or_default()
    }

    /// Returns whether the client's time ran out.
    pub fn is_timeout(&self) -> bool {
        matches!(self.kind(), ErrorKind::Timeout(_))
    }

    /// Returns whether there was no connection, so the request was not processed.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind(), ErrorKind::Connect | ErrorKind::Timeout(TimeoutKind::Connect))
    }

    /// Returns when the request may be sent again.
    pub fn retry_class(&self) -> RetryClass {
        match &self.0.cause {
            Cause::Service(service) => service.retry,
            Cause::Failure(failure) => failure.retry_class(),
        }
    }
}

impl<E: fmt::Debug> fmt::Debug for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("operation", &self.0.operation);
        match &self.0.cause {
            Cause::Service(service) => debug.field("service", service),
            Cause::Failure(failure) => debug.field("failure", &Cut(failure)),
        };
        debug.field("response", &self.0.response).finish()
    }
}

impl<E: fmt::Debug> std::error::Error for Error<E> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.failure()?.source()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_are_one_word() {
        assert_eq!(size_of::<Error<[u64; 16]>>(), size_of::<usize>());
    }
}
