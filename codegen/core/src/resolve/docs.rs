//! Docs of a spec, checked before they become doc comments.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::Spanned;
use crate::text::find_hidden;

impl Resolver<'_> {
    /// Returns a doc without surrounding white space; none if it is empty or invalid.
    fn checked_doc(&mut self, doc: &Spanned<String>) -> Option<String> {
        if let Some((at, odd, reason)) = find_hidden(&doc.value, &['\t']) {
            let message = format!("doc contains U+{:04X}, which {reason}", u32::from(odd));
            let span = self.inside(doc, at..at + odd.len_utf8());
            let diagnostic = Diagnostic::new(&codes::HIDDEN_CHARACTER, message).label(&span, "");
            self.report(diagnostic.help("remove it; reviewers cannot see it"));
        }
        let text = doc.value.trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    /// Returns the doc of an item, if it has one.
    pub(super) fn doc(&mut self, doc: Option<&Spanned<String>>) -> Option<String> {
        doc.and_then(|doc| self.checked_doc(doc))
    }
}
