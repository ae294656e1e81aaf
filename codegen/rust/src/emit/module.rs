//! `mod.rs`: docs of the service, and re-exports.

use super::{docs, first_call, ident, lints, runtime};
use crate::format::Page;
use crate::plan::Service;
use proc_macro2::Literal;
use quote::quote;

pub(super) fn page(service: &Service, with_tests: bool) -> Page {
    let mut page = Page::new();
    let intro = match &service.of.head.doc {
        Some(doc) => format!("{}: {}", service.name(), lower_first(doc)),
        None => service.name().to_owned(),
    };
    page.docs(docs::prose(&intro));
    for paragraph in [docs::prose(&origin(service)), first_call::lines(service)] {
        if !paragraph.is_empty() {
            page.docs([String::new()].into_iter().chain(paragraph));
        }
    }
    let (codegen, version) = (runtime::codegen(), Literal::u32_unsuffixed(runtime::VERSION));
    page.item(quote!(#codegen::version!(#version);));
    let allow = lints::deprecates(service)
        .then(|| quote!(#[allow(deprecated, reason = "deprecated items are still part of the API")]));
    let nests = lints::nests(service).then(
        || quote!(#[allow(clippy::type_complexity, reason = "the API has deeply nested lists and maps")]),
    );
    page.item(quote! {
        #allow
        pub mod client;
        #allow
        #nests
        pub mod model;
        #allow
        pub mod validator;
    });
    if with_tests {
        page.item(quote! {
            #[cfg(test)]
            #allow
            mod tests;
        });
    }
    let setters = service.setters.iter().any(|setter| setter.is_own()).then(|| quote!(BuilderExt,));
    let operations = service.operations.iter().map(|operation| ident(&operation.rust_name));
    page.item(quote! {
        #[doc(inline)]
        pub use client::{#setters Client, #(#operations),*};
        #[doc(inline)]
        pub use model::*;
    });
    page
}

/// The source of the spec's facts.
fn origin(service: &Service) -> String {
    let version = service.of.version.as_ref().map(|version| format!("API version {version}."));
    let source = service.of.source.as_ref().map(|source| format!("Source: {source}."));
    [version, source].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// A sentence for use after a colon.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
