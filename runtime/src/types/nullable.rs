//! Members that may be `null`.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, Visitor};
use serde::ser::{Serialize, Serializer};

use super::{Blob, Sensitive, Wipe};
use crate::validate::member::Member;

/// A value or `null`, where `null` differs from absent.
///
/// A request that clears a field sends `null`; one that leaves it unchanged sends nothing. So an optional
/// nullable member of a request is an `Option<Nullable<T>>`: `None` is not sent. In responses, `null` and
/// absent mean the same, and such a member is an `Option<T>`.
///
/// Values and options convert to it, and `None` becomes [`Null`](Self::Null):
///
/// ```
/// use speccast_runtime::Nullable;
///
/// let milestone: Nullable<i64> = 7.into();
/// assert_eq!(milestone.value(), Some(&7));
/// let cleared: Nullable<i64> = None.into();
/// assert!(cleared.is_null());
/// assert_eq!(speccast_runtime::serde_json::to_string(&cleared)?, "null");
/// # Ok::<_, speccast_runtime::serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nullable<T> {
    /// `null`.
    #[default]
    Null,
    /// A value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Returns whether it is `null`.
    pub const fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// Returns the value, unless it is `null`.
    pub const fn value(&self) -> Option<&T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }

    /// Turns it into its value, unless it is `null`.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Null => None,
            Self::Value(value) => Some(value),
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

/// `None` is `null`.
impl<T> From<Option<T>> for Nullable<T> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::Value)
    }
}

impl<T> From<Nullable<T>> for Option<T> {
    fn from(value: Nullable<T>) -> Self {
        value.into_value()
    }
}

macro_rules! from_text {
    ($($type:ty)*) => {
        $(
            impl From<&str> for Nullable<$type> {
                fn from(text: &str) -> Self {
                    Self::Value(text.into())
                }
            }
        )*
    };
}

from_text!(String Blob Sensitive<String> Sensitive<Blob>);

impl<T> From<T> for Nullable<Box<T>> {
    fn from(value: T) -> Self {
        Self::Value(Box::new(value))
    }
}

impl<T, const N: usize> From<[T; N]> for Nullable<Vec<T>> {
    fn from(elements: [T; N]) -> Self {
        Self::Value(elements.into())
    }
}

impl<T: Wipe> Wipe for Nullable<T> {
    fn wipe(&mut self) {
        if let Self::Value(value) = self {
            value.wipe();
        }
    }
}

/// `null` satisfies every constraint.
impl<T: Member> Member for Nullable<T> {
    type Value = T::Value;
    const SENSITIVE: bool = T::SENSITIVE;

    #[inline]
    fn value(&self) -> Option<&T::Value> {
        self.value()?.value()
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Value(value) => value.serialize(serializer),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::deserialize(deserializer).map(Self::from)
    }
}

/// The name of the newtype by which a deserializer distinguishes `null` from an absent member.
pub(crate) const NEWTYPE: &str = "$speccast::Nullable";

/// An optional nullable member as it is read: `null` differs from absent.
pub(crate) struct OptionalNullable<T>(pub(crate) Option<Nullable<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OptionalNullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NEWTYPE, NullableVisitor(PhantomData)).map(Self)
    }
}

struct NullableVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NullableVisitor<T> {
    type Value = Option<Nullable<T>>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        Nullable::deserialize(deserializer).map(Some)
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Some(Nullable::Null))
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(None)
    }
}
