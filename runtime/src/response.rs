//! Collected responses.

use std::borrow::Cow;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, Uri};

use crate::error::Cut;
use crate::failure::FailureMap;
pub use crate::rate_limit::RateLimit;

/// A response with its body, up to the part that was received.
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
    /// Places of the request's identifier.
    ids: Identifiers,
    /// The caller's choice about missing required members.
    missing: Option<MissingMembers>,
    /// The URL of the request, if a client sent it.
    url: Option<Uri>,
}

/// Where a response has what its output does not.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Identifiers {
    /// Headers of the protocol with the identifier of the request, the preferred one first.
    pub(crate) headers: &'static [&'static str],
    /// Places of the service: those of the identifier replace the headers, if there are any.
    pub(crate) failure: &'static FailureMap,
}

impl Default for Identifiers {
    fn default() -> Self {
        const NONE: &FailureMap = &FailureMap::new();
        Self { headers: &[], failure: NONE }
    }
}

/// What happens to required members that a response lacks.
///
/// By default, `protocol: http` rejects the response, and the protocols of AWS fill the members in, as Smithy
/// requires ("Client error correction"). Members of errors are optional and not affected.
///
/// ```
/// use speccast_runtime::client::Config;
/// use speccast_runtime::response::MissingMembers;
///
/// let config = Config::new().missing_members(MissingMembers::FillIn);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MissingMembers {
    /// The response cannot be decoded; the error contains the path of the member.
    Reject,
    /// The member gets its zero value, an enum its unknown value, and a `tracing` event names the path. With
    /// `protocol: http`, a missing body is still an error.
    FillIn,
}

impl Response {
    /// Creates a response.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into(), ids: Identifiers::default(), missing: None, url: None }
    }

    /// Sets the places of the request's identifier.
    pub(crate) fn identified_by(mut self, ids: Identifiers) -> Self {
        self.ids = ids;
        self
    }

    /// Sets the caller's choice about missing required members.
    pub(crate) fn missing(mut self, missing: Option<MissingMembers>) -> Self {
        self.missing = missing;
        self
    }

    /// Returns the caller's choice about missing required members.
    pub(crate) fn missing_members(&self) -> Option<MissingMembers> {
        self.missing
    }

    /// Sets the URL of its request, without credentials.
    pub(crate) fn of(mut self, url: &Uri) -> Self {
        self.url = Some(url.clone());
        self
    }

    /// Returns the URL of its request, the base for relative references.
    pub(crate) fn url(&self) -> Option<&Uri> {
        self.url.as_ref()
    }

    /// Returns its status.
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// Returns its headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// Returns its raw body.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the text of a header, the first one if there are several; none if it is not UTF-8.
    pub fn header(&self, name: &str) -> Option<&str> {
        str::from_utf8(self.headers.get(name)?.as_bytes()).ok()
    }

    /// Returns the texts of the headers with this name, except empty ones.
    pub(crate) fn texts(&self, name: &str) -> impl Iterator<Item = &str> {
        let values = self.headers.get_all(name).into_iter();
        let texts = values.filter_map(|value| str::from_utf8(value.as_bytes()).ok());
        texts.map(str::trim).filter(|text| !text.is_empty())
    }

    /// Returns the service's identifier of the request, for its support, if the protocol has one.
    pub fn request_id(&self) -> Option<&str> {
        let Identifiers { headers, failure: FailureMap { request_id: places, .. } } = self.ids;
        if places.is_empty() {
            return headers.iter().flat_map(|name| self.texts(name)).next();
        }
        places.iter().find_map(|place| match place.text(self)? {
            Cow::Borrowed(text) => Some(text),
            // An identifier has no escapes.
            Cow::Owned(_) => None,
        })
    }

    /// Returns the rate limit, if the response reports one: from the places in the spec (`rateLimit`), from
    /// `RateLimit` and `RateLimit-Policy` (draft-ietf-httpapi-ratelimit-headers), or from headers such as
    /// `RateLimit-Limit` and `X-RateLimit-Limit`. If the spec has several limits, it is the one with the
    /// smallest share left.
    pub fn rate_limit(&self) -> Option<RateLimit> {
        RateLimit::read(self.ids.failure, self)
    }

    /// Returns each rate limit that the response reports, in the order of the spec.
    pub fn rate_limits(&self) -> Vec<RateLimit> {
        RateLimit::all(self.ids.failure, self)
    }
}

/// Without headers and body, which may contain secrets.
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
