//! `operations` and `errors`.

use super::constraints::deprecated;
use super::fields::Fields;
use super::habits;
use super::members::{members, place};
use super::walk::{Walk, boolean_meant};
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::closest;
use crate::syntax::{ErrorType, Http, Member, Operation, Paginated, Retryable, Spanned};
use crate::yaml::{Kind, Node};

pub(super) fn paginated(walk: &mut Walk<'_>, node: &Node) -> Option<Paginated> {
    let mut fields = walk.fields(node, "`paginated`")?;
    let paginated = Paginated {
        span: fields.span().clone(),
        input_token: fields.text(walk, "inputToken"),
        output_token: fields.text(walk, "outputToken"),
        page_size: fields.text(walk, "pageSize"),
        items: fields.text(walk, "items"),
    };
    fields.finish(walk);
    Some(paginated)
}

pub(super) fn operation(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<Operation> {
    let mut operation = Operation {
        name,
        rust: None,
        doc: None,
        deprecated: None,
        http: Http::Unreadable,
        readonly: None,
        idempotent: None,
        place: None,
        paginated: None,
        input: Vec::new(),
        output: Vec::new(),
        errors: Vec::new(),
    };
    let Some(mut fields) = walk.fields(node, "an operation") else {
        return Some(operation);
    };
    operation.rust = fields.text(walk, "rust");
    operation.doc = fields.text(walk, "doc");
    operation.deprecated = fields.get("deprecated").and_then(|node| deprecated(walk, node));
    operation.http = match fields.get("http") {
        Some(node) if habits::is_http_mapping(walk, node) => Http::Unreadable,
        Some(node) => walk.string(node).map_or(Http::Unreadable, Http::Written),
        None => Http::Missing(fields.start()),
    };
    operation.readonly = fields.mark(walk, "readonly");
    operation.idempotent = fields.mark(walk, "idempotent");
    operation.place = fields.get("in").map(|node| place(walk, node));
    operation.paginated = fields.get("paginated").and_then(|node| paginated(walk, node));
    operation.input = fields.get("input").map(|node| content(walk, node)).unwrap_or_default();
    operation.output = fields.get("output").map(|node| content(walk, node)).unwrap_or_default();
    operation.errors = names(walk, &mut fields, "errors");
    if fields.finish(walk).contains(&"http") {
        operation.http = Http::Unreadable;
    }
    Some(operation)
}

/// The members of an input or output. A type's name in their place is another language's way to say what the body is.
fn content(walk: &mut Walk<'_>, node: &Node) -> Vec<Member> {
    match &node.kind {
        Kind::Sequence(items) if matches!(items.as_slice(), [Node { kind: Kind::Scalar { .. }, .. }]) => {
            let help = "write `{ body: { type: document, in: payload } }` for a body that is an array";
            walk.wrong_type(node, "a mapping of members", Some(help.to_owned()));
            Vec::new()
        }
        Kind::Scalar { text, .. } if !node.is_null() && text.len() < 40 => {
            let ty = text.escape_debug();
            let help = format!(
                "write its members, or `{{ body: {{ type: {ty}, in: payload }} }}` if that is the whole body"
            );
            walk.wrong_type(node, "a mapping of members", Some(help));
            Vec::new()
        }
        _ => members(walk, node),
    }
}

pub(super) fn error(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<ErrorType> {
    let mut error = ErrorType {
        name,
        rust: None,
        status: None,
        code: None,
        retryable: None,
        doc: None,
        deprecated: None,
        members: Vec::new(),
    };
    if let Kind::Scalar { text, .. } = &node.kind
        && text.parse::<u16>().is_ok()
    {
        walk.wrong_type(node, "an error, a mapping,", Some(format!("write `{{ status: {text} }}`")));
        return Some(error);
    }
    // What could not be read was reported; the error is still one that others may name.
    let Some(mut fields) = walk.fields(node, "an error") else {
        return Some(error);
    };
    error.rust = fields.text(walk, "rust");
    let (status, code) = (fields.get("status"), fields.get("code"));
    match (status, code) {
        (None, Some(Node { span, kind: Kind::Scalar { text, plain: true } }))
            if text.parse::<u16>().is_ok() =>
        {
            let diagnostic = Diagnostic::new(&codes::WRONG_TYPE, "a string belongs here");
            let diagnostic = diagnostic.label(span, "YAML takes this for a number");
            walk.report(
                diagnostic.help(format!("write `status: {text}`: a `code` is the error's name on the wire")),
            );
        }
        _ => {
            let status = fields.need("status");
            error.status = status.and_then(|node| walk.integer(node, "an HTTP status, a number,"));
            error.code = fields.text(walk, "code");
        }
    }
    error.retryable = fields.get("retryable").and_then(|node| retryable(walk, node));
    error.doc = fields.text(walk, "doc");
    error.deprecated = fields.get("deprecated").and_then(|node| deprecated(walk, node));
    error.members = fields.get("members").map(|node| members(walk, node)).unwrap_or_default();
    fields.finish(walk);
    Some(error)
}

fn retryable(walk: &mut Walk<'_>, node: &Node) -> Option<Retryable> {
    match &node.kind {
        Kind::Scalar { text, .. } if text == "throttling" => Some(Retryable::Throttling),
        Kind::Scalar { text, .. } if text == "true" => Some(Retryable::Yes),
        Kind::Scalar { text, .. } if text == "false" => Some(Retryable::No),
        Kind::Scalar { text, .. } => {
            let message = "`true`, `false` or `throttling` belongs here";
            let label = format!("`{}` is none of them", text.escape_debug());
            let mut diagnostic = Diagnostic::new(&codes::WRONG_TYPE, message).label(&node.span, label);
            let close = closest(text, &["throttling"]).map(|close| format!("did you mean `{close}`?"));
            diagnostic.help.extend(boolean_meant(&node.kind).or(close));
            walk.report(diagnostic);
            None
        }
        _ => {
            walk.wrong_type(node, "`true`, `false` or `throttling`", None);
            None
        }
    }
}

/// A key whose value is a list of names.
pub(super) fn names(walk: &mut Walk<'_>, fields: &mut Fields<'_>, key: &'static str) -> Vec<Spanned<String>> {
    let name = |walk: &mut Walk<'_>, node: &Node| match &node.kind {
        Kind::Scalar { text, plain: true } if text.parse::<u16>().is_ok() => {
            let help = "name one of the errors that the spec describes under `errors`";
            walk.wrong_type(node, "an error's name", Some(help.to_owned()));
            None
        }
        _ => walk.string(node),
    };
    fields.get(key).map(|node| walk.list(node, name)).unwrap_or_default()
}
