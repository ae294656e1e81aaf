//! Text to [`Document`](crate::syntax::Document): syntax only, nothing is looked up.

mod constraints;
mod example;
mod fields;
mod habits;
mod members;
mod operations;
mod service;
mod walk;

use crate::diagnostic::{Diagnostic, codes};
use crate::source::Source;
use crate::syntax::Document;
use crate::yaml;
use walk::Walk;

/// The version of the language, which a spec states first.
const LANGUAGE: u32 = 1;

/// Reads a spec. `None` when what it says cannot be told; whatever is wrong is in `diagnostics`, also beside a document.
pub(crate) fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<Document> {
    let root = yaml::read(source, diagnostics)?;
    let walk = &mut Walk::new(source, diagnostics);
    let mut fields = walk.fields(&root, "a spec")?;
    if let Some(node) = fields.need("speccast")
        && let Some(version) = walk.integer::<u32>(node, "the version of the spec language, a number,")
        && version.value != LANGUAGE
    {
        let message = format!("version {} of the spec language is not known", version.value);
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_VERSION, message).label(&version.span, "");
        walk.report(diagnostic.help(format!("this speccast reads `speccast: {LANGUAGE}`")));
    }
    let service = fields.need("service").and_then(|node| service::service(walk, node));
    // The rest is looked at all the same.
    let service = service.unwrap_or_else(|| service::stand_in(&root.span));
    let operations = fields.need("operations");
    if let Some(node) = operations.filter(|node| node.is_empty()) {
        let diagnostic = Diagnostic::new(&codes::NO_OPERATION, "the spec has no operation");
        walk.report(diagnostic.label(&node.span, "").help("describe at least one here"));
    }
    let operations = operations.map(|node| walk.entries(node, operations::operation)).unwrap_or_default();
    let types = fields.get("types").map(|node| walk.entries(node, members::named_type)).unwrap_or_default();
    let errors = fields.get("errors").map(|node| walk.entries(node, operations::error)).unwrap_or_default();
    let examples =
        fields.get("examples").map(|node| walk.entries(node, example::examples)).unwrap_or_default();
    fields.finish(walk);
    (!walk.is_full()).then_some(Document { service, operations, types, errors, examples })
}
