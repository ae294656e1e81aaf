//! Serde for members by name: code that a derive would repeat for each structure.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{self, Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::Serialize;
use serde_json::Value;

use crate::timestamp::read::{InForm, ReadAs, TimestampForm};
use crate::types::Nullable;
use crate::types::nullable::OptionalNullable;

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

/// Name of a member.
pub struct Name<'de>(Cow<'de, str>);

impl Name<'_> {
    /// Returns the name.
    #[inline]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Name<'de> {
    #[inline]
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_identifier(NameVisitor)
    }
}

struct NameVisitor;

impl<'de> Visitor<'de> for NameVisitor {
    type Value = Name<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the name of a member")
    }

    #[inline]
    fn visit_borrowed_str<E>(self, name: &'de str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Borrowed(name)))
    }

    fn visit_str<E>(self, name: &str) -> Result<Name<'de>, E> {
        Ok(Name(Cow::Owned(name.to_owned())))
    }
}

/// Reads the value of a member.
///
/// # Errors
/// If it already has a value, or the value has another type.
#[inline]
pub fn read_member<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    member: &mut Option<T>,
    name: &'static str,
    members: &mut A,
) -> Result<(), A::Error> {
    if member.is_some() {
        return Err(de::Error::duplicate_field(name));
    }
    *member = Some(members.next_value()?);
    Ok(())
}

/// Reads the value of a member that holds timestamps, in a form.
///
/// # Errors
/// If it already has a value, or the value has another type.
pub fn read_member_as<'de, F: TimestampForm, T: ReadAs<F>, A: MapAccess<'de>>(
    member: &mut Option<T>,
    name: &'static str,
    members: &mut A,
) -> Result<(), A::Error> {
    if member.is_some() {
        return Err(de::Error::duplicate_field(name));
    }
    *member = Some(members.next_value::<InForm<T, F>>()?.into_inner());
    Ok(())
}

/// Reads the value of an optional nullable member that holds timestamps, in a form.
///
/// # Errors
/// If it already has a value, or the value has another type.
pub fn read_nullable_as<'de, F: TimestampForm, T: ReadAs<F>, A: MapAccess<'de>>(
    member: &mut Option<Option<Nullable<T>>>,
    name: &'static str,
    members: &mut A,
) -> Result<(), A::Error> {
    let mut value = member.take().map(OptionalNullable);
    read_member_as::<F, _, _>(&mut value, name, members)?;
    *member = value.map(|OptionalNullable(value)| value);
    Ok(())
}

/// Reads the value of an optional nullable member, which distinguishes `null` from absent.
///
/// # Errors
/// If it already has a value, or the value has another type.
pub fn read_nullable<'de, T: Deserialize<'de>, A: MapAccess<'de>>(
    member: &mut Option<Option<Nullable<T>>>,
    name: &'static str,
    members: &mut A,
) -> Result<(), A::Error> {
    let mut value = member.take().map(OptionalNullable);
    read_member(&mut value, name, members)?;
    *member = value.map(|OptionalNullable(value)| value);
    Ok(())
}

/// Skips a member that a structure does not have.
///
/// # Errors
/// If its value cannot be skipped.
pub fn skip<'de, A: MapAccess<'de>>(_: &str, _: &[&str], members: &mut A) -> Result<(), A::Error> {
    members.next_value::<IgnoredAny>().map(|IgnoredAny| ())
}

/// Rejects a member that a structure does not have: files of inputs are written by hand, and a misspelled
/// name should be reported.
///
/// # Errors
/// Always; the error lists the structure's names.
pub fn reject<'de, A: MapAccess<'de>>(
    name: &str,
    known: &'static [&'static str],
    _: &mut A,
) -> Result<(), A::Error> {
    Err(de::Error::unknown_field(name, known))
}

/// Rejects a value that is not the one that a member always has.
///
/// # Errors
/// Where it is another one.
pub fn read_constant<'de, A: MapAccess<'de>>(
    constant: &impl Serialize,
    name: &str,
    members: &mut A,
) -> Result<(), A::Error> {
    let constant = serde_json::to_value(constant).map_err(de::Error::custom)?;
    let found: Value = members.next_value()?;
    let is_equal = found == constant || (found.is_f64() && found.as_f64() == constant.as_f64());
    if is_equal { Ok(()) } else { Err(de::Error::custom(format_args!("`{name}` is always {constant}"))) }
}

