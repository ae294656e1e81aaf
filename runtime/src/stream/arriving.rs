//! A body during reading: its progress and idle time.

use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, header};

use super::{Reopen, StreamError, StreamErrorKind};
use crate::time::{BoxFuture, Sleeper};
use crate::transport::Body;

/// Properties of a body other than its bytes.
#[derive(Default)]
pub(crate) struct Arrival {
    /// The idle limit, and its sleeper.
    pub(crate) idle: Option<(Duration, Arc<dyn Sleeper>)>,
    /// Announced length.
    pub(crate) announced: Option<u64>,
    /// Whether the rest can be requested.
    pub(crate) resumable: bool,
    /// Opens a stream of events again.
    pub(crate) reopen: Option<Arc<dyn Reopen>>,
}

impl Arrival {
    /// Reads from the head of a response whether the rest can be requested.
    pub(crate) fn of(headers: &HeaderMap) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).map(str::trim);
        let is_strong = text(header::ETAG).is_some_and(|tag| !tag.starts_with("W/"));
        let resumable = text(header::ACCEPT_RANGES) == Some("bytes")
            && (is_strong || headers.contains_key(header::LAST_MODIFIED));
        Self { resumable, ..Self::default() }
    }
}

/// A body, its progress, and bytes that were read but not used.
pub(super) struct Arriving {
    body: Option<Body>,
    arrival: Arrival,
    timer: Option<BoxFuture<'static, ()>>,
    received: u64,
    rest: Bytes,
}

impl Arriving {
    pub(super) fn new(body: Body, arrival: Arrival) -> Self {
        Self { body: Some(body), arrival, timer: None, received: 0, rest: Bytes::new() }
    }

    pub(super) fn received(&self) -> u64 {
        self.received
    }

    pub(super) fn reopen(&self) -> Option<Arc<dyn Reopen>> {
        self.arrival.reopen.clone()
    }

    /// Puts `piece` back before the rest.
    #[cfg(feature = "tokio")]
    pub(super) fn put_back(&mut self, piece: Bytes) {
        self.rest = piece;
    }

    pub(super) fn poll_next(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes, StreamError>>> {
        if !self.rest.is_empty() {
            return Poll::Ready(Some(Ok(std::mem::take(&mut self.rest))));
        }
        let Some(body) = &mut self.body else { return Poll::Ready(None) };
        let error = match body.poll_next(cx) {
            Poll::Ready(Some(Ok(piece))) => {
                self.timer = None;
                self.received += piece.len() as u64;
                return Poll::Ready(Some(Ok(piece)));
            }
            Poll::Ready(Some(Err(error))) => self.error(StreamErrorKind::Broken, Some(error.into())),
            Poll::Ready(None) => {
                self.body = None;
                return match self.arrival.announced {
                    Some(announced) if self.received < announced => {
                        let reason = format!("{announced} bytes were announced");
                        Poll::Ready(Some(Err(self.error(StreamErrorKind::Broken, Some(reason.into())))))
                    }
                    _ => Poll::Ready(None),
                };
            }
            Poll::Pending => {
                let Some((limit, sleeper)) = &self.arrival.idle else { return Poll::Pending };
                let limit = *limit;
                ready!(self.timer.get_or_insert_with(|| sleeper.sleep(limit)).as_mut().poll(cx));
                self.error(StreamErrorKind::Idle(limit), None)
            }
        };
        // Closes the connection.
        (self.body, self.timer) = (None, None);
        Poll::Ready(Some(Err(error)))
    }

    pub(super) fn error(&self, kind: StreamErrorKind, source: Option<crate::error::BoxError>) -> StreamError {
        StreamError::new(kind, self.received, source).resumable(self.arrival.resumable)
    }
}
