//! Reads a value of any type from its node.

use std::borrow::Cow;

use serde::de::{Deserializer, Error, Visitor};

use super::DecodeError;
use super::access::{Elements, Entries, Members, UnitVariant, Variant};
use super::head::HeadValue;
use super::node::{Content, Node, Source, Text};
use super::numbers::NotInteger;
use super::reader::Reader;
use crate::structure::members::ESCAPED;
use crate::types::nullable;
use crate::union::told;

macro_rules! integers {
    ($($method:ident: $type:ty, $visit:ident, $range:literal;)*) => {
        $(
            fn $method<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
                visitor.$visit(match self.source()? {
                    Source::Zero => 0,
                    Source::Head => self.reader.take_held().parse("an integer")?,
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
            Source::Head => match self.reader.take_held() {
                HeadValue::Bytes(body) => visitor.visit_bytes(&body),
                HeadValue::Json(json) => serde_json::from_str::<serde_json::Value>(&json)
                    .and_then(|value| value.deserialize_any(visitor))
                    .map_err(|_| DecodeError::custom("expected JSON in the header")),
                value @ HeadValue::Map(_) => {
                    visitor.visit_map(Entries::of_head(self.reader, path, value.entries()?))
                }
                value => visitor.visit_string(value.text()?),
            },
            Source::Json(b'"') => self.deserialize_str(visitor),
            Source::Json(b'-' | b'0'..=b'9') => self.any_number(visitor),
            Source::Json(b'{') => {
                self.reader.inside(|reader| visitor.visit_map(Entries::of_document(reader, path)))
            }
            Source::Json(b'[') => self.deserialize_seq(visitor),
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
            Content::Head => visitor.visit_some(self),
            _ => visitor.visit_none(),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(mut self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_bool(match self.source()? {
            Source::Zero => false,
            Source::Head => self.reader.take_held().parse("true or false")?,
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
            Source::Head => {
                let elements = self.reader.take_held().elements()?;
                visitor.visit_seq(Elements::of_head(self.reader, path, elements))
            }
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
            Source::Head => {
                let entries = self.reader.take_held().entries()?;
                visitor.visit_map(Entries::of_head(self.reader, path, entries))
            }
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
            Source::Json(_) | Source::Head => Err(self.reader.mismatch("an object")),
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
