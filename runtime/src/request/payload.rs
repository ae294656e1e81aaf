//! Values that are a whole JSON body.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::types::{Sensitive, Wipe};

/// A value that may be the whole JSON body of a request: what [`builder!`](crate::builder!) and
/// [`union!`](crate::union!) make, a document, a list, a map, or an [`Option`] of these.
///
/// ```
/// use speccast_runtime::Document;
/// use speccast_runtime::operation::Request;
///
/// let request = Request::put("/").payload("settings", &None::<Document>).finish()?;
/// assert!(request.body().is_empty());
/// # Ok::<_, speccast_runtime::operation::EncodeError>(())
/// ```
pub trait Payload {
    /// What is sent in the place of an absent one: of a structure one without members, of others nothing (Smithy
    /// restJson1, "HTTP payload").
    const IF_ABSENT: Option<&'static str>;
}

impl<T: Payload> Payload for Option<T> {
    const IF_ABSENT: Option<&'static str> = T::IF_ABSENT;
}

impl<T: Payload> Payload for Box<T> {
    const IF_ABSENT: Option<&'static str> = T::IF_ABSENT;
}

impl<T: Payload + Wipe> Payload for Sensitive<T> {
    const IF_ABSENT: Option<&'static str> = T::IF_ABSENT;
}

impl<T: Payload + ?Sized> Payload for &T {
    const IF_ABSENT: Option<&'static str> = T::IF_ABSENT;
}

impl Payload for Value {
    const IF_ABSENT: Option<&'static str> = None;
}

impl<T> Payload for Vec<T> {
    const IF_ABSENT: Option<&'static str> = None;
}

impl<K, V> Payload for BTreeMap<K, V> {
    const IF_ABSENT: Option<&'static str> = None;
}
