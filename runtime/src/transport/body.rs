//! The body of an answer while it is still on its way.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;

use bytes::Bytes;
use futures_core::Stream;

use super::TransportError;

/// The body of an answer: bytes that are there, or a stream of them.
///
/// ```
/// use speccast_runtime::transport::Body;
///
/// let whole = Body::from(format!("{{\"name\":\"{}\"}}", "cog").as_str());
/// assert_eq!(format!("{whole:?}"), "Body(14 bytes)");
/// ```
pub struct Body(Inner);

enum Inner {
    Full(Option<Bytes>),
    Stream(Pin<Box<dyn Stream<Item = Result<Bytes, TransportError>> + Send>>),
}

impl Body {
    /// A body that arrives piece by piece; an error says that it ended early.
    pub fn from_stream<S>(stream: S) -> Self
    where
        S: Stream<Item = Result<Bytes, TransportError>> + Send + 'static,
    {
        Self(Inner::Stream(Box::pin(stream)))
    }

    /// The next piece, or `None` at the end.
    ///
    /// # Errors
    ///
    /// That the body ended early.
    pub async fn next(&mut self) -> Option<Result<Bytes, TransportError>> {
        match &mut self.0 {
            Inner::Full(bytes) => bytes.take().map(Ok),
            Inner::Stream(stream) => poll_fn(|cx| stream.as_mut().poll_next(cx)).await,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Inner::Full(Some(bytes)))
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
        Self(Inner::Full(None))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Inner::Full(bytes) => {
                let length = bytes.as_ref().map_or(0, Bytes::len);
                write!(f, "Body({length} bytes)")
            }
            Inner::Stream(_) => f.write_str("Body(stream)"),
        }
    }
}
