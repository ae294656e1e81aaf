//! Why a stream ended early.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::error::{BoxError, DecodeError};

/// What ended a stream early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StreamErrorKind {
    /// The connection broke, or the source of the bytes failed.
    Broken,
    /// Nothing arrived for this long; see [`Timeouts::idle`](crate::client::Timeouts::idle).
    Idle(Duration),
    /// The stream broke off and could not be [opened again](crate::client::Reconnect). The source is the
    /// [`Error`](crate::Error) of the operation.
    Reconnect,
    /// There are more bytes than this limit allows, in the whole of a body or in one event.
    TooLarge(usize),
    /// An event is not what the spec describes. The stream goes on after it.
    Undecodable,
}

/// Why a stream ended early, and how far it got.
///
/// ```
/// use speccast_runtime::stream::StreamError;
///
/// /// The `Range` of the rest of a download, if the server can send it.
/// fn rest(error: &StreamError) -> Option<String> {
///     error.is_resumable().then(|| format!("bytes={}-", error.received()))
/// }
/// ```
#[derive(Debug)]
pub struct StreamError {
    kind: StreamErrorKind,
    received: u64,
    events: Option<u64>,
    resumable: bool,
    source: Option<BoxError>,
}

impl StreamError {
    pub(super) fn new(kind: StreamErrorKind, received: u64, source: Option<BoxError>) -> Self {
        Self { kind, received, events: None, resumable: false, source }
    }

    pub(super) fn undecodable(error: DecodeError, received: u64) -> Self {
        Self::new(StreamErrorKind::Undecodable, received, Some(error.into()))
    }

    pub(super) fn after_events(mut self, events: u64) -> Self {
        self.events = Some(events);
        self
    }

    pub(super) fn at(mut self, received: u64) -> Self {
        self.received = received;
        self
    }

    pub(super) fn resumable(mut self, resumable: bool) -> Self {
        self.resumable = resumable;
        self
    }

    /// What ended it.
    pub fn kind(&self) -> StreamErrorKind {
        self.kind
    }

    /// How many bytes arrived before.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// How many events arrived whole before, those that could not be decoded among them; 0 if it is not a stream of events.
    pub fn events(&self) -> u64 {
        self.events.unwrap_or_default()
    }

    /// Whether the rest can be requested.
    ///
    /// Of server-sent events it can if one had an identifier: send that as `Last-Event-ID`, or let the client
    /// [do so](crate::client::Reconnect). Of bytes it can if the response has `Accept-Ranges: bytes` and a strong validator, `ETag` or
    /// `Last-Modified` (RFC 9110 section 14.3). Send its value as `If-Range`, so that the rest is of the same bytes.
    pub fn is_resumable(&self) -> bool {
        self.resumable
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let received = self.received;
        match self.kind {
            StreamErrorKind::Broken => write!(f, "stream broke off after {received} bytes")?,
            StreamErrorKind::Idle(limit) => {
                write!(f, "stream stood still for {limit:?} after {received} bytes")?;
            }
            StreamErrorKind::Reconnect => {
                write!(f, "stream could not be opened again after {received} bytes")?
            }
            StreamErrorKind::TooLarge(limit) => write!(f, "stream has more than {limit} bytes in one piece")?,
            StreamErrorKind::Undecodable => f.write_str("undecodable event")?,
        }
        match self.kind {
            StreamErrorKind::Broken | StreamErrorKind::Idle(_) | StreamErrorKind::Reconnect => {
                if let Some(events) = self.events {
                    write!(f, " and {events} {}", if events == 1 { "event" } else { "events" })?;
                }
            }
            StreamErrorKind::TooLarge(_) | StreamErrorKind::Undecodable => {}
        }
        if self.resumable {
            f.write_str(", and can be resumed")?;
        }
        match &self.source {
            Some(source) => write!(f, ": {source}"),
            None => Ok(()),
        }
    }
}

impl Error for StreamError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(self.source.as_deref()?)
    }
}
