//! Requests: what an operation's members become on the wire.

mod body;
mod error;
pub(crate) mod header;
mod label;
mod payload;
pub(crate) mod percent;
mod query;
mod text;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use crate::types::Blob;
use crate::validate::{Entries, MapKey as _, Maybe};
use body::Body;

pub use error::EncodeError;
pub use payload::Payload;
pub(crate) use text::non_finite;
pub use text::{Form, Text, Texts};

/// A request in the making: one call a member, in the order of the spec.
///
/// What cannot travel is remembered, and [`finish`](Self::finish) says so; the calls after it change nothing.
///
/// ```
/// use speccast_runtime::operation::Request;
///
/// let request = Request::get("/v1/groups/{group}/widgets")
///     .label("group", "a b")
///     .query("max-results", &Some(10))
///     .query("color", &vec!["red", "green"])
///     .query("next-token", &None::<String>)
///     .finish()?;
/// assert_eq!(request.uri(), "/v1/groups/a%20b/widgets?max-results=10&color=red&color=green");
/// # Ok::<_, speccast_runtime::operation::EncodeError>(())
/// ```
#[must_use = "a request says what cannot be sent in `finish`"]
pub struct Request {
    method: Method,
    path: String,
    query: String,
    headers: HeaderMap,
    body: Body,
    error: Option<EncodeError>,
}

