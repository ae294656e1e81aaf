//! Errors of decoding.

use std::fmt;

use http::{HeaderMap, header};
use serde::de::{self, Error as _, Expected, Unexpected};

use crate::error::Cut;
use crate::path::Path;
use crate::response::Response;

/// Why the body of a response cannot be decoded, and where.
///
/// ```
/// use speccast_runtime::codegen::{Protocol, RestJson1};
/// use speccast_runtime::response::Response;
///
/// let response = Response::from(http::Response::new(r#"[1,"two"]"#));
/// let error = RestJson1::decode::<Vec<i32>>(&response, &[]).unwrap_err();
/// assert_eq!(error.to_string(), "expected a number, found a string at '/1'");
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct DecodeError(Box<Inner>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Inner {
    path: String,
    root_member: &'static str,
    reason: String,
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A value has another type.
    Value,
    /// The text is not JSON.
    Syntax,
    /// The text ends too early; there is no particular place.
    End,
    /// The text is nested too deeply, so the path would be too long.
    Deep,
}

impl DecodeError {
    fn new(kind: Kind, reason: impl fmt::Display) -> Self {
        let (path, root_member) = (String::new(), "");
        Self(Box::new(Inner { path, root_member, reason: reason.to_string(), kind }))
    }

    /// A value of another type.
    pub(super) fn mismatch(expected: impl fmt::Display, found: &str) -> Self {
        Self::custom(format_args!("expected {expected}, found {found}"))
    }

    /// Invalid JSON at this byte.
    pub(super) fn syntax(byte: usize, expected: &str) -> Self {
        Self::new(Kind::Syntax, format_args!("invalid JSON at byte {byte}: expected {expected}"))
    }

    /// A text that ends too early.
    pub(crate) fn end() -> Self {
        Self::new(Kind::End, "invalid JSON: unexpected end of the body")
    }

    /// A body that is nested too deeply.
    pub(super) fn too_deep(limit: usize) -> Self {
        Self::new(Kind::Deep, format_args!("nested more than {limit} levels deep"))
    }

    /// A value that would take too much memory.
    pub(super) fn too_large(limit: usize) -> Self {
        Self::custom(format_args!("would take more than {limit} bytes of memory"))
    }

    /// Adds the path, unless a deeper one is known.
    pub(super) fn at(mut self, path: &Path<'_>) -> Self {
        if self.0.path.is_empty() && matches!(self.0.kind, Kind::Value | Kind::Syntax) {
            self.0.path = path.to_string();
            self.0.root_member = path.root_member();
        }
        self
    }

    /// Replaces the reason if the response's content type is not JSON.
    pub(super) fn in_response(self, response: &Response) -> Self {
        if let Kind::Value | Kind::Deep = self.0.kind {
            return self;
        }
        let codings = response.header("content-encoding").unwrap_or_default().trim();
        if !codings.is_empty() && !codings.eq_ignore_ascii_case("identity") {
            return Self::new(Kind::Syntax, format_args!("not JSON (content encoding {})", Cut(codings)));
        }
        let essence = essence(response.headers());
        let lower = essence.to_ascii_lowercase();
        if essence.is_empty() || lower.ends_with("json") || lower.contains("json-") {
            return self;
        }
        Self::new(Kind::Syntax, format_args!("not JSON ({})", Cut(essence)))
    }

    /// Returns the error of a response that is a document and not server-sent events, such as the page of a proxy.
    /// Other types are read: not every server sets the right one.
    pub(crate) fn not_events(headers: &HeaderMap) -> Option<Self> {
        let essence = essence(headers);
        let lower = essence.to_ascii_lowercase();
        let is_document = ["json", "html", "xml"].iter().any(|end| lower.ends_with(end));
        is_document
            .then(|| Self::new(Kind::Syntax, format_args!("not server-sent events ({})", Cut(essence))))
    }

    /// Returns the root's member that contains the error; empty if there is none.
    pub(super) fn root_member(&self) -> &'static str {
        self.0.root_member
    }

    /// Returns the place in the body as a JSON Pointer (RFC 6901): `/packages/0/format`. Empty for the whole
    /// body.
    pub fn path(&self) -> &str {
        &self.0.path
    }

    /// Returns the problem.
    pub fn reason(&self) -> &str {
        &self.0.reason
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.reason)?;
        // A key of a map may be of any length.
        if self.0.path.is_empty() { Ok(()) } else { write!(f, " at '{}'", Cut(&self.0.path)) }
    }
}

/// Returns the media type of a body, without parameters; empty if there is none.
fn essence(headers: &HeaderMap) -> &str {
    let text = headers.get(header::CONTENT_TYPE).and_then(|text| text.to_str().ok()).unwrap_or_default();
    text.split(';').next().unwrap_or_default().trim()
}

impl std::error::Error for DecodeError {}

impl fmt::Debug for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DecodeError").field("path", &self.0.path).field("reason", &self.0.reason).finish()
    }
}

/// Uses the terms of JSON rather than serde's, without values, which may be secret.
impl de::Error for DecodeError {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new(Kind::Value, message)
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        let found = match found {
            Unexpected::Bool(_) => "a boolean",
            Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Float(_) => "a number",
            Unexpected::Char(_) | Unexpected::Str(_) | Unexpected::Bytes(_) => "a string",
            Unexpected::Unit | Unexpected::Option => "null",
            Unexpected::Seq => "a list",
            Unexpected::Map => "an object",
            _ => "another type",
        };
        Self::mismatch(expected, found)
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!("expected {expected}"))
    }

    fn unknown_variant(_: &str, variants: &'static [&'static str]) -> Self {
        Self::custom(format_args!("expected one of {}", variants.join(", ")))
    }
}
