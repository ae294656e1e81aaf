//! The query of a request.

use super::{EncodeError, form, percent};
use crate::json::Part;
use crate::json::ser::ToJson;

/// Appends `name=text`.
pub(super) fn append(query: &mut String, name: &str, text: &str) {
    if !query.is_empty() {
        query.push('&');
    }
    percent::encode(query, name);
    query.push('=');
    percent::encode(query, text);
}

/// Appends another item to the last value.
pub(super) fn go_on(query: &mut String, separator: &str, text: &str) {
    match separator {
        "," => query.push(','),
        separator => percent::encode(query, separator),
    }
    percent::encode(query, text);
}

/// Appends each value in a structure or a map, with the names that lead to it in brackets: `name[key]=text`.
pub(super) fn append_nested(
    query: &mut String,
    name: &'static str,
    value: &dyn ToJson,
) -> Result<(), EncodeError> {
    form::values(name, value, |way, text| {
        let key = way.iter().fold(name.to_owned(), |key, part| match part {
            Part::Name(name) => format!("{key}[{name}]"),
            Part::Index(index) => format!("{key}[{index}]"),
        });
        append(query, &key, text);
        Ok(())
    })
}

/// Returns whether an encoded query has the key `name`.
pub(super) fn contains(query: &str, name: &str) -> bool {
    query.split('&').filter(|pair| !pair.is_empty()).any(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        percent::decode_form(key).eq(name.bytes())
    })
}
