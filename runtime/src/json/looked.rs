//! Values that a union examines before they are read.

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, VariantAccess, Visitor};

use super::DecodeError;
use super::node::{Content, Node};

/// JSON, next in the text, that can be identified by its form: the seed sees all of it.
pub(super) struct Looked<'a, 'de>(pub(super) Node<'a, 'de>);

impl<'de> EnumAccess<'de> for Looked<'_, 'de> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DecodeError> {
        let path = self.0.path;
        let seen = self.0.reader.peek_with(|reader| {
            seed.deserialize(Node { reader, content: Content::Json, path, root: None, covered: 0 })
        })?;
        Ok((seen, self))
    }
}

impl<'de> VariantAccess<'de> for Looked<'_, 'de> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        self.0.reader.skip()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DecodeError> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, DecodeError> {
        self.0.deserialize_seq(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.0.deserialize_struct("", fields, visitor)
    }
}
