//! Failures that are not the service's refusal; not generic, so that what drives a call need not be either.

use std::sync::Arc;
use std::time::Duration;

use super::{DecodeError, EncodeError, RetryClass};
use crate::transport::{TransportError, TransportErrorKind};
use crate::validate::Violations;

/// An error of any kind, from a transport or a provider of credentials.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// What kind of error a call met.
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
    /// The input cannot be made a request; nothing was sent.
    Encode,
    /// There are no credentials; nothing was sent.
    Credentials,
    /// The request could not be signed; nothing was sent.
    Signing,
    /// No connection was had; nothing was sent.
    Connect,
    /// The transport failed in another way before a response arrived; the request may have been carried out.
    Transport,
    /// Time ran out, in this span of the call.
    Timeout(TimeoutKind),
    /// The body of a response broke off; status, headers and what arrived of it are kept.
    Truncated,
    /// The body of a response is larger than the client takes; status and headers are kept.
    TooLarge,
    /// The service refused: a modeled error or one that the spec does not name.
    Service,
    /// The service answered with success, but with a body that cannot be read. All of it is kept, in
    /// [`Error::body`](super::Error::body).
    Undecodable,
    /// Pages do not come to an end, or the next one cannot be requested.
    Pagination,
}

/// The span of a call that took too long.
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
    /// Until there were credentials or a token; nothing was sent.
    Credentials,
    /// Until there was a connection.
    Connect,
    /// One attempt, from its start to the end of the response.
    Attempt,
    /// The whole call, with all its attempts and the pauses between them.
    Call,
}

/// Why a call has no usable response, besides the service's refusal.
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
    /// See [`ErrorKind::Timeout`]; with the limit.
    Timeout(TimeoutKind, Duration),
    /// See [`ErrorKind::Truncated`].
    Truncated(BoxError),
    /// See [`ErrorKind::TooLarge`].
    TooLarge {
        /// What the client takes, in bytes.
        limit: usize,
    },
    /// See [`ErrorKind::Undecodable`].
    Undecodable(DecodeError),
    /// A page leads to a request that was sent before; it was delivered before this error. A listing of a service whose last
    /// page leads to its own request [ends on it](crate::client::Pages::ends_on_repeated_token).
    RepeatedToken,
    /// The client counts pages or items, and the service sends the same page whatever the count is.
    RepeatedPage,
    /// The service reports that there are more pages, and the last one does not lead to them.
    NoNextPage,
    /// The URL of the next page is not at the origin (RFC 6454) that requests are sent to. Nothing was sent there.
    OtherOrigin {
        /// The origin that the URL has.
        origin: String,
    },
    /// What the service has as the URL of the next page is not one.
    PageUrl,
    /// There are more pages than the caller allowed.
    TooManyPages {
        /// Pages that the caller allowed.
        limit: usize,
    },
}

impl Failure {
    /// What kind of failure it is.
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
            Self::RepeatedToken
            | Self::RepeatedPage
            | Self::NoNextPage
            | Self::OtherOrigin { .. }
            | Self::PageUrl
            | Self::TooManyPages { .. } => ErrorKind::Pagination,
        }
    }

    /// When the request may be sent again.
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

    /// Whether a transport says that another attempt would not help.
    fn is_permanent(&self) -> bool {
        let Self::Transport(error) = self else {
            return false;
        };
        let error = error.downcast_ref::<TransportError>();
        error.is_some_and(|error| error.kind() == TransportErrorKind::Other)
    }

    /// What is behind it and not in its own text.
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
