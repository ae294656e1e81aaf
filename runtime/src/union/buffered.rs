//! A union's value in memory.

use std::marker::PhantomData;

use serde::de::value::MapDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, VariantAccess, Visitor};
use serde_json::Value;

/// The value of a union's member.
pub(super) struct Buffered<E> {
    value: Value,
    error: PhantomData<E>,
}

impl<E> Buffered<E> {
    pub(super) fn new(value: Value) -> Self {
        Self { value, error: PhantomData }
    }
}

impl<'de, E: Error> VariantAccess<'de> for Buffered<E> {
    type Error = E;

    fn unit_variant(self) -> Result<(), E> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, E> {
        seed.deserialize(self.value).map_err(E::custom)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, E> {
        self.value.deserialize_any(visitor).map_err(E::custom)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        let Value::Object(mut members) = self.value else { return Err(E::custom("expected an object")) };
        for field in fields {
            members.entry(*field).or_insert(Value::Null);
        }
        visitor
            .visit_map(&mut MapDeserializer::new(members.into_iter()))
            .map_err(|error: serde_json::Error| E::custom(error))
    }
}
