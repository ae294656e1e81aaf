//! Values at and just over the edge of each constraint: of rules alone, and of the members of what is sent.

use super::{Names, sides, test};
use crate::edges::Edges;
use crate::emit::model::{Role, is_optional};
use crate::emit::{docs, ident, ty, value};
use crate::format;
use proc_macro2::TokenStream;
use quote::quote;
use speccast_core::ir::{Constraint, Integer, Rule, Service, Structure, Type, TypeDef, Union, Value};
use speccast_core::resolve::snake;

/// The test of a rule alone.
pub(super) fn rule_test(service: &Service, rule: &Rule, names: &mut Names) -> Option<TokenStream> {
    let (ty, edges) = match &rule.constraint {
        Constraint::String { .. } => (Type::String, sides::strings(service, &[&rule.constraint])),
        Constraint::Integer(_) => {
            (Type::Integer(Integer::Long), sides::integers(Integer::Long, &[&rule.constraint]))
        }
        Constraint::Float(_) => (Type::Double, sides::floats(&[&rule.constraint], false)),
        // Lists of such lengths are tested where they are.
        Constraint::Length(_) | Constraint::Unique => return None,
    };
    let constant = ident(&rule.constant);
    let assertions = assertions(service, &ty, &edges, |value| quote!(validator::#constant.check(#value)))?;
    Some(test(&names.take(&rule.constant.to_lowercase()), &assertions))
}

/// The tests of inputs, and of what they hold.
pub(super) fn structure_tests(service: &Service, names: &mut Names) -> Vec<TokenStream> {
    let mut tests = Vec::new();
    for operation in &service.operations {
        let function = operation.input.validator.as_deref().unwrap_or_default();
        let checked = ident(function);
        let check = quote!(validator::#checked(&input));
        tests.extend(of_structure(service, &operation.input, Role::Input, &check, names));
    }
    for def in &service.types {
        match def {
            TypeDef::Structure(data) => {
                let Some(function) = &data.validator else { continue };
                let checked = ident(function);
                let check = quote!(validator::#checked(validate::Check::new(), &input).finish());
                tests.extend(of_structure(service, data, Role::Data, &check, names));
            }
            TypeDef::Union(data) => tests.extend(of_union(service, data, names)),
            TypeDef::Enum(_) | TypeDef::IntEnum(_) => {}
        }
    }
    tests
}

/// A valid structure, and a test of each of its members; nothing, if none is made here, or nothing is constrained.
fn of_structure(
    service: &Service,
    data: &Structure,
    role: Role,
    check: &TokenStream,
    names: &mut Names,
) -> Vec<TokenStream> {
    let Some(Value::Map(required)) = sides::required(service, &data.members, 0) else { return Vec::new() };
    let function = data.validator.as_deref().unwrap_or_default();
    let (name, made) = (ident(&data.rust_name), names.take(&format!("valid_{function}")));
    let mut tests = Vec::new();
    for member in &data.members {
        let edges = sides::of(service, &member.ty, &member.checks);
        let (parameter, value) = parameter(&member.ty);
        let value = if is_optional(member, role) { quote!(Some(#value)) } else { value };
        let Some(assertions) = assertions(service, &member.ty, &edges, |value| quote!(check(#value))) else {
            continue;
        };
        let field = ident(&member.rust_name);
        let body = quote! {
            let check = |value: #parameter| {
                let mut input = #made();
                input.#field = #value;
                #check
            };
            #assertions
        };
        let name = names.take(&format!("{function}_{}", member.rust_name.trim_matches('_')));
        tests.push(test(&name, &body));
    }
    if tests.is_empty() {
        return tests;
    }
    let doc = docs::attributes(&["One that satisfies every constraint.".to_owned()]);
    let valid = value::structure(service, data, &required, role);
    let valid = quote! {
        #doc
        fn #made() -> #name {
            #valid
        }
    };
    std::iter::once(valid).chain(tests).collect()
}

/// A test of each member of a union.
fn of_union(service: &Service, data: &Union, names: &mut Names) -> Vec<TokenStream> {
    let Some(function) = &data.validator else { return Vec::new() };
    let (union, checked) = (ident(&data.rust_name), ident(function));
    let tests = data.variants.iter().filter_map(|variant| {
        let edges = sides::of(service, &variant.ty, &variant.checks);
        let (parameter, value) = parameter(&variant.ty);
        let assertions = assertions(service, &variant.ty, &edges, |value| quote!(check(#value)))?;
        let name = ident(&variant.rust_name);
        let body = quote! {
            let check = |value: #parameter| {
                validator::#checked(validate::Check::new(), &#union::#name(#value)).finish()
            };
            #assertions
        };
        Some(test(&names.take(&format!("{function}_{}", snake(&variant.rust_name))), &body))
    });
    tests.collect()
}

/// The parameter of a check, and the value of the member that it becomes.
fn parameter(member: &Type) -> (TokenStream, TokenStream) {
    match member {
        Type::String => (quote!(&str), quote!(value.into())),
        Type::Sensitive(inner) if **inner == Type::String => (quote!(&str), quote!(value.into())),
        ty if is_copied(ty) => (self::ty(ty), quote!(value)),
        ty => {
            let ty = self::ty(ty);
            (quote!(&#ty), quote!(value.clone()))
        }
    }
}

fn is_copied(ty: &Type) -> bool {
    matches!(
        ty,
        Type::Boolean | Type::Integer(_) | Type::Float | Type::Double | Type::Timestamp(_) | Type::IntEnum(_)
    )
}

/// The assertions of both sides, `check` being a call of its argument that gives a `Result`.
fn assertions(
    service: &Service,
    ty: &Type,
    edges: &Edges<Value>,
    check: impl Fn(&TokenStream) -> TokenStream,
) -> Option<TokenStream> {
    let by_value = is_copied(ty) || matches!(ty.plain(), Type::String);
    let literal = |value: &Value| match value {
        Value::String(text) if *ty.plain() == Type::String => text_slice(text),
        value => value::owned(service, ty, value),
    };
    let assert = |value: &TokenStream, accepted: bool| {
        let check = if by_value { check(value) } else { check(&quote!(&#value)) };
        if accepted {
            format::assert(&[check, quote!(Ok(()))])
        } else {
            format::assert(&[quote!(#check.is_err())])
        }
    };
    let side = |values: &[Value], accepted: bool| match values {
        [] => TokenStream::new(),
        [value] => assert(&literal(value), accepted),
        values => {
            let values = values.iter().map(literal);
            let list = if by_value { quote!([#(#values),*]) } else { quote!(&[#(#values),*]) };
            let check = check(&quote!(value));
            let assertion = if accepted {
                format::assert(&[check, quote!(Ok(())), quote!("{value:?} is accepted")])
            } else {
                quote!(assert!(#check.is_err(), "{value:?} is refused");)
            };
            quote! {
                for value in #list {
                    #assertion
                }
            }
        }
    };
    let (accepted, refused) = (side(&edges.accepted, true), side(&edges.refused, false));
    (!edges.accepted.is_empty() || !edges.refused.is_empty()).then(|| quote!(#accepted #refused))
}

/// A `&str` expression, runs written as repetitions.
fn text_slice(text: &str) -> TokenStream {
    match value::text(text) {
        (literal, true) => literal,
        (string, false) => quote!(#string.as_str()),
    }
}
