//! Where a value of a response is, and what is there.

use std::borrow::Cow;

use bytes::Bytes;
use serde::de::{Deserializer, Error, Visitor};

use super::access::{Nothing, Phase, Variant};
use super::head::{HeadValue, Root};
use super::looked::Looked;
use super::numbers::Float;
use super::reader::Reader;
use super::{DecodeError, MAX_DEPTH};
use crate::path::Path;
use crate::response::MissingMembers;
use crate::trace;

/// A place from which a value of some type is read.
pub(super) struct Node<'a, 'de> {
    pub(super) reader: &'a mut Reader<'de>,
    pub(super) content: Content,
    pub(super) path: Option<&'a Path<'a>>,
    /// Only in the root.
    pub(super) root: Option<&'a Root<'a>>,
    /// Bytes of memory already counted for the container, which may include the value.
    pub(super) covered: usize,
}

/// What is in the place of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    /// JSON, next in the text.
    Json,
    /// A value outside the body: see [`Reader::held`].
    Head,
    /// Nothing, in the place of a member.
    Absent,
    /// `null` in the place of a member: the same as absent, unless the member is nullable.
    NullMember,
    /// Nothing, in the place of the member that is the whole body.
    NoBody,
    /// `null`, in the place of an entry of a map.
    Null,
    /// Nothing, inside the zero value of an absent one.
    Zero,
}

/// The source of a value.
pub(super) enum Source {
    /// JSON that begins with this byte.
    Json(u8),
    /// The value outside the body that the reader holds.
    Head,
    /// Nothing: the zero value is used.
    Zero,
}

/// A string in the place of a value.
pub(super) enum Text<'de> {
    Text(Cow<'de, str>),
    Bytes(Bytes),
}

impl<'a, 'de> Node<'a, 'de> {
    /// Creates the node of the whole body.
    pub(super) fn root(reader: &'a mut Reader<'de>, root: &'a Root<'a>) -> Self {
        Self { reader, content: Content::Json, path: None, root: Some(root), covered: 0 }
    }

    /// Creates the node of a whole value that is not a body.
    pub(super) fn value(reader: &'a mut Reader<'de>) -> Self {
        Self { reader, content: Content::Json, path: None, root: None, covered: 0 }
    }

    /// Creates the node of a part of the body.
    pub(super) fn part(
        reader: &'a mut Reader<'de>,
        content: Content,
        path: &'a Path<'a>,
        covered: usize,
    ) -> Self {
        Self { reader, content, path: Some(path), root: None, covered }
    }

    /// Returns the source, or reports the absence of the value.
    #[inline]
    pub(super) fn source(&mut self) -> Result<Source, DecodeError> {
        match self.content {
            Content::Json => Ok(Source::Json(self.reader.peek().unwrap_or_default())),
            Content::Head => Ok(Source::Head),
            Content::Zero => Ok(Source::Zero),
            Content::NoBody => Err(DecodeError::custom("missing: expected a body")),
            Content::Null => Err(DecodeError::mismatch("another type", "null")),
            Content::Absent | Content::NullMember if self.reader.missing == MissingMembers::Reject => {
                Err(DecodeError::custom("missing: expected a value"))
            }
            Content::Absent | Content::NullMember => {
                if let Some(path) = self.path.filter(|_| self.reader.may_report()) {
                    trace::missing_member(path);
                }
                Ok(Source::Zero)
            }
        }
    }

    /// Counts the memory of a value of `size` bytes, unless its container includes it; returns what the
    /// value's own members are part of. A value as large as its container must be in a box.
    pub(super) fn cover(&mut self, size: usize) -> Result<usize, DecodeError> {
        if size > self.covered {
            self.reader.memory.take(size)?;
        }
        Ok(size.saturating_sub(1))
    }

