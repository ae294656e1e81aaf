//! A spec as its author wrote it: names and places, nothing resolved.
//!
//! Each struct mirrors one kind of mapping in the YAML, whose keys are in [`vocabulary`](crate::vocabulary). Whatever a later
//! phase may have to complain about carries the span where it was written.

mod example;
mod types;

pub use example::{Example, ExampleRequest, ExampleResponse, Examples};
pub use types::{
    Bounds, Constraints, Deprecated, EnumValue, IntEnumValue, Item, Literal, Member, NamedType, Number,
    Pattern, Place, Stream, StreamFormat, Tag, TimestampFormat, Type, Value,
};

pub use crate::model::{Auth, BodyFormat, ClientAuth, Retryable, WaitUnit};
use crate::text::Span;

/// A value and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

/// A whole spec.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// The service that the operations belong to.
    pub service: Service,
    /// Operations, in the order written.
    pub operations: Vec<Operation>,
    /// Named types, in the order written.
    pub types: Vec<NamedType>,
    /// Errors, in the order written.
    pub errors: Vec<ErrorType>,
    /// Examples of each operation that has some.
    pub examples: Vec<Examples>,
}

/// The `service` mapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Service {
    /// What its documentation calls it.
    pub name: Spanned<String>,
    /// Module name, where the service's name would give another.
    pub rust: Option<Spanned<String>>,
    /// The API's version.
    pub version: Option<Spanned<String>>,
    /// The protocol; nothing, if it could not be read.
    pub protocol: Option<Protocol>,
    /// How timestamps are written that have no format.
    pub timestamps: Option<Spanned<TimestampFormat>>,
    /// Endpoint rules.
    pub endpoints: Vec<EndpointRule>,
    /// Variables of endpoints.
    pub variables: Vec<Variable>,
    /// Headers that each request has.
    pub headers: Vec<Header>,
    /// How requests are authenticated.
    pub auth: Spanned<Auth>,
    /// What the facts were taken from, and when.
    pub source: Option<Spanned<String>>,
    /// What the service is.
    pub doc: Option<Spanned<String>>,
    /// Names of the errors that every operation may answer with.
    pub errors: Vec<Spanned<String>>,
    /// How responses of failure are read.
    pub failure: Failure,
    /// Pagination of the operations that name only their items.
    pub paginated: Option<Paginated>,
    /// Members of every error.
    pub error_members: Vec<Member>,
}

/// The `protocol` of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protocol {
    /// Its name.
    pub name: Spanned<String>,
    /// What precedes an operation's name in the header that says which one it is.
    pub target: Option<Spanned<String>>,
}

/// An item of the `endpoint` of a service.
#[derive(Clone, Debug, PartialEq)]
pub enum EndpointRule {
    /// One rule.
    One(Endpoint),
    /// The rules of AWS.
    Aws(AwsEndpoints),
}

/// The rules of AWS for a service.
#[derive(Clone, Debug, PartialEq)]
pub struct AwsEndpoints {
    /// What the hosts begin with.
    pub prefix: Spanned<String>,
    /// What the service does not have.
    pub without: Vec<AwsPart>,
}

/// A part of the rules of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwsPart {
    /// The partition `aws-cn`.
    China,
    /// The partition `aws-eusc`.
    Europe,
    /// The rules for FIPS.
    Fips,
    /// The rules for IPv4 and IPv6.
    DualStack,
}

/// The `failure` of a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Failure {
    /// The whole mapping, if it is written.
    pub span: Option<Span>,
    /// Places of the code.
    pub code: Vec<FailurePlace>,
    /// Places of the message.
    pub message: Vec<FailurePlace>,
    /// Places of the identifier of the request.
    pub request_id: Vec<FailurePlace>,
    /// Places of the time to wait.
    pub retry_after: Vec<FailurePlace>,
    /// Where members of errors are.
    pub at: Option<Spanned<String>>,
    /// What makes a successful response a failure: a pointer and a value.
    pub when: Option<(Spanned<String>, Value)>,
}

/// A place in a response.
#[derive(Clone, Debug, PartialEq)]
pub struct FailurePlace {
    /// Where it is written.
    pub source: FailureSource,
    /// How a wait is written there.
    pub unit: Option<Spanned<WaitUnit>>,
}

/// Where something is in a response.
#[derive(Clone, Debug, PartialEq)]
pub enum FailureSource {
    /// At this JSON Pointer.
    Pointer(Spanned<String>),
    /// In this header.
    Header(Spanned<String>),
}

