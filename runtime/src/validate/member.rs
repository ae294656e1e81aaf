//! Members, as checks and requests access them.

use std::collections::{BTreeMap, HashMap};

use super::{Constraint, Found};
use crate::stream::ByteStream;
use crate::types::{Blob, Document, Sensitive, Wipe};
use crate::{Date, Timestamp};

/// The value of a member, whether it is required or optional, sensitive or boxed.
///
/// ```
/// use speccast_runtime::Sensitive;
/// use speccast_runtime::codegen::Member;
///
/// fn length(text: &impl Member<Value = str>) -> Option<usize> {
///     text.value().map(str::len)
/// }
///
/// assert_eq!(length(&"cog".to_owned()), Some(3));
/// assert_eq!(length(&Some(Sensitive::<String>::from("cog"))), Some(3));
/// assert_eq!(length(&None::<String>), None);
/// ```
pub trait Member {
    /// Type of the value.
    type Value: ?Sized;

    /// Whether texts of the value must not be shown.
    const SENSITIVE: bool = false;

    /// Returns the value, if there is one.
    fn value(&self) -> Option<&Self::Value>;
}

/// An enum or a union, which keeps values that the spec does not list.
pub trait Known {
    /// Constraint that an unknown value violates.
    const CONSTRAINT: Constraint;

    /// Returns the finding about an unknown value; `None` if the spec lists it.
    fn unknown(&self) -> Option<Found>;
}

/// Implements [`Member`] for types whose value is always present.
#[doc(hidden)]
#[macro_export]
macro_rules! __member {
    ($($type:ty)*) => {
        $(
            impl $crate::codegen::Member for $type {
                type Value = Self;

                #[inline]
                fn value(&self) -> ::core::option::Option<&Self> {
                    ::core::option::Option::Some(self)
                }
            }
        )*
    };
}

__member! { bool i8 i16 i32 i64 f32 f64 str Timestamp Date Blob ByteStream Document }

/// Implements [`Member`] for types that contain a value.
macro_rules! holders {
    ($([$($parameter:ident)*] $holder:ty => $value:ty;)*) => {
        $(
            impl<$($parameter),*> Member for $holder {
                type Value = $value;

                #[inline]
                fn value(&self) -> Option<&$value> {
                    Some(self)
                }
            }
        )*
    };
}

holders! {
    [] String => str;
    [T] Vec<T> => [T];
    [T] [T] => Self;
    [K V] BTreeMap<K, V> => Self;
    [K V S] HashMap<K, V, S> => Self;
}

/// Implements [`Member`] for types that may contain a value.
macro_rules! wrappers {
    ($([$($bound:tt)*] $holder:ty, $sensitive:expr, $this:ident => $found:expr;)*) => {
        $(
            impl<T: Member + $($bound)*> Member for $holder {
                type Value = T::Value;
                const SENSITIVE: bool = $sensitive;

                #[inline]
                fn value(&self) -> Option<&T::Value> {
                    let $this = self;
                    $found
                }
            }
        )*
    };
}

wrappers! {
    [Sized] Option<T>, T::SENSITIVE, this => this.as_ref()?.value();
    [?Sized] Box<T>, T::SENSITIVE, this => (**this).value();
    [?Sized] &T, T::SENSITIVE, this => (**this).value();
    [Wipe] Sensitive<T>, true, this => this.expose().value();
}
