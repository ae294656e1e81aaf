//! Errors that a spec defines.

mod macros;
mod recognize;

use std::fmt::{self, Write as _};

use serde::de::DeserializeOwned;

use crate::error::{Cut, OneLine};
use crate::json::Head;
use crate::structure::members::Structure;

pub use recognize::ErrorResponse;
pub(crate) use recognize::{CodePlace, Recognized};

/// Whether a request may be sent again after an error, as documented in the spec.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retryable {
    /// The service reports throttling.
    Throttling,
    /// The request may succeed when it is sent again.
    Yes,
    /// The request fails again.
    No,
    /// Undocumented; the code and the status decide.
    Undocumented,
}

/// A structure that is an error, defined by [`modeled_errors!`](crate::codegen::modeled_errors).
pub trait Modeled: fmt::Debug + DeserializeOwned + Structure {
    /// Its code on the wire.
    const CODE: &'static str;
    /// Its HTTP status; `None` for the default error, of all statuses or of one class.
    const STATUS: Option<u16>;
    /// First digit of the statuses of a default error for one class.
    const CLASS: Option<u16> = None;
    /// Whether the spec gives it a code, if the protocol does not require one.
    const HAS_CODE: bool = true;
    /// Whether the request may be sent again.
    const RETRY: Retryable;
    /// Members outside the body.
    const HEAD: Head;
    /// JSON Pointer to the members in the body, if not where the service's other errors have them.
    const AT: Option<&'static str> = None;

    /// Returns the service's error message.
    fn message(&self) -> Option<&str>;
}

/// How one variant of an [`OperationError`] is recognized.
#[derive(Debug)]
pub struct Case {
    /// Name of the variant.
    name: &'static str,
    code: &'static str,
    has_code: bool,
    status: Option<u16>,
    class: Option<u16>,
    retry: Retryable,
    head: Head,
    members: &'static [&'static str],
}

impl Case {
    /// Creates the case of the modeled error `T`.
    pub const fn new<T: Modeled>() -> Self {
        Self {
            name: T::NAME,
            code: T::CODE,
            has_code: T::HAS_CODE && T::STATUS.is_some(),
            status: T::STATUS,
            class: T::CLASS,
            retry: T::RETRY,
            head: T::HEAD,
            members: T::MEMBERS,
        }
    }

    /// Its HTTP status; `None` for a default error.
    pub(crate) fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns whether a request may be sent again after it, as documented in the spec.
    pub(crate) fn retryable(&self) -> Retryable {
        self.retry
    }

    /// Returns the name of the variant.
    pub(crate) fn name(&self) -> &'static str {
        self.name
    }

    /// Returns whether the error has a member of this name in the body.
    fn has_member(&self, name: &str) -> bool {
        self.members.contains(&name) && !self.head.iter().any(|(member, _)| *member == name)
    }
}

/// The errors of one operation, an enum defined by [`operation_error!`](crate::codegen::operation_error).
pub trait OperationError: std::error::Error + Sized + Send + Sync + 'static {
    /// Its variants.
    const CASES: &'static [Case];

    /// Decodes the members of the variant of this name; `None` if it cannot be decoded.
    fn decode(variant: &str, response: &ErrorResponse<'_>) -> Option<Self>;

    /// Returns the code of this error on the wire.
    fn code(&self) -> &'static str;

    /// Returns the service's error message.
    fn message(&self) -> Option<&str>;

    /// Returns whether a request may be sent again after it, as documented in the spec.
    fn retryable(&self) -> Retryable;
}

/// Writes `Code: message` on one line, with a long message shortened.
///
/// # Errors
/// If `f` fails.
pub fn display_error<T: Modeled>(error: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.write_str(T::CODE)?;
    error.message().map_or(Ok(()), |message| write!(OneLine(f), ": {}", Cut(message)))
}
