//! Arguments of setters.

use std::collections::{BTreeMap, HashMap};
use std::hash::Hash;

use crate::stream::{ByteStream, EventStream};
use crate::types::{Blob, Document, FilePart, Nullable, Sensitive, Wipe};
use crate::{Date, Timestamp};

/// A value that can become a member of type `T`: the argument of generated setters.
///
/// | member | takes |
/// |---|---|
/// | string, enum, blob, timestamp, structure, union, stream, file | what converts to it by `Into` |
/// | list | an iterator over what its items take |
/// | map | an iterator over pairs of what its keys and values take |
/// | sensitive | what it takes otherwise, or a [`Sensitive`] |
/// | nullable | what it takes otherwise, or a [`Nullable`] |
/// | number, boolean, document | a value of this type |
///
/// Optional members, and items of sparse lists and maps, also accept an `Option` of these. An optional member
/// never sends `None` as `null`; use [`Nullable::Null`] for that. `None` alone has no type, so write
/// `None::<String>`, or leave the setter out. An empty list needs a type too: `Vec::<String>::new()`. An
/// `Option` of an item is an iterator over at most one.
///
/// ```
/// use speccast_runtime::codegen::IntoMember;
///
/// fn labels<M>(labels: impl IntoMember<Option<Vec<String>>, M>) -> Option<Vec<String>> {
///     labels.into_member()
/// }
///
/// assert_eq!(labels(["bug"]), Some(vec!["bug".to_owned()]));
/// assert_eq!(labels("a,b".split(',')), labels(vec!["a", "b"]));
/// assert_eq!(labels(None::<[&str; 1]>), None);
/// ```
///
/// `M` is the kind of conversion; the compiler infers it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not convert to `{T}`",
    label = "expected a value that converts to `{T}`",
    note = "strings, enums, blobs, timestamps, structures and unions accept values that convert to them with `Into`",
    note = "lists accept an iterator of items, maps an iterator of pairs, and optional members also an `Option` of a value"
)]
pub trait IntoMember<T, M> {
    /// Converts the value.
    fn into_member(self) -> T;
}

/// A type whose members accept any value that converts to it by `Into`.
pub trait Single {}

impl Single for String {}
impl Single for Blob {}
impl Single for Timestamp {}
impl Single for Date {}
impl Single for ByteStream {}
impl<T> Single for EventStream<T> {}
impl Single for FilePart {}

/// Kinds of conversions.
pub mod way {
    use std::marker::PhantomData;

    /// Unchanged.
    #[derive(Debug)]
    pub enum Exact {}
    /// By `Into`.
    #[derive(Debug)]
    pub enum Converted {}
    /// As a list.
    #[derive(Debug)]
    pub struct Items<M>(PhantomData<M>);
    /// As a map.
    #[derive(Debug)]
    pub struct Entries<K, V>(PhantomData<(K, V)>);
    /// The value in an option.
    #[derive(Debug)]
    pub struct Present<M>(PhantomData<M>);
    /// An option of the value.
    #[derive(Debug)]
    pub struct Optional<M>(PhantomData<M>);
    /// The value in a `Sensitive`, `Nullable` or `Box`.
    #[derive(Debug)]
    pub struct Wrapped<M>(PhantomData<M>);
}

impl<T: Single, U: Into<T>> IntoMember<T, way::Converted> for U {
    fn into_member(self) -> T {
        self.into()
    }
}

macro_rules! exact {
    ($($type:ty)*) => {
        $(
            impl IntoMember<Self, way::Exact> for $type {
                fn into_member(self) -> Self {
                    self
                }
            }
        )*
    };
}

exact!(bool i8 i16 i32 i64 f32 f64 Document);

impl<T, C, M> IntoMember<Vec<T>, way::Items<M>> for C
where
    C: IntoIterator<Item: IntoMember<T, M>>,
{
    fn into_member(self) -> Vec<T> {
        self.into_iter().map(IntoMember::into_member).collect()
    }
}

macro_rules! maps {
    ($($map:ty where $($bound:path),+;)*) => {
        $(
            impl<K, V, A, B, C, M, N> IntoMember<$map, way::Entries<M, N>> for C
            where
                K: $($bound +)+,
                A: IntoMember<K, M>,
                B: IntoMember<V, N>,
                C: IntoIterator<Item = (A, B)>,
            {
                fn into_member(self) -> $map {
                    self.into_iter().map(|(key, value)| (key.into_member(), value.into_member())).collect()
                }
            }
        )*
    };
}

maps! {
    BTreeMap<K, V> where Ord;
    HashMap<K, V> where Eq, Hash;
}

impl<T, U: IntoMember<T, M>, M> IntoMember<Option<T>, way::Present<M>> for U {
    fn into_member(self) -> Option<T> {
        Some(self.into_member())
    }
}

impl<T, U: IntoMember<T, M>, M> IntoMember<Option<T>, way::Optional<M>> for Option<U> {
    fn into_member(self) -> Option<T> {
        self.map(IntoMember::into_member)
    }
}

impl<T: Wipe, U: IntoMember<T, M>, M> IntoMember<Sensitive<T>, way::Wrapped<M>> for U {
    fn into_member(self) -> Sensitive<T> {
        Sensitive::new(self.into_member())
    }
}

impl<T: Wipe> IntoMember<Self, way::Exact> for Sensitive<T> {
    fn into_member(self) -> Self {
        self
    }
}

impl<T, U: IntoMember<T, M>, M> IntoMember<Nullable<T>, way::Wrapped<M>> for U {
    fn into_member(self) -> Nullable<T> {
        Nullable::Value(self.into_member())
    }
}

impl<T> IntoMember<Self, way::Exact> for Nullable<T> {
    fn into_member(self) -> Self {
        self
    }
}

impl<T, U: IntoMember<T, M>, M> IntoMember<Box<T>, way::Wrapped<M>> for U {
    fn into_member(self) -> Box<T> {
        Box::new(self.into_member())
    }
}

impl<T> IntoMember<Self, way::Exact> for Box<T> {
    fn into_member(self) -> Self {
        self
    }
}
