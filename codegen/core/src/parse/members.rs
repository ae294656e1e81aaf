//! Members and types.

use super::constants::{constant, type_of};
use super::constraints::constraints;
use super::fields::Fields;
use super::habits;
use super::streams::stream;
use super::walk::Walk;
use crate::diagnostic::{Diagnostic, codes};
use crate::suggest::place_elsewhere;
use crate::syntax::{EnumValue, IntEnumValue, Item, Member, NamedType, Place, Spanned, Tag, Type};
use crate::vocabulary::{
    KINDS, LIST_STYLES, Mapping, PLACES, alternative, enum_value, int_enum_value, item, map_key, member,
    named_type, ty,
};
use crate::yaml::{Kind, Node, Scalar};
use heck::ToUpperCamelCase;

/// The members of an input, an output, a structure, a union or an error.
pub(super) fn members(walk: &mut Walk<'_>, node: &Node) -> Vec<Member> {
    walk.entries(node, member)
}

/// A member. One with an invalid type is kept, since other parts of the spec may name it.
fn member(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<Member> {
    let Some(mut fields) = typed(walk, node, member::MAPPING) else {
        return Some(Member { name, ..Member::default() });
    };
    let (stream, events) = stream(walk, &mut fields);
    let (wire_name, is_number) = wire_name(walk, &mut fields);
    if name.value.ends_with('?') && wire_name.is_none() {
        let diagnostic = Diagnostic::new(&codes::WIRE_NAME, "the name of this member ends in `?`").warning();
        let help = "remove the `?`; members are optional unless they have `required: true`";
        walk.report(diagnostic.label(&name.span, "").help(help));
    }
    let constant = fields.get(member::CONST).map(|node| constant(walk, node));
    let member = Member {
        name,
        ty: events.unwrap_or_else(|| type_or(walk, &mut fields, constant.as_ref().map(type_of))),
        constant,
        stream,
        required: fields.mark(walk, member::REQUIRED),
        nullable: fields.mark(walk, member::NULLABLE),
        default: fields.get(member::DEFAULT).map(|node| walk.literal(node)),
        idempotency_token: fields.mark(walk, member::IDEMPOTENCY_TOKEN),
        place: fields.get(member::IN).map(|node| place(walk, node)),
        wire_name,
        is_number,
        media_type: fields.text(walk, member::MEDIA_TYPE),
        style: fields.get(member::STYLE).map(|node| {
            let style = walk.word(node, LIST_STYLES, node.text().and_then(style_elsewhere));
            Spanned { value: style.map(|style| style.value), span: node.span.clone() }
        }),
        head: fields.head(walk),
        constraints: constraints(walk, &mut fields),
    };
    fields.finish(walk);
    Some(member)
}

/// Suggests the `style` for that of another language.
fn style_elsewhere(text: &str) -> Option<String> {
    let help = match text {
        "form" | "multi" => "use `style: repeat` (the default), or `style: comma` for `explode: false`",
        "csv" | "simple" => "write `style: comma`",
        "spaceDelimited" | "ssv" => "write `style: space`",
        "deepObject" => "write `style: brackets`",
        _ => return None,
    };
    Some(help.to_owned())
}

/// A member's name on the wire, and whether it is a number, which only a tag may be.
fn wire_name(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> (Option<Spanned<String>>, bool) {
    match fields.get(member::NAME) {
        Some(Node { kind: Kind::Scalar { text, plain: true }, span }) if text.parse::<i64>().is_ok() => {
            (Some(Spanned::new(text.clone(), span)), true)
        }
        node => (node.and_then(|node| walk.string(node)), false),
    }
}

/// An alternative of `oneOf`, as a member named after its type.
fn alternative(walk: &mut Walk<'_>, node: &Node) -> Option<Member> {
    if node.is_null() {
        let help = "remove it, and write `nullable: true` on the members with this type";
        walk.expected("a type", node, Some(help.to_owned()));
        return None;
    }
    let mut fields = typed(walk, node, alternative::MAPPING)?;
    let member = Member {
        head: fields.head(walk),
        ty: ty(walk, &mut fields),
        constraints: constraints(walk, &mut fields),
        ..Member::default()
    };
    fields.finish(walk);
    Some(Member { name: Spanned::new(name_of(node), &node.span), ..member })
}

/// Returns the name of an alternative: that of `rust`, or one that follows from its type.
pub(crate) fn name_of(node: &Node) -> String {
    let of = |key| node.entry(key).map(|(_, value)| value);
    match (node.text(), of("rust").and_then(Node::text), of("type").and_then(Node::text)) {
        (_, Some(rust), _) => rust.to_owned(),
        (Some(name), ..) | (_, _, Some(name)) => name.to_upper_camel_case(),
        _ => match (of("list"), of("map")) {
            (Some(item), _) => name_of(item) + "List",
            (_, Some(value)) => name_of(value) + "Map",
            _ => ["structure", "union", "oneOf", "enum", "intEnum"]
                .into_iter()
                .find(|key| of(key).is_some())
                .map(ToUpperCamelCase::to_upper_camel_case)
                .unwrap_or_default(),
        },
    }
}

/// One place or several.
pub(super) fn place(walk: &mut Walk<'_>, node: &Node) -> Spanned<Place> {
    let help = node.text().and_then(place_elsewhere);
    walk.word(node, PLACES, help).unwrap_or_else(|| Spanned::new(Place::Error, &node.span))
}

/// One of the `types`.
pub(super) fn named_type(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<NamedType> {
    let Some(mut fields) = typed(walk, node, named_type::MAPPING) else {
        return Some(NamedType { name, ..NamedType::default() });
    };
    let named = NamedType {
        name,
        head: fields.head(walk),
        ty: ty(walk, &mut fields),
        constraints: constraints(walk, &mut fields),
    };
    fields.finish(walk);
    Some(named)
}

/// The type of the items of a list, a map or a stream.
pub(super) fn item(walk: &mut Walk<'_>, node: &Node, mapping: &'static Mapping) -> Item {
    let Some(mut fields) = typed(walk, node, mapping) else {
        return Item::default();
    };
    let item = Item { ty: ty(walk, &mut fields), constraints: constraints(walk, &mut fields) };
    fields.finish(walk);
    item
}

/// A type's name, or a mapping with a type and constraints.
fn typed<'n>(walk: &mut Walk<'_>, node: &'n Node, mapping: &'static Mapping) -> Option<Fields<'n>> {
    if let Some(help) = habits::in_brackets(node) {
        walk.expected_mapping(node, mapping, Some(help));
        None
    } else if node.scalar().is_some_and(|scalar| !matches!(scalar, Scalar::String)) {
        walk.expected("a type", node, Some(mapping.usage.to_owned()));
        None
    } else if habits::has_only_names(walk, node, mapping) {
        None
    } else if habits::lacks_structure(walk, node, mapping) {
        Some(Fields::alone(mapping, ty::STRUCTURE, node))
    } else {
        walk.fields_or(node, mapping, ty::TYPE)
    }
}

fn ty(walk: &mut Walk<'_>, fields: &mut Fields<'_>) -> Type {
    type_or(walk, fields, None)
}

/// The type that is written, or this one.
fn type_or(walk: &mut Walk<'_>, fields: &mut Fields<'_>, implied: Option<Type>) -> Type {
    let keys = KINDS.map(|key| fields.get(key));
    check_kinds(walk, fields, &keys, implied.is_some());
    let Beside { sparse, key, tag } = beside(walk, fields, &keys);
    let held = |walk: &mut Walk<'_>, node| Box::new(item(walk, node, item::MAPPING));
    match keys {
        [Some(node), ..] if habits::is_nullable(walk, node) => Type::Unreadable,
        [Some(node), ..] => walk.string(node).map_or(Type::Unreadable, Type::Name),
        [_, Some(node), ..] => {
            let node = habits::list_item(walk, node).unwrap_or(node);
            Type::List { item: held(walk, node), sparse }
        }
        [_, _, Some(node), ..] => match habits::map_entries(walk, node) {
            Some((keys, values)) => {
                let keys = Box::new(item(walk, keys, map_key::MAPPING));
                Type::Map { key: Some(key.unwrap_or(keys)), value: held(walk, values), sparse }
            }
            None => Type::Map { key, value: held(walk, node), sparse },
        },
        [_, _, _, Some(node), ..] => whole(node, Type::Structure(members(walk, node), node.span.clone())),
        [_, _, _, _, Some(node), ..] if habits::is_list_of_types(walk, node) => Type::Unreadable,
        [_, _, _, _, Some(node), ..] => whole(node, Type::Union(members(walk, node), tag, node.span.clone())),
        [.., Some(node), _, _] if habits::is_named_enum(walk, node) => Type::Unreadable,
        [.., Some(node), _, _] => whole(node, Type::Enum(walk.list(node, enum_value), node.span.clone())),
        [.., Some(node), _] => {
            whole(node, Type::IntEnum(walk.entries(node, int_enum_value), node.span.clone()))
        }
        [.., Some(node)] => whole(node, Type::OneOf(walk.list(node, alternative), node.span.clone())),
        _ => implied.unwrap_or_default(),
    }
}

/// The values of [`KINDS`].
type Kinds<'n> = [Option<&'n Node>; 8];

