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

/// Whether an encoded query has the key `name`.
pub(super) fn contains(query: &str, name: &str) -> bool {
    let key = |pair: &str| percent::decode_form(pair.split('=').next().unwrap_or_default());
    query.split('&').any(|pair| !pair.is_empty() && key(pair).eq(name.bytes()))
}
