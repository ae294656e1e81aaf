//! A spec as its author wrote it: names and places, with nothing resolved.
//!
//! Each struct mirrors one kind of mapping in the YAML, whose keys are in [`vocabulary`](crate::vocabulary).
//! Everything that a later phase may report has its span.

mod example;
mod types;

pub(crate) use example::{Example, ExampleError, ExampleRequest, ExampleResponse, Examples};
pub(crate) use types::{
    Bounds, Constraints, Deprecated, EnumValue, IntEnumValue, Item, Literal, Member, NamedType, Number,
    Pattern, Stream, StreamEnd, Tag, TimestampFormat, Type, Value,
};

pub(crate) use crate::model::{Auth, BodyFormat, ErrorStatus, FailureSource, Place, Retryable, WaitUnit};
use crate::text::Span;

/// A value and where it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    pub(crate) fn new(value: T, span: &Span) -> Self {
        Self { value, span: span.clone() }
    }

    pub(crate) fn map<U>(self, of: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: of(self.value), span: self.span }
    }
}

/// What items have in addition to their name.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Head {
    /// Rust name, if not derived from the name.
    pub rust: Option<Spanned<String>>,
    /// Documentation.
    pub doc: Option<Spanned<String>>,
    /// Deprecation.
    pub deprecated: Option<Deprecated>,
}

/// A whole spec.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Document {
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
    /// Keys that unknown ones were probably meant for.
    pub meant: Vec<&'static str>,
}

/// The `service` mapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Service {
    /// Name of the service in its documentation.
    pub name: Spanned<String>,
    /// Module name, and documentation.
    pub head: Head,
    /// The API's version.
    pub version: Option<Spanned<String>>,
    /// The protocol; none if it is invalid.
    pub protocol: Option<Protocol>,
    /// Format of timestamps without a `format`.
    pub timestamps: Option<Spanned<TimestampFormat>>,
    /// Endpoint rules.
    pub endpoints: Vec<EndpointRule>,
    /// Variables of endpoints.
    pub variables: Vec<Variable>,
    /// Headers that each request has.
    pub headers: Vec<Header>,
    /// How requests are authenticated.
    pub auth: Spanned<Auth>,
    /// Where and when the facts were taken from.
    pub source: Option<Spanned<String>>,
    /// Names of the errors that every operation may return.
    pub errors: Vec<Spanned<String>>,
    /// The places of codes, messages and other parts of failed responses.
    pub failure: Failure,
    /// Pagination of the operations that name only their items.
    pub paginated: Option<Paginated>,
    /// Members of every error.
    pub error_members: Vec<Member>,
}

/// The `protocol` of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Protocol {
    /// Its name.
    pub name: Spanned<String>,
    /// Prefix of operation names in the header that identifies the operation.
    pub target: Option<Spanned<String>>,
}

/// An item of the `endpoint` of a service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum EndpointRule {
    /// One rule.
    One(Endpoint),
    /// The rules of AWS.
    Aws(AwsEndpoints),
}

/// The rules of AWS for a service.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct AwsEndpoints {
    /// Prefix of the hosts.
    pub prefix: Spanned<String>,
    /// Parts that the service does not have.
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
pub(crate) struct Failure {
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
    /// Places of whether to send the request again.
    pub retry: Vec<FailurePlace>,
    /// The rate limits.
    pub rate_limits: Vec<RateLimit>,
    /// Where members of errors are.
    pub at: Option<Spanned<String>>,
    /// Condition under which a successful response is a failure: a pointer, and the value there if it matters.
    pub when: Option<(Spanned<String>, Option<Value>)>,
}

/// A `rateLimit` of a service.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct RateLimit {
    /// Where the mapping begins.
    pub start: Span,
    /// Name that distinguishes it from the others.
    pub name: Option<Spanned<String>>,
    /// Places of the number of requests in a period.
    pub limit: Vec<FailurePlace>,
    /// Places of the number of requests that remain.
    pub remaining: Vec<FailurePlace>,
    /// Places of the time when it is reset.
    pub reset: Vec<FailurePlace>,
    /// Statuses of responses that the limit can be the reason of.
    pub statuses: Vec<Spanned<u16>>,
}

