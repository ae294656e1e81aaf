//! Constraints and other keys that every kind of type can have.

use super::fields::Fields;
use super::walk::Walk;
use crate::diagnostic::codes;
use crate::suggest::format_elsewhere;
use crate::syntax::{Bounds, Constraints, Deprecated, Pattern, Spanned, TimestampFormat};
use crate::vocabulary::{FORMATS, Key, Mapping, STREAMING, constraint, length, pattern, range};
use crate::yaml::{Kind, Node};

pub(super) fn constraints(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Constraints {
    if let Some((key, _)) = fields.entry(STREAMING) {
        let help = "write `stream: true` on a `blob` that is the whole body, beside its `in: payload`";
        walk.error(&codes::STREAMING, "`streaming` is `stream` here", &key.span, help);
    }
    Constraints {
        length: fields.get(constraint::LENGTH).and_then(|node| length(walk, node)),
        range: fields.get(constraint::RANGE).and_then(|node| {
            bounds(walk, node, range::MAPPING, [range::MIN, range::MAX], |walk, node| walk.number(node))
        }),
        multiple_of: fields
            .get(constraint::MULTIPLE_OF)
            .and_then(|node| walk.integer(node, "a positive integer of 64 bits")),
        pattern: fields.get(constraint::PATTERN).and_then(|node| pattern(walk, node)),
        unique: fields
            .get(constraint::UNIQUE_ITEMS)
            .and_then(|node| walk.boolean(node).map(|value| Spanned { value, span: node.span.clone() })),
        format: fields.get(constraint::FORMAT).and_then(|node| timestamp_format(walk, node)),
        sensitive: fields.mark(walk, constraint::SENSITIVE),
    }
}

/// How timestamps are written.
pub(super) fn timestamp_format(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<TimestampFormat>> {
    let help = if let Kind::Scalar { text, .. } = &node.kind { format_elsewhere(text) } else { None };
    walk.word(node, FORMATS, help)
}

/// `true`, `false`, or a text that names the replacement.
pub(super) fn deprecated(
    walk: &mut Walk<'_>,
    fields: &mut Fields<'_>,
    key: &'static Key,
) -> Option<Deprecated> {
    let node = fields.get(key)?;
    let note = match &node.kind {
        Kind::Scalar { text, plain: true } if text == "true" => None,
        Kind::Scalar { text, plain: true } if text == "false" => return None,
        Kind::Scalar { .. } => Some(walk.string(node)?),
        _ => {
            walk.expected("`true`, or a string that names the replacement", node, None);
            return None;
        }
    };
    Some(Deprecated { span: node.span.clone(), note })
}

fn length(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Bounds<u64>>> {
    let what = "a non-negative integer";
    match &node.kind {
        Kind::Scalar { text, plain: true }
            if text.contains(['.', '-', ' ']) && text.parse::<f64>().is_err() =>
        {
            walk.expected(what, node, Some("write `{ min: 1, max: 100 }`, or one of the two".to_owned()));
            None
        }
        Kind::Scalar { .. } => {
            let fixed = walk.integer(node, what)?;
            let bounds = Bounds { min: Some(fixed.value), max: Some(fixed.value) };
            Some(Spanned { value: bounds, span: fixed.span })
        }
        _ => bounds(walk, node, length::MAPPING, [length::MIN, length::MAX], |walk, node| {
            walk.integer(node, what)
        }),
    }
}

fn bounds<T>(
    walk: &mut Walk<'_>,
    node: &Node,
    mapping: &'static Mapping,
    keys: [&'static Key; 2],
    read: impl Fn(&mut Walk<'_>, &Node) -> Option<Spanned<T>>,
) -> Option<Spanned<Bounds<T>>> {
    let mut fields = walk.fields(node, mapping)?;
    let [min, max] = keys.map(|key| fields.get(key).map(|node| read(walk, node)));
    fields.finish(walk);
    // An invalid bound was reported; the other one is not used without it.
    if matches!(min, Some(None)) || matches!(max, Some(None)) {
        return None;
    }
    let value = |bound: Option<Option<Spanned<T>>>| bound.flatten().map(|bound| bound.value);
    Some(Spanned { value: Bounds { min: value(min), max: value(max) }, span: node.span.clone() })
}

fn pattern(walk: &mut Walk<'_>, node: &Node) -> Option<Pattern> {
    if let Kind::Scalar { .. } = node.kind {
        return Some(Pattern { source: walk.string(node)?, checked: true });
    }
    let mut fields = walk.fields(node, pattern::MAPPING)?;
    let source = fields.text(walk, pattern::UNCHECKED);
    fields.finish(walk);
    Some(Pattern { source: source?, checked: false })
}
