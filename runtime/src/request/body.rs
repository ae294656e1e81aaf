//! The body of a request.

use std::borrow::Cow;
use std::collections::BTreeMap;

use bytes::Bytes;
use serde::Serialize;
use serde::de::IgnoredAny;

use super::EncodeError;
use super::form::Form;
use super::multipart::Multipart;
use crate::json::ser::{self, ToJson};
use crate::stream::ByteStream;

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
