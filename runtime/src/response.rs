//! Responses, collected, and what the failed ones say.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};

use crate::error::Cut;
use crate::failure::FailurePlace;

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
    /// Where its request is identified.
    ids: Identifiers,
    /// What the caller wants of required members that are missing.
    missing: Option<MissingMembers>,
    /// The URL of the request, if it was sent by a client.
    url: Option<Uri>,
}

/// Where a response has the identifier of its request.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Identifiers {
    /// Headers of the protocol, the preferred one first.
    pub(crate) headers: &'static [&'static str],
    /// Places of the service, in place of those headers if there are any.
    pub(crate) places: &'static [FailurePlace],
}

/// What becomes of required members that a response lacks.
///
/// By default, `protocol: http` rejects them, and the protocols of AWS fill them in, as Smithy wants it ("Client error
/// correction"). Members of errors are optional, and none of this concerns them.
///
/// ```
/// use speccast_runtime::client::Config;
/// use speccast_runtime::response::MissingMembers;
///
/// let config = Config::new().missing_members(MissingMembers::FillIn);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingMembers {
    /// The response cannot be decoded; the error has the path of the member.
    Reject,
    /// The member has its zero value, an enum its unknown value, and a `tracing` event names the path. With `protocol:
    /// http`, this does not concern a body that is not there at all.
    FillIn,
}

impl Response {
    /// Puts a response together.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), ids: Identifiers::default(), missing: None, url: None }
    }

    /// This, with where its request is identified.
    pub(crate) fn identified_by(mut self, ids: Identifiers) -> Self {
        self.ids = ids;
        self
    }

    /// This, but the caller wants this of required members that are missing.
    pub(crate) fn missing(mut self, missing: Option<MissingMembers>) -> Self {
        self.missing = missing;
        self
    }

    /// What the caller wants of required members that are missing.
    pub(crate) fn missing_members(&self) -> Option<MissingMembers> {
        self.missing
    }

    /// This, with the URL of its request, which has no credentials.
    pub(crate) fn of(mut self, url: &Uri) -> Self {
        self.url = Some(url.clone());
        self
    }

    /// The URL of its request, against which references in it are resolved.
    pub(crate) fn url(&self) -> Option<&Uri> {
        self.url.as_ref()
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

    /// The text of a header; the first one, where there are several, and none where it is not UTF-8.
    pub fn header(&self, name: &str) -> Option<&str> {
        str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }

    /// The texts of the headers of this name, but for empty ones.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.headers.get_all(name).into_iter();
        let texts = values.filter_map(|value| str::from_utf8(value.as_bytes()).ok());
        texts.map(str::trim).filter(|text| !text.is_empty())
    }

    /// The service's identifier of the request, for its support, if the service's protocol has one.
    pub fn request_id(&self) -> Option<&str> {
        let Identifiers { headers, places } = self.ids;
        if places.is_empty() {
            return headers.iter().flat_map(|name| self.texts(name)).next();
        }
        places.iter().find_map(|place| match place.text(self)? {
            Cow::Borrowed(text) => Some(text),
            // No identifier has escapes.
            Cow::Owned(_) => None,
        })
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
