//! The body of a request.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use http::HeaderValue;
use serde::Serialize;
use serde::de::IgnoredAny;

use super::form::Form;
use super::multipart::Multipart;
use super::{EncodeError, Request, Texts};
use crate::json::ser::{self, ToJson};
use crate::stream::ByteStream;
use crate::types::{Blob, Files};
use crate::validate::member::Member;

/// A body of some format.
pub(super) enum Body {
    /// No body.
    None,
    /// The members of a JSON object, without braces.
    Fields(Vec<u8>),
    /// A form.
    Form(Form),
    /// Parts.
    Multipart(Multipart),
    /// A whole JSON value.
    Json(Vec<u8>),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Bytes),
    /// A stream.
    Stream(ByteStream),
}

impl Body {
    /// Adds a member to the form or the JSON object.
    pub(super) fn field(&mut self, name: &'static str, value: &dyn ToJson) -> Result<(), EncodeError> {
        match self {
            Self::Form(form) => return form.append(name, value),
            Self::Multipart(parts) => return parts.field(name, value),
            _ => {}
        }
        if !matches!(self, Self::Fields(_)) {
            *self = Self::Fields(Vec::new());
        }
        let Self::Fields(members) = self else {
            return Ok(());
        };
        ser::write_member(members, name, value)
            .map_err(|error| EncodeError::Json { member: name, reason: error.to_string() })
    }

    /// Adds members whose names are not those of `field`.
    pub(super) fn additional<'v, V: Serialize + 'v>(
        &mut self,
        member: &'static str,
        entries: impl Iterator<Item = (&'v String, &'v V)>,
    ) -> Result<(), EncodeError> {
        let failed = |reason: String| EncodeError::Json { member, reason };
        let listed = self.names();
        for (name, value) in entries {
            if listed.contains(name) {
                return Err(failed(format!("additional member `{name}` has the name of another member")));
            }
            match self {
                Self::Form(form) => form.append_as(member, name, value)?,
                _ => {
                    if !matches!(self, Self::Fields(_)) {
                        *self = Self::Fields(Vec::new());
                    }
                    if let Self::Fields(members) = self {
                        ser::write_member(members, name, value).map_err(|error| failed(error.to_string()))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// Names of the members so far.
    fn names(&self) -> Vec<String> {
        match self {
            Self::Fields(members) => {
                let object = [b"{", members.as_slice(), b"}"].concat();
                let members: BTreeMap<String, IgnoredAny> =
                    serde_json::from_slice(&object).unwrap_or_default();
                members.into_keys().collect()
            }
            Self::Form(form) => form.names(),
            _ => Vec::new(),
        }
    }

    /// Makes a value the whole body; an absent one becomes `absent`.
    pub(super) fn payload(
        &mut self,
        name: &'static str,
        value: &dyn ToJson,
        absent: Self,
    ) -> Result<(), EncodeError> {
        let json = ser::to_vec(value)
            .map_err(|error| EncodeError::Json { member: name, reason: error.to_string() })?;
        *self = json.map_or(absent, Self::Json);
        Ok(())
    }

    /// Returns content type and content, if there is a body.
    pub(super) fn finish(self) -> Option<(Cow<'static, str>, ByteStream)> {
        Some(match self {
            Self::None => return None,
            Self::Fields(members) => {
                let object = [b"{", members.as_slice(), b"}"].concat();
                ("application/json".into(), object.into())
            }
            Self::Form(form) => ("application/x-www-form-urlencoded".into(), form.finish().into()),
            Self::Multipart(parts) => {
                let (content_type, body) = parts.finish();
                (content_type.into(), body)
            }
            Self::Json(json) => ("application/json".into(), json.into()),
            Self::Text(text) => ("text/plain".into(), text.into()),
            Self::Blob(bytes) => ("application/octet-stream".into(), bytes.into()),
            Self::Stream(stream) => ("application/octet-stream".into(), stream),
        })
    }
}

impl Request {
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
        self.body = Body::Form(Form::new(false));
        self
    }

    /// Makes the body a form with names and indices of nested parts in brackets: `items[0][price]=7`.
    pub fn bracket_form(mut self) -> Self {
        self.body = Body::Form(Form::new(true));
        self
    }

    /// Makes the body multipart (`multipart/form-data`), even without members: each [`field`](Self::field) is
    /// text, [`json_part`](Self::json_part) JSON, [`file`](Self::file) a file.
    pub fn multipart(mut self) -> Self {
        self.body = Body::Multipart(Multipart::new());
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
        value.for_each(super::Form::Plain, &mut |text| self.body = Body::Text(text.to_owned()));
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
}
