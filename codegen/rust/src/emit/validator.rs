//! `validator.rs`: each constraint once, and a function for each input.

mod check;
mod rule;

use super::{docs, ident, import, matcher, named, runtime};
use crate::format::Page;
use proc_macro2::TokenStream;
use quote::quote;
use speccast_core::ir::{Matcher, Service, TypeDef};

pub(super) fn page(service: &Service) -> Page {
    let mut page = Page::new();
    page.docs(docs::prose(&format!(
        "Constraints of {}, each stated once, and a check for each input.",
        service.name
    )));
    let mut items: Vec<TokenStream> =
        service.rules.iter().map(|rule| rule::constant(service, rule)).collect();
    items.extend(service.operations.iter().map(|operation| check::input(&operation.input)));
    items.extend(service.types.iter().filter_map(nested));
    items.extend(service.matchers.iter().map(function));
    page.item(imports(&items));
    items.into_iter().for_each(|item| page.item(item));
    page
}

/// The check of a structure or union inside an input.
fn nested(def: &TypeDef) -> Option<TokenStream> {
    match def {
        TypeDef::Structure(data) => data.validator.as_ref().map(|function| check::structure(data, function)),
        TypeDef::Union(data) => data.validator.as_ref().map(|function| check::union(data, function)),
        TypeDef::Enum(_) | TypeDef::IntEnum(_) => None,
    }
}

/// What every validator uses, and lines of their own for what only some do.
fn imports(items: &[TokenStream]) -> TokenStream {
    let named = named(items);
    let used = |name: &&&str| named.contains(**name);
    let path = runtime::validate();
    let helpers = import(&runtime::matcher(), runtime::MATCHER_NAMES.iter().filter(used).copied());
    let rules = import(&path, runtime::RULES.iter().filter(used).copied());
    quote! {
        use super::model::*;
        #helpers
        use #path::{Check, Violations};
        #rules
    }
}

/// The function that a pattern becomes.
fn function(matcher: &Matcher) -> TokenStream {
    let doc = docs::attributes(&[format!(
        "Whether all of `value` matches {}.",
        docs::code(matcher.pattern.source())
    )]);
    let name = ident(&matcher.function);
    let body = matcher::matcher(&matcher.pattern);
    quote! {
        #doc
        fn #name(value: &str) -> bool {
            #body
        }
    }
}
