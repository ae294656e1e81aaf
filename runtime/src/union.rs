//! Unions: one of the members in the spec, or an unknown one.

mod buffered;
mod macros;
mod probe;
pub(crate) mod told;
pub(crate) mod write;

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{DeserializeSeed, Deserializer, EnumAccess, Error, VariantAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::types::Wipe;

pub use probe::{Json, Test};

/// A member that the spec does not list for its union, with its value.
///
/// `Debug` shows only the name, since the value may be a secret.
///
/// ```
/// speccast_runtime::codegen::union! {
///     /// A shape.
///     pub enum Shape {
///         Radius(f64) = "radius",
///     }
/// }
///
/// let shape: Shape = speccast_runtime::serde_json::from_str(r#"{"angles":[90,45,45]}"#)?;
/// let Shape::Unknown(member) = shape else { panic!() };
/// assert_eq!((member.name(), &member.value()[0]), ("angles", &90.into()));
/// # Ok::<_, speccast_runtime::serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq)]
pub struct UnknownMember(Box<(String, Value)>);

impl UnknownMember {
    fn new(name: String, value: Value) -> Self {
        Self(Box::new((name, value)))
    }

    /// Returns its name; empty if a response lacks a required union.
    pub fn name(&self) -> &str {
        &self.0.0
    }

    /// Returns its value.
    pub fn value(&self) -> &Value {
        &self.0.1
    }
}

/// Unchanged.
impl Serialize for UnknownMember {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.name(), self.value())?;
        map.end()
    }
}

impl Wipe for UnknownMember {
    fn wipe(&mut self) {
        self.0.1.wipe();
    }
}

impl fmt::Debug for UnknownMember {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UnknownMember").field("name", &self.name()).finish_non_exhaustive()
    }
}

/// A union defined by [`union!`](crate::codegen::union).
pub trait Union: Sized {
    /// Members in the order of the spec.
    const MEMBERS: &'static [&'static str];

    /// Reads the value of the member of this name; `Err` contains the value of an unknown member.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn read<'de, A: VariantAccess<'de>>(name: &str, value: A) -> Result<Result<Self, A>, A::Error>;

    /// Creates the union of an unknown member.
    fn unknown(member: UnknownMember) -> Self;
}

/// Deserializes a union from an object with one member. For [`union!`](crate::codegen::union).
///
/// # Errors
/// If the value is not such an object.
pub fn deserialize_union<'de, U: Union, D: Deserializer<'de>>(
    name: &'static str,
    deserializer: D,
) -> Result<U, D::Error> {
    deserializer.deserialize_enum(name, U::MEMBERS, UnionVisitor(PhantomData))
}

/// Serializes a union as an object with one member.
///
/// # Errors
/// Those of the serializer.
pub fn serialize_union<T: Serialize + ?Sized, S: Serializer>(
    name: &'static str,
    member: &'static str,
    value: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    // Members are identified by name; formats that use numbers instead cannot be read back.
    serializer.serialize_newtype_variant(name, 0, member, value)
}

struct UnionVisitor<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one member")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        let (name, value) = access.variant_seed(Name(U::MEMBERS))?;
        match U::read(&name, value)? {
            Ok(union) => Ok(union),
            Err(value) => Ok(U::unknown(UnknownMember::new(name.into_owned(), value.newtype_variant()?))),
        }
    }

    /// In a response, replaces a required union that is missing (Smithy, "Client error correction").
    fn visit_none<E: Error>(self) -> Result<U, E> {
        Ok(U::unknown(UnknownMember::new(String::new(), Value::Null)))
    }
}

/// A member's name, which is copied only if it is unknown.
struct Name(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Name {
    type Value = Cow<'static, str>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Cow<'static, str>, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Name {
    type Value = Cow<'static, str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Cow<'static, str>, E> {
        let known = self.0.iter().find(|known| **known == name);
        Ok(known.map_or_else(|| Cow::Owned(name.to_owned()), |known| Cow::Borrowed(*known)))
    }
}

/// Defines a union: an enum with a variant for each member that keeps another member as `Unknown`.
///
/// It has serde both ways, as an object with one member. The method named after `=>` returns the value of
/// that member. `as` after its type gives the format of timestamps.
///
/// ```
/// use speccast_runtime::serde_json;
///
/// speccast_runtime::codegen::union! {
///     /// A shape.
///     pub enum Shape {
///         /// Radius of a circle.
///         Radius(f64) = "radius" => as_radius,
///         Side(f64) = "side" => as_side,
///     }
/// }
///
/// let shape: Shape = serde_json::from_str(r#"{"radius":1.5}"#)?;
/// assert_eq!(shape.as_radius(), Some(&1.5));
/// assert_eq!(shape.as_side(), None);
/// assert_eq!(serde_json::to_string(&Shape::Side(2.0))?, r#"{"side":2.0}"#);
/// # Ok::<_, serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! union {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $(
                $(#[$doc:meta])*
                $variant:ident($type:ident $(<$($of:ty),+>)? $(as $form:ident)?)
                    = $member:literal $(=> $accessor:ident)?
            ),* $(,)?
        }
    ) => {
        $crate::__union! {
            $(#[$attribute])*
            ///
            /// Any other member is kept as `Unknown`.
            $visibility enum $name {
                $(
                    $(#[$doc])*
                    ///
                    #[doc = ::core::concat!("On the wire: `` ", $member, " ``.")]
                    $variant($type $(<$($of),+>)? $(as $form)?) = ($member) $(=> $accessor)?,
                )*
            }
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                match self {
                    $(Self::$variant(value) => $crate::codegen::serialize_union(
                        ::core::stringify!($name),
                        $member,
                        $crate::__union!(@form value $(, $form)?),
                        serializer,
                    ),)*
                    Self::Unknown(member) => $crate::serde::Serialize::serialize(member, serializer),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::deserialize_union(::core::stringify!($name), deserializer)
            }
        }
    };
}
