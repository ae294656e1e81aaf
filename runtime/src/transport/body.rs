//! The body of a request or response in transit.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::{TransportError, TransportErrorKind};

/// The body of a request or response: bytes in memory, or a stream.
///
/// ```
/// use speccast_runtime::transport::Body;
///
/// let whole = Body::from(format!("{{\"name\":\"{}\"}}", "cog").as_str());
/// assert_eq!(format!("{whole:?}"), "Body(14 bytes)");
/// ```
pub struct Body {
    inner: Inner,
    /// Number of bytes that a stream still has, if it is known.
    left: Option<u64>,
}

enum Inner {
    Full(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl Body {
    /// Creates a body that arrives piece by piece; an error means that it ended early.
    pub fn from_stream<S>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        Self { inner: Inner::Stream(Box::pin(stream)), left: None }
    }

    /// Returns this body; a stream gets this length. If a stream has another length, reading it is an error.
    pub(crate) fn with_length(mut self, length: Option<u64>) -> Self {
        self.left = length;
        self
    }

    /// Returns how many bytes are still to be read, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.inner {
            Inner::Full(bytes) => Some(bytes.as_ref().map_or(0, Bytes::len) as u64),
            Inner::Stream(_) => self.left,
        }
    }

    /// Returns the bytes, if all of them are in memory.
    pub fn as_bytes(&self) -> Option<&[u8]> {
        match &self.inner {
            Inner::Full(bytes) => Some(bytes.as_deref().unwrap_or_default()),
            Inner::Stream(_) => None,
        }
    }

    /// Returns the next piece, or `None` at the end.
    ///
    /// # Errors
    ///
    /// If the body ended early.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        poll_fn(|cx| self.poll_next(cx)).await
    }

    /// Does the same as [`next`](Self::next), by polling.
    pub fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, TransportError>>> {
        match &mut self.inner {
            Inner::Full(bytes) => Poll::Ready(bytes.take().map(Ok)),
            Inner::Stream(stream) => {
                let piece = ready!(stream.as_mut().poll_next(cx));
                Poll::Ready(self.count(piece))
            }
        }
    }

    /// The next piece of a stream, if there is no more and no less than its length.
    fn count(
        &mut self,
        piece: Option<Result<Bytes, TransportError>>,
    ) -> Option<Result<Bytes, TransportError>> {
        let failed = |reason: &str| Some(Err(TransportError::new(TransportErrorKind::Other, reason)));
        match (&piece, &mut self.left) {
            (None, Some(1..)) => return failed("the body is shorter than its length"),
            (Some(Ok(bytes)), Some(left)) => match left.checked_sub(bytes.len() as u64) {
                Some(rest) => *left = rest,
                None => return failed("the body is longer than its length"),
            },
            (None | Some(Ok(_) | Err(_)), _) => {}
        }
        piece
    }

    /// Returns the rest of the body.
    ///
    /// # Errors
    ///
    /// If the body ended early.
    pub async fn collect(mut self) -> Result<Bytes, TransportError> {
        if let Inner::Full(bytes) = &mut self.inner {
            return Ok(bytes.take().unwrap_or_default());
        }
        let mut collected = Vec::new();
        while let Some(piece) = self.next().await {
            collected.extend_from_slice(&piece?);
        }
        Ok(collected.into())
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self { inner: Inner::Full(Some(bytes)), left: None }
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&[u8]> for Body {
    fn from(bytes: &[u8]) -> Self {
        Bytes::copy_from_slice(bytes).into()
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        text.as_bytes().into()
    }
}

impl Default for Body {
    fn default() -> Self {
        Self { inner: Inner::Full(None), left: None }
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.inner {
            Inner::Full(bytes) => {
                let length = bytes.as_ref().map_or(0, Bytes::len);
                write!(f, "Body({length} bytes)")
            }
            Inner::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
