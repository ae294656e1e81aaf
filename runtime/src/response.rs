//! Responses, collected, and what the failed ones say.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::Cut;

/// A response whose body has arrived, as far as it did.
///
/// ```
/// use speccast_runtime::response::Response;
///
/// let response = http::Response::builder().status(201).header("etag", "4c2f").body("[1,2]")?;
/// let response = Response::from(response);
/// assert_eq!((response.status().as_u16(), response.header("etag")), (201, Some("4c2f")));
/// assert_eq!(response.body(), "[1,2]");
/// # Ok::<_, http::Error>(())
/// ```
#[derive(Clone)]
pub struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
    /// Headers that identify a request, in the order in which they are looked for.
    id_headers: &'static [&'static str],
}

impl Response {
    /// Puts a response together.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), id_headers: &[] }
    }

    /// This, with the headers that identify a request in its protocol.
    pub(crate) fn identified_by(mut self, id_headers: &'static [&'static str]) -> Self {
        self.id_headers = id_headers;
        self
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Its headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Its body, raw.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// The text of a header; the first one, where there are several, and none where it is no text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The texts of the headers of this name, but for empty ones.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let texts = self.headers.get_all(name).into_iter().filter_map(|value| value.to_str().ok());
        texts.map(str::trim).filter(|text| !text.is_empty())
    }

    /// The service's identifier of the request, for its support, if the service's protocol has one.
    pub fn request_id(&self) -> Option<&str> {
        self.id_headers.iter().flat_map(|name| self.texts(name)).next()
    }
}

/// Shows neither headers nor body, which may hold secrets.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &Cut(self.request_id()))
            .field("body_bytes", &self.body.len())
            .finish_non_exhaustive()
    }
}

impl<B: Into<Bytes>> From<http::Response<B>> for Response {
    fn from(response: http::Response<B>) -> Self {
        let (parts, body) = response.into_parts();
        Self::new(parts.status, parts.headers, body)
    }
}
