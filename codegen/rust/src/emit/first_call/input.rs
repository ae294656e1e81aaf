//! The input of a first call: values of an example, or sample values of the members' types.

use crate::emit::value;
use crate::plan::{Member, Operation, PageField, PageStyle, Service, Shape, Time, Type, Value};
use proc_macro2::TokenStream;

/// Number of members that are set, if not more are required.
const FEW: usize = 4;
/// Maximum number of items of a list.
const ITEMS: usize = 2;
/// Maximum depth of structures with sample values.
const DEPTH: usize = 4;

/// The input, with the required members and a few simple members of the example. `None` if a required member has no
/// sample value.
pub(super) fn input(
    service: &Service,
    operation: &Operation,
    example: Option<&[(String, Value)]>,
) -> Option<TokenStream> {
    let given = |member: &Member| example?.iter().find(|(name, _)| *name == member.name());
    let steps = page_fields(operation);
    let mut few = FEW.saturating_sub(operation.input.fields().filter(|member| member.required).count());
    let mut values = Vec::new();
    for member in operation.input.fields() {
        let is_needless = member.of.head.deprecated.is_some() || member.of.idempotency_token;
        match given(member) {
            Some((name, value)) if member.required => values.push((name.clone(), short(value))),
            Some(given) if few > 0 && is_simple(&member.ty) && given.1 != Value::Null && !is_needless => {
                if !steps.contains(&member.rust_name.as_str()) {
                    values.push(given.clone());
                    few -= 1;
                }
            }
            None if member.required => {
                values.push((member.name().to_owned(), made(service, &member.ty, DEPTH)?));
            }
            Some(_) | None => {}
        }
    }
    Some(value::structure(service, &operation.input, &values))
}

/// A value with no more than a few items in its lists.
fn short(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().take(ITEMS).map(short).collect()),
        Value::Map(entries) => {
            Value::Map(entries.iter().map(|(name, value)| (name.clone(), short(value))).collect())
        }
        Value::Null
        | Value::Boolean(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::String(_)
        | Value::Time(_) => value.clone(),
    }
}

/// The fields that lead to later pages.
fn page_fields<'m>(operation: &'m Operation) -> Vec<&'m str> {
    match operation.pagination.as_ref().map(|it| &it.pages.style) {
        Some(PageStyle::Cursor { tokens, .. }) => tokens.iter().filter_map(|(field, _)| own(field)).collect(),
        Some(PageStyle::Count { member, .. } | PageStyle::After { member, .. }) => {
            own(member).into_iter().collect()
        }
        Some(PageStyle::Link(_) | PageStyle::NextUrl(_)) | None => Vec::new(),
    }
}

/// A field of the input itself.
fn own(path: &[PageField]) -> Option<&str> {
    let [field] = path else { return None };
    Some(&field.rust_name)
}

/// Whether values of a type are a word or number.
pub(super) fn is_simple(ty: &Type) -> bool {
    matches!(
        ty,
        Type::String
            | Type::Boolean
            | Type::Integer(_)
            | Type::Float
            | Type::Double
            | Type::Timestamp(_)
            | Type::Date
            | Type::Enum(_)
            | Type::IntEnum(_)
    )
}

/// A value of a type.
fn made(service: &Service, ty: &Type, depth: usize) -> Option<Value> {
    let depth = depth.checked_sub(1)?;
    Some(match ty {
        Type::String => Value::String("…".to_owned()),
        Type::Boolean => Value::Boolean(true),
        Type::Integer(_) => Value::Integer(1),
        Type::Float | Type::Double => Value::Float(1.0),
        Type::Timestamp(_) => Value::Time(Time { seconds: 1_769_860_800, nanos: 0 }),
        Type::Date => Value::String("2026-01-31".to_owned()),
        Type::Blob | Type::ByteStream | Type::FilePart => Value::String(String::new()),
        Type::Document => Value::Map(Vec::new()),
        Type::List { item, .. } => Value::List(vec![made(service, item, depth)?]),
        Type::Map { key, value, .. } => match made(service, key, depth)? {
            Value::String(key) => Value::Map(vec![(key, made(service, value, depth)?)]),
            _ => return None,
        },
        Type::Sensitive(inner) | Type::Nullable(inner) | Type::Boxed(inner) => made(service, inner, depth)?,
        Type::EventStream(_) => return None,
        Type::Structure(name) | Type::Union(name) | Type::Enum(name) | Type::IntEnum(name) => {
            let def = service.definition(name)?;
            let member = |it: &Member| Some((it.name().to_owned(), made(service, &it.ty, depth)?));
            match &def.shape {
                Shape::Input | Shape::Error | Shape::Structure => {
                    let required = def.fields().filter(|member| member.required);
                    Value::Map(required.map(member).collect::<Option<_>>()?)
                }
                Shape::Union(_) => Value::Map(vec![member(def.members.first()?)?]),
                Shape::Enum(values) | Shape::IntEnum(values) => values.first()?.of.value(),
            }
        }
    })
}
