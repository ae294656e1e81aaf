//! Unions whose members are identified by a tag or by the form of the JSON.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, VariantAccess,
    Visitor,
};
use serde_json::Value;

use super::buffered::Buffered;
use super::probe::{Found, Json, Probe};
use super::{Union, UnknownMember};

/// How the members of a union are identified.
#[derive(Clone, Copy, Debug)]
pub enum Told {
    /// By the value of a member among the others.
    Tag(&'static str),
    /// By the value of the member with the first name. The union's value is in another member, the only name in
    /// the list.
    TagAndContent(&'static str, &'static [&'static str]),
    /// By the form of the JSON, in the order of [`Union::MEMBERS`].
    Json(&'static [Json]),
}

/// A union defined by [`tagged_union!`](crate::codegen::tagged_union) or [`one_of!`](crate::codegen::one_of).
pub trait ToldUnion: Union {
    /// How its members are identified.
    const TOLD: Told;
}

/// The name of the newtype that may examine its JSON before it is read.
pub(crate) const NEWTYPE: &str = "$speccast::Union";

/// The name of the newtype for JSON that its union does not define.
pub(crate) const UNKNOWN: &str = "$speccast::Unknown";

/// Deserializes a union whose members are identified by a tag or by their JSON.
///
/// # Errors
/// If there is no tag, or the value does not have the type of its tag.
pub fn deserialize_told<'de, U: ToldUnion, D: Deserializer<'de>>(deserializer: D) -> Result<U, D::Error> {
    deserializer.deserialize_newtype_struct(NEWTYPE, ToldVisitor(PhantomData))
}

struct ToldVisitor<U>(PhantomData<U>);

impl<'de, U: ToldUnion> Visitor<'de> for ToldVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a union")
    }

    /// For a deserializer that cannot look ahead: the value is kept in memory first.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<U, D::Error> {
        let mut value = Value::deserialize(deserializer)?;
        let found = Found::of(&value, U::TOLD);
        if let (Told::Tag(tag), Ok(Choice::Known(_)), Some(members)) =
            (U::TOLD, choose::<U>(&found), value.as_object_mut())
        {
            // It is not a member of the value's own type.
            members.remove(tag);
        }
        read(&found, Buffered::new(value))
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        let (found, value) = access.variant_seed(Probe(U::TOLD))?;
        read(&found, value)
    }

    /// In a response, replaces a required union that is missing (Smithy, "Client error correction").
    fn visit_none<E: Error>(self) -> Result<U, E> {
        Ok(U::unknown(UnknownMember::new(String::new(), Value::Null)))
    }
}

/// The member that JSON belongs to.
enum Choice<'f> {
    Known(&'static str),
    /// None; the name in the tag.
    Unknown(&'f str),
}

fn read<'de, U: ToldUnion, A: VariantAccess<'de>>(found: &Found, value: A) -> Result<U, A::Error> {
    let (name, value) = match (choose::<U>(found).map_err(Error::custom)?, U::TOLD) {
        (Choice::Unknown(name), _) => (name, Err(value)),
        (Choice::Known(name), Told::TagAndContent(_, content)) => {
            let read = U::read(name, Content { value, content })?;
            (name, read.map_err(|content| content.value))
        }
        (Choice::Known(name), Told::Tag(_) | Told::Json(_)) => (name, U::read(name, value)?),
    };
    match value {
        Ok(union) => Ok(union),
        Err(value) => {
            let Kept(value) = value.newtype_variant()?;
            Ok(U::unknown(UnknownMember::new(name.to_owned(), value)))
        }
    }
}

fn choose<U: ToldUnion>(found: &Found) -> Result<Choice<'_>, String> {
    let (tag, members) = match (U::TOLD, found) {
        (Told::Tag(tag) | Told::TagAndContent(tag, _), Found::Object(members)) => (tag, members),
        (Told::Tag(_) | Told::TagAndContent(..), found) => {
            return Err(format!("expected an object, found {}", found.kind()));
        }
        (Told::Json(alternatives), found) => {
            let fits = |strict: bool| alternatives.iter().position(|json| json.fits(found, strict));
            // Additional members must not turn a value into another alternative.
            let index = fits(true).or_else(|| fits(false));
            let name = index.and_then(|index| U::MEMBERS.get(index));
            return Ok(name.map_or(Choice::Unknown(""), |name| Choice::Known(name)));
        }
    };
    match members.iter().find(|(name, _)| *name == tag) {
        Some((_, Found::Text(text) | Found::Number(text))) => {
            let known = U::MEMBERS.iter().find(|known| **known == text.as_str());
            Ok(known.map_or(Choice::Unknown(text), |known| Choice::Known(known)))
        }
        Some(_) => Err(format!("expected a string or a number as the tag `{tag}`")),
        None => Err(format!("missing: expected the tag `{tag}`")),
    }
}

/// JSON that is kept unchanged.
struct Kept(Value);

impl<'de> Deserialize<'de> for Kept {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(UNKNOWN, KeptVisitor)
    }
}

struct KeptVisitor;

impl<'de> Visitor<'de> for KeptVisitor {
    type Value = Kept;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Kept, D::Error> {
        Value::deserialize(deserializer).map(Kept)
    }
}

/// The value in one member of an object.
struct Content<A> {
    value: A,
    content: &'static [&'static str],
}

impl<'de, A: VariantAccess<'de>> VariantAccess<'de> for Content<A> {
    type Error = A::Error;

    fn unit_variant(self) -> Result<(), A::Error> {
        self.value.unit_variant()
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, A::Error> {
        self.value.struct_variant(self.content, ContentVisitor { seed, content: self.content })
    }

    fn tuple_variant<V: Visitor<'de>>(self, len: usize, visitor: V) -> Result<V::Value, A::Error> {
        self.value.tuple_variant(len, visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        self.value.struct_variant(fields, visitor)
    }
}

struct ContentVisitor<S> {
    seed: S,
    content: &'static [&'static str],
}

impl<'de, S: DeserializeSeed<'de>> Visitor<'de> for ContentVisitor<S> {
    type Value = S::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<S::Value, A::Error> {
        while let Some(name) = map.next_key::<Cow<'_, str>>()? {
            if self.content.contains(&&*name) {
                let value = map.next_value_seed(self.seed)?;
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                return Ok(value);
            }
            map.next_value::<IgnoredAny>()?;
        }
        Err(A::Error::custom("missing: expected a value"))
    }
}
