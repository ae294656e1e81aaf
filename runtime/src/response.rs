//! Responses, collected, and what the failed ones say.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use crate::error::DecodeError;
use crate::json::{self, Head};
use crate::modeled::Modeled;

/// Headers that name a request, in the order in which they are looked for.
const REQUEST_ID: [&str; 3] = ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id"];

/// A response whose body has arrived, as far as it did.
///
/// ```
/// use speccast_runtime::response::Response;
///
/// let response = http::Response::builder().header("x-amzn-requestid", "4c2f").body("[1,2]").unwrap();
/// let response = Response::from(response);
/// assert_eq!(response.request_id(), Some("4c2f"));
/// assert_eq!(response.json::<Vec<i32>>(&[])?, [1, 2]);
/// # Ok::<_, speccast_runtime::error::DecodeError>(())
/// ```
#[derive(Clone)]
pub struct Response {
    status: StatusCode,
    headers: HeaderMap,
    body: Bytes,
}

impl Response {
    /// Puts a response together.
    pub fn new(status: StatusCode, headers: HeaderMap, body: impl Into<Bytes>) -> Self {
        Self { status, headers, body: body.into() }
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

    /// What the service calls this request, for its support: `x-amzn-requestid` or one of its other spellings.
    pub fn request_id(&self) -> Option<&str> {
        REQUEST_ID.iter().find_map(|name| self.header(name)).filter(|id| !id.is_empty())
    }

    /// Reads a JSON body, with the members that `head` lists from elsewhere.
    ///
    /// # Errors
    /// Where the body is not JSON, or a member has the wrong type. A header of the wrong type costs only its own
    /// member, which is absent then.
    pub fn json<T: DeserializeOwned>(&self, head: Head) -> Result<T, DecodeError> {
        json::decode(self, head)
    }
}

/// Shows neither headers nor body, which may hold secrets.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("request_id", &self.request_id())
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

/// A response of failure, with what every modeled error has: a code and a message.
///
/// ```
/// use speccast_runtime::response::{ErrorResponse, Response};
///
/// let body = r##"{"__type":"com.example#Gone","message":"no cog"}"##;
/// let response = Response::from(http::Response::new(body));
/// let error = ErrorResponse::new(&response);
/// assert_eq!((error.code(), error.message()), (Some("Gone"), Some("no cog")));
/// ```
pub struct ErrorResponse<'a> {
    response: &'a Response,
    body: serde_json::Map<String, serde_json::Value>,
}

impl<'a> ErrorResponse<'a> {
    /// Reads what can be read; a body that is not a JSON object counts as empty.
    pub fn new(response: &'a Response) -> Self {
        let body = match json::parse(response.body()) {
            Ok(serde_json::Value::Object(members)) => members,
            _ => serde_json::Map::new(),
        };
        Self { response, body }
    }

    /// Its status.
    pub fn status(&self) -> StatusCode {
        self.response.status()
    }

    /// The error's code: the `x-amzn-errortype` header, else the body's `code`, else its `__type`, each without its
    /// namespace and URI (Smithy restJson1, "Operation error serialization").
    pub fn code(&self) -> Option<&str> {
        let in_body = |name| self.body.get(name).and_then(|code| code.as_str());
        let header = self.response.header("x-amzn-errortype").and_then(sanitize);
        header.or_else(|| in_body("code").and_then(sanitize)).or_else(|| in_body("__type").and_then(sanitize))
    }

    /// The error's message: the body's `message`, `Message` or `errorMessage`.
    pub fn message(&self) -> Option<&str> {
        json::MESSAGE_NAMES.iter().find_map(|name| self.body.get(*name)?.as_str())
    }

    /// Reads the members of an error. What has the wrong type is absent: no member is worth the whole error.
    ///
    /// # Errors
    /// Only where `T` is no structure of optional members.
    pub fn decode<T: Modeled + DeserializeOwned>(&self) -> Result<T, DecodeError> {
        json::decode_error(self.response, &self.body, T::HEAD)
    }
}

/// Shows neither headers nor body, which may hold secrets.
impl fmt::Debug for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("response", &self.response)
            .field("code", &self.code())
            .finish_non_exhaustive()
    }
}

/// The name in an error code: what comes before the first `:` and after the `#`.
fn sanitize(code: &str) -> Option<&str> {
    let code = code.split(':').next().unwrap_or_default();
    let code = code.split_once('#').map_or(code, |(_, name)| name).trim();
    (!code.is_empty()).then_some(code)
}
