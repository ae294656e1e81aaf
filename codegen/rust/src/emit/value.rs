//! Values of a spec, as Rust expressions and as JSON.

use super::{absent, code, ident, runtime, ty};
use crate::plan::{Definition, Member, Service, Shape, Type, Value};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

mod blob;
mod json;
mod text;
mod time;

pub(super) use json::json;
pub(super) use text::{raw, text};

/// An expression that converts to `ty`, as an argument of a setter.
pub(super) fn argument(service: &Service, ty: &Type, value: &Value) -> TokenStream {
    match (ty, value) {
        (Type::String, Value::String(value)) => text(value).0,
        (Type::Sensitive(inner) | Type::Boxed(inner), _) => argument(service, inner, value),
        (Type::Nullable(inner), value) if *value != Value::Null => argument(service, inner, value),
        (Type::List { item, sparse }, Value::List(values))
            if !values.is_empty() && repeated(values).is_none() =>
        {
            let values = arguments(service, item, values, *sparse);
            quote!([#(#values),*])
        }
        (Type::Map { key, value, sparse }, Value::Map(entries)) if !entries.is_empty() => {
            let names: Vec<Value> = entries.iter().map(|(name, _)| Value::String(name.clone())).collect();
            let names = arguments(service, key, &names, false);
            let values = arguments(service, value, entries.iter().map(|(_, value)| value), *sparse);
            quote!([#((#names, #values)),*])
        }
        _ => owned(service, ty, value),
    }
}

/// Items of a list, or keys or values of a map, that convert to `ty` and have the same type.
fn arguments<'v>(
    service: &Service,
    ty: &Type,
    values: impl IntoIterator<Item = &'v Value, IntoIter: Clone>,
    sparse: bool,
) -> Vec<TokenStream> {
    let values = values.into_iter();
    let literals = if sparse { None } else { values.clone().map(|it| literal(ty, it)).collect() };
    literals.unwrap_or_else(|| elements(service, ty, values, sparse))
}

/// The literal of a string, if it is not written in another form.
fn literal(ty: &Type, value: &Value) -> Option<TokenStream> {
    match (ty.plain(), value) {
        (Type::String, Value::String(value)) => Some(text(value)).filter(|it| it.1).map(|it| it.0),
        _ => None,
    }
}

/// A constant: a literal that fits every type with this value.
pub(super) fn constant(value: &Value) -> TokenStream {
    json::tokens(value)
}

/// An expression of type `ty`.
pub(super) fn owned(service: &Service, ty: &Type, value: &Value) -> TokenStream {
    match (ty, value) {
        (Type::Sensitive(inner), _) => call("Sensitive::new", owned(service, inner, value)),
        (Type::Nullable(_), Value::Null) => quote!(Nullable::Null),
        (Type::Nullable(inner), _) => call("Nullable::Value", owned(service, inner, value)),
        (Type::Boxed(inner), _) => call("Box::new", owned(service, inner, value)),
        (Type::Document, _) => {
            let (json, value) = (runtime::json(), json::tokens(value));
            quote!(#json!(#value))
        }
        (Type::Boolean, Value::Boolean(value)) => quote!(#value),
        (Type::Integer(_), Value::Integer(value)) => Literal::i64_unsuffixed(*value).into_token_stream(),
        (Type::Float | Type::Double, Value::Float(number)) => float(ty, *number),
        (Type::String, Value::String(value)) => match text(value) {
            (literal, true) => quote!(#literal.to_owned()),
            (string, false) => string,
        },
        (Type::Timestamp(_), Value::Time(time)) => time::timestamp(*time),
        (Type::Date, Value::String(text)) => time::date(text),
        (Type::Blob, Value::String(text)) => blob::expression(text),
        (Type::ByteStream, Value::String(text)) => call("ByteStream::from", blob::expression(text)),
        (Type::FilePart, Value::String(text)) => call("FilePart::from", blob::expression(text)),
        (Type::EventStream(event), Value::List(events)) => {
            let events = events.iter().map(|value| owned(service, event, value));
            quote!(EventStream::of([#(#events),*]))
        }
        (Type::List { item, sparse }, Value::List(values)) => list(service, (item, *sparse), values),
        (Type::Map { key, value, sparse }, Value::Map(entries)) => {
            map(service, key, (value, *sparse), entries)
        }
        (Type::Structure(name), Value::Map(members)) => {
            let def = service.definition(name);
            def.map_or_else(TokenStream::new, |def| structure(service, def, members))
        }
        (Type::Union(name), Value::Map(members)) => union(service, name, members),
        (Type::Enum(name) | Type::IntEnum(name), value) => variant(service, name, value),
        // The plan contains no other pairs.
        _ => TokenStream::new(),
    }
}

/// A call of a function with one argument.
fn call(function: &str, argument: TokenStream) -> TokenStream {
    let function = code(function);
    quote!(#function(#argument))
}

fn list(service: &Service, (item, sparse): (&Type, bool), values: &[Value]) -> TokenStream {
    if values.is_empty() {
        // The type of the items cannot be inferred from an empty list.
        let item = code(&absent(ty(item), sparse));
        return quote!(Vec::<#item>::new());
    }
    if let Some(value) = repeated(values) {
        let value = elements(service, item, [value], sparse);
        let length = Literal::usize_unsuffixed(values.len());
        return quote!(vec![#(#value)*; #length]);
    }
    let values = elements(service, item, values, sparse);
    quote!(vec![#(#values),*])
}

fn map(
    service: &Service,
    key: &Type,
    (value, sparse): (&Type, bool),
    entries: &[(String, Value)],
) -> TokenStream {
    if entries.is_empty() {
        let (key, value) = (code(&ty(key)), code(&absent(ty(value), sparse)));
        return quote!(BTreeMap::<#key, #value>::new());
    }
    let names = entries.iter().map(|(name, _)| owned(service, key, &Value::String(name.clone())));
    let values = elements(service, value, entries.iter().map(|(_, value)| value), sparse);
    quote!(BTreeMap::from([#((#names, #values)),*]))
}

/// The only value of a list, if it is repeated many times. Null needs its type, which is not formatted inside `vec![…]`.
fn repeated(values: &[Value]) -> Option<&Value> {
    let is_long = values.len() > 3;
    values
        .first()
        .filter(|first| is_long && **first != Value::Null && values.iter().all(|value| value == *first))
}

/// The items of a list or the values of a map. If all are absent, the type is written out.
fn elements<'v>(
    service: &Service,
    ty: &Type,
    values: impl IntoIterator<Item = &'v Value, IntoIter: Clone>,
    sparse: bool,
) -> Vec<TokenStream> {
    let values = values.into_iter();
    let is_typed = values.clone().any(|value| *value != Value::Null);
    let element = |value: &Value| match (sparse, value) {
        (true, Value::Null) if is_typed => quote!(None),
        (true, Value::Null) => {
            let ty = code(&self::ty(ty));
            quote!(None::<#ty>)
        }
        (true, _) => call("Some", owned(service, ty, value)),
        (false, _) => owned(service, ty, value),
    };
    values.map(element).collect()
}

/// A structure, built with its builder.
pub(super) fn structure(service: &Service, data: &Definition, members: &[(String, Value)]) -> TokenStream {
    let value_of =
        |member: &Member| members.iter().find(|(name, _)| *name == member.name()).map(|(_, value)| value);
    let name = ident(&data.rust_name);
    let (required, others): (Vec<&Member>, Vec<&Member>) = data.fields().partition(|member| member.required);
    let setters = required.into_iter().chain(others).filter_map(|member| {
        let is_nullable = matches!(member.ty, Type::Nullable(_));
        let value = value_of(member).filter(|value| is_nullable || **value != Value::Null)?;
        let (setter, value) = (ident(&member.rust_name), argument(service, &member.ty, value));
        Some(quote!(.#setter(#value)))
    });
    // An error without defaults has no setters.
    if matches!(data.shape, Shape::Error) && data.members.iter().all(|member| member.is_optional) {
        return error(service, data, members);
    }
    quote!(#name::builder() #(#setters)*)
}

/// A structure without a builder, field by field.
fn error(service: &Service, data: &Definition, members: &[(String, Value)]) -> TokenStream {
    let name = ident(&data.rust_name);
    let fields: Vec<TokenStream> = data
        .members
        .iter()
        .filter_map(|member| {
            let (_, value) =
                members.iter().find(|(name, value)| *name == member.name() && *value != Value::Null)?;
            let (field, value) = (ident(&member.rust_name), owned(service, &member.ty, value));
            Some(quote!(#field: Some(#value)))
        })
        .collect();
    let rest = (fields.len() < data.members.len()).then(|| quote!(..#name::default()));
    match fields.as_slice() {
        [] => quote!(#name::default()),
        fields => quote!(#name { #(#fields,)* #rest }),
    }
}

fn union(service: &Service, name: &str, members: &[(String, Value)]) -> TokenStream {
    let (Some(data), [(member, value)]) = (service.definition(name), members) else {
        return TokenStream::new();
    };
    let Some(variant) = data.members.iter().find(|variant| variant.name() == *member) else {
        // A member that the spec does not list can only be created from JSON.
        let (name, json, value) = (ident(name), runtime::json(), json::tokens(value));
        return quote!(speccast_runtime::serde_json::from_value::<#name>(#json!(#value))?);
    };
    let (name, variant, value) = (ident(name), ident(&variant.rust_name), owned(service, &variant.ty, value));
    quote!(#name::#variant(#value))
}

/// A value of an enum; the spec only contains known values.
fn variant(service: &Service, name: &str, value: &Value) -> TokenStream {
    let values = service.definition(name).map_or(&[][..], Definition::values);
    let variant = values.iter().find(|it| it.of.value() == *value).map(|it| ident(&it.rust_name));
    let name = ident(name);
    quote!(#name::#variant)
}

/// A finite number, with an exponent where it would have many zeros.
pub(super) fn number(number: f64) -> Literal {
    let is_plain = number == 0.0 || (1e-5..1e16).contains(&number.abs());
    let literal = (!is_plain).then(|| format!("{number:e}").parse().ok()).flatten();
    literal.unwrap_or_else(|| Literal::f64_unsuffixed(number))
}

fn float(ty: &Type, number: f64) -> TokenStream {
    let name = ident(if *ty == Type::Float { "f32" } else { "f64" });
    if number.is_nan() {
        quote!(#name::NAN)
    } else if number.is_infinite() && number > 0.0 {
        quote!(#name::INFINITY)
    } else if number.is_infinite() {
        quote!(#name::NEG_INFINITY)
    } else {
        // The fewest digits that distinguish a single-precision number from its neighbors.
        let is_single = *ty == Type::Float;
        let number = if is_single { format!("{}", number as f32).parse().unwrap_or(number) } else { number };
        self::number(number).into_token_stream()
    }
}
