//! Operations that cannot be told apart on the wire.

use super::Lowering;
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::spec::Http;
use std::collections::HashMap;

impl Lowering<'_> {
    /// Remarks upon operations of one method and one path but for the names of its labels, the first of which would
    /// answer for all of them.
    pub(super) fn compare_routes(&mut self) {
        let document = self.document;
        let mut first: HashMap<String, (&str, &Span)> = HashMap::new();
        for operation in &document.operations {
            let Http::Written(http) = &operation.http else { continue };
            let route = without_labels(&http.value);
            let name = &operation.name.value;
            if let Some((other, first)) = first.get(&route) {
                let message = format!("`{name}` has the method and path of `{other}`");
                let diagnostic = Diagnostic::warning("same-route", message).label(&http.span, "this one");
                let diagnostic = diagnostic.label(first, "as here");
                self.report(diagnostic.help("see which of them the reference has here"));
            } else {
                first.insert(route, (name, &http.span));
            }
        }
    }
}

/// Method and path, each label of which is an empty one.
fn without_labels(http: &str) -> String {
    let mut words = http.split_whitespace();
    let mut route = words.next().unwrap_or_default().to_owned();
    for part in words.flat_map(|path| path.split('/')) {
        route.push('/');
        match (part.find('{'), part.rfind('}')) {
            (Some(open), Some(close)) if open < close => {
                let many = if part[..close].ends_with('+') { "+" } else { "" };
                route.extend([&part[..=open], many, &part[close..]]);
            }
            _ => route.push_str(part),
        }
    }
    route
}
