//! Finds one value of a JSON text by its JSON Pointer (RFC 6901). Only the text before it is examined.

use std::borrow::Cow;

use super::DecodeError;
use super::reader::Reader;

/// A value that is not a list or object.
#[derive(Debug, PartialEq)]
pub(crate) enum Scalar<'a> {
    /// A string.
    String(Cow<'a, str>),
    /// A number, as text.
    Number(&'a str),
    /// `true` or `false`.
    Boolean(bool),
}

/// The text of the value at `pointer`; `None` if there is none.
pub(super) fn slice<'a>(text: &'a [u8], pointer: &str) -> Option<&'a [u8]> {
    let start = rest(text, pointer)?;
    let mut reader = Reader::new(start);
    reader.skip().ok()?;
    start.get(..start.len() - reader.rest().len())
}

/// The text that begins with the value at `pointer`; `None` if there is none, or the text before it is not JSON.
fn rest<'a>(text: &'a [u8], pointer: &str) -> Option<&'a [u8]> {
    let mut reader = Reader::new(text);
    for name in pointer.split('/').skip(1) {
        step(&mut reader, name).ok().filter(|found| *found)?;
    }
    reader.peek()?;
    Some(reader.rest())
}

/// The value at `pointer`, if it is a string, a number or a boolean.
pub(crate) fn scalar<'a>(text: &'a [u8], pointer: &str) -> Option<Scalar<'a>> {
    let mut reader = Reader::new(rest(text, pointer)?);
    match reader.peek()? {
        b'"' => reader.string().ok()?.ok().map(Scalar::String),
        b'-' | b'0'..=b'9' => reader.number().ok().map(|number| Scalar::Number(number.text())),
        _ if reader.word(b"true") => Some(Scalar::Boolean(true)),
        _ if reader.word(b"false") => Some(Scalar::Boolean(false)),
        _ => None,
    }
}

/// Whether the value at `pointer` is a list or an object that is not empty.
pub(crate) fn has_entries(text: &[u8], pointer: &str) -> bool {
    let found = slice(text, pointer).filter(|found| found.starts_with(b"[") || found.starts_with(b"{"));
    found.is_some_and(|found| found[1..found.len() - 1].iter().any(|byte| !byte.is_ascii_whitespace()))
}

/// Returns the name in a token of a JSON Pointer (RFC 6901 section 4).
pub(crate) fn unescaped(token: &str) -> Cow<'_, str> {
    if token.contains('~') { token.replace("~1", "/").replace("~0", "~").into() } else { token.into() }
}

/// Advances to the member or element of this name; returns whether there is one.
fn step(reader: &mut Reader<'_>, name: &str) -> Result<bool, DecodeError> {
    let mut is_first = true;
    match reader.peek() {
        Some(b'{') => {
            reader.open()?;
            let name = unescaped(name);
            while let Some(found) = reader.member(&mut is_first)? {
                if found.is_ok_and(|found| found == name) {
                    return Ok(true);
                }
                reader.skip()?;
            }
            Ok(false)
        }
        Some(b'[') => {
            let Ok(index) = name.parse::<usize>() else { return Ok(false) };
            reader.open()?;
            for _ in 0..index {
                if !reader.element(&mut is_first)? {
                    return Ok(false);
                }
                reader.skip()?;
            }
            reader.element(&mut is_first)
        }
        _ => Ok(false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_by_their_pointers() {
        let text = br#" {"a":{"b/c":[1,"two",{"d~":true}],"e":null},"x":[{}],"a2":"\u00e9", "n":-1.5e3 } "#;
        let string = |text: &'static str| Some(Scalar::String(text.into()));
        assert_eq!(scalar(text, "/a/b~1c/1"), string("two"));
        assert_eq!(scalar(text, "/a/b~1c/2/d~0"), Some(Scalar::Boolean(true)));
        assert_eq!(scalar(text, "/a/b~1c/0"), Some(Scalar::Number("1")));
        assert_eq!(scalar(text, "/n"), Some(Scalar::Number("-1.5e3")));
        assert_eq!(scalar(text, "/a2"), string("é"));
        for pointer in ["/a", "/a/e", "/a/b~1c/3", "/a/b~1c/x", "/x/0/y", "/y", "/n/a", ""] {
            assert_eq!(scalar(text, pointer), None, "{pointer}");
        }
        assert_eq!(slice(text, "/a/b~1c/2"), Some(&br#"{"d~":true}"#[..]));
        assert_eq!(slice(text, "/a/z"), None);
        assert!(has_entries(text, "/a") && has_entries(text, "/a/b~1c"));
        for pointer in ["/x/0", "/n", "/a/e", "/a2", "/y"] {
            assert!(!has_entries(text, pointer), "{pointer}");
        }
        for text in ["", "[", r#"{"a""#, "<html>", r#"{"b":[}]"#] {
            assert_eq!(scalar(text.as_bytes(), "/a"), None, "{text}");
        }
    }
}
