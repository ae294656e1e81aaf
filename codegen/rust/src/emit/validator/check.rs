//! Functions that check an input and its contents, with one call for each constraint of a member.

use super::function_path;
use super::rule::argument;
use crate::emit::{docs, ident, runtime, string};
use crate::format;
use crate::plan::{Check, CheckKind, Definition, Member, Shape, Tag, Type, UnionForm};
use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

/// The check of an operation's input.
pub(super) fn input(data: &Definition) -> TokenStream {
    let (function, ty) = (ident(data.validator.as_deref().unwrap_or_default()), model_type(&data.rust_name));
    let mut calls = members(&data.members, &quote!(input));
    if calls.is_empty() {
        // The function always exists, so that programs compile even if a spec has no constraints.
        let doc =
            docs::attributes(&[format!("Accepts every [`{}`], which has no constraints.", data.rust_name)]);
        return quote! {
            #doc
            pub fn #function(_input: &#ty) -> Result<(), Violations> {
                Ok(())
            }
        };
    }
    let doc = format!("Checks {} and reports every violation at once.", article(&data.rust_name));
    let doc = docs::attributes(&[doc]);
    calls.push(quote!(.finish()));
    let checks = format::chain(&quote!(Check::new()), &calls);
    quote! {
        #doc
        pub fn #function(input: &#ty) -> Result<(), Violations> {
            #checks
        }
    }
}

/// The check of a structure or union inside an input.
pub(super) fn definition(data: &Definition, function: &str) -> TokenStream {
    let calls = match &data.shape {
        Shape::Union(form) => union(data, form),
        _ => members(&data.members, &quote!(value)),
    };
    part(&data.rust_name, function, &calls)
}

/// Checks that a union's member is one that the spec names, and that member's value.
fn union(data: &Definition, form: &UnionForm) -> Vec<TokenStream> {
    // A service that sends such values may have added a member, which can be sent back.
    let mut calls = if data.in_response { Vec::new() } else { vec![quote!(.known_member(value))] };
    for variant in &data.members {
        let accessor = ident(&variant.accessor());
        let at = match form {
            UnionForm::Named => variant.name(),
            UnionForm::Tagged(Tag { content: Some(content), .. }) => content,
            UnionForm::Tagged(_) | UnionForm::Told(_) => "",
        };
        let at = if at.is_empty() { quote!(Step::Itself) } else { string(at).into_token_stream() };
        let arguments = quote!(#at, &value.#accessor());
        calls.extend(variant.checks.iter().filter_map(|check| call(check, &arguments, &variant.ty)));
    }
    calls
}

fn part(rust_name: &str, function: &str, calls: &[TokenStream]) -> TokenStream {
    let doc = docs::attributes(&[format!("Checks {} inside an input.", article(rust_name))]);
    let (function, ty) = (ident(function), model_type(rust_name));
    let parameter = ident(if calls.is_empty() { "_value" } else { "value" });
    let checks = format::chain(&quote!(check), calls);
    quote! {
        #doc
        pub fn #function<'c>(check: Check<'c>, #parameter: &#ty) -> Check<'c> {
            #checks
        }
    }
}

/// A type of the model; by its path, if this module imports another type with that name.
fn model_type(name: &str) -> TokenStream {
    let ident = ident(name);
    if runtime::VALIDATOR.contains(&name) || ["Ok", "Result"].contains(&name) {
        quote!(super::model::#ident)
    } else {
        quote!(#ident)
    }
}

fn article(name: &str) -> String {
    let article = if name.starts_with(['A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    format!("{article} [`{name}`]")
}

/// One call for each check of each member.
fn members(members: &[Member], holder: &TokenStream) -> Vec<TokenStream> {
    let calls = members.iter().flat_map(|member| {
        let (name, field) = (string(member.name()), ident(&member.rust_name));
        let arguments = quote!(#name, &#holder.#field);
        member.checks.iter().filter_map(move |check| call(check, &arguments, &member.ty))
    });
    calls.collect()
}

/// The call of one check with `arguments`; `None` if there is nothing to check.
fn call(check: &Check, arguments: &TokenStream, ty: &Type) -> Option<TokenStream> {
    let call = match check {
        Check::Named(constant, kind) => {
            let constant = ident(constant);
            let verb = verb(*kind);
            quote!(.#verb(#arguments, #constant))
        }
        Check::Inline(constraint) if !constraint.is_checked() => return None,
        Check::Inline(constraint) => {
            let (verb, rule) = (verb(constraint.kind), argument(constraint));
            quote!(.#verb(#arguments, #rule))
        }
        Check::Unique => quote!(.unique(#arguments)),
        Check::Known => quote!(.known(#arguments)),
        Check::Nested(function) => {
            let path = function_path(function);
            quote!(.nested(#arguments, #path))
        }
        Check::Each(checks) => {
            let Type::List { item, .. } = ty.plain() else { return None };
            let calls = each("item", checks, item);
            if calls.is_empty() {
                return None;
            }
            quote!(.each(#arguments, |list, at, item| list #(#calls)*))
        }
        Check::Entries { keys, values } => {
            let Type::Map { key, value, .. } = ty.plain() else { return None };
            let [keys, values] = [each("key", keys, key), each("value", values, value)];
            if keys.is_empty() && values.is_empty() {
                return None;
            }
            let key = if keys.is_empty() { quote!(_) } else { quote!(key) };
            let value = if values.is_empty() { quote!(_) } else { quote!(value) };
            quote!(.entries(#arguments, |map, at, #key, #value| map #(#keys)* #(#values)*))
        }
    };
    Some(call)
}

/// The calls that check one of many values, called `name`.
fn each(name: &str, checks: &[Check], ty: &Type) -> Vec<TokenStream> {
    let value = ident(name);
    checks.iter().filter_map(|check| call(check, &quote!(at, #value), ty)).collect()
}

/// The method that checks values of a kind.
fn verb(kind: CheckKind) -> Ident {
    ident(match kind {
        CheckKind::String => "string",
        CheckKind::Integer => "integer",
        CheckKind::Float => "number",
        CheckKind::Length => "length",
    })
}
