//! Enums of integers that keep unknown numbers.

use std::fmt;

/// A number that the spec does not list for its enum.
///
/// ```
/// speccast_runtime::codegen::int_enum! {
///     /// How loud it is.
///     pub enum Level {
///         Low = 1,
///     }
/// }
///
/// let Level::Unknown(number) = Level::from(7) else { panic!() };
/// assert_eq!(number.as_i32(), 7);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnknownNumber(i32);

impl UnknownNumber {
    /// Returns the number.
    pub const fn as_i32(&self) -> i32 {
        self.0
    }
}

impl fmt::Debug for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Creates the unknown value. For [`int_enum!`](crate::codegen::int_enum).
pub const fn unknown_number(number: i32) -> UnknownNumber {
    UnknownNumber(number)
}

/// Defines an enum of integers that keeps other numbers as `Unknown`.
///
/// It converts from any `i32`, and has `as_i32`, a constant `VALUES`, and serde both ways, as a number.
/// Values are ordered by number, not in the order of the spec.
///
/// ```
/// speccast_runtime::codegen::int_enum! {
///     /// How loud it is.
///     pub enum Level {
///         Low = 1,
///         /// Too loud.
///         High = 11,
///     }
/// }
///
/// assert_eq!(Level::from(11), Level::High);
/// assert_eq!(Level::from(7).as_i32(), 7);
/// assert_eq!(Level::VALUES, [1, 11]);
/// assert!(Level::Low < Level::from(7) && Level::from(7) < Level::High);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! int_enum {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $($(#[$doc:meta])* $variant:ident = $value:literal),* $(,)?
        }
    ) => {
        $(#[$attribute])*
        ///
        /// Any other number is kept as `Unknown`.
        #[allow(deprecated, reason = "a deprecated value is one of them")]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
            ::core::fmt::Debug,
            ::core::cmp::PartialEq,
            ::core::cmp::Eq,
            ::core::hash::Hash,
        )]
        #[non_exhaustive]
        $visibility enum $name {
            $(
                $(#[$doc])*
                ///
                #[doc = ::core::concat!("On the wire: `", $value, "`.")]
                $variant,
            )*
            /// Any other number.
            Unknown($crate::types::UnknownNumber),
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl $name {
            /// Numbers in the order of the spec.
            pub const VALUES: &'static [i32] = &[$($value),*];

            /// Returns the number on the wire.
            pub const fn as_i32(&self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(number) => number.as_i32(),
                }
            }
        }

        impl ::core::cmp::Ord for $name {
            fn cmp(&self, other: &Self) -> ::core::cmp::Ordering {
                ::core::cmp::Ord::cmp(&self.as_i32(), &other.as_i32())
            }
        }

        impl ::core::cmp::PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> ::core::option::Option<::core::cmp::Ordering> {
                ::core::option::Option::Some(::core::cmp::Ord::cmp(self, other))
            }
        }

        impl $crate::codegen::Text for $name {
            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Owned(::std::string::ToString::to_string(&self.as_i32()))
            }
        }

        impl $crate::codegen::Known for $name {
            const CONSTRAINT: $crate::validate::Constraint =
                $crate::validate::Constraint::IntEnum(Self::VALUES);

            fn unknown(&self) -> ::core::option::Option<$crate::validate::Found> {
                match self {
                    Self::Unknown(number) => ::core::option::Option::Some(
                        $crate::validate::Found::Number(number.as_i32() as i64),
                    ),
                    _ => ::core::option::Option::None,
                }
            }
        }

        $crate::__member! { $name }

        impl $crate::codegen::Single for $name {}

        impl $crate::types::Wipe for $name {
            fn wipe(&mut self) {
                *self = ::core::convert::From::from(0);
            }
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl ::core::convert::From<i32> for $name {
            fn from(number: i32) -> Self {
                match number {
                    $($value => Self::$variant,)*
                    _ => Self::Unknown($crate::codegen::unknown_number(number)),
                }
            }
        }

        impl ::core::convert::From<$name> for i32 {
            fn from(value: $name) -> Self {
                value.as_i32()
            }
        }

        impl ::core::fmt::Display for $name {
            fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
                ::core::fmt::Display::fmt(&self.as_i32(), f)
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::core::result::Result<S::Ok, S::Error> {
                serializer.serialize_i32(self.as_i32())
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::core::result::Result<Self, D::Error> {
                let number: i32 = $crate::serde::Deserialize::deserialize(deserializer)?;
                ::core::result::Result::Ok(::core::convert::From::from(number))
            }
        }
    };
}
