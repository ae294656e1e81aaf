//! Types of members that the standard library lacks.

pub(crate) mod base64;
mod blob;
mod file;
pub(crate) mod nullable;
mod sensitive;
mod wipe;

pub use blob::Blob;
pub use file::{FilePart, Files};
pub use nullable::Nullable;
pub use sensitive::Sensitive;
pub use wipe::Wipe;

pub use crate::int_enum::UnknownNumber;
pub use crate::string_enum::UnknownValue;
pub use crate::union::UnknownMember;

/// A member of any type: a JSON value.
///
/// ```
/// use speccast_runtime::Document;
///
/// let settings: Document = speccast_runtime::serde_json::json!({ "retries": 3, "note": null });
/// assert_eq!(settings["retries"], 3);
/// ```
pub type Document = serde_json::Value;
