//! Writes a request's JSON without absent members, at every level.

mod object;

use std::fmt;

use serde::ser::{self, Serialize, SerializeSeq};

use crate::request::non_finite;
use crate::structure::open::ADDITIONAL;
use object::Parts;

/// A value that can be written as JSON. Code for any value takes it as `&dyn ToJson`, so that it is compiled only once.
pub(crate) trait ToJson {
    /// Adds the value to `out`.
    ///
    /// # Errors
    /// If the value cannot be represented in JSON.
    fn write(&self, out: &mut Vec<u8>) -> Result<Presence, SerError>;
}

impl<T: Serialize + ?Sized> ToJson for T {
    fn write(&self, out: &mut Vec<u8>) -> Result<Presence, SerError> {
        self.serialize(Writer::new(out))
    }
}

/// Writes a value; `None` if it is absent.
///
/// # Errors
/// If the value cannot be represented in JSON.
pub(crate) fn to_vec(value: &dyn ToJson) -> Result<Option<Vec<u8>>, SerError> {
    let mut out = Vec::new();
    let presence = value.write(&mut out)?;
    Ok((presence == Presence::Present).then_some(out))
}

/// Adds a member to the inside of an object, unless it is absent.
///
/// # Errors
/// If the value cannot be represented in JSON.
pub(crate) fn write_member(out: &mut Vec<u8>, name: &str, value: &dyn ToJson) -> Result<(), SerError> {
    let mut is_first = out.is_empty();
    object::write_member(out, &mut is_first, name, value)
}

/// Whether a value is present. An absent value was written as `null`, which its container keeps or removes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Presence {
    Present,
    Absent,
}

/// Writes one value.
struct Writer<'a> {
    out: &'a mut Vec<u8>,
    /// Whether a map has the members of a structure, which are left out if they are absent.
    is_structure: bool,
}

impl<'a> Writer<'a> {
    fn new(out: &'a mut Vec<u8>) -> Self {
        Self { out, is_structure: false }
    }

    /// Writes a value that has the same form in serde_json.
    fn plain(self, value: &(impl Serialize + ?Sized)) -> Result<Presence, SerError> {
        serde_json::to_writer(self.out, value).map_err(ser::Error::custom)?;
        Ok(Presence::Present)
    }

    /// Writes `{"variant":`; the writer of the value closes it.
    fn open_variant(&mut self, variant: &str) -> Result<(), SerError> {
        self.out.push(b'{');
        Writer::new(&mut *self.out).plain(variant)?;
        self.out.push(b':');
        Ok(())
    }
}

macro_rules! plain {
    ($($method:ident: $type:ty),* $(,)?) => {
        $(
            fn $method(self, value: $type) -> Result<Presence, SerError> {
                self.plain(&value)
            }
        )*
    };
}

impl<'a> ser::Serializer for Writer<'a> {
    type Ok = Presence;
    type Error = SerError;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    plain! {
        serialize_bool: bool,
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_char: char, serialize_str: &str,
    }

    fn serialize_f32(self, value: f32) -> Result<Presence, SerError> {
        match non_finite(f64::from(value)) {
            Some(name) => self.plain(name),
            None => self.plain(&value),
        }
    }

    fn serialize_f64(self, value: f64) -> Result<Presence, SerError> {
        match non_finite(value) {
            Some(name) => self.plain(name),
            None => self.plain(&value),
        }
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<Presence, SerError> {
        self.plain(value)
    }

    fn serialize_none(self) -> Result<Presence, SerError> {
        self.out.extend_from_slice(b"null");
        Ok(Presence::Absent)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Presence, SerError> {
        value.serialize(self)
    }

    /// A `null` in a document, which is an ordinary value.
    fn serialize_unit(self) -> Result<Presence, SerError> {
        self.out.extend_from_slice(b"null");
        Ok(Presence::Present)
    }

    fn serialize_unit_struct(self, _name: &'static str) -> Result<Presence, SerError> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
    ) -> Result<Presence, SerError> {
        self.plain(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        mut self,
        name: &'static str,
        value: &T,
    ) -> Result<Presence, SerError> {
        self.is_structure = name == ADDITIONAL;
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        mut self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Presence, SerError> {
        self.open_variant(variant)?;
        value.serialize(Writer::new(&mut *self.out))?;
        self.out.push(b'}');
        Ok(Presence::Present)
    }

    fn serialize_seq(self, _len: Option<usize>) -> Result<Parts<'a>, SerError> {
        Ok(Parts::list(self.out, "]"))
    }

    fn serialize_tuple(self, _len: usize) -> Result<Parts<'a>, SerError> {
        Ok(Parts::list(self.out, "]"))
    }

    fn serialize_tuple_struct(self, _name: &'static str, _len: usize) -> Result<Parts<'a>, SerError> {
        Ok(Parts::list(self.out, "]"))
    }

    fn serialize_tuple_variant(
        mut self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Parts<'a>, SerError> {
        self.open_variant(variant)?;
        Ok(Parts::list(self.out, "]}"))
    }

    fn serialize_map(self, _len: Option<usize>) -> Result<Parts<'a>, SerError> {
        let mut parts = Parts::object(self.out, "}");
        parts.is_structure = self.is_structure;
        Ok(parts)
    }

    fn serialize_struct(self, name: &'static str, _len: usize) -> Result<Parts<'a>, SerError> {
        Ok(if name == object::NUMBER { Parts::number(self.out) } else { Parts::object(self.out, "}") })
    }

    fn serialize_struct_variant(
        mut self,
        _name: &'static str,
        _index: u32,
        variant: &'static str,
        _len: usize,
    ) -> Result<Parts<'a>, SerError> {
        self.open_variant(variant)?;
        Ok(Parts::object(self.out, "}}"))
    }

    fn collect_seq<I>(self, elements: I) -> Result<Presence, SerError>
    where
        I: IntoIterator,
        I::Item: Serialize,
    {
        let mut list = Parts::list(self.out, "]");
        elements.into_iter().try_for_each(|element| list.serialize_element(&element))?;
        list.end()
    }
}

/// Why a value cannot be represented in JSON.
#[derive(Debug)]
pub(crate) struct SerError(String);

impl fmt::Display for SerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SerError {}

impl ser::Error for SerError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self(message.to_string())
    }
}
