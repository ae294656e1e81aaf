//! A spec as its author wrote it: names and places, nothing resolved.
//!
//! Each struct mirrors one kind of mapping in the YAML, in the order that `README.md` lists its keys. Whatever a later
//! phase may have to complain about carries the span where it was written.

use crate::source::Span;

/// A value and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
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
}

/// The `service` mapping.
#[derive(Clone, Debug, PartialEq)]
pub struct Service {
    /// What its documentation calls it.
    pub name: Spanned<String>,
    /// Module name, where the service's name would give another.
    pub rust: Option<Spanned<String>>,
    /// The API's version.
    pub version: Option<Spanned<String>>,
    /// The protocol's name.
    pub protocol: Spanned<String>,
    /// Endpoint rules.
    pub endpoints: Vec<Endpoint>,
    /// How requests are authenticated.
    pub auth: Spanned<Auth>,
    /// What the facts were taken from, and when.
    pub source: Option<Spanned<String>>,
    /// What the service is.
    pub doc: Option<Spanned<String>>,
    /// Names of the errors that every operation may answer with.
    pub errors: Vec<Spanned<String>>,
    /// Pagination of the operations that name only their items.
    pub paginated: Option<Paginated>,
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

/// The `auth` of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Auth {
    /// AWS Signature Version 4 under this signing name.
    SigV4(String),
    /// A bearer token.
    Bearer,
    /// None.
    None,
}

/// A `paginated` mapping; what it leaves out comes from the service's.
#[derive(Clone, Debug, PartialEq)]
pub struct Paginated {
    /// The whole mapping.
    pub span: Span,
    /// Input member that takes the token.
    pub input_token: Option<Spanned<String>>,
    /// Output member that brings the next token.
    pub output_token: Option<Spanned<String>>,
    /// Input member that bounds a page.
    pub page_size: Option<Spanned<String>>,
    /// Output member that holds a page's items.
    pub items: Option<Spanned<String>>,
}

/// One of the `operations`.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// What it does.
    pub doc: Option<Spanned<String>>,
    /// Method and path; nothing, if they could not be read.
    pub http: Option<Spanned<String>>,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether sending it twice does no more than sending it once.
    pub idempotent: bool,
    /// Where input members travel that do not say.
    pub place: Option<Spanned<Place>>,
    /// How it is paginated.
    pub paginated: Option<Paginated>,
    /// Input members.
    pub input: Vec<Member>,
    /// Output members.
    pub output: Vec<Member>,
    /// Names of the errors that it may answer with.
    pub errors: Vec<Spanned<String>>,
}

/// Where a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a label of the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// As the status code, of a response only.
    StatusCode,
    /// In the JSON body.
    Body,
}

/// A member of an input, an output, a structure or an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// Its type.
    pub ty: Type,
    /// Whether a value must be given.
    pub required: bool,
    /// Where it travels.
    pub place: Option<Spanned<Place>>,
    /// What the wire calls it.
    pub wire_name: Option<Spanned<String>>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
    /// Its own constraints.
    pub constraints: Constraints,
}

/// A type, named or written in place.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A simple type or one of the `types`.
    Name(Spanned<String>),
    /// A list of this.
    List(Box<Item>, Span),
    /// A map from strings to this.
    Map(Box<Item>, Span),
    /// A structure of these members.
    Structure(Vec<Member>, Span),
    /// One of these strings.
    Enum(Vec<EnumValue>, Span),
}

/// What a list or map holds.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Its type.
    pub ty: Type,
    /// Constraints on each one.
    pub constraints: Constraints,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// As it is on the wire.
    pub value: Spanned<String>,
    /// Its Rust name, where the value would give another.
    pub rust: Option<Spanned<String>>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
}

/// One of the `types`.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedType {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
    /// What it is.
    pub ty: Type,
    /// Its constraints.
    pub constraints: Constraints,
}

/// What a value must satisfy.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Length of a string in characters, of a list or map in entries.
    pub length: Option<Spanned<Bounds<u64>>>,
    /// Value of a number.
    pub range: Option<Spanned<Bounds<i64>>>,
    /// Pattern of a whole string.
    pub pattern: Option<Pattern>,
}

/// Inclusive bounds, either of which may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bounds<T> {
    /// The least value allowed.
    pub min: Option<T>,
    /// The greatest value allowed.
    pub max: Option<T>,
}

/// A `pattern`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The pattern itself.
    pub source: Spanned<String>,
    /// Whether it is checked; an unchecked one only documents.
    pub checked: bool,
}

/// One of the `errors`.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorType {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// HTTP status.
    pub status: Spanned<u16>,
    /// Code on the wire, where it is not the name.
    pub code: Option<Spanned<String>>,
    /// Whether the same request may succeed later.
    pub retryable: Option<Retryable>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
    /// Its members beside `message`.
    pub members: Vec<Member>,
}

/// What a spec says of retrying after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// Yes, and slow down.
    Throttling,
    /// Yes.
    Yes,
    /// No.
    No,
}
