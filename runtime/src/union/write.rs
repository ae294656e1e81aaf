//! Serializes unions with a tag.

use std::fmt;

use serde::ser::{Error, Impossible, Serialize, SerializeStruct, Serializer};

/// Writes the tag as a member of the value, which is a structure.
///
/// # Errors
/// If the value is not a structure, or the serializer fails.
pub fn serialize_tagged<S: Serializer>(
    tag: &'static str,
    name: &impl Serialize,
    value: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value.serialize(WithTag { tag, name, serializer })
}

/// Writes an object with the tag and the value.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_beside_tag<S: Serializer>(
    tag: &'static str,
    name: &impl Serialize,
    content: &'static str,
    value: &impl Serialize,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut object = serializer.serialize_struct("", 2)?;
    object.serialize_field(tag, name)?;
    object.serialize_field(content, value)?;
    object.end()
}

/// Adds a member to a structure.
struct WithTag<'a, N, S> {
    tag: &'static str,
    name: &'a N,
    serializer: S,
}

impl<N, S: Serializer> WithTag<'_, N, S> {
    fn refuse<T>() -> Result<T, S::Error> {
        Err(S::Error::custom("only a structure can contain a tag"))
    }
}

macro_rules! refused {
    ($($method:ident($($type:ty),*) -> $ok:ident)*) => {
        $(
            fn $method(self, $(_: $type),*) -> Result<Self::$ok, S::Error> {
                Self::refuse()
            }
        )*
    };
}

impl<N: Serialize, S: Serializer> Serializer for WithTag<'_, N, S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = Impossible<S::Ok, S::Error>;
    type SerializeStruct = S::SerializeStruct;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    refused! {
        serialize_bool(bool) -> Ok
        serialize_i8(i8) -> Ok
        serialize_i16(i16) -> Ok
        serialize_i32(i32) -> Ok
        serialize_i64(i64) -> Ok
        serialize_u8(u8) -> Ok
        serialize_u16(u16) -> Ok
        serialize_u32(u32) -> Ok
        serialize_u64(u64) -> Ok
        serialize_f32(f32) -> Ok
        serialize_f64(f64) -> Ok
        serialize_char(char) -> Ok
        serialize_str(&str) -> Ok
        serialize_bytes(&[u8]) -> Ok
        serialize_none() -> Ok
        serialize_unit() -> Ok
        serialize_unit_struct(&'static str) -> Ok
        serialize_unit_variant(&'static str, u32, &'static str) -> Ok
        serialize_seq(Option<usize>) -> SerializeSeq
        serialize_tuple(usize) -> SerializeTuple
        serialize_tuple_struct(&'static str, usize) -> SerializeTupleStruct
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> SerializeTupleVariant
        serialize_map(Option<usize>) -> SerializeMap
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> SerializeStructVariant
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _name: &'static str,
        _index: u32,
        _variant: &'static str,
        _value: &T,
    ) -> Result<S::Ok, S::Error> {
        Self::refuse()
    }

    fn serialize_struct(self, name: &'static str, len: usize) -> Result<S::SerializeStruct, S::Error> {
        let mut structure = self.serializer.serialize_struct(name, len + 1)?;
        structure.serialize_field(self.tag, self.name)?;
        Ok(structure)
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, _value: &T) -> Result<S::Ok, S::Error> {
        Self::refuse()
    }
}
