//! `failure`.

use super::fields::Fields;
use super::walk::Walk;
use crate::diagnostic::codes;
use crate::syntax::{Failure, FailurePlace, FailureSource, RateLimit, Spanned, Value};
use crate::vocabulary::{Key, WAIT_UNITS, condition, failure, failure_place, rate_limit};
use crate::yaml::{Kind, Node};

pub(super) fn failure(walk: &mut Walk<'_>, node: &Node) -> Failure {
    let Some(mut fields) = walk.fields(node, failure::MAPPING) else { return Failure::default() };
    let parsed = Failure {
        span: Some(node.span.clone()),
        code: places(walk, &mut fields, failure::CODE, false),
        message: places(walk, &mut fields, failure::MESSAGE, false),
        request_id: places(walk, &mut fields, failure::REQUEST_ID, false),
        retry_after: places(walk, &mut fields, failure::RETRY_AFTER, true),
        retry: places(walk, &mut fields, failure::RETRY, false),
        rate_limits: fields.one_or_more(walk, failure::RATE_LIMIT, rate_limit),
        at: fields.text(walk, failure::AT).inspect(|at| check_pointer(walk, at)),
        when: fields.read(walk, failure::WHEN, condition),
    };
    fields.finish(walk);
    parsed
}

fn rate_limit(walk: &mut Walk<'_>, node: &Node) -> Option<RateLimit> {
    let mut fields = walk.fields(node, rate_limit::MAPPING)?;
    let start = fields.start();
    let parsed = RateLimit {
        start: start.clone(),
        name: fields.text(walk, rate_limit::NAME),
        limit: places(walk, &mut fields, rate_limit::LIMIT, false),
        remaining: places(walk, &mut fields, rate_limit::REMAINING, false),
        reset: places(walk, &mut fields, rate_limit::RESET, true),
        statuses: fields.one_or_more(walk, rate_limit::STATUS, |walk, node| {
            walk.integer(node, "an HTTP status", "status: 403")
        }),
    };
    fields.finish(walk);
    if matches!(&node.kind, Kind::Mapping(entries) if entries.is_empty()) {
        let help = "write `{ remaining: { header: X-RateLimit-Remaining } }`, or remove it";
        walk.error(&codes::FAILURE, "empty rate limit", &start, help);
    }
    Some(parsed)
}

/// The places at a key, whose value is a time if `is_time`.
fn places(
    walk: &mut Walk<'_>,
    fields: &mut Fields<'_>,
    key: &'static Key,
    is_time: bool,
) -> Vec<FailurePlace> {
    let Some(node) = fields.get(key) else { return Vec::new() };
    if matches!(&node.kind, Kind::Sequence(items) if items.is_empty()) {
        walk.expected("at least one place", node, failure::CODE.form.usage().map(str::to_owned));
    }
    let found = walk.one_or_more(node, place);
    for unit in found.iter().filter_map(|place| place.unit.as_ref()).filter(|_| !is_time) {
        let help = "remove it; `as` is for `retryAfter`, and for `reset` of a `rateLimit`";
        walk.error(&codes::FAILURE, "`as` without a time", &unit.span, help);
    }
    found
}

fn place(walk: &mut Walk<'_>, node: &Node) -> Option<FailurePlace> {
    let mut fields = walk.fields_or(node, failure_place::MAPPING, failure_place::POINTER)?;
    let start = fields.start();
    let pointer = fields.text(walk, failure_place::POINTER).inspect(|pointer| {
        if is_like_header(&pointer.value) {
            let help = format!("write `{{ header: {} }}`", pointer.value);
            walk.error(&codes::FAILURE, "not a JSON Pointer", &pointer.span, help);
        } else {
            check_pointer(walk, pointer);
        }
    });
    let header = fields.text(walk, failure_place::HEADER);
    let unit = fields.read(walk, failure_place::AS, |walk, node| {
        let help = (node.text() == Some("ms")).then(|| "write `as: milliseconds`".to_owned());
        walk.word(node, WAIT_UNITS, help)
    });
    fields.finish(walk);
    let source = match (pointer, header) {
        (Some(pointer), None) => FailureSource::Pointer(pointer),
        (None, Some(header)) => FailureSource::Header(header),
        _ => {
            let help = "write a JSON Pointer such as `/error/code`, or `{ header: NAME }`";
            walk.error(&codes::FAILURE, "expected a JSON Pointer or a header", &start, help);
            return None;
        }
    };
    Some(FailurePlace { source, unit })
}

fn condition(walk: &mut Walk<'_>, node: &Node) -> Option<(Spanned<String>, Option<Value>)> {
    let mut fields = walk.fields_or(node, condition::MAPPING, condition::POINTER)?;
    let pointer = fields.text(walk, condition::POINTER).inspect(|pointer| check_pointer(walk, pointer));
    let equals = fields.get(condition::EQUALS).map(|node| walk.literal(node));
    fields.finish(walk);
    Some((pointer?, equals))
}

/// Returns whether a text is like the name of a header, such as `X-Request-Id`.
fn is_like_header(text: &str) -> bool {
    text.contains('-') && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_alphanumeric())
}

/// Reports invalid JSON Pointers (RFC 6901) and those to the whole body.
pub(super) fn check_pointer(walk: &mut Walk<'_>, pointer: &Spanned<String>) {
    let text = &pointer.value;
    let is_escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if !text.starts_with('/') || !is_escaped {
        let path = text.trim_start_matches(['$', '.']).replace('.', "/");
        let help = match text.contains('~') {
            true => "write `~0` for a tilde and `~1` for a slash in a name".to_owned(),
            false if path.is_empty() || path.contains([' ', '=', '(']) => {
                "write the path from the root of the body, as in `/error/code`".to_owned()
            }
            false => format!("write `/{}`", path.escape_debug()),
        };
        walk.error(&codes::FAILURE, "not a JSON Pointer", &pointer.span, &help);
    }
}
