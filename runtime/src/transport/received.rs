//! A response's body from another HTTP library.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http_body::Frame;

use super::{Body, TransportError};

/// Converts the body of a response from another library; `failed` converts its errors.
pub(super) fn received<B>(body: B, failed: fn(B::Error) -> TransportError) -> Body
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
{
    Body::from_stream(Received { body: Box::pin(body), failed })
}

struct Received<B: http_body::Body> {
    body: Pin<Box<B>>,
    failed: fn(B::Error) -> TransportError,
}

impl<B: http_body::Body<Data = Bytes>> Stream for Received<B> {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = ready!(self.body.as_mut().poll_frame(cx));
            // What is not data is a trailer.
            match frame.map(|frame| frame.map(Frame::into_data)) {
                Some(Ok(Ok(data))) => return Poll::Ready(Some(Ok(data))),
                Some(Ok(Err(_trailers))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err((self.failed)(error)))),
                None => return Poll::Ready(None),
            }
        }
    }
}
