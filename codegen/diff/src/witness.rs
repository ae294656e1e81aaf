//! Values that one spec accepts and the other refuses.

use std::fmt;

/// A value that shows a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The value.
    pub value: Value,
    /// Whether it was accepted and is now refused; otherwise it is the reverse.
    pub refused_now: bool,
}

/// A value, or a description of values of one kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// An integer.
    Integer(i64),
    /// A floating-point number.
    Float(f64),
    /// A collection of so many entries, or a blob of so many bytes: the unit and the number.
    Size(&'static str, u64),
    /// A noun phrase, if no value is short enough.
    Other(String),
}

/// Longer texts are shortened in reports.
const SHOWN: usize = 60;

impl Witness {
    /// Creates a value that was accepted.
    pub(super) fn refused_now(value: Value) -> Self {
        Self { value, refused_now: true }
    }

    /// Creates a value that was refused.
    pub(super) fn accepted_now(value: Value) -> Self {
        Self { value, refused_now: false }
    }

    /// Returns what happened to it, as a phrase after the value.
    pub(super) fn fate(&self) -> &'static str {
        if self.refused_now { "was accepted, now refused" } else { "was refused, now accepted" }
    }
}

impl Value {
    /// Returns its integer.
    pub(super) fn whole(&self) -> Option<i64> {
        match self {
            Self::Integer(value) => Some(*value),
            Self::Float(value) if value.fract() == 0.0 => i64::try_from(*value as i128).ok(),
            _ => None,
        }
    }
}

impl fmt::Display for Witness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.value, self.fate())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => {
                let count = text.chars().count();
                if count <= SHOWN {
                    return write!(f, "{text:?}");
                }
                let start: String = text.chars().take(SHOWN / 2).collect();
                let start = format!("{start:?}");
                write!(f, "{}…\" ({count} characters)", start.strip_suffix('"').unwrap_or(&start))
            }
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::Size(_, 0) => f.write_str("an empty one"),
            Self::Size(what, 1) if *what == "entries" => f.write_str("one of 1 entry"),
            Self::Size(what, 1) if *what == "bytes" => f.write_str("one of 1 byte"),
            Self::Size(what, count) => write!(f, "one of {count} {what}"),
            Self::Other(text) => f.write_str(text),
        }
    }
}
