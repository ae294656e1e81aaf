//! The labels of a path.

use super::{EncodeError, percent};

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

/// Checks that every label was replaced.
pub(super) fn check_replaced(path: &str) -> Result<(), EncodeError> {
    let Some((_, rest)) = path.split_once('{') else {
        return Ok(());
    };
    let label = rest.split(['}', '+']).next().unwrap_or(rest).to_owned();
    Err(EncodeError::LabelMismatch { label })
}
