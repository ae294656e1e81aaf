//! The body of a request, as hyper sends it.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use hyper::body::{Frame, SizeHint};

use super::{Body, TransportError, TransportErrorKind};

/// A body that has as many bytes as it announces.
pub(super) struct Outgoing {
    body: Body,
    /// Bytes that are still to be sent, if that is known.
    left: Option<u64>,
}

impl From<Body> for Outgoing {
    fn from(body: Body) -> Self {
        Self { left: body.length(), body }
    }
}

impl hyper::body::Body for Outgoing {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let failed = |reason: &str| Err(TransportError::new(TransportErrorKind::Other, reason));
        let piece = ready!(self.body.poll_next(cx));
        let sent = piece.as_ref().map_or(0, |piece| piece.as_ref().map_or(0, |piece| piece.len() as u64));
        let piece = match (piece, &mut self.left) {
            (None, Some(1..)) => Some(failed("the body is shorter than its length")),
            (Some(Ok(_)), Some(left)) if sent > *left => Some(failed("the body is longer than its length")),
            (piece, left) => {
                *left = left.map(|left| left.saturating_sub(sent));
                piece
            }
        };
        Poll::Ready(piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.left == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map(SizeHint::with_exact).unwrap_or_default()
    }
}
