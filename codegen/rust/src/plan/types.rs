//! Rust types.

use speccast_core::model::{Integer, TimestampFormat};

/// The Rust type of a required member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    String,
    Boolean,
    Integer(Integer),
    Float,
    Double,
    Timestamp(TimestampFormat),
    Date,
    Blob,
    Document,
    List {
        item: Box<Type>,
        sparse: bool,
    },
    Map {
        key: Box<Type>,
        value: Box<Type>,
        sparse: bool,
    },
    /// A file of a multipart body.
    FilePart,
    /// A stream of bytes.
    ByteStream,
    /// A stream of events.
    EventStream(Box<Type>),
    Structure(String),
    Union(String),
    Enum(String),
    IntEnum(String),
    /// A secret.
    Sensitive(Box<Type>),
    /// A value or `null`.
    Nullable(Box<Type>),
    /// A structure or union that would otherwise have infinite size.
    Boxed(Box<Type>),
}

impl Type {
    /// Returns this type without wrappers that only exist in Rust.
    pub(crate) fn plain(&self) -> &Self {
        match self {
            Self::Sensitive(inner) | Self::Nullable(inner) | Self::Boxed(inner) => inner.plain(),
            _ => self,
        }
    }

    /// Its name in Rust, without what it is of.
    pub(crate) fn rust_name(&self) -> &str {
        match self {
            Self::String => "String",
            Self::Boolean => "bool",
            Self::Integer(Integer::Byte) => "i8",
            Self::Integer(Integer::Short) => "i16",
            Self::Integer(Integer::Integer) => "i32",
            Self::Integer(Integer::Long) => "i64",
            Self::Float => "f32",
            Self::Double => "f64",
            Self::Timestamp(_) => "Timestamp",
            Self::Date => "Date",
            Self::Blob => "Blob",
            Self::Document => "Document",
            Self::List { .. } => "Vec",
            Self::Map { .. } => "BTreeMap",
            Self::FilePart => "FilePart",
            Self::ByteStream => "ByteStream",
            Self::EventStream(_) => "EventStream",
            Self::Structure(name) | Self::Union(name) | Self::Enum(name) | Self::IntEnum(name) => name,
            Self::Sensitive(_) => "Sensitive",
            Self::Nullable(_) => "Nullable",
            Self::Boxed(_) => "Box",
        }
    }

    /// The types that it is of: those of keys, items and values, and of what is wrapped.
    pub(crate) fn parts(&self) -> impl Iterator<Item = &Self> {
        let (first, second) = match self {
            Self::List { item: of, .. }
            | Self::EventStream(of)
            | Self::Sensitive(of)
            | Self::Nullable(of)
            | Self::Boxed(of) => (Some(of), None),
            Self::Map { key, value, .. } => (Some(key), Some(value)),
            _ => (None, None),
        };
        first.into_iter().chain(second).map(Box::as_ref)
    }
}
