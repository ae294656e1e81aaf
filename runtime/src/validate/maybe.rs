//! Members as a check sees them: there or not, so that a required and an optional member read alike.

use std::collections::{BTreeMap, HashMap};

use super::{Constraint, Found};
use crate::types::{Blob, Sensitive, Wipe};

/// A `T` that may be absent: `T` itself, what derefs to it or hides it, or an [`Option`] of these.
///
/// ```
/// use speccast_runtime::Sensitive;
/// use speccast_runtime::validate::Maybe;
///
/// fn length(text: &impl Maybe<str>) -> Option<usize> {
///     text.maybe().map(str::len)
/// }
///
/// assert_eq!(length(&"cog".to_owned()), Some(3));
/// assert_eq!(length(&Some(Sensitive::<String>::from("cog"))), Some(3));
/// assert_eq!(length(&None::<String>), None);
/// ```
pub trait Maybe<T: ?Sized> {
    /// The value, if it is there.
    fn maybe(&self) -> Option<&T>;
}

impl<T: ?Sized> Maybe<T> for T {
    fn maybe(&self) -> Option<&T> {
        Some(self)
    }
}

/// Implements [`Maybe`] for a type and for what may hold it.
macro_rules! maybe {
    ($(<$($parameter:ident $(: $bound:ident)?),*> $target:ty, $holder:ty, $this:ident => $value:expr;)*) => {
        $(
            impl<$($parameter $(: $bound)?),*> Maybe<$target> for $holder {
                fn maybe(&self) -> Option<&$target> {
                    let $this = self;
                    $value
                }
            }
        )*
    };
}

maybe! {
    <T> T, Option<T>, this => this.as_ref();
    <T> T, Box<T>, this => Some(this);
    <T> T, Option<Box<T>>, this => this.as_deref();
    <T> T, Option<&Box<T>>, this => this.map(AsRef::as_ref);
    <T: Wipe> T, Sensitive<T>, this => Some(this.expose());
    <T: Wipe> T, Option<Sensitive<T>>, this => this.as_ref().map(Sensitive::expose);
    <T: Wipe> T, Option<&Sensitive<T>>, this => this.map(Sensitive::expose);
    <T: Wipe> T, Option<Box<Sensitive<T>>>, this => this.as_ref().map(|secret| secret.expose());
    <T: Wipe> T, Option<&Box<Sensitive<T>>>, this => this.map(|secret| secret.expose());

    <> str, String, this => Some(this);
    <> str, &str, this => Some(this);
    <> str, Option<String>, this => this.as_deref();
    <> str, Option<&String>, this => this.map(String::as_str);
    <> str, Sensitive<String>, this => Some(this.expose());
    <> str, Option<Sensitive<String>>, this => this.as_ref().map(|text| text.expose().as_str());
    <> str, Option<&Sensitive<String>>, this => this.map(|text| text.expose().as_str());

    <T> [T], Vec<T>, this => Some(this);
    <T> [T], Option<Vec<T>>, this => this.as_deref();
    <T> [T], Option<&Vec<T>>, this => this.map(Vec::as_slice);
    <T: Wipe> [T], Sensitive<Vec<T>>, this => Some(this.expose());
    <T: Wipe> [T], Option<Sensitive<Vec<T>>>, this => this.as_ref().map(|list| list.expose().as_slice());
    <T: Wipe> [T], Option<&Sensitive<Vec<T>>>, this => this.map(|list| list.expose().as_slice());
}

impl<T: ?Sized> Maybe<T> for Option<&T> {
    fn maybe(&self) -> Option<&T> {
        *self
    }
}

/// An integer that may be absent.
pub trait MaybeInteger {
    /// The integer, if it is there.
    fn maybe_integer(&self) -> Option<i64>;
}

macro_rules! integers {
    ($($integer:ty)*) => {
        $(
            impl MaybeInteger for $integer {
                fn maybe_integer(&self) -> Option<i64> {
                    Some(i64::from(*self))
                }
            }
        )*
    };
}

integers!(i8 i16 i32 i64);

/// A number with a fraction that may be absent.
pub trait MaybeNumber {
    /// The number, if it is there.
    fn maybe_number(&self) -> Option<Number>;
}

/// A number with a fraction, in the precision of its member.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Number {
    /// Of 24 significant bits.
    Single(f32),
    /// Of 53 significant bits.
    Double(f64),
}

impl MaybeNumber for f32 {
    fn maybe_number(&self) -> Option<Number> {
        Some(Number::Single(*self))
    }
}

impl MaybeNumber for f64 {
    fn maybe_number(&self) -> Option<Number> {
        Some(Number::Double(*self))
    }
}

/// An enum that may be absent.
pub trait MaybeKnown {
    /// What a value that the spec does not name violates.
    const CONSTRAINT: Constraint;

    /// What is found in a value that the spec does not name; `None` if there is no value, or the spec names it.
    fn unknown(&self) -> Option<Found>;
}

/// A union that may be absent.
pub trait MaybeMember {
    /// Members that the spec names.
    const MEMBERS: &'static [&'static str];

    /// Whether there is a member that the spec does not name.
    fn is_unknown(&self) -> bool;
}

/// Something with a length that may be absent: a list, a map, bytes.
pub trait MaybeLength {
    /// Entries of a list or map, bytes of a blob, if it is there.
    fn maybe_length(&self) -> Option<usize>;
}

impl<T> MaybeLength for Vec<T> {
    fn maybe_length(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<K, V, S> MaybeLength for HashMap<K, V, S> {
    fn maybe_length(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl<K, V> MaybeLength for BTreeMap<K, V> {
    fn maybe_length(&self) -> Option<usize> {
        Some(self.len())
    }
}

impl MaybeLength for Blob {
    fn maybe_length(&self) -> Option<usize> {
        Some(self.len())
    }
}

/// Implements a trait of one method for whatever holds its implementor.
macro_rules! holders {
    ($($role:ident::$method:ident -> $found:ty, { $($constant:item)* };)*) => {
        $(
            impl<T: $role> $role for Option<T> {
                $($constant)*

                fn $method(&self) -> $found {
                    self.as_ref().map(T::$method).unwrap_or_default()
                }
            }

            impl<T: $role> $role for &T {
                $($constant)*

                fn $method(&self) -> $found {
                    (**self).$method()
                }
            }

            impl<T: $role> $role for Box<T> {
                $($constant)*

                fn $method(&self) -> $found {
                    (**self).$method()
                }
            }

            impl<T: $role + Wipe> $role for Sensitive<T> {
                $($constant)*

                fn $method(&self) -> $found {
                    self.expose().$method()
                }
            }
        )*
    };
}

holders! {
    MaybeInteger::maybe_integer -> Option<i64>, {};
    MaybeNumber::maybe_number -> Option<Number>, {};
    MaybeLength::maybe_length -> Option<usize>, {};
    MaybeKnown::unknown -> Option<Found>, { const CONSTRAINT: Constraint = T::CONSTRAINT; };
    MaybeMember::is_unknown -> bool, { const MEMBERS: &'static [&'static str] = T::MEMBERS; };
}
