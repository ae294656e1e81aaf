//! A member that is a stream of bytes.

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
/// To send one, make it from bytes, from a stream, from a function that makes streams, or from a reader. It is sent as
/// it comes, and is never held in memory as a whole. A request is sent again only if its bytes can be had again: those
/// of [`from_stream`](Self::from_stream) and `from_reader` cannot once the first piece was taken.
///
/// To receive one, read [`next`](Self::next), use it as a [`Stream`] or as tokio's `AsyncRead` (feature `tokio`), or
/// [`collect`](Self::collect) it. Dropping it closes the connection, unless it was read to its end.
///
/// Clones share one stream: each piece goes to one of them. Whole bytes are each clone's own.
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
    /// Bytes that are there.
    Whole(Bytes),
    /// Bytes that can be had again.
    Made(Arc<dyn Fn() -> Body + Send + Sync>, Option<Arc<Shared>>),
    /// Bytes that can be had once.
    Once(Arc<Shared>),
}

/// What clones share.
struct Shared {
    arriving: Mutex<Arriving>,
    /// How often it was asked for a piece.
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

/// Reads what clones share, as the body of a request.
struct Sending(Arc<Shared>);

impl Stream for Sending {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let failed = |error| TransportError::new(TransportErrorKind::Other, error);
        self.0.poll_next(cx).map(|piece| Some(piece?.map_err(failed)))
    }
}

impl ByteStream {
    /// Sends the pieces of a stream, once.
    pub fn from_stream<S, B, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        Body::from_stream(Pieces::new(stream)).into()
    }

    /// Sends the pieces of the stream that `make` returns, which is called for each attempt. Each stream must have the
    /// same bytes.
    pub fn from_fn<S, B, E>(make: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = Result<B, E>> + Send + 'static,
        B: Into<Bytes>,
        E: Into<BoxError>,
    {
        let make = move || Body::from_stream(Pieces::new(make()));
        Self { kind: Kind::Made(Arc::new(make), None), length: None }
    }

    /// Sends what a reader reads, once.
    #[cfg(feature = "tokio")]
    pub fn from_reader(reader: impl tokio::io::AsyncRead + Send + 'static) -> Self {
        Self::from_stream(super::reader::Reading::new(reader))
    }

    /// Sets how many bytes there are, which a request announces then as its `Content-Length`. If there are more or
    /// fewer, sending it fails. Without it, a request has the transfer coding `chunked`, which some services refuse.
    #[must_use]
    pub fn with_length(mut self, bytes: u64) -> Self {
        if !matches!(self.kind, Kind::Whole(_)) {
            self.length = Some(bytes);
        }
        self
    }

    /// A body of a response.
    pub(crate) fn arriving(body: Body, arrival: Arrival) -> Self {
        let length = arrival.announced;
        Self { kind: Kind::Once(Shared::new(body, arrival)), length }
    }

    /// How many bytes there are from its beginning to its end, if that is known.
    pub fn length(&self) -> Option<u64> {
        match &self.kind {
            Kind::Whole(bytes) => Some(bytes.len() as u64),
            Kind::Made(..) | Kind::Once(_) => self.length,
        }
    }

    /// How many bytes have been read.
    pub fn received(&self) -> u64 {
        match &self.kind {
            Kind::Whole(_) | Kind::Made(_, None) => 0,
            Kind::Made(_, Some(shared)) | Kind::Once(shared) => lock(&shared.arriving).received(),
        }
    }

    /// What opens a stream of events again.
    pub(super) fn reopen(&self) -> Option<Arc<dyn Reopen>> {
        match &self.kind {
            Kind::Once(shared) => lock(&shared.arriving).reopen(),
            Kind::Whole(_) | Kind::Made(..) => None,
        }
    }

    /// The bytes, if all of them are there.
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.kind {
            Kind::Whole(bytes) => Some(bytes),
            Kind::Made(..) | Kind::Once(_) => None,
        }
    }

    /// A clone to be sent, unless its bytes can no longer be had.
    pub(crate) fn unspent(&self) -> Result<Self, EncodeError> {
        if self.is_spent() { Err(EncodeError::SpentStream) } else { Ok(self.clone()) }
    }

    /// Whether its bytes can be had again.
    pub(crate) fn is_repeatable(&self) -> bool {
        !matches!(self.kind, Kind::Once(_))
    }

    /// Whether its bytes cannot be sent: they can be had once, and some were taken.
    pub(crate) fn is_spent(&self) -> bool {
        matches!(&self.kind, Kind::Once(shared) if shared.polls.load(Ordering::Relaxed) > 0)
    }

    /// How often it was asked for a piece, as a sign of progress.
    pub(crate) fn polls(&self) -> u64 {
        match &self.kind {
            Kind::Once(shared) | Kind::Made(_, Some(shared)) => shared.polls.load(Ordering::Relaxed),
            Kind::Whole(_) | Kind::Made(_, None) => 0,
        }
    }

    /// The stream of one attempt: what it makes is what [`polls`](Self::polls) is about.
    pub(crate) fn for_attempt(&self) -> Self {
        let kind = match &self.kind {
            Kind::Made(make, _) => {
                Kind::Made(Arc::clone(make), Some(Shared::new(make(), Arrival::default())))
            }
            kind => kind.clone(),
        };
        Self { kind, length: self.length }
    }

    /// The body of a request of one attempt.
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

    /// Returns the next piece, or `None` at the end. If the future is dropped, nothing is lost.
    ///
    /// # Errors
    /// If the stream ends early; it is over then.
    pub async fn next(&mut self) -> Option<Result<Bytes, StreamError>> {
        poll_fn(|cx| self.poll(cx)).await
    }

    /// Reads all that is left into memory, at most `limit` bytes.
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

    /// Has `piece` read again before what follows.
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

/// Whole bytes are equal if they are the same, and streams if they are clones.
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

/// Its length is the body's.
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

/// Bytes that are there, in base64; a stream has no form in JSON.
impl Serialize for ByteStream {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.as_bytes() {
            Some(bytes) => Blob::from(bytes.clone()).serialize(serializer),
            None => Err(S::Error::custom("a stream has no form in JSON")),
        }
    }
}

impl<'de> Deserialize<'de> for ByteStream {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Blob::deserialize(deserializer).map(Into::into)
    }
}

/// Nothing: a stream is not part of a value that is sensitive.
impl Wipe for ByteStream {
    fn wipe(&mut self) {}
}
