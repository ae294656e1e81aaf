//! Lines of JSON (NDJSON), decoded piece by piece.

use bytes::{Buf, Bytes};

use super::MAX_EVENT_SIZE;

/// Finds lines in a stream that arrives in pieces of any size; blank lines are skipped.
///
/// ```
/// use bytes::Bytes;
/// use speccast_runtime::stream::LineDecoder;
///
/// let mut decoder = LineDecoder::new();
/// assert_eq!(decoder.next(&mut Bytes::from("{\"a\":")), Ok(false));
/// let mut piece = Bytes::from("1}\r\n\n2");
/// assert_eq!(decoder.next(&mut piece), Ok(true));
/// assert_eq!(decoder.line(), b"{\"a\":1}");
/// assert_eq!(decoder.next(&mut piece), Ok(false));
/// assert!(decoder.end());
/// assert_eq!(decoder.line(), b"2");
/// ```
#[derive(Debug)]
pub struct LineDecoder {
    limit: usize,
    line: Vec<u8>,
    is_given: bool,
}

impl LineDecoder {
    /// Creates a decoder for the beginning of a stream.
    pub fn new() -> Self {
        Self { limit: MAX_EVENT_SIZE, line: Vec::new(), is_given: false }
    }

    /// Sets the maximum size of a line in bytes; the default is 16 MiB.
    #[must_use]
    pub fn max_line_size(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }

    /// Advances to the next line, and removes the bytes that it reads from `piece`. Returns whether there is
    /// a line; if not, the whole piece was read, and the next one is needed.
    ///
    /// # Errors
    /// The limit, if the line is longer.
    pub fn next(&mut self, piece: &mut Bytes) -> Result<bool, usize> {
        self.forget();
        loop {
            let end = piece.iter().position(|byte| *byte == b'\n');
            let length = end.unwrap_or(piece.len());
            if length > self.limit.saturating_sub(self.line.len()) {
                return Err(self.limit);
            }
            self.line.extend_from_slice(&piece[..length]);
            piece.advance(length);
            if end.is_none() {
                return Ok(false);
            }
            piece.advance(1);
            if self.give() {
                return Ok(true);
            }
        }
    }

    /// Returns whether there is a last line without a line feed.
    pub fn end(&mut self) -> bool {
        self.forget();
        self.give()
    }

    /// Returns the line without surrounding white space.
    pub fn line(&self) -> &[u8] {
        self.line.trim_ascii()
    }

    fn forget(&mut self) {
        if std::mem::take(&mut self.is_given) {
            self.line.clear();
        }
    }

    /// Returns the line to the caller, unless it is blank.
    fn give(&mut self) -> bool {
        self.is_given = !self.line().is_empty();
        if !self.is_given {
            self.line.clear();
        }
        self.is_given
    }
}

impl Default for LineDecoder {
    fn default() -> Self {
        Self::new()
    }
}
