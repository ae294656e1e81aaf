//! `operations`.

use super::auth::auth;
use super::errors::names;
use super::habits;
use super::headers::headers;
use super::members::{members, place};
use super::paginated::paginated;
use super::walk::{SHOWN, Walk};
use crate::suggest::body_elsewhere;
use crate::syntax::{BodyFormat, Http, Member, Operation, Spanned};
use crate::vocabulary::{BODIES, FORM_STYLES, body, operation};
use crate::yaml::{Kind, Node};

pub(super) fn operation(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<Operation> {
    let Some(mut fields) = walk.fields(node, operation::MAPPING) else {
        return Some(Operation { name, ..Operation::default() });
    };
    let mut operation = Operation {
        name,
        head: fields.head(walk),
        http: match fields.get(operation::HTTP) {
            Some(node) if habits::is_http_mapping(walk, node) => Http::Unreadable,
            Some(node) => walk.string(node).map_or(Http::Unreadable, Http::Written),
            None => Http::Missing(fields.start()),
        },
        statuses: fields.one_or_more(walk, operation::STATUS, success_status),
        auth: fields.read(walk, operation::AUTH, auth),
        endpoint: fields.text(walk, operation::ENDPOINT),
        host_prefix: fields.text(walk, operation::HOST_PREFIX),
        headers: headers(walk, &mut fields, operation::HEADERS),
        readonly: fields.mark(walk, operation::READONLY),
        idempotent: fields.mark(walk, operation::IDEMPOTENT),
        place: fields.get(operation::IN).map(|node| place(walk, node)),
        paginated: fields.read(walk, operation::PAGINATED, paginated),
        body: fields.read(walk, operation::BODY, body),
        input: fields.get(operation::INPUT).map(|node| content(walk, node)).unwrap_or_default(),
        output: fields.get(operation::OUTPUT).map(|node| content(walk, node)).unwrap_or_default(),
        is_input_lost: false,
        errors: names(walk, &mut fields, operation::ERRORS),
    };
    let input = fields.get(operation::INPUT);
    operation.is_input_lost =
        input.is_some_and(|node| !matches!(node.kind, Kind::Mapping(_)) && !node.is_null());
    let meant = fields.finish(walk);
    if meant.contains(&operation::HTTP.name) {
        operation.http = Http::Unreadable;
    }
    operation.is_input_lost |= meant.contains(&operation::INPUT.name);
    Some(operation)
}

/// The format of a body; suggests a spelling for those of other languages.
fn body(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<BodyFormat>> {
    if let Kind::Scalar { text, .. } = &node.kind {
        return walk.word(node, BODIES, body_elsewhere(text).map(str::to_owned));
    }
    let mut fields = walk.fields(node, body::MAPPING)?;
    let style = fields.read(walk, body::FORM, |walk, node| walk.word(node, FORM_STYLES, None));
    fields.finish(walk);
    style.map(|style| Spanned::new(BodyFormat::Form(style.value), &node.span))
}

/// The members of an input or output. A type's name in their place is how other languages give the body.
fn content(walk: &mut Walk<'_>, node: &Node) -> Vec<Member> {
    let help = match &node.kind {
        Kind::Sequence(items) if matches!(items.as_slice(), [Node { kind: Kind::Scalar { .. }, .. }]) => {
            "write `{ body: { type: document, in: payload } }` if the body is an array".to_owned()
        }
        Kind::Scalar { text, .. } if !node.is_null() && text.len() < SHOWN => {
            let body = format!("{{ body: {{ type: {}, in: payload }} }}", text.escape_debug());
            format!("write its members, or `{body}` if this type is the whole body")
        }
        _ => return members(walk, node),
    };
    walk.expected("a mapping of members", node, Some(help));
    Vec::new()
}

/// A status of success; a class of them is what an operation has without `status`.
fn success_status(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<u16>> {
    if node.text().is_some_and(|text| text.eq_ignore_ascii_case("2XX")) {
        let help = "remove `status`; by default, every 2xx is a success";
        walk.expected("an HTTP status", node, Some(help.to_owned()));
        return None;
    }
    walk.integer(node, "an HTTP status", "status: 200")
}
