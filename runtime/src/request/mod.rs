//! Requests: what an operation's members become on the wire.

mod body;
mod error;
mod form;
pub(crate) mod header;
mod label;
mod multipart;
pub(crate) mod percent;
mod query;
mod text;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use crate::stream::ByteStream;
use crate::types::{Blob, Files};
use crate::validate::member::Member;
use body::Body;

pub use error::EncodeError;
pub use multipart::multipart_text;
pub(crate) use text::non_finite;
pub use text::{Form, Text, Texts};

/// A request in the making: one call a member, in the order of the spec.
///
/// What cannot be sent is remembered, and [`finish`](Self::finish) reports it; the calls after it change nothing.
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
    path: String,
    query: String,
    headers: HeaderMap,
    body: Body,
    /// Media type of the body, if its kind does not decide.
    media_type: Option<&'static str>,
    error: Option<EncodeError>,
}

impl Request {
    /// Starts a request. `template` is a path with labels, `{name}` or the greedy `{name+}`, and may end in a literal
    /// query. A JSON body has the type `application/json`.
    pub fn new(method: Method, template: &'static str) -> Self {
        let (path, query) = template.split_once('?').unwrap_or((template, ""));
        Self {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            headers: HeaderMap::new(),
            body: Body::None,
            media_type: None,
            error: None,
        }
    }

    /// Gives the request a JSON object as its body, even without members, and this content type.
    pub(crate) fn object(mut self, content_type: &'static str) -> Self {
        self.headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.body = Body::Fields(Vec::new());
        self
    }