/// A variable of endpoints.
#[derive(Clone, Debug, PartialEq)]
pub struct Variable {
    /// Its name.
    pub name: Spanned<String>,
    /// Value that a client has if none is given.
    pub default: Option<Spanned<String>>,
    /// What it is.
    pub doc: Option<Spanned<String>>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
}

/// A header that requests have.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// Its name.
    pub name: Spanned<String>,
    /// Its value.
    pub value: Spanned<String>,
}

/// One endpoint rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    /// URL with `{region}` in it.
    pub url: Spanned<String>,
    /// Regions that it is for, `*` standing for any text.
    pub regions: Option<Spanned<String>>,
    /// Whether it is the FIPS endpoint.
    pub fips: bool,
    /// Whether it is the endpoint that speaks IPv4 and IPv6.
    pub dual_stack: bool,
}

/// A `paginated` mapping; what it leaves out comes from the service's.
#[derive(Clone, Debug, PartialEq)]
pub struct Paginated {
    /// The whole mapping.
    pub span: Span,
    /// Output member that holds a page's items.
    pub items: Option<Spanned<String>>,
    /// Input member that bounds a page.
    pub page_size: Option<Spanned<String>>,
    /// Output member that is true if there are more pages.
    pub has_more: Option<Spanned<String>>,
    /// Input members that take the tokens.
    pub input_token: Option<Spanned<Vec<Spanned<String>>>>,
    /// Output members that bring the next tokens.
    pub output_token: Option<Spanned<Vec<Spanned<String>>>>,
    /// Whether the last page repeats its token.
    pub ends_on_repeated_token: Option<Spanned<bool>>,
    /// Input member that takes the number of a page.
    pub page: Option<Spanned<String>>,
    /// Number of the first page.
    pub first_page: Option<Spanned<u32>>,
    /// Output member with the number of pages.
    pub total_pages: Option<Spanned<String>>,
    /// Input member that takes the number of items before a page.
    pub offset: Option<Spanned<String>>,
    /// Output member with the number of items.
    pub total: Option<Spanned<String>>,
    /// Input member that takes the last item of the page before.
    pub after: Option<Spanned<String>>,
    /// Member of an item that stands for it.
    pub from: Option<Spanned<String>>,
    /// Relation of the link to the next page.
    pub link: Option<Spanned<String>>,
    /// Output member with the URL of the next page.
    pub next_url: Option<Spanned<String>>,
}

/// One of the `operations`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Operation {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// What it does.
    pub doc: Option<Spanned<String>>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// Method and path.
    pub http: Http,
    /// How its requests are authenticated, if not as the service's.
    pub auth: Option<Spanned<Auth>>,
    /// Where its requests are sent, if not to the service's endpoint.
    pub endpoint: Option<Spanned<String>>,
    /// Headers that its requests have.
    pub headers: Vec<Header>,
    /// Statuses of success.
    pub statuses: Vec<Spanned<u16>>,
    /// Where it says that it changes nothing.
    pub readonly: Option<Span>,
    /// Where it says that sending it twice does no more than sending it once.
    pub idempotent: Option<Span>,
    /// Where input members travel that do not say.
    pub place: Option<Spanned<Place>>,
    /// How it is paginated.
    pub paginated: Option<Paginated>,
    /// Format of the request's body.
    pub body: Option<Spanned<BodyFormat>>,
    /// Input members.
    pub input: Vec<Member>,
    /// Output members.
    pub output: Vec<Member>,
    /// Names of the errors that it may answer with.
    pub errors: Vec<Spanned<String>>,
}

/// The `http` of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Http {
    /// Method and path.
    Written(Spanned<String>),
    /// Nothing is written; the place is the operation's.
    Missing(Span),
    /// What is written is not a string, which was reported.
    #[default]
    Unreadable,
}

/// One of the `errors`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ErrorType {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// HTTP status, none of its own for `default`; nothing, if it could not be read.
    pub status: Option<Spanned<Option<u16>>>,
    /// First digit of the statuses of a class.
    pub class: Option<u16>,
    /// Code on the wire, where it is not the name.
    pub code: Option<Spanned<String>>,
    /// Whether the same request may succeed later.
    pub retryable: Option<Spanned<Retryable>>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
    /// Whether services should no longer answer with it.
    pub deprecated: Option<Deprecated>,
    /// Its members beside `message`.
    pub members: Vec<Member>,
}