/// Returns a member that was read, or its default if it is absent or null.
#[inline]
pub fn member_or<T>(member: Option<Option<T>>, default: impl FnOnce() -> T) -> T {
    member.flatten().unwrap_or_else(default)
}

/// Returns a member that was read, or its value if it is absent: `None` for an option.
///
/// # Errors
/// If its type has no such value.
#[inline]
pub fn member_or_absent<'de, T: Deserialize<'de>, E: de::Error>(
    member: Option<T>,
    name: &'static str,
) -> Result<T, E> {
    member.map_or_else(|| T::deserialize(Absent { name, error: PhantomData }), Ok)
}

/// The deserializer of an absent member.
struct Absent<E> {
    name: &'static str,
    error: PhantomData<E>,
}

impl<'de, E: de::Error> Deserializer<'de> for Absent<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, E> {
        Err(E::missing_field(self.name))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        visitor.visit_none()
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

/// Implements serde both ways for a structure, by the serde names of its members.
///
/// `as` gives the format of timestamps, `or` the value of an absent or null member. The word at the end
/// decides about other members: `skip` or `reject`. An optional member of the type `Nullable` is `null` only
/// if that was sent.
///
/// ```
/// use speccast_runtime::{Timestamp, serde_json};
///
/// /// A widget.
/// #[derive(Debug, PartialEq)]
/// pub struct Widget { pub name: String, pub made_at: Option<Timestamp>, pub size: i32 }
///
/// speccast_runtime::codegen::serde_structure! {
///     Widget {
///         name: String = "name";
///         made_at: Timestamp = "madeAt" as date_time;
///         size: i32 = "size" or 10;
///     }
///     reject
/// }
///
/// let text = r#"{"name":"cog","madeAt":"1970-01-01T00:00:00Z","size":10}"#;
/// let widget = Widget { name: "cog".to_owned(), made_at: Some(Timestamp::UNIX_EPOCH), size: 10 };
/// assert_eq!(serde_json::to_string(&widget)?, text);
/// assert_eq!(serde_json::from_str::<Widget>(&text.replace(",\"size\":10", ""))?, widget);
/// assert!(serde_json::from_str::<Widget>(r#"{"name":"cog","sise":10}"#).is_err());
/// # Ok::<_, serde_json::Error>(())
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! serde_structure {
    ($name:ident { $($constant:literal = $fixed:expr;)* $(
        $member:ident: $type:ident = $wire:literal $(as $form:ident)? $(or $default:expr)?;
    )* } $others:ident) => {
        #[allow(deprecated, reason = "a deprecated member is written too")]
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                let constants: &[&str] = &[$($constant),*];
                let count = <Self as $crate::codegen::Structure>::MEMBERS.len() + constants.len();
                #[allow(unused_mut, reason = "there may be no member")]
                let mut structure = serializer.serialize_struct(::core::stringify!($name), count)?;
                $($crate::serde_structure! { @write structure (&$fixed) $constant Constant })*
                $($crate::serde_structure! { @write structure (&self.$member) $wire $type $($form)? })*
                $crate::serde::ser::SerializeStruct::end(structure)
            }
        }

