//! String literals in the form that reads best.

use crate::emit::is_shown;
use proc_macro2::Literal;

/// `text` as a literal, raw where that spares escapes.
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
