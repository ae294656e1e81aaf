//! Reads a response's JSON into types.

use std::borrow::Cow;

use bytes::Bytes;
use serde::de::{Deserializer, Error, Visitor};

use super::access::{Elements, Entries, Members, Nothing, Phase, UnitVariant, Variant};
use super::head::{HeadValue, Root};
use super::looked::Looked;
use super::numbers::{Float, NotInteger};
use super::reader::Reader;
use super::{DecodeError, MAX_DEPTH};
use crate::path::Path;
use crate::response::MissingMembers;
use crate::structure::members::ESCAPED;
use crate::trace;
use crate::types::nullable;
use crate::union::told;

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
#[derive(Debug)]
pub(super) enum Content {
    /// JSON, next in the text.
    Json,
    /// A value outside the body.
    Head(Box<HeadValue>),
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
enum Source {
    /// JSON that begins with this byte.
    Json(u8),
    Head(Box<HeadValue>),
    /// Nothing: the zero value is used.
    Zero,
}

/// A string in the place of a value.
enum Text<'de> {
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
    fn source(&mut self) -> Result<Source, DecodeError> {
        match std::mem::replace(&mut self.content, Content::Zero) {
            Content::Json => Ok(Source::Json(self.reader.peek().unwrap_or_default())),
            Content::Head(value) => Ok(Source::Head(value)),
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
    fn cover(&mut self, size: usize) -> Result<usize, DecodeError> {
        if size > self.covered {
            self.reader.memory.take(size)?;
        }
        Ok(size.saturating_sub(1))
    }

    /// Opens a structure of `size` bytes of memory; returns what its members are part of, and their source.
    /// It does not depend on the type, so it is a method of its own, which is compiled once.
    fn open(&mut self, size: usize, names: &'static [&'static str]) -> Result<(usize, Phase), DecodeError> {
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
            (_, Source::Json(_) | Source::Head(_)) => return Err(self.reader.mismatch("an object")),
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
    fn text(&mut self) -> Result<Text<'de>, DecodeError> {
        if let Some(text) = self.plain_text() {
            return text.map(Text::Text);
        }
        Ok(Text::Text(match self.source()? {
            Source::Zero => Cow::Borrowed(""),
            Source::Head(value) => match *value {
                HeadValue::Bytes(body) => return Ok(Text::Bytes(body)),
                value => Cow::Owned(value.text()?),
            },
            Source::Json(_) => return Err(self.reader.mismatch("a string")),
        }))
    }

    /// Reads a union that looks at its JSON first.
    fn told<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let covered = self.cover(size_of::<V::Value>())?;
        match self.source()? {
            Source::Zero => {
                self.reader.memory.take(Variant::UNKNOWN)?;
                visitor.visit_none()
            }
            Source::Json(_) => {
                visitor.visit_enum(Looked(Self { content: Content::Json, covered, root: None, ..self }))
            }
            Source::Head(_) => Err(DecodeError::custom("expected JSON")),
        }
    }

    fn float<T: Float>(mut self) -> Result<T, DecodeError> {
        match self.source()? {
            Source::Zero => Ok(0.0.into()),
            Source::Head(value) => value.float(),
            Source::Json(b'-' | b'0'..=b'9') => {
                let float = self.reader.number()?.float();
                float.ok_or_else(|| DecodeError::custom("expected a number in the range of a float"))
            }
            Source::Json(b'"') => non_finite(&self.reader.string()?.map_err(DecodeError::custom)?),
            Source::Json(_) => Err(self.reader.mismatch("a number")),
        }
    }

