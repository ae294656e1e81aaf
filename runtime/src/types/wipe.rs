//! Values that can be overwritten.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use zeroize::Zeroize;

use super::{Blob, Sensitive};
use crate::{Date, Timestamp};

/// A value whose memory can be overwritten, so that a [`Sensitive`] one is erased when it is dropped.
///
/// Generated structures, unions and enums are wiped member by member. Earlier copies, from when a string grew
/// or a response was read, are not found.
///
/// ```
/// use speccast_runtime::types::Wipe;
///
/// let mut secrets = vec!["s3cret".to_owned()];
/// secrets.wipe();
/// assert!(secrets.is_empty());
/// ```
pub trait Wipe {
    /// Overwrites the value; the result has no meaning. The default does nothing.
    fn wipe(&mut self) {}
}

macro_rules! zeroized {
    ($($type:ty)*) => {
        $(
            impl Wipe for $type {
                fn wipe(&mut self) {
                    self.zeroize();
                }
            }
        )*
    };
}

zeroized!(bool i8 i16 i32 i64 u8 f32 f64 String Box<str>);

impl Wipe for Blob {
    fn wipe(&mut self) {
        self.as_mut_vec().zeroize();
    }
}

impl Wipe for Timestamp {
    fn wipe(&mut self) {
        *self = Self::UNIX_EPOCH;
    }
}

impl Wipe for Date {
    fn wipe(&mut self) {
        *self = Self::UNIX_EPOCH;
    }
}

impl<T: Wipe> Wipe for Sensitive<T> {
    fn wipe(&mut self) {
        self.expose_mut().wipe();
    }
}

impl<T: Wipe + ?Sized> Wipe for Box<T> {
    fn wipe(&mut self) {
        (**self).wipe();
    }
}

impl<T: Wipe> Wipe for Option<T> {
    fn wipe(&mut self) {
        if let Some(value) = self {
            value.wipe();
        }
    }
}

impl<T: Wipe> Wipe for Vec<T> {
    fn wipe(&mut self) {
        self.iter_mut().for_each(Wipe::wipe);
        self.clear();
    }
}

impl<K: Wipe + Ord, V: Wipe> Wipe for BTreeMap<K, V> {
    fn wipe(&mut self) {
        std::mem::take(self).into_iter().for_each(wipe_entry);
    }
}

impl<K: Wipe, V: Wipe, S> Wipe for HashMap<K, V, S> {
    fn wipe(&mut self) {
        self.drain().for_each(wipe_entry);
    }
}

impl Wipe for Value {
    fn wipe(&mut self) {
        match std::mem::take(self) {
            Self::String(mut text) => text.wipe(),
            Self::Array(mut elements) => elements.wipe(),
            Self::Object(members) => members.into_iter().for_each(wipe_entry),
            // A number cannot be overwritten through its public interface.
            Self::Null | Self::Bool(_) | Self::Number(_) => {}
        }
    }
}

fn wipe_entry<K: Wipe, V: Wipe>((mut key, mut value): (K, V)) {
    key.wipe();
    value.wipe();
}
