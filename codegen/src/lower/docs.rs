//! Docs of a spec, checked before they become comments.

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::spec::Spanned;

impl Lowering<'_> {
    /// A doc without white space at its ends, or nothing.
    fn checked_doc(&mut self, doc: &Spanned<String>) -> Option<String> {
        if let Some(odd) = doc.value.chars().find(|c| is_hidden(*c)) {
            let message = format!("this doc holds the invisible character U+{:04X}", u32::from(odd));
            let diagnostic = Diagnostic::error("hidden-character", message).label(&doc.span, "");
            self.report(diagnostic.help("remove it: a reviewer would not see what it does"));
        }
        let text = doc.value.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// The doc of something, if it has one.
    pub(super) fn doc(&mut self, doc: Option<&Spanned<String>>) -> Option<String> {
        doc.and_then(|doc| self.checked_doc(doc))
    }
}

/// Control characters and those that reorder or hide text.
pub(super) fn is_hidden(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}