        $crate::serde_structure! { @deserialize $name
            { $($constant = $fixed;)* } { $($member: $type = $wire $(as $form)? $(or $default)?;)* } [$($wire),*] [$others] {}
        }
    };
    // A structure that keeps members that it does not list.
    ($name:ident { $($constant:literal = $fixed:expr;)* $(
        $member:ident: $type:ident = $wire:literal $(as $form:ident)? $(or $default:expr)?;
    )* } ..$rest:ident) => {
        #[allow(deprecated, reason = "a deprecated member is written too")]
        impl $crate::codegen::OpenStructure for $name {
            fn write<S: $crate::serde::ser::SerializeMap>(
                &self,
                members: &mut S,
            ) -> ::core::result::Result<(), S::Error> {
                $(members.serialize_entry($constant, &$fixed)?;)*
                $($crate::serde_structure! { @entry members (&self.$member) $wire $type $($form)? })*
                $crate::codegen::write_additional(self.$rest.as_ref(), &[$($constant,)* $($wire),*], members)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                $crate::codegen::serialize_open_structure(self, serializer)
            }
        }

        $crate::serde_structure! { @deserialize $name
            { $($constant = $fixed;)* } { $($member: $type = $wire $(as $form)? $(or $default)?;)* }
            [$($wire,)* $crate::codegen::ADDITIONAL] [skip] { $rest }
        }
    };
    (@deserialize $name:ident { $($constant:literal = $fixed:expr;)* } { $(
        $member:ident: $type:ident = $wire:literal $(as $form:ident)? $(or $default:expr)?;
    )* } [$($known:expr),*] $others:tt { $($rest:ident)? }) => {
        #[allow(deprecated, reason = "a deprecated member is read too")]
        impl $crate::codegen::Structure for $name {
            const NAME: &'static str = ::core::stringify!($name);
            const MEMBERS: &'static [&'static str] = &[$($known),*];

            fn read<'de, A: $crate::serde::de::MapAccess<'de>>(
                mut members: A,
            ) -> ::core::result::Result<Self, A::Error> {
                $(let mut $member = ::core::option::Option::None;)*
                $(let mut $rest = ::core::option::Option::None;)?
                while let ::core::option::Option::Some(name) = members.next_key::<$crate::codegen::Name<'de>>()? {
                    match name.as_str() {
                        $($constant => $crate::serde_structure!(@constant $others $constant ($fixed) members),)*
                        $($wire => $crate::serde_structure!(@read $type $member $wire members $($form)?),)*
                        name => $crate::serde_structure!(@other $others name members { $($rest)? }),
                    }
                }
                ::core::result::Result::Ok(Self {
                    $($member: $crate::serde_structure!(@value $member $wire $(or $default)?),)*
                    $($rest,)?
                })
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::codegen::deserialize_structure(deserializer)
            }
        }
    };
    (@entry $members:ident ($value:expr) $wire:literal Nullable $($form:ident)?) => {
        if $value.is_some() {
            $crate::serde_structure! { @entry $members ($value) $wire Member $($form)? }
        }
    };
    (@entry $members:ident ($value:expr) $wire:literal $type:ident) => {
        $members.serialize_entry($wire, $value)?;
    };
    (@entry $members:ident ($value:expr) $wire:literal $type:ident $form:ident) => {
        $members.serialize_entry($wire, &$crate::codegen::$form($value))?;
    };
    (@write $structure:ident ($value:expr) $wire:literal Nullable $($form:ident)?) => {
        if $value.is_some() {
            $crate::serde_structure! { @write $structure ($value) $wire Member $($form)? }
        } else {
            $crate::serde::ser::SerializeStruct::skip_field(&mut $structure, $wire)?;
        }
    };
    (@write $structure:ident ($value:expr) $wire:literal $type:ident) => {
        $crate::serde::ser::SerializeStruct::serialize_field(&mut $structure, $wire, $value)?;
    };
    (@write $structure:ident ($value:expr) $wire:literal $type:ident $form:ident) => {
        $crate::serde::ser::SerializeStruct::serialize_field(
            &mut $structure,
            $wire,
            &$crate::codegen::$form($value),
        )?;
    };
    (@constant [reject] $wire:literal ($fixed:expr) $members:ident) => {
        $crate::codegen::read_constant(&$fixed, $wire, &mut $members)?
    };
    (@constant [skip] $wire:literal ($fixed:expr) $members:ident) => {
        $crate::codegen::skip($wire, Self::MEMBERS, &mut $members)?
    };
    (@other [$others:ident] $name:ident $members:ident {}) => {
        $crate::codegen::$others($name, Self::MEMBERS, &mut $members)?
    };
    (@other [skip] $name:ident $members:ident { $rest:ident }) => {
        $crate::codegen::read_additional(&mut $rest, $name.to_owned(), &mut $members)?
    };
    (@read Nullable $member:ident $wire:literal $members:ident $form:ident) => {
        $crate::codegen::read_nullable_as::<$crate::codegen::$form, _, _>(&mut $member, $wire, &mut $members)?
    };
    (@read $type:ident $member:ident $wire:literal $members:ident $form:ident) => {
        $crate::codegen::read_member_as::<$crate::codegen::$form, _, _>(&mut $member, $wire, &mut $members)?
    };
    (@read Nullable $member:ident $wire:literal $members:ident) => {
        $crate::codegen::read_nullable(&mut $member, $wire, &mut $members)?
    };
    (@read $type:ident $member:ident $wire:literal $members:ident) => {
        $crate::codegen::read_member(&mut $member, $wire, &mut $members)?
    };
    (@value $member:ident $wire:literal) => { $crate::codegen::member_or_absent($member, $wire)? };
    (@value $member:ident $wire:literal or $default:expr) => {
        $crate::codegen::member_or($member, || $crate::codegen::IntoMember::into_member($default))
    };
}
