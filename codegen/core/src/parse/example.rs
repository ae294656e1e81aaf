//! `examples`.

use super::fields::Fields;
use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::{Example, ExampleRequest, ExampleResponse, Examples, Spanned, Value};
use crate::yaml::{Kind, Node};

/// The examples of one operation.
pub(super) fn examples(walk: &mut Walk<'_>, operation: Spanned<String>, node: &Node) -> Option<Examples> {
    let examples = walk.list(node, example);
    Some(Examples { operation, examples })
}

fn example(walk: &mut Walk<'_>, node: &Node) -> Option<Example> {
    let mut fields = walk.fields(node, "an example")?;
    let example = Example {
        span: fields.start(),
        doc: fields.text(walk, "doc"),
        input: fields.get("input").map(|node| walk.literal(node)),
        request: fields.get("request").and_then(|node| request(walk, node)),
        response: fields.get("response").and_then(|node| response(walk, node)),
        output: fields.get("output").map(|node| walk.literal(node)),
        error: fields.get("error").map(|node| error(walk, node)),
    };
    fields.finish(walk);
    Some(example)
}

fn request(walk: &mut Walk<'_>, node: &Node) -> Option<ExampleRequest> {
    let mut fields = walk.fields(node, "the request of an example")?;
    let request = ExampleRequest {
        span: fields.start(),
        method: fields.text(walk, "method"),
        uri: fields.text(walk, "uri"),
        headers: headers(walk, &mut fields),
        body: fields.get("body").map(|node| walk.literal(node)),
    };
    fields.finish(walk);
    Some(request)
}

fn response(walk: &mut Walk<'_>, node: &Node) -> Option<ExampleResponse> {
    let mut fields = walk.fields(node, "the response of an example")?;
    let status = fields.need("status");
    let response = ExampleResponse {
        span: fields.start(),
        status: status.and_then(|node| walk.integer(node, "an HTTP status, a number,")),
        headers: headers(walk, &mut fields),
        body: fields.get("body").map(|node| walk.literal(node)),
    };
    fields.finish(walk);
    Some(response)
}

fn headers(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
    let header = |walk: &mut Walk<'_>, name, node: &Node| walk.string(node).map(|value| (name, value));
    fields.get("headers").map(|node| walk.entries(node, header)).unwrap_or_default()
}

/// An error's name, and its value under it.
fn error(walk: &mut Walk<'_>, node: &Node) -> Option<(Spanned<String>, Value)> {
    match &node.kind {
        Kind::Mapping(entries) if entries.len() == 1 => {
            walk.entries(node, |walk, name, node| Some((name, walk.literal(node)))).pop()
        }
        Kind::Mapping(_) => {
            let diagnostic = Diagnostic::new(&codes::EXAMPLE, "an example ends in one error");
            walk.report(diagnostic.label(&node.span, "").help("write `error: { NAME: { MEMBER: VALUE } }`"));
            None
        }
        _ => {
            let help = "write `error: { NAME: { MEMBER: VALUE } }`".to_owned();
            walk.wrong_type(node, "a mapping of an error's name", Some(help));
            None
        }
    }
}
