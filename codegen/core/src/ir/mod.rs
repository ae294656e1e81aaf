//! What a spec means: every name made, every reference resolved, every default filled in.
//!
//! Plain data that knows nothing of YAML and holds no Rust tokens. The emitters cannot fail on it: whatever a spec's
//! author can get wrong was refused before. Lists are in spec order, which is the order of the generated code.

mod constraint;
mod example;
mod operation;
mod types;

pub use constraint::{Bounds, Check, CheckKind, Constraint, Length, Matcher, PatternUse, Range, Rule};
pub use example::{Example, ExampleBody, ExampleOutcome, ExampleRequest, ExampleResponse};
pub use operation::{HttpMethod, Operation, Pagination, Route};
pub use types::{
    Deprecated, Enum, EnumValue, ErrorType, IntEnum, IntEnumValue, Integer, Member, Place, Retryable,
    Structure, TimestampFormat, Type, TypeDef, Union, Value, Variant,
};

/// A service and all that is generated for it.
#[derive(Clone, Debug)]
pub struct Service {
    /// File name of the spec.
    pub origin: String,
    /// Module that the service becomes.
    pub module: String,
    /// What its documentation calls it.
    pub name: String,
    /// What it is.
    pub doc: Option<String>,
    /// The API's version.
    pub version: Option<String>,
    /// What the facts were taken from, and when.
    pub source: Option<String>,
    /// How requests and responses are laid out.
    pub protocol: Protocol,
    /// How requests are authenticated.
    pub auth: Auth,
    /// Where requests go.
    pub endpoints: Vec<Endpoint>,
    /// Operations.
    pub operations: Vec<Operation>,
    /// Structures, unions and enums.
    pub types: Vec<TypeDef>,
    /// Constraints of named types.
    pub rules: Vec<Rule>,
    /// Functions that match patterns.
    pub matchers: Vec<Matcher>,
    /// Errors.
    pub errors: Vec<ErrorType>,
}

/// How requests and responses are laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// AWS restJson1: members in the path, the query string, headers and a JSON body.
    RestJson1,
    /// AWS awsJson1_0: every operation is a `POST` of a JSON body to `/`, named by a header.
    AwsJson1_0,
    /// AWS awsJson1_1: as awsJson1_0, with another content type.
    AwsJson1_1,
}

/// How requests are authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// AWS Signature Version 4 under this signing name.
    SigV4(String),
    /// A bearer token.
    Bearer,
    /// Not at all.
    None,
}

/// A rule that gives a URL; the most specific one that fits is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// URL, `{region}` standing for the region.
    pub url: String,
    /// Regions that it is for, `*` standing for any text.
    pub regions: Option<String>,
    /// Whether it is for clients that ask for FIPS.
    pub fips: bool,
    /// Whether it is for clients that ask for IPv4 and IPv6.
    pub dual_stack: bool,
}
