//! A caller's streams as bodies.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use crate::error::BoxError;
use crate::transport::{TransportError, TransportErrorKind};

/// A stream of any type that converts to bytes.
pub(super) struct Pieces<S>(Pin<Box<S>>);

impl<S> Pieces<S> {
    pub(super) fn new(stream: S) -> Self {
        Self(Box::pin(stream))
    }
}

impl<S, B, E> Stream for Pieces<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<BoxError>,
{
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let failed = |error: E| TransportError::new(TransportErrorKind::Other, error);
        self.0.as_mut().poll_next(cx).map(|piece| Some(piece?.map(Into::into).map_err(failed)))
    }
}
