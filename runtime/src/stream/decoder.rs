//! The decoder of a stream of events, for every format.

use std::borrow::Cow;
use std::time::Duration;

use bytes::Bytes;

use super::{LineDecoder, SseDecoder};

pub(super) enum Decoder {
    Sse(SseDecoder),
    Lines(LineDecoder),
}

impl Decoder {
    /// Creates a decoder of server-sent events.
    pub(super) fn sse() -> Self {
        Self::Sse(SseDecoder::new())
    }

    /// Creates a decoder of lines.
    pub(super) fn lines() -> Self {
        Self::Lines(LineDecoder::new())
    }

    /// Creates a decoder of the same kind, for the beginning of a stream.
    pub(super) fn fresh(&self) -> Self {
        match self {
            Self::Sse(_) => Self::sse(),
            Self::Lines(_) => Self::lines(),
        }
    }

    /// Returns the decoder with this maximum size of an event in bytes.
    pub(super) fn max_event_size(self, bytes: usize) -> Self {
        match self {
            Self::Sse(decoder) => Self::Sse(decoder.max_event_size(bytes)),
            Self::Lines(decoder) => Self::Lines(decoder.max_line_size(bytes)),
        }
    }

    pub(super) fn next(&mut self, piece: &mut Bytes) -> Result<bool, usize> {
        match self {
            Self::Sse(decoder) => decoder.next(piece),
            Self::Lines(decoder) => decoder.next(piece),
        }
    }

    /// Continues with another body.
    pub(super) fn restart(&mut self) {
        match self {
            Self::Sse(decoder) => decoder.restart(),
            Self::Lines(_) => {}
        }
    }

    pub(super) fn last_event_id(&self) -> Option<&str> {
        match self {
            Self::Sse(decoder) => decoder.last_event_id(),
            Self::Lines(_) => None,
        }
    }

    pub(super) fn retry(&self) -> Option<Duration> {
        match self {
            Self::Sse(decoder) => decoder.retry(),
            Self::Lines(_) => None,
        }
    }

    /// Whether the end of the stream ends an event.
    pub(super) fn end(&mut self) -> bool {
        match self {
            Self::Sse(_) => false,
            Self::Lines(decoder) => decoder.end(),
        }
    }

    /// Returns name and data.
    pub(super) fn event(&self) -> (Cow<'_, str>, &[u8]) {
        match self {
            Self::Sse(decoder) => (decoder.event(), decoder.data()),
            Self::Lines(decoder) => ("".into(), decoder.line()),
        }
    }
}
