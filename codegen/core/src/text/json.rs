//! Writes JSON: values in the order of insertion, as ASCII, so that no text can move a cursor or reorder what
//! a terminal shows.

use std::fmt::{self, Write};

/// Maximum length of an array or object on one line.
const WIDTH: usize = 100;

/// A JSON value: RFC 8259.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `true` or `false`.
    Boolean(bool),
    /// A whole number.
    Number(i128),
    /// Text.
    String(String),
    /// Values.
    Array(Vec<Json>),
    /// Members; names must be unique.
    Object(Vec<(&'static str, Json)>),
}

impl Json {
    /// Creates an array.
    pub fn array(items: impl IntoIterator<Item = impl Into<Self>>) -> Self {
        Self::Array(items.into_iter().map(Into::into).collect())
    }

    /// Writes the value on one line if it is short, otherwise each item or member on a line.
    fn write(&self, f: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let (brackets, items) = match self {
            Self::Array(items) => ("[]", items.iter().map(|item| (None, item)).collect::<Vec<_>>()),
            Self::Object(members) => {
                ("{}", members.iter().map(|(name, value)| (Some(*name), value)).collect())
            }
            scalar => return scalar.write_flat(f),
        };
        if let Some(flat) = self.flat().filter(|flat| 2 * depth + flat.len() <= WIDTH) {
            return f.write_str(&flat);
        }
        f.write_str(&brackets[..1])?;
        for (index, (name, value)) in items.into_iter().enumerate() {
            f.write_str(if index == 0 { "\n" } else { ",\n" })?;
            write!(f, "{:width$}", "", width = 2 * (depth + 1))?;
            if let Some(name) = name {
                write_string(f, name)?;
                f.write_str(": ")?;
            }
            value.write(f, depth + 1)?;
        }
        write!(f, "\n{:width$}{}", "", &brackets[1..], width = 2 * depth)
    }

    /// Returns the value on one line, if none of its items has items.
    fn flat(&self) -> Option<String> {
        let is_scalar = |value: &Self| !matches!(value, Self::Array(_) | Self::Object(_));
        let flat = match self {
            Self::Array(items) => items.iter().all(is_scalar),
            Self::Object(members) => members.iter().all(|(_, value)| is_scalar(value)),
            _ => true,
        };
        flat.then(|| Flat(self).to_string())
    }

    fn write_flat(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Boolean(value) => write!(f, "{value}"),
            Self::Number(value) => write!(f, "{value}"),
            Self::String(text) => write_string(f, text),
            Self::Array(items) => {
                f.write_char('[')?;
                for (index, item) in items.iter().enumerate() {
                    f.write_str(if index == 0 { "" } else { ", " })?;
                    item.write_flat(f)?;
                }
                f.write_char(']')
            }
            Self::Object(members) => {
                f.write_char('{')?;
                for (index, (name, value)) in members.iter().enumerate() {
                    f.write_str(if index == 0 { " " } else { ", " })?;
                    write_string(f, name)?;
                    f.write_str(": ")?;
                    value.write_flat(f)?;
                }
                f.write_str(if members.is_empty() { "}" } else { " }" })
            }
        }
    }
}

/// A value on one line.
struct Flat<'a>(&'a Json);

impl fmt::Display for Flat<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write_flat(f)
    }
}

/// RFC 8259 section 7; beyond ASCII as UTF-16 in `\u` escapes.
fn write_string(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' | '\\' => write!(f, "\\{c}")?,
            '\n' => f.write_str("\\n")?,
            ' '..='~' => f.write_char(c)?,
            _ => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    write!(f, "\\u{unit:04x}")?;
                }
            }
        }
    }
    f.write_char('"')
}

/// Indents by two spaces per level, without a line feed at the end.
impl fmt::Display for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(f, 0)
    }
}

impl From<&str> for Json {
    fn from(text: &str) -> Self {
        Self::String(text.to_owned())
    }
}

impl From<String> for Json {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<bool> for Json {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<usize> for Json {
    fn from(value: usize) -> Self {
        Self::Number(value as i128)
    }
}

impl<const N: usize> From<[(&'static str, Json); N]> for Json {
    fn from(members: [(&'static str, Json); N]) -> Self {
        Self::Object(members.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Json;

    #[test]
    fn what_is_written_is_ascii() {
        let json =
            Json::from([("a", "\"\\\n\u{1b}\u{202e}\u{1f600}".into()), ("b", Json::array([1_usize, 2]))]);
        let expected = "{\n  \"a\": \"\\\"\\\\\\n\\u001b\\u202e\\ud83d\\ude00\",\n  \"b\": [1, 2]\n}";
        assert_eq!(json.to_string(), expected);
        assert_eq!(Json::array(Vec::<Json>::new()).to_string(), "[]");
    }
}
