//! Values written in a spec.

use super::{Time, Type};
use std::fmt;

/// A value of the API, in a default or an example.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Null: an item of a sparse list or map, or in a document.
    Null,
    /// A boolean.
    Boolean(bool),
    /// An integer, or a value of an enum of numbers.
    Integer(i64),
    /// A floating-point number; neither infinite nor NaN within a document.
    Float(f64),
    /// A string, a value of an enum, a date (RFC 3339) or a blob (base64).
    String(String),
    /// A timestamp.
    Time(Time),
    /// A list.
    List(Vec<Value>),
    /// A map; or a structure or union by member names of the API, in the order written.
    Map(Vec<(String, Value)>),
}

impl Value {
    /// Returns the length of a value of type `ty`, and its unit; none if the type has no length.
    pub fn length(&self, ty: &Type) -> Option<(u64, &'static str)> {
        Some(match (self, ty) {
            (Self::String(base64), Type::Blob) => (base64_length(base64)?, "bytes"),
            (Self::String(text), Type::String) => (text.chars().count() as u64, "characters"),
            (Self::List(items), _) => (items.len() as u64, "entries"),
            (Self::Map(entries), Type::Map { .. }) => (entries.len() as u64, "entries"),
            _ => return None,
        })
    }
}

/// Returns the number of bytes that a base64 text with padding encodes (RFC 4648 section 4); none if it is
/// invalid.
pub fn base64_length(text: &str) -> Option<u64> {
    let data = text.trim_end_matches('=');
    let padding = text.len() - data.len();
    let fits = data.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/');
    let whole = text.len().is_multiple_of(4) && padding <= 2;
    (fits && whole).then(|| (data.len() as u64 * 6) / 8)
}

impl fmt::Display for Value {
    /// Formats the value in YAML's flow style.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |items: Vec<String>| items.join(", ");
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::String(value) => write!(f, "{value:?}"),
            Self::Time(time) => write!(f, "\"{time}\""),
            Self::List(items) => write!(f, "[{}]", list(items.iter().map(Self::to_string).collect())),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(name, value)| format!("{name}: {value}"));
                write!(f, "{{ {} }}", list(entries.collect()))
            }
        }
    }
}
