//! The body of a request.

use bytes::Bytes;
use serde::Serialize;

use super::EncodeError;
use super::form::Form;
use crate::json::ser;
use crate::stream::ByteStream;

/// A body, and thereby its type.
pub(super) enum Body {
    /// No body.
    None,
    /// The members of a JSON object, without braces.
    Fields(Vec<u8>),
    /// A form.
    Form(Form),
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
    pub(super) fn field(
        &mut self,
        name: &'static str,
        value: &(impl Serialize + ?Sized),
    ) -> Result<(), EncodeError> {
        if let Self::Form(form) = self {
            return form.append(name, value);
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

    /// Makes a value the whole body, or `absent` in the place of an absent one.
    pub(super) fn payload(
        &mut self,
        name: &'static str,
        value: &impl Serialize,
        absent: Self,
    ) -> Result<(), EncodeError> {
        let json = ser::to_vec(value)
            .map_err(|error| EncodeError::Json { member: name, reason: error.to_string() })?;
        *self = json.map_or(absent, Self::Json);
        Ok(())
    }

    /// Content type and content, if there is a body.
    pub(super) fn finish(self) -> Option<(&'static str, ByteStream)> {
        Some(match self {
            Self::None => return None,
            Self::Fields(members) => {
                let object = [b"{", members.as_slice(), b"}"].concat();
                ("application/json", object.into())
            }
            Self::Form(form) => ("application/x-www-form-urlencoded", form.finish().into()),
            Self::Json(json) => ("application/json", json.into()),
            Self::Text(text) => ("text/plain", text.into()),
            Self::Blob(bytes) => ("application/octet-stream", bytes.into()),
            Self::Stream(stream) => ("application/octet-stream", stream),
        })
    }
}
