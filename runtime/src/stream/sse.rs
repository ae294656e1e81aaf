//! Server-sent events (WHATWG HTML, section 9.2.6), decoded piece by piece.

use std::borrow::Cow;
use std::time::Duration;

use bytes::{Buf, Bytes};

use super::MAX_EVENT_SIZE;

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Finds events in a stream that arrives in pieces of any size.
///
/// ```
/// use bytes::Bytes;
/// use speccast_runtime::stream::SseDecoder;
///
/// let mut decoder = SseDecoder::new();
/// assert_eq!(decoder.next(&mut Bytes::from("event: gree")), Ok(false));
/// let mut piece = Bytes::from("ting\ndata: Hello,\ndata: Ada\n\n: a comment\n\n");
/// assert_eq!(decoder.next(&mut piece), Ok(true));
/// assert_eq!((decoder.event(), decoder.data()), ("greeting".into(), b"Hello,\nAda".as_slice()));
/// assert_eq!(decoder.next(&mut piece), Ok(false));
/// ```
#[derive(Debug)]
pub struct SseDecoder {
    limit: usize,
    /// The current line.
    line: Vec<u8>,
    /// Whether the last line ended in a carriage return: a line feed that follows belongs to the same line
    /// break.
    after_return: bool,
    is_first_line: bool,
    event: Vec<u8>,
    data: Vec<u8>,
    /// Whether the event of [`data`](Self::data) was returned to the caller.
    is_given: bool,
    id: Vec<u8>,
    last_id: Option<String>,
    retry: Option<Duration>,
}

impl SseDecoder {
    /// Creates a decoder for the beginning of a stream.
    pub fn new() -> Self {
        Self {
            limit: MAX_EVENT_SIZE,
            line: Vec::new(),
            after_return: false,
            is_first_line: true,
            event: Vec::new(),
            data: Vec::new(),
            is_given: false,
            id: Vec::new(),
            last_id: None,
            retry: None,
        }
    }

    /// Sets the maximum size of an event in bytes; the default is 16 MiB.
    #[must_use]
    pub fn max_event_size(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Advances to the next event, and removes the bytes that it reads from `piece`. Returns whether there is
    /// an event; if not, the whole piece was read, and the next one is needed. An incomplete event at the end
    /// of the stream does not count.
    ///
    /// # Errors
    /// The limit, if the event is larger.
    pub fn next(&mut self, piece: &mut Bytes) -> Result<bool, usize> {
        if std::mem::take(&mut self.is_given) {
            self.event.clear();
            self.data.clear();
        }
        loop {
            if self.after_return && !piece.is_empty() {
                self.after_return = false;
                if piece[0] == b'\n' {
                    piece.advance(1);
                }
            }
            let Some(end) = piece.iter().position(|byte| matches!(byte, b'\n' | b'\r')) else {
                self.grow(piece.len())?;
                self.line.extend_from_slice(piece);
                piece.clear();
                return Ok(false);
            };
            self.grow(end)?;
            let rest = piece.split_to(end);
            self.after_return = piece[0] == b'\r';
            piece.advance(1);
            let is_event = if self.line.is_empty() {
                self.line(&rest)
            } else {
                self.line.extend_from_slice(&rest);
                let line = std::mem::take(&mut self.line);
                let is_event = self.line(&line);
                self.line = line;
                self.line.clear();
                is_event
            };
            if is_event {
                self.is_given = true;
                return Ok(true);
            }
        }
    }

    /// Continues with another stream after the connection of this one broke: drops the incomplete event, and keeps
    /// the last identifier and the time to wait.
    pub fn restart(&mut self) {
        let (limit, id, retry) = (self.limit, self.last_id.take(), self.retry);
        *self = Self::new().max_event_size(limit);
        self.id.extend_from_slice(id.as_deref().unwrap_or_default().as_bytes());
        (self.last_id, self.retry) = (id, retry);
    }

    /// Returns the name of the event; empty if it has none, which means `message`. Invalid UTF-8 is replaced.
    pub fn event(&self) -> Cow<'_, str> {
        String::from_utf8_lossy(&self.event)
    }

    /// Returns the data of the event, with its lines joined by line feeds.
    pub fn data(&self) -> &[u8] {
        &self.data
    }

    /// Returns the last identifier of an event, for the header `Last-Event-ID`.
    pub fn last_event_id(&self) -> Option<&str> {
        self.last_id.as_deref()
    }

    /// Returns how long the server asks to wait before connecting again.
    pub fn retry(&self) -> Option<Duration> {
        self.retry
    }

    /// Checks that more bytes are within the limit.
    fn grow(&self, more: usize) -> Result<(), usize> {
        let size = self.line.len() + self.data.len() + more;
        if size > self.limit { Err(self.limit) } else { Ok(()) }
    }

    /// Reads a line without its end; returns whether it ends an event.
    fn line(&mut self, line: &[u8]) -> bool {
        let mut line = line;
        if std::mem::take(&mut self.is_first_line) {
            line = line.strip_prefix(BYTE_ORDER_MARK).unwrap_or(line);
        }
        if line.is_empty() {
            return self.end_event();
        }
        let (name, value) = match line.iter().position(|byte| *byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &[][..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match name {
            b"event" => {
                self.event.clear();
                self.event.extend_from_slice(value);
            }
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
            }
            b"id" if !value.contains(&0) => {
                self.id.clear();
                self.id.extend_from_slice(value);
            }
            b"retry" if !value.is_empty() && value.iter().all(u8::is_ascii_digit) => {
                let millis = std::str::from_utf8(value).ok().and_then(|text| text.parse().ok());
                self.retry = millis.map(Duration::from_millis).or(self.retry);
            }
            _ => {}
        }
        false
    }

    fn end_event(&mut self) -> bool {
        if !self.id.is_empty() || self.last_id.is_some() {
            let id = String::from_utf8_lossy(&self.id);
            if self.last_id.as_deref().unwrap_or_default() != id {
                self.last_id = Some(id.into_owned());
            }
        }
        if self.data.is_empty() {
            self.event.clear();
            return false;
        }
        self.data.pop();
        true
    }
}

impl Default for SseDecoder {
    fn default() -> Self {
        Self::new()
    }
}
