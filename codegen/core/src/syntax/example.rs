//! Examples of calls.

use super::{Spanned, Value};
use crate::text::Span;

/// The examples of an operation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Examples {
    /// The operation's name.
    pub operation: Spanned<String>,
    /// The examples, in the order written.
    pub examples: Vec<Example>,
}

/// A call and its expected outcome.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Example {
    /// The whole mapping.
    pub span: Span,
    /// What it shows.
    pub doc: Option<Spanned<String>>,
    /// The input.
    pub input: Option<Value>,
    /// Expected request.
    pub request: Option<ExampleRequest>,
    /// A response.
    pub response: Option<ExampleResponse>,
    /// Expected output.
    pub output: Option<Value>,
    /// Expected error.
    pub error: Option<ExampleError>,
}

/// The `error` of an example.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ExampleError {
    /// Its name and value.
    Named(Spanned<String>, Value),
    /// Invalid, which was reported.
    Unreadable,
}

/// The `request` of an example.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExampleRequest {
    /// The whole mapping.
    pub span: Span,
    /// The method.
    pub method: Option<Spanned<String>>,
    /// Path and query.
    pub uri: Option<Spanned<String>>,
    /// Headers.
    pub headers: Vec<(Spanned<String>, Spanned<String>)>,
    /// The body.
    pub body: Option<Value>,
}

/// The `response` of an example.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ExampleResponse {
    /// The whole mapping.
    pub span: Span,
    /// The status; none if it is invalid.
    pub status: Option<Spanned<u16>>,
    /// Headers.
    pub headers: Vec<(Spanned<String>, Spanned<String>)>,
    /// The body.
    pub body: Option<Value>,
}
