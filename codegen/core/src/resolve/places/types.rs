//! Which types are valid in which place.

use crate::diagnostic::codes;
use crate::model::{Integer, ListStyle, Shape, Type, UnionForm};
use crate::resolve::Resolver;
use crate::resolve::places::Role;
use crate::syntax::{self as spec, Place};

impl Resolver<'_> {
    /// Whether this is a `oneOf` of simple values, and of lists of them if allowed.
    pub(in crate::resolve) fn is_plain(&self, ty: &Type, or_lists: bool) -> bool {
        let Type::Union(id) = ty else { return false };
        let definition = self.definitions.get(id.index()).and_then(Option::as_ref);
        let Some(Shape::Union(members, UnionForm::Told(_))) = definition.map(|it| &it.shape) else {
            return false;
        };
        members
            .iter()
            .map(|member| &member.target.ty)
            .all(|ty| (is_simple(ty) && *ty != Type::Blob) || (or_lists && is_list(ty)))
    }

    /// Reports a member whose type has no form in its place.
    pub(in crate::resolve) fn check_type_of_place(
        &mut self,
        member: &spec::Member,
        place: Place,
        ty: &Type,
        role: Role,
    ) {
        let is_input = matches!(role, Role::Input { .. });
        // A style that does not fit was reported.
        let style = member.style.as_ref().map(|style| style.value);
        let has_json = is_input && matches!(style, Some(Some(ListStyle::Json) | None));
        let mistake = match place {
            Place::Query | Place::Header if has_json => None,
            Place::Path => self.mistake_in_path(member, ty),
            Place::Query => self.mistake_in_query(style.is_some(), ty),
            Place::Header => self.mistake_in_header(is_input, ty),
            Place::PrefixHeaders => (!is_map(ty, false))
                .then_some(("`in: prefixHeaders` is only valid for a map of strings", "write `map: string`")),
            Place::QueryParams => (!is_map(ty, true)).then_some((
                "`in: queryParams` is only valid for a map of strings or of lists of strings",
                "write `map: string`, or `map: { list: string }`",
            )),
            Place::Payload => {
                let help = match ty {
                    Type::List { .. } | Type::Map { .. } => {
                        "write `type: document`, which is any JSON, or use `protocol: http`"
                    }
                    _ => "change the type, or remove `in: payload`",
                };
                (!self.is_http() && !is_payload(ty)).then_some((
                    "with this protocol, a payload must be a structure, a union, a document, a string, an enum or a blob",
                    help,
                ))
            }
            Place::Additional => additional(member, ty),
            Place::StatusCode => (*ty != Type::Integer(Integer::Integer))
                .then_some(("a status code must be an `integer`", "change the type")),
            Place::Body | Place::Error => None,
        };
        if let Some((message, help)) = mistake {
            self.error(&codes::PLACE, message, &member.name.span, help);
        }
    }

    fn mistake_in_path(&self, member: &spec::Member, ty: &Type) -> Option<Mistake> {
        if is_list(ty) && member.style.is_none() {
            Some(("a list in the path must have a `style`", "write `style: comma` for `1,2`"))
        } else if !is_list(ty) && (!is_simple(ty) && !self.is_plain(ty, false) || *ty == Type::Blob) {
            Some(("a member in the path must be a simple value", "use a type such as `string`"))
        } else if member.required.is_none() && (is_list(ty) || member.constant.is_none()) {
            Some(("a member in the path must be required", "add `required: true`"))
        } else {
            None
        }
    }

    fn mistake_in_query(&self, has_style: bool, ty: &Type) -> Option<Mistake> {
        let is_list_of_objects = matches!(ty, Type::List { item, .. } if is_object(&item.ty));
        let has_text = is_simple(ty) || is_list(ty) || self.is_plain(ty, true);
        if has_text || has_style && (is_object(ty) || is_list_of_objects) {
            None
        } else if is_list_of_objects {
            Some((
                "a list of structures or maps in the query must have a `style`",
                "write `style: brackets` for `name[0][key]=value`, or `style: json`",
            ))
        } else if is_object(ty) {
            let help = match is_map(ty, true) {
                true => "write `style: brackets` for `name[key]=value`, or `in: queryParams` for `key=value`",
                false => "write `style: brackets` for `name[key]=value`",
            };
            Some(("a structure or map in the query must have a `style`", help))
        } else {
            Some((
                "a member in the query must be a simple value or a list of them",
                "write `style: json` if it is sent as JSON",
            ))
        }
    }

    fn mistake_in_header(&self, is_input: bool, ty: &Type) -> Option<Mistake> {
        let is_plain = is_input && self.is_plain(ty, true);
        if is_plain || is_simple(ty) || is_list(ty) || *ty == Type::Document {
            return None;
        }
        let help = match is_input {
            _ if is_map(ty, false) => "write `in: prefixHeaders`, and `name` for the prefix of the headers",
            true => "write `style: json` if it is sent as JSON",
            false => "write `type: document` if it is JSON",
        };
        Some(("a member in a header must be a simple value or a list of them", help))
    }
}

