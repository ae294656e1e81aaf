//! Requests: members in their form on the wire.

mod body;
mod error;
mod form;
pub(crate) mod header;
mod json_text;
pub(crate) mod label;
mod multipart;
pub(crate) mod percent;
mod query;
mod text;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};

use crate::json::ser::{self, ToJson};
use crate::operation::HostPrefix;
use crate::stream::ByteStream;
use body::Body;

pub use error::EncodeError;
pub(crate) use json_text::ascii;
pub use json_text::{JsonText, JsonTexts, json_text, json_texts};
pub use multipart::multipart_text;
pub(crate) use text::non_finite;
pub use text::{Form, Text, Texts};

/// An unfinished request: one call for each member, in the order of the spec.
///
/// The first error is remembered and reported by [`finish`](Self::finish); later calls have no effect.
///
/// ```
/// use speccast_runtime::codegen::RestJson1;
///
/// let request = RestJson1::get("/v1/groups/{group}/widgets")
///     .label("group", "a b")
///     .query("max-results", &Some(10))
///     .query("color", &vec!["red", "green"])
///     .query("next-token", &None::<String>)
///     .finish()?;
/// assert_eq!(request.uri(), "/v1/groups/a%20b/widgets?max-results=10&color=red&color=green");
/// # Ok::<_, speccast_runtime::error::EncodeError>(())
/// ```
#[must_use = "`finish` returns the request"]
pub struct Request {
    method: Method,
    /// The path with its labels.
    template: &'static str,
    /// What precedes the host, with its labels.
    host_prefix: Option<String>,
    path: String,
    /// Labels of the path that the client replaces with keys.
    keys: Vec<&'static str>,
    query: String,
    headers: HeaderMap,
    body: Body,
    /// Media type of the body, if its format does not decide.
    media_type: Option<&'static str>,
    error: Option<EncodeError>,
}

impl Request {
    /// Starts a request. `template` is a path with labels, `{name}` or the greedy `{name+}`, and may end with
    /// a literal query. A JSON body has the type `application/json`.
    pub fn new(method: Method, template: &'static str) -> Self {
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        Self {
            method,
            template: path,
            host_prefix: None,
            path: path.to_owned(),
            keys: Vec::new(),
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: Body::None,
            media_type: None,
            error: None,
        }
    }

    /// Starts a request with a method of this name.
    pub(crate) fn with_method(name: &'static str, template: &'static str) -> Self {
        match Method::from_bytes(name.as_bytes()) {
            Ok(method) => Self::new(method, template),
            Err(_) => Self { error: Some(EncodeError::Method), ..Self::new(Method::GET, template) },
        }
    }

    /// Finishes the request in origin form (RFC 9112 section 3.2.1), without authority. It has a
    /// `Content-Type` only if it has a body, unless a member sets one.
    ///
    /// # Errors
    /// For the first member that cannot be sent, or if the body is a stream.
    pub fn finish(self) -> Result<http::Request<Bytes>, EncodeError> {
        whole(self.finish_stream()?)
    }

    /// Does the same as [`finish`](Self::finish) for a body that may be a stream.
    ///
    /// # Errors
    /// For the first member that cannot be sent.
    pub fn finish_stream(self) -> Result<http::Request<ByteStream>, EncodeError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        label::check_replaced(&self.path, &self.keys)?;
        let uri = match self.query.as_str() {
            "" => self.path,
            query => format!("{}?{query}", self.path),
        };
        let mut request = http::Request::new(ByteStream::default());
        *request.uri_mut() = uri.parse().map_err(|_| EncodeError::Uri)?;
        *request.method_mut() = self.method;
        *request.headers_mut() = self.headers;
        if let Some(prefix) = self.host_prefix {
            label::check_replaced(&prefix, &[])?;
            request.extensions_mut().insert(HostPrefix(prefix));
        }
        if let Some((content_type, body)) = self.body.finish() {
            let content_type = self.media_type.map_or(content_type, Into::into);
            let content_type = HeaderValue::from_str(&content_type)
                .map_err(|_| EncodeError::InvalidHeader { header: "content-type".to_owned() })?;
            let name: HeaderName = http::header::CONTENT_TYPE;
            request.headers_mut().entry(name).or_insert(content_type);
            *request.body_mut() = body;
        }
        Ok(request)
    }

    /// Its path with labels, which has nothing of the input.
    pub(crate) fn template(&self) -> &'static str {
        self.template
    }

    /// Applies `change`, unless there was an error before; remembers its error.
    fn and_then(mut self, change: impl FnOnce(&mut Self) -> Result<(), EncodeError>) -> Self {
        if self.error.is_none() {
            self.error = change(&mut self).err();
        }
        self
    }
}

/// Returns the JSON of a member, unless it is absent.
fn json(name: &'static str, value: &dyn ToJson) -> Result<Option<String>, EncodeError> {
    let json = ser::to_vec(value);
    let json = json.map_err(|error| EncodeError::Json { member: name, reason: error.to_string() })?;
    Ok(json.map(|json| String::from_utf8_lossy(&json).into_owned()))
}

/// Converts a request whose body is in memory.
pub(crate) fn whole(request: http::Request<ByteStream>) -> Result<http::Request<Bytes>, EncodeError> {
    let (head, body) = request.into_parts();
    let bytes = body.as_bytes().ok_or(EncodeError::Stream)?.clone();
    Ok(http::Request::from_parts(head, bytes))
}

/// Without members, since any may be a secret.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
