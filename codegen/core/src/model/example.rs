//! Examples of calls, which become tests.

use super::{ErrorId, HttpMethod, Value};

/// An example of a call: an input and the request that it must become, or a response and the value that it
/// must be decoded to.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it shows.
    pub doc: Option<String>,
    /// The input: a map of its members' names in the API.
    pub input: Value,
    /// Expected request.
    pub request: Option<ExampleRequest>,
    /// A response, and its expected outcome.
    pub response: Option<ExampleResponse>,
}

/// Expected request of an example; parts that are absent are not compared.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleRequest {
    /// The method.
    pub method: Option<HttpMethod>,
    /// Path and query, as they are on the wire below the endpoint.
    pub uri: Option<String>,
    /// Headers that the request must have; it may have others.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<ExampleBody>,
}

/// A response of an example.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleResponse {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body; empty if there is none.
    pub body: Option<ExampleBody>,
    /// Expected outcome of decoding it.
    pub outcome: ExampleOutcome,
}

/// A body in an example, as it is on the wire.
#[derive(Clone, Debug, PartialEq)]
pub enum ExampleBody {
    /// JSON: a map or a list, compared by meaning.
    Json(Value),
    /// Any other text, byte by byte.
    Text(String),
}

/// Expected outcome of a response.
#[derive(Clone, Debug, PartialEq)]
pub enum ExampleOutcome {
    /// This output: a map by member names of the API. Members that are not in it must be absent or have their
    /// default.
    Output(Value),
    /// This error.
    Error {
        /// Its type.
        error: ErrorId,
        /// Its value: a map by member names of the API.
        value: Value,
    },
}
