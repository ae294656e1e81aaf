//! The query of a request.

use super::percent;

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

/// Returns whether an encoded query has the key `name`.
pub(super) fn contains(query: &str, name: &str) -> bool {
    query.split('&').filter(|pair| !pair.is_empty()).any(|pair| {
        let key = pair.split('=').next().unwrap_or_default();
        percent::decode_form(key).eq(name.bytes())
    })
}
