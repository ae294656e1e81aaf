//! The parts of a value: members of a structure, elements of a list, entries of a map, the variant of a union.

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};
use serde_json::{Map, Value, map};

use super::de::{Content, Node};
use super::head::{HeadValue, Root};
use super::{DecodeError, MAX_DEPTH};
use crate::path::{Path, Step};

/// Members of a structure: all that its type has and no others, each of them there or absent.
pub(super) struct Members<'a> {
    path: Option<&'a Path<'a>>,
    names: std::slice::Iter<'static, &'static str>,
    members: Map<String, Value>,
    root: Option<&'a Root<'a>>,
    /// What stands for a member that is not in `members`.
    zero: bool,
    /// The member whose name was given last.
    current: &'static str,
}

impl<'a> Members<'a> {
    pub(super) fn new(
        path: Option<&'a Path<'a>>,
        names: &'static [&'static str],
        members: Map<String, Value>,
        root: Option<&'a Root<'a>>,
    ) -> Self {
        Self { path, names: names.iter(), members, root, zero: false, current: "" }
    }

    /// Members that are all absent, of a structure that stands for an absent one (Smithy, "Client error correction").
    pub(super) fn zero(
        path: Option<&'a Path<'a>>,
        names: &'static [&'static str],
    ) -> Result<Self, DecodeError> {
        // A structure that requires itself has no zero value.
        if path.map_or(0, Path::depth) >= MAX_DEPTH {
            return Err(DecodeError::custom("missing, and without a zero value"));
        }
        Ok(Self { zero: true, ..Self::new(path, names, Map::new(), None) })
    }

    /// The current member, from wherever it is.
    fn take(&mut self) -> Member {
        if let Some(root) = self.root
            && let Some(part) = root.part(self.current)
        {
            return root.value(self.current, part).map_or(Member::Body(Content::Absent), Member::Head);
        }
        Member::Body(match self.members.remove(self.current) {
            _ if self.zero => Content::Zero,
            None | Some(Value::Null) => Content::Absent,
            Some(value) => Content::Json(value),
        })
    }
}

/// A member of the root.
enum Member {
    Body(Content),
    Head(HeadValue),
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let Some(name) = self.names.next() else {
            return Ok(None);
        };
        self.current = name;
        let name: StrDeserializer<'_, DecodeError> = name.into_deserializer();
        seed.deserialize(name).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let member = self.take();
        let path = Path::new(self.path, Step::Member(self.current));
        match member {
            Member::Body(content) => seed.deserialize(Node::part(content, &path)),
            Member::Head(value) => seed.deserialize(value),
        }
        .map_err(|error| error.at(Some(&path)))
    }
}

/// Elements of a list, in which `null` stands only for an absent one of optional elements.
pub(super) struct Elements<'a> {
    path: Option<&'a Path<'a>>,
    elements: std::iter::Enumerate<std::vec::IntoIter<Value>>,
}

impl<'a> Elements<'a> {
    pub(super) fn new(path: Option<&'a Path<'a>>, elements: Vec<Value>) -> Self {
        Self { path, elements: elements.into_iter().enumerate() }
    }
}

impl<'de> SeqAccess<'de> for Elements<'_> {
    type Error = DecodeError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, DecodeError> {
        let Some((index, value)) = self.elements.next() else {
            return Ok(None);
        };
        let path = Path::new(self.path, Step::Index(index));
        let node = Node::part(Content::Json(value), &path);
        seed.deserialize(node).map(Some).map_err(|error| error.at(Some(&path)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.elements.len())
    }
}

/// Entries of a map; those that are `null` only if its values are optional.
pub(super) struct Entries<'a> {
    path: Option<&'a Path<'a>>,
    entries: map::IntoIter,
    current: Option<(String, Value)>,
    /// Keys of entries that are `null`.
    nulls: Vec<String>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(path: Option<&'a Path<'a>>, entries: Map<String, Value>) -> Self {
        Self { path, entries: entries.into_iter(), current: None, nulls: Vec::new() }
    }

    /// The next entry that is not `null`.
    fn next(&mut self) -> Option<(String, Value)> {
        let Self { entries, nulls, .. } = self;
        entries.find_map(|(key, value)| match value {
            Value::Null => {
                nulls.push(key);
                None
            }
            value => Some((key, value)),
        })
    }
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = DecodeError;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, DecodeError> {
        let Some((key, value)) = self.next() else {
            return Ok(None);
        };
        let text: StrDeserializer<'_, DecodeError> = key.as_str().into_deserializer();
        let parsed = seed.deserialize(text)?;
        self.current = Some((key, value));
        Ok(Some(parsed))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, DecodeError> {
        let Some((key, value)) = self.current.take() else {
            return Err(DecodeError::custom("value of a map read before its key"));
        };
        let path = Path::new(self.path, Step::Key(&key));
        let node = Node::part(Content::Json(value), &path);
        seed.deserialize(node).map_err(|error| error.at(Some(&path)))
    }

    /// As maps are read: entries that are `null` come last. If the first of these cannot be, its type is not optional,
    /// and none of the others can be either.
    fn next_entry_seed<K: DeserializeSeed<'de>, V: DeserializeSeed<'de>>(
        &mut self,
        key_seed: K,
        value_seed: V,
    ) -> Result<Option<(K::Value, V::Value)>, DecodeError> {
        if let Some((key, value)) = self.next() {
            let text: StrDeserializer<'_, DecodeError> = key.as_str().into_deserializer();
            let parsed = key_seed.deserialize(text)?;
            self.current = Some((key, value));
            return self.next_value_seed(value_seed).map(|value| Some((parsed, value)));
        }
        let Some(key) = self.nulls.pop() else {
            return Ok(None);
        };
        let Ok(value) = value_seed.deserialize(Null) else {
            return Ok(None);
        };
        let text: StrDeserializer<'_, DecodeError> = key.as_str().into_deserializer();
        Ok(Some((key_seed.deserialize(text)?, value)))
    }
}

/// A `null` in a map, which only an optional value or a document can be.
struct Null;

impl<'de> Deserializer<'de> for Null {
    type Error = DecodeError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, DecodeError> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// The one member of a union.
pub(super) struct Variant<'a> {
    path: Option<&'a Path<'a>>,
    name: String,
    value: Value,
}

impl<'a> Variant<'a> {
    pub(super) fn new(path: Option<&'a Path<'a>>, name: String, value: Value) -> Self {
        Self { path, name, value }
    }

    /// Reads the value with `read`, by its path.
    fn read<T>(self, read: impl FnOnce(Node<'_>) -> Result<T, DecodeError>) -> Result<T, DecodeError> {
        let path = Path::new(self.path, Step::Key(&self.name));
        let node = Node::part(Content::Json(self.value), &path);
        read(node).map_err(|error| error.at(Some(&path)))
    }
}

impl<'de> EnumAccess<'de> for Variant<'_> {
    type Error = DecodeError;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), DecodeError> {
        let name: StrDeserializer<'_, DecodeError> = self.name.as_str().into_deserializer();
        let variant = seed.deserialize(name)?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_> {
    type Error = DecodeError;

    fn unit_variant(self) -> Result<(), DecodeError> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, DecodeError> {
        self.read(|node| seed.deserialize(node))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, DecodeError> {
        self.read(|node| serde::Deserializer::deserialize_seq(node, visitor))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, DecodeError> {
        self.read(|node| serde::Deserializer::deserialize_struct(node, "", fields, visitor))
    }
}
