//! Constraints and other keys that every kind of type can have.

use super::fields::Fields;
use super::habits;
use super::walk::Walk;
use crate::diagnostic::codes;
use crate::suggest::format_elsewhere;
use crate::syntax::{Bounds, Constraints, Pattern, Spanned, TimestampFormat};
use crate::vocabulary::{FORMATS, Key, Mapping, STREAMING, constraint, length, pattern, range};
use crate::yaml::{Kind, Node};

pub(super) fn constraints(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Constraints {
    if let Some((key, _)) = fields.entry(STREAMING) {
        let help = "use `stream: true`, on a `blob` with `in: payload`";
        walk.error(&codes::STREAMING, "unknown key `streaming`", &key.span, help);
    }
    Constraints {
        length: fields.read(walk, constraint::LENGTH, length),
        range: fields.read(walk, constraint::RANGE, |walk, node| {
            bounds(walk, node, range::MAPPING, [range::MIN, range::MAX], |walk, node| walk.number(node))
        }),
        multiple_of: fields.read(walk, constraint::MULTIPLE_OF, |walk, node| {
            walk.integer(node, "a positive 64-bit integer", "multipleOf: 5")
        }),
        pattern: fields.read(walk, constraint::PATTERN, pattern),
        unique: fields.read(walk, constraint::UNIQUE_ITEMS, flag),
        format: fields.read(walk, constraint::FORMAT, timestamp_format),
        sensitive: fields.mark(walk, constraint::SENSITIVE),
    }
}

/// How timestamps are written.
pub(super) fn timestamp_format(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<TimestampFormat>> {
    walk.word(node, FORMATS, node.text().and_then(format_elsewhere))
}

/// `true` or `false`, where both have a meaning.
pub(super) fn flag(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<bool>> {
    walk.boolean(node).map(|value| Spanned::new(value, &node.span))
}

fn length(walk: &mut Walk<'_>, node: &Node) -> Option<Spanned<Bounds<u64>>> {
    let what = "a non-negative integer";
    match &node.kind {
        Kind::Scalar { .. } if habits::bounds(node).is_none() => {
            let fixed = walk.integer(node, what, "length: { min: 1, max: 100 }")?;
            Some(fixed.map(|length| Bounds { min: Some(length), max: Some(length) }))
        }
        _ => bounds(walk, node, length::MAPPING, [length::MIN, length::MAX], |walk, node| {
            walk.integer(node, what, "length: { min: 1, max: 100 }")
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
    if let Some(help) = habits::bounds(node) {
        walk.expected_mapping(node, mapping, Some(help));
        return None;
    }
    let mut fields = walk.fields(node, mapping)?;
    let [min, max] = keys.map(|key| fields.get(key).map(|node| read(walk, node)));
    fields.finish(walk);
    // An invalid bound was reported; the other one is not used without it.
    if matches!(min, Some(None)) || matches!(max, Some(None)) {
        return None;
    }
    let [min, max] = [min, max].map(|bound| bound.flatten().map(|bound| bound.value));
    Some(Spanned::new(Bounds { min, max }, &node.span))
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
