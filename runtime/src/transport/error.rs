//! Errors of transports.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::Uri;

use crate::url;

/// The kind of error below HTTP; it decides whether the request may be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// There is no connection: unknown name, refused, unreachable, no TLS. Nothing was sent, so another
    /// attempt is always safe.
    Connect,
    /// There was no connection within this time. Nothing was sent, so another attempt is always safe.
    ConnectTimeout(Duration),
    /// The connection broke after the request, or a part of it, was sent: the server may have acted on it.
    Broken,
    /// Another error that a retry would not fix.
    Other,
}

/// Why a [`Transport`](super::Transport) has no response, or an incomplete one.
///
/// ```
/// use speccast_runtime::transport::{TransportError, TransportErrorKind};
///
/// let error = TransportError::new(TransportErrorKind::Connect, "no route to host");
/// assert_eq!(error.kind(), TransportErrorKind::Connect);
/// ```
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    /// The server to which there is no connection, if known.
    server: Option<String>,
    source: Box<dyn Error + Send + Sync>,
}

impl TransportError {
    /// Creates an error of this kind.
    pub fn new(kind: TransportErrorKind, source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind, server: None, source: source.into() }
    }

    /// Adds the server of a request to this URL, if there is no connection to it.
    pub(crate) fn of(mut self, url: &Uri) -> Self {
        self.server = (self.kind == TransportErrorKind::Connect).then(|| url::server(url));
        self
    }

    /// Returns the kind.
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }

    /// Returns the innermost cause, which is the useful one; the errors in between are internal to the HTTP
    /// library.
    pub(crate) fn cause(&self) -> &(dyn Error + 'static) {
        let mut cause: &(dyn Error + 'static) = self.source.as_ref();
        while let Some(deeper) = cause.source() {
            cause = deeper;
        }
        cause
    }

    /// Returns whether there was no connection, so nothing was sent.
    pub fn is_connect(&self) -> bool {
        matches!(self.kind, TransportErrorKind::Connect | TransportErrorKind::ConnectTimeout(_))
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect",
            TransportErrorKind::ConnectTimeout(_) => "connecting took too long",
            TransportErrorKind::Broken => "the connection broke",
            TransportErrorKind::Other => "the request could not be sent",
        })?;
        if let Some(server) = &self.server {
            write!(f, " to {server}")?;
        }
        write!(f, ": {}", self.cause())
    }
}

impl Error for TransportError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_ref())
    }
}
