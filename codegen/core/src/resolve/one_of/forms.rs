//! The forms of JSON that values of a type can have.

use crate::model::{Json, Member, Pattern, Place, Service, Shape, Type, TypeRef, UnionForm, Value};
use speccast_pattern::Language;

/// JSON values.
#[derive(Clone, Debug)]
pub(super) enum Values<'m> {
    /// Any JSON, or a form that is not examined.
    Any,
    /// Both booleans, or one.
    Booleans(Option<bool>),
    /// Any numbers, or these ones.
    Numbers(Option<Vec<String>>),
    /// These strings.
    Texts(Vec<String>),
    /// Strings that match a pattern, with these bounds of their length.
    Matching(Option<&'m Pattern>, (u64, Option<u64>)),
    /// Strings of a format that is not examined, with an example.
    Written(&'static str),
    /// Lists with at least this many items.
    Lists(u64),
    /// Objects.
    Objects(Object<'m>),
}

/// Objects, by their members.
#[derive(Clone, Debug, Default)]
pub(super) struct Object<'m> {
    pub(super) members: Vec<Named<'m>>,
    /// The values of members that are not named here, if there may be some.
    pub(super) rest: Option<Of<'m>>,
}

/// A member of an object.
#[derive(Clone, Debug)]
pub(super) struct Named<'m> {
    pub(super) name: &'m str,
    pub(super) required: bool,
    pub(super) of: Of<'m>,
}

/// The values of a member.
#[derive(Clone, Debug)]
pub(super) enum Of<'m> {
    Type(&'m Service, &'m TypeRef),
    /// The names of a union's members.
    Names(Vec<String>, bool),
    /// Just this value.
    Constant(&'m Value),
    Any,
}

impl<'m> Of<'m> {
    pub(super) fn values(&self) -> Values<'m> {
        match self {
            Self::Type(service, target) => values(service, target),
            Self::Names(names, true) => Values::Numbers(Some(names.clone())),
            Self::Names(names, false) => Values::Texts(names.clone()),
            Self::Constant(Value::String(text)) => Values::Texts(vec![text.clone()]),
            Self::Constant(Value::Boolean(value)) => Values::Booleans(Some(*value)),
            Self::Constant(Value::Integer(number)) => Values::Numbers(Some(vec![number.to_string()])),
            Self::Constant(Value::Float(number)) => Values::Numbers(Some(vec![number.to_string()])),
            Self::Constant(Value::Null | Value::Time(_) | Value::List(_) | Value::Map(_)) => Values::Any,
            Self::Any => Values::Any,
        }
    }
}

impl Values<'_> {
    /// Its kind.
    pub(super) fn kind(&self) -> Json {
        match self {
            Self::Any => Json::Any,
            Self::Booleans(_) => Json::Boolean,
            Self::Numbers(_) => Json::Number,
            Self::Texts(_) | Self::Matching(..) | Self::Written(_) => Json::Text,
            Self::Lists(_) => Json::List,
            Self::Objects(_) => Json::Object(Vec::new()),
        }
    }

    /// Its distinguishing form among values of its kind.
    pub(super) fn json(&self) -> Json {
        match self {
            Self::Booleans(Some(value)) => Json::OneOf(vec![value.to_string()]),
            Self::Numbers(Some(values)) | Self::Texts(values) => Json::OneOf(values.clone()),
            Self::Matching(Some(pattern), _) if pattern.parsed.is_some() => {
                Json::Matching(Pattern::clone(pattern))
            }
            other => other.kind(),
        }
    }
}

/// The strings that match a pattern, with these bounds of their length.
pub(super) fn language<'m>(pattern: Option<&'m Pattern>, lengths: (u64, Option<u64>)) -> Language<'m> {
    Language::new(pattern.and_then(|pattern| pattern.parsed.as_deref()), lengths)
}

/// The values of a type.
pub(super) fn values<'m>(service: &'m Service, target: &'m TypeRef) -> Values<'m> {
    let length = target.constraints.length.as_ref().map_or((None, None), |length| length.ends());
    match &target.ty {
        Type::String => {
            Values::Matching(target.constraints.pattern.as_ref(), (length.0.unwrap_or(0), length.1))
        }
        Type::Boolean => Values::Booleans(None),
        Type::Integer(_) | Type::Float | Type::Double => Values::Numbers(None),
        Type::Timestamp(format) if format.is_number() => Values::Numbers(None),
        Type::Timestamp(format) => Values::Written(format.sample()),
        Type::Date => Values::Written("2026-01-31"),
        Type::Blob => Values::Written(""),
        Type::Document | Type::Error => Values::Any,
        Type::List { .. } => Values::Lists(length.0.unwrap_or(0)),
        Type::Map { value, .. } => {
            Values::Objects(Object { members: Vec::new(), rest: Some(Of::Type(service, value)) })
        }
        Type::Structure(id) | Type::Union(id) | Type::Enum(id) | Type::IntEnum(id) => {
            match &service.definition(*id).shape {
                Shape::Structure(members) => Values::Objects(structure(service, members)),
                Shape::Union(members, form) => union(service, members, form),
                Shape::Enum(values) => Values::Texts(values.iter().map(|it| it.head.name.clone()).collect()),
                Shape::IntEnum(values) => {
                    Values::Numbers(Some(values.iter().map(|it| it.value().to_string()).collect()))
                }
                Shape::Alias(_) => Values::Any,
            }
        }
    }
}

fn structure<'m>(service: &'m Service, members: &'m [Member]) -> Object<'m> {
    let named = |member: &'m Member| Named {
        name: &member.wire_name,
        required: member.required && !member.nullable,
        of: match &member.constant {
            Some(constant) => Of::Constant(constant),
            None => Of::Type(service, &member.target),
        },
    };
    let (rest, listed): (Vec<&Member>, Vec<&Member>) =
        members.iter().partition(|member| member.place == Place::Additional);
    let rest = rest.iter().find_map(|member| match &member.target.ty {
        Type::Map { value, .. } => Some(Of::Type(service, value)),
        _ => None,
    });
    Object { members: listed.into_iter().map(named).collect(), rest }
}

fn union<'m>(service: &'m Service, members: &'m [Member], form: &'m UnionForm) -> Values<'m> {
    let any = |name: &'m str| Named { name, required: false, of: Of::Any };
    match form {
        UnionForm::Named => Values::Objects(Object {
            members: members.iter().map(|member| any(&member.wire_name)).collect(),
            rest: None,
        }),
        UnionForm::Tagged(tag) => {
            let names = members.iter().map(|member| member.wire_name.clone()).collect();
            let tagged = Named { name: &tag.name, required: true, of: Of::Names(names, tag.is_number) };
            let inside = |member: &'m Member| match &member.target.ty {
                Type::Structure(id) => service.definition(*id).members(),
                _ => &[],
            };
            let others: Vec<&str> = match &tag.content {
                Some(content) => vec![content],
                None => members.iter().flat_map(inside).map(|member| member.wire_name.as_str()).collect(),
            };
            let others = others.into_iter().map(any);
            Values::Objects(Object { members: [tagged].into_iter().chain(others).collect(), rest: None })
        }
        UnionForm::Told(_) => Values::Any,
    }
}
