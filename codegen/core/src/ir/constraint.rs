//! Constraints, and the checks that are made of them.

use speccast_pattern::Pattern;

/// The constraint of a named type, which stands in one place.
#[derive(Clone, Debug, PartialEq)]
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
#[derive(Clone, Debug, PartialEq)]
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
    /// A floating-point number's value.
    Float(Bounds<f64>),
    /// The number of entries of a list or a map, or of a blob's bytes.
    Length(Length),
    /// No two items of a list are equal.
    Unique,
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

/// Inclusive bounds of a whole number; at least one is there.
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

impl<T: Copy> Bounds<T> {
    /// The least and the greatest value, as far as they are bounded.
    pub fn ends(&self) -> (Option<T>, Option<T>) {
        match *self {
            Self::AtLeast(min) => (Some(min), None),
            Self::AtMost(max) => (None, Some(max)),
            Self::Between(min, max) => (Some(min), Some(max)),
        }
    }
}

/// One thing that a validator checks of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Check {
    /// The constraint of a named type, by the constant that holds it.
    Named(String, CheckKind),
    /// A constraint that stands where it is used.
    Inline(Constraint),
    /// The value is one that an enum names.
    Known,
    /// A structure or union, by the function that checks it.
    Nested(String),
    /// Each item of a list.
    Each(Vec<Check>),
    /// Each key and each value of a map.
    Entries {
        /// What is checked of a key.
        keys: Vec<Check>,
        /// What is checked of a value.
        values: Vec<Check>,
    },
}

/// What a named constraint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckKind {
    /// A string.
    String,
    /// A whole number.
    Integer,
    /// A floating-point number.
    Float,
    /// The number of entries of a list or a map, or of a blob's bytes.
    Length,
}

/// A function that says whether all of a string matches a pattern.
#[derive(Clone, Debug)]
pub struct Matcher {
    /// The function's name.
    pub function: String,
    /// The pattern.
    pub pattern: Pattern,
}
