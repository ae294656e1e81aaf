//! Parts of a value: members of a structure, elements of a list, entries of a map, the variant of a union.

mod elements;
mod entries;
mod members;
mod set;
mod variant;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeSeed, IntoDeserializer};

use super::DecodeError;

pub(super) use elements::Elements;
pub(super) use entries::Entries;
pub(super) use members::{Members, Nothing, Phase};
pub(super) use variant::{UnitVariant, Variant};

/// Reads a name with the seed of a key.
fn read_name<'de, S: DeserializeSeed<'de>>(name: &str, seed: S) -> Result<S::Value, DecodeError> {
    let name: StrDeserializer<'_, DecodeError> = name.into_deserializer();
    seed.deserialize(name)
}
