//! Types, and where they are used.

use super::{Constraints, Head, Member, Pattern, Value};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(u32);

        impl $name {
            /// Creates the id of the item at `index`.
            pub fn new(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// Returns its index in the service's list.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id!(
    /// Identifies a [`Definition`] in [`Service::types`](super::Service::types).
    TypeId
);
id!(
    /// Identifies an [`ErrorType`](super::ErrorType) in [`Service::errors`](super::Service::errors).
    ErrorId
);

/// A definition: a type under `types`, or a structure, union or enum written where it is used.
#[derive(Clone, Debug)]
pub struct Definition {
    /// Name and documentation. A type written where it is used is named after its owner and member, as Smithy
    /// names inline structures.
    pub head: Head,
    /// Whether it is written where it is used.
    pub inline: bool,
    /// Its shape.
    pub shape: Shape,
}

/// The shape of a [`Definition`].
#[derive(Clone, Debug)]
pub enum Shape {
    /// Another name of a type, with constraints.
    Alias(Box<TypeRef>),
    /// A structure of these members.
    Structure(Vec<Member>),
    /// Exactly one of these members; open in what a service sends.
    Union(Vec<Member>, UnionForm),
    /// A set of strings, open in what a service sends.
    Enum(Vec<EnumValue>),
    /// A set of numbers, open in what a service sends.
    IntEnum(Vec<EnumValue>),
}

/// How the members of a union are distinguished.
#[derive(Clone, Debug, PartialEq)]
pub enum UnionForm {
    /// By the name of the object's only member.
    Named,
    /// By a member whose value names the union's member.
    Tagged(Tag),
    /// By the form of the JSON; an entry for each member.
    Told(Vec<Json>),
}

/// The tag of a union: a member whose value is the name on the wire of one of the union's members.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its name.
    pub name: String,
    /// Whether its value is a number.
    pub is_number: bool,
    /// Name of the member with the value; without one, the tag is a member of the value itself.
    pub content: Option<String>,
}

/// Form of JSON that distinguishes a union's member from the others.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// Any JSON.
    Any,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// One of these strings, numbers or booleans.
    OneOf(Vec<String>),
    /// A string that matches this pattern.
    Matching(Pattern),
    /// A list.
    List,
    /// An object that passes all of these tests.
    Object(Vec<Test>),
}

/// A test of an object's members.
#[derive(Clone, Debug, PartialEq)]
pub enum Test {
    /// It has a member of this name and form.
    Has(String, Json),
    /// It has no member of this name and form.
    Lacks(String, Json),
}

impl Definition {
    /// Returns the members of a structure or union.
    pub fn members(&self) -> &[Member] {
        match &self.shape {
            Shape::Structure(members) | Shape::Union(members, _) => members,
            Shape::Alias(_) | Shape::Enum(_) | Shape::IntEnum(_) => &[],
        }
    }

    /// Returns the values of an enum.
    pub fn values(&self) -> &[EnumValue] {
        match &self.shape {
            Shape::Enum(values) | Shape::IntEnum(values) => values,
            Shape::Alias(_) | Shape::Structure(_) | Shape::Union(..) => &[],
        }
    }

    /// Returns whether it is a structure, union or enum, not an alias.
    pub fn is_shape(&self) -> bool {
        !matches!(self.shape, Shape::Alias(_))
    }
}

/// A type where it is used, and the constraints on its values there.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeRef {
    /// The type; an alias is replaced by its target.
    pub ty: Type,
    /// Definition that the spec names here; none for a simple type or one written in place.
    pub named: Option<TypeId>,
    /// Constraints written here.
    pub own: Constraints,
    /// Constraints in force: `own`, and for other kinds those of the named types.
    pub constraints: Constraints,
}

impl TypeRef {
    /// Creates an unnamed type without constraints.
    pub fn new(ty: Type) -> Self {
        Self { ty, named: None, own: Constraints::default(), constraints: Constraints::default() }
    }

    /// Returns the structure or union that values of this type contain, directly or as items of lists and
    /// maps.
    pub fn contained(&self) -> Option<TypeId> {
        match &self.ty {
            Type::Structure(id) | Type::Union(id) => Some(*id),
            Type::List { item, .. } => item.contained(),
            Type::Map { value, .. } => value.contained(),
            _ => None,
        }
    }
}

