//! Bodies in gzip (RFC 1952), decoded as they arrive.

use std::io::{self, Write as _};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use futures_core::Stream;

use crate::transport::{Body, TransportError, TransportErrorKind};

/// Compressed bytes that are decoded at once. They decode to at most about a thousand times as many (RFC 1951
/// section 3.2.5), so memory is limited for a body of any size.
const PIECE: usize = 1 << 10;

/// The decoded body. A member that is corrupt or ends early is an error; an empty body is empty.
pub(super) fn decoded(body: Body) -> Body {
    let state = State::Empty;
    Body::from_stream(Decoded { body, rest: Bytes::new(), decoder: MultiGzDecoder::new(Vec::new()), state })
}

struct Decoded {
    body: Body,
    /// Bytes that arrived and are not decoded yet.
    rest: Bytes,
    decoder: MultiGzDecoder<Vec<u8>>,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// Nothing has arrived.
    Empty,
    Decoding,
    Ended,
}

impl Decoded {
    /// Decodes the next piece of what arrived.
    fn decode(&mut self) -> io::Result<()> {
        let piece = self.rest.split_to(self.rest.len().min(PIECE));
        self.decoder.write_all(&piece)?;
        // Data that the server has flushed, such as an event, is not held back.
        self.decoder.flush()
    }

    fn fail(&mut self, reason: &io::Error) -> Option<Result<Bytes, TransportError>> {
        self.state = State::Ended;
        Some(Err(TransportError::new(TransportErrorKind::Broken, format!("invalid gzip: {reason}"))))
    }
}

impl Stream for Decoded {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        while this.state != State::Ended {
            let step = if this.rest.is_empty() {
                match ready!(this.body.poll_next(cx)) {
                    Some(Ok(piece)) => {
                        this.rest = piece;
                        Ok(())
                    }
                    Some(Err(error)) => {
                        this.state = State::Ended;
                        return Poll::Ready(Some(Err(error)));
                    }
                    None if this.state == State::Empty => break,
                    None => {
                        this.state = State::Ended;
                        this.decoder.try_finish()
                    }
                }
            } else {
                this.state = State::Decoding;
                this.decode()
            };
            if let Err(reason) = step {
                return Poll::Ready(this.fail(&reason));
            }
            let decoded = std::mem::take(this.decoder.get_mut());
            if !decoded.is_empty() {
                return Poll::Ready(Some(Ok(decoded.into())));
            }
        }
        Poll::Ready(None)
    }
}
