//! Structures, their members and what these hold.

use super::Check;

/// A type that the model defines.
#[derive(Clone, Debug)]
pub enum TypeDef {
    /// A structure.
    Structure(Structure),
    /// One of several members.
    Union(Union),
    /// A set of strings.
    Enum(Enum),
    /// A set of numbers.
    IntEnum(IntEnum),
}

/// A structure, or the members of an input, an output or an error.
#[derive(Clone, Debug)]
pub struct Structure {
    /// Its name in the API; one written in place, an input and an output are named by their Rust type.
    pub name: String,
    /// Its Rust type.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
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
    /// Whether a value must be given; never of a member with a default or of an idempotency token.
    pub required: bool,
    /// What stands for an absent value. In an input the service fills it in, and the member may be absent; in any other
    /// structure there is always a value.
    pub default: Option<Value>,
    /// Whether the client makes up a value that marks a request and its repetitions.
    pub idempotency_token: bool,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// What it means.
    pub doc: Option<String>,
    /// What its value must satisfy.
    pub checks: Vec<Check>,
}

/// That something should no longer be used, and what to use in its place, as far as the spec says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// What the spec says of it.
    pub note: Option<String>,
}

/// A value written in a spec, of the type of the member that it is for.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Nothing: an absent item of a sparse list or map.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number, an enum of numbers among them.
    Integer(i64),
    /// A floating-point number; neither infinite nor NaN within a document.
    Float(f64),
    /// Text: of a string, an enum, a timestamp (RFC 3339) or a blob (base64).
    String(String),
    /// A list.
    List(Vec<Value>),
    /// A map, or a structure or union by its members' names in the API, in the order written.
    Map(Vec<(String, Value)>),
}

/// Where a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a label of the path.
    Path,
    /// In the query string.
    Query,
    /// A map whose entries are in the query string.
    QueryParams,
    /// In a header.
    Header,
    /// A map whose entries are headers with a common prefix, the member's wire name.
    PrefixHeaders,
    /// As the whole body.
    Payload,
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
    /// A point in time, written so.
    Timestamp(TimestampFormat),
    /// Bytes.
    Blob,
    /// Any JSON value.
    Document,
    /// A list.
    List {
        /// What it holds.
        item: Box<Type>,
        /// Whether an item may be absent.
        sparse: bool,
    },
    /// A map.
    Map {
        /// Its keys: strings, which may be sensitive, or an enum.
        key: Box<Type>,
        /// What it holds.
        value: Box<Type>,
        /// Whether a value may be absent.
        sparse: bool,
    },
    /// A structure of this Rust name.
    Structure(String),
    /// A union of this Rust name.
    Union(String),
    /// An enum of this Rust name.
    Enum(String),
    /// An enum of numbers, of this Rust name.
    IntEnum(String),
    /// A value that must not be shown.
    Sensitive(Box<Type>),
    /// A structure or union that would otherwise be of endless size.
    Boxed(Box<Type>),
}

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// `2026-01-31T12:00:00Z` (RFC 3339 section 5.6).
    DateTime,
    /// `Sat, 31 Jan 2026 12:00:00 GMT` (RFC 9110 section 5.6.7).
    HttpDate,
    /// Seconds since 1970, with a fraction where there is one.
    EpochSeconds,
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

/// One of several members, open in what a service sends.
#[derive(Clone, Debug)]
pub struct Union {
    /// Its name in the API; one written in place is named by its Rust type.
    pub name: String,
    /// Its Rust type.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// Whether a value may go to a service.
    pub in_request: bool,
    /// Whether a value may come from a service.
    pub in_response: bool,
    /// Its members.
    pub variants: Vec<Variant>,
    /// The function that checks it, if it goes out.
    pub validator: Option<String>,
}

/// A member of a union.
#[derive(Clone, Debug)]
pub struct Variant {
    /// Its name in the API.
    pub name: String,
    /// Its Rust variant.
    pub rust_name: String,
    /// What the wire calls it.
    pub wire_name: String,
    /// Its type.
    pub ty: Type,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// What it means.
    pub doc: Option<String>,
    /// What its value must satisfy.
    pub checks: Vec<Check>,
}

/// A set of strings, open in what a service sends.
#[derive(Clone, Debug)]
pub struct Enum {
    /// Its name in the API; one written in place is named by its Rust type.
    pub name: String,
    /// Its Rust type.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
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
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// What it means.
    pub doc: Option<String>,
}

/// A set of numbers, open in what a service sends.
#[derive(Clone, Debug)]
pub struct IntEnum {
    /// Its name in the API; one written in place is named by its Rust type.
    pub name: String,
    /// Its Rust type.
    pub rust_name: String,
    /// What it is.
    pub doc: Option<String>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// Its values.
    pub values: Vec<IntEnumValue>,
}

/// A value of an enum of numbers.
#[derive(Clone, Debug)]
pub struct IntEnumValue {
    /// Its name in the API.
    pub name: String,
    /// Its Rust variant.
    pub rust_name: String,
    /// What is on the wire.
    pub value: i32,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
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

impl Type {
    /// The Rust name of the structure or union that this is, or holds.
    pub fn structure(&self) -> Option<&str> {
        match self {
            Self::Structure(name) | Self::Union(name) => Some(name),
            Self::List { item, .. } => item.structure(),
            Self::Map { value, .. } => value.structure(),
            Self::Sensitive(inner) | Self::Boxed(inner) => inner.structure(),
            _ => None,
        }
    }

    /// This without the marks of being sensitive or boxed.
    pub fn plain(&self) -> &Self {
        match self {
            Self::Sensitive(inner) | Self::Boxed(inner) => inner.plain(),
            _ => self,
        }
    }
}
