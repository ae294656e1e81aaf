//! Members as a check sees them: there or not, so that a required and an optional member read alike.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use crate::string_enum::StringEnum;

/// A `T` that may be absent: `T` itself, what derefs to it, or an [`Option`] of these.
pub trait Maybe<T: ?Sized> {
    /// The value, if it is there.
    fn maybe(&self) -> Option<&T>;
}

impl<T: ?Sized> Maybe<T> for T {
    fn maybe(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Maybe<T> for Option<T> {
    fn maybe(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<T> Maybe<T> for Box<T> {
    fn maybe(&self) -> Option<&T> {
        Some(self)
    }
}

impl<T> Maybe<T> for Option<Box<T>> {
    fn maybe(&self) -> Option<&T> {
        self.as_deref()
    }
}

impl Maybe<str> for String {
    fn maybe(&self) -> Option<&str> {
        Some(self)
    }
}

impl Maybe<str> for Option<String> {
    fn maybe(&self) -> Option<&str> {
        self.as_deref()
    }
}

impl Maybe<str> for &str {
    fn maybe(&self) -> Option<&str> {
        Some(self)
    }
}

impl<T> Maybe<[T]> for Vec<T> {
    fn maybe(&self) -> Option<&[T]> {
        Some(self)
    }
}

impl<T> Maybe<[T]> for Option<Vec<T>> {
    fn maybe(&self) -> Option<&[T]> {
        self.as_deref()
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

impl<T: MaybeInteger> MaybeInteger for Option<T> {
    fn maybe_integer(&self) -> Option<i64> {
        self.as_ref()?.maybe_integer()
    }
}

/// An enum that may be absent.
pub trait MaybeKnown {
    /// The values that the spec names.
    const VALUES: &'static [&'static str];

    /// Whether there is a value that the spec does not name.
    fn is_unknown(&self) -> bool;
}

impl<E: StringEnum> MaybeKnown for E {
    const VALUES: &'static [&'static str] = E::VALUES;

    fn is_unknown(&self) -> bool {
        E::known(self.as_str()).is_none()
    }
}

impl<E: StringEnum> MaybeKnown for Option<E> {
    const VALUES: &'static [&'static str] = E::VALUES;

    fn is_unknown(&self) -> bool {
        self.as_ref().is_some_and(MaybeKnown::is_unknown)
    }
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

impl<T: MaybeLength> MaybeLength for Option<T> {
    fn maybe_length(&self) -> Option<usize> {
        self.as_ref()?.maybe_length()
    }
}

/// A map that may be absent.
pub trait Entries {
    /// Type of its keys.
    type Key: AsRef<str>;
    /// Type of its values.
    type Value;

    /// Its entries; none if it is absent.
    fn entries(&self) -> impl Iterator<Item = (&Self::Key, &Self::Value)>;
}

impl<K: AsRef<str>, V, S: BuildHasher> Entries for HashMap<K, V, S> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
        self.iter()
    }
}

impl<K: AsRef<str>, V> Entries for BTreeMap<K, V> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
        self.iter()
    }
}

impl<M: Entries> Entries for Option<M> {
    type Key = M::Key;
    type Value = M::Value;

    fn entries(&self) -> impl Iterator<Item = (&M::Key, &M::Value)> {
        self.iter().flat_map(Entries::entries)
    }
}
