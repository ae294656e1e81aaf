//! Multipart bodies: `multipart/form-data` (RFC 7578).

use std::collections::VecDeque;
use std::collections::hash_map::RandomState;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue;

use super::{EncodeError, form};
use crate::json::ser::{self, ToJson};
use crate::stream::{ByteStream, StreamError};
use crate::types::FilePart;

/// An unfinished multipart body.
pub(super) struct Multipart {
    boundary: String,
    /// The body before the text.
    segments: Vec<ByteStream>,
    text: Vec<u8>,
}

impl Multipart {
    pub(super) fn new() -> Self {
        // Random bits, so that no part contains the boundary.
        let bits = || RandomState::new().build_hasher().finish();
        let boundary = format!("{:016x}{:016x}", bits(), bits());
        Self { boundary, segments: Vec::new(), text: Vec::new() }
    }

    /// Adds a value as text, or each value of a list, unless it is absent.
    pub(super) fn field(&mut self, name: &'static str, value: &dyn ToJson) -> Result<(), EncodeError> {
        form::values(name, value, |_, text| {
            self.open(name, "");
            self.text.extend_from_slice(text.as_bytes());
            self.text.extend_from_slice(b"\r\n");
            Ok(())
        })
    }

    /// Adds a value as JSON, unless it is absent.
    pub(super) fn json(&mut self, name: &'static str, value: &dyn ToJson) -> Result<(), EncodeError> {
        let json = ser::to_vec(value)
            .map_err(|error| EncodeError::Json { member: name, reason: error.to_string() })?;
        if let Some(json) = json {
            self.open(name, "\r\nContent-Type: application/json");
            self.text.extend_from_slice(&json);
            self.text.extend_from_slice(b"\r\n");
        }
        Ok(())
    }

    /// Adds a file.
    pub(super) fn file(&mut self, name: &'static str, file: &FilePart) -> Result<(), EncodeError> {
        let media_type = file.media_type.as_deref().unwrap_or("application/octet-stream");
        if HeaderValue::from_str(media_type).is_err() {
            return Err(EncodeError::InvalidHeader { header: "content-type".to_owned() });
        }
        let file_name = quoted(file.file_name.as_deref().unwrap_or(name));
        self.open(name, &format!("; filename=\"{file_name}\"\r\nContent-Type: {media_type}"));
        let body = file.body.unspent()?;
        match body.as_bytes() {
            Some(bytes) if bytes.len() < 1 << 10 => self.text.extend_from_slice(bytes),
            _ => {
                let text = std::mem::take(&mut self.text);
                self.segments.extend([text.into(), body]);
            }
        }
        self.text.extend_from_slice(b"\r\n");
        Ok(())
    }

    /// Starts a part; `rest` contains its parameters and headers.
    fn open(&mut self, name: &str, rest: &str) {
        let (boundary, name) = (&self.boundary, quoted(name));
        let head = format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"{rest}\r\n\r\n");
        self.text.extend_from_slice(head.as_bytes());
    }

    /// Returns the content type and the whole body.
    pub(super) fn finish(mut self) -> (String, ByteStream) {
        self.text.extend_from_slice(format!("--{}--\r\n", self.boundary).as_bytes());
        let content_type = format!("multipart/form-data; boundary={}", self.boundary);
        if self.segments.is_empty() {
            return (content_type, self.text.into());
        }
        self.segments.push(self.text.into());
        let segments = self.segments;
        // A length that a caller has set may be anything.
        let length = segments
            .iter()
            .try_fold(0_u64, |sum, segment| segment.length().and_then(|it| sum.checked_add(it)));
        let body = if segments.iter().all(ByteStream::is_repeatable) {
            ByteStream::from_fn(move || Chain(segments.iter().map(ByteStream::for_attempt).collect()))
        } else {
            ByteStream::from_stream(Chain(segments.into()))
        };
        let body = match length {
            Some(length) => body.with_length(length),
            None => body,
        };
        (content_type, body)
    }
}

/// Returns a name as a quoted parameter (URL and HTML standards; RFC 7578 section 4.2 leaves it open).
fn quoted(name: &str) -> String {
    name.replace('\r', "%0D").replace('\n', "%0A").replace('"', "%22")
}

/// A sequence of streams.
struct Chain(VecDeque<ByteStream>);

impl Stream for Chain {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        while let Some(first) = self.0.front_mut() {
            if let Some(piece) = ready!(Pin::new(first).poll_next(cx)) {
                return Poll::Ready(Some(piece));
            }
            self.0.pop_front();
        }
        Poll::Ready(None)
    }
}

/// Returns a multipart body for a test: the boundary is `BOUNDARY`, and lines end in a line feed alone.
pub fn multipart_text(request: &http::Request<Bytes>) -> String {
    let content_type = request.headers().get("content-type").and_then(|value| value.to_str().ok());
    let boundary = content_type.and_then(|value| value.rsplit_once("boundary=")).map_or("", |(_, it)| it);
    let text = String::from_utf8_lossy(request.body()).replace("\r\n", "\n");
    if boundary.is_empty() { text } else { text.replace(boundary, "BOUNDARY") }
}
