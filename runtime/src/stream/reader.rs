//! `AsyncRead` in both directions.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use tokio::io::{AsyncRead, ReadBuf};

use super::ByteStream;

/// Maximum number of bytes per read.
const PIECE: usize = 16 << 10;

/// The bytes of a reader.
pub(super) struct Reading<R>(Pin<Box<R>>);

impl<R> Reading<R> {
    pub(super) fn new(reader: R) -> Self {
        Self(Box::pin(reader))
    }
}

impl<R: AsyncRead> Stream for Reading<R> {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let mut piece = vec![0; PIECE];
        let mut buffer = ReadBuf::new(&mut piece);
        if let Err(error) = ready!(self.0.as_mut().poll_read(cx, &mut buffer)) {
            return Poll::Ready(Some(Err(error)));
        }
        let length = buffer.filled().len();
        piece.truncate(length);
        Poll::Ready((length > 0).then(|| Ok(piece.into())))
    }
}

impl AsyncRead for ByteStream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        loop {
            return match ready!(self.as_mut().poll_next(cx)) {
                // An empty read means the end of the stream, so empty pieces are skipped.
                Some(Ok(piece)) if piece.is_empty() => continue,
                Some(Ok(mut piece)) => {
                    let taken = piece.split_to(piece.len().min(buffer.remaining()));
                    buffer.put_slice(&taken);
                    self.put_back(piece);
                    Poll::Ready(Ok(()))
                }
                Some(Err(error)) => Poll::Ready(Err(io::Error::other(error))),
                None => Poll::Ready(Ok(())),
            };
        }
    }
}