    /// Makes the body a form (`application/x-www-form-urlencoded`), even without members. A list repeats its name, and a
    /// member of any other kind that contains others is an error.
    ///
    /// ```
    /// use speccast_runtime::codegen::RestJson1;
    ///
    /// let request = RestJson1::post("/send").form().field("to", &["a b", "c"]).finish()?;
    /// assert_eq!(request.body(), "to=a%20b&to=c");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn form(mut self) -> Self {
        self.body = Body::Form(form::Form::new(false));
        self
    }

    /// Makes the body a form in which parts of a member have their names and indices in brackets: `items[0][price]=7`.
    pub fn bracket_form(mut self) -> Self {
        self.body = Body::Form(form::Form::new(true));
        self
    }

    /// Makes the body parts (`multipart/form-data`), even without members: each [`field`](Self::field) is text,
    /// [`json_part`](Self::json_part) JSON, [`file`](Self::file) a file.
    pub fn multipart(mut self) -> Self {
        self.body = Body::Multipart(multipart::Multipart::new());
        self
    }

    /// Adds a member to a body of parts as JSON, unless it is absent.
    pub fn json_part(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.and_then(|request| match &mut request.body {
            Body::Multipart(parts) => parts.json(name, value),
            body => body.field(name, value),
        })
    }

    /// Adds files to a body of parts. Any other body has none.
    pub fn file(self, name: &'static str, files: &(impl Files + ?Sized)) -> Self {
        self.and_then(|request| match &mut request.body {
            Body::Multipart(parts) => files.files().into_iter().try_for_each(|file| parts.file(name, file)),
            _ => Ok(()),
        })
    }

    /// Sets the media type of the body, which its kind decides otherwise. Without a body there is none.
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
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

    /// Adds a list to the query as one value, whose items are separated by this text; what is absent, or an empty list, is
    /// left out. A comma in an item is escaped, and one between items is not.
    ///
    /// ```
    /// use speccast_runtime::codegen::RestJson1;
    ///
    /// let request = RestJson1::get("/things").query_list("ids", ",", &vec!["a,b", "c"]).finish()?;
    /// assert_eq!(request.uri(), "/things?ids=a%2Cb,c");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn query_list(
        mut self,
        name: &'static str,
        separator: &'static str,
        value: &(impl Texts + ?Sized),
    ) -> Self {
        let mut is_first = true;
        value.for_each(Form::Plain, &mut |text| {
            if std::mem::take(&mut is_first) {
                query::append(&mut self.query, name, text);
            } else {
                query::go_on(&mut self.query, separator, text);
            }
        });
        self
    }

    /// Adds every entry of a map to the query, but for keys that are there already.
    pub fn query_map<'v, K: Text + 'v, V: Texts + 'v, M: Member>(mut self, map: &'v M) -> Self
    where
        &'v M::Value: IntoIterator<Item = (&'v K, &'v V)>,
    {
        let explicit = self.query.len();
        for (key, value) in map.value().into_iter().flatten() {
            let key = key.text();
            if !query::contains(&self.query[..explicit], &key) {
                value.for_each(Form::Plain, &mut |text| query::append(&mut self.query, &key, text));
            }
        }
        self
    }

    /// Adds a header. A list is joined with commas, quoted where needed; only what is absent is left out. A line
    /// break or another control character in it is an error, and so is a header of the connection, such as `host`.
    pub fn header(self, name: &'static str, value: &(impl Texts + ?Sized)) -> Self {
        self.and_then(|request| header::append(&mut request.headers, name, value, false))
    }

    /// Adds every entry of a map as a header whose name begins with `prefix`.
    pub fn prefix_headers<'v, K: Text + 'v, V: Texts + 'v, M: Member>(
        self,
        prefix: &'static str,
        map: &'v M,
    ) -> Self
    where
        &'v M::Value: IntoIterator<Item = (&'v K, &'v V)>,
    {
        self.and_then(|request| {
            map.value().into_iter().flatten().try_for_each(|(key, value)| {
                let name = format!("{prefix}{}", key.text());
                header::append(&mut request.headers, &name, value, M::SENSITIVE)
            })
        })
    }

    /// Adds a member to the form, or to the JSON body, which is there from the first call on, if only as `{}`. What is absent is left
    /// out, at every level.
    pub fn field(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.and_then(|request| request.body.field(name, value))
    }

    /// Makes a structure the whole JSON body; an absent one is `{}` (Smithy restJson1, "HTTP payload").
    pub fn payload(self, name: &'static str, value: &impl Serialize) -> Self {
        self.and_then(|request| request.body.payload(name, value, Body::Json(b"{}".to_vec())))
    }

    /// Makes any other JSON value the whole body; there is no body where it is absent.
    pub fn json_payload(self, name: &'static str, value: &impl Serialize) -> Self {
        self.and_then(|request| request.body.payload(name, value, Body::None))
    }

    /// Makes text the whole body, `text/plain`; there is no body where it is absent.
    pub fn text_payload(mut self, value: &(impl Texts + ?Sized)) -> Self {
        value.for_each(Form::Plain, &mut |text| self.body = Body::Text(text.to_owned()));
        self
    }

    /// Makes bytes the whole body, `application/octet-stream`; there is no body where they are absent.
    pub fn blob_payload(mut self, value: &impl Member<Value = Blob>) -> Self {
        self.body = value.value().map_or(Body::None, |blob| Body::Blob(Bytes::copy_from_slice(blob)));
        self
    }

    /// Makes a stream the whole body, `application/octet-stream`; there is no body where it is absent.
    pub fn stream_payload(self, value: &impl Member<Value = ByteStream>) -> Self {
        self.and_then(|request| {
            let stream = value.value().map(ByteStream::unspent).transpose()?;
            request.body = stream.map_or(Body::None, Body::Stream);
            Ok(())
        })
    }

    /// Ends the request: origin form (RFC 9112 section 3.2.1), without authority. It has a `Content-Type` only if it
    /// has a body, and keeps one that a member gave.
    ///
    /// # Errors
    /// The first member that cannot be sent, or that the body is a stream whose bytes are not there.
    pub fn finish(self) -> Result<http::Request<Bytes>, EncodeError> {
        whole(self.finish_stream()?)
    }

    /// The same as [`finish`](Self::finish), but the body may be a stream.
    ///
    /// # Errors
    /// The first member that cannot be sent.
    pub fn finish_stream(self) -> Result<http::Request<ByteStream>, EncodeError> {
        if let Some(error) = self.error {
            return Err(error);
        }
        label::check_replaced(&self.path)?;
        let uri = match self.query.as_str() {
            "" => self.path,
            query => format!("{}?{query}", self.path),
        };
        let mut request = http::Request::new(ByteStream::default());
        *request.uri_mut() = uri.parse().map_err(|_| EncodeError::Uri)?;
        *request.method_mut() = self.method;
        *request.headers_mut() = self.headers;
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

    /// This, changed by `change`, unless something could not be sent before; what cannot now is remembered.
    fn and_then(mut self, change: impl FnOnce(&mut Self) -> Result<(), EncodeError>) -> Self {
        if self.error.is_none() {
            self.error = change(&mut self).err();
        }
        self
    }
}

/// A request whose bytes are there.
pub(crate) fn whole(request: http::Request<ByteStream>) -> Result<http::Request<Bytes>, EncodeError> {
    let (head, body) = request.into_parts();
    let bytes = body.as_bytes().ok_or(EncodeError::Stream)?.clone();
    Ok(http::Request::from_parts(head, bytes))
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
