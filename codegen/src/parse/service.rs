//! `service`, `operations` and `errors`.

use super::members::{PLACES, members};
use super::walk::{Fields, Walk};
use crate::diagnostic::Diagnostic;
use crate::spec::{Auth, Endpoint, ErrorType, Operation, Paginated, Retryable, Service, Spanned};
use crate::yaml::{Kind, Node};

pub(super) fn service(walk: &mut Walk<'_>, node: &Node) -> Option<Service> {
    let mut fields = walk.fields(node, "`service`")?;
    let name = fields.need(walk, "name").and_then(|node| walk.string(node));
    let rust = fields.text(walk, "rust");
    let version = fields.text(walk, "version");
    let protocol = fields.need(walk, "protocol").and_then(|node| walk.string(node));
    let endpoints = fields.need(walk, "endpoint").map(|node| endpoints(walk, node));
    let auth = fields.need(walk, "auth").and_then(|node| auth(walk, node));
    let source = fields.text(walk, "source");
    let doc = fields.text(walk, "doc");
    let errors = names(walk, &mut fields, "errors");
    let paginated = fields.get("paginated").and_then(|node| paginated(walk, node));
    fields.finish(walk);
    // What could not be read was reported; something stands in for it, so that the rest is still looked at.
    let stand_in = |value: &str| Spanned { value: value.to_owned(), span: node.span.clone() };
    Some(Service {
        name: name.unwrap_or_else(|| stand_in("service")),
        rust,
        version,
        protocol: protocol.unwrap_or_else(|| stand_in("restJson1")),
        endpoints: endpoints.unwrap_or_default(),
        auth: auth.unwrap_or(Spanned { value: Auth::None, span: node.span.clone() }),
        source,
        doc,
        errors,
        paginated,
    })
}

/// One URL, or a list of rules.
fn endpoints(walk: &mut Walk<'_>, node: &Node) -> Vec<Endpoint> {
    if node.is_empty() {
        let diagnostic = Diagnostic::error("endpoint", "the service has no endpoint").label(&node.span, "");
        walk.report(diagnostic.help("write it as `https://service.{region}.example.com`"));
        return Vec::new();
    }
    match &node.kind {
        Kind::Sequence(_) => walk.list(node, |walk, node| {
            let mut fields = walk.fields(node, "an endpoint")?;
            let url = fields.need(walk, "url").and_then(|node| walk.string(node));
            let regions = fields.text(walk, "regions");
            let fips = fields.flag(walk, "fips");
            let dual_stack = fields.flag(walk, "dualStack");
            fields.finish(walk);
            Some(Endpoint { url: url?, regions, fips, dual_stack })
        }),
        _ => {
            let url = walk.string(node);
            url.map(|url| Endpoint { url, regions: None, fips: false, dual_stack: false })
                .into_iter()
                .collect()
        }
    }
}

fn auth(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Auth>> {
    if let Kind::Scalar { text, .. } = &node.kind {
        let value = match text.as_str() {
            "none" => Auth::None,
            "bearer" => Auth::Bearer,
            _ => {
                let diagnostic =
                    Diagnostic::error("unknown-word", format!("`{text}` is no way to authenticate"));
                let diagnostic = diagnostic.label(&node.span, "");
                walk.report(diagnostic.help("known here: `{ sigv4: SIGNING_NAME }`, `bearer`, `none`"));
                return None;
            }
        };
        return Some(Spanned { value, span: node.span.clone() });
    }
    let mut fields = walk.fields(node, "`auth`")?;
    let name = fields.need(walk, "sigv4").and_then(|node| walk.string(node));
    fields.finish(walk);
    name.map(|name| Spanned { value: Auth::SigV4(name.value), span: name.span })
}

fn paginated(walk: &mut Walk<'_>, node: &Node) -> Option<Paginated> {
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
    let mut fields = walk.fields(node, "an operation")?;
    let rust = fields.text(walk, "rust");
    let doc = fields.text(walk, "doc");
    let http = fields.need(walk, "http").and_then(|node| walk.string(node));
    let readonly = fields.flag(walk, "readonly");
    let idempotent = fields.flag(walk, "idempotent");
    let place = fields.get("in").and_then(|node| walk.word(node, PLACES));
    let paginated = fields.get("paginated").and_then(|node| paginated(walk, node));
    let input = fields.get("input").map(|node| members(walk, node)).unwrap_or_default();
    let output = fields.get("output").map(|node| members(walk, node)).unwrap_or_default();
    let errors = names(walk, &mut fields, "errors");
    fields.finish(walk);
    Some(Operation { name, rust, doc, http, readonly, idempotent, place, paginated, input, output, errors })
}

pub(super) fn error(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<ErrorType> {
    let mut fields = walk.fields(node, "an error")?;
    let rust = fields.text(walk, "rust");
    let status = fields.need(walk, "status").and_then(|node| walk.integer(node, "an HTTP status, a number,"));
    let code = fields.text(walk, "code");
    let retryable = fields.get("retryable").and_then(|node| retryable(walk, node));
    let doc = fields.text(walk, "doc");
    let members = fields.get("members").map(|node| members(walk, node)).unwrap_or_default();
    fields.finish(walk);
    // What could not be read was reported; the error is still one that others may name.
    let status = status.unwrap_or(Spanned { value: 500, span: node.span.clone() });
    Some(ErrorType { name, rust, status, code, retryable, doc, members })
}

fn retryable(walk: &mut Walk<'_>, node: &Node) -> Option<Retryable> {
    match &node.kind {
        Kind::Scalar { text, .. } if text == "throttling" => Some(Retryable::Throttling),
        Kind::Scalar { text, .. } if text == "true" => Some(Retryable::Yes),
        Kind::Scalar { text, .. } if text == "false" => Some(Retryable::No),
        _ => {
            walk.wrong_type(node, "`true`, `false` or `throttling`", None);
            None
        }
    }
}

/// A key whose value is a list of names.
fn names(walk: &mut Walk<'_>, fields: &mut Fields<'_>, key: &'static str) -> Vec<Spanned<String>> {
    fields.get(key).map(|node| walk.list(node, Walk::string)).unwrap_or_default()
}