    /// Opens a structure of `size` bytes of memory; returns what its members are part of, and their source.
    /// It does not depend on the type, so it is a method of its own, which is compiled once.
    pub(super) fn open(
        &mut self,
        size: usize,
        names: &'static [&'static str],
    ) -> Result<(usize, Phase), DecodeError> {
        let covered = self.cover(size)?;
        if let Some(root) = self.root {
            root.names.set(names);
        }
        let phase = match (self.root, self.source()?) {
            (Some(root), _) if !root.is_object() => Phase::Head { next: 0, is_open: false },
            // `null` counts as an empty object there.
            (Some(_), Source::Json(b'n')) if self.reader.null() => Phase::Head { next: 0, is_open: false },
            (root, Source::Json(b'{')) => {
                self.reader.open()?;
                match root {
                    Some(_) => Phase::Head { next: 0, is_open: true },
                    None => Phase::Json { is_first: true },
                }
            }
            (_, Source::Json(_) | Source::Head) => return Err(self.reader.mismatch("an object")),
            // A structure that requires itself has no zero value.
            (_, Source::Zero) if self.path.map_or(0, Path::depth) >= MAX_DEPTH => {
                return Err(DecodeError::custom("missing, and without a zero value"));
            }
            // All members are absent (Smithy, "Client error correction").
            (_, Source::Zero) => Phase::Absent(Nothing::Zero),
        };
        Ok((covered, phase))
    }

    /// Reads a string of the body, the usual case, if one is next.
    #[inline]
    fn plain_text(&mut self) -> Option<Result<Cow<'de, str>, DecodeError>> {
        let is_next = matches!(self.content, Content::Json) && self.reader.peek() == Some(b'"');
        is_next.then(|| {
            let text = self.reader.string()?.map_err(DecodeError::custom)?;
            self.reader.memory.take(text.len())?;
            Ok(text)
        })
    }

    /// A string, or the bytes of a member that is the whole body.
    pub(super) fn text(&mut self) -> Result<Text<'de>, DecodeError> {
        if let Some(text) = self.plain_text() {
            return text.map(Text::Text);
        }
        Ok(Text::Text(match self.source()? {
            Source::Zero => Cow::Borrowed(""),
            Source::Head => match self.reader.take_held() {
                HeadValue::Bytes(body) => return Ok(Text::Bytes(body)),
                value => Cow::Owned(value.text()?),
            },
            Source::Json(_) => return Err(self.reader.mismatch("a string")),
        }))
    }

    /// Reads a union that looks at its JSON first.
    pub(super) fn told<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let covered = self.cover(size_of::<V::Value>())?;
        match self.source()? {
            Source::Zero => {
                self.reader.memory.take(Variant::UNKNOWN)?;
                visitor.visit_none()
            }
            Source::Json(_) => visitor.visit_enum(Looked(Self { covered, root: None, ..self })),
            Source::Head => Err(DecodeError::custom("expected JSON")),
        }
    }

    pub(super) fn float<T: Float>(mut self) -> Result<T, DecodeError> {
        match self.source()? {
            Source::Zero => Ok(0.0.into()),
            Source::Head => self.reader.take_held().float(),
            Source::Json(b'-' | b'0'..=b'9') => {
                let float = self.reader.number()?.float();
                float.ok_or_else(|| DecodeError::custom("expected a number in the range of a float"))
            }
            Source::Json(b'"') => non_finite(&self.reader.string()?.map_err(DecodeError::custom)?),
            Source::Json(_) => Err(self.reader.mismatch("a number")),
        }
    }

    pub(super) fn any_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        if let Some(integer) = self.reader.small_integer() {
            return match u64::try_from(integer) {
                Ok(natural) => visitor.visit_u64(natural),
                Err(_) => visitor.visit_i64(integer),
            };
        }
        let number = self.reader.number()?;
        // As serde_json represents numbers, which depends on its features.
        match serde_json::from_str::<serde_json::Number>(number.text()) {
            Ok(number) => number.deserialize_any(visitor).map_err(|error| DecodeError::custom(&error)),
            Err(_) => Err(DecodeError::custom("expected a number in the range of a float")),
        }
    }
}

/// Returns the number that a string names (Smithy, "Float and double serialization").
pub(super) fn non_finite<T: Float>(name: &str) -> Result<T, DecodeError> {
    let float = match name {
        "NaN" => f32::NAN,
        "Infinity" => f32::INFINITY,
        "-Infinity" => f32::NEG_INFINITY,
        _ => return Err(DecodeError::mismatch("a number", "a string")),
    };
    Ok(float.into())
}
