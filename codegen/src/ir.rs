//! What a spec means: every name made, every reference resolved, every default filled in.
//!
//! Plain data that knows nothing of YAML and holds no Rust tokens. The emitters cannot fail on it: whatever a spec's
//! author can get wrong was refused before. Lists are in spec order, which is the order of the generated code.

use crate::pattern::Pattern;

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
    /// Structures and enums.
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

/// An operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its name in the API.
    pub name: String,
    /// Its type.
    pub rust_name: String,
    /// Its method on the client.
    pub method: String,
    /// What it does.
    pub doc: Option<String>,
    /// HTTP method, in capitals.
    pub http_method: HttpMethod,
    /// Path, as written: literal text and `{label}`s.
    pub path: String,
    /// Whether it changes nothing.
    pub readonly: bool,
    /// Whether sending it twice does no more than sending it once.
    pub idempotent: bool,
    /// What it takes.
    pub input: Structure,
    /// What it gives.
    pub output: Structure,
    /// Type of its errors.
    pub error: String,
    /// Types of the errors that it may answer with.
    pub errors: Vec<String>,
    /// How its pages hang together.
    pub pagination: Option<Pagination>,
}

/// A method that an operation may have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HttpMethod {
    /// `DELETE`
    Delete,
    /// `GET`
    Get,
    /// `HEAD`
    Head,
    /// `PATCH`
    Patch,
    /// `POST`
    Post,
    /// `PUT`
    Put,
}

/// How an operation's pages hang together; all are names of Rust fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pagination {
    /// Input field that takes the token.
    pub input_token: String,
    /// Output field that brings the next one.
    pub output_token: String,
    /// Output field that holds the items.
    pub items: String,
    /// Whether that field is always there.
    pub items_required: bool,
    /// What an item is.
    pub item: Type,
}

/// A type that the model defines.
#[derive(Clone, Debug)]
pub enum TypeDef {
    /// A structure.
    Structure(Structure),
    /// A set of strings.
    Enum(Enum),
}

/// A structure, or the members of an input, an output or an error.
#[derive(Clone, Debug)]
pub struct Structure {
    /// Its Rust type.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Whether a value may go to a service.
    pub in_request: bool,
    /// Whether a value may come from a service, and so bring members that the spec does not know.
    pub in_response: bool,
    /// Its members.
    pub members: Vec<Member>,
    /// The function that checks it, if it goes out and anything in it can be wrong.
    pub validator: Option<String>,
}

/// A member.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name in the API.
    pub name: String,
    /// Its Rust field.
    pub rust_name: String,
    /// What the wire calls it.
    pub wire_name: String,
    /// Where it travels.
    pub place: Place,
    /// Its type.
    pub ty: Type,
    /// Whether there is always a value.
    pub required: bool,
    /// What it means.
    pub doc: Option<String>,
    /// What its value must satisfy.
    pub checks: Vec<Check>,
}

/// Where a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a label of the path.
    Path,
    /// In the query string.
    Query,
    /// In a header.
    Header,
    /// As the status code.
    StatusCode,
    /// In the JSON body.
    Body,
}

/// The type of a member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Type {
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// A whole number.
    Integer(Integer),
    /// A 32-bit floating-point number.
    Float,
    /// A 64-bit floating-point number.
    Double,
    /// A list.
    List(Box<Type>),
    /// A map from strings.
    Map(Box<Type>),
    /// A structure of this name.
    Structure(String),
    /// An enum of this name.
    Enum(String),
}

/// A whole number's width.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Integer {
    /// 8 bits.
    Byte,
    /// 16 bits.
    Short,
    /// 32 bits.
    Integer,
    /// 64 bits.
    Long,
}

/// A set of strings, open in what a service sends.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its Rust type.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Its values.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Its Rust variant.
    pub rust_name: String,
    /// What is on the wire.
    pub value: String,
    /// What it means.
    pub doc: Option<String>,
}

/// An error.
#[derive(Clone, Debug)]
pub struct ErrorType {
    /// Its members, all of them optional, `message` among them.
    pub structure: Structure,
    /// Code on the wire.
    pub code: String,
    /// HTTP status.
    pub status: u16,
    /// What is known of sending the same request again.
    pub retryable: Option<Retryable>,
}

/// Whether the same request may succeed later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retryable {
    /// Yes, and slow down.
    Throttling,
    /// Yes.
    Yes,
    /// No.
    No,
}

/// The constraint of a named type, which stands in one place.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Name of the constant that holds it.
    pub constant: String,
    /// The type's name in the API.
    pub type_name: String,
    /// What the type is.
    pub doc: Option<String>,
    /// The constraint.
    pub constraint: Constraint,
}

/// What a value must satisfy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Constraint {
    /// A string's length in characters, and its pattern.
    String {
        /// Its length.
        length: Option<Length>,
        /// Its pattern.
        pattern: Option<PatternUse>,
    },
    /// A whole number's value.
    Integer(Range),
    /// The number of entries of a list or a map.
    Length(Length),
}

/// A pattern where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternUse {
    /// As written in the spec.
    pub source: String,
    /// The function that matches it; none where it is only documented.
    pub matcher: Option<String>,
}

/// Inclusive bounds of a length; at least one is there.
pub type Length = Bounds<u64>;
/// Inclusive bounds of a value; at least one is there.
pub type Range = Bounds<i64>;

/// Inclusive bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bounds<T> {
    /// This at least.
    AtLeast(T),
    /// This at most.
    AtMost(T),
    /// Both of these; equal bounds mean just that.
    Between(T, T),
}

/// One thing that a validator checks of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Check {
    /// The constraint of a named type, by the constant that holds it.
    Named(String, CheckKind),
    /// A constraint that stands where it is used.
    Inline(Constraint),
    /// The value is one that an enum names.
    Known,
    /// A structure, by the function that checks it.
    Nested(String),
    /// Each item of a list or each value of a map.
    Each(Vec<Check>),
}

/// What a named constraint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// A string.
    String,
    /// A whole number.
    Integer,
    /// The number of entries of a list or a map.
    Length,
}

/// A function that says whether all of a string matches a pattern.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// The function's name.
    pub function: String,
    /// The pattern.
    pub pattern: Pattern,
    /// The length that is checked beside it, if any.
    pub length: Option<Length>,
}

impl Type {
    /// The name of the structure that this is, or holds.
    pub fn structure(&self) -> Option<&str> {
        match self {
            Self::Structure(name) => Some(name),
            Self::List(item) | Self::Map(item) => item.structure(),
            _ => None,
        }
    }
}
