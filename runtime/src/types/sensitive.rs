//! Secrets.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use super::{Blob, Wipe};

/// A value that must not be logged: `Debug` does not show it, and it is overwritten when it is dropped.
///
/// It is sent, compared and serialized like the value itself. Its text appears neither in violations nor in
/// errors. An [exposed](Self::expose) value and its copies are the caller's responsibility.
///
/// ```
/// use speccast_runtime::Sensitive;
///
/// let password = Sensitive::<String>::from("hunter2");
/// assert_eq!(format!("{password:?}"), "Sensitive(***)");
/// assert_eq!(password.expose(), "hunter2");
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Sensitive<T: Wipe>(T);

impl<T: Wipe> Sensitive<T> {
    /// Wraps a value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// Returns the value.
    pub const fn expose(&self) -> &T {
        &self.0
    }

    /// Returns the value for changing it.
    pub const fn expose_mut(&mut self) -> &mut T {
        &mut self.0
    }

    /// Replaces an error by a general one: the original may contain the value.
    pub(crate) fn hide<E: Error>(_: E) -> E {
        E::custom("expected a value of another type; what was found is sensitive")
    }

    /// Unwraps the value.
    pub fn into_exposed(mut self) -> T
    where
        T: Default,
    {
        std::mem::take(&mut self.0)
    }
}

impl<T: Wipe> Drop for Sensitive<T> {
    fn drop(&mut self) {
        self.0.wipe();
    }
}

impl<T: Wipe> fmt::Debug for Sensitive<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sensitive(***)")
    }
}

impl<T: Wipe> From<T> for Sensitive<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Sensitive<String> {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl<T: Wipe, const N: usize> From<[T; N]> for Sensitive<Vec<T>> {
    fn from(elements: [T; N]) -> Self {
        Self(elements.into())
    }
}

impl From<&str> for Sensitive<Blob> {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl From<&[u8]> for Sensitive<Blob> {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.into())
    }
}

impl From<Vec<u8>> for Sensitive<Blob> {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes.into())
    }
}

impl<T: Wipe + Serialize> Serialize for Sensitive<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Wipe + Deserialize<'de>> Deserialize<'de> for Sensitive<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self).map_err(Self::hide)
    }
}
