//! Keys that not all readers of YAML take for the same.

use crate::text::Span;

/// What is doubtful about a key of `text`, and what to do about it.
pub(super) fn doubt(text: &str, key: &Span, is_plain: bool) -> Option<(&'static str, &'static str)> {
    // The parser's text for such a key is `~`, which may be written, too.
    if key.is_empty() {
        return Some(("readers of YAML do not agree on a key of nothing", "write the key before the colon"));
    }
    let (written, after) = (text.get(key.clone())?, text.get(key.end..)?);
    if written.contains('\n') {
        return Some(("readers of YAML do not agree on a key of several lines", "write it on one line"));
    }
    // YAML 1.1 has no value of nothing right before what separates entries; an opening bracket is refused by the parser.
    let value = after.trim_start_matches([' ', '\t']).strip_prefix(':')?;
    (is_plain && value.starts_with([',', ']', '}']))
        .then_some(("readers of YAML do not agree on where this key ends", "put a space behind the colon"))
}