/// A type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A string.
    String,
    /// A boolean.
    Boolean,
    /// An integer.
    Integer(Integer),
    /// A 32-bit floating-point number.
    Float,
    /// A 64-bit floating-point number.
    Double,
    /// A point in time, with its format.
    Timestamp(TimestampFormat),
    /// A day, without a time zone.
    Date,
    /// Bytes.
    Blob,
    /// Any JSON value.
    Document,
    /// A list.
    List {
        /// Type of its items.
        item: Box<TypeRef>,
        /// Whether an item may be null.
        sparse: bool,
    },
    /// A map.
    Map {
        /// Type of its keys: strings or an enum.
        key: Box<TypeRef>,
        /// Type of its values.
        value: Box<TypeRef>,
        /// Whether a value may be null.
        sparse: bool,
    },
    /// A structure.
    Structure(TypeId),
    /// A union.
    Union(TypeId),
    /// An enum of strings.
    Enum(TypeId),
    /// An enum of numbers.
    IntEnum(TypeId),
    /// An invalid or unknown type, which was reported.
    Error,
}

impl Type {
    /// Returns the id of the definition of a structure, union or enum.
    pub fn id(&self) -> Option<TypeId> {
        match self {
            Self::Structure(id) | Self::Union(id) | Self::Enum(id) | Self::IntEnum(id) => Some(*id),
            _ => None,
        }
    }

    /// Returns whether it is or contains an invalid or unknown type.
    pub(crate) fn has_error(&self) -> bool {
        self.any(&|ty| *ty == Self::Error)
    }

    /// Returns whether it or a type in its lists and maps is such a type.
    pub(crate) fn any(&self, is: &dyn Fn(&Self) -> bool) -> bool {
        is(self)
            || match self {
                Self::List { item, .. } => item.ty.any(is),
                Self::Map { key, value, .. } => key.ty.any(is) || value.ty.any(is),
                _ => false,
            }
    }
}

/// Format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// `2026-01-31T12:00:00Z` (RFC 3339 section 5.6).
    DateTime,
    /// `Sat, 31 Jan 2026 12:00:00 GMT` (RFC 9110 section 5.6.7).
    HttpDate,
    /// Seconds since 1970, with a fraction if needed.
    EpochSeconds,
    /// Milliseconds since 1970.
    EpochMillis,
    /// `Sat, 31 Jan 2026 12:00:00 +0000` (RFC 2822 section 3.3).
    Rfc2822,
    /// `2026-01-31T12:00:00+0000`.
    Iso8601,
    /// `2026-01-31T12:00:00.000+0000`.
    Iso8601Millis,
    /// `2026-01-31 12:00:00`, in UTC.
    Sql,
}

impl TimestampFormat {
    /// Returns how it writes noon of 2026-01-31, in UTC.
    pub fn sample(self) -> &'static str {
        match self {
            Self::DateTime => "2026-01-31T12:00:00Z",
            Self::HttpDate => "Sat, 31 Jan 2026 12:00:00 GMT",
            Self::EpochSeconds => "1769860800",
            Self::EpochMillis => "1769860800000",
            Self::Rfc2822 => "Sat, 31 Jan 2026 12:00:00 +0000",
            Self::Iso8601 => "2026-01-31T12:00:00+0000",
            Self::Iso8601Millis => "2026-01-31T12:00:00.000+0000",
            Self::Sql => "2026-01-31 12:00:00",
        }
    }

    /// Returns whether it is a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::EpochSeconds | Self::EpochMillis)
    }
}

/// Width of an integer.
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

impl Integer {
    /// Returns the least and the greatest number of this width.
    pub fn limits(self) -> (i64, i64) {
        match self {
            Self::Byte => (i8::MIN.into(), i8::MAX.into()),
            Self::Short => (i16::MIN.into(), i16::MAX.into()),
            Self::Integer => (i32::MIN.into(), i32::MAX.into()),
            Self::Long => (i64::MIN, i64::MAX),
        }
    }

    /// Returns its name in the spec language.
    pub fn name(self) -> &'static str {
        match self {
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
        }
    }
}

/// A value of an enum.
#[derive(Clone, Debug)]
pub struct EnumValue {
    /// Name and documentation; the name is the value on the wire, unless that is a number.
    pub head: Head,
    /// The value on the wire, in an enum of numbers.
    pub number: Option<i32>,
}

impl EnumValue {
    /// Returns the value on the wire.
    pub fn value(&self) -> Value {
        self.number.map_or_else(|| Value::String(self.head.name.clone()), |it| Value::Integer(it.into()))
    }
}
