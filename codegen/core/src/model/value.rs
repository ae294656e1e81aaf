//! Values written in a spec.

use std::fmt;

/// A value of the API, in a default or an example.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Null: an item of a sparse list or map, or in a document.
    Null,
    /// A boolean.
    Boolean(bool),
    /// A whole number, or a value of an enum of numbers.
    Integer(i64),
    /// A floating-point number; neither infinite nor NaN within a document.
    Float(f64),
    /// A string, a value of an enum, a timestamp (RFC 3339) or a blob (base64).
    String(String),
    /// A list.
    List(Vec<Value>),
    /// A map; or a structure or union by its members' names in the API, in the order written.
    Map(Vec<(String, Value)>),
}

impl fmt::Display for Value {
    /// As a person would write it in YAML's flow style.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |items: Vec<String>| items.join(", ");
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Integer(value) => value.fmt(f),
            Self::Float(value) => write!(f, "{value:?}"),
            Self::String(value) => write!(f, "{value:?}"),
            Self::List(items) => write!(f, "[{}]", list(items.iter().map(Self::to_string).collect())),
            Self::Map(entries) => {
                let entries = entries.iter().map(|(name, value)| format!("{name}: {value}"));
                write!(f, "{{ {} }}", list(entries.collect()))
            }
        }
    }
}
