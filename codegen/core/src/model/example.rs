//! Examples of calls, which become tests.

use super::{ErrorId, HttpMethod, Value};

/// A call of an operation: what goes in, and what must go onto the wire or come out of an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// What it shows.
    pub doc: Option<String>,
    /// The input: a map of its members' names in the API.
    pub input: Value,
    /// What the request must be.
    pub request: Option<ExampleRequest>,
    /// An answer, and what must be made of it.
    pub response: Option<ExampleResponse>,
}

/// What an example says of a request; nothing is compared that it does not say.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleRequest {
    /// The method.
    pub method: Option<HttpMethod>,
    /// Path and query, as they are on the wire.
    pub uri: Option<String>,
    /// Headers that are among the request's.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Option<ExampleBody>,
}

/// An answer of an example.
#[derive(Clone, Debug, PartialEq)]
pub struct ExampleResponse {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: Vec<(String, String)>,
    /// The body; empty if there is none.
    pub body: Option<ExampleBody>,
    /// What must be made of it.
    pub outcome: ExampleOutcome,
}

/// A body in an example, which no type of the spec says anything of: it is as the wire has it.
#[derive(Clone, Debug, PartialEq)]
pub enum ExampleBody {
    /// JSON: a map or a list. Two are alike if they mean the same.
    Json(Value),
    /// Any other text, byte by byte.
    Text(String),
}

/// What must be made of an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ExampleOutcome {
    /// This output: a map of its members' names in the API. Members that are not in it are absent, or their default.
    Output(Value),
    /// This error.
    Error {
        /// Its type.
        error: ErrorId,
        /// Its value: a map of its members' names in the API.
        value: Value,
    },
}
