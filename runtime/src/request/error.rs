//! Why an input cannot be made a request.

use std::fmt;

use crate::service::EndpointError;

/// Why an input cannot be made a request; never with the value that cannot be sent.
///
/// ```
/// use speccast_runtime::codegen::RestJson1;
/// use speccast_runtime::error::EncodeError;
///
/// let error = RestJson1::get("/{name}").label("name", "").finish().unwrap_err();
/// assert_eq!(error, EncodeError::EmptyLabel { label: "name" });
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EncodeError {
    /// The member is a path label, and empty.
    EmptyLabel {
        /// Name of the label.
        label: &'static str,
    },
    /// The member is a path label, and one of its segments is `.` or `..`, which leads to another path.
    DotSegment {
        /// Name of the label.
        label: &'static str,
    },
    /// The path has a label that no member replaces, or a member has no label.
    LabelMismatch {
        /// Name of the label, or the rest of the path that has it.
        label: String,
    },
    /// The header's name or value is not valid in HTTP (RFC 9110 section 5.5): a line break, a NUL.
    InvalidHeader {
        /// Name of the header.
        header: String,
    },
    /// The header is set by the client, such as `host`: a member or a caller may not set it.
    ReservedHeader {
        /// Name of the header.
        header: String,
    },
    /// There are more than 10,000 headers.
    TooManyHeaders,
    /// The member cannot be written as JSON.
    Json {
        /// Wire name of the member.
        member: &'static str,
        /// Why it cannot be written.
        reason: String,
    },
    /// The member cannot be written in a form.
    Form {
        /// Wire name of the member.
        member: &'static str,
        /// Why it cannot be written.
        reason: String,
    },
    /// The body is a stream, and bytes were wanted: use [`encode_stream`](crate::operation::encode_stream).
    Stream,
    /// The body is a stream of which a part was read or sent before.
    SpentStream,
    /// The input has no idempotency token, and none could be made.
    IdempotencyToken {
        /// Why none could be made.
        reason: String,
    },
    /// The operation has an endpoint of its own that depends on something that is not set.
    Endpoint(EndpointError),
    /// Path and query together are no URI; they are longer than 65,534 bytes.
    Uri,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::EmptyLabel { label } => write!(f, "path label '{label}' is empty"),
            Self::DotSegment { label } => {
                write!(f, "path label '{label}' has a segment '.' or '..'")
            }
            Self::LabelMismatch { label } => {
                write!(f, "path label '{label}' and the members of the input do not match")
            }
            Self::InvalidHeader { header } => {
                write!(f, "header '{}' has a character that HTTP forbids", header.escape_debug())
            }
            Self::ReservedHeader { header } => write!(f, "header '{header}' is set by the client"),
            Self::TooManyHeaders => f.write_str("there are too many headers"),
            Self::Json { member, reason } => {
                write!(f, "member '{member}' cannot be written as JSON: {reason}")
            }
            Self::Form { member, reason } => {
                write!(f, "member '{member}' cannot be written in a form: {reason}")
            }
            Self::Stream => f.write_str("the body is a stream"),
            Self::SpentStream => f.write_str("a part of the stream was read or sent before"),
            Self::IdempotencyToken { reason } => write!(f, "no idempotency token: {reason}"),
            Self::Endpoint(error) => error.fmt(f),
            Self::Uri => f.write_str("path and query are too long for a URI"),
        }
    }
}

impl std::error::Error for EncodeError {}
