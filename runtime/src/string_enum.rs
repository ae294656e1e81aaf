//! Enums of strings: closed in what a spec names, open in what a service sends.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

use crate::types::Wipe;

/// A value that a spec does not name, kept as it came.
///
/// Only parsing makes one, and only of a text that is not one of the enum's own.
///
/// ```
/// speccast_runtime::string_enum! {
///     /// Color of a widget.
///     pub enum Color {
///         Red = "red",
///     }
/// }
///
/// let Color::Unknown(value) = Color::from("mauve") else { panic!() };
/// assert_eq!(value.as_str(), "mauve");
/// ```
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownValue(Box<str>);

impl UnknownValue {
    /// The value.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Wipe for UnknownValue {
    fn wipe(&mut self) {
        self.0.wipe();
    }
}

impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// An enum that [`string_enum!`](crate::string_enum!) made.
///
/// ```
/// use speccast_runtime::string_enum::StringEnum;
///
/// fn is_known<E: StringEnum>(value: &E) -> bool {
///     E::VALUES.contains(&value.as_str())
/// }
/// ```
pub trait StringEnum: Sized {
    /// Values that the spec names, in its order.
    const VALUES: &'static [&'static str];

    /// The value as it is on the wire.
    fn as_str(&self) -> &str;

    /// The variant of a value that the spec names.
    fn known(value: &str) -> Option<Self>;

    /// The variant of a value that the spec does not name.
    fn unknown(value: UnknownValue) -> Self;

    /// The variant of any value; allocates only for one that the spec does not name.
    fn parse(value: &str) -> Self {
        Self::known(value).unwrap_or_else(|| Self::unknown(UnknownValue(value.into())))
    }
}

/// Deserializes any string.
///
/// # Errors
/// Where there is no string.
#[doc(hidden)]
pub fn deserialize<'de, E: StringEnum, D: Deserializer<'de>>(deserializer: D) -> Result<E, D::Error> {
    deserializer.deserialize_str(EnumVisitor(std::marker::PhantomData))
}

struct EnumVisitor<E>(std::marker::PhantomData<E>);

impl<E: StringEnum> Visitor<'_> for EnumVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<X: Error>(self, value: &str) -> Result<E, X> {
        Ok(E::parse(value))
    }
}

/// Defines an enum of strings, open to values that it does not name.
///
/// The enum parses from any string without failing, a value that is not listed as `Unknown`; and has `as_str`, a
/// constant `VALUES`, and serde both ways.
///
/// ```
/// speccast_runtime::string_enum! {
///     /// Color of a widget.
///     pub enum Color {
///         Red = "red",
///         /// The first color.
///         Classic = "1.0",
///     }
/// }
///
/// assert_eq!(Color::from("1.0"), Color::Classic);
/// assert_eq!(Color::from("mauve").as_str(), "mauve");
/// assert_eq!(Color::VALUES, ["red", "1.0"]);
/// ```
#[macro_export]
macro_rules! string_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        ///
        /// Open: a value that is not listed is kept.
        #[allow(deprecated, reason = "a deprecated value is one of them")]
        #[derive(
            ::core::clone::Clone,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::cmp::PartialOrd,
            ::core::cmp::Ord,
            ::core::hash::Hash,
        )]
        #[non_exhaustive]
        $visibility enum $name {
            $(
                $(#[$doc])*
                ///
                #[doc = ::core::concat!("On the wire: `` ", $value, " ``.")]
                $variant,
            )*
            /// A value that the spec does not name.
            Unknown($crate::string_enum::UnknownValue),
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl $name {
            /// Values that the spec names, in its order.
            pub const VALUES: &'static [&'static str] = &[$($value),*];

            /// The value as it is on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl $crate::string_enum::StringEnum for $name {
            const VALUES: &'static [&'static str] = Self::VALUES;

            fn as_str(&self) -> &str {
                self.as_str()
            }

            fn known(value: &str) -> ::core::option::Option<Self> {
                match value {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn unknown(value: $crate::string_enum::UnknownValue) -> Self {
                Self::Unknown(value)
            }
        }

        impl $crate::request::Text for $name {
            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        impl $crate::validate::MaybeKnown for $name {
            const CONSTRAINT: $crate::validate::Constraint =
                $crate::validate::Constraint::Enum(Self::VALUES);

            fn unknown(&self) -> ::core::option::Option<$crate::validate::Found> {
                match self {
                    Self::Unknown(_) => ::core::option::Option::Some($crate::validate::Found::Hidden),
                    _ => ::core::option::Option::None,
                }
            }
        }

        impl $crate::validate::MapKey for $name {
            fn key(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::Wipe for $name {
            fn wipe(&mut self) {
                if let Self::Unknown(value) = self {
                    $crate::Wipe::wipe(value);
                }
            }
        }

        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                $crate::string_enum::StringEnum::parse(value)
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                $crate::string_enum::StringEnum::parse(&value)
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok($crate::string_enum::StringEnum::parse(value))
            }
        }

        impl ::core::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                $crate::string_enum::deserialize(deserializer)
            }
        }
    };
}
