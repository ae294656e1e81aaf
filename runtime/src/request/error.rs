//! Errors of encoding.

use std::fmt;

use crate::service::EndpointError;

/// Why an input cannot be encoded as a request; without the value.
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
    /// The method is not a token (RFC 9110 section 5.6.2).
    Method,
    /// A path label is empty.
    EmptyLabel {
        /// Name of the label.
        label: &'static str,
    },
    /// A path label has a segment `.` or `..`, which leads to another path.
    DotSegment {
        /// Name of the label.
        label: &'static str,
    },
    /// A label of the host is not one DNS label: 1 to 63 letters, digits and inner hyphens.
    HostLabel {
        /// Name of the label.
        label: &'static str,
    },
    /// The path has a label without a member, or a member has no label.
    LabelMismatch {
        /// Name of the label, or the rest of the path that contains it.
        label: String,
    },
    /// A header's name or value is invalid in HTTP (RFC 9110 section 5.5), such as a line break or NUL.
    InvalidHeader {
        /// Name of the header.
        header: String,
    },
    /// The header belongs to the client, such as `host`; a member or a caller must not set it.
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
    /// The body is a stream where bytes are needed: use [`encode_stream`](crate::operation::encode_stream).
    Stream,
    /// The body is a stream that was partly read or sent before.
    SpentStream,
    /// The input has no idempotency token, and none could be generated.
    IdempotencyToken {
        /// Why none could be generated.
        reason: String,
    },
    /// The operation's own endpoint depends on a value that is not set.
    Endpoint(EndpointError),
    /// Path and query do not form a URI: they are longer than 65,534 bytes.
    Uri,
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Method => f.write_str("the method contains a character that HTTP forbids"),
            Self::EmptyLabel { label } => write!(f, "path label '{label}' is empty"),
            Self::DotSegment { label } => {
                write!(f, "path label '{label}' contains a segment '.' or '..'")
            }
            Self::HostLabel { label } => {
                write!(
                    f,
                    "host label '{label}' is not a DNS label: 1 to 63 letters, digits and inner hyphens"
                )
            }
            Self::LabelMismatch { label } => {
                write!(f, "path label '{label}' and the members of the input do not match")
            }
            Self::InvalidHeader { header } => {
                write!(f, "header '{}' contains a character that HTTP forbids", header.escape_debug())
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
            Self::SpentStream => f.write_str("part of the stream was already read or sent"),
            Self::IdempotencyToken { reason } => write!(f, "no idempotency token: {reason}"),
            Self::Endpoint(error) => error.fmt(f),
            Self::Uri => f.write_str("path and query are too long for a URI"),
        }
    }
}

impl std::error::Error for EncodeError {}
