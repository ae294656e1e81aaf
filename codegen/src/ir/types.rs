//! Structures, their members and what these hold.

use super::Check;

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
