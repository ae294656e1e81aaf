//! Which types are valid in which place.

use crate::diagnostic::codes;
use crate::model::{Integer, ListStyle, Shape, Type, UnionForm};
use crate::resolve::Resolver;
use crate::resolve::structures::Role;
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
        let span = &member.name.span;
        let listed = is_list(ty);
        let is_input = matches!(role, Role::Input { .. });
        // A style that does not fit was reported.
        let style = member.style.as_ref().map(|style| style.value);
        let has_json = is_input && (style == Some(Some(ListStyle::Json)) || style == Some(None));
        let (message, help) = match place {
            Place::Path if listed => match style {
                Some(_) if member.required.is_some() => return,
                Some(_) => ("a member in the path must be required", "add `required: true`".to_owned()),
                None => ("a list in the path must have a `style`", "write `style: comma` for `1,2`".to_owned()),
            },
            Place::Path if (!is_simple(ty) && !self.is_plain(ty, false)) || *ty == Type::Blob => {
                ("a member in the path must be a simple value", "use a type such as `string`".to_owned())
            }
            Place::Path if member.required.is_none() && member.constant.is_none() => (
                "a member in the path must be required",
                "add `required: true`".to_owned(),
            ),
            Place::Query | Place::Header if has_json => return,
            Place::Query if self.is_plain(ty, true) => return,
            Place::Header if is_input && self.is_plain(ty, true) => return,
            Place::Query if is_object(ty) => match style {
                Some(_) => return,
                None => (
                    "a structure or map in the query must have a `style`",
                    match is_map(ty, true) {
                        true => "write `style: brackets` for `name[key]=value`, or `in: queryParams` for `key=value`",
                        false => "write `style: brackets` for `name[key]=value`",
                    }
                    .to_owned(),
                ),
            },
            Place::Query if matches!(ty, Type::List { item, .. } if is_object(&item.ty)) => match style {
                Some(_) => return,
                None => (
                    "a list of structures or maps in the query must have a `style`",
                    "write `style: brackets` for `name[0][key]=value`, or `style: json`".to_owned(),
                ),
            },
            Place::Query if !is_simple(ty) && !listed => (
                "a member in the query must be a simple value or a list of them",
                "write `style: json` if it is sent as JSON".to_owned(),
            ),
            Place::Header if *ty == Type::Document => return,
            Place::Header if !is_simple(ty) && !listed => {
                let help = "write `in: prefixHeaders`, and `name` for the prefix of the headers";
                let help = match is_input {
                    _ if is_map(ty, false) => help.to_owned(),
                    true => "write `style: json` if it is sent as JSON".to_owned(),
                    false => "write `type: document` if it is JSON".to_owned(),
                };
                ("a member in a header must be a simple value or a list of them", help)
            }
            Place::PrefixHeaders if !is_map(ty, false) => {
                ("`in: prefixHeaders` is only valid for a map of strings", "write `map: string`".to_owned())
            }
            Place::QueryParams if !is_map(ty, true) => (
                "`in: queryParams` is only valid for a map of strings or of lists of strings",
                "write `map: string`, or `map: { list: string }`".to_owned(),
            ),
            Place::Payload if !self.is_http() && !is_payload(ty) => (
                "with this protocol, a payload must be a structure, a union, a document, a string, an enum or a blob",
                match ty {
                    Type::List { .. } | Type::Map { .. } => {
                        "write `type: document`, which is any JSON, or use `protocol: http`"
                    }
                    _ => "change the type, or remove `in: payload`",
                }
                .to_owned(),
            ),
            Place::Additional => match additional(member, ty) {
                Some((message, help)) => (message, help.to_owned()),
                None => return,
            },
            Place::StatusCode if *ty != Type::Integer(Integer::Integer) => {
                ("a status code must be an `integer`", "change the type".to_owned())
            }
            _ => return,
        };
        self.error(&codes::PLACE, message, span, help);
    }
}

/// Suggests a place for a member that cannot be sent where the spec puts it, or in the body of a method
/// without one.
pub(in crate::resolve) fn elsewhere(ty: &Type, bodiless: Option<&str>) -> String {
    match bodiless {
        _ if is_map(ty, true) => "write `in: queryParams`, which sends each entry as a parameter".to_owned(),
        None => "send it in the body".to_owned(),
        Some(_) if is_simple(ty) || is_list(ty) => "write `in: query`".to_owned(),
        Some(method) => {
            let parts = if matches!(ty, Type::Structure(_)) { "its members" } else { "its items" };
            format!("a {method} request has no body; use POST, or send {parts} one by one in the query")
        }
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
fn additional(member: &spec::Member, ty: &Type) -> Option<(&'static str, &'static str)> {
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
