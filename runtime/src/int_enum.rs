//! Enums of integers: closed in what a spec names, open in what a service sends.

use std::fmt;

/// A number that a spec does not name.
///
/// Only conversion makes one, and only of a number that is not one of the enum's own.
///
/// ```
/// speccast_runtime::int_enum! {
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
    /// The number.
    pub const fn as_i32(&self) -> i32 {
        self.0
    }
}

impl fmt::Debug for UnknownNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// An enum that [`int_enum!`](crate::int_enum!) made.
///
/// ```
/// use speccast_runtime::int_enum::IntEnum;
///
/// fn names<E: IntEnum>(number: i32) -> bool {
///     E::known(number).is_some()
/// }
/// ```
pub trait IntEnum: Copy {
    /// Numbers that the spec names, in its order.
    const VALUES: &'static [i32];

    /// The number as it is on the wire.
    fn as_i32(&self) -> i32;

    /// The variant of a number that the spec names.
    fn known(number: i32) -> Option<Self>;

    /// The variant of a number that the spec does not name.
    fn unknown(number: UnknownNumber) -> Self;

    /// The variant of any number.
    fn parse(number: i32) -> Self {
        Self::known(number).unwrap_or_else(|| Self::unknown(UnknownNumber(number)))
    }
}

/// Defines an enum of integers, open to numbers that it does not name.
///
/// The enum converts from any `i32`, a number that is not listed to `Unknown`; and has `as_i32`, a constant `VALUES`,
/// and serde both ways, as a number.
///
/// ```
/// speccast_runtime::int_enum! {
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
/// ```
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
        /// Open: a number that is not listed is kept.
        #[allow(deprecated, reason = "a deprecated value is one of them")]
        #[derive(
            ::core::clone::Clone,
            ::core::marker::Copy,
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
                #[doc = ::core::concat!("On the wire: `", $value, "`.")]
                $variant,
            )*
            /// A number that the spec does not name.
            Unknown($crate::int_enum::UnknownNumber),
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl $name {
            /// Numbers that the spec names, in its order.
            pub const VALUES: &'static [i32] = &[$($value),*];

            /// The number as it is on the wire.
            pub const fn as_i32(&self) -> i32 {
                match self {
                    $(Self::$variant => $value,)*
                    Self::Unknown(number) => number.as_i32(),
                }
            }
        }

        #[allow(deprecated, reason = "a deprecated value is one of them")]
        impl $crate::int_enum::IntEnum for $name {
            const VALUES: &'static [i32] = Self::VALUES;

            fn as_i32(&self) -> i32 {
                self.as_i32()
            }

            fn known(number: i32) -> ::core::option::Option<Self> {
                match number {
                    $($value => ::core::option::Option::Some(Self::$variant),)*
                    _ => ::core::option::Option::None,
                }
            }

            fn unknown(number: $crate::int_enum::UnknownNumber) -> Self {
                Self::Unknown(number)
            }
        }

        impl $crate::request::Text for $name {
            fn text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Owned(::std::string::ToString::to_string(&self.as_i32()))
            }
        }

        impl $crate::validate::MaybeKnown for $name {
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

        impl $crate::Wipe for $name {
            fn wipe(&mut self) {
                *self = ::core::convert::From::from(0);
            }
        }

        impl ::core::convert::From<i32> for $name {
            fn from(number: i32) -> Self {
                $crate::int_enum::IntEnum::parse(number)
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
