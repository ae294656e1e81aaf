//! A service in the API's own terms: every reference resolved, every default filled in.
//!
//! Plain data, independent of YAML and of generated code. Views (Rust, diff) read it and derive the rest.
//! Lists are in spec order. [`Facts`] contains what follows from all types together.

mod auth;
mod constraint;
mod count;
mod error;
mod example;
mod facts;
mod failure;
mod member;
mod operation;
mod path;
mod time;
mod types;
mod value;

pub use auth::{API_KEY, ApiKey, Auth, ClientAuth, KeyPlace, TokenEndpoint, Variable, VariablePlace};
pub use constraint::{Bounds, Constraints, Number, Pattern, Violation};
pub use count::{Count, Counts, Question};
pub use error::{ErrorStatus, ErrorType, Retryable};
pub use example::{Example, ExampleBody, ExampleOutcome, ExampleRequest, ExampleResponse};
pub use facts::{Containment, Facts};
pub use failure::{Failure, FailureCondition, FailurePlace, FailureSource, RateLimit, WaitUnit};
pub use member::{ListStyle, Member, Place, Stream, StreamEnd, StreamFormat};
pub use operation::{BodyFormat, Counted, FormStyle, HttpMethod, Operation, PageStyle, Pagination, Route};
pub use path::{Path, PathPart};
pub use time::{Time, day};
pub use types::{
    Definition, EnumValue, ErrorId, Integer, Json, Shape, Tag, Test, TimestampFormat, Type, TypeId, TypeRef,
    UnionForm,
};
pub use value::{Value, base64};

/// A service and everything that its spec describes.
#[derive(Clone, Debug)]
pub struct Service {
    /// Name and documentation.
    pub head: Head,
    /// The API's version.
    pub version: Option<String>,
    /// Where and when the facts were taken from.
    pub source: Option<String>,
    /// Format of requests and responses.
    pub protocol: Protocol,
    /// How requests are authenticated.
    pub auth: Auth,
    /// Endpoint rules.
    pub endpoints: Vec<Endpoint>,
    /// Variables of endpoints.
    pub variables: Vec<Variable>,
    /// Headers that each request has, by name and value.
    pub headers: Vec<(String, String)>,
    /// The places of codes, messages and other parts of failed responses.
    pub failure: Failure,
    /// Operations.
    pub operations: Vec<Operation>,
    /// Types, by [`TypeId`]: those under `types`, each followed by the types written inside it; then those written inside
    /// operations and errors.
    pub types: Vec<Definition>,
    /// Errors, by [`ErrorId`].
    pub errors: Vec<ErrorType>,
}

impl Service {
    /// Returns how the members of a union are distinguished.
    pub fn form(&self, id: TypeId) -> &UnionForm {
        match &self.definition(id).shape {
            Shape::Union(_, form) => form,
            Shape::Alias(_) | Shape::Structure(_) | Shape::Enum(_) | Shape::IntEnum(_) => &UnionForm::Named,
        }
    }

    /// Returns the definition of a type of this service.
    pub fn definition(&self, id: TypeId) -> &Definition {
        &self.types[id.index()]
    }

    /// Returns the names of the keys of clients, each once.
    pub fn keys(&self) -> Vec<&str> {
        let own = self.operations.iter().filter_map(|operation| operation.auth.as_ref());
        let mut names: Vec<&str> = Vec::new();
        for key in std::iter::once(&self.auth).chain(own).flat_map(Auth::keys) {
            if !names.contains(&key.name.as_str()) {
                names.push(&key.name);
            }
        }
        names
    }

    /// Returns an error of this service.
    pub fn error(&self, id: ErrorId) -> &ErrorType {
        &self.errors[id.index()]
    }
}

/// Name and documentation of an item of a spec.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// Name in the API.
    pub name: String,
    /// Documentation.
    pub doc: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// Value of `rust`, which the Rust view uses in place of the name.
    pub rust: Option<String>,
}

impl Head {
    /// Creates the head of an item that only has a name.
    pub fn named(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }
}

/// Deprecation of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// Replacement or reason.
    pub note: Option<String>,
}

/// Format of requests and responses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// JSON over plain HTTP.
    Http,
    /// AWS restJson1: members in the path, the query string, headers and a JSON body.
    RestJson1,
    /// AWS awsJson1_0: every operation is a `POST` of a JSON body to `/`, named by a header.
    AwsJson1_0,
    /// AWS awsJson1_1: as awsJson1_0, with another content type.
    AwsJson1_1,
}

impl Protocol {
    /// Every protocol.
    pub const ALL: [Self; 4] = [Self::Http, Self::RestJson1, Self::AwsJson1_0, Self::AwsJson1_1];

    /// Returns its name; protocols of AWS have Smithy's names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::RestJson1 => "restJson1",
            Self::AwsJson1_0 => "awsJson1_0",
            Self::AwsJson1_1 => "awsJson1_1",
        }
    }

    /// Returns whether text that is a whole body of this media type is a JSON string. With AWS's protocols it is
    /// always sent as it is (Smithy, `httpPayload`).
    pub(crate) fn has_json_text(self, media_type: Option<&str>) -> bool {
        let essence = media_type.unwrap_or_default().split(';').next().unwrap_or_default();
        let essence = essence.trim().to_ascii_lowercase();
        // RFC 8259 section 11, and RFC 6839 section 3.1.
        self == Self::Http && (essence == "application/json" || essence.ends_with("+json"))
    }

    /// Returns whether a header names the operation, and every request is a `POST` to `/`.
    pub(crate) fn is_aws_json(self) -> bool {
        matches!(self, Self::AwsJson1_0 | Self::AwsJson1_1)
    }
}

/// A rule for the URL of requests; the most specific rule that matches is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// URL with the placeholders `{region}`, replaced by the region, and `{name}`, replaced by a variable.
    pub url: String,
    /// Regions that the rule is for, with `*` for any text; all regions if absent.
    pub regions: Option<String>,
    /// Whether it is for clients that ask for FIPS.
    pub fips: bool,
    /// Whether it is for clients that ask for IPv4 and IPv6.
    pub dual_stack: bool,
}
