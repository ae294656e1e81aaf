//! The labels of a path.

use super::{EncodeError, percent};
use crate::error::BoxError;

/// Replaces `{name}` or `{name+}` with `value`.
pub(super) fn replace(path: &mut String, name: &'static str, value: &str) -> Result<(), EncodeError> {
    if value.is_empty() {
        return Err(EncodeError::EmptyLabel { label: name });
    }
    let plain = format!("{{{name}}}");
    let greedy = format!("{{{name}+}}");
    let mut encoded = String::with_capacity(value.len());
    let label = if path.contains(&plain) {
        percent::encode(&mut encoded, value);
        plain
    } else if path.contains(&greedy) {
        percent::encode_greedy(&mut encoded, value);
        greedy
    } else {
        return Err(EncodeError::LabelMismatch { label: name.to_owned() });
    };
    // The encoded value has no `{`, so it cannot be taken for another label.
    *path = path.replacen(&label, &encoded, 1);
    if encoded.split('/').any(|segment| segment == "." || segment == "..") {
        return Err(EncodeError::DotSegment { label: name });
    }
    Ok(())
}

/// Replaces `{name}` with the items of a list.
pub(super) fn replace_list(
    path: &mut String,
    name: &'static str,
    separator: &str,
    items: &[String],
) -> Result<(), EncodeError> {
    if items.is_empty() || items == [""] {
        return Err(EncodeError::EmptyLabel { label: name });
    }
    let mut encoded = String::new();
    for (index, item) in items.iter().enumerate() {
        match separator {
            _ if index == 0 => {}
            // Characters of a path: RFC 3986 section 3.3.
            "," | ";" => encoded.push_str(separator),
            _ => percent::encode(&mut encoded, separator),
        }
        percent::encode(&mut encoded, item);
    }
    let label = format!("{{{name}}}");
    if !path.contains(&label) {
        return Err(EncodeError::LabelMismatch { label: name.to_owned() });
    }
    *path = path.replacen(&label, &encoded, 1);
    if encoded == "." || encoded == ".." {
        return Err(EncodeError::DotSegment { label: name });
    }
    Ok(())
}

/// Checks that every label was replaced except for those of keys.
pub(super) fn check_replaced(path: &str, keys: &[&str]) -> Result<(), EncodeError> {
    for rest in path.split('{').skip(1) {
        let label = rest.split(['}', '+']).next().unwrap_or(rest);
        if !keys.contains(&label) {
            return Err(EncodeError::LabelMismatch { label: label.to_owned() });
        }
    }
    Ok(())
}

/// Replaces the label that was left for a key; a path that the service redirects to has none.
///
/// # Errors
/// If the key leads to another path. The error does not contain the key.
pub(crate) fn fill_in(path: &mut String, label: &str, key: &str) -> Result<(), BoxError> {
    let label = format!("{{{label}}}");
    let mut encoded = String::with_capacity(key.len());
    percent::encode_segment(&mut encoded, key);
    if !path.contains(&label) {
        return Ok(());
    }
    *path = path.replacen(&label, &encoded, 1);
    let path = path.split('?').next().unwrap_or_default();
    if path.split('/').any(|segment| segment == "." || segment == "..") {
        return Err("the key is not valid in a path".into());
    }
    Ok(())
}
