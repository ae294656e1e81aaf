//! Maps as a check and a request see them: there or not, with keys of any kind of text.

use std::collections::{BTreeMap, HashMap};
use std::hash::BuildHasher;

use crate::types::{Sensitive, Wipe};

/// The key of a map.
pub trait MapKey {
    /// The key as it is on the wire.
    fn key(&self) -> &str;
}

impl MapKey for String {
    fn key(&self) -> &str {
        self
    }
}

impl MapKey for &str {
    fn key(&self) -> &str {
        self
    }
}

impl<K: MapKey + Wipe> MapKey for Sensitive<K> {
    fn key(&self) -> &str {
        self.expose().key()
    }
}

/// A map that may be absent.
pub trait Entries {
    /// Type of its keys.
    type Key: MapKey;
    /// Type of its values.
    type Value;

    /// Its entries; none if it is absent.
    fn entries(&self) -> impl Iterator<Item = (&Self::Key, &Self::Value)>;
}

impl<K: MapKey, V, S: BuildHasher> Entries for HashMap<K, V, S> {
    type Key = K;
    type Value = V;

    fn entries(&self) -> impl Iterator<Item = (&K, &V)> {
        self.iter()
    }
}

impl<K: MapKey, V> Entries for BTreeMap<K, V> {
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

impl<M: Entries + Wipe> Entries for Sensitive<M> {
    type Key = M::Key;
    type Value = M::Value;

    fn entries(&self) -> impl Iterator<Item = (&M::Key, &M::Value)> {
        self.expose().entries()
    }
}

impl<M: Entries> Entries for &M {
    type Key = M::Key;
    type Value = M::Value;

    fn entries(&self) -> impl Iterator<Item = (&M::Key, &M::Value)> {
        (**self).entries()
    }
}