    fn any_number<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
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

macro_rules! integers {
    ($($method:ident: $type:ty, $visit:ident, $range:literal;)*) => {
        $(
            fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
                visitor.$visit(match self.source()? {
                    Source::Zero => 0,
                    Source::Head(value) => value.parse("an integer")?,
                    Source::Json(b'-' | b'0'..=b'9') => {
                        let small = self.reader.small_integer();
                        let integer = match small {
                            Some(integer) => Ok(i128::from(integer)),
                            None => self.reader.number()?.integer(),
                        };
                        let integer = integer.and_then(|integer| {
                            <$type>::try_from(integer).map_err(|_| NotInteger::Large)
                        });
                        integer.map_err(|reason| DecodeError::custom(match reason {
                            NotInteger::Fraction => "expected an integer, found a number with a fraction",
                            NotInteger::Large => concat!("expected an integer from ", $range),
                        }))?
                    }
                    Source::Json(_) => return Err(self.reader.mismatch("a number")),
                })
            }
        )*
    };
}

macro_rules! strings {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
                self.deserialize_str(visitor)
            }
        )*
    };
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

impl<'de> Deserializer<'de> for Node<'_, 'de> {
    type Error = DecodeError;

    /// A document or a timestamp: any value, including `null`.
    fn deserialize_any<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let path = self.path;
        if let Content::Null = self.content {
            return visitor.visit_unit();
        }
        match self.source()? {
            Source::Zero => visitor.visit_none(),
            Source::Head(value) => match *value {
                HeadValue::Bytes(body) => visitor.visit_bytes(&body),
                HeadValue::Json(json) => serde_json::from_str::<serde_json::Value>(&json)
                    .and_then(|value| value.deserialize_any(visitor))
                    .map_err(|_| DecodeError::custom("expected JSON in the header")),
                value @ HeadValue::Map(_) => {
                    visitor.visit_map(Entries::of_head(self.reader, path, value.entries()?))
                }
                value => visitor.visit_string(value.text()?),
            },
            Source::Json(b'"') => {
                self.content = Content::Json;
                self.deserialize_str(visitor)
            }
            Source::Json(b'-' | b'0'..=b'9') => self.any_number(visitor),
            Source::Json(b'{') => {
                self.reader.inside(|reader| visitor.visit_map(Entries::of_document(reader, path)))
            }
            Source::Json(b'[') => {
                self.content = Content::Json;
                self.deserialize_seq(visitor)
            }
            Source::Json(_) if self.reader.null() => visitor.visit_unit(),
            Source::Json(_) if self.reader.word(b"true") => visitor.visit_bool(true),
            Source::Json(_) if self.reader.word(b"false") => visitor.visit_bool(false),
            Source::Json(_) => Err(self.reader.syntax("a value")),
        }
    }

    #[inline]
    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content {
            Content::Json if !self.reader.null() => visitor.visit_some(self),
            Content::Head(_) => visitor.visit_some(self),
            _ => visitor.visit_none(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_bool(match self.source()? {
            Source::Zero => false,
            Source::Head(value) => value.parse("true or false")?,
            Source::Json(_) if self.reader.word(b"true") => true,
            Source::Json(_) if self.reader.word(b"false") => false,
            Source::Json(_) => return Err(self.reader.mismatch("a boolean")),
        })
    }

    integers! {
        deserialize_i8: i8, visit_i8, "-128 to 127";
        deserialize_i16: i16, visit_i16, "-32768 to 32767";
        deserialize_i32: i32, visit_i32, "-2147483648 to 2147483647";
        deserialize_i64: i64, visit_i64, "-9223372036854775808 to 9223372036854775807";
        deserialize_u8: u8, visit_u8, "0 to 255";
        deserialize_u16: u16, visit_u16, "0 to 65535";
        deserialize_u32: u32, visit_u32, "0 to 4294967295";
        deserialize_u64: u64, visit_u64, "0 to 18446744073709551615";
    }

    fn deserialize_f32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_f32(self.float()?)
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_f64(self.float()?)
    }

    fn deserialize_str<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.text()? {
            Text::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Text::Text(Cow::Owned(text)) => visitor.visit_string(text),
            Text::Bytes(body) => visitor.visit_bytes(&body),
        }
    }

    strings! {
        deserialize_char deserialize_string deserialize_bytes deserialize_byte_buf deserialize_identifier
    }

    fn deserialize_seq<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let path = self.path;
        match self.source()? {
            Source::Zero => visitor.visit_seq(Elements::of_head(self.reader, path, Vec::new())),
            Source::Head(value) => visitor.visit_seq(Elements::of_head(self.reader, path, value.elements()?)),
            Source::Json(b'[') => {
                self.reader.inside(|reader| visitor.visit_seq(Elements::of_json(reader, path)))
            }
            Source::Json(_) => Err(self.reader.mismatch("a list")),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        let path = self.path;
        match self.source()? {
            Source::Zero => visitor.visit_map(Entries::of_head(self.reader, path, Vec::new())),
            Source::Head(value) => visitor.visit_map(Entries::of_head(self.reader, path, value.entries()?)),
            Source::Json(b'{') => {
                self.reader.inside(|reader| visitor.visit_map(Entries::of_json(reader, path)))
            }
            Source::Json(_) => Err(self.reader.mismatch("an object")),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        mut self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let depth = self.reader.depth();
        let opened = self.open(size_of::<V::Value>(), fields)?;
        let mut members = Members::new(self.reader, self.path, self.root, fields, name != ESCAPED, opened);
        let value = visitor.visit_map(&mut members)?;
        drop(members);
        self.reader.leave(depth)?;
        Ok(value)
    }

    /// A union: an object with exactly one member that is not `null`, in addition to `__type`.
    fn deserialize_enum<V: Visitor<'de>>(
        mut self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let covered = self.cover(size_of::<V::Value>())?;
        let path = self.path;
        match self.source()? {
            Source::Zero => {
                self.reader.memory.take(Variant::UNKNOWN)?;
                visitor.visit_none()
            }
            Source::Json(b'"') => {
                let name = self.reader.string()?.map_err(DecodeError::custom)?;
                visitor.visit_enum(UnitVariant(name))
            }
            Source::Json(b'{') => {
                self.reader.open()?;
                let mut is_first = true;
                let mut next = |reader: &mut Reader<'de>| {
                    while let Some(name) = reader.member(&mut is_first)? {
                        if name.as_deref() == Ok("__type") {
                            reader.skip()?;
                        } else if !reader.null() {
                            return Ok(Some(name));
                        }
                    }
                    Ok::<_, DecodeError>(None)
                };
                let Some(name) = next(self.reader)? else {
                    return Err(DecodeError::custom("a union must have exactly one member"));
                };
                let name = name.map_err(DecodeError::custom)?;
                let value = visitor.visit_enum(Variant::new(self.reader, path, name, variants, covered)?)?;
                match next(self.reader)? {
                    None => Ok(value),
                    Some(_) => Err(DecodeError::custom("a union must have exactly one member")),
                }
            }
            Source::Json(_) | Source::Head(_) => Err(self.reader.mismatch("an object")),
        }
    }

    /// An optional nullable member, a union, or the content of another newtype.
    #[inline]
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        match self.content {
            Content::NullMember if name == nullable::NEWTYPE => visitor.visit_unit(),
            Content::Absent | Content::Zero if name == nullable::NEWTYPE => visitor.visit_none(),
            _ if name == told::NEWTYPE => self.told(visitor),
            _ if name == told::UNKNOWN => {
                self.reader.memory.take(Variant::UNKNOWN)?;
                visitor.visit_newtype_struct(self)
            }
            _ => visitor.visit_newtype_struct(self),
        }
    }

    /// No members are needed, so any value is valid.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        self.deserialize_ignored_any(visitor)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match (self.content, self.root) {
            (Content::Json, Some(root)) if !root.is_object() => {}
            (Content::Json, Some(_)) if !self.reader.is_value() => return Err(self.reader.syntax("a value")),
            (Content::Json, _) => self.reader.skip()?,
            _ => {}
        }
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 unit_struct tuple tuple_struct }
}
