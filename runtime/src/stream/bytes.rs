//! Members that are streams of bytes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use serde::de::{Deserialize, Deserializer};
use serde::ser::{Error as _, Serialize, Serializer};

use super::arriving::{Arrival, Arriving};
use super::source::Pieces;
use super::{Reopen, StreamError, StreamErrorKind};
use crate::error::{BoxError, EncodeError};
use crate::lock::lock;
use crate::transport::{Body, TransportError, TransportErrorKind};
use crate::types::{Blob, Wipe};

/// The body of a request or a response, piece by piece.
///
/// To send one, create it from bytes, from a stream, from a function that returns streams, or from a reader.
/// It is sent as it arrives, and is never in memory as a whole. A request is retried only if its bytes can be
/// sent again, which is not possible for [`from_stream`](Self::from_stream) and `from_reader` after the first
/// piece.
///
/// To receive one, read [`next`](Self::next), use it as a [`Stream`] or as tokio's `AsyncRead` (feature `tokio`), or
/// [`collect`](Self::collect) it. Dropping it closes the connection, unless it was read to its end.
///
/// Clones share one stream: each piece goes to one of them. Clones of whole bytes are independent.
///
/// ```
/// use speccast_runtime::stream::ByteStream;
///
/// # async fn example(download: ByteStream) -> Result<(), Box<dyn std::error::Error>> {
/// let upload = ByteStream::from("some text");
/// assert_eq!(upload.length(), Some(9));
///
/// let mut download = download;
/// while let Some(piece) = download.next().await {
///     println!("{} bytes", piece?.len());
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ByteStream {
    kind: Kind,
    length: Option<u64>,
}

#[derive(Clone)]
enum Kind {
    /// Bytes in memory.
    Whole(Bytes),
    /// Bytes that can be created again.
    Made(Arc<dyn Fn() -> Body + Send + Sync>, Option<Arc<Shared>>),
    /// Bytes that can be read once.
    Once(Arc<Shared>),
}

/// State that clones share.
struct Shared {
    arriving: Mutex<Arriving>,
    /// Number of polls, as a measure of progress.
    polls: AtomicU64,
}

impl Shared {
    fn new(body: Body, arrival: Arrival) -> Arc<Self> {
        Arc::new(Self { arriving: Mutex::new(Arriving::new(body, arrival)), polls: AtomicU64::new(0) })
    }

    fn poll_next(&self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        let polled = lock(&self.arriving).poll_next(cx);
        if polled.is_ready() {
            self.polls.fetch_add(1, Ordering::Relaxed);
        }
        polled
    }
}

/// Reads the shared stream as the body of a request.
struct Sending(Arc<Shared>);

impl Stream for Sending {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let failed = |error| TransportError::new(TransportErrorKind::Other, error);
        self.0.poll_next(cx).map(|piece| Some(piece?.map_err(failed)))
    }
}

