//! Enums of strings that keep unknown values.

use std::fmt;

use serde::de::{Deserializer, Error, Visitor};

use crate::types::Wipe;

/// A string that the spec does not list for its enum.
///
/// ```
/// speccast_runtime::codegen::string_enum! {
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
    /// Returns the value.
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

/// Creates the unknown value. For [`string_enum!`](crate::codegen::string_enum).
pub fn unknown_value(value: &str) -> UnknownValue {
    UnknownValue(value.into())
}

/// Deserializes an enum from any string. For [`string_enum!`](crate::codegen::string_enum).
///
/// # Errors
/// If the value is not a string.
pub fn deserialize_enum<'de, E, D>(deserializer: D, parse: fn(&str) -> E) -> Result<E, D::Error>
where
    D: Deserializer<'de>,
{
    deserializer.deserialize_str(EnumVisitor(parse))
}

struct EnumVisitor<E>(fn(&str) -> E);

impl<E> Visitor<'_> for EnumVisitor<E> {
    type Value = E;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<X: Error>(self, value: &str) -> Result<E, X> {
        Ok((self.0)(value))
    }
}

/// Defines an enum of strings that keeps other strings as `Unknown`.
///
/// It converts from any string, and has `as_str`, a constant `VALUES`, and serde both ways. Known values need
/// no allocation.
///
/// ```
/// speccast_runtime::codegen::string_enum! {
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
#[doc(hidden)]
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
        /// Any other value is kept as `Unknown`.
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
            /// Any other value.
            Unknown($crate::types::UnknownValue),
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl $name {
            /// Values in the order of the spec.
            pub const VALUES: &'static [&'static str] = &[$($value),*];

            /// Returns the value on the wire.
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }

        impl $crate::codegen::Text for $name {
            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        impl $crate::codegen::Known for $name {
            const CONSTRAINT: $crate::validate::Constraint =
                $crate::validate::Constraint::Enum(Self::VALUES);

            fn unknown(&self) -> ::core::option::Option<$crate::validate::Found> {
                match self {
                    Self::Unknown(_) => ::core::option::Option::Some($crate::validate::Found::Hidden),
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::__member! { $name }

        impl $crate::codegen::Single for $name {}

        impl $crate::types::Wipe for $name {
            fn wipe(&mut self) {
                if let Self::Unknown(value) = self {
                    $crate::types::Wipe::wipe(value);
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl ::core::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                match value {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::codegen::unknown_value(value)),
                }
            }
        }

        impl ::core::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                ::core::convert::From::from(value.as_str())
            }
        }

        impl ::core::str::FromStr for $name {
            type Err = ::core::convert::Infallible;

            fn from_str(value: &str) -> ::core::result::Result<Self, ::core::convert::Infallible> {
                ::core::result::Result::Ok(::core::convert::From::from(value))
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
                $crate::codegen::deserialize_enum(deserializer, |value| ::core::convert::From::from(value))
            }
        }
    };
}
