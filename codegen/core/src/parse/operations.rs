//! `operations` and `errors`.

use super::auth::auth;
use super::constraints::flag;
use super::failure::check_pointer;
use super::fields::Fields;
use super::habits;
use super::members::{members, place};
use super::service::headers;
use super::walk::{SHOWN, Walk, boolean_meant};
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::{body_elsewhere, closest};
use crate::syntax::{
    BodyFormat, ErrorStatus, ErrorType, Http, Member, Operation, Paginated, Retryable, Spanned,
};
use crate::vocabulary::{ANY_STATUS, BODIES, FORM_STYLES, Key, RETRYABLE, body, error, operation, paginated};
use crate::yaml::{Kind, Node};

pub(super) fn paginated(walk: &mut Walk<'_>, node: &Node) -> Option<Paginated> {
    let mut fields = walk.fields(node, paginated::MAPPING)?;
    let paginated = Paginated {
        span: node.span.clone(),
        items: fields.text(walk, paginated::ITEMS),
        page_size: fields.text(walk, paginated::PAGE_SIZE),
        has_more: fields.text(walk, paginated::HAS_MORE),
        input_token: fields.get(paginated::INPUT_TOKEN).map(|node| tokens(walk, node)),
        output_token: fields.get(paginated::OUTPUT_TOKEN).map(|node| tokens(walk, node)),
        ends_on_repeated_token: fields.read(walk, paginated::ENDS_ON_REPEATED_TOKEN, flag),
        page: fields.text(walk, paginated::PAGE),
        first_page: fields
            .read(walk, paginated::FIRST_PAGE, |walk, node| walk.integer(node, "a page number")),
        total_pages: fields.text(walk, paginated::TOTAL_PAGES),
        offset: fields.text(walk, paginated::OFFSET),
        total: fields.text(walk, paginated::TOTAL),
        after: fields.text(walk, paginated::AFTER),
        from: fields.text(walk, paginated::FROM),
        link: fields.text(walk, paginated::LINK),
        next_url: fields.text(walk, paginated::NEXT_URL),
    };
    // With a misspelled key, most others would be reported missing.
    fields.finish(walk).is_empty().then_some(paginated)
}

/// A token's name, or a list of them.
fn tokens(walk: &mut Walk<'_>, node: &Node) -> Spanned<Vec<Spanned<String>>> {
    Spanned::new(walk.one_or_more(node, Walk::string), &node.span)
}

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
        errors: names(walk, &mut fields, operation::ERRORS),
    };
    if fields.finish(walk).contains(&operation::HTTP.name) {
        operation.http = Http::Unreadable;
    }
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

pub(super) fn error(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<ErrorType> {
    let mut read = ErrorType { name, ..ErrorType::default() };
    if let Kind::Scalar { text, .. } = &node.kind
        && is_status(text)
    {
        walk.expected_mapping(node, error::MAPPING, Some(format!("write `{{ status: {text} }}`")));
        return Some(read);
    }
    // An invalid error is kept under its name, since other parts of the spec may name it.
    let Some(mut fields) = walk.fields(node, error::MAPPING) else {
        return Some(read);
    };
    read.head = fields.head(walk);
    read.at = fields.text(walk, error::AT);
    read.at.iter().filter(|at| !at.value.is_empty()).for_each(|at| check_pointer(walk, at));
    let status = fields.get(error::STATUS);
    read.status = status.and_then(|node| error_status(walk, node));
    match fields.get(error::CODE) {
        Some(Node { span, kind: Kind::Scalar { text, plain: true } })
            if status.is_none() && is_status(text) =>
        {
            let diagnostic = Diagnostic::expected(&codes::WRONG_TYPE, "a string", "a number", span);
            let help = format!("write `status: {text}`; `code` is the error's name on the wire");
            walk.report(diagnostic.help(help));
            fields.excuse(error::STATUS);
        }
        code => read.code = code.and_then(|node| walk.string(node)),
    }
    read.retryable = fields.read(walk, error::RETRYABLE, retryable);
    read.members = fields.get(error::MEMBERS).map(|node| members(walk, node)).unwrap_or_default();
    fields.finish(walk);
    Some(read)
}

/// A status of success; a class of them is what an operation has without `status`.
fn success_status(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<u16>> {
    if node.text().is_some_and(|text| text.eq_ignore_ascii_case("2XX")) {
        let help = "remove `status`; by default, every 2xx is a success";
        walk.expected("an HTTP status", node, Some(help.to_owned()));
        return None;
    }
    walk.integer(node, "an HTTP status")
}

fn error_status(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<ErrorStatus>> {
    if let Some(status) = node.text().and_then(|text| ANY_STATUS.find(text)) {
        return Some(Spanned::new(*status, &node.span));
    }
    let what = "an HTTP status, `4XX`, `5XX` or `default`";
    let help = match &node.kind {
        Kind::Sequence(_) => Some("write an error for each status, or a class such as `4XX`".to_owned()),
        Kind::Scalar { text, .. } if text.len() == 3 && text[1..].eq_ignore_ascii_case("xx") => {
            let word = ANY_STATUS.names().into_iter().find(|word| word.eq_ignore_ascii_case(text));
            let other = || "write a status from 400 to 599".to_owned();
            Some(word.map_or_else(other, |word| format!("write `{word}`")))
        }
        _ => None,
    };
    if help.is_some() {
        walk.expected(what, node, help);
        return None;
    }
    Some(walk.integer(node, what)?.map(ErrorStatus::One))
}

fn is_status(text: &str) -> bool {
    text.parse::<u16>().is_ok()
}

fn retryable(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Retryable>> {
    let text = node.text().unwrap_or_default();
    let found = RETRYABLE.find(text);
    if found.is_none() {
        let close = closest(text, &["throttling"]).map(|close| format!("did you mean `{close}`?"));
        walk.expected("`true`, `false` or `throttling`", node, boolean_meant(&node.kind).or(close));
    }
    Some(Spanned::new(*found?, &node.span))
}

/// A key whose value is a list of names.
pub(super) fn names(walk: &mut Walk<'_>, fields: &mut Fields<'_>, key: &'static Key) -> Vec<Spanned<String>> {
    let name = |walk: &mut Walk<'_>, node: &Node| match &node.kind {
        Kind::Scalar { text, plain: true } if is_status(text) => {
            let help = "write the name of an error from the spec's `errors`";
            walk.expected("the name of an error", node, Some(help.to_owned()));
            None
        }
        _ => walk.string(node),
    };
    fields.list(walk, key, name)
}