impl ByteStream {
    /// Creates a stream from another one, which can be sent once.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Body::from_stream(Pieces::new(stream)).into()
    }

    /// Creates a stream from `make`, which is called for each attempt. Each of its streams must have the same
    /// bytes.
    pub fn from_fn<S, B, E>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let make = move || Body::from_stream(Pieces::new(make()));
        Self { kind: Kind::Made(Arc::new(make), None), length: None }
    }

    /// Creates a stream from a reader, which can be sent once.
    #[cfg(feature = "tokio")]
    pub fn from_reader(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self::from_stream(super::reader::Reading::new(reader))
    }

    /// Sets the number of bytes, which a request announces as its `Content-Length`. If there are more or
    /// fewer, sending fails. Without a length, the request is `chunked`, which some services refuse.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if !matches!(self.kind, Kind::Whole(_)) {
            self.length = Some(bytes);
        }
        self
    }

    /// Creates the stream of a response's body.
    pub(crate) fn arriving(body: Body, arrival: Arrival) -> Self {
        let length = arrival.announced;
        Self { kind: Kind::Once(Shared::new(body, arrival)), length }
    }

    /// Returns the total number of bytes, if it is known.
    pub fn length(&self) -> Option<u64> {
        match &self.kind {
            Kind::Whole(bytes) => Some(bytes.len() as u64),
            Kind::Made(..) | Kind::Once(_) => self.length,
        }
    }

    /// Returns how many bytes have been read.
    pub fn received(&self) -> u64 {
        match &self.kind {
            Kind::Whole(_) | Kind::Made(_, None) => 0,
            Kind::Made(_, Some(shared)) | Kind::Once(shared) => lock(&shared.arriving).received(),
        }
    }

    /// Returns the means to open a stream of events again.
    pub(super) fn reopen(&self) -> Option<Arc<dyn Reopen>> {
        match &self.kind {
            Kind::Once(shared) => lock(&shared.arriving).reopen(),
            Kind::Whole(_) | Kind::Made(..) => None,
        }
    }

    /// Returns the bytes, if all of them are in memory.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.kind {
            Kind::Whole(bytes) => Some(bytes),
            Kind::Made(..) | Kind::Once(_) => None,
        }
    }

    /// Returns a clone to send, unless its bytes were already sent once.
    pub(crate) fn unspent(&self) -> Result<Self, EncodeError> {
        if self.is_spent() { Err(EncodeError::SpentStream) } else { Ok(self.clone()) }
    }

    /// Returns whether its bytes can be sent again.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.kind, Kind::Once(_))
    }

    /// Returns whether its bytes cannot be sent any more, since some were read.
    pub(crate) fn is_spent(&self) -> bool {
        matches!(&self.kind, Kind::Once(shared) if shared.polls.load(Ordering::Relaxed) > 0)
    }

    /// Returns the number of polls, as a measure of progress.
    pub(crate) fn polls(&self) -> u64 {
        match &self.kind {
            Kind::Once(shared) | Kind::Made(_, Some(shared)) => shared.polls.load(Ordering::Relaxed),
            Kind::Whole(_) | Kind::Made(_, None) => 0,
        }
    }

    /// Returns the stream of one attempt, which [`polls`](Self::polls) then counts.
    pub(crate) fn for_attempt(&self) -> Self {
        let kind = match &self.kind {
            Kind::Made(make, _) => {
                Kind::Made(Arc::clone(make), Some(Shared::new(make(), Arrival::default())))
            }
            kind => kind.clone(),
        };
        Self { kind, length: self.length }
    }

    /// Returns the body of one attempt.
    pub(crate) fn body(&self) -> Body {
        let body = match &self.kind {
            Kind::Whole(bytes) => return bytes.clone().into(),
            Kind::Made(make, None) => make(),
            Kind::Made(_, Some(shared)) | Kind::Once(shared) => {
                Body::from_stream(Sending(Arc::clone(shared)))
            }
        };
        body.with_length(self.length)
    }

    /// Returns the next piece, or `None` at the end. Dropping the future loses nothing.
    ///
    /// # Errors
    /// If the stream ends early; nothing follows.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// Reads the rest into memory, at most `limit` bytes.
    ///
    /// # Errors
    /// If the stream ends early, or is longer.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, StreamError> {
        let mut collected = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = piece?;
            if piece.len() > limit - collected.len() {
                let kind = StreamErrorKind::TooLarge(limit);
                return Err(StreamError::new(kind, collected.len() as u64, None));
            }
            collected.extend_from_slice(&piece);
        }
        Ok(collected.freeze())
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        match &mut self.kind {
            Kind::Whole(bytes) if bytes.is_empty() => Poll::Ready(None),
            Kind::Whole(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Kind::Made(make, shared) => {
                shared.get_or_insert_with(|| Shared::new(make(), Arrival::default())).poll_next(cx)
            }
            Kind::Once(shared) => shared.poll_next(cx),
        }
    }

    /// Puts `piece` back before the rest.
    #[cfg(feature = "tokio")]
    pub(super) fn put_back(&mut self, piece: Bytes) {
        match &mut self.kind {
            Kind::Whole(bytes) => *bytes = piece,
            Kind::Made(_, None) => {}
            Kind::Made(_, Some(shared)) | Kind::Once(shared) => lock(&shared.arriving).put_back(piece),
        }
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(cx)
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Bytes::new().into()
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.length() {
            Some(length) => write!(f, "ByteStream({length} bytes)"),
            None => f.write_str("ByteStream"),
        }
    }
}

/// Bytes in memory are compared; streams are equal if they are clones.
impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Whole(one), Kind::Whole(other)) => one == other,
            (Kind::Made(one, _), Kind::Made(other, _)) => Arc::ptr_eq(one, other),
            (Kind::Once(one), Kind::Once(other)) => Arc::ptr_eq(one, other),
            (Kind::Whole(_) | Kind::Made(..) | Kind::Once(_), _) => false,
        }
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self { kind: Kind::Whole(bytes), length: None }
    }
}

/// Has the body's length.
impl From<Body> for ByteStream {
    fn from(body: Body) -> Self {
        let length = body.length();
        Self { kind: Kind::Once(Shared::new(body, Arrival::default())), length }
    }
}

macro_rules! from_bytes {
    ($($from:ty)*) => {
        $(
            impl From<$from> for ByteStream {
                fn from(bytes: $from) -> Self {
                    Bytes::from(bytes).into()
                }
            }
        )*
    };
}

from_bytes! { Vec<u8> String &'static str &'static [u8] }

impl From<Blob> for ByteStream {
    fn from(blob: Blob) -> Self {
        blob.into_vec().into()
    }
}

/// Bytes in memory, in base64; a stream cannot be represented in JSON.
impl Serialize for ByteStream {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_bytes() {
            Some(bytes) => Blob::from(bytes.clone()).serialize(serializer),
            None => Err(S::Error::custom("a stream cannot be converted to JSON")),
        }
    }
}

impl<'de> Deserialize<'de> for ByteStream {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Blob::deserialize(deserializer).map(Into::into)
    }
}

/// Does nothing: a stream is never part of a sensitive value.
impl Wipe for ByteStream {
    fn wipe(&mut self) {}
}