/// A message and its help.
type Mistake = (&'static str, &'static str);

/// Suggests a place for a member in the body of a method without one.
pub(in crate::resolve) fn elsewhere(ty: &Type) -> &'static str {
    match ty {
        _ if is_map(ty, true) => "write `in: queryParams`, which sends each entry as a parameter",
        _ if *ty == Type::Error || is_simple(ty) || is_list(ty) => {
            "write `in: query` on the member, or once on the operation"
        }
        Type::Structure(_) => "use `POST`, or send its members one by one in the query",
        _ => "use `POST`, or send its items one by one in the query",
    }
}

/// Whether this is a list of simple values.
pub(in crate::resolve) fn is_list(ty: &Type) -> bool {
    matches!(ty, Type::List { item, sparse: false } if is_simple(&item.ty))
}

/// Whether the value can be written as one text.
pub(in crate::resolve) fn is_simple(ty: &Type) -> bool {
    !matches!(ty, Type::Structure(_) | Type::Union(_) | Type::List { .. } | Type::Map { .. } | Type::Document)
}

/// Whether the value has parts with names.
pub(in crate::resolve) fn is_object(ty: &Type) -> bool {
    matches!(ty, Type::Structure(_) | Type::Map { .. })
}

/// Whether this is a map of strings, or of lists of strings if allowed.
fn is_map(ty: &Type, or_lists: bool) -> bool {
    let Type::Map { key, value, sparse: false } = ty else {
        return false;
    };
    let list = matches!(&value.ty, Type::List { item, sparse: false } if item.ty == Type::String);
    key.ty == Type::String && (value.ty == Type::String || (or_lists && list))
}

fn is_payload(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Structure(_) | Type::Union(_) | Type::Document | Type::String | Type::Enum(_) | Type::Blob
    )
}

/// Why a member cannot contain the members of a body that are not listed, and what to write.
fn additional(member: &spec::Member, ty: &Type) -> Option<Mistake> {
    let value = match ty {
        Type::Map { key, value, sparse: false } if key.ty == Type::String => value,
        Type::Error => return None,
        _ => {
            return Some((
                "`in: additional` is only valid for a map with string keys",
                "write `map: TYPE`, without `key` and `sparse`",
            ));
        }
    };
    if member.required.is_some() || member.default.is_some() || member.constraints.sensitive.is_some() {
        Some((
            "additional members cannot be required or sensitive, or have a default",
            "remove `required`, `default` and `sensitive`; the values of the map can be sensitive",
        ))
    } else if value.ty.any(&|ty| matches!(ty, Type::Timestamp(_))) {
        Some((
            "additional members cannot be timestamps",
            "use `map: string`, or a structure that contains the timestamp",
        ))
    } else {
        None
    }
}
