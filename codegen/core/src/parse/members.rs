//! Members and types.

use super::constraints::{constraints, deprecated};
use super::fields::Fields;
use super::habits;
use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::place_elsewhere;
use crate::syntax::{Constraints, EnumValue, IntEnumValue, Item, Member, NamedType, Place, Spanned, Type};
use crate::yaml::{Kind, Node};

/// The words of `in`.
const PLACES: &[(&str, Place)] = &[
    ("path", Place::Path),
    ("query", Place::Query),
    ("queryParams", Place::QueryParams),
    ("header", Place::Header),
    ("prefixHeaders", Place::PrefixHeaders),
    ("payload", Place::Payload),
    ("statusCode", Place::StatusCode),
    ("body", Place::Body),
];

/// The keys that say what a type is; just one of them is written.
const TYPE_KEYS: &str = "`type`, `list`, `map`, `structure`, `union`, `enum` or `intEnum`";

/// The members of an input, an output, a structure, a union or an error.
pub(super) fn members(walk: &mut Walk<'_>, node: &Node) -> Vec<Member> {
    walk.entries(node, member)
}

/// A member. One whose type could not be read is still one that others may name.
fn member(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<Member> {
    let mut member = Member {
        name,
        rust: None,
        ty: Type::Unreadable,
        required: None,
        default: None,
        idempotency_token: None,
        place: None,
        wire_name: None,
        doc: None,
        deprecated: None,
        constraints: Constraints::default(),
    };
    if let Kind::Scalar { .. } = node.kind {
        member.ty = type_name(walk, node);
        return Some(member);
    }
    if let Some(help) = habits::in_brackets(node) {
        walk.wrong_type(node, "a member, a mapping,", Some(help));
        return Some(member);
    }
    if habits::lacks_structure(walk, node, true) {
        member.ty = Type::Structure(members(walk, node), node.span.clone());
        return Some(member);
    }
    let Some(mut fields) = walk.fields(node, "a member") else {
        return Some(member);
    };
    member.ty = ty(walk, &mut fields);
    member.rust = fields.text(walk, "rust");
    member.required = fields.mark(walk, "required");
    member.default = fields.get("default").map(|node| walk.literal(node));
    member.place = fields.get("in").map(|node| place(walk, node));
    member.wire_name = fields.text(walk, "name");
    member.doc = fields.text(walk, "doc");
    member.deprecated = fields.get("deprecated").and_then(|node| deprecated(walk, node));
    member.constraints = constraints(walk, &mut fields);
    member.idempotency_token = fields.mark(walk, "idempotencyToken");
    fields.finish(walk);
    Some(member)
}

/// Where a member travels, or several do.
pub(super) fn place(walk: &mut Walk<'_>, node: &Node) -> Spanned<Place> {
    let unreadable = Spanned { value: Place::Unreadable, span: node.span.clone() };
    if let Kind::Scalar { text, .. } = &node.kind
        && let Some(help) = place_elsewhere(text)
    {
        let diagnostic = Diagnostic::new(&codes::UNKNOWN_WORD, format!("`{text}` is not known here"));
        walk.report(diagnostic.label(&node.span, "").help(help));
        return unreadable;
    }
    walk.word(node, PLACES).unwrap_or(unreadable)
}

/// One of the `types`.
pub(super) fn named_type(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<NamedType> {
    let mut named = NamedType {
        name,
        rust: None,
        doc: None,
        deprecated: None,
        ty: Type::Unreadable,
        constraints: Constraints::default(),
    };
    if let Kind::Scalar { .. } = node.kind {
        named.ty = type_name(walk, node);
        return Some(named);
    }
    if habits::lacks_structure(walk, node, false) {
        named.ty = Type::Structure(members(walk, node), node.span.clone());
        return Some(named);
    }
    let Some(mut fields) = walk.fields(node, "a type") else {
        return Some(named);
    };
    named.ty = ty(walk, &mut fields);
    named.rust = fields.text(walk, "rust");
    named.doc = fields.text(walk, "doc");
    named.deprecated = fields.get("deprecated").and_then(|node| deprecated(walk, node));
    named.constraints = constraints(walk, &mut fields);
    fields.finish(walk);
    Some(named)
}

fn type_name(walk: &mut Walk<'_>, node: &Node) -> Type {
    walk.string(node).map_or(Type::Unreadable, Type::Name)
}

fn ty(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Type {
    let names = ["type", "list", "map", "structure", "union", "enum", "intEnum"];
    let keys = names.map(|key| fields.get(key));
    let start = fields.start();
    let mut written = keys.iter().flatten();
    let (first, second) = (written.next(), written.next());
    if let (Some(first), Some(second)) = (first, second) {
        let diagnostic = Diagnostic::new(&codes::TWO_TYPES, format!("a type is one of {TYPE_KEYS}"));
        walk.report(diagnostic.label(&second.span, "a second one").label(&first.span, "the first"));
    } else if first.is_none() {
        let diagnostic = Diagnostic::new(&codes::MISSING_KEY, "the type is missing").label(&start, "");
        fields.lack(&names, diagnostic.help(format!("add {TYPE_KEYS}")));
    }
    let [_, list, map, ..] = keys;
    let sparse = fields.mark(walk, "sparse");
    if let (Some(span), None, None) = (&sparse, list, map) {
        let diagnostic = Diagnostic::new(&codes::CONSTRAINT_KIND, "only a list or a map is sparse");
        walk.report(diagnostic.label(span, "").help("write it where the list or map itself is written"));
    }
    let key = fields.get("key").map(|node| (node, item(walk, node, "a map's key")));
    if let (Some((node, _)), None) = (&key, map) {
        let diagnostic = Diagnostic::new(&codes::CONSTRAINT_KIND, "only a map has keys");
        walk.report(diagnostic.label(&node.span, "").help("write it where the map itself is written"));
    }
    let (sparse, key) = (sparse.is_some(), key.map(|(_, item)| Box::new(item)));
    let held = |walk: &mut Walk<'_>, node| Box::new(item(walk, node, "an item's type"));
    match keys {
        [Some(node), ..] => type_name(walk, node),
        [_, Some(node), ..] => {
            let node = habits::list_item(walk, node).unwrap_or(node);
            Type::List { item: held(walk, node), sparse }
        }
        [_, _, Some(node), ..] => match habits::map_entries(walk, node) {
            Some((keys, values)) => {
                let keys = Box::new(item(walk, keys, "a map's key"));
                Type::Map { key: Some(key.unwrap_or(keys)), value: held(walk, values), sparse }
            }
            None => Type::Map { key, value: held(walk, node), sparse },
        },
        [_, _, _, Some(node), ..] => whole(node, Type::Structure(members(walk, node), node.span.clone())),
        [.., Some(node), _, _] => whole(node, Type::Union(members(walk, node), node.span.clone())),
        [.., Some(node), _] => whole(node, Type::Enum(walk.list(node, enum_value), node.span.clone())),
        [.., Some(node)] => whole(node, Type::IntEnum(walk.entries(node, int_enum_value), node.span.clone())),
        _ => Type::Unreadable,
    }
}

/// A type, unless it is written as something of another kind, which was reported.
fn whole(node: &Node, ty: Type) -> Type {
    match (&node.kind, &ty) {
        (Kind::Sequence(items), Type::Enum(values, _)) if !values.is_empty() || items.is_empty() => ty,
        (Kind::Mapping(_), Type::Structure(..) | Type::Union(..) | Type::IntEnum(..)) => ty,
        _ if node.is_null() => ty,
        _ => Type::Unreadable,
    }
}

/// What a list or map holds: a type's name, or a mapping with a type and constraints.
fn item(walk: &mut Walk<'_>, node: &Node, what: &str) -> Item {
    if let Kind::Scalar { .. } = node.kind {
        return Item { ty: type_name(walk, node), constraints: Constraints::default() };
    }
    if habits::lacks_structure(walk, node, false) {
        let ty = Type::Structure(members(walk, node), node.span.clone());
        return Item { ty, constraints: Constraints::default() };
    }
    let Some(mut fields) = walk.fields(node, what) else {
        return Item { ty: Type::Unreadable, constraints: Constraints::default() };
    };
    let ty = ty(walk, &mut fields);
    let constraints = constraints(walk, &mut fields);
    fields.finish(walk);
    Item { ty, constraints }
}

fn enum_value(walk: &mut Walk<'_>, node: &Node) -> Option<EnumValue> {
    if let Kind::Scalar { .. } = &node.kind {
        if habits::is_number(walk, node) {
            return None;
        }
        walk.refuse_ambiguous(node);
        return Some(EnumValue { value: walk.string(node)?, rust: None, doc: None, deprecated: None });
    }
    let mut fields = walk.fields(node, "an enum's value")?;
    let value = fields.need("value").and_then(|node| {
        walk.refuse_ambiguous(node);
        walk.string(node)
    });
    let rust = fields.text(walk, "rust");
    let doc = fields.text(walk, "doc");
    let deprecated = fields.get("deprecated").and_then(|node| deprecated(walk, node));
    fields.finish(walk);
    Some(EnumValue { value: value?, rust, doc, deprecated })
}

fn int_enum_value(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<IntEnumValue> {
    let wanted = "a whole number of 32 bits";
    let mut read = IntEnumValue { name, value: None, rust: None, doc: None, deprecated: None };
    if let Kind::Scalar { .. } = &node.kind {
        read.value = walk.integer(node, wanted);
        return Some(read);
    }
    let mut fields = walk.fields(node, "an enum's value")?;
    read.value = fields.need("value").and_then(|node| walk.integer(node, wanted));
    read.rust = fields.text(walk, "rust");
    read.doc = fields.text(walk, "doc");
    read.deprecated = fields.get("deprecated").and_then(|node| deprecated(walk, node));
    fields.finish(walk);
    Some(read)
}
