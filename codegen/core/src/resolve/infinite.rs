//! Infinite types: each value would contain another one.

use super::Resolver;
use crate::diagnostic::{Diagnostic, codes};
use crate::model::{Facts, Service};

/// Maximum number of labels after the first in the message about a cycle.
const MANY_PLACES: usize = 4;

impl Resolver<'_> {
    /// Reports each cycle of infinite types in one message.
    pub(super) fn report_infinite(&mut self, service: &Service, facts: &Facts) {
        for cycle in facts.infinite_cycles(service) {
            let named = cycle.iter().filter_map(|id| self.document.types.get(id.index()));
            let mut spans = named.map(|named| &named.name.span);
            let (Some(first), Some(span)) = (cycle.first(), spans.next()) else { continue };
            let message = format!("recursive type `{}` is infinite", service.definition(*first).head.name);
            let mut diagnostic =
                Diagnostic::new(&codes::ENDLESS_TYPE, message).label(span, "always contains itself");
            for span in spans.take(MANY_PLACES) {
                diagnostic = diagnostic.label(span, "through this");
            }
            self.diagnostics.push(diagnostic.help("make one of the members optional, or use a list or map"));
        }
    }
}