/// Reports none or several kinds of types in one mapping.
fn check_kinds(walk: &mut Walk<'_>, fields: &mut Fields<'_>, keys: &Kinds<'_>, is_implied: bool) {
    let names = || KINDS.map(|key| format!("`{}`", key.name)).join(", ");
    match keys.iter().flatten().collect::<Vec<_>>().as_slice() {
        [] if !is_implied => {
            let diagnostic = Diagnostic::new(&codes::MISSING_KEY, "missing type");
            let diagnostic = diagnostic.label(&fields.start(), "");
            fields.lack(KINDS, diagnostic.help(format!("add one of {}", names())));
        }
        [] | [_] => {}
        [first, second, ..] => {
            let diagnostic = Diagnostic::new(&codes::TWO_TYPES, format!("expected only one of {}", names()));
            let diagnostic = diagnostic.label(&second.span, "second one").label(&first.span, "first one");
            let help = keys[0].map(|ty| habits::beside_type(ty, keys[5])).map(str::to_owned);
            walk.report(diagnostic.instead(help));
        }
    }
}

/// Keys next to a kind of type.
struct Beside {
    sparse: bool,
    key: Option<Box<Item>>,
    tag: Option<Box<Tag>>,
}

/// Parses the keys next to a kind of type, and reports those that it does not have.
fn beside(walk: &mut Walk<'_>, fields: &mut Fields<'_>, keys: &Kinds<'_>) -> Beside {
    let [_, list, map, _, union, ..] = keys;
    let sparse = fields.mark(walk, ty::SPARSE);
    if let (Some(span), None, None) = (&sparse, list, map) {
        let help = "move it next to `list` or `map`";
        walk.error(&codes::CONSTRAINT_KIND, "only a list or map can be sparse", span, help);
    }
    let key = fields.get(ty::KEY).map(|node| (node, item(walk, node, map_key::MAPPING)));
    if let (Some((node, _)), None) = (&key, map) {
        let help = "move it next to `map`";
        walk.error(&codes::CONSTRAINT_KIND, "only a map can have a `key`", &node.span, help);
    }
    let [tag, content] = [ty::TAG, ty::CONTENT].map(|key| fields.get(key).and_then(|node| walk.string(node)));
    if let (Some(tag), None) = (tag.as_ref().or(content.as_ref()), union) {
        let help = "move it next to `union`";
        walk.error(&codes::TAG, "only a union can have a `tag` or `content`", &tag.span, help);
    }
    if let (Some(content), None, Some(_)) = (&content, &tag, union) {
        let help = "add `tag: NAME`, with the member that names the alternative";
        walk.error(&codes::TAG, "`content` without `tag`", &content.span, help);
    }
    let tag = tag.map(|name| Box::new(Tag { name, content }));
    Beside { sparse: sparse.is_some(), key: key.map(|(_, item)| Box::new(item)), tag }
}

