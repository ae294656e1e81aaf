//! Reads a response's JSON by the types that it is read into.

use serde::de::value::StringDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, Visitor};
use serde_json::{Map, Value};

use super::DecodeError;
use super::access::{Elements, Entries, Members, Variant};
use super::head::Root;
use crate::path::Path;
use crate::trace;

/// A value of the response, or the lack of one.
pub(super) struct Node<'a> {
    pub(super) content: Content,
    pub(super) path: Option<&'a Path<'a>>,
    /// Only in the root.
    pub(super) root: Option<&'a Root<'a>>,
}

/// What is in the place of a value.
pub(super) enum Content {
    /// A JSON value.
    Json(Value),
    /// Nothing, in the place of a member.
    Absent,
    /// Nothing, inside a zero value that stands for something absent.
    Zero,
}

impl<'a> Node<'a> {
    /// The whole body; `null` is as good as an empty one.
    pub(super) fn root(body: Value, root: &'a Root<'a>) -> Self {
        let body = if body.is_null() { Value::Object(Map::new()) } else { body };
        Self { content: Content::Json(body), path: None, root: Some(root) }
    }

    /// A part of the body.
    pub(super) fn part(content: Content, path: &'a Path<'a>) -> Self {
        Self { content, path: Some(path), root: None }
    }

    /// The JSON value, or `None` where a zero value must do; this is where its absence is told.
    fn into_json(self) -> Option<Value> {
        match self.content {
            Content::Json(value) => Some(value),
            Content::Zero => None,
            Content::Absent => {
                if let Some(path) = self.path {
                    trace::missing_member(&path.to_string());
                }
                None
            }
        }
    }
}

/// The error of a value that has another type; the value itself may be a secret.
fn mismatch(expected: &str, found: &Value) -> DecodeError {
    let found = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    DecodeError::custom(format_args!("expected {expected}, found {found}"))
}

macro_rules! numbers {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
                match self.into_json() {
                    None => visitor.visit_u8(0),
                    Some(Value::Number(number)) => Ok(number.$method(visitor)?),
                    Some(other) => Err(mismatch("a number", &other)),
                }
            }
        )*
    };
}

macro_rules! floats {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
                match self.into_json() {
                    None => visitor.visit_f64(0.0),
                    // With serde_json's `arbitrary_precision`, a number may be beyond every float.
                    Some(Value::Number(number)) if number.as_f64().is_none() => {
                        Err(DecodeError::custom("expected a number that a float can hold"))
                    }
                    Some(Value::Number(number)) => Ok(number.$method(visitor)?),
                    Some(Value::String(name)) => visitor.visit_f64(non_finite(&name)?),
                    Some(other) => Err(mismatch("a number", &other)),
                }
            }
        )*
    };
}

macro_rules! strings {
    ($($method:ident)*) => {
        $(
            fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
                match self.into_json() {
                    None => visitor.visit_str(""),
                    Some(Value::String(text)) => visitor.visit_string(text),
                    Some(other) => Err(mismatch("a string", &other)),
                }
            }
        )*
    };
}

/// The number that a string names (Smithy, "Float and double serialization").
pub(super) fn non_finite(name: &str) -> Result<f64, DecodeError> {
    match name {
        "NaN" => Ok(f64::NAN),
        "Infinity" => Ok(f64::INFINITY),
        "-Infinity" => Ok(f64::NEG_INFINITY),
        _ => Err(DecodeError::custom("expected a number, found a string")),
    }
}

impl<'de> Deserializer<'de> for Node<'_> {
    type Error = DecodeError;

    /// A document or a timestamp: anything goes, `null` too.
    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.into_json() {
            None => visitor.visit_none(),
            Some(value) => Ok(value.deserialize_any(visitor)?),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.content {
            Content::Absent | Content::Zero | Content::Json(Value::Null) => visitor.visit_none(),
            Content::Json(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        match self.into_json() {
            None => visitor.visit_bool(false),
            Some(Value::Bool(value)) => visitor.visit_bool(value),
            Some(other) => Err(mismatch("a boolean", &other)),
        }
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    floats! { deserialize_f32 deserialize_f64 }

    strings! {
        deserialize_char deserialize_str deserialize_string
        deserialize_bytes deserialize_byte_buf deserialize_identifier
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let path = self.path;
        match self.into_json() {
            None => visitor.visit_seq(Elements::new(path, Vec::new())),
            Some(Value::Array(elements)) => visitor.visit_seq(Elements::new(path, elements)),
            Some(other) => Err(mismatch("a list", &other)),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        let path = self.path;
        match self.into_json() {
            None => visitor.visit_map(Entries::new(path, Map::new())),
            Some(Value::Object(entries)) => visitor.visit_map(Entries::new(path, entries)),
            Some(other) => Err(mismatch("an object", &other)),
        }
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let (path, root) = (self.path, self.root);
        match self.into_json() {
            None => visitor.visit_map(Members::zero(path, fields)?),
            Some(Value::Object(members)) => visitor.visit_map(Members::new(path, fields, members, root)),
            Some(other) => Err(mismatch("an object", &other)),
        }
    }

    /// A union: an object with one member that is not `null`, apart from a `__type`.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        let path = self.path;
        match self.into_json() {
            None => visitor.visit_none(),
            Some(Value::String(name)) => {
                let name: StringDeserializer<DecodeError> = name.into_deserializer();
                visitor.visit_enum(name)
            }
            Some(Value::Object(members)) => {
                let set = |(name, value): &(String, Value)| !value.is_null() && name != "__type";
                let mut members = members.into_iter().filter(set);
                match (members.next(), members.next()) {
                    (Some((name, value)), None) => visitor.visit_enum(Variant::new(path, name, value)),
                    _ => Err(DecodeError::custom("a union needs one member")),
                }
            }
            Some(other) => Err(mismatch("an object", &other)),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        visitor.visit_newtype_struct(self)
    }

    /// No members are asked for, so anything will do.
    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    serde::forward_to_deserialize_any! { i128 u128 unit_struct tuple tuple_struct }
}