/// A place in a response.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FailurePlace {
    /// Where it is.
    pub source: FailureSource<Spanned<String>>,
    /// Format of a time to wait.
    pub unit: Option<Spanned<WaitUnit>>,
}

/// A variable of endpoints.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variable {
    /// Its name.
    pub name: Spanned<String>,
    /// Value that a client has if none is given.
    pub default: Option<Spanned<String>>,
    /// Rust name and documentation.
    pub head: Head,
}

/// A header that requests have.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Header {
    /// Its name.
    pub name: Spanned<String>,
    /// Its value.
    pub value: Spanned<String>,
}

/// One endpoint rule.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Endpoint {
    /// URL, with `{region}` as a placeholder.
    pub url: Spanned<String>,
    /// Regions that it is for, with `*` for any text.
    pub regions: Option<Spanned<String>>,
    /// Whether it is the FIPS endpoint.
    pub fips: bool,
    /// Whether it is the dual-stack endpoint (IPv4 and IPv6).
    pub dual_stack: bool,
}

/// A `paginated` mapping; missing parts come from the service's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paginated {
    /// The whole mapping.
    pub span: Span,
    /// Output member that contains a page's items.
    pub items: Option<Spanned<String>>,
    /// Input member that limits the size of a page.
    pub page_size: Option<Spanned<String>>,
    /// Output member that is true if there are more pages.
    pub has_more: Option<Spanned<String>>,
    /// Input members that take the tokens.
    pub input_token: Option<Spanned<Vec<Spanned<String>>>>,
    /// Output members that contain the next tokens.
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
    /// Member of an item that identifies it.
    pub from: Option<Spanned<String>>,
    /// Relation of the link to the next page.
    pub link: Option<Spanned<String>>,
    /// Output member with the URL of the next page.
    pub next_url: Option<Spanned<String>>,
}

/// One of the `operations`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Operation {
    /// Its name.
    pub name: Spanned<String>,
    /// Rust name and documentation.
    pub head: Head,
    /// Method and path.
    pub http: Http,
    /// Authentication of its requests, if it differs from the service's.
    pub auth: Option<Spanned<Auth>>,
    /// Where its requests are sent, if not to the service's endpoint.
    pub endpoint: Option<Spanned<String>>,
    /// What precedes the host of its requests.
    pub host_prefix: Option<Spanned<String>>,
    /// Headers that its requests have.
    pub headers: Vec<Header>,
    /// Statuses of success.
    pub statuses: Vec<Spanned<u16>>,
    /// Place of `readonly: true`.
    pub readonly: Option<Span>,
    /// Place of `idempotent: true`.
    pub idempotent: Option<Span>,
    /// Default place of input members.
    pub place: Option<Spanned<Place>>,
    /// How it is paginated.
    pub paginated: Option<Paginated>,
    /// Format of the request's body.
    pub body: Option<Spanned<BodyFormat>>,
    /// Input members.
    pub input: Vec<Member>,
    /// Whether the input members were written in another way, which was reported.
    pub is_input_lost: bool,
    /// Output members.
    pub output: Vec<Member>,
    /// Names of the errors that it may return.
    pub errors: Vec<Spanned<String>>,
}

/// The `http` of an operation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Http {
    /// Method and path.
    Written(Spanned<String>),
    /// Absent; the place is the operation's.
    Missing(Span),
    /// Not a string, which was reported.
    #[default]
    Unreadable,
}

/// One of the `errors`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ErrorType {
    /// Its name.
    pub name: Spanned<String>,
    /// Rust name and documentation.
    pub head: Head,
    /// HTTP status; none if it is invalid.
    pub status: Option<Spanned<ErrorStatus>>,
    /// Code on the wire, if not the name.
    pub code: Option<Spanned<String>>,
    /// JSON Pointer to its members in the body.
    pub at: Option<Spanned<String>>,
    /// Whether the same request may succeed later.
    pub retryable: Option<Spanned<Retryable>>,
    /// Its members other than `message`.
    pub members: Vec<Member>,
}