/// Returns a type, unless it is written as another kind, which was reported.
fn whole(node: &Node, ty: Type) -> Type {
    match (&node.kind, &ty) {
        (Kind::Sequence(items), Type::Enum(values, _)) if !values.is_empty() || items.is_empty() => ty,
        (Kind::Sequence(items), Type::OneOf(alternatives, _)) if alternatives.len() == items.len() => ty,
        (Kind::Mapping(_), Type::Structure(..) | Type::Union(..) | Type::IntEnum(..)) => ty,
        _ if node.is_null() => ty,
        _ => Type::Unreadable,
    }
}

fn enum_value(walk: &mut Walk<'_>, node: &Node) -> Option<EnumValue> {
    let mut fields = walk.fields_or(node, enum_value::MAPPING, enum_value::VALUE)?;
    let value = fields.read(walk, enum_value::VALUE, |walk, node| {
        if habits::is_number(walk, node) {
            return None;
        }
        if node.is_null() {
            let help = "remove it, and write `nullable: true` on the members with this type";
            walk.expected("a string", node, Some(help.to_owned()));
            return None;
        }
        walk.refuse_ambiguous(node);
        walk.string(node)
    });
    let head = fields.head(walk);
    fields.finish(walk);
    Some(EnumValue { value: value?, head })
}

fn int_enum_value(walk: &mut Walk<'_>, name: Spanned<String>, node: &Node) -> Option<IntEnumValue> {
    let mut fields = walk.fields_or(node, int_enum_value::MAPPING, int_enum_value::VALUE)?;
    let value = IntEnumValue {
        name,
        value: fields.read(walk, int_enum_value::VALUE, |walk, node| {
            walk.integer(node, "a 32-bit integer", "NAME: 1")
        }),
        head: fields.head(walk),
    };
    fields.finish(walk);
    Some(value)
}
