//! String literals in the most readable form.

use crate::emit::is_shown;
use proc_macro2::Literal;

/// `text` as a literal, which is raw if that avoids escapes.
pub(super) fn string(text: &str) -> Literal {
    let raw = text.contains(['\\', '"']) && !text.contains("\"#") && is_shown(text);
    let hash = if text.contains('"') { "#" } else { "" };
    if raw
        && text.is_ascii()
        && let Ok(literal) = format!("r{hash}\"{text}\"{hash}").parse()
    {
        return literal;
    }
    Literal::string(text)
}
