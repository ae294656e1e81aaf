//! What is said of a value beside its type.

use super::fields::Fields;
use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::syntax::{Bounds, Constraints, Deprecated, Pattern, Spanned, TimestampFormat};
use crate::yaml::{Kind, Node};

/// The words of `format`.
const FORMATS: &[(&str, TimestampFormat)] = &[
    ("date-time", TimestampFormat::DateTime),
    ("http-date", TimestampFormat::HttpDate),
    ("epoch-seconds", TimestampFormat::EpochSeconds),
];

pub(super) fn constraints(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Constraints {
    let constraints = Constraints {
        length: fields.get("length").and_then(|node| length(walk, node)),
        range: fields.get("range").and_then(|node| {
            bounds(walk, node, "`range`", "a number", |walk, node, wanted| walk.number(node, wanted))
        }),
        pattern: fields.get("pattern").and_then(|node| pattern(walk, node)),
        unique: fields
            .get("uniqueItems")
            .and_then(|node| walk.boolean(node).map(|value| Spanned { value, span: node.span.clone() })),
        format: fields.get("format").and_then(|node| walk.word(node, FORMATS)),
        sensitive: fields.mark(walk, "sensitive"),
    };
    if let Some(span) = fields.refused("streaming") {
        let diagnostic = Diagnostic::new(&codes::STREAMING, "a body cannot be streamed").label(span, "");
        walk.report(diagnostic.help("remove `streaming`: the whole of a `blob` is held in memory"));
    }
    constraints
}

/// `true`, `false`, or a text that says what to use in its place.
pub(super) fn deprecated(walk: &mut Walk<'_>, node: &Node) -> Option<Deprecated> {
    let span = node.span.clone();
    match &node.kind {
        Kind::Scalar { text, plain: true } if text == "true" => Some(Deprecated { span, note: None }),
        Kind::Scalar { text, plain: true } if text == "false" => None,
        Kind::Scalar { .. } => walk.string(node).map(|note| Deprecated { span, note: Some(note) }),
        _ => {
            walk.wrong_type(node, "`true`, or a text that says what to use,", None);
            None
        }
    }
}

fn length(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Bounds<u64>>> {
    let wanted = "a length, a number that is not negative,";
    match &node.kind {
        Kind::Scalar { text, plain: true }
            if text.contains(['.', '-', ' ']) && text.parse::<f64>().is_err() =>
        {
            walk.wrong_type(node, wanted, Some("write `{ min: 1, max: 100 }`, or one of the two".to_owned()));
            None
        }
        Kind::Scalar { .. } => {
            let fixed = walk.integer(node, wanted)?;
            let bounds = Bounds { min: Some(fixed.value), max: Some(fixed.value) };
            Some(Spanned { value: bounds, span: fixed.span })
        }
        _ => bounds(walk, node, "`length`", "a number that is not negative", |walk, node, wanted| {
            walk.integer(node, wanted)
        }),
    }
}

fn bounds<T>(
    walk: &mut Walk<'_>,
    node: &Node,
    what: &str,
    wanted: &str,
    read: fn(&mut Walk<'_>, &Node, &str) -> Option<Spanned<T>>,
) -> Option<Spanned<Bounds<T>>> {
    let mut fields = walk.fields(node, what)?;
    let min = fields.get("min").map(|node| read(walk, node, wanted));
    let max = fields.get("max").map(|node| read(walk, node, wanted));
    fields.finish(walk);
    // A bound that could not be read was reported, and says nothing of the others.
    if matches!(min, Some(None)) || matches!(max, Some(None)) {
        return None;
    }
    let (min, max) = (min.flatten(), max.flatten());
    let bounds = Bounds { min: min.map(|min| min.value), max: max.map(|max| max.value) };
    Some(Spanned { value: bounds, span: node.span.clone() })
}

fn pattern(walk: &mut Walk<'_>, node: &Node) -> Option<Pattern> {
    if let Kind::Scalar { .. } = node.kind {
        return Some(Pattern { source: walk.string(node)?, checked: true });
    }
    let mut fields = walk.fields(node, "`pattern`")?;
    let source = fields.need("unchecked").and_then(|node| walk.string(node));
    fields.finish(walk);
    Some(Pattern { source: source?, checked: false })
}
