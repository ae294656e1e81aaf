//! Values that one spec accepts and the other refuses.

use std::fmt;

/// A value that shows a difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Witness {
    /// The value.
    pub value: Value,
    /// Whether it was accepted and is refused now; else it was refused and is accepted now.
    pub refused_now: bool,
}

/// What stands for all values of its kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A floating-point number.
    Float(f64),
    /// A collection of so many entries, or a blob of so many bytes: what, and how many.
    Size(&'static str, u64),
    /// What no short value can show: a noun phrase.
    Other(String),
}

/// Longer texts are shortened where they are shown.
const SHOWN: usize = 60;

impl Witness {
    /// A value that was accepted.
    pub(super) fn refused_now(value: Value) -> Self {
        Self { value, refused_now: true }
    }

    /// A value that was refused.
    pub(super) fn accepted_now(value: Value) -> Self {
        Self { value, refused_now: false }
    }

    /// What became of it, as it goes on after the value.
    pub fn fate(&self) -> &'static str {
        if self.refused_now { "was accepted, now refused" } else { "was refused, now accepted" }
    }
}

impl Value {
    /// The whole number that it is.
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
