//! Unions: one member of those that a spec names, or another that a service sends.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, EnumAccess, Error, VariantAccess, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::types::Wipe;

/// A member that a spec does not name, kept with its value as it came.
///
/// Only deserialization makes one. Its `Debug` shows the name alone, since the value may be a secret.
///
/// ```
/// speccast_runtime::union! {
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

    /// Its name; empty where a response lacks a union that it should have.
    pub fn name(&self) -> &str {
        &self.0.0
    }

    /// Its value.
    pub fn value(&self) -> &Value {
        &self.0.1
    }
}

/// As it came.
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

/// A union that [`union!`](crate::union!) made.
///
/// ```
/// use speccast_runtime::union::Union;
///
/// fn names<U: Union>(member: &str) -> bool {
///     U::MEMBERS.contains(&member)
/// }
/// ```
pub trait Union: Sized {
    /// Members that the spec names, in its order.
    const MEMBERS: &'static [&'static str];

    /// Reads the value of the member of this name; `Err` has the value back where the spec does not name it.
    ///
    /// # Errors
    /// Those of the deserializer.
    fn read<'de, A: VariantAccess<'de>>(name: &str, value: A) -> Result<Result<Self, A>, A::Error>;

    /// The union of a member that the spec does not name.
    fn unknown(member: UnknownMember) -> Self;
}

/// Deserializes an object of one member.
///
/// # Errors
/// Where there is no such object.
#[doc(hidden)]
pub fn deserialize<'de, U: Union, D: Deserializer<'de>>(
    name: &'static str,
    deserializer: D,
) -> Result<U, D::Error> {
    deserializer.deserialize_enum(name, U::MEMBERS, UnionVisitor(PhantomData))
}

struct UnionVisitor<U>(PhantomData<U>);

impl<'de, U: Union> Visitor<'de> for UnionVisitor<U> {
    type Value = U;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with one member")
    }

    fn visit_enum<A: EnumAccess<'de>>(self, access: A) -> Result<U, A::Error> {
        let (name, value): (String, _) = access.variant()?;
        match U::read(&name, value)? {
            Ok(union) => Ok(union),
            Err(value) => Ok(U::unknown(UnknownMember::new(name, value.newtype_variant()?))),
        }
    }

    /// In a response, what stands for a required union that is missing (Smithy, "Client error correction").
    fn visit_none<E: Error>(self) -> Result<U, E> {
        Ok(U::unknown(UnknownMember::new(String::new(), Value::Null)))
    }
}

/// Defines a union: an enum with a variant for each member, open to members that it does not name.
///
/// It has serde both ways, as an object of one member; and for each member that has a name after `=>`, a method of that
/// name which gives its value, if it is the one. A timestamp's form is given by `#[serde(with = "…")]`, as in a
/// structure: see [`timestamp`](crate::timestamp).
///
/// ```
/// use speccast_runtime::serde_json;
///
/// speccast_runtime::union! {
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
#[macro_export]
macro_rules! union {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident($type:ty) = $member:literal $(=> $accessor:ident)?),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        ///
        /// Open: a member that is not listed is kept.
        #[allow(deprecated, reason = "a deprecated member is one of them")]
        #[derive(
            ::core::clone::Clone,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            $crate::serde::Serialize,
        )]
        #[serde(crate = "speccast_runtime::serde")]
        #[non_exhaustive]
        $visibility enum $name {
            $(
                $(#[$doc])*
                ///
                #[doc = ::core::concat!("On the wire: `` ", $member, " ``.")]
                #[serde(rename = $member)]
                $variant($type),
            )*
            /// A member that the spec does not name.
            #[serde(untagged)]
            Unknown($crate::union::UnknownMember),
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $name {
            $($(
                #[doc = ::core::concat!("The value, if it is of [`", ::core::stringify!($variant), "`](Self::", ::core::stringify!($variant), ").")]
                pub fn $accessor(&self) -> ::core::option::Option<&$type> {
                    match self {
                        Self::$variant(value) => ::core::option::Option::Some(value),
                        _ => ::core::option::Option::None,
                    }
                }
            )?)*
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $crate::union::Union for $name {
            const MEMBERS: &'static [&'static str] = &[$($member),*];

            fn read<'de, A: $crate::serde::de::VariantAccess<'de>>(
                name: &str,
                value: A,
            ) -> ::core::result::Result<::core::result::Result<Self, A>, A::Error> {
                match name {
                    $($member => value
                        .newtype_variant()
                        .map(|value| ::core::result::Result::Ok(Self::$variant(value))),)*
                    _ => ::core::result::Result::Ok(::core::result::Result::Err(value)),
                }
            }

            fn unknown(member: $crate::union::UnknownMember) -> Self {
                Self::Unknown(member)
            }
        }

        impl $crate::validate::MaybeMember for $name {
            const MEMBERS: &'static [&'static str] = <Self as $crate::union::Union>::MEMBERS;

            fn is_unknown(&self) -> bool {
                ::core::matches!(self, Self::Unknown(_))
            }
        }

        impl $crate::request::Payload for $name {
            const IF_ABSENT: ::core::option::Option<&'static str> = ::core::option::Option::None;
        }

        #[allow(deprecated, reason = "a deprecated member is one of them")]
        impl $crate::Wipe for $name {
            fn wipe(&mut self) {
                match self {
                    $(Self::$variant(value) => $crate::Wipe::wipe(value),)*
                    Self::Unknown(member) => $crate::Wipe::wipe(member),
                }
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::union::deserialize(::core::stringify!($name), deserializer)
            }
        }
    };
}
