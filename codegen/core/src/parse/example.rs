//! `examples`.

use super::walk::Walk;
use crate::diagnostic::codes;
use crate::syntax::{Example, ExampleError, ExampleRequest, ExampleResponse, Examples, Spanned};
use crate::vocabulary::{example, request, response};
use crate::yaml::{Kind, Node};

/// The examples of one operation.
pub(super) fn examples(walk: &mut Walk<'_>, operation: Spanned<String>, node: &Node) -> Option<Examples> {
    let examples = walk.list(node, example);
    Some(Examples { operation, examples })
}

fn example(walk: &mut Walk<'_>, node: &Node) -> Option<Example> {
    let mut fields = walk.fields(node, example::MAPPING)?;
    let example = Example {
        span: fields.start(),
        doc: fields.text(walk, example::DOC),
        input: fields.get(example::INPUT).map(|node| walk.literal(node)),
        request: fields.read(walk, example::REQUEST, request),
        response: fields.read(walk, example::RESPONSE, response),
        output: fields.get(example::OUTPUT).map(|node| walk.literal(node)),
        error: fields.get(example::ERROR).map(|node| error(walk, node)),
    };
    fields.finish(walk);
    Some(example)
}

fn request(walk: &mut Walk<'_>, node: &Node) -> Option<ExampleRequest> {
    let mut fields = walk.fields(node, request::MAPPING)?;
    let request = ExampleRequest {
        span: fields.start(),
        method: fields.text(walk, request::METHOD),
        uri: fields.text(walk, request::URI),
        headers: fields.entries(walk, request::HEADERS, header),
        body: fields.get(request::BODY).map(|node| walk.literal(node)),
    };
    fields.finish(walk);
    Some(request)
}

fn response(walk: &mut Walk<'_>, node: &Node) -> Option<ExampleResponse> {
    let mut fields = walk.fields(node, response::MAPPING)?;
    let response = ExampleResponse {
        span: fields.start(),
        status: fields
            .read(walk, response::STATUS, |walk, node| walk.integer(node, "an HTTP status", "status: 200")),
        headers: fields.entries(walk, response::HEADERS, header),
        body: fields.get(response::BODY).map(|node| walk.literal(node)),
    };
    fields.finish(walk);
    Some(response)
}

fn header(
    walk: &mut Walk<'_>,
    name: Spanned<String>,
    node: &Node,
) -> Option<(Spanned<String>, Spanned<String>)> {
    Some((name, walk.string(node)?))
}

/// An error's name, and its value under it.
fn error(walk: &mut Walk<'_>, node: &Node) -> ExampleError {
    let named = |walk: &mut Walk<'_>, name, node: &Node| Some(ExampleError::Named(name, walk.literal(node)));
    let help = "write `error: { NAME: { MEMBER: VALUE } }`".to_owned();
    match &node.kind {
        Kind::Mapping(entries) if entries.len() == 1 => {
            return walk.entries(node, named).pop().unwrap_or(ExampleError::Unreadable);
        }
        Kind::Mapping(_) => walk.error(&codes::EXAMPLE, "an example has at most one error", &node.span, help),
        _ => walk.expected("a mapping with the error's name", node, Some(help)),
    }
    ExampleError::Unreadable
}
