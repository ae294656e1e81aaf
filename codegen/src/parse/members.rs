//! Members, types and constraints.

use super::walk::{Fields, Walk};
use crate::diagnostic::Diagnostic;
use crate::spec::{Bounds, Constraints, EnumValue, Item, Member, NamedType, Pattern, Place, Spanned, Type};
use crate::yaml::{Kind, Node};

/// The words of `in`.
pub(super) const PLACES: &[(&str, Place)] = &[
    ("path", Place::Path),
    ("query", Place::Query),
    ("header", Place::Header),
    ("statusCode", Place::StatusCode),
    ("body", Place::Body),
];

/// The keys that say what a type is; just one of them is written.
const TYPE_KEYS: &str = "`type`, `list`, `map`, `structure` or `enum`";

/// The members of an input, an output, a structure or an error.
pub(super) fn members(walk: &mut Walk<'_>, node: &Node) -> Vec<Member> {
    walk.entries(node, member)
}

fn member(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<Member> {
    if let Kind::Scalar { .. } = node.kind {
        let ty = Type::Name(walk.string(node)?);
        let constraints = Constraints::default();
        let (rust, place, wire_name, doc) = (None, None, None, None);
        return Some(Member { name, rust, ty, required: false, place, wire_name, doc, constraints });
    }
    let mut fields = walk.fields(node, "a member")?;
    let ty = ty(walk, &mut fields);
    let rust = fields.text(walk, "rust");
    let required = fields.flag(walk, "required");
    let place = fields.get("in").and_then(|node| walk.word(node, PLACES));
    let wire_name = fields.text(walk, "name");
    let doc = fields.text(walk, "doc");
    let constraints = constraints(walk, &mut fields);
    fields.finish(walk);
    Some(Member { name, rust, ty: ty?, required, place, wire_name, doc, constraints })
}

/// One of the `types`.
pub(super) fn named_type(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<NamedType> {
    if let Kind::Scalar { .. } = node.kind {
        let ty = Type::Name(walk.string(node)?);
        return Some(NamedType { name, rust: None, doc: None, ty, constraints: Constraints::default() });
    }
    let mut fields = walk.fields(node, "a type")?;
    let ty = ty(walk, &mut fields);
    let rust = fields.text(walk, "rust");
    let doc = fields.text(walk, "doc");
    let constraints = constraints(walk, &mut fields);
    fields.finish(walk);
    Some(NamedType { name, rust, doc, ty: ty?, constraints })
}

fn ty(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Option<Type> {
    let keys = ["type", "list", "map", "structure", "enum"].map(|key| fields.get(key));
    let span = fields.span().clone();
    let mut written = keys.iter().flatten();
    let (first, second) = (written.next(), written.next());
    if let (Some(first), Some(second)) = (first, second) {
        let diagnostic = Diagnostic::error("two-types", format!("a type is one of {TYPE_KEYS}"));
        walk.report(diagnostic.label(&second.span, "a second one").label(&first.span, "the first"));
    } else if first.is_none() {
        let diagnostic = Diagnostic::error("missing-key", "the type is missing").label(&span, "");
        walk.report(diagnostic.help(format!("add {TYPE_KEYS}")));
    }
    match keys {
        [Some(node), ..] => walk.string(node).map(Type::Name),
        [_, Some(node), ..] => item(walk, node).map(|item| Type::List(Box::new(item), node.span.clone())),
        [_, _, Some(node), ..] => item(walk, node).map(|item| Type::Map(Box::new(item), node.span.clone())),
        [.., Some(node), _] => Some(Type::Structure(members(walk, node), node.span.clone())),
        [.., Some(node)] => Some(Type::Enum(walk.list(node, enum_value), node.span.clone())),
        [None, None, None, None, None] => None,
    }
}

/// What a list or map holds: a type's name, or a mapping with a type and constraints.
fn item(walk: &mut Walk<'_>, node: &Node) -> Option<Item> {
    if let Kind::Scalar { .. } = node.kind {
        return Some(Item { ty: Type::Name(walk.string(node)?), constraints: Constraints::default() });
    }
    let mut fields = walk.fields(node, "an item's type")?;
    let ty = ty(walk, &mut fields);
    let constraints = constraints(walk, &mut fields);
    fields.finish(walk);
    Some(Item { ty: ty?, constraints })
}

fn enum_value(walk: &mut Walk<'_>, node: &Node) -> Option<EnumValue> {
    if let Kind::Scalar { text, plain } = &node.kind {
        if *plain && ["no", "on", "off", "yes"].contains(&text.to_lowercase().as_str()) {
            let diagnostic =
                Diagnostic::error("ambiguous-word", "some readers of YAML take this for a boolean");
            walk.report(diagnostic.label(&node.span, "").help(format!("quote it: \"{text}\"")));
        }
        return Some(EnumValue { value: walk.string(node)?, rust: None, doc: None });
    }
    let mut fields = walk.fields(node, "an enum's value")?;
    let value = fields.need(walk, "value").and_then(|node| walk.string(node));
    let rust = fields.text(walk, "rust");
    let doc = fields.text(walk, "doc");
    fields.finish(walk);
    Some(EnumValue { value: value?, rust, doc })
}

fn constraints(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Constraints {
    Constraints {
        length: fields.get("length").and_then(|node| match node.kind {
            Kind::Scalar { .. } => {
                let fixed = walk.integer(node, "a length, a number that is not negative,")?;
                let bounds = Bounds { min: Some(fixed.value), max: Some(fixed.value) };
                Some(Spanned { value: bounds, span: fixed.span })
            }
            _ => bounds(walk, node, "`length`", "a number that is not negative"),
        }),
        range: fields.get("range").and_then(|node| bounds(walk, node, "`range`", "a whole number")),
        pattern: fields.get("pattern").and_then(|node| pattern(walk, node)),
    }
}

fn bounds<T: TryFrom<i128>>(
    walk: &mut Walk<'_>,
    node: &Node,
    what: &str,
    wanted: &str,
) -> Option<Spanned<Bounds<T>>> {
    let mut fields = walk.fields(node, what)?;
    let min = fields.get("min").map(|node| walk.integer(node, wanted));
    let max = fields.get("max").map(|node| walk.integer(node, wanted));
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
    let source = fields.need(walk, "unchecked").and_then(|node| walk.string(node));
    fields.finish(walk);
    Some(Pattern { source: source?, checked: false })
}
