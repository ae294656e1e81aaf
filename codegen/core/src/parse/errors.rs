//! `errors`.

use super::failure::check_pointer;
use super::fields::Fields;
use super::members::members;
use super::walk::{Walk, boolean_meant};
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::closest;
use crate::syntax::{ErrorStatus, ErrorType, Retryable, Spanned};
use crate::vocabulary::{ANY_STATUS, Key, RETRYABLE, error};
use crate::yaml::{Kind, Node};

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
    Some(walk.integer(node, what, "status: 404")?.map(ErrorStatus::One))
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
