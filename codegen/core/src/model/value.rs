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
            (Self::String(base64), Type::Blob) => (self::base64(base64)?.len() as u64, "bytes"),
            (Self::String(text), Type::String) => (text.chars().count() as u64, "characters"),
            (Self::List(items), _) => (items.len() as u64, "entries"),
            (Self::Map(entries), Type::Map { .. }) => (entries.len() as u64, "entries"),
            _ => return None,
        })
    }
}

/// Returns the bytes that a base64 text with padding encodes (RFC 4648 section 4); none if it is invalid.
pub fn base64(text: &str) -> Option<Vec<u8>> {
    let digits = text.trim_end_matches('=').as_bytes();
    let padding = text.len() - digits.len();
    if !text.len().is_multiple_of(4) || padding > 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    for chunk in digits.chunks(4) {
        let group = chunk.iter().try_fold(0, |group, digit| Some(group << 6 | sextet(*digit)?))?;
        let group = group << (6 * (4 - chunk.len()));
        bytes.extend_from_slice(&group.to_be_bytes()[1..chunk.len()]);
    }
    Some(bytes)
}

/// The six bits of a digit of base64.
fn sextet(digit: u8) -> Option<u32> {
    Some(u32::from(match digit {
        b'A'..=b'Z' => digit - b'A',
        b'a'..=b'z' => digit - b'a' + 26,
        b'0'..=b'9' => digit - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    }))
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

#[cfg(test)]
mod tests {
    use super::base64;

    #[test]
    fn vectors_of_the_rfc() {
        let vectors = [("", ""), ("Zg==", "f"), ("Zm8=", "fo"), ("Zm9v", "foo"), ("Zm9vYmE=", "fooba")];
        for (text, bytes) in vectors {
            assert_eq!(base64(text).as_deref(), Some(bytes.as_bytes()));
        }
        for bad in ["Z", "Zg", "Zg=", "Z===", "====", "Zm9-", "Zg==Zg==", "Zm 9", "\u{e9}\u{e9}"] {
            assert_eq!(base64(bad), None, "{bad}");
        }
    }
}
