//! Failures other than errors of the service; not generic, so that the driver of calls is not either.

use std::sync::Arc;
use std::time::Duration;

use super::{DecodeError, EncodeError, RedirectError, RetryClass};
use crate::transport::{TransportError, TransportErrorKind};
use crate::validate::Violations;

/// An error of any kind, from a transport or a provider of credentials.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// The kind of error of a call.
///
/// ```
/// use speccast_runtime::error::{Error, ErrorKind, Failure};
///
/// let error: Error<()> = Error::new("ListWidgets", Failure::RepeatedToken);
/// assert_eq!(error.kind(), ErrorKind::Pagination);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input violates constraints; nothing was sent.
    InvalidInput,
    /// The input cannot be encoded as a request; nothing was sent.
    Encode,
    /// There are no credentials; nothing was sent.
    Credentials,
    /// The request could not be signed; nothing was sent.
    Signing,
    /// There was no connection; nothing was sent.
    Connect,
    /// The transport failed in another way before a response arrived; the request may have been processed.
    Transport,
    /// A timeout, in this part of the call.
    Timeout(TimeoutKind),
    /// The body of a response is incomplete; status, headers and the received part are kept.
    Truncated,
    /// The body of a response is larger than the client allows; status and headers are kept.
    TooLarge,
    /// The service returned an error, modeled or not.
    Service,
    /// The response is successful, but cannot be decoded. It is kept in [`Error::body`](super::Error::body).
    Undecodable,
    /// The service redirected, and the client did not follow; the response is kept.
    Redirect,
    /// Pagination loops, or the next page cannot be requested.
    Pagination,
}

/// The part of a call that took too long.
///
/// ```
/// use std::time::Duration;
///
/// use speccast_runtime::error::{Error, Failure, TimeoutKind};
///
/// let failure = Failure::Timeout(TimeoutKind::Attempt, Duration::from_secs(60));
/// let error: Error<()> = Error::new("GetWidget", failure);
/// assert_eq!(error.to_string(), "GetWidget: the attempt took longer than 60s");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TimeoutKind {
    /// Loading credentials or a token; nothing was sent.
    Credentials,
    /// Opening a connection.
    Connect,
    /// One attempt, from its start to the end of the response.
    Attempt,
    /// The whole call, with all attempts and the waits between them.
    Call,
}

/// Why a call has no usable response, other than an error of the service.
///
/// ```
/// use speccast_runtime::error::{Failure, RetryClass};
///
/// assert_eq!(Failure::Connect("refused".into()).retry_class(), RetryClass::Always);
/// ```
#[derive(Debug)]
#[non_exhaustive]
pub enum Failure {
    /// See [`ErrorKind::InvalidInput`].
    InvalidInput(Violations),
    /// See [`ErrorKind::Encode`].
    Encode(EncodeError),
    /// See [`ErrorKind::Credentials`].
    Credentials(Arc<dyn std::error::Error + Send + Sync>),
    /// See [`ErrorKind::Signing`].
    Signing(BoxError),
    /// See [`ErrorKind::Connect`].
    Connect(BoxError),
    /// See [`ErrorKind::Transport`].
    Transport(BoxError),
    /// See [`ErrorKind::Timeout`]; has the limit.
    Timeout(TimeoutKind, Duration),
    /// See [`ErrorKind::Truncated`].
    Truncated(BoxError),
    /// See [`ErrorKind::TooLarge`].
    TooLarge {
        /// Limit of the client, in bytes.
        limit: usize,
    },
    /// See [`ErrorKind::Undecodable`].
    Undecodable(DecodeError),
    /// See [`ErrorKind::Redirect`].
    Redirect(RedirectError),
    /// A page leads to a request that was sent before; the page itself was returned before this error. Some
    /// services mark the last page this way; see
    /// [`ends_on_repeated_token`](crate::client::Pages::ends_on_repeated_token).
    RepeatedToken,
    /// The client counts pages or items, but the service returns the same page for every number.
    RepeatedPage,
    /// The service reports more pages, but the last page does not lead to the next one.
    NoNextPage,
    /// The URL of the next page has another origin (RFC 6454) than the service. Nothing was sent there.
    OtherOrigin {
        /// Origin of the URL.
        origin: String,
    },
    /// The URL of the next page is invalid.
    PageUrl,
    /// There are more pages than the caller allowed.
    TooManyPages {
        /// Pages that the caller allowed.
        limit: usize,
    },
}

impl Failure {
    /// Returns the kind of failure.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::InvalidInput(_) => ErrorKind::InvalidInput,
            Self::Encode(_) => ErrorKind::Encode,
            Self::Credentials(_) => ErrorKind::Credentials,
            Self::Signing(_) => ErrorKind::Signing,
            Self::Connect(_) => ErrorKind::Connect,
            Self::Transport(_) => ErrorKind::Transport,
            Self::Timeout(kind, _) => ErrorKind::Timeout(*kind),
            Self::Truncated(_) => ErrorKind::Truncated,
            Self::TooLarge { .. } => ErrorKind::TooLarge,
            Self::Undecodable(_) => ErrorKind::Undecodable,
            Self::Redirect(_) => ErrorKind::Redirect,
            Self::RepeatedToken
            | Self::RepeatedPage
            | Self::NoNextPage
            | Self::OtherOrigin { .. }
            | Self::PageUrl
            | Self::TooManyPages { .. } => ErrorKind::Pagination,
        }
    }

    /// Returns when the request may be sent again.
    pub fn retry_class(&self) -> RetryClass {
        match self.kind() {
            ErrorKind::Transport if self.is_permanent() => RetryClass::Never,
            ErrorKind::Connect | ErrorKind::Timeout(TimeoutKind::Connect) => RetryClass::Always,
            ErrorKind::Transport | ErrorKind::Truncated | ErrorKind::Timeout(TimeoutKind::Attempt) => {
                RetryClass::IfRepeatable
            }
            _ => RetryClass::Never,
        }
    }

    /// Whether a transport reports that another attempt would not help.
    fn is_permanent(&self) -> bool {
        let Self::Transport(error) = self else {
            return false;
        };
        let error = error.downcast_ref::<TransportError>();
        error.is_some_and(|error| error.kind() == TransportErrorKind::Other)
    }

    /// Returns the source, if it is not part of the error's own text.
    pub(super) fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Credentials(source) => Some(&**source),
            Self::Signing(source)
            | Self::Connect(source)
            | Self::Transport(source)
            | Self::Truncated(source) => Some(&**source),
            Self::Encode(error) => std::error::Error::source(error),
            Self::Undecodable(error) => std::error::Error::source(error),
            _ => None,
        }
    }
}
