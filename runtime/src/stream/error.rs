//! Errors of streams.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use crate::error::{BoxError, DecodeError};

/// Why a stream ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum StreamErrorKind {
    /// The connection broke, or the source of the bytes failed.
    Broken,
    /// Nothing arrived for this time; see [`Timeouts::idle`](crate::client::Timeouts::idle).
    Idle(Duration),
    /// The connection of the stream broke, and the stream could not be [reopened](crate::client::Reconnect). The
    /// source is the [`Error`](crate::Error) of the operation.
    Reconnect,
    /// There are more bytes than this limit, in the whole body or in one event.
    TooLarge(usize),
    /// An event does not match its type in the spec. The stream continues after it.
    Undecodable,
}

/// Why a stream ended early, and its progress.
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
    event: Option<Event>,
    source: Option<BoxError>,
}

/// The name and the data of an event. `Debug` does not show them, since they may be secret.
struct Event(String, Vec<u8>);

impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({} bytes)", self.1.len())
    }
}

impl StreamError {
    pub(super) fn new(kind: StreamErrorKind, received: u64, source: Option<BoxError>) -> Self {
        Self { kind, received, events: None, resumable: false, event: None, source }
    }

    pub(super) fn undecodable(error: DecodeError, received: u64, (name, data): (&str, &[u8])) -> Self {
        let event = Some(Event(name.to_owned(), data.to_vec()));
        Self { event, ..Self::new(StreamErrorKind::Undecodable, received, Some(error.into())) }
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

    /// Returns why it ended.
    pub fn kind(&self) -> StreamErrorKind {
        self.kind
    }

    /// Returns how many bytes arrived before.
    pub fn received(&self) -> u64 {
        self.received
    }

    /// Returns how many whole events arrived before, including those that could not be decoded; 0 if it is
    /// not a stream of events.
    pub fn events(&self) -> u64 {
        self.events.unwrap_or_default()
    }

    /// Returns the name and the data of an event that could not be decoded, such as an error that the service
    /// sends in place of an event. Lines of JSON have no name.
    pub fn event(&self) -> Option<(&str, &[u8])> {
        self.event.as_ref().map(|Event(name, data)| (name.as_str(), data.as_slice()))
    }

    /// Returns whether the rest can be requested.
    ///
    /// For server-sent events, this is so if an event had an identifier: send it as `Last-Event-ID`, or let
    /// the client [reconnect](crate::client::Reconnect). For bytes, this is so if the response has
    /// `Accept-Ranges: bytes` and a strong validator, `ETag` or `Last-Modified` (RFC 9110 section 14.3): send
    /// the validator as `If-Range`, so that the rest belongs to the same bytes.
    pub fn is_resumable(&self) -> bool {
        self.resumable
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let received = self.received;
        match self.kind {
            StreamErrorKind::Broken => write!(f, "stream ended early after {received} bytes")?,
            StreamErrorKind::Idle(limit) => {
                write!(f, "stream made no progress for {limit:?} after {received} bytes")?;
            }
            StreamErrorKind::Reconnect => write!(f, "stream could not be reopened after {received} bytes")?,
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
