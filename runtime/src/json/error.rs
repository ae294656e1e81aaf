//! Why a body cannot be read.

use std::fmt;

use crate::error::Cut;
use crate::path::Path;

/// Why the body of a response cannot be read, and where.
///
/// ```
/// use speccast_runtime::codegen::{Protocol, RestJson1};
/// use speccast_runtime::response::Response;
///
/// let response = Response::from(http::Response::new(r#"[1,"two"]"#));
/// let error = RestJson1::decode::<Vec<i32>>(&response, &[]).unwrap_err();
/// assert_eq!(error.to_string(), "expected a number, found a string at '/1'");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    root_member: &'static str,
    reason: String,
}

impl DecodeError {
    /// Something wrong at `path`; `None` is the root.
    pub(super) fn new(path: Option<&Path<'_>>, reason: impl fmt::Display) -> Self {
        Self {
            path: path.map(Path::to_string).unwrap_or_default(),
            root_member: path.map(Path::root_member).unwrap_or_default(),
            reason: reason.to_string(),
        }
    }

    /// A body that is nested too deeply.
    pub(super) fn too_deep(limit: usize) -> Self {
        Self::new(None, format_args!("nested more than {limit} levels deep"))
    }

    /// This, at `path` unless a deeper one is known.
    pub(super) fn at(self, path: Option<&Path<'_>>) -> Self {
        if self.path.is_empty() { Self::new(path, self.reason) } else { self }
    }

    /// Member of the root that the error is in; empty if it is not in one.
    pub(super) fn root_member(&self) -> &'static str {
        self.root_member
    }

    /// Where in the body it is, as a JSON Pointer (RFC 6901): `/packages/0/format`. Empty for the body as a whole.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)?;
        // A key of a map in the response may be of any length.
        if self.path.is_empty() { Ok(()) } else { write!(f, " at '{}'", Cut(&self.path)) }
    }
}

impl std::error::Error for DecodeError {}

impl serde::de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(None, message)
    }
}

impl From<serde_json::Error> for DecodeError {
    fn from(error: serde_json::Error) -> Self {
        Self::new(None, error)
    }
}
