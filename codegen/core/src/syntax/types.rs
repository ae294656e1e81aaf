//! Members, types, and the keys that both have.

use super::{Head, Spanned};
use crate::model::{ListStyle, Place};
pub(crate) use crate::model::{Number, StreamEnd, StreamFormat, TimestampFormat};
use crate::text::Span;

/// A member of an input, an output, a structure, a union or an error.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Member {
    /// Its name.
    pub name: Spanned<String>,
    /// Rust name and documentation.
    pub head: Head,
    /// Its type.
    pub ty: Type,
    /// Place of `required: true`.
    pub required: Option<Span>,
    /// Place of `nullable: true`.
    pub nullable: Option<Span>,
    /// Value of an absent member.
    pub default: Option<Value>,
    /// Fixed value.
    pub constant: Option<Value>,
    /// Place of `idempotencyToken: true`.
    pub idempotency_token: Option<Span>,
    /// Where it is sent.
    pub place: Option<Spanned<Place>>,
    /// Name on the wire.
    pub wire_name: Option<Spanned<String>>,
    /// Whether the name on the wire is a number.
    pub is_number: bool,
    /// Media type of the body, if the member is the body.
    pub media_type: Option<Spanned<String>>,
    /// Notation outside of a body; an inner `None` if it is invalid.
    pub style: Option<Spanned<Option<ListStyle>>>,
    /// Stream, if it is a streamed body.
    pub stream: Option<Stream>,
    /// Its own constraints.
    pub constraints: Constraints,
}

impl Member {
    /// Returns its name on the wire.
    pub(crate) fn wire(&self) -> &Spanned<String> {
        self.wire_name.as_ref().unwrap_or(&self.name)
    }
}

/// A streamed body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stream {
    /// Place of `stream`.
    pub span: Span,
    /// Whether it streams events of the member's type.
    pub events: bool,
    /// Format of events.
    pub format: Option<Spanned<StreamFormat>>,
    /// What ends the stream.
    pub end: Option<Spanned<StreamEnd>>,
}

/// A type, named or written in place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Type {
    /// A simple type or one of the `types`.
    Name(Spanned<String>),
    /// A list.
    List {
        /// Type of its items.
        item: Box<Item>,
        /// Whether an item may be absent.
        sparse: bool,
    },
    /// A map.
    Map {
        /// Type of its keys; strings if absent.
        key: Option<Box<Item>>,
        /// Type of its values.
        value: Box<Item>,
        /// Whether a value may be absent.
        sparse: bool,
    },
    /// A structure of these members.
    Structure(Vec<Member>, Span),
    /// A union of these members, with its tag.
    Union(Vec<Member>, Option<Box<Tag>>, Span),
    /// One of these types; each becomes a member named after its type.
    OneOf(Vec<Member>, Span),
    /// One of these strings.
    Enum(Vec<EnumValue>, Span),
    /// One of these numbers.
    IntEnum(Vec<IntEnumValue>, Span),
    /// An invalid type, which was reported.
    #[default]
    Unreadable,
}

/// The tag of a union.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tag {
    /// Member whose value names the union's member.
    pub name: Spanned<String>,
    /// Member with the value, if not the object that contains the tag.
    pub content: Option<Spanned<String>>,
}

/// An item of a list or map.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Item {
    /// Its type.
    pub ty: Type,
    /// Constraints on each one.
    pub constraints: Constraints,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct EnumValue {
    /// Value on the wire.
    pub value: Spanned<String>,
    /// Rust name and documentation.
    pub head: Head,
}

/// A value of an enum of numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct IntEnumValue {
    /// Its name.
    pub name: Spanned<String>,
    /// Value on the wire; none if it is invalid.
    pub value: Option<Spanned<i32>>,
    /// Rust name and documentation.
    pub head: Head,
}

/// One of the `types`.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct NamedType {
    /// Its name.
    pub name: Spanned<String>,
    /// Rust name and documentation.
    pub head: Head,
    /// Its type.
    pub ty: Type,
    /// Its constraints.
    pub constraints: Constraints,
}

/// Deprecation of an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Deprecated {
    /// Place of `deprecated`.
    pub span: Span,
    /// Replacement or reason.
    pub note: Option<Spanned<String>>,
}

/// Constraints and format, written next to a type.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Constraints {
    /// Length of a string in characters, of a list or map in entries, of a blob in bytes.
    pub length: Option<Spanned<Bounds<u64>>>,
    /// Range of a number.
    pub range: Option<Spanned<Bounds<Number>>>,
    /// Divisor of an integer.
    pub multiple_of: Option<Spanned<i64>>,
    /// Pattern of a whole string.
    pub pattern: Option<Pattern>,
    /// Whether no two items of a list are equal.
    pub unique: Option<Spanned<bool>>,
    /// Format of a timestamp.
    pub format: Option<Spanned<TimestampFormat>>,
    /// Place of `sensitive: true`.
    pub sensitive: Option<Span>,
}

impl Constraints {
    /// Returns the key and the place of each one that is written.
    pub(crate) fn written(&self) -> impl Iterator<Item = (&'static str, &Span)> {
        let Self { length, range, multiple_of, pattern, unique, format, sensitive } = self;
        let all = [
            ("length", length.as_ref().map(|it| &it.span)),
            ("range", range.as_ref().map(|it| &it.span)),
            ("multipleOf", multiple_of.as_ref().map(|it| &it.span)),
            ("pattern", pattern.as_ref().map(|it| &it.source.span)),
            ("uniqueItems", unique.as_ref().map(|it| &it.span)),
            ("format", format.as_ref().map(|it| &it.span)),
            ("sensitive", sensitive.as_ref()),
        ];
        all.into_iter().filter_map(|(key, span)| Some((key, span?)))
    }
}

/// Inclusive bounds; either may be absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bounds<T> {
    /// The least value allowed.
    pub min: Option<T>,
    /// The greatest value allowed.
    pub max: Option<T>,
}

/// A `pattern`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    /// The pattern itself.
    pub source: Spanned<String>,
    /// Whether it is checked; an unchecked one only documents.
    pub checked: bool,
}

/// A value of the API, in a default or an example.
pub(crate) type Value = Spanned<Literal>;

/// A value by its YAML type.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Literal {
    /// Null.
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// Any other number.
    Float(f64),
    /// Text.
    String(String),
    /// A list.
    List(Vec<Value>),
    /// A mapping.
    Map(Vec<(Spanned<String>, Value)>),
    /// An invalid value, which was reported.
    Unreadable,
}
