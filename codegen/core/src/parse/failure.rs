//! `failure`.

use super::walk::Walk;
use crate::diagnostic::codes;
use crate::syntax::{Failure, FailurePlace, FailureSource, Spanned, Value};
use crate::vocabulary::{WAIT_UNITS, condition, failure, failure_place};
use crate::yaml::{Kind, Node};

pub(super) fn failure(walk: &mut Walk<'_>, node: &Node) -> Failure {
    let Some(mut fields) = walk.fields(node, failure::MAPPING) else { return Failure::default() };
    let [code, message, request_id, retry_after] =
        [failure::CODE, failure::MESSAGE, failure::REQUEST_ID, failure::RETRY_AFTER]
            .map(|key| fields.get(key).map(|node| places(walk, node)).unwrap_or_default());
    let at = fields.text(walk, failure::AT).inspect(|at| check_pointer(walk, at));
    let when = fields.get(failure::WHEN).and_then(|node| condition(walk, node));
    fields.finish(walk);
    for place in [&code, &message, &request_id].into_iter().flatten() {
        if let Some(unit) = &place.unit {
            let help = "remove it: `as` is how a time to wait is written, for `retryAfter`";
            walk.error(&codes::FAILURE, "this is not a time", &unit.span, help);
        }
    }
    Failure { span: Some(node.span.clone()), code, message, request_id, retry_after, at, when }
}

/// One place, or a list of them.
fn places(walk: &mut Walk<'_>, node: &Node) -> Vec<FailurePlace> {
    if matches!(&node.kind, Kind::Sequence(items) if items.is_empty()) {
        walk.expected("at least one place", node, failure::CODE.form.usage().map(str::to_owned));
    }
    walk.one_or_more(node, place)
}

fn place(walk: &mut Walk<'_>, node: &Node) -> Option<FailurePlace> {
    let mut fields = walk.fields_or(node, failure_place::MAPPING, failure_place::POINTER)?;
    let start = fields.start();
    let pointer = fields.text(walk, failure_place::POINTER).inspect(|pointer| check_pointer(walk, pointer));
    let header = fields.text(walk, failure_place::HEADER);
    let unit = fields.get(failure_place::AS).and_then(|node| {
        let is_short = matches!(&node.kind, Kind::Scalar { text, .. } if text == "ms");
        walk.word(node, WAIT_UNITS, is_short.then(|| "write `as: milliseconds`".to_owned()))
    });
    fields.finish(walk);
    let source = match (pointer, header) {
        (Some(pointer), None) => FailureSource::Pointer(pointer),
        (None, Some(header)) => FailureSource::Header(header),
        _ => {
            let help = "write a JSON Pointer such as `/error/code`, or `{ header: NAME }`";
            walk.error(&codes::FAILURE, "a place is a pointer or a header", &start, help);
            return None;
        }
    };
    Some(FailurePlace { source, unit })
}

fn condition(walk: &mut Walk<'_>, node: &Node) -> Option<(Spanned<String>, Value)> {
    let mut fields = walk.fields(node, condition::MAPPING)?;
    let pointer = fields.text(walk, condition::POINTER).inspect(|pointer| check_pointer(walk, pointer));
    let equals = fields.get(condition::EQUALS).map(|node| walk.literal(node));
    fields.finish(walk);
    Some((pointer?, equals?))
}

/// Reports invalid JSON Pointers (RFC 6901) and those to the whole body.
fn check_pointer(walk: &mut Walk<'_>, pointer: &Spanned<String>) {
    let text = &pointer.value;
    let is_escaped = text.split('~').skip(1).all(|rest| rest.starts_with(['0', '1']));
    if !text.starts_with('/') || !is_escaped {
        let path = text.trim_start_matches(['$', '.']).replace('.', "/");
        let help = match text.contains('~') {
            true => "write `~0` for a tilde and `~1` for a slash in a name".to_owned(),
            false if path.is_empty() => "write the names that lead to it, as in `/error/code`".to_owned(),
            false => format!("write `/{}`", path.escape_debug()),
        };
        walk.error(&codes::FAILURE, "this is not a JSON Pointer", &pointer.span, &help);
    }
}
