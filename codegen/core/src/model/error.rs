//! Errors that operations return.

use super::{Head, Member};
use std::fmt;

/// An error that operations return.
#[derive(Clone, Debug)]
pub struct ErrorType {
    /// Name and documentation.
    pub head: Head,
    /// Code on the wire; empty if the error is identified by its status.
    pub code: String,
    /// HTTP status.
    pub status: ErrorStatus,
    /// Whether the spec gives it a code, which distinguishes it from others of its status.
    pub has_own_code: bool,
    /// JSON Pointer to its members in the body, if not where the failures of the service have them; empty for the body
    /// itself.
    pub at: Option<String>,
    /// Whether the same request may succeed later; by default, the status decides.
    pub retryable: Option<Retryable>,
    /// Its members, all optional; `message` is one of them.
    pub members: Vec<Member>,
}

/// Statuses of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ErrorStatus {
    /// This status.
    One(u16),
    /// Every other one of the class with this first digit: 4 or 5.
    Class(u16),
    /// Every other one.
    Default,
}

impl fmt::Display for ErrorStatus {
    /// Formats the statuses as in a spec.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::One(status) => status.fmt(f),
            Self::Class(class) => write!(f, "{class}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

/// Whether the same request may succeed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// Yes, and clients should slow down.
    Throttling,
    /// Yes.
    Yes,
    /// No.
    No,
}
