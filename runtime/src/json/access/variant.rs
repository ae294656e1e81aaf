//! The member of a union.

use std::borrow::Cow;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};
use serde_json::Value;

use super::read_name;
use crate::json::DecodeError;
use crate::json::node::{Content, Node};
use crate::json::reader::Reader;
use crate::path::{Path, Step};

/// The only member of a union.
pub(in crate::json) struct Variant<'a, 'de> {
    reader: &'a mut Reader<'de>,
    path: Option<&'a Path<'a>>,
    name: Cow<'de, str>,
    covered: usize,
}

impl<'a, 'de> Variant<'a, 'de> {
    /// Memory of an unknown member of a union, except for its name and the parts of its value.
    pub(in crate::json) const UNKNOWN: usize = size_of::<(String, Value)>();

    pub(in crate::json) fn new(
        reader: &'a mut Reader<'de>,
        path: Option<&'a Path<'a>>,
        name: Cow<'de, str>,
        variants: &'static [&'static str],
        covered: usize,
    ) -> Result<Self, DecodeError> {
        if !variants.contains(&&*name) {
            reader.memory.take(Self::UNKNOWN + name.len())?;
        }
        Ok(Self { reader, path, name, covered })
    }

    /// Reads the value with `read`, with its path.
    fn read<T>(self, read: impl FnOnce(Node<'_, 'de>) -> Result<T, DecodeError>) -> Result<T, DecodeError> {
        let path = Path::new(self.path, Step::Key(&self.name));
        let node = Node::part(self.reader, Content::Json, &path, self.covered);
        read(node).map_err(|error| error.at(&path))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DecodeError> {
        Ok((read_name(&self.name, seed)?, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        self.reader.skip()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DecodeError> {
        self.read(|node| seed.deserialize(node))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, DecodeError> {
        self.read(|node| node.deserialize_seq(visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.read(|node| node.deserialize_struct("", fields, visitor))
    }
}

/// A variant without a value, which no member of a union is.
pub(in crate::json) struct UnitVariant<'de>(pub(in crate::json) Cow<'de, str>);

impl UnitVariant<'_> {
    fn refuse<T>() -> Result<T, DecodeError> {
        Err(DecodeError::mismatch("an object", "a string"))
    }
}

impl<'de> EnumAccess<'de> for UnitVariant<'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DecodeError> {
        Ok((read_name(&self.0, seed)?, self))
    }
}

impl<'de> VariantAccess<'de> for UnitVariant<'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _: T) -> Result<T::Value, DecodeError> {
        Self::refuse()
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, DecodeError> {
        Self::refuse()
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, DecodeError> {
        Self::refuse()
    }
}
