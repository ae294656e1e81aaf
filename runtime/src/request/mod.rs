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

use std::collections::BTreeMap;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;

use crate::json::ser::{self, ToJson};
use crate::operation::HostPrefix;
use crate::stream::ByteStream;
use crate::types::{Blob, Files, base64};
use crate::validate::member::Member;
use crate::variable::is_label;
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

    /// Makes the body a JSON object of this content type, even without members.
    pub(crate) fn object(mut self, content_type: &'static str) -> Self {
        self.headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.body = Body::Fields(Vec::new());
        self
    }

    /// Makes the body a form (`application/x-www-form-urlencoded`), even without members. A list repeats its
    /// name; other members with nested values are an error.
    ///
    /// ```
    /// use speccast_runtime::codegen::RestJson1;
    ///
    /// let request = RestJson1::post("/send").form().field("to", &["a b", "c"]).finish()?;
    /// assert_eq!(request.body(), "to=a+b&to=c");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn form(mut self) -> Self {
        self.body = Body::Form(form::Form::new(false));
        self
    }

    /// Makes the body a form with names and indices of nested parts in brackets: `items[0][price]=7`.
    pub fn bracket_form(mut self) -> Self {
        self.body = Body::Form(form::Form::new(true));
        self
    }

    /// Makes the body multipart (`multipart/form-data`), even without members: each [`field`](Self::field) is
    /// text, [`json_part`](Self::json_part) JSON, [`file`](Self::file) a file.
    pub fn multipart(mut self) -> Self {
        self.body = Body::Multipart(multipart::Multipart::new());
        self
    }

    /// Adds a member to a multipart body as JSON, unless it is absent.
    pub fn json_part(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.json_member(name, &value)
    }

    fn json_member(self, name: &'static str, value: &dyn ToJson) -> Self {
        self.and_then(|request| match &mut request.body {
            Body::Multipart(parts) => parts.json(name, value),
            body => body.field(name, value),
        })
    }

    /// Adds files to a multipart body; they have no place in other bodies.
    pub fn file(self, name: &'static str, files: &(impl Files + ?Sized)) -> Self {
        self.and_then(|request| match &mut request.body {
            Body::Multipart(parts) => files.files().into_iter().try_for_each(|file| parts.file(name, file)),
            _ => Ok(()),
        })
    }

    /// Sets the media type of the body, in place of its default. It has no effect without a body.
    pub fn media_type(mut self, media_type: &'static str) -> Self {
        self.media_type = Some(media_type);
        self
    }

    /// Replaces a label with a member. A greedy label keeps its slashes. An empty value, or one with a
    /// segment `.` or `..`, is an error, since the request would have another path (RFC 3986 section 5.2.4).
    pub fn label(self, name: &'static str, value: &(impl Text + ?Sized)) -> Self {
        self.and_then(|request| label::replace(&mut request.path, name, &value.text()))
    }

    /// Replaces a label with a list as one value, with this text between its items. An empty list is an error.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let request = Http::get("/questions/{ids}").label_list("ids", ";", &vec!["1", "2;3"]).finish()?;
    /// assert_eq!(request.uri(), "/questions/1;2%3B3");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn label_list(
        self,
        name: &'static str,
        separator: &'static str,
        value: &(impl Texts + ?Sized),
    ) -> Self {
        let mut texts = Vec::new();
        value.for_each(Form::Plain, &mut |text| texts.push(text.to_owned()));
        self.and_then(|request| label::replace_list(&mut request.path, name, separator, &texts))
    }

    /// Leaves a label for the client, which replaces it with a key when it authenticates the request.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let request = Http::post("/bot{token}/sendMessage").key_label("token").finish()?;
    /// assert_eq!(request.uri(), "/bot{token}/sendMessage");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn key_label(mut self, name: &'static str) -> Self {
        self.keys.push(name);
        self
    }

    /// Sets what precedes the host of the endpoint, unless the caller has set an endpoint.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    /// use speccast_runtime::operation::HostPrefix;
    ///
    /// let request = Http::get("/").host_prefix("{account}.").host_label("account", "acme").finish()?;
    /// assert_eq!(request.extensions().get(), Some(&HostPrefix("acme.".to_owned())));
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn host_prefix(mut self, template: &'static str) -> Self {
        self.host_prefix = Some(template.to_owned());
        self
    }

    /// Replaces a label of the host's prefix with a member. A value that is not a DNS label is an error: the request
    /// would be sent elsewhere.
    pub fn host_label(self, name: &'static str, value: &(impl Text + ?Sized)) -> Self {
        self.and_then(|request| {
            let value = value.text();
            let prefix = request.host_prefix.take().filter(|_| is_label(&value));
            let prefix = prefix.ok_or(EncodeError::HostLabel { label: name })?;
            request.host_prefix = Some(prefix.replace(&format!("{{{name}}}"), &value));
            Ok(())
        })
    }

    /// Adds a member to the query. A list repeats the key; absent values and empty lists are left out.
    pub fn query(mut self, name: &'static str, value: &(impl Texts + ?Sized)) -> Self {
        value.for_each(Form::Plain, &mut |text| query::append(&mut self.query, name, text));
        self
    }

    /// Adds a list to the query as one value, with this text between its items; absent values and empty lists
    /// are left out. A comma in an item is escaped, one between items is not.
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

    /// Adds a structure or a map to the query, a parameter for each value in it: `name[key]=value`. Absent values and empty
    /// lists are left out; values are written as in a form.
    ///
    /// ```
    /// use std::collections::BTreeMap;
    ///
    /// use speccast_runtime::codegen::Http;
    ///
    /// let born = BTreeMap::from([("from", 1815), ("until", 1852)]);
    /// let request = Http::get("/people").query_nested("born", &born).finish()?;
    /// assert_eq!(request.uri(), "/people?born%5Bfrom%5D=1815&born%5Buntil%5D=1852");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn query_nested(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.and_then(|request| query::append_nested(&mut request.query, name, &value))
    }

    /// Adds a value to the query as JSON, unless it is absent.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let request = Http::get("/containers").query_json("filter", &vec![1, 2]).finish()?;
    /// assert_eq!(request.uri(), "/containers?filter=%5B1%2C2%5D");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn query_json(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.and_then(|request| {
            if let Some(json) = json(name, &value)? {
                query::append(&mut request.query, name, &json);
            }
            Ok(())
        })
    }

    /// Adds every entry of a map to the query, except for keys that are already there.
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

    /// Adds a header. A list is joined with commas, with quotes if needed; only absent values are left out. A
    /// line break or another control character is an error, and so is a header of the connection, such as
    /// `host`.
    pub fn header(self, name: &'static str, value: &(impl Texts + ?Sized)) -> Self {
        self.and_then(|request| header::append(&mut request.headers, name, value, false))
    }

    /// Adds a header with a value as JSON in ASCII, unless it is absent.
    ///
    /// ```
    /// use speccast_runtime::codegen::Http;
    ///
    /// let value = speccast_runtime::serde_json::json!({ "path": "/é" });
    /// let request = Http::post("/files").json_header("Api-Arg", &value).finish()?;
    /// assert_eq!(request.headers()["api-arg"], r#"{"path":"/\u00e9"}"#);
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn json_header<M: Member + Serialize>(self, name: &'static str, value: &M) -> Self {
        self.header_of_json(name, (&value, M::SENSITIVE), ascii)
    }

    /// Adds a header with a value as JSON in base64 (Smithy, "mediaType trait"), unless it is absent.
    ///
    /// ```
    /// use speccast_runtime::codegen::RestJson1;
    ///
    /// let value = speccast_runtime::serde_json::json!([1]);
    /// let request = RestJson1::post("/").base64_json_header("X-Arg", &value).finish()?;
    /// assert_eq!(request.headers()["x-arg"], "WzFd");
    /// # Ok::<_, speccast_runtime::error::EncodeError>(())
    /// ```
    pub fn base64_json_header<M: Member + Serialize>(self, name: &'static str, value: &M) -> Self {
        self.header_of_json(name, (&value, M::SENSITIVE), |json| base64::encode(json.as_bytes()))
    }

    fn header_of_json(
        self,
        name: &'static str,
        (value, is_sensitive): (&dyn ToJson, bool),
        text: fn(&str) -> String,
    ) -> Self {
        self.and_then(|request| match json(name, value)? {
            Some(json) => header::append(&mut request.headers, name, &text(&json), is_sensitive),
            None => Ok(()),
        })
    }

    /// Adds every entry of a map as a header with this prefix.
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

    /// Adds a member to the form or the JSON body. The JSON body exists from the first call on, if only as
    /// `{}`. Absent values are left out at every level.
    pub fn field(self, name: &'static str, value: &(impl Serialize + ?Sized)) -> Self {
        self.member(name, &value)
    }

    fn member(self, name: &'static str, value: &dyn ToJson) -> Self {
        self.and_then(|request| request.body.field(name, value))
    }

    /// Adds each entry of a map as a member of the body. One with the name of a member that is there already is an error.
    pub fn additional<V: Serialize>(
        self,
        name: &'static str,
        map: &impl Member<Value = BTreeMap<String, V>>,
    ) -> Self {
        let entries = map.value().into_iter().flatten();
        self.and_then(|request| request.body.additional(name, entries))
    }

    /// Makes a structure the whole JSON body; an absent one becomes `{}` (Smithy restJson1, "HTTP payload").
    pub fn payload(self, name: &'static str, value: &impl Serialize) -> Self {
        self.whole_body(name, value, Body::Json(b"{}".to_vec()))
    }

    /// Makes any other JSON value the whole body; an absent one means no body.
    pub fn json_payload(self, name: &'static str, value: &impl Serialize) -> Self {
        self.whole_body(name, value, Body::None)
    }

    fn whole_body(self, name: &'static str, value: &dyn ToJson, absent: Body) -> Self {
        self.and_then(|request| request.body.payload(name, value, absent))
    }

    /// Makes text the whole body, as `text/plain`; an absent one means no body.
    pub fn text_payload(mut self, value: &(impl Texts + ?Sized)) -> Self {
        value.for_each(Form::Plain, &mut |text| self.body = Body::Text(text.to_owned()));
        self
    }

    /// Makes bytes the whole body, as `application/octet-stream`; an absent one means no body.
    pub fn blob_payload(mut self, value: &impl Member<Value = Blob>) -> Self {
        self.body = value.value().map_or(Body::None, |blob| Body::Blob(Bytes::copy_from_slice(blob)));
        self
    }

    /// Makes a stream the whole body, as `application/octet-stream`; an absent one means no body.
    pub fn stream_payload(self, value: &impl Member<Value = ByteStream>) -> Self {
        self.and_then(|request| {
            let stream = value.value().map(ByteStream::unspent).transpose()?;
            request.body = stream.map_or(Body::None, Body::Stream);
            Ok(())
        })
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
