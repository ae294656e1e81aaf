//! Structures whose members serde reads by name.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};

/// A structure whose members are read by name. [`structure!`](crate::codegen::structure) and
/// [`modeled_errors!`](crate::codegen::modeled_errors) implement it.
pub trait Structure: Sized {
    /// Its name.
    const NAME: &'static str;
    /// Serde names of its members.
    const MEMBERS: &'static [&'static str];

    /// Reads the members.
    ///
    /// # Errors
    /// If a member is missing, appears twice or has the wrong type.
    fn read<'de, A: MapAccess<'de>>(members: A) -> Result<Self, A::Error>;
}

/// Deserializes a structure from an object.
///
/// # Errors
/// Those of the deserializer and of [`Structure::read`].
pub fn deserialize_structure<'de, T: Structure, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let name = const { if are_plain(T::MEMBERS) { T::NAME } else { ESCAPED } };
    deserializer.deserialize_struct(name, T::MEMBERS, StructureVisitor(PhantomData))
}

/// The name of a structure with members in whose names JSON escapes characters: they are not in the text as
/// they are.
pub(crate) const ESCAPED: &str = "$speccast::Escaped";

/// Returns whether JSON escapes nothing in these names.
const fn are_plain(names: &[&str]) -> bool {
    let mut name = 0;
    while name < names.len() {
        let (bytes, mut byte) = (names[name].as_bytes(), 0);
        while byte < bytes.len() {
            if matches!(bytes[byte], b'"' | b'\\' | ..0x20) {
                return false;
            }
            byte += 1;
        }
        name += 1;
    }
    true
}

struct StructureVisitor<T>(PhantomData<T>);

impl<'de, T: Structure> Visitor<'de> for StructureVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("struct ")?;
        f.write_str(T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        T::read(members)
    }
}

/// A member as its deserializer knows it.
pub(crate) enum Name<'de> {
    /// Its position in [`Structure::MEMBERS`].
    At(usize),
    Text(Cow<'de, str>),
}

/// The newtype as which a name is deserialized, by which a deserializer knows that it may give the position.
pub(crate) const NAME: &str = "$speccast::Name";

impl<'de> Deserialize<'de> for Name<'de> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Name<'de>, D::Error> {
        deserializer.deserialize_identifier(self)
    }

    #[inline]
    fn visit_u64<E>(self, at: u64) -> Result<Name<'de>, E> {
        Ok(Name::At(usize::try_from(at).unwrap_or(usize::MAX)))
    }

    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name::Text(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name::Text(Cow::Owned(name.to_owned())))
    }
}
