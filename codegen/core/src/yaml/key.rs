//! Keys that YAML parsers disagree on.

use crate::text::Span;

/// Returns the problem of a key, and its fix.
pub(super) fn doubt(text: &str, key: &Span, is_plain: bool) -> Option<(&'static str, &'static str)> {
    // The parser returns `~` for an empty key, which may also be written.
    if key.is_empty() {
        return Some(("YAML parsers disagree about an empty key", "write the key before the colon"));
    }
    let (written, after) = (text.get(key.clone())?, text.get(key.end..)?);
    if written.contains('\n') {
        return Some(("YAML parsers disagree about a key of several lines", "write it on one line"));
    }
    // YAML 1.1 has no empty value right before a separator; the parser refuses an opening bracket itself.
    let value = after.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    (is_plain && value.starts_with([',', ']', '}']))
        .then_some(("YAML parsers disagree about the end of this key", "put a space after the colon"))
}
