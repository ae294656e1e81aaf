//! Operations that cannot be told apart on the wire.

use super::Lowering;
use super::labels::labels;
use crate::diagnostic::{Diagnostic, codes};
use crate::source::Span;
use crate::syntax::Http;
use std::collections::HashMap;

impl Lowering<'_> {
    /// Remarks upon operations of one method and one path but for the names of its labels, the first of which would
    /// answer for all of them.
    pub(super) fn compare_routes(&mut self) {
        let document = self.document;
        let mut first: HashMap<String, (&str, &Span)> = HashMap::new();
        for operation in &document.operations {
            let Http::Written(http) = &operation.http else { continue };
            let Some(route) = without_labels(&http.value) else { continue };
            let name = &operation.name.value;
            if let Some((other, first)) = first.get(&route) {
                let message = format!("`{name}` has the method and path of `{other}`");
                let diagnostic = Diagnostic::new(&codes::SAME_ROUTE, message).label(&http.span, "this one");
                let diagnostic = diagnostic.label(first, "as here");
                self.report(diagnostic.help("see which of them the reference has here"));
            } else {
                first.insert(route, (name, &http.span));
            }
        }
    }
}

/// Method and path, each label of which has no name; none if one is not closed.
fn without_labels(http: &str) -> Option<String> {
    let http = http.split_whitespace().collect::<Vec<_>>().join(" ");
    let (mut route, mut rest) = (String::new(), http.as_str());
    for label in labels(&http)? {
        let (before, after) = rest.split_once('{')?;
        route.extend([before, "{"]);
        rest = after.strip_prefix(label)?;
    }
    Some(route + rest)
}
