//! Text to [`Document`]: checks syntax only and looks nothing up.

mod auth;
mod constants;
mod constraints;
mod errors;
mod example;
mod failure;
mod fields;
mod habits;
mod headers;
mod members;
mod operations;
mod paginated;
mod service;
mod streams;
mod walk;

use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::Document;
use crate::text::Source;
use crate::vocabulary::{LANGUAGE, spec};
use crate::yaml;
pub use fields::Fields;
pub(crate) use members::name_of;
pub use walk::Walk;

/// Parses a spec to a document and its YAML tree. Problems are added to `diagnostics`; returns `None` if
/// there is no document at all.
pub(crate) fn parse(source: &Source, diagnostics: &mut Vec<Diagnostic>) -> Option<(Document, yaml::Node)> {
    let root = yaml::read(source, diagnostics)?;
    let walk = &mut Walk::new(source, diagnostics);
    let mut fields = walk.fields(&root, spec::MAPPING)?;
    if let Some(node) = fields.get(spec::SPECCAST)
        && let Some(version) = walk.integer::<u32>(node, "a version of the spec language", "speccast: 1")
        && version.value != LANGUAGE
    {
        let message = format!("unknown version {} of the spec language", version.value);
        let help = format!("write `speccast: {LANGUAGE}`, or update speccast");
        walk.error(&codes::UNKNOWN_VERSION, message, &version.span, help);
    }
    let service = fields.read(walk, spec::SERVICE, service::service);
    // Parsing continues without a service, to report more errors.
    let service = service.unwrap_or_else(|| service::stand_in(&root.span));
    let operations = fields.get(spec::OPERATIONS);
    if let Some(node) = operations.filter(|node| node.is_empty()) {
        walk.error(&codes::NO_OPERATION, "the spec has no operations", &node.span, "add at least one");
    }
    let operations = operations.map(|node| walk.entries(node, operations::operation)).unwrap_or_default();
    let types = fields.entries(walk, spec::TYPES, members::named_type);
    let errors = fields.entries(walk, spec::ERRORS, errors::error);
    let examples = fields.entries(walk, spec::EXAMPLES, example::examples);
    let meant = fields.finish(walk);
    let document = Document { service, operations, types, errors, examples, meant };
    (!walk.is_full()).then_some((document, root))
}