/// Makes the constructor of a method.
macro_rules! methods {
    ($($(#[$doc:meta])* $function:ident = $method:ident),*) => {
        $(
            $(#[$doc])*
            pub fn $function(template: &'static str) -> Self {
                Self::new(Method::$method, template)
            }
        )*
    };
}

impl Request {
    /// Starts a request. `template` is a path with labels, `{name}` or the greedy `{name+}`, and may end in a literal
    /// query.
    pub fn new(method: Method, template: &'static str) -> Self {
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: Body::None,
            error: None,
        }
    }

    methods! {
        /// Starts a `GET`: see [`new`](Self::new).
        get = GET,
        /// Starts a `HEAD`: see [`new`](Self::new).
        head = HEAD,
        /// Starts a `POST`: see [`new`](Self::new).
        post = POST,
        /// Starts a `PUT`: see [`new`](Self::new).
        put = PUT,
        /// Starts a `PATCH`: see [`new`](Self::new).
        patch = PATCH,
        /// Starts a `DELETE`: see [`new`](Self::new).
        delete = DELETE
    }

    /// Starts the request of an operation in Smithy's protocol `awsJson1_0`; `target` is `Service.Operation`. Every
    /// member is a [`field`](Self::field), and there is a body even without one.
    ///
    /// ```
    /// use speccast_runtime::operation::Request;
    ///
    /// let request = Request::aws_json_1_0("Widgets_20260101.GetWidget").field("name", "cog").finish()?;
    /// assert_eq!(request.headers()["x-amz-target"], "Widgets_20260101.GetWidget");
    /// assert_eq!(request.headers()["content-type"], "application/x-amz-json-1.0");
    /// assert_eq!(request.body(), r#"{"name":"cog"}"#);
    /// # Ok::<_, speccast_runtime::operation::EncodeError>(())
    /// ```
    pub fn aws_json_1_0(target: &'static str) -> Self {
        Self::aws_json(target, "application/x-amz-json-1.0")
    }

    /// Starts the request of an operation in Smithy's protocol `awsJson1_1`: see [`aws_json_1_0`](Self::aws_json_1_0).
    pub fn aws_json_1_1(target: &'static str) -> Self {
        Self::aws_json(target, "application/x-amz-json-1.1")
    }

    fn aws_json(target: &'static str, content_type: &'static str) -> Self {
        let mut request = Self::post("/").header("x-amz-target", target);
        request.headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        request.body = Body::Fields(Vec::new());
        request
    }

    /// Puts a member in the place of its label. A greedy label keeps its slashes. An empty one, and one with a
    /// segment `.` or `..`, is an error: the request would go elsewhere (RFC 3986 section 5.2.4).
    pub fn label(self, name: &'static str, value: &(impl Text + ?Sized)) -> Self {
        self.and_then(|request| label::replace(&mut request.path, name, &value.text()))
    }

    /// Adds a member to the query. A list repeats the key; what is absent, or an empty list, is left out.
    pub fn query(mut self, name: &'static str, value: &(impl Texts + ?Sized)) -> Self {
        value.for_each(Form::Plain, &mut |text| query::append(&mut self.query, name, text));
        self
    }

    /// Adds every entry of a map to the query, but for keys that are there already.
    pub fn query_map<M: Entries<Value: Texts>>(mut self, map: &M) -> Self {
        let explicit = self.query.clone();
        for (key, value) in map.entries() {
            if !query::contains(&explicit, key.key()) {
                value.for_each(Form::Plain, &mut |text| query::append(&mut self.query, key.key(), text));
            }
        }
        self
    }

    /// Adds a header. A list is joined with commas, quoted where needed; what is absent or empty is left out. A line
    /// break or another control character in it is an error, and so is a header of the connection, such as `host`.
    pub fn header(self, name: &'static str, value: &(impl Texts + ?Sized)) -> Self {
        self.and_then(|request| header::append(&mut request.headers, name, value))
    }

    /// Adds every entry of a map as a header whose name begins with `prefix`.
    pub fn prefix_headers<M: Entries<Value: Texts>>(self, prefix: &'static str, map: &M) -> Self {
        self.and_then(|request| {
            map.entries().try_for_each(|(key, value)| {
                let name = format!("{prefix}{}", key.key());
                header::append(&mut request.headers, &name, value)
            })
        })
    }

    /// Adds a member to the JSON body, which is there from the first call on, if only as `{}`. What is absent is left
    /// out, at every level.
    pub fn field(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.and_then(|request| request.body.field(name, value))
    }

    /// Makes a structure, union or document the whole JSON body. An absent structure is `{}`; where another value is
    /// absent, there is no body.
    pub fn payload(self, name: &'static str, value: &(impl Payload + Serialize)) -> Self {
        self.and_then(|request| request.body.payload(name, value))
    }

    /// Makes text the whole body, `text/plain`; there is no body where it is absent.
    pub fn text_payload(mut self, value: &(impl Texts + ?Sized)) -> Self {
        value.for_each(Form::Plain, &mut |text| self.body = Body::Text(text.to_owned()));
        self
    }

    /// Makes bytes the whole body, `application/octet-stream`; there is no body where they are absent.
    pub fn blob_payload(mut self, value: &impl Maybe<Blob>) -> Self {
        self.body = value.maybe().map_or(Body::None, |blob| Body::Blob(Bytes::copy_from_slice(blob)));
        self
    }

    /// Ends the request: origin form (RFC 9112 section 3.2.1), without authority. It has a `Content-Type` only if it
    /// has a body, and keeps one that a member gave.
    ///
    /// # Errors
    /// The first member that cannot travel.
    pub fn finish(self) -> Result<http::Request<Bytes>, EncodeError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        label::check_replaced(&self.path)?;
        let uri = match self.query.as_str() {
            "" => self.path,
            query => format!("{}?{query}", self.path),
        };
        let mut request = http::Request::new(Bytes::new());
        *request.uri_mut() = uri.parse().map_err(|_| EncodeError::Uri)?;
        *request.method_mut() = self.method;
        *request.headers_mut() = self.headers;
        if let Some((content_type, body)) = self.body.finish() {
            let content_type = HeaderValue::from_static(content_type);
            let name: HeaderName = http::header::CONTENT_TYPE;
            request.headers_mut().entry(name).or_insert(content_type);
            *request.body_mut() = body;
        }
        Ok(request)
    }

    /// This, changed by `change`, unless something could not travel before; what cannot now is remembered.
    fn and_then(mut self, change: impl FnOnce(&mut Self) -> Result<(), EncodeError>) -> Self {
        if self.error.is_none() {
            self.error = change(&mut self).err();
        }
        self
    }
}

/// Shows no member, since any may be a secret.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("error", &self.error)
            .finish_non_exhaustive()
    }
}
