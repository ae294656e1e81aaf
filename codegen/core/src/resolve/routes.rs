//! Operations that cannot be distinguished on the wire.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::Path;
use crate::syntax::Http;
use crate::text::Span;
use std::collections::HashMap;

impl Resolver<'_> {
    /// Warns of operations with the same method and path; names of labels do not matter. Operations with and
    /// without a streamed output often share a route, and so do those of GraphQL, which differ in a constant.
    pub(super) fn compare_routes(&mut self) {
        let document = self.document;
        let mut first: HashMap<(String, bool, Vec<String>), (&str, &Span)> = HashMap::new();
        for operation in &document.operations {
            let Http::Written(http) = &operation.http else { continue };
            let Some(route) = without_names(&http.value) else { continue };
            let name = &operation.name.value;
            let constants = operation.input.iter().filter_map(|member| {
                Some(format!("{} {:?}", member.name.value, member.constant.as_ref()?.value))
            });
            let streams = operation.output.iter().any(|member| member.stream.is_some());
            let route = (route, streams, constants.collect());
            if let Some((other, first)) = first.get(&route) {
                let message = format!("`{name}` and `{other}` have the same method and path");
                let diagnostic = Diagnostic::new(&codes::SAME_ROUTE, message).label(&http.span, "this one");
                let diagnostic = diagnostic.label(first, "as here");
                self.report(diagnostic.help("check both in the API's reference"));
            } else {
                first.insert(route, (name, &http.span));
            }
        }
    }
}

/// Method and path, without the names of labels; none if a label is not closed.
fn without_names(http: &str) -> Option<String> {
    let http = http.split_whitespace().collect::<Vec<_>>().join(" ");
    Some(Path::parse(&http)?.without_names())
}
