//! Members, types, and what is said beside a type.

use super::Spanned;
use crate::model::ListStyle;
pub use crate::model::{Number, StreamFormat, TimestampFormat};
use crate::text::Span;

/// Where a member travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// In a label of the path.
    Path,
    /// In the query string.
    Query,
    /// A map whose entries are in the query string.
    QueryParams,
    /// In a header.
    Header,
    /// A map whose entries are headers with a common prefix.
    PrefixHeaders,
    /// As the whole body.
    Payload,
    /// As the status code, of a response only.
    StatusCode,
    /// In the JSON body.
    Body,
    /// What is written could not be read, which was reported.
    Unreadable,
}

/// A member of an input, an output, a structure, a union or an error.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Member {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// Its type.
    pub ty: Type,
    /// Where it says that a value must be given.
    pub required: Option<Span>,
    /// Where it says that the value may be `null`.
    pub nullable: Option<Span>,
    /// What stands for an absent value.
    pub default: Option<Value>,
    /// Where it says that the client makes it up.
    pub idempotency_token: Option<Span>,
    /// Where it travels.
    pub place: Option<Spanned<Place>>,
    /// What the wire calls it.
    pub wire_name: Option<Spanned<String>>,
    /// Whether that is a number.
    pub is_number: bool,
    /// Media type of the body that it is.
    pub media_type: Option<Spanned<String>>,
    /// How a list in the query is written.
    pub style: Option<Spanned<ListStyle>>,
    /// Whether it is a body in pieces.
    pub stream: Option<Stream>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// Its own constraints.
    pub constraints: Constraints,
}

/// That a member is a body in pieces.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stream {
    /// Where that is said.
    pub span: Span,
    /// Whether the pieces are events of the member's type.
    pub events: bool,
    /// How events are written.
    pub format: Option<Spanned<StreamFormat>>,
    /// Data of the event that ends the stream.
    pub end: Option<Spanned<String>>,
}

/// A type, named or written in place.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Type {
    /// A simple type or one of the `types`.
    Name(Spanned<String>),
    /// A list.
    List {
        /// What it holds.
        item: Box<Item>,
        /// Whether an item may be absent.
        sparse: bool,
    },
    /// A map.
    Map {
        /// Its keys; strings, if nothing is said of them.
        key: Option<Box<Item>>,
        /// What it holds.
        value: Box<Item>,
        /// Whether a value may be absent.
        sparse: bool,
    },
    /// A structure of these members.
    Structure(Vec<Member>, Span),
    /// One of these members, and its tag.
    Union(Vec<Member>, Option<Box<Tag>>, Span),
    /// One of these types; each is a member that is named after its type.
    OneOf(Vec<Member>, Span),
    /// One of these strings.
    Enum(Vec<EnumValue>, Span),
    /// One of these numbers.
    IntEnum(Vec<IntEnumValue>, Span),
    /// What could not be read, which was reported.
    #[default]
    Unreadable,
}

/// What tells the members of a union apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    /// The member whose value is a name.
    pub name: Spanned<String>,
    /// The member with the value, where that is not the object with the tag.
    pub content: Option<Spanned<String>>,
}

/// What a list or map holds.
#[derive(Clone, Debug, Default, PartialEq)]
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
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
}

/// A value of an enum of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IntEnumValue {
    /// Its name.
    pub name: Spanned<String>,
    /// As it is on the wire; nothing, if it could not be read.
    pub value: Option<Spanned<i32>>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
}

/// One of the `types`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NamedType {
    /// Its name.
    pub name: Spanned<String>,
    /// Its Rust name, where its own would give another.
    pub rust: Option<Spanned<String>>,
    /// What it means.
    pub doc: Option<Spanned<String>>,
    /// Whether it should no longer be used.
    pub deprecated: Option<Deprecated>,
    /// What it is.
    pub ty: Type,
    /// Its constraints.
    pub constraints: Constraints,
}

/// That something should no longer be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deprecated {
    /// Where that is said.
    pub span: Span,
    /// What is said of it.
    pub note: Option<Spanned<String>>,
}

/// What is said of a value beside its type.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// Length of a string in characters, of a list or map in entries, of a blob in bytes.
    pub length: Option<Spanned<Bounds<u64>>>,
    /// Value of a number.
    pub range: Option<Spanned<Bounds<Number>>>,
    /// Divisor of a whole number.
    pub multiple_of: Option<Spanned<i64>>,
    /// Pattern of a whole string.
    pub pattern: Option<Pattern>,
    /// Whether no two items of a list are equal.
    pub unique: Option<Spanned<bool>>,
    /// How a timestamp is written.
    pub format: Option<Spanned<TimestampFormat>>,
    /// Where it says that the value must not be shown.
    pub sensitive: Option<Span>,
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

/// A value of the API, in a default or an example.
pub type Value = Spanned<Literal>;

/// What YAML takes a value for.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// Nothing.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(Vec<(Spanned<String>, Value)>),
    /// What could not be read, which was reported.
    Unreadable,
}
